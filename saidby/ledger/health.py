"""How a ledger is doing: what a person would ask who takes care of it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from saidby.ledger.book import Ledger
from saidby.ledger.quarantine import quarantined
from saidby.ledger.schema import VERSION
from saidby.ledger.sqlite import SQLiteStore
from saidby.ledger.store import Store

_ROOM = 200_000_000  # bytes that should be free: a busy day of articles
_AHEAD = timedelta(minutes=5)  # by how much two clocks may differ
_FAILING = 3  # polls in a row
_UNTOLD = """
    SELECT name, (
        SELECT count(*) FROM event WHERE kind = 'revised' AND seq > since
            AND NOT EXISTS (SELECT 1 FROM alerted WHERE channel = name AND revision = event.seq)
    ) FROM channel ORDER BY name"""


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that was looked at. ``do`` says what to do where it is not well."""

    what: str
    well: bool
    says: str
    do: str = ""


def examine(ledger: Ledger, *, program: str, now: datetime | None = None) -> Iterator[Finding]:
    """Yield what was looked at, whole ledger included: this takes as long as ``verify``."""
    yield Finding(what="program", well=True, says=program)
    yield Finding(what="tables", well=True, says=f"version {VERSION}")
    if isinstance(ledger.store, SQLiteStore):
        yield from _file(ledger.store)
    else:
        yield from _server(ledger.store)
    yield _clock(ledger, now or datetime.now(UTC))
    yield _waiting(ledger)
    yield from _watches(ledger)
    yield _quarantine(ledger)
    events, articles, captures = ledger.size()
    flaws = list(ledger.verify())
    says = f"{events:,} events, {articles:,} articles, {captures:,} captures"
    what = says if not flaws else f"{says}; {len(flaws)} flaws, the first: {flaws[0]}"
    do = "Take the latest backup, then see all flaws with: saidby verify"
    yield Finding(what="chain, contents and index", well=not flaws, says=what, do=do)


def _file(store: SQLiteStore) -> Iterator[Finding]:
    yield Finding(what="SQLite", well=True, says=store.sqlite_version())
    size = store.path.stat().st_size
    yield Finding(what="file", well=True, says=f"{store.path} ({size:,} bytes)")
    free = shutil.disk_usage(store.path.resolve().parent).free
    do = "Make room, or move the ledger with: saidby backup"
    yield Finding(what="disk", well=free > _ROOM, says=f"{free:,} bytes free", do=do)


def _server(store: Store) -> Iterator[Finding]:
    asked = ("server_version", "fsync", "full_page_writes", "data_checksums")
    version, synced, pages, sums = (str(value) for it in asked for (value,) in store.ask(f"SHOW {it}"))
    yield Finding(what="PostgreSQL", well=True, says=f"version {version}, database {store.name}")
    says = f"fsync {synced}, full_page_writes {pages}, data_checksums {sums}"
    do = "Set fsync and full_page_writes to on in the server's configuration: a power loss may spoil the ledger."
    yield Finding(what="server's care", well=synced == pages == "on", says=says, do=do)


def _clock(ledger: Ledger, now: datetime) -> Finding:
    last = next(iter(list(ledger.ask("SELECT at FROM event ORDER BY seq DESC LIMIT 1"))), None)
    if last is None:
        return Finding(what="clock", well=True, says="nothing has happened yet")
    at = datetime.fromisoformat(str(last[0]))
    do = "Set this machine's clock; the order of events does not hang on it, what they say of the time does."
    return Finding(what="clock", well=at <= now + _AHEAD, says=f"the latest event is of {last[0]!s}", do=do)


def _waiting(ledger: Ledger) -> Finding:
    count = next(ledger.ask("SELECT count(*) FROM story WHERE linked < wanted AND articles > 0"))[0]
    do = "Nothing is lost. They are linked by the next: saidby add"
    return Finding(
        what="stories", well=not count, says=f"{count!s} wait to be linked" if count else "all linked", do=do
    )


def _quarantine(ledger: Ledger) -> Finding:
    count = sum(1 for _ in quarantined(ledger.store))
    says = f"{count:,} documents; see them with: saidby quarantine" if count else "empty"
    return Finding(what="quarantine", well=True, says=says)


def _watches(ledger: Ledger) -> Iterator[Finding]:
    """Yield how watched feeds do, and whether somebody is still to be told of a revision; nothing without a watch."""
    feeds = list(ledger.ask("SELECT address, failures, trouble FROM watched_feed ORDER BY failures DESC, address"))
    if feeds:
        failing = [f"{trouble!s}" for _, failures, trouble in feeds if int(str(failures)) >= _FAILING]
        says = f"{len(feeds)} watched" + (f", {len(failing)} failing; the worst: {failing[0]}" if failing else "")
        yield Finding(what="feeds", well=not failing, says=says, do="Check the feed's address. It is tried on.")
    for name, count in list(ledger.ask(_UNTOLD)):
        says = f"{count!s} revisions still to be told" if count else "told of everything"
        yield Finding(what=f"channel {name!s}", well=not count, says=says, do="Run: saidby watch FEEDS --ledger FILE")
