"""What became of the words that say how sure the source is."""

from collections import Counter
from collections.abc import Iterator, Sequence

from saidby.evidence import Evidence, Telling
from saidby.link.drift.accounts import accounts, body_first, elsewhere, one_a_doc
from saidby.link.drift.excerpts import claim, drift, excerpt, hedged, in_quotes, quoted
from saidby.records import Drift, Hedge, Span
from saidby.text import Token, tokenize

_REACH = 80  # characters: a hedge so near may well reach the figure, so the account is not called flat
_JOINTS = frozenset({"and", "while", "but", ";"})  # between two clauses
_VERBS = frozenset("is are was were has have had will would can could may might went came stood fell rose took".split())
_ASIDE = frozenset(",;–—(")  # what comes after one of these may reach over the whole sentence
# Words that name the utterance, or say which count it is rather than how sure it is.
_NO_DOUBT = frozenset(
    "estimate estimates assessment assessments projection projections initial initially original originally "
    "preliminary provisional confirmed official officially validated if".split()
)
# What was to come, and has come by the time of a later account.
_AHEAD = frozenset("expected expects expect forecast projected planned scheduled due".split())

# The article's own distance from what it is told, not the source's doubt.
_HEARSAY = frozenset("reportedly reported allegedly alleged apparently supposedly purportedly reputedly said".split())


def hedge_dropped(evidence: Evidence) -> Iterator[Drift]:
    """An account states flatly what another account of the same words of the source hedges.

    Not where the source's own quoted words are flat, nor against an article that itself says it both ways.
    """
    shown: set[tuple[str, str]] = set()
    for statement, tellings in accounts(evidence):
        flat = [t for t in tellings if not _hedges_near(evidence, t)]
        if any(in_quotes(evidence, t.doc, t.figure.span) for t in flat):
            continue
        models = _models(evidence, tellings, flat)
        for t in one_a_doc(_told_flat(tellings, flat)):
            if models and (statement.id, t.doc) not in shown:
                shown.add((statement.id, t.doc))
                model = elsewhere(t, models)
                hedge = _strongest(evidence, model)
                if hedge is not None:
                    yield _dropped(evidence, t, model, hedge)


def _dropped(evidence: Evidence, t: Telling, model: Telling, hedge: Hedge) -> Drift:
    account, against = claim(evidence, t), hedged(evidence, model, hedge.span)
    words = quoted(hedge.span.of(evidence.marks[model.doc].article.text))
    return drift(
        "hedge_dropped",
        account,
        against,
        minor=hedge.low is None,
        why=f"{quoted(account.text)} states as fact what the other account hedges with {words}",
        rule="flat beside a hedge",
    )


def _told_flat(tellings: Sequence[Telling], flat: Sequence[Telling]) -> list[Telling]:
    """Return the flat accounts of the body, and those of a list in an article whose body does not tell the value.

    A headline drops hedges by custom.
    """
    in_body = {t.doc for t in tellings if t.part == "body"}
    return [t for t in flat if t.part == "body" or (t.part == "points" and t.doc not in in_body)]


def _models(evidence: Evidence, tellings: Sequence[Telling], flat: Sequence[Telling]) -> list[Telling]:
    """Return the hedged accounts, quoted ones first: of a yardstick, or of an article that never says it flatly."""
    flatly = {t.doc for t in flat if t.part == "body"}
    found = []
    for t in tellings:
        hedge = _strongest(evidence, t)
        other_kind = hedge and hedge.span.of(evidence.marks[t.doc].article.text).casefold() in _HEARSAY | _AHEAD
        if hedge and not other_kind and (hedge.low is not None or t.doc not in flatly):
            found.append(t)
    return sorted(found, key=lambda t: not in_quotes(evidence, t.doc, t.figure.span))


def hedge_changed(evidence: Evidence) -> Iterator[Drift]:
    """An account hedges with other words than the source's, where one of the two has a place on a yardstick.

    "believed" for "thought" is no change; "estimated" or "likely" for "highly likely" is one.
    """
    for _, tellings in accounts(evidence):
        graded = [(t, h) for t in body_first(tellings) if (h := _strongest(evidence, t)) is not None]
        models = _of_the_source(evidence, graded)
        meant = {(h.low, h.high) for _, h in models[:1]}
        kept = {t.doc for t, h in graded if (h.low, h.high) in meant}
        for t in one_a_doc([t for t, _ in graded if models and t.doc not in kept]):
            hedge = next(h for o, h in graded if o is t)
            model = next((pair for pair in models if pair[0].doc != t.doc), models[0])
            yield _changed(evidence, t, hedge, *model)


def _of_the_source(evidence: Evidence, graded: Sequence[tuple[Telling, Hedge]]) -> list[tuple[Telling, Hedge]]:
    """Return the accounts whose hedge is the source's: the quoted one, else that of most articles, else the first."""
    known = [(t, h) for t, h in graded if h.low is not None]
    docs = Counter(place for _, place in {(t.doc, (h.low, h.high)) for t, h in known})
    known.sort(key=lambda p: (not in_quotes(evidence, p[0].doc, p[0].figure.span), -docs[p[1].low, p[1].high]))
    return [(t, h) for t, h in known if (h.low, h.high) == (known[0][1].low, known[0][1].high)]


def _changed(evidence: Evidence, t: Telling, hedge: Hedge, model: Telling, meant: Hedge) -> Drift:
    account, against = hedged(evidence, t, hedge.span), hedged(evidence, model, meant.span)
    one = quoted(hedge.span.of(evidence.marks[t.doc].article.text))
    other = quoted(meant.span.of(evidence.marks[model.doc].article.text))
    return drift(
        "hedge_changed",
        account,
        against,
        why=f"{other} has become {one}, which says {_how_sure(hedge, meant)}",
        rule="other place on the yardstick",
    )


def _how_sure(hedge: Hedge, meant: Hedge) -> str:
    if hedge.low is None or meant.low is None:
        return "no longer how likely it is"
    return "less" if hedge.low < meant.low else "more"


def _hedges_near(evidence: Evidence, t: Telling) -> bool:
    """Tell whether the figure, or its sentence before the figure's clause ends, has any hedge at all."""
    inside = [h.span for h in evidence.marks[t.doc].hedges if t.sentence.start <= h.span.start < t.sentence.end]
    near = [h for h in inside if abs(h.start - t.figure.span.start) < _REACH] + list(t.figure.hedge)
    return not all(_of_next_clause(evidence, t, h) for h in near)


def _of_next_clause(evidence: Evidence, t: Telling, hedge: Span) -> bool:
    """Tell whether a hedge is that of a later figure, in a clause of its own.

    "40 died, and 60 are believed hurt": yes.   "40 men and 60 women are believed dead", "40 died and 60 were hurt, it
    is believed": no.
    """
    article, begun = evidence.marks[t.doc].article, t.figure.span.end
    later = [f for f in evidence.marks[t.doc].figures if f.span.start >= begun]
    owners = [f for f in later if any(h.start < hedge.end and hedge.start < h.end for h in f.hedge)]
    if not owners or hedge.start < begun:
        return False
    between = tokenize(article.text[begun : min(hedge.start, owners[0].span.start)], begun)
    ends = [i for i, k in enumerate(between) if k.low in _JOINTS]
    apart = bool(ends) and (t.figure.kind != owners[0].kind or _has_verb(evidence, between[: ends[-1]]))
    return apart and not _ASIDE & set(article.text[owners[0].span.end : hedge.start])


def _has_verb(evidence: Evidence, tokens: Sequence[Token]) -> bool:
    verbs = any(k.low in _VERBS or (k.low.endswith("ed") and len(k.low) > 4) for k in tokens)
    return verbs or any(evidence.lexicon.measures.find(tokens))


def _strongest(evidence: Evidence, t: Telling) -> Hedge | None:
    """Return the hedge of a figure, one of a yardstick first."""
    text = evidence.marks[t.doc].article.text
    own = [h for h in t.figure.hedge if h.of(text).casefold() not in _NO_DOUBT and not _of_next_clause(evidence, t, h)]
    known = [_graded(evidence, t.doc, span) for span in own]
    return min(known, key=lambda h: (h.low is None, h.span), default=None)


def _graded(evidence: Evidence, doc: str, span: Span) -> Hedge:
    marks = evidence.marks[doc]
    for hedge in marks.hedges:
        if hedge.span.start < span.end and span.start < hedge.span.end:
            return hedge
    hits = evidence.lexicon.hedges.find_in(excerpt(evidence, doc, span).text)
    low, high = hits[0].entry.range or (None, None) if hits else (None, None)
    return Hedge(span=span, term=span.of(marks.article.text), low=low, high=high)
