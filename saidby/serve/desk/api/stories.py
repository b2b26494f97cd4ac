"""Stories, and every part of one."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query
from msgspec import Struct

from saidby.records import Story
from saidby.rulings import derivation_key, drift_key
from saidby.serve.desk.api.answers import Json, told
from saidby.serve.desk.visit import Reader

router = APIRouter(prefix="/api/stories", tags=["stories"])
Part = Literal["sources", "statements", "series", "conflicts", "ranges", "provenance", "drift", "roots", "passages"]
Few = Annotated[int, Query(ge=1, le=500)]
Some = Annotated[int, Query(ge=0, le=1_000_000)]

_ALL = """
    SELECT key, name, articles, first, latest, linked < wanted FROM story WHERE articles > 0
    ORDER BY coalesce(latest, '') DESC, key LIMIT ? OFFSET ?"""


class Headed(Struct, frozen=True, kw_only=True):
    """A story among others. ``waits``: it is to be linked anew."""

    key: str
    name: str
    articles: int
    first: str | None
    latest: str | None
    waits: bool


_LEADS = {name: {"name": "/0/key"} for name in ("story", "part", "table", "export", "brief", "chart", "graph")}


@router.get("", **told(gives=list[Headed], leads=_LEADS))
def stories(visit: Reader, limit: Few = 100, offset: Some = 0) -> Json:
    """List the stories, the latest first."""
    rows = visit.ledger.ask(_ALL, limit, offset)
    names = Headed.__struct_fields__
    return Json([msgspec.convert(dict(zip(names, row, strict=True)), Headed, strict=False) for row in rows])


@router.get(
    "/{name}",
    **told(gives=Story, faults=(404,), leads={"article": {"name": "/docs/0"}, "captures": {"name": "/docs/0"}}),
)
def story(visit: Reader, name: str) -> Json:
    """Return a story as it was linked last, by its key, a former one, or the beginning of one."""
    return Json(visit.story(name).story)


@router.get("/{name}/{part}", **told(gives=list[Any], faults=(404,)))
def part(visit: Reader, name: str, part: Part) -> Json:
    """Return one part of a story. Derivations and changes have with them the ``key`` under which people decide."""
    linked = visit.story(name)
    some = getattr(linked.story, part)
    if part not in _KEYED:
        return Json(some)
    keys = {doc: marks.article.key for doc, marks in linked.marks.items()}
    return Json([msgspec.to_builtins(one) | {"key": _KEYED[part](one, keys)} for one in some])


_KEYED: Mapping[str, Callable[[Any, Mapping[str, str]], str]] = {"provenance": derivation_key, "drift": drift_key}
