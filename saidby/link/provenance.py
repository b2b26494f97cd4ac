"""Where an article's words come from: other articles of the story, and texts outside it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec import structs

from saidby.evidence import FindSource, Origin
from saidby.lexicon import Lexicon
from saidby.likeness import BODIES, NEIGHBOURS, agency_of, days_apart
from saidby.records import Derivation, Excerpt, Marks, Passage, Quote, SourceIdentity, Statement
from saidby.text import tokenize

_Value = tuple[str, float | None, float | None]

COPY = 0.5  # share of an article's words that stand in another, above which it is a copy
REWRITE = 0.08  # ... and above which it is no coincidence (no two independent seeds share more unquoted words)
RELEASED = 3  # times its own words: two articles that share so much more than a release have that not from it
_WHOLE_TEXT = frozenset({"credit", "shared wire"})  # rules that give an agency the text, not a figure alone
DISPATCH = 0.3  # share of the shorter of an agency's copies that stands in another, above which both are one text
_LONG_QUOTE = 8  # words
_PARALLEL = 5  # values of two and more statements in the same order


def trace(
    marks: Sequence[Marks],
    passages: Sequence[Passage],
    statements: Sequence[Statement],
    source_of: FindSource,
    lexicon: Lexicon,
    origins: Sequence[Origin] = (),
) -> list[Derivation]:
    """Return what each article draws on, in the order of ``marks`` (earliest first).

    An agency that it credits, or cites with a figure; a wire or a release that it tells without saying so
    (``origins``); the document of a source that it quotes at length without crediting anyone; an article of the story
    with which it shares passages or a row of values, unless both have these from one text outside.
    """
    found: list[Derivation] = []
    inside, common = _inside(marks, passages, statements, lexicon), _unquoted(passages)
    told: defaultdict[str, list[Origin]] = defaultdict(list)
    for origin in origins:
        for doc in origin.docs:
            told[doc].append(origin)
    for m in marks:
        doc = m.article.id
        agencies = _agencies(m, lexicon, source_of)
        outside = [d for o in told[doc] if (d := _from_origin(m, o, lexicon))]
        found += agencies + outside
        if not outside and not any(d.rule == "credit" for d in agencies):
            found += _own_documents(m, statements, source_of)
        found += [d for d in inside.get(doc, ()) if not _explained(d, told, common[frozenset((d.doc, d.derived_from))])]
    return _with_dispatches(found, common, {m.article.id: _length(m) for m in marks})


def _with_dispatches(
    found: Sequence[Derivation], common: Mapping[frozenset[str], int], lengths: Mapping[str, int]
) -> list[Derivation]:
    """Return the derivations, with the dispatch where copies of one agency fall into sets that share little text.

    Two sets may still be one dispatch, told in other words: nothing here says that they are independent.
    """
    agencies: defaultdict[str, set[str]] = defaultdict(set)
    for d in found:
        if d.rule in _WHOLE_TEXT:
            agencies[d.doc].add(d.derived_from)
    first: dict[tuple[str, str], tuple[str, str]] = {}
    order = {doc: n for n, doc in enumerate(lengths)}

    def top(copy: tuple[str, str]) -> tuple[str, str]:
        while first.get(copy, copy) != copy:
            copy = first[copy]
        return copy

    for pair, words in common.items():
        if len(pair) > 1 and words >= DISPATCH * min(lengths[doc] for doc in pair):
            for agency in set.intersection(*(agencies[doc] for doc in pair)):
                earliest, *others = sorted({top((agency, doc)) for doc in pair}, key=lambda copy: order[copy[1]])
                first.update(dict.fromkeys(others, earliest))
    dispatch = {(agency, doc): top((agency, doc))[1] for doc, names in agencies.items() for agency in names}
    sets = Counter(agency for agency, _ in {(agency, text) for (agency, _), text in dispatch.items()})
    return [
        structs.replace(d, dispatch=dispatch[d.derived_from, d.doc])
        if d.rule in _WHOLE_TEXT and sets[d.derived_from] > 1
        else d
        for d in found
    ]


def _unquoted(passages: Sequence[Passage]) -> Counter[frozenset[str]]:
    """Return how many unquoted words each two articles have in common."""
    counted: Counter[frozenset[str]] = Counter()
    for p in passages:
        if not p.quoted:
            counted[frozenset((p.one.doc, p.other.doc))] += p.words
    return counted


def _from_origin(marks: Marks, origin: Origin, lexicon: Lexicon) -> Derivation | None:
    """Return that an article tells a text from outside the story, where its credit does not say so already."""
    article, share = marks.article, origin.docs[marks.article.id]
    if origin.kind == "wire" and (article.wire or agency_of(article.outlet, lexicon)):
        return None
    others = "articles that credit it" if origin.kind == "wire" else "others that tell it"
    evidence = f"shares {share.words} words with {others}, {share.part:.0%} of its text"
    how = "verbatim copy" if share.part >= COPY else "rewrite"
    return _outside(article.id, origin.name, how, evidence, f"shared {origin.kind}", share.spans)


def _explained(found: Derivation, told: Mapping[str, Sequence[Origin]], words: int) -> bool:
    """Tell whether two articles have what they share, so many words, from one text outside.

    What is plainly the later copy of an article that tells such a text may have it from there. A release explains no
    more than its own words: where two articles share most of the rest too, one has it from the other.
    """
    if found.how == "verbatim copy":
        return False
    common = [o for o in told.get(found.doc, ()) if found.derived_from in o.docs]
    return any(o.kind == "wire" or words < RELEASED * _told_by_both(o, found) for o in common)


def _told_by_both(origin: Origin, found: Derivation) -> int:
    return max(origin.docs[found.doc].words, origin.docs[found.derived_from].words)


def _agencies(marks: Marks, lexicon: Lexicon, source_of: FindSource) -> list[Derivation]:
    """Return the agencies whose report an article builds on, by its credit or by the carriers of its figures."""
    article = marks.article
    found: dict[str, Derivation] = {}
    credited = agency_of(article.wire, lexicon)
    if credited:
        spans = (_excerpt(marks, article.credit.start, article.credit.end),) if article.credit else ()
        found[credited] = _outside(article.id, credited, "rewrite", f"credits {article.wire}", "credit", spans)
    cited = [(n, f.span, "for a figure") for f in marks.figures for n in (*f.via, f.source)]
    cited += [(a.speaker, a.content[0], "for what it says") for a in marks.attributions if a.content]
    for name, span, what in cited:
        agency = agency_of(name, lexicon)
        if agency and agency not in found and agency != agency_of(article.outlet, lexicon):
            spans = (_excerpt(marks, span.start, span.end),)
            found[agency] = _outside(article.id, agency, "cites", f"cites {name} {what}", "carrier", spans)
    return list(found.values())


def _outside(doc: str, name: str, how: str, evidence: str, rule: str, spans: tuple[Excerpt, ...]) -> Derivation:
    sure = {"credit": 0.9, "shared wire": 0.7, "shared release": 0.7}.get(rule, 0.6)
    return Derivation(
        doc=doc, derived_from=f"external:{name}", how=how, evidence=evidence, spans=spans, rule=rule, confidence=sure
    )


def _own_documents(marks: Marks, statements: Sequence[Statement], source_of: FindSource) -> list[Derivation]:
    """Return the sources that an article quotes at length itself: it had their own text before it."""
    quoted: defaultdict[str, list[Quote]] = defaultdict(list)
    names: dict[str, SourceIdentity] = {}
    for quote in marks.quotes:
        source = source_of(marks.article.id, quote.speaker)
        if source and source.standing == "named" and source.kind in BODIES:
            quoted[source.id].append(quote)
            names[source.id] = source
    found = []
    for key, quotes in quoted.items():
        long = [q for q in quotes if len(tokenize(q.span.of(marks.article.text))) >= _LONG_QUOTE]
        if len(long) < 2:
            continue
        day = _latest_said(marks.article.id, key, statements)
        name = f"{names[key].name} document" + (f" of {day}" if day else "")
        spans = tuple(_excerpt(marks, q.span.start, q.span.end) for q in long[:3])
        evidence = f"quotes {names[key].name} at length, crediting nobody in between"
        found.append(_outside(marks.article.id, name, "cites", evidence, "quoted document", spans))
    return found


def _latest_said(doc: str, claimant: str, statements: Sequence[Statement]) -> str | None:
    days = [
        s.said_on for s in statements if s.claimant == claimant and any(r.doc == doc for r in s.reports) if s.said_on
    ]
    return max(days, default=None)


def _inside(
    marks: Sequence[Marks], passages: Sequence[Passage], statements: Sequence[Statement], lexicon: Lexicon
) -> dict[str, list[Derivation]]:
    """Return for each article the articles of the story that it plainly goes with."""
    by_doc = {m.article.id: m for m in marks}
    shared: defaultdict[tuple[str, str], list[Passage]] = defaultdict(list)
    for p in passages:
        if not p.quoted:
            shared[p.other.doc, p.one.doc].append(p)
    found: dict[str, list[Derivation]] = {}
    for (doc, earlier), own in shared.items():
        d = _from_passages(by_doc[doc], by_doc[earlier], own, lexicon)
        if d is not None:
            found.setdefault(d.doc, []).append(d)
    linked = {frozenset((d.doc, d.derived_from)) for derivations in found.values() for d in derivations}
    for doc, earlier, values in _parallel(marks, statements):
        if frozenset((doc, earlier)) not in linked:
            found.setdefault(doc, []).append(_from_order(by_doc[doc], by_doc[earlier], values))
    return found


def _from_passages(later: Marks, earlier: Marks, passages: Sequence[Passage], lexicon: Lexicon) -> Derivation | None:
    """Return that one article draws on the other, where they share enough; who credits whom decides which on which."""
    agency, own = agency_of(earlier.article.wire, lexicon), agency_of(later.article.outlet, lexicon)
    turned = agency is not None and agency == own
    taker, giver = (earlier, later) if turned else (later, earlier)
    words = sum(p.words for p in passages)
    part = min(1.0, words / max(1, _length(taker)))
    if part < REWRITE:
        return None
    return Derivation(
        doc=taker.article.id,
        derived_from=giver.article.id,
        how=_direction(taker, giver, "verbatim copy" if part >= COPY else "rewrite", lexicon),
        evidence=f"shares {words} unquoted words with it, {part:.0%} of its text",
        spans=tuple(p.one if turned else p.other for p in passages[:3]),
        rule="shared passages",
        confidence=round(min(0.95, 0.6 + part / 2), 2),
    )


def _from_order(later: Marks, earlier: Marks, values: int) -> Derivation:
    return Derivation(
        doc=later.article.id,
        derived_from=earlier.article.id,
        how="shared origin",
        evidence=f"tells {values} of the same values in the same order",
        rule="same order",
        confidence=0.6,
    )


def _direction(taker: Marks, giver: Marks, how: str, lexicon: Lexicon) -> str:
    """Return ``how`` where one article credits the other or is plainly the later, else that both have one origin."""
    a, b = taker.article, giver.article
    credited = agency_of(a.wire, lexicon)
    if credited is not None and credited == agency_of(b.outlet, lexicon):
        return how
    if credited is not None and credited == agency_of(b.wire, lexicon):
        return "shared origin"
    dated = a.published and b.published and days_apart(a.published, b.published) > 0
    return how if dated else "shared origin"


def _parallel(marks: Sequence[Marks], statements: Sequence[Statement]) -> list[tuple[str, str, int]]:
    """Return (article, earlier article, number of values) where both tell a row of the same values in one order."""
    rows = _value_rows(marks)
    order = {m.article.id: n for n, m in enumerate(marks)}
    mates: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for s in statements:
        docs = sorted({r.doc for r in s.reports}, key=order.__getitem__)
        for n, doc in enumerate(docs):
            mates[doc].update(docs[max(0, n - NEIGHBOURS) : n])
    found = []
    for doc, row in rows.items():
        best = max(mates[doc], key=lambda d: (_in_order(row, rows[d]), -order[d]), default=None)
        if best is not None:
            length = _in_order(row, rows[best])
            enough = length >= _PARALLEL and length >= 0.6 * min(len(row), len(rows[best]))
            if enough and mates[doc][best] > 1:
                found.append((doc, best, length))
    return found


def _value_rows(marks: Sequence[Marks]) -> dict[str, list[_Value]]:
    """Return each article's values in the order of their first telling."""
    rows: dict[str, list[_Value]] = {}
    for m in marks:
        row = [(f.measure, f.low, f.high) for f in m.figures]
        rows[m.article.id] = [v for n, v in enumerate(row) if v not in row[:n]]
    return rows


def _in_order(a: Sequence[object], b: Sequence[object]) -> int:
    """Return the length of the longest row of values that both have in the same order."""
    best = [0] * (len(b) + 1)
    for x in a:
        previous = 0
        for j, y in enumerate(b, 1):
            previous, best[j] = best[j], previous + 1 if x == y else max(best[j], best[j - 1])
    return best[-1]


def _length(marks: Marks) -> int:
    return sum(len(s.of(marks.article.text).split()) for s in marks.sentences)


def _excerpt(marks: Marks, start: int, end: int) -> Excerpt:
    return Excerpt(doc=marks.article.id, start=start, end=end, text=marks.article.text[start:end])
