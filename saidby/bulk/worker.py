"""The worker's side: reads and marks what it is sent, and holds itself to the limits."""

import signal
from contextlib import suppress
from multiprocessing.connection import Connection

import msgspec

from saidby.bulk.bounds import bound, free, held, limit_time
from saidby.bulk.ends import too_large
from saidby.bulk.one import mark_one
from saidby.bulk.tasks import Limits, Reply
from saidby.errors import SaidbyError
from saidby.pipeline import mark
from saidby.read.documents import Document
from saidby.records import Article, Marks, Quarantined

READY = b"ready"
_decode = msgspec.msgpack.Decoder(Document).decode
_WARMED_UP_WITH = "Police said on Monday that more than 40 people had died in Tulla."


def serve(connection: Connection, reader: str, limits: Limits) -> None:
    """Mark documents until nobody sends any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal's processes; one of them decides
    _warm_up(reader)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send_bytes(READY)
        while True:
            document = _decode(connection.recv_bytes())
            reply, last = _within(limits, document, reader)
            connection.send_bytes(reply)
            if last:
                return


def _warm_up(reader: str) -> None:
    """Load all that marking needs, so that no document pays for it; what fails here fails again, and is told then."""
    with suppress(SaidbyError):
        mark(Article(id="", key="", text=_WARMED_UP_WITH), reader=reader)


def _within(limits: Limits, document: Document, reader: str) -> tuple[bytes, bool]:
    """Return the reply about a document, and whether the worker is of no more use after it."""
    before = bound(limits)
    limit_time(limits.seconds)
    try:
        reply = _reply(document, reader)
        packed = msgspec.msgpack.encode(reply)
    except MemoryError:
        free()
        reply = Reply(problem=too_large(document.name, limits), held=True, last=True)
        return msgspec.msgpack.encode(reply), True
    finally:
        limit_time(0.0)
        free()
    return packed, reply.last or held() - before > limits.memory // 2


def _reply(document: Document, reader: str) -> Reply:
    try:
        found = mark_one(document, reader)
    except SaidbyError as error:
        return Reply(refused=str(error))
    if isinstance(found, Marks):
        return Reply(marks=found)
    # Libraries in other languages say in their own words that they got no memory.
    if isinstance(found, Quarantined) and "alloc" in found.what:
        raise MemoryError
    return Reply(problem=found, held=isinstance(found, Quarantined))
