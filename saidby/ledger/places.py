"""Where a ledger may lie: in a file, or on a server."""

from pathlib import Path

from saidby.errors import LedgerError
from saidby.ledger.sqlite import SQLiteStore
from saidby.ledger.store import Store

_SERVERS = ("postgresql://", "postgres://")


def is_server(place: str | Path) -> bool:
    """Tell whether a place is the address of a database on a server."""
    return str(place).startswith(_SERVERS)


def open_store(place: str | Path, *, create: bool = False) -> Store:
    """Return the store at a place. Raise LedgerError where there is none, unless it may be made.

    A server is named by an address, given as text: as a ``Path`` it would lose one of its slashes.
    """
    if not is_server(place):
        return SQLiteStore(Path(place), create=create)
    try:
        from saidby.ledger.postgres import PostgresStore
    except ImportError as error:
        do = "Install it with: pip install 'saidby[postgres]'"
        raise LedgerError(
            "PostgreSQL", f"a ledger on a server needs psycopg, which cannot be loaded ({error})", do
        ) from None
    return PostgresStore(str(place), create=create)
