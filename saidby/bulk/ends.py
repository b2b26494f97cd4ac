"""What is said of a document that a process came to its end over."""

import signal

from saidby.bulk.tasks import Limits
from saidby.records import Quarantined

_MORE_TIME = "Split it, or allow more with SAIDBY_SECONDS."
_AGAIN = "Try it alone; if it happens again, please report it."


def ended_over(where: str, code: int, limits: Limits, *, late: bool) -> Quarantined:
    """Return why a process ended that was at ``where``. ``late``: nobody waited for it any longer."""
    if late or code == -getattr(signal, "SIGPROF", 0):
        return Quarantined(where=where, what=f"took longer than {limits.seconds:g} s", do=_MORE_TIME)
    what = f"the process that read it was ended ({_signal(-code)})" if code < 0 else f"ended its reader ({code})"
    return Quarantined(where=where, what=what, do=_AGAIN)


def too_large(where: str, limits: Limits) -> Quarantined:
    """Return what is said of a document that the memory did not do for."""
    what = f"needed more than {limits.memory >> 20:,} MB of memory"
    return Quarantined(where=where, what=what, do="Split it, or allow more with SAIDBY_MEMORY (megabytes).")


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
