"""Brings arrivals into a ledger a few at a time, links what they touch, and says what was new."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from saidby.errors import SaidbyError
from saidby.ledger import Arrival, Kept, Ledger, Revision
from saidby.pipeline import relink, update

AT_ONCE, AT_MOST = 20, 0.5  # arrivals in one step, and seconds that the first of them waits for the others


class Added(Struct, kw_only=True):
    """What became of a call's documents."""

    new: list[Kept] = []
    known: list[Kept] = []
    captures: int = 0  # new captures of articles that were known
    stories: dict[str, str] = {}  # key and name of each story that was touched
    revisions: list[Revision] = []


def add_all(ledger: Ledger, arrivals: Iterable[Arrival]) -> Added:
    """Keep everything that comes, then link the stories it touches. What is acknowledged is kept, whatever follows."""
    added = Added()
    for some in _few(arrivals):
        for kept in update(ledger, some):
            (added.new if kept.new_article else added.known).append(kept)
            added.captures += kept.new_capture and not kept.new_article
    for story, revised in relink(ledger):
        added.stories[story.key] = story.story
        added.revisions += revised
    return added


def link_all(ledger: Ledger) -> None:
    """Link every story that waits for it."""
    for _ in relink(ledger):
        pass


def write_anew(target: Path, lines: Iterable[bytes]) -> int:
    """Write lines into a file that is not there yet, whole or not at all; return how many. Raise SaidbyError."""
    if target.exists():
        raise SaidbyError(f"{target}: is there already. Name a new file: an export overwrites nothing.")
    unfinished = target.with_name(target.name + ".unfinished")
    count = 0
    with unfinished.open("wb") as file:
        for count, line in enumerate(lines, 1):  # noqa: B007  (counted)
            file.write(line)
    unfinished.rename(target)
    return count


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
