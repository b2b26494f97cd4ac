"""Where, and when."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from saidby.evidence import Evidence, Telling
from saidby.likeness import SMALL_COUNT, days_apart, number_of, same_counted, same_value
from saidby.link.drift.accounts import accounts, first_of_each, one_a_doc, tellings_of
from saidby.link.drift.excerpts import drift, excerpt, quoted
from saidby.records import Drift, Excerpt, Figure, Span

_BEFORE_DATE = frozenset("on in as of since last by".split())


def place_changed(evidence: Evidence) -> Iterator[Drift]:
    """An article puts the figure in another place than the others: neither lies in the other. Once a value."""
    within = {e.term: e.within for e in evidence.lexicon.places.entries}
    for _, tellings in accounts(evidence):
        placed = one_a_doc([t for t in tellings if t.figure.place and number_of(t.figure) > SMALL_COUNT])
        told = Counter(t.figure.place for t in placed)
        placed = first_of_each(placed, lambda t: t.figure.place)
        regions = {t.doc: _regions(evidence, t.figure.place, within) for t in placed}
        pairs = ((a, b) for n, b in enumerate(placed) for a in placed[:n] if _apart(regions[a.doc], regions[b.doc]))
        for a, b in pairs:
            model, t = (b, a) if told[b.figure.place] > told[a.figure.place] else (a, b)
            account, against = _with_place(evidence, t), _with_place(evidence, model)
            if account is not None and against is not None:
                why = f"in {model.figure.place} there, in {t.figure.place} here"
                yield drift("place_changed", account, against, why=why, rule="another place")
                break


def _apart(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two known places lie apart."""
    return bool(one and other) and one[0] not in other and other[0] not in one


def _regions(evidence: Evidence, place: str | None, within: Mapping[str, str | None]) -> list[str]:
    """Return the known place and all that it lies in, narrowest first; nothing where the lexicon has no such place."""
    hits = [h.entry.term for h in evidence.lexicon.places.find_in(place or "")]
    narrow = [h for h in hits if not any(h == within.get(o) for o in hits)]
    if len(narrow) != 1:
        return []
    chain = narrow
    while (above := within.get(chain[-1])) and above not in chain:
        chain = [*chain, above]
    return chain


def _with_place(evidence: Evidence, t: Telling) -> Excerpt | None:
    """Return the stretch from the figure to the place, None where the place is not named after it in its sentence."""
    text = evidence.marks[t.doc].article.text
    name = (t.figure.place or "").split()[0]
    at = text.find(name, t.figure.span.end, t.sentence.end)
    if at < 0:
        return None
    end = at + len(t.figure.place or "") if text.startswith(t.figure.place or "", at) else at + len(name)
    return excerpt(evidence, t.doc, Span(t.figure.span.start, end))


def said_on_changed(evidence: Evidence) -> Iterator[Drift]:
    """Two articles date the same utterance differently, each as precisely as it does; once a statement."""
    for statement in evidence.statements:
        dated = one_a_doc([t for t in tellings_of(evidence, statement) if t.said_on])
        told = Counter(t.said_on for t in dated)
        shown = [t for t in dated if _date_words(evidence, t, t.said_on)]
        dated = first_of_each(shown, lambda t: t.said_on)
        pairs = ((a, b) for n, b in enumerate(dated) for a in dated[:n] if _other_day(a.said_on, b.said_on))
        for a, b in pairs:
            model, t = (b, a) if told[b.said_on] > told[a.said_on] else (a, b)
            account, against = (_date_words(evidence, x, x.said_on) for x in (t, model))
            if account and against:
                why = f"said {quoted(account.text)} ({t.said_on}), {model.said_on} in the other account"
                yield drift("said_on_changed", account, against, why=why, rule="another day")
                break


def as_of_changed(evidence: Evidence) -> Iterator[Drift]:
    """Two accounts of one statement date the state of things that it describes differently; once a statement."""
    for statement in evidence.statements:
        dated = [t for t in tellings_of(evidence, statement) if t.figure.as_of]
        told = Counter(day for day, _ in {(t.figure.as_of, t.doc) for t in dated})
        shown = [t for t in dated if _date_words(evidence, t, t.figure.as_of)]
        dated = first_of_each(shown, lambda t: (t.figure.as_of, _whole(t).measure, _whole(t).low, _whole(t).high))
        pairs = ((a, b) for n, b in enumerate(dated) for a in dated[:n] if _one_state(a, b))
        for a, b in pairs:
            model, t = (b, a) if told[b.figure.as_of] > told[a.figure.as_of] else (a, b)
            account, against = (_date_words(evidence, x, x.figure.as_of) for x in (t, model))
            if account and against and _other_day(a.figure.as_of, b.figure.as_of):
                why = f"as of {t.figure.as_of} here, as of {model.figure.as_of} there, for the same estimate"
                yield drift("as_of_changed", account, against, why=why, rule="another state of things")
                break


def _other_day(a: str | None, b: str | None) -> bool:
    return days_apart(a or "", b or "") > 0


def _one_state(a: Telling, b: Telling) -> bool:
    """Tell whether two tellings are of one count, or of a count and a part of it."""
    one, other = _whole(a), _whole(b)
    if number_of(one) <= SMALL_COUNT or (one.measure == "other" and not same_counted(a, b)):
        return False
    return one.measure == other.measure and number_of(one) == number_of(other) and same_value(one, other)


def _whole(t: Telling) -> Figure:
    return t.base if t.base is not None and t.figure.kind == "share" else t.figure


def _date_words(evidence: Evidence, t: Telling, value: str | None) -> Excerpt | None:
    """Return the words from which a date was read, with their preposition: those nearest to the figure."""
    dates = [d for d in evidence.marks[t.doc].dates if d.value == value and not d.duration]
    nearest = min(dates, key=lambda d: abs(d.span.start - t.figure.span.start), default=None)
    if nearest is None:
        return None
    text = evidence.marks[t.doc].article.text
    start = nearest.span.start
    while (word := text[:start].rstrip(" ").rsplit(None, 1)[-1:]) and word[0].casefold() in _BEFORE_DATE:
        start = text[:start].rstrip(" ").rfind(word[0])
    return excerpt(evidence, t.doc, Span(start, nearest.span.end))
