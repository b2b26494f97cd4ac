"""Seconds that are promised are those of a machine with nothing else to do; a busy one is given more."""

import time

_TRIED = 0.05  # seconds of computing by which it shows how busy the machine is
_MOST = 3.0  # times as long, and no longer: what waits for something that never comes is found all the same


def allowed(seconds: float) -> float:
    """Return how long something may take here and now that takes ``seconds`` at most on a quiet machine."""
    begun, computed = time.monotonic(), time.thread_time()
    while time.thread_time() - computed < _TRIED:
        pass
    return seconds * min(_MOST, max(1.0, (time.monotonic() - begun) / _TRIED))
