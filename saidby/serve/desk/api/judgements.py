"""Decisions: each acknowledged one is kept, once, however often it is sent; nobody overwrites another unseen."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from msgspec import Struct

from saidby.ledger import Decision
from saidby.serve.desk.api.answers import Json, body_of, told
from saidby.serve.desk.decided import checked
from saidby.serve.desk.visit import Reviewer

router = APIRouter(prefix="/api/judgements", tags=["review"])
Key = Annotated[str | None, Header(alias="Idempotency-Key", min_length=8, max_length=200)]


class Judging(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Decisions that are one step. ``seen``: the version of each target that the decider saw (0: never judged)."""

    decisions: tuple[Decision, ...]
    seen: Mapping[str, int] | None = None
    blind: bool = False


class Done(Struct, frozen=True, kw_only=True):
    """The number of the step; none where there was nothing to undo or redo. ``versions``: those of its targets now."""

    step: int | None
    versions: Mapping[str, int] = {}


@router.post("", **told(gives=Done, takes=Judging, faults=(404, 409), status=201))
def judge(visit: Reviewer, body: Annotated[Judging, Depends(body_of(Judging))], key: Key = None) -> Json:
    """Keep decisions. With the same Idempotency-Key again nothing is kept and the same step is answered."""
    decisions = checked(visit.ledger, body.decisions, blind=body.blind)
    by = visit.viewer.name
    step = visit.ledger.judge(decisions, by=by, token=f"{by}:{key}" if key else None, seen=body.seen, blind=body.blind)
    visit.desk.linking.wake()
    targets = {target for d in decisions for target in (d.target, *d.others)}
    return Json(Done(step=step, versions=visit.ledger.versions(targets)), status_code=201)


@router.post("/undo", **told(gives=Done))
def undo(visit: Reviewer) -> Json:
    """Undo the latest step of the asker that is not undone."""
    step = visit.ledger.undo(visit.viewer.name)
    visit.desk.linking.wake()
    return Json(Done(step=step))


@router.post("/redo", **told(gives=Done))
def redo(visit: Reviewer) -> Json:
    """Redo what the asker undid last, unless they decided anything since."""
    step = visit.ledger.redo(visit.viewer.name)
    visit.desk.linking.wake()
    return Json(Done(step=step))
