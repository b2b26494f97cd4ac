"""Where an article's words come from: other articles of the story, and texts outside it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec import structs

from saidby.evidence import FindSource, Origin, Overlap
from saidby.lexicon import Lexicon
from saidby.likeness import BODIES, agency_of, days_apart
from saidby.link.provenance.named import Named, find_named
from saidby.records import Derivation, Excerpt, Marks, Quote, SourceIdentity, Statement
from saidby.text import tokenize

COPY = 0.5  # share of an article's words that stand in another, above which it is a copy
REWRITE = 0.08  # ... and above which it is no coincidence (no two independent seeds share more unquoted words)
# ... and words in all, of which two reporters of one event may have fewer in common: CHANCE of all that are not quoted,
# OWN of those that nobody is said to have said (0.2 % and 1 % of such pairs of a simulated newsroom reach them)
CHANCE, OWN = 30, 16
RELEASED = 3  # times its own words: two articles that share so much more than a release have that not from it
_WHOLE_TEXT = frozenset({"credit", "shared wire"})  # rules that give an agency the text, not a figure alone
DISPATCH = 0.3  # share of the shorter of an agency's copies that stands in another, above which both are one text
_LONG_QUOTE = 8  # words


def trace(
    marks: Sequence[Marks],
    overlaps: Sequence[Overlap],
    statements: Sequence[Statement],
    source_of: FindSource,
    lexicon: Lexicon,
    origins: Sequence[Origin] = (),
) -> list[Derivation]:
    """Return what each article draws on, in the order of ``marks`` (earliest first).

    An agency that it credits, or cites with a figure; a wire or a release that it tells without saying so
    (``origins``); the document of a source that it quotes at length without crediting anyone; an article of the story
    with which it shares passages, unless both have these from one text outside, or which it names.
    """
    found: list[Derivation] = []
    inside, common = _inside(marks, overlaps, statements, lexicon), _unquoted(overlaps)
    outlets = {m.article.id: m.article.outlet for m in marks}
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
        found += [
            d
            for d in inside.get(doc, ())
            if agency_of(outlets[d.derived_from], lexicon)  # the wire itself, which is here
            or not _explained(d, told, common[frozenset((d.doc, d.derived_from))])
        ]
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


def _unquoted(overlaps: Sequence[Overlap]) -> Counter[frozenset[str]]:
    """Return how many unquoted words each two articles have in common."""
    counted: Counter[frozenset[str]] = Counter()
    for o in overlaps:
        if o.unquoted:
            counted[frozenset((o.passage.one.doc, o.passage.other.doc))] += o.unquoted
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
    marks: Sequence[Marks], overlaps: Sequence[Overlap], statements: Sequence[Statement], lexicon: Lexicon
) -> dict[str, list[Derivation]]:
    """Return for each article the articles of the story that it plainly goes with."""
    by_doc = {m.article.id: m for m in marks}
    shared: defaultdict[tuple[str, str], list[Overlap]] = defaultdict(list)
    for o in overlaps:
        if o.unquoted:
            shared[o.passage.other.doc, o.passage.one.doc].append(o)
    found: dict[str, list[Derivation]] = {}
    for (doc, earlier), own in shared.items():
        d = _from_passages(by_doc[doc], by_doc[earlier], own, lexicon)
        if d is not None:
            found.setdefault(d.doc, []).append(d)
    common = Counter({pair: n for pair, n in _unquoted(overlaps).items() if n >= CHANCE})
    linked = {frozenset((d.doc, d.derived_from)) for derivations in found.values() for d in derivations}
    for named in find_named(marks, statements, common, lexicon):
        pair = frozenset((named.doc, named.of))
        if pair not in linked:
            found.setdefault(named.doc, []).append(_from_named(by_doc[named.doc], named, common[pair]))
    return found


def _from_passages(later: Marks, earlier: Marks, overlaps: Sequence[Overlap], lexicon: Lexicon) -> Derivation | None:
    """Return that one article draws on the other, where they share enough; who credits whom decides which on which."""
    agency, own = agency_of(earlier.article.wire, lexicon), agency_of(later.article.outlet, lexicon)
    turned = agency is not None and agency == own
    taker, giver = (earlier, later) if turned else (later, earlier)
    words = sum(o.unquoted for o in overlaps)
    part = min(1.0, words / max(1, _length(taker)))
    if part < REWRITE or (words < CHANCE and sum(o.unsaid for o in overlaps) < OWN):
        return None
    return Derivation(
        doc=taker.article.id,
        derived_from=giver.article.id,
        how=_direction(taker, giver, "verbatim copy" if part >= COPY else "rewrite", lexicon),
        evidence=f"shares {words} unquoted words with it, {part:.0%} of its text",
        spans=tuple(o.passage.one if turned else o.passage.other for o in overlaps[:3]),
        rule="shared passages",
        confidence=round(min(0.95, 0.6 + part / 2), 2),
    )


def _from_named(marks: Marks, named: Named, words: int) -> Derivation:
    """Return that an article draws on the one that it names, of which it tells the values."""
    copied = words >= COPY * _length(marks)
    return Derivation(
        doc=named.doc,
        derived_from=named.of,
        how="verbatim copy" if copied else "rewrite",
        evidence=f"names {named.name}, and tells {named.values} of the values in its report",
        spans=(_excerpt(marks, named.span.start, named.span.end),) if named.span else (),
        rule="named report",
        confidence=0.7,
    )


def _direction(taker: Marks, giver: Marks, how: str, lexicon: Lexicon) -> str:
    """Return ``how`` where one article credits the other or is plainly the later, else that both have one origin."""
    a, b = taker.article, giver.article
    credited = agency_of(a.wire, lexicon)
    if credited is not None and credited == agency_of(b.outlet, lexicon):
        return how
    if credited is not None and credited == agency_of(b.wire, lexicon):
        return "shared origin"
    timed = a.published_at and b.published_at and a.published_at != b.published_at
    dated = timed or (a.published and b.published and days_apart(a.published, b.published) > 0)
    return how if dated else "shared origin"


def _length(marks: Marks) -> int:
    return sum(len(s.of(marks.article.text).split()) for s in marks.sentences)


def _excerpt(marks: Marks, start: int, end: int) -> Excerpt:
    return Excerpt(doc=marks.article.id, start=start, end=end, text=marks.article.text[start:end])
