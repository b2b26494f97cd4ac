"""Figures that two articles tell in the same words, and what belongs together by that."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from saidby.evidence import Telling
from saidby.likeness import same_value
from saidby.link.statements.utterances import Utterance, may_meet, same_place
from saidby.records import Excerpt, Passage

Place = tuple[str, str]  # an article and a figure in it
_LONG = 12  # words; "the storm had claimed the lives of more than 600 people" may be said of two storms
_SHOWN = 14  # words of a passage that are shown as reason


class Twins(Struct, frozen=True):
    """Two tellings of one figure inside the same words."""

    one: Place
    other: Place
    words: str


def find_twins(tellings: Sequence[Telling], passages: Iterable[Passage]) -> list[Twins]:
    """Return the pairs of figures that stand in the same passage of two articles, in the order of the passages."""
    by_doc: defaultdict[str, list[Telling]] = defaultdict(list)
    for t in tellings:
        by_doc[t.doc].append(t)
    starts = {doc: [t.figure.bare.start for t in told] for doc, told in by_doc.items()}

    def inside(e: Excerpt) -> list[Telling]:
        first, last = (bisect_left(starts.get(e.doc, []), place) for place in (e.start, e.end))
        return [t for t in by_doc[e.doc][first:last] if t.figure.bare.end <= e.end]

    found = []
    for p in passages:
        others = iter(inside(p.other))
        words = _shown(p.one.text)
        for t in inside(p.one):
            twin = next((o for o in others if _same(t, o, long=p.quoted or p.words >= _LONG)), None)
            if twin is None:
                break
            found.append(Twins((t.doc, t.figure.id), (twin.doc, twin.figure.id), words))
    return found


def _same(a: Telling, b: Telling, *, long: bool) -> bool:
    """Tell whether two figures are one; in few words only where they are not those of two places."""
    alike = a.figure.kind == b.figure.kind and same_value(a.figure, b.figure, kind=a.figure.kind)
    return alike and (long or same_place(a.place, b.place))


def _shown(text: str) -> str:
    words = text.split()
    return " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")


def join_wordings(
    said: Sequence[Utterance],
    own: Sequence[Utterance],
    twins: Iterable[Twins],
    near: Callable[[str, str], int],
) -> tuple[list[Utterance], list[Utterance]]:
    """Return what is said and what nobody says, each with all that has the same words.

    What an article says in its own voice goes with the one source to whom others give its words; where these are two
    sources that have nothing to do with each other, it stays nobody's.
    """
    pairs = list(twins)
    units = [*said, *own]
    home = {(t.doc, t.figure.id): n for n, u in enumerate(units) for t in u.tellings}
    links = [(home[t.one], home[t.other], t.words) for t in pairs if t.one in home and t.other in home]
    links = [(min(a, b), max(a, b), words) for a, b, words in links if a != b]
    groups = _Groups(units)
    for a, b, words in sorted(links):  # among the articles' own words, and among what sources say
        both_said = b < len(said) and near(units[a].claimant or "", units[b].claimant or "")
        if both_said or a >= len(said):
            groups.join(a, b, words)
    claims: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for a, b, words in links:
        if a < len(said) <= b:
            claims[groups.top(b)].setdefault(groups.top(a), words)
    for b, sources in sorted(claims.items()):
        _give(groups, b, sources, near)
    tops = [n for n in range(len(units)) if groups.top(n) == n]
    return [units[n] for n in tops if units[n].claimant], [units[n] for n in tops if not units[n].claimant]


def _give(groups: "_Groups", own: int, sources: Mapping[int, str], near: Callable[[str, str], int]) -> None:
    """Join own words to the sources that say them, if these are one."""
    tops = sorted({groups.top(n) for n in sources})
    claimants = [groups.units[n].claimant or "" for n in tops]
    if all(near(a, b) for i, a in enumerate(claimants) for b in claimants[i + 1 :]):
        for n, words in sorted(sources.items()):
            groups.join(groups.top(n), own, words)


class _Groups:
    """Units joined step by step; each group lives on in its first unit."""

    def __init__(self, units: list[Utterance]) -> None:
        self.units = units
        self._above = list(range(len(units)))

    def top(self, n: int) -> int:
        while self._above[n] != n:
            self._above[n] = self._above[self._above[n]]
            n = self._above[n]
        return n

    def join(self, a: int, b: int, words: str) -> None:
        """Join two groups, unless their dates show that the source used its words a second time, or people say no."""
        a, b = sorted((self.top(a), self.top(b)))
        one, other = self.units[a], self.units[b]
        if a != b and may_meet(one, other):
            self._above[b] = a
            one.take(other, rule="same words")
        if self.top(a) == self.top(b):
            self.units[self.top(a)].words[words] += 1


def neighbours(utterances: Sequence[Utterance]) -> Counter[tuple[int, int]]:
    """Return in how many articles two utterances are told one right after the other."""
    rows: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for n, u in enumerate(utterances):
        for t in u.tellings:
            rows[t.doc].append((t.order, n))
    found: Counter[tuple[int, int]] = Counter()
    for row in rows.values():
        told = [n for _, n in sorted(row)]
        pairs = {(min(a, b), max(a, b)) for a, b in pairwise(told) if a != b}
        found.update(pairs)
    return found
