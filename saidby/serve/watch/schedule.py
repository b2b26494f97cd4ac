"""When to ask next. Clocks jump: what is due further away than anything can be is due now."""

from saidby.errors import FetchError

LONGEST_WAIT = 6 * 3600.0  # seconds: nobody is left alone for longer than that, or than is usual for a feed
_FIRST_WAIT = 60.0
_PATIENCE = {"refused": 3, "robots": 3, "bounds": 3, "status": 5}  # failures in a row before a page is given up
_MOST_PATIENCE = 30  # a site that is down for two days is asked on


def is_due(due: float, now: float, *, every: float = 0.0) -> bool:
    """Tell whether it is time: ``due`` has come, or lies so far ahead that the clock was set back since."""
    return now >= due or due > now + max(LONGEST_WAIT, every)


def after(failures: int, now: float, *, every: float = 0.0, wait: float | None = None) -> float:
    """Return when to try again after so many failures in a row: ever later, and as late as a server asks for."""
    growing = max(_FIRST_WAIT, every) * 2.0 ** min(failures - 1, 12)
    return now + min(max(growing, wait or 0.0), max(LONGEST_WAIT, every))


def given_up(error: FetchError, failures: int) -> bool:
    """Tell whether a page that failed so often in a row is worth no further try; busy servers always are."""
    lasting = error.status in {401, 403, 404, 405, 406, 410, 451} or error.kind != "status"
    return failures >= (_PATIENCE.get(error.kind, _MOST_PATIENCE) if lasting else _MOST_PATIENCE)
