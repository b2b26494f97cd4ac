"""An article's page, and the permanent address of each stretch of its text."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Path
from msgspec import structs
from starlette.responses import HTMLResponse

from saidby.errors import NotThere
from saidby.records import Marks, Span
from saidby.serve.desk.visit import Reader, Visit
from saidby.views.web.article import Around, Met, Told, article_page
from saidby.views.web.pieces import title_of

router = APIRouter(prefix="/articles/{name}")

_TOLD = """
    SELECT report.figure, statement.id, statement.source, statement.claimant, statement.story FROM report
    JOIN statement ON statement.story = report.story AND statement.id = report.statement WHERE report.article = ?"""
_JUDGED = """
    SELECT figure.key, verdict.rejected, verdict.by_whom FROM figure JOIN verdict ON verdict.target = figure.key
    WHERE figure.article = ?"""
_STORY = "SELECT story.key, story.name FROM story JOIN article ON article.story = story.key WHERE article.key = ?"


@router.get("", response_class=HTMLResponse)
def article(visit: Reader, name: str) -> HTMLResponse:
    return _shown(visit, visit.ledger.judged_marks(visit.ledger.article_key(name)))


@router.get("/{start}-{end}", response_class=HTMLResponse)
def stretch(
    visit: Reader, name: str, start: Annotated[int, Path(ge=0)], end: Annotated[int, Path(ge=1)]
) -> HTMLResponse:
    """Show the article at a stretch of its text, in code points, the end exclusive."""
    marks = visit.ledger.judged_marks(visit.ledger.article_key(name))
    if not start < end <= len(marks.article.text):
        raise NotThere(f"/articles/{name}", f"its text has no stretch {start}-{end}", "Look at the whole article.")
    return _shown(visit, marks, Span(start, end))


def _shown(visit: Visit, marks: Marks, here: Span | None = None) -> HTMLResponse:
    around = _around(visit, marks)
    frame = visit.frame(title_of(marks.article), here="articles", islands=("article",))
    frame = structs.replace(frame, story=around.story, story_name=around.story_name)
    return HTMLResponse(article_page(frame, marks, around, here=here))


def _around(visit: Visit, marks: Marks) -> Around:
    ledger, key = visit.ledger, marks.article.key
    story = next(iter(list(ledger.ask(_STORY, key))), ("", ""))
    told = {
        str(figure): Told(
            id=str(one),
            source=_text(source) or "nobody named",
            href=_statement(visit, _text(of), _text(claimant), _text(one)),
        )
        for figure, one, source, claimant, of in ledger.ask(_TOLD, key)
    }
    judged = {
        str(figure): ("rejected" if rejected else "judged") + f" by {', '.join(_names(by))}"
        for figure, rejected, by in ledger.ask(_JUDGED, key)
    }
    met = [Met(at=c.at, route=c.route, place=c.address or c.name, sha256=c.sha256) for c in ledger.captures(key)]
    return Around(met=met, told=told, judged=judged, story=_text(story[0]), story_name=_text(story[1]))


def _statement(visit: Visit, story: str, claimant: str, statement: str) -> str:
    return f"{visit.links.source(story, claimant)}#{statement}" if claimant else visit.links.story(story)


def _names(by: object) -> list[str]:
    return [str(name) for name in msgspec.json.decode(str(by))]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
