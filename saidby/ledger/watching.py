"""What a watch remembers: when each feed is due, which pages are still to be fetched, and who was told of what."""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from saidby.ledger.book import Ledger
from saidby.ledger.revisions import Revision
from saidby.ledger.store import Row, Store


class Feed(Struct, frozen=True, kw_only=True):
    """How things stand with a feed. ``due`` in seconds since 1970; ``failures`` in a row; ``trouble``: the latest."""

    address: str
    due: float = 0.0
    failures: int = 0
    etag: str | None = None
    modified: str | None = None
    trouble: str | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """A page that a feed names; ``version`` changes where the feed says something else of it."""

    feed: str
    entry: str
    address: str
    version: str
    due: float = 0.0
    failures: int = 0


class Told(Struct, frozen=True, kw_only=True):
    """A revision that the ledger holds: its number, when it was found, and a key that no other has."""

    number: int
    at: str
    key: str
    revision: Revision


def feed(store: Store, address: str) -> Feed:
    """Return how things stand with a feed: due at once where nothing is known of it."""
    row = _first(
        store, "SELECT address, due, failures, etag, modified, trouble FROM watched_feed WHERE address = ?", address
    )
    return msgspec.convert(dict(zip(Feed.__struct_fields__, row, strict=True)), Feed) if row else Feed(address=address)


def keep_feed(store: Store, state: Feed) -> None:
    """Remember how things stand with a feed. Only inside ``writing``."""
    put = """
        INSERT INTO watched_feed (address, due, failures, etag, modified, trouble) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (address) DO UPDATE SET due = excluded.due, failures = excluded.failures, etag = excluded.etag,
            modified = excluded.modified, trouble = excluded.trouble"""
    store.run(put, *msgspec.structs.astuple(state))


def keep_entries(store: Store, entries: Sequence[Entry]) -> None:
    """Remember pages that are to be fetched; what is known and unchanged stays as it is. Only inside ``writing``."""
    put = """
        INSERT INTO watched_entry (feed, entry, address, version, due, failures) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (feed, entry) DO UPDATE SET address = excluded.address, version = excluded.version,
            due = excluded.due, failures = excluded.failures
        WHERE watched_entry.version <> excluded.version"""
    store.run_all(put, [msgspec.structs.astuple(entry) for entry in entries])


def waiting(store: Store, feeds: Sequence[str]) -> list[Entry]:
    """Return the pages of these feeds that are still to be fetched, those due first coming first."""
    columns = ", ".join(Entry.__struct_fields__)
    question = f"""
        SELECT {columns} FROM watched_entry WHERE done IS NULL OR done <> version ORDER BY due, feed, entry"""  # noqa: S608
    rows = [dict(zip(Entry.__struct_fields__, row, strict=True)) for row in store.ask(question)]
    return [entry for entry in msgspec.convert(rows, list[Entry]) if entry.feed in feeds]


def is_done(store: Store, entry: Entry) -> bool:
    """Tell whether this version of an entry needs nothing more."""
    question = "SELECT 1 FROM watched_entry WHERE feed = ? AND entry = ? AND done = ?"
    return any(True for _ in list(store.ask(question, entry.feed, entry.entry, entry.version)))


def done(store: Store, entry: Entry, trouble: str | None = None) -> None:
    """Remember that this version of a page needs nothing more. Only inside ``writing``."""
    change = "UPDATE watched_entry SET done = ?, trouble = ?, failures = 0 WHERE feed = ? AND entry = ?"
    store.run(change, entry.version, trouble, entry.feed, entry.entry)


def failed(store: Store, entry: Entry, *, due: float, trouble: str) -> None:
    """Remember that a page could not be fetched, and when to try again. Only inside ``writing``."""
    change = """
        UPDATE watched_entry SET failures = failures + 1, due = ?, trouble = ?
        WHERE feed = ? AND entry = ? AND version = ?"""
    store.run(change, due, trouble, entry.feed, entry.entry, entry.version)


def open_channel(ledger: Ledger, name: str) -> None:
    """Have a channel told of all revisions from now on; nothing where it is open already."""
    with ledger.writing():
        if _first(ledger.store, "SELECT 1 FROM channel WHERE name = ?", name) is None:
            ledger.watched(name)


def untold(ledger: Ledger, channel: str) -> Iterator[Told]:
    """Yield the revisions that came since a channel was opened and of which it was not told, in their order."""
    question = """
        SELECT seq, at, seal, body FROM event WHERE kind = 'revised'
            AND seq > (SELECT since FROM channel WHERE name = ?)
            AND NOT EXISTS (SELECT 1 FROM alerted WHERE channel = ? AND revision = event.seq)
        ORDER BY seq"""
    yield from map(_told, list(ledger.ask(question, channel, channel)))


def told(ledger: Ledger, channel: str, *, most: int) -> list[Told]:
    """Return the latest revisions of which a channel was told, the latest first."""
    question = """
        SELECT seq, at, seal, body FROM event JOIN alerted ON alerted.revision = event.seq
        WHERE channel = ? ORDER BY seq DESC LIMIT ?"""
    return list(map(_told, ledger.ask(question, channel, most)))


def by_story(ledger: Ledger) -> dict[str, list[int]]:
    """Return the numbers of all revisions in their order, by the key that their story has now."""
    question = """
        SELECT coalesce(story_alias.story, revision.story), revision.seq FROM revision
        LEFT JOIN story_alias ON story_alias.alias = revision.story ORDER BY revision.seq"""
    found: dict[str, list[int]] = {}
    for story, number in ledger.ask(question):
        found.setdefault(str(story), []).append(int(str(number)))
    return found


def learnt(ledger: Ledger, numbers: Sequence[int]) -> Iterator[Told]:
    """Yield the revisions of these numbers."""
    for number in numbers:
        yield from map(_told, list(ledger.ask("SELECT seq, at, seal, body FROM event WHERE seq = ?", number)))


def _told(row: Row) -> Told:
    number, at, seal, body = row
    revision = msgspec.json.decode(str(body), type=Revision)
    return Told(number=int(str(number)), at=str(at), key=str(seal), revision=revision)


def _first(store: Store, question: str, value: str) -> Row | None:
    return next(iter(list(store.ask(question, value))), None)
