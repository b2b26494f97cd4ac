"""First come, first served: the queue in which writers wait for their turn.

SQLite lets waiting writers poll, so that one which writes without pause keeps the others out for seconds. Here each
passes a turnstile, a lock on a file beside the ledger, and goes on holding it until it has the right to write: who
comes back for more waits behind those who came before. The operating system lets go of the lock of whoever dies.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

with suppress(ImportError):  # where there are no such locks, writers poll, as SQLite has it
    import fcntl

ENDING = "-turn"  # behind the ledger's own name, as SQLite's "-wal" and "-shm"


@contextmanager
def turn(ledger: Path) -> Iterator[None]:
    """Hold the turnstile of ``ledger``."""
    if "fcntl" not in globals():
        yield
        return
    place = os.open(ledger.with_name(ledger.name + ENDING), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)
