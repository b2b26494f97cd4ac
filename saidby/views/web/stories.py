"""The page of all stories."""

from collections.abc import Sequence

from msgspec import Struct

from saidby.views.web.drawing import Frame, draw


class Row(Struct, frozen=True, kw_only=True):
    """One story of many. ``waits``: it is being linked."""

    key: str
    name: str
    articles: int
    first: str | None
    latest: str | None
    waits: bool


def stories_page(frame: Frame, rows: Sequence[Row]) -> str:
    """Return the list of stories, the latest first."""
    return draw("stories.html", frame, rows=rows)
