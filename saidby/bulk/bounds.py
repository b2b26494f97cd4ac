"""Limits that a process holds itself to.

Time and memory are watched by the system, not by the program that may have lost its way: a timer whose signal ends
the process, and a bound on its address space. Where a system has neither, whoever waits for the process ends it.
"""

import signal
import sys
from contextlib import suppress
from pathlib import Path

from saidby.bulk.tasks import Limits

with suppress(ImportError):
    import resource

_SIZES = Path("/proc/self/statm")


def limit_time(seconds: float) -> None:
    """Let the process compute for so long from now, and end it then; 0 lifts the limit."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


def bound(limits: Limits) -> int:
    """Let the process grow to the limit and no further; return what it holds now."""
    size, now = _sizes()
    if size:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = size + max(limits.memory - now, limits.memory // 4)
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    return now


def free() -> None:
    """Lift the limit of memory."""
    if _sizes()[0]:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def held() -> int:
    """Return the memory that the process holds, in bytes; 0 where the system does not say."""
    return _sizes()[1]


def _sizes() -> tuple[int, int]:
    """Return the address space and the memory that the process holds, in bytes; zeros where the system does not say."""
    try:
        pages = _SIZES.read_bytes().split()
    except OSError:
        return 0, 0
    page = resource.getpagesize()
    return int(pages[0]) * page, int(pages[1]) * page
