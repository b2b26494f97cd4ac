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
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence

from saidby.link.stories.terms import Signature, about, likeness, signature

__all__ = ["Signature", "Stories", "about", "likeness", "linked", "signature"]

NEIGHBOURS = 3  # on either side, in the index of one term (swept 3-8: more find no more)
WINDOW = 90  # days; what is told a quarter later is a new matter, and an anniversary lies well beyond
# What two articles of one day must have in common, and how much more each time that the days between them double:
WITH_DETAIL = (0.26, 0.04)  # ... where they share a figure or a quotation,
WITHOUT = (0.40, 0.05)  # ... and where they share none (all four swept on the simulator and the annotated articles)
_UNDATED = 1  # days that are reckoned between two articles, where one has no date

Place = tuple[float, str, str]


def linked(one: Signature, other: Signature) -> bool:
    """Tell whether two articles tell of one matter.

    The longer the time between them, the more they must have in common; less is enough where they share a figure or
    a quotation, for two events in one place differ in these.
    """
    days = _UNDATED if one.day is None or other.day is None else abs(one.day - other.day)
    least, more = WITHOUT if one.details.isdisjoint(other.details) else WITH_DETAIL
    return days <= WINDOW and likeness(one, other) >= least + more * math.log2(1 + days)


def _far(one: Place, other: Place) -> bool:
    """Tell whether two articles lie further apart than any two of one story that are linked."""
    return math.isfinite(one[0]) and math.isfinite(other[0]) and abs(one[0] - other[0]) > WINDOW


class Stories:
    """The articles seen so far and how they hang together. The order in which they came makes no difference."""

    def __init__(self, signatures: Iterable[Signature] = ()) -> None:
        self._known: dict[Place, Signature] = {}
        self._rows: dict[str, list[Place]] = {}  # of each leading term the articles that have it, in order of time
        self._links: dict[Place, set[Place]] = {}
        for one in signatures:
            self.add(one)

    def add(self, new: Signature) -> list[Signature]:
        """Take an article in; return it and those whose links have changed: their stories alone are to be linked anew.

        Only articles that share a leading term with it are looked at.
        """
        here = new.place
        if here in self._known:
            return []
        self._known[here] = new
        parted = [pair for term in new.leading for pair in self._insert(term, here)]
        beside = {other for term in new.leading for other in self._beside(term, here) if not _far(here, other)}
        self._links[here] = {other for other in beside if linked(new, self._known[other])}
        changed = {here, *self._links[here]}
        for other in self._links[here]:
            self._links[other].add(here)
        for a, b in parted:
            if b in self._links[a] and not self._neighbours(a, b):
                self._links[a].discard(b)
                self._links[b].discard(a)
                changed |= {a, b}
        return [self._known[place] for place in sorted(changed)]

    def story_of(self, one: Signature) -> list[Signature]:
        """Return the story of an article that was taken in, the earliest article first."""
        return self._reached(one.place)

    def __iter__(self) -> Iterator[list[Signature]]:
        """Yield the stories, the one with the earliest article first, and each in order of time."""
        seen: set[Place] = set()
        for place in sorted(self._known):
            if place not in seen:
                story = self._reached(place)
                seen.update(s.place for s in story)
                yield story

    def _reached(self, start: Place) -> list[Signature]:
        found, waiting = {start}, [start]
        while waiting:
            more = self._links[waiting.pop()] - found
            found |= more
            waiting += more
        return [self._known[place] for place in sorted(found)]

    # --- the index ------------------------------------------------------------------------------------------------
    def _insert(self, term: str, here: Place) -> list[tuple[Place, Place]]:
        """Put an article in its place in a row; return the pairs that were just near enough before."""
        row = self._rows.setdefault(term, [])
        insort(row, here)
        at = bisect_left(row, here)
        begin = max(0, at - NEIGHBOURS)
        return [(row[n], row[n + NEIGHBOURS + 1]) for n in range(begin, min(at, len(row) - NEIGHBOURS - 1))]

    def _beside(self, term: str, here: Place) -> Sequence[Place]:
        row = self._rows[term]
        at = bisect_left(row, here)
        return row[max(0, at - NEIGHBOURS) : at] + row[at + 1 : at + NEIGHBOURS + 1]

    def _neighbours(self, one: Place, other: Place) -> bool:
        """Tell whether two articles are near each other in the row of some leading term."""
        terms = set(self._known[one].leading) & set(self._known[other].leading)
        return any(
            abs(bisect_left(self._rows[t], one) - bisect_left(self._rows[t], other)) <= NEIGHBOURS for t in terms
        )
