"""What happened in the ledger, and what in it waits for somebody: suggestions, orphans, quarantine."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from msgspec import Struct

from saidby.ledger import Orphan, Suggestion
from saidby.ledger.quarantine import Kept, quarantined
from saidby.serve.desk.api.answers import Json, told
from saidby.serve.desk.visit import Reader
from saidby.serve.happened import in_words

router = APIRouter(prefix="/api", tags=["ledger"])


class Happened(Struct, frozen=True, kw_only=True):
    """An event: as it is kept, and in words."""

    number: int
    at: str
    by: str | None
    kind: str
    subject: str
    words: str
    body: Any


class You(Struct, frozen=True, kw_only=True):
    """Who asks, and what they may do: "reader", "reviewer", "admin"."""

    name: str
    role: str


@router.get("/history", **told(gives=list[Happened], faults=(404,)))
def history(
    visit: Reader,
    of: Annotated[str | None, Query(max_length=400)] = None,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Json:
    """List what happened, the latest first; ``of`` one article, story, figure or person."""
    ledger = visit.ledger
    events = ledger.latest_of(of, before=before, limit=limit) if of else ledger.latest(before=before, limit=limit)
    return Json(
        [
            Happened(
                number=e.seq,
                at=e.at,
                by=e.by,
                kind=e.kind,
                subject=e.subject,
                words=in_words(e, ledger),
                body=e.content(),
            )
            for e in events
        ]
    )


@router.get("/suggestions", **told(gives=list[Suggestion], faults=(404,)))
def suggestions(visit: Reader, story: str | None = None) -> Json:
    """List where a later program finds another thing than somebody holds; nothing changes until they decide again."""
    return Json(visit.ledger.suggestions(visit.ledger.story_key(story) if story else None))


@router.get("/orphans", **told(gives=list[Orphan]))
def orphans(visit: Reader) -> Json:
    """List judgements that have lost what they were about, with the words as they were."""
    return Json(visit.ledger.orphans())


@router.get("/quarantine", **told(gives=list[Kept]))
def quarantine(visit: Reader) -> Json:
    """List the documents that were kept away from readers, and why."""
    return Json(list(quarantined(visit.ledger.store)))


@router.get("/you", **told(gives=You))
def you(visit: Reader) -> Json:
    """Say under which name the asker's decisions are kept, and what they may do."""
    return Json(You(name=visit.viewer.name, role=visit.viewer.role))
