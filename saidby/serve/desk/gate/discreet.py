"""The log: what failed and where, and never in whose words. Articles and tokens are in messages and in addresses."""

import logging
import sys
import threading
import traceback
from types import TracebackType

_CLIENTS = {  # what clients do is theirs, and as often as they like
    "Invalid HTTP request received.",
    "Unsupported upgrade request.",
    "ASGI callable returned without completing response.",
}


def place_of(error: BaseException) -> str:
    """Return the kind of an error and the lines of the program that it came through, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    lines = " > ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__} at {lines}" if lines else type(error).__name__


def _short(filename: str) -> str:
    return "/".join(filename.replace("\\", "/").split("/")[-2:])


class _Discreet(logging.Formatter):
    def formatException(  # noqa: N802  (the name that logging knows)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return place_of(ei[1]) if ei[1] is not None else ""


class _Worth(logging.Filter):
    """Lets pass what somebody who runs the desk can do something about."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.msg not in _CLIENTS


def log_discreetly() -> None:
    """Write warnings and errors to standard error, without the words of any exception, whoever logs them."""
    out = logging.StreamHandler(sys.stderr)
    out.setFormatter(_Discreet("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [out]
    root.setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    logging.getLogger("uvicorn.error").addFilter(_Worth())
    threading.excepthook = _in_a_thread
    sys.unraisablehook = _unraisable


def told_of(error: Exception, what: str) -> str:
    """Write the place of an error of our own into the log, and return what a reader is told of it."""
    logging.getLogger("saidby.desk").error("%s failed: %s", what, place_of(error))
    return f"{what} failed ({type(error).__name__}). Its place is in the log; please report it."


def _in_a_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        logging.getLogger("saidby.desk").error("a thread failed: %s", place_of(args.exc_value))


def _unraisable(args: object) -> None:
    error = getattr(args, "exc_value", None)
    if error is not None:
        logging.getLogger("saidby.desk").error("passed over: %s", place_of(error))
