"""A story's pages: its figures, its sources, who derived from whom, what changed on the way, its articles, a brief."""

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse

from saidby.errors import NotThere
from saidby.records import DriftKind
from saidby.serve.desk.days import Day
from saidby.serve.desk.visit import Reader, Visit
from saidby.serve.drawn import Told, draw_brief, draw_drift, draw_provenance, draw_source, draw_story
from saidby.views.web.articles import articles_page
from saidby.views.web.drawing import Frame
from saidby.views.web.source import MOST, said_by

router = APIRouter(prefix="/stories/{name}")
Part = Literal["story", "provenance", "drift", "articles", "brief"]


def asked(visit: Reader, name: str, request: Request) -> Told:
    """Return the story that an address names; who comes by a name that it had is sent to the one that it has."""
    found = visit.story(name)
    if not found.story.key.startswith(name):
        at = visit.links.story(found.story.key, quote("/".join(request.scope["path"].split("/")[3:])))
        query = request.scope["query_string"].decode("latin-1")
        raise HTTPException(307, headers={"Location": f"{at}?{query}" if query else at})
    return found


Asked = Annotated[Told, Depends(asked)]


@router.get("", response_class=HTMLResponse)
def story(visit: Reader, told: Asked, measure: str | None = None, whom: str | None = None) -> HTMLResponse:
    """Show a story, ``measure`` of ``whom`` first: the one that is told most where none is asked for."""
    return HTMLResponse(draw_story(_frame(visit, told, "story", "", "chart"), told, measure=measure, whom=whom))


@router.get("/sources/{source}", response_class=HTMLResponse)
def source(
    visit: Reader, told: Asked, source: str, first: Annotated[int, Query(ge=0, le=1_000_000)] = 0
) -> HTMLResponse:
    one = next((s for s in told.story.sources if s.id == source), None)
    if one is None:
        raise NotThere(told.story.story, f"has no source {source}", "Choose one on the story's page.")
    return HTMLResponse(draw_source(_frame(visit, told, "story", one.name, "chart"), told, one, first=first))


@router.get("/statements/{statement}", response_class=RedirectResponse, status_code=303)
def statement(visit: Reader, told: Asked, statement: str) -> str:
    """Lead to a statement on the page of its source or, where that is nobody, to its words in its first report."""
    one = next((s for s in told.story.statements if s.id == statement), None)
    if one is None:
        raise NotThere(told.story.story, f"has no statement {statement}", "Choose one on the page of its source.")
    if one.claimant not in {s.id for s in told.story.sources} or one.claimant is None:
        report = one.reports[0]
        return visit.links.article(told.marks[report.doc].article.key, figure=next(iter(report.keys), None))
    place = said_by(told.story, one.claimant).index(one)
    page = f"?first={place - place % MOST}" if place >= MOST else ""
    return f"{visit.links.source(told.story.key, one.claimant)}{page}#{quote(one.id)}"


@router.get("/provenance", response_class=HTMLResponse)
def provenance(visit: Reader, told: Asked) -> HTMLResponse:
    return HTMLResponse(draw_provenance(_frame(visit, told, "provenance", "Provenance"), told))


@router.get("/drift", response_class=HTMLResponse)
def drift(visit: Reader, told: Asked, kind: DriftKind | None = None, outlet: str | None = None) -> HTMLResponse:
    return HTMLResponse(draw_drift(_frame(visit, told, "drift", "Drift"), told, kind=kind, outlet=outlet))


@router.get("/articles", response_class=HTMLResponse)
def articles(visit: Reader, told: Asked) -> HTMLResponse:
    return HTMLResponse(articles_page(_frame(visit, told, "articles", "Articles"), told.story, told.marks))


@router.get("/brief", response_class=HTMLResponse)
def brief(visit: Reader, told: Asked, since: Day = None) -> HTMLResponse:
    frame = _frame(visit, told, "brief", "Brief")
    return HTMLResponse(
        draw_brief(frame, told, since=since or None, take=_take(f"/api{visit.links.story(told.story.key)}"))
    )


def _frame(visit: Visit, told: Told, here: Part, title: str, *islands: str) -> Frame:
    name = told.story.story
    return visit.frame(f"{title}: {name}" if title else name, here=here, islands=islands, of=told.story)


def _take(at: str) -> list[tuple[str, str, str]]:
    """Return address, name and use of everything that can be taken away from a story."""
    return [
        (f"{at}/brief?format=md", "Brief, Markdown", "with notes, for a desk's own pages"),
        (f"{at}/brief?format=text", "Brief, text", "for mail"),
        (f"{at}/wikitext", "Table for Wikipedia", "a row for each source and day, with references"),
        (f"{at}/chart?format=svg", "Chart, SVG", "the headline series"),
        (f"{at}/chart?format=png", "Chart, PNG", ""),
        (f"{at}/chart?format=vega-lite", "Chart, Vega-Lite", "to be drawn elsewhere"),
        (f"{at}/graph", "Who took it from whom, SVG", ""),
        (f"{at}/export?format=csv", "All tables, CSV", "with a data dictionary"),
        (f"{at}/export?format=parquet", "All tables, Parquet", ""),
        (f"{at}/export?format=jsonl", "Everything, JSON lines", ""),
        (f"{at}/export?format=jsonld", "Claims and quotations, JSON-LD", "schema.org, PROV-O, Web Annotation"),
        (f"{at}/export?format=atom", "Feed of revisions, Atom", "can be subscribed to"),
    ]
