"""The index by which an arriving article finds its story, kept in the ledger: it does not grow in memory."""

from collections.abc import Iterator, Sequence
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from saidby.ledger.store import Store


class Brief(Protocol):
    """An article in brief: where it stands in time, and the terms by which it is looked up."""

    @property
    def key(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def leading(self) -> Sequence[str]: ...


B = TypeVar("B", bound=Brief)


_MOST = 10_000  # articles that are remembered: some ten megabytes
_AT_ONCE = 12  # places that are asked for together


class Neighbours(Generic[B]):
    """Articles in brief, in order of time under each of their terms, and the links between them.

    What was asked for once is remembered: use one for as long as nobody else may write, and no longer.
    """

    def __init__(self, store: Store, kind: type[B]) -> None:
        self._store = store
        self._read = msgspec.json.Decoder(kind).decode
        self._briefs: dict[str, B] = {}
        self._links: dict[str, set[str]] = {}

    def expect(self, places: Sequence[str], *, linked: Sequence[str]) -> None:
        """Fetch articles, and the links of others, in one go each."""
        _make_room(self._briefs)
        question = "SELECT place, packed FROM signature WHERE place IN ({})"
        for place, packed in self._of_all(question, [p for p in places if p not in self._briefs]):
            self._briefs[place] = self._read(packed)
        _make_room(self._links)
        unknown = [p for p in linked if p not in self._links]
        self._links |= {place: set() for place in unknown}
        for place, other in self._of_all("SELECT one, other FROM beside WHERE one IN ({})", unknown):
            self._links[place].add(other)

    def _of_all(self, question: str, places: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield the answers for all places, some of them at a time: the question is the same each time."""
        for first in range(0, len(places), _AT_ONCE):
            some = places[first : first + _AT_ONCE]
            asked = [*some, *[some[-1]] * (_AT_ONCE - len(some))]
            for one, other in self._store.ask(question.format(", ".join("?" * _AT_ONCE)), *asked):
                yield str(one), str(other)

    def get(self, place: str) -> B | None:
        """Return the article at a place; None where there is none."""
        if place not in self._briefs:
            self.expect([place], linked=())
        return self._briefs.get(place)

    def put(self, new: B) -> None:
        """Take an article in, under each of its terms."""
        put = "INSERT INTO signature (article, place, packed) VALUES (?, ?, ?)"
        self._store.run(put, new.key, new.place, msgspec.json.encode(new).decode())
        rows = [(term, new.place) for term in dict.fromkeys(new.leading)]
        self._store.run_all("INSERT INTO lead (term, place) VALUES (?, ?)", rows)

    def around(self, term: str, place: str, most: int) -> tuple[list[str], list[str]]:
        """Return up to ``most`` places before and behind one in the row of a term, each in order of time."""
        before = "SELECT place FROM lead WHERE term = ? AND place < ? ORDER BY place DESC LIMIT ?"
        behind = "SELECT place FROM lead WHERE term = ? AND place > ? ORDER BY place LIMIT ?"
        one, other = ([str(p) for (p,) in self._store.ask(q, term, place, most)] for q in (before, behind))
        return one[::-1], other

    def between(self, term: str, one: str, other: str, most: int) -> int:
        """Return how many places of a row lie between two of it; counts no further than ``most``."""
        count = "SELECT count(*) FROM (SELECT 1 FROM lead WHERE term = ? AND place > ? AND place < ? LIMIT ?) AS found"
        first, last = sorted((one, other))
        ((found,),) = self._store.ask(count, term, first, last, most)
        return int(str(found))

    def links(self, place: str) -> set[str]:
        """Return the places of the articles that one is linked with."""
        if place not in self._links:
            self.expect((), linked=[place])
        return set(self._links[place])

    def reached(self, place: str) -> set[str]:
        """Return the places of all articles that links lead to from one, itself included."""
        question = """
            WITH RECURSIVE reached (place) AS (
                SELECT one FROM beside WHERE one = ? UNION SELECT other FROM beside JOIN reached ON one = place
            ) SELECT place FROM reached"""
        return {place, *(str(found) for (found,) in self._store.ask(question, place))}

    def tie(self, one: str, other: str) -> None:
        """Link two articles."""
        self._store.run_all("INSERT INTO beside (one, other) VALUES (?, ?)", [(one, other), (other, one)])
        self._forget(one, other)

    def untie(self, one: str, other: str) -> None:
        """Take the link between two articles away."""
        self._store.run_all("DELETE FROM beside WHERE one = ? AND other = ?", [(one, other), (other, one)])
        self._forget(one, other)

    def _forget(self, *places: str) -> None:
        for place in places:
            self._links.pop(place, None)


def _make_room(remembered: dict[str, Any]) -> None:
    if len(remembered) >= _MOST:
        remembered.clear()
