"""A story's page, and the list of its articles."""

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from saidby.errors import NotThere
from saidby.serve.desk.visit import Reader
from saidby.views.web.articles import articles_page
from saidby.views.web.source import source_page
from saidby.views.web.story import Scene, shown, story_page

router = APIRouter(prefix="/stories/{name}")


@router.get("", response_class=HTMLResponse)
def story(visit: Reader, name: str, measure: str | None = None, whom: str | None = None) -> HTMLResponse:
    """Show a story, ``measure`` of ``whom`` first: the one that is told most where none is asked for."""
    found = visit.story(name)
    thing = shown(found.story, measure, whom)
    page = story_page(
        visit.frame(found.story.story, here="story", islands=("chart",), of=found),
        Scene(found.story, found.marks, visit.links),
        thing=thing,
        picture=None,
        caption="",
        waits=found.waits,
    )
    return HTMLResponse(page)


@router.get("/articles", response_class=HTMLResponse)
def articles(visit: Reader, name: str) -> HTMLResponse:
    found = visit.story(name)
    frame = visit.frame(f"Articles on {found.story.story}", here="articles", of=found)
    return HTMLResponse(articles_page(frame, found.story, found.marks))


@router.get("/sources/{source}", response_class=HTMLResponse)
def source(visit: Reader, name: str, source: str) -> HTMLResponse:
    found = visit.story(name)
    one = next((s for s in found.story.sources if s.id == source), None)
    if one is None:
        raise NotThere(found.story.story, f"has no source {source}", "Choose one on the story's page.")
    frame = visit.frame(one.name, here="story", islands=("chart",), of=found)
    return HTMLResponse(source_page(frame, Scene(found.story, found.marks, visit.links), one))
