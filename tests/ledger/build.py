"""Ledgers and what goes into them, with defaults that a test can change one at a time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from saidby.ledger import Arrival, Capture, Ledger
from saidby.ledger.places import open_store
from saidby.pipeline import RULES, mark, read
from saidby.serve.intake import demo_files

TEXT = "At least {count} people were killed at Port Ellory, the harbour police said on Tuesday.\n"
START = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)


def clock(start: datetime = START) -> Iterator[datetime]:
    """Yield one moment after the other, a second apart."""
    while True:
        yield start
        start += timedelta(seconds=1)


def ledger(place: Path | str) -> Ledger:
    """Return a ledger, made where there is none, whose clock starts in May 2031."""
    moments = clock()
    return Ledger(open_store(place, create=True), clock=lambda: next(moments))


def arrival(
    name: str = "ellory.txt", text: str | None = None, *, route: str = "file", address: str | None = None
) -> Arrival:
    """Return an article as it comes in from a file or an address."""
    data = (TEXT.format(count=12) if text is None else text).encode()
    capture = Capture(data=data, route=route, name=name, address=address, headers={"content-type": "text/plain"})
    return Arrival(marks=mark(read(data, name=name), reader=RULES), capture=capture, maker="saidby test")


@cache
def example() -> tuple[Arrival, ...]:
    """Return the bundled example, article by article."""
    found = []
    for name, data in demo_files():
        marks = mark(read(data, name=name), reader=RULES)
        found.append(Arrival(marks=marks, capture=Capture(data=data, route="file", name=name), maker="saidby test"))
    return tuple(found)
