"""Search over articles and statements."""

from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Query
from msgspec import Struct

from saidby.serve.desk.api.answers import Json, told
from saidby.serve.desk.visit import Reader

router = APIRouter(prefix="/api/search", tags=["search"])


class Found(Struct, frozen=True, kw_only=True):
    """A hit: ``around`` has the words in ``[...]``; ``key`` is the article's, or of a statement its story's."""

    kind: Literal["article", "statement"]
    id: str
    around: str
    key: str


@router.get("", **told(gives=list[Found]))
def search(
    visit: Reader,
    q: Annotated[str, Query(min_length=1, max_length=400)],
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Json:
    """Return the articles and statements that have all words, the best first."""
    found = visit.ledger.search(q, most=limit)
    return Json([msgspec.convert(dict(zip(Found.__struct_fields__, row, strict=True)), Found) for row in found])
