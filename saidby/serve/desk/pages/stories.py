"""The first page: what is in the ledger."""

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from saidby.serve.desk.visit import Reader
from saidby.views.web.stories import Row, stories_page

router = APIRouter()

_STORIES = """
    SELECT key, name, articles, first, latest, linked < wanted FROM story WHERE articles > 0
    ORDER BY coalesce(latest, '') DESC, key LIMIT 500"""


@router.get("/", response_class=HTMLResponse)
def stories(visit: Reader) -> HTMLResponse:
    rows = [
        Row(key=str(key), name=str(name), articles=int(str(n)), first=_text(first), latest=_text(last), waits=bool(w))
        for key, name, n, first, last, w in visit.ledger.ask(_STORIES)
    ]
    return HTMLResponse(stories_page(visit.frame("Stories", here="stories", islands=("drop",)), rows))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
