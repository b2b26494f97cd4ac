"""The pages of what waits for somebody beside the queue: suggestions, orphans, and documents in quarantine."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from saidby.views.web.drawing import Frame, draw
from saidby.views.web.judged import Stand
from saidby.wording import clean, listed


class Other(Struct, frozen=True, kw_only=True):
    """What a later program finds in place of what somebody holds. ``field`` "": whether there is a figure at all."""

    stand: Stand
    words: str
    article: str
    href: str
    field: str
    judged: Any
    found: Any
    was: Any
    maker: str
    by: tuple[str, ...]

    @property
    def whose(self) -> str:
        return listed([clean(name) for name in self.by])

    def as_json(self, value: Any) -> str:
        """Return a value as a form carries it."""
        return msgspec.json.encode(value).decode()

    def in_words(self, value: Any) -> str:
        """Return a value as it is read."""
        if not self.field:
            return "a figure" if value else "no figure"
        if isinstance(value, list | tuple):
            return listed([str(one) for one in value]) or "nothing"
        return "nothing" if value is None else f"{value:,.10g}" if isinstance(value, float) else str(value)


class Lost(Struct, frozen=True, kw_only=True):
    """A judgement that has lost what it was about. ``instead``: where another text stands in the place of its own."""

    stand: Stand
    words: str
    article: str
    href: str
    why: str
    instead: str
    figure: bool  # of a figure, which can be let go


class Apart(Struct, frozen=True, kw_only=True):
    """A document that was kept away from readers."""

    at: str
    name: str
    address: str
    size: int
    why: str
    advice: str


def suggestions_page(frame: Frame, rows: Sequence[Other], *, most: int) -> str:
    """Return the list of suggestions, each with what settles it."""
    return draw("suggestions.html", frame, rows=rows, most=most)


def orphans_page(frame: Frame, rows: Sequence[Lost], *, most: int) -> str:
    """Return the list of judgements without their things."""
    return draw("orphans.html", frame, rows=rows, most=most)


def quarantine_page(frame: Frame, rows: Sequence[Apart], *, most: int) -> str:
    """Return the list of documents in quarantine."""
    return draw("quarantine.html", frame, rows=rows, most=most)
