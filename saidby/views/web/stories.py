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


def stories_page(frame: Frame, rows: Sequence[Row], *, more: int | None = None, trouble: str = "") -> str:
    """Return the list of stories, the latest first; ``more`` is the number with which the next page begins.

    ``trouble``: why stories that wait are not linked.
    """
    return draw("stories.html", frame, rows=rows, more=more, trouble=trouble)
