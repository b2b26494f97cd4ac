"""What a ledger is made of: events in order, each sealed by a hash over itself and all before it.

Sealing follows the hash chains of append-only logs (Haber and Stornetta 1991; RFC 9162 calls the idea a history):
whoever alters an event, leaves one out or swaps two has to alter every seal behind it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct, structs

EventKind = Literal[
    "article",
    "capture",
    "marked",
    "linked",
    "revised",
    "judged",
    "undone",
    "redone",
    "withheld",
    "watched",
    "quarantined",
]
PROGRAM = "saidby"  # who did it, where nobody did
FIRST_SEAL = "0" * 64  # what stands before the first event


class Draft(Struct, frozen=True, kw_only=True):
    """An event that has not happened yet. ``subject`` is the key of what it is about; ``body`` is plain JSON."""

    kind: EventKind
    subject: str
    body: Mapping[str, Any]
    by: str = PROGRAM


class Event(Struct, frozen=True, kw_only=True):
    """What happened. ``at`` is UTC to the millisecond, ``body`` JSON as it was sealed."""

    seq: int
    at: str
    by: str
    kind: EventKind
    subject: str
    body: str
    seal: str

    def content(self) -> dict[str, Any]:
        """Return the body's values."""
        found: dict[str, Any] = msgspec.json.decode(self.body)
        return found


class Broken(Struct, frozen=True, kw_only=True):
    """Where a chain does not hold, and how that shows."""

    seq: int
    what: str


def sealed(draft: Draft, *, before: str, seq: int, at: str) -> Event:
    """Return ``draft`` as event number ``seq``, sealed behind the event whose seal is ``before``."""
    body = msgspec.json.encode(draft.body, order="sorted").decode()
    event = Event(seq=seq, at=at, by=draft.by, kind=draft.kind, subject=draft.subject, body=body, seal="")
    return structs.replace(event, seal=_seal(before, event))


def broken(events: Iterable[Event], *, before: str = FIRST_SEAL, seq: int = 0) -> Iterator[Broken]:
    """Yield each place where the chain behind event ``seq`` is broken; nothing where all of it holds.

    After a broken link the chain is taken up again from the seal as it stands, so that one flaw is one finding.
    """
    for event in events:
        if event.seq != seq + 1:
            yield Broken(seq=event.seq, what=f"stands behind event {seq}: {event.seq - seq - 1} missing between them")
        elif event.seal != _seal(before, event):
            yield Broken(seq=event.seq, what="does not agree with its seal: this event, or the one before, was altered")
        before, seq = event.seal, event.seq


def _seal(before: str, event: Event) -> str:
    *told, _ = structs.astuple(event)
    return hashlib.sha256(msgspec.json.encode([before, *told])).hexdigest()
