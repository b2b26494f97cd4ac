"""Where articles stand in time under each of their terms, and which are linked. The ledger has one of its own."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import Protocol

from saidby.link.stories.terms import Signature


class Index(Protocol):
    """The articles seen so far, each at its place: a text that sorts as the articles do in time."""

    def expect(self, places: Sequence[str], *, linked: Sequence[str]) -> None:
        """Be told that the articles at ``places`` are asked for next, and the links of those at ``linked``."""

    def get(self, place: str) -> Signature | None:
        """Return the article at a place; None where there is none."""

    def put(self, new: Signature) -> None:
        """Take an article in, under each of its leading terms."""

    def around(self, term: str, place: str, most: int) -> tuple[list[str], list[str]]:
        """Return up to ``most`` places before and behind one in the row of a term, each in order of time."""

    def between(self, term: str, one: str, other: str, most: int) -> int:
        """Return how many places of a row lie between two of it; counts no further than ``most``."""

    def links(self, place: str) -> set[str]:
        """Return the places of the articles that one is linked with."""

    def reached(self, place: str) -> set[str]:
        """Return the places of all articles that links lead to from one, itself included."""

    def tie(self, one: str, other: str) -> None:
        """Link two articles."""

    def untie(self, one: str, other: str) -> None:
        """Take the link between two articles away."""


class InMemory:
    """An index for as long as the program runs."""

    def __init__(self) -> None:
        self._known: dict[str, Signature] = {}
        self._rows: dict[str, list[str]] = {}
        self._links: dict[str, set[str]] = {}

    def expect(self, places: Sequence[str], *, linked: Sequence[str]) -> None:
        pass  # all are at hand

    def get(self, place: str) -> Signature | None:
        return self._known.get(place)

    def put(self, new: Signature) -> None:
        self._known[new.place] = new
        for term in new.leading:
            insort(self._rows.setdefault(term, []), new.place)

    def around(self, term: str, place: str, most: int) -> tuple[list[str], list[str]]:
        row = self._rows.get(term, [])
        at = bisect_left(row, place)
        behind = at + (row[at : at + 1] == [place])
        return row[max(0, at - most) : at], row[behind : behind + most]

    def between(self, term: str, one: str, other: str, most: int) -> int:
        row = self._rows[term]
        return min(most, abs(bisect_left(row, one) - bisect_left(row, other)) - 1)

    def links(self, place: str) -> set[str]:
        return set(self._links.get(place, ()))

    def reached(self, place: str) -> set[str]:
        found, waiting = {place}, [place]
        while waiting:
            more = self._links.get(waiting.pop(), set()) - found
            found |= more
            waiting += more
        return found

    def tie(self, one: str, other: str) -> None:
        self._links.setdefault(one, set()).add(other)
        self._links.setdefault(other, set()).add(one)

    def untie(self, one: str, other: str) -> None:
        self._links[one].discard(other)
        self._links[other].discard(one)
