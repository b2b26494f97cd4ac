"""Brings arrivals into a ledger a few at a time, links what they touch, and says what was new."""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec import Struct

from saidby.ledger import Arrival, Kept, Ledger, Revision
from saidby.ledger.brought import latest, revisions_by, stories_of
from saidby.pipeline import relink, update
from saidby.records import Problem, Quarantined

T = TypeVar("T")
AT_ONCE, AT_MOST = 20, 0.5  # arrivals in one step, and seconds that the first of them waits for the others


class Added(Struct, kw_only=True):
    """What became of a call's documents."""

    new: list[Kept] = []
    known: list[Kept] = []
    captures: int = 0  # new captures of articles that were known
    stories: dict[str, str] = {}  # key and name of each story that was touched
    revisions: list[Revision] = []


def add_all(ledger: Ledger, arrivals: Iterable[Arrival]) -> Added:
    """Keep everything that comes, then link the stories it touches. What is acknowledged is kept, whatever follows.

    Others may add meanwhile: what is told is what these arrivals brought about, whoever linked their stories.
    """
    added, before = Added(), latest(ledger)
    for some in _few(arrivals):
        for kept in update(ledger, some):
            (added.new if kept.new_article else added.known).append(kept)
            added.captures += kept.new_capture and not kept.new_article
    link_all(ledger)
    own = frozenset(kept.key for kept in added.new)
    added.stories = stories_of(ledger, own)
    added.revisions = list(revisions_by(ledger, own, since=before)) if own else []
    return added


def keeping_away(ledger: Ledger, outcomes: "Iterable[T | Problem]") -> "Iterator[T | Problem]":
    """Yield all outcomes, once what belongs in quarantine is there."""
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            keep_away(ledger, outcome)
        yield outcome


def keep_away(ledger: Ledger, problem: Problem) -> None:
    """Put the document behind a problem in quarantine, where it belongs there and its bytes are known."""
    if isinstance(problem, Quarantined) and problem.data:
        ledger.quarantine(problem)


def link_all(ledger: Ledger) -> None:
    """Link every story that waits for it."""
    for _ in relink(ledger):
        pass


def _few(arrivals: Iterable[Arrival]) -> Iterator[list[Arrival]]:
    """Yield what comes in small lots: a lot is one step of the ledger, short enough for others to have their turn."""
    lot: list[Arrival] = []
    since = time.monotonic()
    for arrival in arrivals:
        if not lot:
            since = time.monotonic()
        lot.append(arrival)
        if len(lot) == AT_ONCE or time.monotonic() - since > AT_MOST:
            yield lot
            lot = []
    if lot:
        yield lot
