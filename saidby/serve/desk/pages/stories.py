"""The first page: what is in the ledger."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from saidby.serve.desk.visit import Reader
from saidby.views.web.stories import Row, stories_page

router = APIRouter()

_STORIES = """
    SELECT key, name, articles, first, latest, linked < wanted FROM story WHERE articles > 0
    ORDER BY coalesce(latest, '') DESC, key LIMIT ? OFFSET ?"""
_PAGE = 500


@router.get("/", response_class=HTMLResponse)
def stories(visit: Reader, first: Annotated[int, Query(ge=0, le=10_000_000)] = 0) -> HTMLResponse:
    """List the stories from number ``first`` on, the latest first."""
    rows = [
        Row(key=str(key), name=str(name), articles=int(str(n)), first=_text(first), latest=_text(last), waits=bool(w))
        for key, name, n, first, last, w in visit.ledger.ask(_STORIES, _PAGE + 1, first)
    ]
    frame = visit.frame("Stories", here="stories", islands=("drop",))
    more = first + _PAGE if len(rows) > _PAGE else None
    return HTMLResponse(stories_page(frame, rows[:_PAGE], more=more, trouble=visit.desk.linking.trouble or ""))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
