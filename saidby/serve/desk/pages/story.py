"""A story's pages: its figures, its sources, who derived from whom, what changed on the way, its articles, a brief."""

from typing import Literal

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from saidby.errors import NotThere
from saidby.records import DriftKind
from saidby.serve.desk.days import Day
from saidby.serve.desk.visit import Reader, Visit
from saidby.serve.drawn import Told, draw_brief, draw_drift, draw_provenance, draw_source, draw_story
from saidby.views.web.articles import articles_page
from saidby.views.web.drawing import Frame

router = APIRouter(prefix="/stories/{name}")
Part = Literal["story", "provenance", "drift", "articles", "brief"]


@router.get("", response_class=HTMLResponse)
def story(visit: Reader, name: str, measure: str | None = None, whom: str | None = None) -> HTMLResponse:
    """Show a story, ``measure`` of ``whom`` first: the one that is told most where none is asked for."""
    told = _told(visit, name)
    return HTMLResponse(draw_story(_frame(visit, told, "story", "", "chart"), told, measure=measure, whom=whom))


@router.get("/sources/{source}", response_class=HTMLResponse)
def source(visit: Reader, name: str, source: str) -> HTMLResponse:
    told = _told(visit, name)
    one = next((s for s in told.story.sources if s.id == source), None)
    if one is None:
        raise NotThere(told.story.story, f"has no source {source}", "Choose one on the story's page.")
    return HTMLResponse(draw_source(_frame(visit, told, "story", one.name, "chart"), told, one))


@router.get("/provenance", response_class=HTMLResponse)
def provenance(visit: Reader, name: str) -> HTMLResponse:
    told = _told(visit, name)
    return HTMLResponse(draw_provenance(_frame(visit, told, "provenance", "Provenance"), told))


@router.get("/drift", response_class=HTMLResponse)
def drift(visit: Reader, name: str, kind: DriftKind | None = None, outlet: str | None = None) -> HTMLResponse:
    told = _told(visit, name)
    return HTMLResponse(draw_drift(_frame(visit, told, "drift", "Drift"), told, kind=kind, outlet=outlet))


@router.get("/articles", response_class=HTMLResponse)
def articles(visit: Reader, name: str) -> HTMLResponse:
    told = _told(visit, name)
    return HTMLResponse(articles_page(_frame(visit, told, "articles", "Articles"), told.story, told.marks))


@router.get("/brief", response_class=HTMLResponse)
def brief(visit: Reader, name: str, since: Day = None) -> HTMLResponse:
    told = _told(visit, name)
    frame = _frame(visit, told, "brief", "Brief")
    return HTMLResponse(
        draw_brief(frame, told, since=since or None, take=_take(f"/api{visit.links.story(told.story.key)}"))
    )


def _told(visit: Visit, name: str) -> Told:
    found = visit.story(name)
    return Told(story=found.story, marks=found.marks, waits=found.waits)


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
