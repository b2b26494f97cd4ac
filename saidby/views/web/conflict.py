"""The page for one who decides about something that somebody else has decided about since it was shown."""

from collections.abc import Mapping
from typing import Any

from saidby.views.web.drawing import Frame, draw
from saidby.views.web.judged import Stand


def conflict_page(
    frame: Frame, theirs: Stand, *, yours: str, fields: Mapping[str, Any], again: Mapping[str, str]
) -> str:
    """Return both decisions side by side; ``again`` is the form that decides all the same."""
    back = again.get("back", "/")
    return draw("conflict.html", frame, theirs=theirs, yours=yours, fields=fields, again=again, back=back)
