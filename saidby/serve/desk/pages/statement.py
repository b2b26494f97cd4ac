"""The page on which a statement is judged, and each of its reports."""

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from saidby.errors import NotThere
from saidby.serve.desk.visit import Reader
from saidby.views.web.statement import statement_page
from saidby.views.web.story import Scene

router = APIRouter()


@router.get("/stories/{name}/statements/{statement}/judging", response_class=HTMLResponse)
def judging(visit: Reader, name: str, statement: str) -> HTMLResponse:
    """Show a statement with all that people may say of it."""
    told = visit.story(name)
    one = next((s for s in told.story.statements if s.id == statement), None)
    if one is None:
        raise NotThere(told.story.story, f"has no statement {statement}", "Choose one on the page of its source.")
    frame = visit.frame(f"{one.id}: {told.story.story}", here="story", of=told.story)
    return HTMLResponse(statement_page(frame, Scene(told.story, told.marks, visit.links), one))
