"""The value, what it measures, and what it is a share of."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from saidby.evidence import Evidence, Telling
from saidby.grammar import APPROXIMATORS
from saidby.likeness import SMALL_COUNT, akin, dates_agree, number_of, same_counted, same_value, singular, slot, way
from saidby.link.drift.accounts import accounts, body_first, elsewhere, one_a_doc
from saidby.link.drift.differences import Votes, once, same_day, told_in_both
from saidby.link.drift.excerpts import claim, drift, excerpt, in_quotes, quoted, sentence_words, words_near
from saidby.records import Drift, Excerpt, Measure, Span

_CLAUSE_ENDS = frozenset(",;:.")
_TO_BASE = 5  # words from a share to its base
_SHORT = 3  # letters; longer words behind two bases say what they are bases of
_FATES: frozenset[Measure] = frozenset({"killed", "wounded", "missing", "captured", "detained", "rescued", "displaced"})


def bound_changed(evidence: Evidence) -> Iterator[Drift]:
    """An account gives as exact what the others bound or call approximate; once an article and value.

    "about" for "some" is no change, nor an approximator that only one account has, nor one made up for by "estimated"
    where the others have no such word of their own.
    """
    copies = _copies(evidence)
    for _, tellings in accounts(evidence):
        loose = [t for t in body_first(tellings) if t.figure.bound != "exact"]
        exact = [t for t in tellings if t.figure.bound == "exact" and _beside_hedged_alike(evidence, t, loose)]
        if any(in_quotes(evidence, t.doc, t.figure.span) for t in exact):
            continue
        sure = len({t.doc for t in loose}) >= len({t.doc for t in exact} - {t.doc for t in loose})
        for t in one_a_doc(exact) if loose else ():
            models = _beside_hedged_alike(evidence, t, loose)
            model = next((o for o in models if o.doc == t.doc or (o.doc, t.doc) in copies), models[0])
            if (sure or (model.doc, t.doc) in copies) and _in_its_time(t, model):
                yield from _bound_lost(evidence, t, model)


def _beside_hedged_alike(evidence: Evidence, t: Telling, others: Sequence[Telling]) -> Sequence[Telling]:
    """Return the others, of a hedged telling those with the same hedge: "about 60 are estimated to have died"."""
    return [o for o in others if not t.figure.hedge or _hedge_words(evidence, o) == _hedge_words(evidence, t)]


def _hedge_words(evidence: Evidence, t: Telling) -> set[str]:
    text = evidence.marks[t.doc].article.text
    return {" ".join(span.of(text).casefold().split()) for span in t.figure.hedge}


def _bound_lost(evidence: Evidence, t: Telling, model: Telling) -> Iterator[Drift]:
    one, other = _own_words(evidence, t), _own_words(evidence, model)
    before = [k.low for k in sentence_words(evidence, t) if k.end <= t.figure.span.start]
    loose = before[-1:] and before[-1] in APPROXIMATORS  # not read as such: "it said about a third"
    if one.casefold() != other.casefold() and not loose:  # else the bound was carried over from a neighbour
        yield drift(
            "bound_changed",
            claim(evidence, t),
            claim(evidence, model),
            minor=way(model.figure.bound) not in {"up", "down"},
            why=f"{quoted(other)} has become {quoted(one)}",
            rule="bound lost",
        )


def _copies(evidence: Evidence) -> set[tuple[str, str]]:
    """Return the pairs of articles of which the later has words of the earlier."""
    return {(r.one.doc, r.other.doc) for r in evidence.retellings if r.by & {"quote", "passage"} and same_day(r)}


def _in_its_time(t: Telling, model: Telling) -> bool:
    """Tell whether what an article says in its own voice is of the days of the statement."""
    return t.claimant is not None or dates_agree(t.published, model.published)


def _own_words(evidence: Evidence, t: Telling) -> str:
    return t.figure.span.of(evidence.marks[t.doc].article.text)


def wrong_attachment(evidence: Evidence) -> Iterator[Drift]:
    """A share hangs on another group than in the other accounts: of the killed for of all who were hit."""
    shares = [t for t in evidence.tellings.values() if t.figure.kind == "share"]
    by_slot: defaultdict[tuple[str, float], list[Telling]] = defaultdict(list)
    for t in shares:
        by_slot[slot("share", t.figure)].append(t)
    for group in by_slot.values():
        most = _most_told(group)
        for t in one_a_doc([t for t in group if most and not _measures(evidence, t, most)]):
            models = [o for o in body_first(group) if o.figure.measure == most and _same_share(o, t)]
            if models:
                model = elsewhere(t, models)
                why = f"{quoted(_own_words(evidence, model))} is of the {most} there, of the {t.figure.measure} here"
                account, against = with_measure(evidence, t), with_measure(evidence, model)
                yield drift("wrong_attachment", account, against, why=why, rule="share of another group")


def _measures(evidence: Evidence, t: Telling, measure: Measure) -> bool:
    """Tell whether a figure has a measure, or its clause a word for it that the reading may have missed."""
    if t.figure.measure == measure:
        return True
    tokens = sentence_words(evidence, t)
    at = next((i for i, k in enumerate(tokens) if k.end > t.figure.span.start), 0)
    last = next((i for i in range(at, len(tokens)) if tokens[i].text in _CLAUSE_ENDS), len(tokens))
    return any(h.entry.measure == measure for h in evidence.lexicon.measures.find(tokens, at, last))


def _most_told(group: Sequence[Telling]) -> Measure | None:
    """Return the measure that most articles give, None where two are even."""
    docs: defaultdict[Measure, set[str]] = defaultdict(set)
    for t in group:
        docs[t.figure.measure].add(t.doc)
    ranked = sorted(docs, key=lambda m: -len(docs[m]))
    if len(ranked) > 1 and len(docs[ranked[0]]) == len(docs[ranked[1]]):
        told = {m: sum(t.figure.measure == m for t in group) for m in ranked[:2]}
        ranked.sort(key=lambda m: -told.get(m, 0))
        if told[ranked[0]] == told[ranked[1]]:
            return None
    return ranked[0]


def _same_share(a: Telling, b: Telling) -> bool:
    if not same_value(a.figure, b.figure, kind="share") or not akin(a.figure.measure, b.figure.measure):
        return False
    if a.base is None or b.base is None or same_counted(a, b) is False:
        return False
    return same_value(a.base, b.base, kind=a.base.kind)


def with_measure(evidence: Evidence, t: Telling) -> Excerpt:
    """Return a figure and the word before or after it that says what is measured."""
    tokens = sentence_words(evidence, t)
    hits = [h.span(tokens) for h in evidence.lexicon.measures.find(tokens) if h.entry.measure == t.figure.measure]
    clause = {k.start for k in words_near(evidence, t)}
    near = min(hits, key=lambda s: (s.start not in clause, abs(s.start - t.figure.span.start)), default=t.figure.span)
    return excerpt(evidence, t.doc, Span(min(near.start, t.figure.span.start), max(near.end, t.figure.span.end)))


def base_changed(evidence: Evidence) -> Iterator[Drift]:
    """The same share is of another number than in the other accounts of the utterance."""
    for _, tellings in accounts(evidence):
        shares = [t for t in tellings if t.figure.kind == "share" and _stands_after(evidence, t)]
        told = one_a_doc(shares)
        usual = _usual(told) if told else None
        for t in told:
            if usual is None or t.doc == usual.doc:
                continue
            if _other_base(t, usual) or _of_those_counted(evidence, t, usual):
                yield _of_another_base(evidence, t, usual)
            elif _of_those_counted(evidence, usual, t):
                yield _of_another_base(evidence, usual, t)
    pairs = (p for r in evidence.retellings for p in told_in_both(r) if p[0].figure.kind == "share" and _other_base(*p))
    for t, model in once(pairs, Votes(evidence)):
        if _stands_after(evidence, t) and _stands_after(evidence, model):
            yield _of_another_base(evidence, t, model)


def _usual(shares: Sequence[Telling]) -> Telling:
    """Return the account whose base most articles give; of equally many bases the one that was told first."""
    counts = Counter(number_of(t.base) for t in shares if t.base)
    return max(shares, key=lambda t: counts[number_of(t.base)] if t.base else 0)


def _other_base(a: Telling, b: Telling) -> bool:
    if a.base is None or b.base is None or same_value(a.base, b.base):
        return False
    nouns = [singular((f.unit or "").casefold().rpartition(" ")[2]) for f in (a.base, b.base)]
    return nouns[0] == nouns[1] or not all(nouns)


def _of_those_counted(evidence: Evidence, t: Telling, model: Telling) -> bool:
    """Tell whether a share of all the registered has become one of those counted: "half of the 90 dead are registered".

    The base must be that count itself, as the model's article gives it, and both clauses must speak of the same thing.
    """
    if t.base is None or model.base is None or same_value(t.base, model.base) or t.base.measure != t.figure.measure:
        return False
    if model.base.measure == t.base.measure or not _telling_words(evidence, t, model):
        return False
    whole = [f for f in evidence.marks[model.doc].figures if (f.kind, f.measure) == (t.base.kind, t.base.measure)]
    return any(number_of(f) == number_of(t.base) for f in whole)


def _telling_words(evidence: Evidence, *tellings: Telling) -> set[str]:
    """Return the words that all the clauses have behind the base, but short ones."""
    behind = (
        {k.low for k in words_near(evidence, t) if t.base and k.start >= t.base.span.end and len(k.text) > _SHORT}
        for t in tellings
    )
    return set.intersection(*behind)


def _of_another_base(evidence: Evidence, t: Telling, model: Telling) -> Drift:
    account, against = _with_base(evidence, t), _with_base(evidence, model)
    numbers = [number_of(x.base) for x in (model, t) if x.base is not None]
    why = "of {:,.10g} there, of {:,.10g} here".format(*numbers)
    return drift("base_changed", account, against, why=why, rule="share of another base")


def _with_base(evidence: Evidence, t: Telling) -> Excerpt:
    """Return a share with its base, where that stands behind it, else with its verb and its noun."""
    if t.base is None or not _stands_after(evidence, t):
        return claim(evidence, t)
    return excerpt(evidence, t.doc, Span(t.figure.span.start, t.base.span.end))


def _stands_after(evidence: Evidence, t: Telling) -> bool:
    """Tell whether a share's base follows it with "of": "half of the 60 boats"."""
    if t.base is None or not t.figure.span.end <= t.base.span.start < t.sentence.end:
        return False
    between = evidence.marks[t.doc].article.text[t.figure.span.end : t.base.span.start].split()
    return between[:1] == ["of"] and len(between) <= _TO_BASE


def fate_of_few(evidence: Evidence) -> Iterator[Drift]:
    """The same number of the same people met another fate than in the other articles: rescued, not captured.

    Only where neither article tells both, and most articles agree on the one.
    """
    by_slot: defaultdict[tuple[str, float], list[Telling]] = defaultdict(list)
    for t in evidence.tellings.values():
        if t.figure.kind == "count" and number_of(t.figure) > SMALL_COUNT and t.figure.measure in _FATES:
            by_slot[slot("count", t.figure)].append(t)
    for group in by_slot.values():
        most = _most_told(group)
        known = {t.doc for t in group if t.figure.measure == most}
        odd = [t for t in group if t.figure.measure != most and t.doc not in known]
        for t in one_a_doc(odd) if len(known) > 1 else ():
            models = [o for o in body_first(group) if o.figure.measure == most and same_counted(o, t)]
            if models and same_value(models[0].figure, t.figure):
                account, against = claim(evidence, t), claim(evidence, models[0])
                why = f"{t.figure.measure} here, {most} in {len(known)} other articles"
                yield drift("measure_changed", account, against, why=why, rule="another fate")
