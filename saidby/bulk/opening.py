"""The caller's side of a file that holds many articles: a process of its own opens it, and what it finds comes back.

That process is given no file, only the pieces of this one that it asks for; it may take as much time over each
document, and over each ten megabytes that give none, as a document may take. What brings it down costs the rest of that
file, which is named, and nothing else.
"""

import time
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec
from msgspec import structs

from saidby.bulk.ends import ended_over
from saidby.bulk.tasks import Found, Limits, Opening
from saidby.errors import SaidbyError
from saidby.read.containers import is_one, open_stream
from saidby.read.documents import Document
from saidby.read.plain import LARGEST
from saidby.records import Problem, Quarantined

_START = 120.0  # seconds in which the process has to be there
_decode = msgspec.msgpack.Decoder(Found).decode


class Opener:
    """Opens files, in a process that is kept for the next one. ``patience``: seconds that it may go without a word."""

    def __init__(self, context: Any, limits: Limits, patience: float) -> None:
        self._context, self._limits, self._patience = context, limits, patience
        self._idle: list[_Door] = []
        self._busy: list[_Door] = []

    def opened(self, file: BinaryIO, name: str) -> Iterator[Document | Problem]:
        """Yield the articles of a file that can be read anywhere. What cannot be read comes as a problem."""
        if is_one(file, name):
            yield from open_stream(file, name)
            return
        door = self._idle.pop() if self._idle else _Door(self._context, self._limits)
        self._busy.append(door)
        try:
            yield from door.found(file, name, self._patience)
        finally:
            if door in self._busy:
                self._busy.remove(door)
                if door.free:
                    self._idle.append(door)
                else:  # it was left in the middle of a file, or came to its end over one
                    door.end()

    def close(self) -> None:
        """End all processes, whatever they are at."""
        for door in [*self._idle, *self._busy]:
            door.end()
        self._idle, self._busy = [], []


class _Door:
    """A process that opens files, as its caller knows it."""

    def __init__(self, context: Any, limits: Limits) -> None:
        from saidby.bulk.opener import serve

        self.free = True
        self._ready = False
        self._limits = limits
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, limits), daemon=True)
        self._process.start()
        theirs.close()

    def found(self, file: BinaryIO, name: str, patience: float) -> Iterator[Document | Problem]:
        """Yield what the process finds in a file; last what became of itself, where that was its end."""
        self.free = False
        size = file.seek(0, 2)
        late = False
        try:
            self._wait()
            self._connection.send_bytes(msgspec.msgpack.encode(Opening(name=name, size=size)))
            while (said := self._said(file, patience)) is not None:
                if (item := said.quarantined or said.problem or said.document) is not None:
                    yield _whole(item, file, size) if isinstance(item, Quarantined) and not item.name else item
                if said.over:
                    self.free = not said.last
                    return
            late = True
        except (EOFError, BrokenPipeError, ConnectionResetError):
            pass
        yield _whole(self._ended(name, late=late), file, size)

    def _wait(self) -> None:
        """Wait until the process is there. Raise SaidbyError if it does not come."""
        try:
            if not self._ready and self._connection.poll(_START):
                self._ready = bool(self._connection.recv_bytes())
        except (EOFError, ConnectionResetError):
            self._process.join()
        if not self._ready:
            code = self._process.exitcode
            raise SaidbyError(f"a reading process did not start (it ended with {code}). Is there memory enough?")

    def _said(self, file: BinaryIO, patience: float) -> Found | None:
        """Return what the process found next, and give it the pieces that it asks for meanwhile; None if it is late."""
        until = time.monotonic() + patience
        while self._connection.poll(max(0.0, until - time.monotonic())):
            said = _decode(self._connection.recv_bytes())
            if said.wanted is None:
                return said
            at, size = said.wanted
            file.seek(at)
            self._connection.send_bytes(file.read(min(size, LARGEST)))
        return None

    def _ended(self, name: str, *, late: bool) -> Quarantined:
        if late:
            self._process.kill()
        self._process.join()
        return ended_over(name, self._process.exitcode or 0, self._limits, late=late)

    def end(self) -> None:
        """End the process, and wait until it is gone."""
        self._connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _whole(ended: Quarantined, file: BinaryIO, size: int) -> Problem:
    """Return what became of a file, with its bytes unless there are more of them than are kept."""
    if size > LARGEST:
        return Problem(where=ended.where, what=ended.what, do=ended.do)
    file.seek(0)
    return structs.replace(ended, data=file.read(), name=ended.where)
