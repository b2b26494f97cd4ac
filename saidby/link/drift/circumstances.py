"""Where it was and when: told in one account otherwise than in another of one utterance."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from saidby.days import MONTHS, WEEKDAYS
from saidby.evidence import Account, Evidence, Retelling, Telling
from saidby.likeness import SMALL_COUNT, days_apart, first_day, number_of
from saidby.link.drift.accounts import looks_back
from saidby.link.drift.differences import (
    Votes,
    alone,
    counts,
    once,
    one_count,
    same_day,
    telling_number,
    told,
    told_in_both,
)
from saidby.link.drift.excerpts import drift, excerpt, quoted, sentence_words
from saidby.link.drift.sayings import day_of_quote
from saidby.records import Drift, Excerpt, Quote, Span
from saidby.text import Token, tokenize

_PLACES = frozenset("in at near around of outside from across to".split())
_BEFORE_DATE = frozenset("on in as of since last by".split())
_TO_NAME = _PLACES | {"the", "and"}
_JOINS = frozenset("and while but that which".split())
_CLAUSE_ENDS = frozenset(",;:.()")
_NO_PLACES = frozenset(MONTHS | WEEKDAYS)
_FEW = 3  # quotations of a source in an article that may well be of one occasion
_ALIKE = 0.6  # of the words of the longer quotation that two have in common if they are one
_SLACK = 1  # days between the calendars of two places on earth


def place_changed(evidence: Evidence) -> Iterator[Drift]:
    """One account puts a figure into a place that the other's article does not know, and that has another there."""
    votes = Votes(evidence)
    places = _Places(evidence)
    pairs = (
        (a, b)
        for r in evidence.retellings
        if same_day(r)
        for a, b in told_in_both(r)
        if telling_number(a) and places.apart(a, b, related=bool(r.by & {"quote", "passage"}))
    )
    for t, model in once(pairs, votes):
        (here, there), (account, against) = zip(*(places.shown(x) for x in (t, model)), strict=True)
        why = f"in {there} there, in {here} here"
        yield drift("place_changed", account, against, why=why, rule="another place")


class _Places:
    """Where figures stand, by the words beside them: "60 boats sank in and around Torvia"."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._within = {e.term: e.within for e in evidence.lexicon.places.entries}
        self._known = {t.place for t in evidence.tellings.values()}
        self._found: dict[tuple[str, str], Span | None] = {}

    def apart(self, a: Telling, b: Telling, *, related: bool) -> bool:
        """Tell whether two figures stand at two places of which neither lies in the other, as far as anybody can tell.

        Of two that no list has, one must be strange to the other article, else it may be the nearer word for it; and
        the articles must be ``related``, or one name the place that the other gives.
        """
        one, other = self._name(a), self._name(b)
        if one is None or other is None or one in other or other in one:
            return False
        first, second = self._regions(one), self._regions(other)
        if first and second:
            return first[0] not in second and second[0] not in first
        if first or second or not {one.casefold(), other.casefold()} & self._known:
            return False
        knows = self._knows(a, other), self._knows(b, one)
        return not all(knows) and (related or any(knows))

    def shown(self, t: Telling) -> tuple[str, Excerpt]:
        """Return the place of a figure, and the stretch that has both."""
        at = self._at(t) or t.figure.span
        stretch = Span(min(at.start, t.figure.span.start), max(at.end, t.figure.span.end))
        return at.of(self._text(t)), excerpt(self._evidence, t.doc, stretch)

    def _name(self, t: Telling) -> str | None:
        at = self._at(t)
        return at.of(self._text(t)) if at else None

    def _text(self, t: Telling) -> str:
        return self._evidence.marks[t.doc].article.text

    def _knows(self, t: Telling, place: str) -> bool:
        return place.casefold() in self._text(t).casefold()

    def _at(self, t: Telling) -> Span | None:
        key = (t.doc, t.figure.id)
        if key not in self._found:
            self._found[key] = _place_behind(sentence_words(self._evidence, t), t.figure.span.end)
        return self._found[key]

    def _regions(self, place: str) -> list[str]:
        """Return the known place and all that it lies in, narrowest first; nothing where no list has such a place."""
        hits = [h.entry.term for h in self._evidence.lexicon.places.find_in(place)]
        narrow = [h for h in hits if not any(h == self._within.get(o) for o in hits)]
        if len(narrow) != 1:
            return []
        chain = narrow
        while (above := self._within.get(chain[-1])) and above not in chain:
            chain = [*chain, above]
        return chain


def _place_behind(tokens: Sequence[Token], start: int) -> Span | None:
    """Return the first name behind "in" or the like in the clause that goes on from a figure."""
    first = next((i for i, k in enumerate(tokens) if k.start >= start), len(tokens))
    for i in range(first, len(tokens)):
        if tokens[i].text in _CLAUSE_ENDS or (tokens[i].low in _JOINS and tokens[i - 1].low != "in"):
            return None
        if tokens[i].low not in _PLACES:
            continue
        at = next((j for j in range(i + 1, min(i + 4, len(tokens))) if tokens[j].low not in _TO_NAME), i)
        last = at
        while last < len(tokens) and tokens[last].text[0].isupper() and tokens[last].low not in _NO_PLACES:
            last += 1
        if last > at > i:
            return Span(tokens[at].start, tokens[last - 1].end)
    return None


def said_on_changed(evidence: Evidence) -> Iterator[Drift]:
    """Two accounts of one utterance date it differently; none was published before the later of the two days."""
    shown: set[tuple[str, str | None]] = set()
    days = _days_told(evidence)
    for r in evidence.retellings:
        if not _other_day(r) or _both_known(r, days) or not _told_in_time(evidence, r):
            continue
        words = _dated_words(evidence, r)
        if words is None:
            continue
        fewer = len(days[_day_key(r.one)]) < len(days[_day_key(r.other)])
        pairs = list(zip((r.one, r.other), words, strict=True))
        (here, account), (there, against) = pairs if fewer else pairs[::-1]
        if (here.doc, here.claimant) not in shown:
            shown.add((here.doc, here.claimant))
            why = f"said {quoted(account.text)} ({here.day}), {there.day} in the other account"
            yield drift("said_on_changed", account, against, why=why, rule="another day")


def _day_key(a: Account) -> tuple[str, str]:
    return a.claimant or "", a.day or ""


def _days_told(evidence: Evidence) -> Mapping[tuple[str, str], set[str]]:
    """Return the articles that have a source say something on a day."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for r in evidence.retellings:
        for a in (r.one, r.other):
            found[_day_key(a)].add(a.doc)
    for t in evidence.tellings.values():  # accounts of which none differs from another are in no pair
        found[t.claimant or "", t.said_on or ""].add(t.doc)
    return found


def _other_day(r: Retelling) -> bool:
    """Tell whether two accounts are of two days. The same weekday of two weeks is a matter of reading."""
    one, other = r.one.day, r.other.day
    return one is not None and other is not None and days_apart(one, other) % 7 > 0


def _both_known(r: Retelling, days: Mapping[tuple[str, str], set[str]]) -> bool:
    """Tell whether one of the articles has the source speak on both days: then it has said it twice."""
    return r.one.doc in days[_day_key(r.other)] or r.other.doc in days[_day_key(r.one)]


def _told_in_time(evidence: Evidence, r: Retelling) -> bool:
    """Tell whether both days lie before both articles, the calendars of two places aside."""
    later = max(first_day(r.one.day), first_day(r.other.day))
    published = min(first_day(evidence.marks[a.doc].article.published) for a in (r.one, r.other))
    return (later - published).days <= _SLACK


def _dated_words(evidence: Evidence, r: Retelling) -> tuple[Excerpt, Excerpt] | None:
    """Return the words that date one utterance in both accounts: beside the same quotation, or the same figures.

    Where each account has one occasion at most, the one may be dated at the quotation, the other at figures.
    """
    for one in r.one.quotes:
        for other in r.other.quotes:
            words = _beside(evidence, r.one, one), _beside(evidence, r.other, other)
            if words[0] and words[1] and _same_words(evidence, (r.one.doc, one), (r.other.doc, other)):
                return words[0], words[1]
    brief = all(len(a.quotes) <= _FEW for a in (r.one, r.other))
    if brief and (_agreeing(evidence, r) or ("quote" in r.by and _is_body(evidence, r.one.claimant))):
        words = _day_words(evidence, r.one), _day_words(evidence, r.other)
        return (words[0], words[1]) if words[0] and words[1] else None
    return None


def _agreeing(evidence: Evidence, r: Retelling) -> bool:
    """Tell whether a number that is no chance is told in both on the source's word, and none is told differently.

    A person speaks on many occasions: with one the number itself must be dated.
    """
    here, there = (counts(told(a)) for a in (r.one, r.other))
    if any(one_count(a, b) for a in alone(here, there) for b in alone(there, here)):
        return False
    said = [(a, b) for a, b in told_in_both(r) if a.claimant and b.claimant and number_of(a.figure) > SMALL_COUNT]
    return any(_is_body(evidence, r.one.claimant) or (a.said_on and b.said_on) for a, b in said)


def _is_body(evidence: Evidence, claimant: str | None) -> bool:
    """Tell whether a source is none who speaks day after day on all that happens."""
    if claimant is None:
        return False
    source = evidence.sources[claimant]
    return source.kind != "person" or bool(source.voices)


def _same_words(evidence: Evidence, *quotes: tuple[str, Quote]) -> bool:
    one, other = ({k.low for k in tokenize(q.span.of(evidence.marks[doc].article.text))} for doc, q in quotes)
    return len(one & other) >= _ALIKE * max(len(one), len(other))


def _beside(evidence: Evidence, account: Account, quote: Quote) -> Excerpt | None:
    day = day_of_quote(evidence, account.doc, quote)
    return _dated(evidence, account.doc, day.span) if day is not None and day.value == account.day else None


def _day_words(evidence: Evidence, a: Account) -> Excerpt | None:
    """Return the words that date an account, with their preposition."""
    for quote in a.quotes:
        if words := _beside(evidence, a, quote):
            return words
    spans = [t.figure.span for t in a.tellings if t.said_on == a.day]
    days = [d.span for d in evidence.marks[a.doc].dates if d.value == a.day and not d.duration]
    dates = [_dated(evidence, a.doc, d) for d in days]
    said = [d for d in dates if not d.text.casefold().startswith("as of")]
    return min(said, key=lambda d: min((abs(d.start - s.start) for s in spans), default=d.start), default=None)


def _dated(evidence: Evidence, doc: str, date: Span) -> Excerpt:
    text, start = evidence.marks[doc].article.text, date.start
    while (word := text[:start].rstrip(" ").rsplit(None, 1)[-1:]) and word[0].casefold() in _BEFORE_DATE:
        start = text[:start].rstrip(" ").rfind(word[0])
    return excerpt(evidence, doc, Span(start, date.end))


def as_of_changed(evidence: Evidence) -> Iterator[Drift]:
    """Two accounts of one utterance give one number for the state of things on two days."""
    votes = Votes(evidence)
    states = _States(evidence)
    pairs = (
        (a, b)
        for r in evidence.retellings
        for a, b in told_in_both(r)
        if telling_number(a) and not (looks_back(a) or looks_back(b)) and states.apart(a, b)
    )
    for t, model in once(pairs, votes):
        (here, account), (there, against) = states.of(t), states.of(model)
        why = f"as of {here} here, as of {there} there, for the same count"
        yield drift("as_of_changed", account, against, why=why, rule="another state of things")


class _States:
    """For which day figures are told: by "as of" in their sentence, else as they were read."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._dates = {
            doc: [(d.value, _dated(evidence, doc, d.span)) for d in m.dates if d.value and not d.duration]
            for doc, m in evidence.marks.items()
        }

    def apart(self, a: Telling, b: Telling) -> bool:
        """Tell whether two figures are dated differently, as precisely, and not to the day on which they were told."""
        one, other = self._found(a), self._found(b)
        if one is None or other is None or len(one[0]) != len(other[0]):
            return False
        return days_apart(one[0], other[0]) > 0 and one[0] != b.said_on and other[0] != a.said_on

    def of(self, t: Telling) -> tuple[str, Excerpt]:
        """Return the day of a figure and the words that say it; only for figures that are ``apart``."""
        found = self._found(t)
        assert found is not None  # noqa: S101 - as the caller knows
        return found

    def _found(self, t: Telling) -> tuple[str, Excerpt] | None:
        here = [d for d in self._dates[t.doc] if t.sentence.start <= d[1].start < t.sentence.end]
        told = [d for d in here if d[1].text.casefold().startswith("as of")]
        behind = [d for d in told if d[1].start > t.figure.span.start]
        if told:
            return behind[0] if behind else told[-1]
        read = [d for d in self._dates[t.doc] if d[0] == t.figure.as_of]
        return min(read, key=lambda d: abs(d[1].start - t.figure.span.start), default=None)
