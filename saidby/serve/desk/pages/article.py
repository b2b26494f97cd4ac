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
from saidby.wording import listed

router = APIRouter(prefix="/articles/{name}")

_TOLD = """
    SELECT report.figure, statement.id, statement.source, statement.claimant, statement.story FROM report
    JOIN statement ON statement.story = report.story AND statement.id = report.statement WHERE report.article = ?"""
_JUDGED = """
    SELECT figure.key, verdict.rejected, verdict.by_whom, figure.words FROM figure
    JOIN verdict ON verdict.target = figure.key WHERE figure.article = ? ORDER BY figure.start"""
_OTHERS = " UNION ".join(
    f"""
    SELECT other.key, other.id, max(capture.seq), max(here.seq) FROM capture AS here JOIN capture ON {same}
    JOIN article AS other ON other.key = capture.article
    WHERE here.article = ? AND other.key <> here.article GROUP BY other.key, other.id"""  # noqa: S608  (words of our own)
    for same in (
        "capture.address = here.address",
        "here.address IS NULL AND capture.address IS NULL AND capture.name = here.name AND capture.route = here.route",
    )
)
_MOST_OTHERS = 5
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
            href=visit.links.statement(_text(of), str(one), _text(claimant)) or "",
        )
        for figure, one, source, claimant, of in ledger.ask(_TOLD, key)
    }
    verdicts = list(ledger.ask(_JUDGED, key))
    judged = {str(figure): f"judged by {_names(by)}" for figure, rejected, by, _ in verdicts if not rejected}
    met = [Met(at=c.at, route=c.route, place=c.address or c.name, sha256=c.sha256) for c in ledger.captures(key)]
    return Around(
        met=met,
        told=told,
        judged=judged,
        rejected=[
            (str(words), f"rejected by {_names(by)}", visit.links.review(figure=str(figure)) or "")
            for figure, rejected, by, words in verdicts
            if rejected
        ],
        others=_others(visit, key),
        story=_text(story[0]),
        story_name=_text(story[1]),
    )


def _others(visit: Visit, key: str) -> list[tuple[str, str]]:
    """Return what other texts were met where this one was, the latest first, with their addresses."""
    rows = sorted(visit.ledger.ask(_OTHERS, key, key), key=lambda row: int(str(row[2])), reverse=True)
    return [
        (
            f"{'A later' if int(str(there)) > int(str(here)) else 'An earlier'} text at the same place is {name!s}",
            visit.links.article(str(other)),
        )
        for other, name, there, here in rows[:_MOST_OTHERS]
    ]


def _names(by: object) -> str:
    return listed([str(name) for name in msgspec.json.decode(str(by))])


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
