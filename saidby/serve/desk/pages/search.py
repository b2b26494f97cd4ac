"""Search over articles and statements, and the history of the ledger."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from saidby.errors import NotThere
from saidby.serve.desk.visit import Reader
from saidby.serve.happened import in_words
from saidby.views.web.search import Happened, Hit, history_page, parted, search_page

router = APIRouter()
_MOST = 50
_PAGE = 100  # events on a page of the history
_STATEMENT = "SELECT claimant, source FROM statement WHERE story = ? AND id = ?"


@router.get("/search", response_class=HTMLResponse)
def search(visit: Reader, q: Annotated[str, Query(max_length=400)] = "") -> HTMLResponse:
    """Show the articles and statements that have all words."""
    found = visit.ledger.search(q, most=_MOST) if q.strip() else ()
    hits = []
    for kind, one, around, key in found:
        if kind == "article":
            hits.append(Hit(kind=kind, name=one, href=visit.links.article(key), around=parted(around, q)))
            continue
        row = next(iter(list(visit.ledger.ask(_STATEMENT, key, one))), (None, None))
        href = visit.links.statement(key, one, str(row[0] or ""))
        name = str(row[1] or "nobody named")
        hits.append(Hit(kind=kind, name=name, href=href or visit.links.story(key), around=parted(around, q)))
    return HTMLResponse(search_page(visit.frame(f"Search: {q}" if q else "Search"), q, hits, most=_MOST))


@router.get("/history", response_class=HTMLResponse)
def history(
    visit: Reader,
    of: Annotated[str, Query(max_length=200)] = "",
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> HTMLResponse:
    """Show what happened, the latest first; ``of`` one article, story, figure or person."""
    ledger = visit.ledger
    trouble = ""
    try:
        events = (ledger.latest_of(of, before=before, limit=_PAGE)) if of else ledger.latest(before=before, limit=_PAGE)
    except NotThere as error:
        events, trouble = [], str(error)
    rows = [Happened(number=e.seq, at=e.at[:19].replace("T", " "), by=e.by, what=in_words(e, ledger)) for e in events]
    more = rows[-1].number if len(rows) == _PAGE else None
    return HTMLResponse(history_page(visit.frame("History", here="history"), rows, of=of, more=more, trouble=trouble))
