"""The worker's side: reads and marks what it is sent, and holds itself to the limits.

Time and memory are watched by the system, not by the program that may have lost its way: a timer whose signal ends
the process, and a bound on its address space. Where a system has neither, whoever waits for the worker ends it.
"""

import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from saidby.bulk.one import mark_one
from saidby.bulk.tasks import Limits, Reply
from saidby.errors import SaidbyError
from saidby.pipeline import mark
from saidby.read.documents import Document
from saidby.records import Article, Marks, Problem, Quarantined

with suppress(ImportError):
    import resource

READY = b"ready"
_decode = msgspec.msgpack.Decoder(Document).decode
_SIZES = Path("/proc/self/statm")
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
    before = _bound(limits)
    _limit_time(limits.seconds)
    try:
        reply = _reply(document, reader)
        packed = msgspec.msgpack.encode(reply)
    except MemoryError:
        _free()
        return msgspec.msgpack.encode(_too_large(document, limits)), True
    finally:
        _limit_time(0.0)
        _free()
    return packed, reply.last or _held() - before > limits.memory // 2


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


def _too_large(document: Document, limits: Limits) -> Reply:
    what = f"needed more than {limits.memory >> 20:,} MB of memory"
    problem = Problem(where=document.name, what=what, do="Split it, or allow more with SAIDBY_MEMORY (megabytes).")
    return Reply(problem=problem, held=True, last=True)


def _limit_time(seconds: float) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _bound(limits: Limits) -> int:
    """Let the process grow to the limit and no further; return what it holds now."""
    size, held = _sizes()
    if size:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = size + max(limits.memory - held, limits.memory // 4)
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    return held


def _free() -> None:
    if _sizes()[0]:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _held() -> int:
    return _sizes()[1]


def _sizes() -> tuple[int, int]:
    """Return the address space and the memory that the process holds, in bytes; zeros where the system does not say."""
    try:
        pages = _SIZES.read_bytes().split()
    except OSError:
        return 0, 0
    page = resource.getpagesize()
    return int(pages[0]) * page, int(pages[1]) * page
