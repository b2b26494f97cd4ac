"""The page that tells how far the reading of what was brought is."""

from msgspec import Struct

from saidby.records import Problem
from saidby.views.web.drawing import Frame, draw


class Progress(Struct, frozen=True, kw_only=True):
    """How far a batch is, or what came of it: documents read, articles that are new or were there, stories touched."""

    state: str
    read: int
    new: int
    known: int
    revisions: int
    stories: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    more_problems: int
    error: str


def adding_page(frame: Frame, progress: Progress) -> str:
    """Return the page of one batch."""
    return draw("adding.html", frame, batch=progress)
