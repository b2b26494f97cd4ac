"""The side of the process that opens files: it asks for their bytes, tells what it finds, and keeps to the limits."""

import io
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

import msgspec

from saidby.bulk.bounds import bound, free, held, limit_time
from saidby.bulk.ends import too_large
from saidby.bulk.tasks import Found, Limits, Opening
from saidby.read.containers import open_stream
from saidby.read.documents import Document
from saidby.read.plain import LARGEST
from saidby.records import Problem, Quarantined

_BUFFER = 1 << 18
_decode = msgspec.msgpack.Decoder(Opening).decode


class _Asked(io.RawIOBase):
    """A file on the other side. ``further``: called for each ten megabytes that are read for the first time."""

    def __init__(self, connection: Connection, size: int, further: Callable[[], None]) -> None:
        super().__init__()
        self._connection, self._size, self._further = connection, size, further
        self._at = 0
        self._next = LARGEST

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # what BufferedReader gives
        wanted = min(len(buffer), max(0, self._size - self._at))
        if not wanted:
            return 0
        _tell(self._connection, Found(wanted=(self._at, wanted)))
        piece = self._connection.recv_bytes()
        buffer[: len(piece)] = piece
        self._at += len(piece)
        if self._at >= self._next:
            self._next = self._at + LARGEST
            self._further()
        return len(piece)


def serve(connection: Connection, limits: Limits) -> None:
    """Open files until nobody names any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal's processes; one of them decides
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        _tell(connection, Found())  # it is there
        while not _open(connection, _decode(connection.recv_bytes()), limits):
            pass


def _open(connection: Connection, opening: Opening, limits: Limits) -> bool:
    """Tell all that a file holds; return whether the process is of no more use after it."""
    before = bound(limits)
    last = False
    found = Found(over=True)
    try:
        _tell_all(connection, opening, limits)
    except MemoryError:
        free()
        last = True
        found = Found(quarantined=too_large(opening.name, limits))
    except (BrokenPipeError, ConnectionResetError):
        raise
    except OSError as error:
        found = Found(problem=Problem(where=opening.name, what=f"cannot be opened ({error})", do="Fetch it again."))
    finally:
        limit_time(0.0)
        free()
    last = last or held() - before > limits.memory // 2
    _tell(connection, msgspec.structs.replace(found, over=True, last=last))
    return last


def _tell_all(connection: Connection, opening: Opening, limits: Limits) -> None:
    def further() -> None:
        limit_time(limits.seconds)

    file = io.BufferedReader(_Asked(connection, opening.size, further), _BUFFER)
    items = open_stream(file, opening.name)
    limit_time(limits.seconds)
    while (item := next(items, None)) is not None:
        limit_time(0.0)
        _tell(connection, _as_found(item))
        limit_time(limits.seconds)


def _as_found(item: Document | Problem) -> Found:
    if isinstance(item, Document):
        return Found(document=item)
    if "alloc" in item.what:  # libraries in other languages say in their own words that they got no memory
        raise MemoryError
    return Found(quarantined=item) if isinstance(item, Quarantined) else Found(problem=item)


def _tell(connection: Connection, found: Found) -> None:
    connection.send_bytes(msgspec.msgpack.encode(found))
