"""Figures: those that wait for a reviewer, and one as found and as judged."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header, Query
from msgspec import Struct

from saidby.errors import NotThere
from saidby.ledger import Agreement, Ledger, Placed, Waiting
from saidby.serve.desk.api.answers import Json, body_of, told
from saidby.serve.desk.pages.deciding import accept_all
from saidby.serve.desk.visit import Reader, Reviewer
from saidby.views.web.review import Filter

router = APIRouter(prefix="/api", tags=["review"])
Key = Annotated[str | None, Header(alias="Idempotency-Key", min_length=8, max_length=200)]


class Asked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which queue; see GET /api/queue."""

    story: str | None = None
    source: str | None = None
    measure: str | None = None
    rule: str | None = None
    blind: bool = False


class Accepted(Struct, frozen=True, kw_only=True):
    """The number of the step, none where there was nothing, and how many figures it accepts."""

    step: int | None
    figures: int


@router.get(
    "/queue",
    **told(gives=list[Waiting], faults=(404,), leads={"figure": {"key": "/0/key"}, "decided": {"of": "/0/key"}}),
)
def queue(  # noqa: PLR0913  (one for each way to look through it)
    visit: Reviewer,
    story: str | None = None,
    source: str | None = None,
    measure: str | None = None,
    rule: str | None = None,
    after: str | None = None,
    *,
    blind: bool = False,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Json:
    """Return figures that nobody has judged, the least certain first; ``blind``: that the asker has not."""
    key = visit.ledger.story_key(story) if story else None
    by = visit.viewer.name if blind else None
    return Json(visit.ledger.queue(key, source, measure, rule, limit=limit, after=after, by=by))


class Choice(Struct, frozen=True, kw_only=True):
    """A value, and how many figures have it."""

    value: str
    figures: int


class Choices(Struct, frozen=True, kw_only=True):
    """How many figures wait, and what they can be narrowed by: the commonest values."""

    waiting: int
    sources: Sequence[Choice]
    measures: Sequence[Choice]
    rules: Sequence[Choice]


@router.get("/queue/choices", **told(gives=Choices, faults=(404,)))
def choices(  # noqa: PLR0913  (one for each way to look through it)
    visit: Reviewer,
    story: str | None = None,
    source: str | None = None,
    measure: str | None = None,
    rule: str | None = None,
    *,
    blind: bool = False,
    limit: Annotated[int, Query(ge=1, le=500)] = 60,
) -> Json:
    """Say how many figures a queue has, and by what all figures can be narrowed."""
    ledger = visit.ledger
    key = ledger.story_key(story) if story else None
    by = visit.viewer.name if blind else None
    return Json(
        Choices(
            waiting=ledger.waiting(key, source, measure, rule, by=by),
            sources=_commonest(ledger, "source", limit),
            measures=_commonest(ledger, "measure", limit),
            rules=_commonest(ledger, "rule", limit),
        )
    )


def _commonest(ledger: Ledger, column: Literal["source", "measure", "rule"], limit: int) -> list[Choice]:
    return [Choice(value=value, figures=count) for value, count in ledger.commonest(column, limit=limit)]


@router.post("/queue/accept", **told(gives=Accepted, takes=Asked, faults=(404, 409)))
def accept(visit: Reviewer, body: Annotated[Asked, Depends(body_of(Asked))], key: Key = None) -> Json:
    """Accept all figures of a queue, 5,000 at most, as one step that can be undone as one."""
    only = Filter(story=body.story, source=body.source, measure=body.measure, rule=body.rule, blind=body.blind)
    step, count = accept_all(visit, only, token=f"{visit.viewer.name}:{key}" if key else None)
    visit.desk.linking.wake()
    return Json(Accepted(step=step, figures=count))


@router.get("/figures/{key}", **told(gives=Placed, faults=(404,)))
def figure(visit: Reader, key: str) -> Json:
    """Return a figure as people have it and as the program found it."""
    found = visit.ledger.figure(key)
    if found is None:
        raise NotThere(key, "no figure of this ledger has this key", "Take it from an article or from the queue.")
    return Json(found)


@router.get("/agreement/{one}/{other}", **told(gives=list[Agreement]))
def agreement(visit: Reviewer, one: str, other: str) -> Json:
    """Return how far two people agree about what both judged independently."""
    return Json(visit.ledger.agreement(one, other))
