"""Whether a ledger is as it was written, and whether two hold the same."""

import hashlib
from collections.abc import Iterator
from typing import Protocol

import msgspec

from saidby.errors import LedgerError
from saidby.ledger.events import Event, broken
from saidby.ledger.store import Store

_UNKEPT = """
    SELECT key, sha256 FROM (
        SELECT key, sha256 FROM article UNION SELECT key, marks FROM article WHERE marks IS NOT NULL
        UNION SELECT article, sha256 FROM capture
    ) AS named WHERE sha256 NOT IN (SELECT sha256 FROM content) ORDER BY key, sha256"""
_HELD = (
    "SELECT key, sha256, marks FROM article ORDER BY key",
    "SELECT article, sha256, route, coalesce(address, name) FROM capture ORDER BY 1, 2, 3, 4",
    "SELECT key, story FROM article ORDER BY key",
    "SELECT target, rejected, fields, same, apart FROM verdict ORDER BY target",
)


class Vouched(Protocol):
    """What is looked at."""

    store: Store

    def events(self) -> Iterator[Event]:
        """Yield all events in order."""

    def content(self, sha256: str) -> bytes:
        """Return bytes that are kept. Raise LedgerError where they are not what they should be."""


def flaws(ledger: Vouched) -> Iterator[str]:
    """Yield what is wrong with the chain of events, with the bytes behind every hash, and with the database itself."""
    yield from ledger.store.faults()
    for flaw in broken(ledger.events()):
        yield f"event {flaw.seq}: {flaw.what}"
    for (sha256,) in ledger.store.ask("SELECT sha256 FROM content ORDER BY sha256"):
        try:
            ledger.content(str(sha256))
        except LedgerError as error:
            yield error.what
    for key, sha256 in ledger.store.ask(_UNKEPT):
        yield f"article {key!s}: content {str(sha256)[:12]}… is missing"


def fingerprint(store: Store) -> str:
    """Return a hash of what a ledger holds: articles, captures, marks, verdicts and how articles hang together."""
    sums = hashlib.sha256()
    for question in _HELD:
        for row in store.ask(question):
            sums.update(msgspec.json.encode(row) + b"\n")
    return sums.hexdigest()
