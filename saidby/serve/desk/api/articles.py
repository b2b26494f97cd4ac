"""Articles: what one says, where it was met, and the very words at a place."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from msgspec import Struct

from saidby.errors import NotThere
from saidby.ledger import Captured
from saidby.serve.desk.api.answers import Json, told
from saidby.serve.desk.visit import Reader
from saidby.views.forms import article_form

router = APIRouter(prefix="/api/articles", tags=["articles"])


class Words(Struct, frozen=True, kw_only=True):
    """A stretch of an article's text, in code points, the end exclusive."""

    article: str
    start: int
    end: int
    text: str


@router.get("/{name}", **told(gives=dict[str, Any], faults=(404,)))
def article(visit: Reader, name: str) -> Json:
    """Return an article with its figures, quotations and attributions, people's word above the program's."""
    return Json(article_form(visit.ledger.judged_marks(visit.ledger.article_key(name))))


@router.get("/{name}/captures", **told(gives=list[Captured], faults=(404,)))
def captures(visit: Reader, name: str) -> Json:
    """Return each time that an article was met, the first one first."""
    return Json(visit.ledger.captures(visit.ledger.article_key(name)))


@router.get("/{name}/words/{start}-{end}", **told(gives=Words, faults=(404,)))
def words(visit: Reader, name: str, start: Annotated[int, Path(ge=0)], end: Annotated[int, Path(ge=1)]) -> Json:
    """Return the exact words at a place of an article's stored text."""
    key = visit.ledger.article_key(name)
    text = visit.ledger.marks(key).article.text
    if not start < end <= len(text):
        raise NotThere(name, f"its text has no stretch {start}-{end}", f"It has {len(text)} characters.")
    return Json(Words(article=key, start=start, end=end, text=text[start:end]))
