"""The caller's side: documents in, marks out in the same order, whatever becomes of the workers on the way."""

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, BinaryIO, Self

import msgspec
from msgspec import Struct, structs

from saidby.bulk.ends import ended_over
from saidby.bulk.opening import Opener
from saidby.bulk.tasks import Limits, Reply
from saidby.errors import SaidbyError
from saidby.read.documents import Document
from saidby.read.plain import LARGEST
from saidby.records import Marks, Problem, Quarantined

AHEAD = 16  # documents held for each worker: enough to keep it busy, few enough to hold in memory
READY = b"ready"
# Times the limit: a worker that has come so far without its signal is ended from here. Where the system counts what it
# computes, it may well have been waiting for its turn on a busy machine; elsewhere nobody else ends it.
_PATIENCE = 30 if hasattr(signal, "ITIMER_PROF") else 6
_START = 120.0  # seconds in which a worker has to be there
_decode = msgspec.msgpack.Decoder(Reply).decode


class _Slot(Struct):
    """A document's place in the row of outcomes."""

    item: Document | Problem
    outcome: Marks | Problem | None = None


class Pool:
    """Worker processes that read and mark. One that a document has brought down is replaced; the document is named.

    Workers start with the first documents, and are ended with the pool.
    """

    def __init__(self, workers: int = 1, *, reader: str, limits: Limits | None = None) -> None:
        self._most, self._reader, self._limits = workers, reader, limits or Limits()
        self._context = _context()
        self._opener = Opener(self._context, self._limits, self._limits.seconds * _PATIENCE)
        self._idle: list[_Worker] = []
        self._busy: dict[_Worker, _Slot] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, whatever they are at."""
        for worker in [*self._idle, *self._busy]:
            worker.end()
        self._idle, self._busy = [], {}
        self._opener.close()

    def opened(self, file: BinaryIO, name: str) -> Iterator[Document | Problem]:
        """Yield the articles of a file, as ``open_stream`` does; one that may hold many is opened within the limits."""
        return self._opener.opened(file, name)

    def marked(self, found: Iterable[Document | Problem]) -> Iterator[tuple[Document | Problem, Marks | Problem]]:
        """Yield everything that is found with what became of it, in order. Raise SaidbyError where nothing can."""
        queue, row = iter(found), deque[_Slot]()
        more = True
        while True:
            while more and len(row) < self._most * AHEAD and (self._idle or len(self._busy) < self._most):
                item = next(queue, None)
                if more := item is not None:
                    row.append(self._begun(item))
            if not row:
                return
            while row[0].outcome is None:
                self._gather()
                if more and (self._idle or len(self._busy) < self._most) and len(row) < self._most * AHEAD:
                    break
            else:
                slot = row.popleft()
                yield slot.item, slot.outcome  # type: ignore[misc]  # there is one

    def _begun(self, item: Document | Problem) -> _Slot:
        if isinstance(item, Problem):
            return _Slot(item, item)
        slot = _Slot(item)
        worker = self._idle.pop() if self._idle else _Worker(self._context, self._reader, self._limits)
        self._busy[worker] = slot
        worker.give(item)
        return slot

    def _gather(self) -> None:
        """Wait for workers, and put what they say where it belongs."""
        until = min(worker.until for worker in self._busy)
        came = wait([worker.connection for worker in self._busy], timeout=max(0.0, until - time.monotonic()))
        for worker in [worker for worker in self._busy if worker.connection in came or worker.is_late()]:
            outcome = worker.take()
            if outcome is None:
                continue
            slot = self._busy.pop(worker)
            slot.outcome = _with_bytes(outcome, slot.item)
            if worker.gone:
                worker.end()
            else:
                self._idle.append(worker)


class _Worker:
    """A worker as its caller knows it."""

    def __init__(self, context: Any, reader: str, limits: Limits) -> None:
        from saidby.bulk.worker import serve

        self._limits = limits
        self._document: Document | None = None
        self._ready = self.gone = False
        self.until = time.monotonic() + _START
        self.connection: Connection
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, reader, limits), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, document: Document) -> None:
        """Have a document marked; what becomes of it is there for ``take`` when the connection has something."""
        self._document = document
        try:
            self.connection.send_bytes(msgspec.msgpack.encode(structs.replace(document, raw=None)))
        except (BrokenPipeError, ConnectionResetError):
            return  # it is gone, and ``take`` will tell why
        if self._ready:
            self.until = time.monotonic() + self._limits.seconds * _PATIENCE

    def is_late(self) -> bool:
        return time.monotonic() >= self.until

    def take(self) -> Marks | Problem | None:
        """Return what became of the document; None where the worker has only begun. Raise SaidbyError."""
        if self.is_late():
            return self._broken_down()
        try:
            said = self.connection.recv_bytes()
        except (EOFError, ConnectionResetError):
            return self._broken_down()
        if not self._ready and said == READY:
            self._ready = True
            self.until = time.monotonic() + self._limits.seconds * _PATIENCE
            return None
        reply = _decode(said)
        self.gone = reply.last
        if reply.refused is not None:
            raise SaidbyError(reply.refused)
        problem = reply.problem
        if problem is not None and reply.held:
            return Quarantined(where=problem.where, what=problem.what, do=problem.do)
        return reply.marks or problem

    def end(self) -> None:
        """End the process, and wait until it is gone."""
        self.connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()

    def _broken_down(self) -> Problem:
        late = self.is_late()
        if late:
            self._process.kill()
        self._process.join()
        self.gone = True
        code = self._process.exitcode or 0
        if not self._ready or self._document is None:
            raise SaidbyError(f"a reading process did not start (it ended with {code}). Is there memory enough?")
        return ended_over(self._document.name, code, self._limits, late=late)


def _with_bytes(outcome: Marks | Problem, item: Document | Problem) -> Marks | Problem:
    """Return an outcome; of a document in quarantine with its bytes, unless there are more of them than are kept."""
    if not isinstance(outcome, Quarantined) or not isinstance(item, Document):
        return outcome
    data = item.data if item.raw is None else item.raw
    if len(data) > LARGEST:
        return Problem(where=outcome.where, what=outcome.what, do=outcome.do)
    headers = dict(item.headers) | ({"fetched": item.fetched} if item.fetched else {})
    whence = {"name": item.name, "route": item.route, "address": item.address, "headers": tuple(headers.items())}
    return structs.replace(outcome, data=data, **whence)


def _context() -> Any:
    """Return how workers are made: forked from a process that has loaded what they need, where the system can.

    That process is started afresh, so that no worker has the caller's threads, locks and open files.
    """
    way = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context: Any = multiprocessing.get_context(way)
    if way == "forkserver":
        context.set_forkserver_preload(["saidby.bulk.warm"])
    return context
