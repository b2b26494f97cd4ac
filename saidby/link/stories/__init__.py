"""Which articles belong together: an arriving article joins a story, begins one, or shows two to be one.

A story is what hangs together by links between pairs of articles (single linkage, as in the first detectors of new
events: Allan, Papka and Lavrenko 1998; Yang, Pierce and Carbonell 1998). Whether two articles are linked depends on
those two alone, on what they have in common and on the days between them. Which pairs are looked at depends on the set
of articles alone: an inverted index has the articles of each leading term in order of time, and each article is
compared with its neighbours there (the sorted neighbourhood of Hernández and Stolfo 1995; that an arriving article
meets a fixed number of candidates is the idea of Petrović, Osborne and Lavrenko 2010). So the order in which articles
arrive changes nothing, and an article costs as much at the end of an archive as at its beginning.
"""

import math
from collections.abc import Iterable, Iterator

from saidby.link.stories.index import Index, InMemory
from saidby.link.stories.terms import Signature, about, as_written, day_of, key_of, likeness, signature

__all__ = ["Signature", "Stories", "about", "as_written", "likeness", "linked", "signature"]

NEIGHBOURS = 3  # on either side, in the index of one term (swept 3-8: more find no more)
WINDOW = 90  # days; what is told a quarter later is a new matter, and an anniversary lies well beyond
# What two articles of one day must have in common, and how much more each time that the days between them double:
WITH_DETAIL = (0.26, 0.04)  # ... where they share a figure or a quotation,
WITHOUT = (0.40, 0.05)  # ... and where they share none (all four swept on the simulator and the annotated articles)
_UNDATED = 1  # days that are reckoned between two articles, where one has no date


def linked(one: Signature, other: Signature) -> bool:
    """Tell whether two articles tell of one matter.

    The longer the time between them, the more they must have in common; less is enough where they share a figure or
    a quotation, for two events in one place differ in these.
    """
    days = _UNDATED if one.day is None or other.day is None else abs(one.day - other.day)
    least, more = WITHOUT if one.details.isdisjoint(other.details) else WITH_DETAIL
    return days <= WINDOW and likeness(one, other) >= least + more * math.log2(1 + days)


def _far(one: Signature, place: str) -> bool:
    """Tell whether a place lies further from an article than any two of one story that are linked."""
    day = day_of(place)
    return one.day is not None and day is not None and abs(one.day - day) > WINDOW


class Stories:
    """The articles seen so far and how they hang together. The order in which they came makes no difference.

    ``index`` may have articles already; without it, they are held in memory.
    """

    def __init__(self, signatures: Iterable[Signature] = (), *, index: Index | None = None) -> None:
        self._index = InMemory() if index is None else index
        self._added: list[str] = []
        for one in signatures:
            self.add(one)

    def add(self, new: Signature) -> list[Signature]:
        """Take an article in; return it and those whose links have changed: their stories alone are to be linked anew.

        Only articles that share a leading term with it are looked at.
        """
        here = new.place
        if self._index.get(here) is not None:
            return []
        beside: set[str] = set()
        parted: list[tuple[str, str]] = []
        for term in new.leading:
            before, behind = self._index.around(term, here, NEIGHBOURS)
            beside.update(before, behind)
            apart = NEIGHBOURS - len(before)  # each was just near enough to the one so many places behind
            parted += zip(before, behind[apart:], strict=False)
        self._index.put(new)
        self._added.append(here)
        changed = {here}
        near = sorted(other for other in beside if not _far(new, other))
        self._index.expect(near, linked=sorted({a for a, _ in parted}))
        for other in near:
            if linked(new, self._at(other)):
                self._index.tie(here, other)
                changed.add(other)
        for a, b in parted:
            if b in self._index.links(a) and not self._near(a, b):
                self._index.untie(a, b)
                changed |= {a, b}
        return [self._at(place) for place in sorted(changed)]

    def stories_of(self, some: Iterable[Signature]) -> Iterator[tuple[str, ...]]:
        """Yield each story that any of these articles is in: the keys of its articles, the earliest first."""
        seen: set[str] = set()
        for one in some:
            if one.place not in seen:
                places = sorted(self._index.reached(one.place))
                seen.update(places)
                yield tuple(map(key_of, places))

    def __iter__(self) -> Iterator[list[Signature]]:
        """Yield the stories of the articles taken in, the one with the earliest first, and each in order of time."""
        seen: set[str] = set()
        for place in sorted(self._added):
            if place not in seen:
                story = self._reached(place)
                seen.update(s.place for s in story)
                yield story

    def _reached(self, start: str) -> list[Signature]:
        return [self._at(place) for place in sorted(self._index.reached(start))]

    def _near(self, one: str, other: str) -> bool:
        """Tell whether two articles are near each other in the row of some leading term."""
        terms = set(self._at(one).leading) & set(self._at(other).leading)
        return any(self._index.between(term, one, other, NEIGHBOURS) < NEIGHBOURS for term in terms)

    def _at(self, place: str) -> Signature:
        found = self._index.get(place)
        if found is None:
            raise KeyError(place)
        return found
