"""The page of who derived from whom: the graph, and the same as rows."""

from collections.abc import Sequence

from saidby.records import Story
from saidby.views.web.drawing import Frame, draw


def provenance_page(  # noqa: PLR0913  (the graph twice: drawn for wide pages and for narrow ones)
    frame: Frame,
    story: Story,
    *,
    caption: str,
    wide: str,
    narrow: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> str:
    """Return the page of a story's provenance. ``wide`` and ``narrow`` are SVG that was drawn by us."""
    return draw(
        "provenance.html",
        frame,
        story=story,
        caption=caption,
        wide=wide,
        narrow=narrow,
        columns=columns,
        rows=rows,
    )
