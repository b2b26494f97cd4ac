"""Whether a ledger is as it was written, and whether two hold the same."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

import msgspec

from saidby.errors import LedgerError
from saidby.ledger.events import Event, broken
from saidby.ledger.store import Store

T = TypeVar("T")
_UNKEPT = """
    SELECT key, sha256 FROM (
        SELECT key, sha256 FROM article UNION SELECT key, marks FROM article WHERE marks IS NOT NULL
        UNION SELECT article, sha256 FROM capture UNION SELECT name, sha256 FROM quarantine
    ) AS named WHERE NOT EXISTS (SELECT 1 FROM content WHERE content.sha256 = named.sha256) ORDER BY key, sha256"""
_AT_ONCE = 1000  # hashes held while they are walked
_STRAY = """
    SELECT story FROM (
        SELECT story FROM statement UNION SELECT story FROM story_record UNION SELECT story FROM article
        WHERE story IS NOT NULL
    ) AS told WHERE story NOT IN (SELECT key FROM story WHERE articles > 0) ORDER BY story"""
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


def flaws(ledger: Vouched, step: Callable[[], None] | None = None) -> Iterator[str]:
    """Yield what is wrong with the chain of events, with the bytes behind every hash, and with the database itself.

    ``step`` is called for each event and each hash that was looked at.
    """
    yield from ledger.store.faults()
    for flaw in broken(_counted(ledger.events(), step)):
        yield f"event {flaw.seq}: {flaw.what}"
    for sha256 in _counted(_hashes(ledger.store), step):
        try:
            ledger.content(sha256)
        except LedgerError as error:
            yield error.what
    for (story,) in ledger.store.ask(_STRAY):
        yield f"story {str(story)[:12]}… is told of and not there"
    for key, named in ledger.store.ask(_UNKEPT):
        yield f"article {key!s}: content {str(named)[:12]}… is missing"


def _counted(them: Iterable[T], step: Callable[[], None] | None) -> Iterator[T]:
    for one in them:
        yield one
        if step is not None:
            step()


def _hashes(store: Store) -> Iterator[str]:
    after = ""
    question = "SELECT sha256 FROM content WHERE sha256 > ? ORDER BY sha256 LIMIT ?"
    while found := [str(sha256) for (sha256,) in store.ask(question, after, _AT_ONCE)]:
        yield from found
        after = found[-1]


def fingerprint(store: Store) -> str:
    """Return a hash of what a ledger holds: articles, captures, marks, verdicts and how articles hang together."""
    sums = hashlib.sha256()
    for question in _HELD:
        for row in store.ask(question):
            sums.update(msgspec.json.encode(row) + b"\n")
    return sums.hexdigest()
