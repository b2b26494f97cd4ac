"""What was kept away from readers: bytes that brought the reading down or were over a limit, and why."""

from collections.abc import Iterator

from msgspec import Struct

from saidby.errors import LedgerError
from saidby.ledger.book import Ledger
from saidby.ledger.store import Store

_STILL = "WHERE NOT EXISTS (SELECT 1 FROM capture WHERE capture.sha256 = quarantine.sha256)"
_LISTED = f"SELECT at, name, address, route, size, why, advice, sha256 FROM quarantine {_STILL} ORDER BY seq"  # noqa: S608


class Kept(Struct, frozen=True, kw_only=True):
    """A document in quarantine; its bytes are behind ``sha256``."""

    at: str
    name: str
    address: str | None
    route: str
    size: int
    why: str
    advice: str
    sha256: str


def quarantined(store: Store) -> Iterator[Kept]:
    """Yield what is in quarantine, what came first at the head. What could be read since, as it is, is out of it."""
    for at, name, address, route, size, why, advice, sha256 in store.ask(_LISTED):
        yield Kept(
            at=str(at),
            name=str(name),
            address=None if address is None else str(address),
            route=str(route),
            size=int(str(size)),
            why=str(why),
            advice=str(advice),
            sha256=str(sha256),
        )


def bytes_of(ledger: Ledger, name: str) -> bytes:
    """Return the bytes of a document in quarantine, by the beginning of their hash. Raise LedgerError."""
    found = {one.sha256 for one in quarantined(ledger.store) if one.sha256.startswith(name)}
    if len(found) != 1 or not name:
        what = f"{'several documents' if found else 'no document'} in quarantine with a hash that begins {name!r}"
        raise LedgerError(ledger.store.name, what, "List them with: saidby quarantine --ledger FILE")
    return ledger.content(found.pop())
