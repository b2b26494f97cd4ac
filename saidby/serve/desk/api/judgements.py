"""Decisions: each acknowledged one is kept, once, however often it is sent; nobody overwrites another unseen."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query
from msgspec import Struct

from saidby.errors import NotLatest, Outdated
from saidby.ledger import Decision, Ledger
from saidby.ledger.projection import decisions_of
from saidby.ledger.store import Row
from saidby.rulings import figure_in
from saidby.serve.desk.api.answers import Conflict, Json, body_of, told
from saidby.serve.desk.decided import checked, theirs
from saidby.serve.desk.visit import Reviewer, Visit

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


class Turning(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which step: sent again, the same is answered and nothing done. Without, the latest there is."""

    step: int | None = None


class Decided(Struct, frozen=True, kw_only=True):
    """A step that somebody took. ``undone``: the number of the event that undid it, or 0."""

    step: int
    at: str
    by: str
    undone: int
    blind: bool
    decisions: tuple[Decision, ...]


@router.get("", **told(gives=list[Decided]))
def decided(
    visit: Reviewer,
    of: Annotated[str | None, Query(max_length=400)] = None,
    by: Annotated[str | None, Query(max_length=200)] = None,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> Json:
    """List the steps that were taken, the latest first: all, those about one key, those of one person."""
    where = ["number < ?"]
    values: list[str | int] = [before or 2**53]
    if of is not None:
        where.append("number IN (SELECT step FROM judged WHERE target = ?)")
        values.append(of)
    if by is not None:
        where.append("by_whom = ?")
        values.append(by)
    question = f"""
        SELECT number, at, by_whom, undone, blind FROM step WHERE {" AND ".join(where)}
        ORDER BY number DESC LIMIT ?"""  # noqa: S608  (words of our own)
    return Json([_decided(visit, row) for row in list(visit.ledger.ask(question, *values, limit))])


def _decided(visit: Visit, row: Row) -> Decided:
    step, at, by, undone, blind = row
    number = int(str(step))
    return Decided(
        step=number,
        at=str(at),
        by=str(by),
        undone=int(str(undone)),
        blind=bool(blind),
        decisions=tuple(decisions_of(visit.ledger, number)),
    )


@router.post("", **told(gives=Done, takes=Judging, faults=(404, 409), status=201))
def judge(visit: Reviewer, body: Annotated[Judging, Depends(body_of(Judging))], key: Key = None) -> Json:
    """Keep decisions. With the same Idempotency-Key again nothing is kept and the same step is answered."""
    ledger, by = visit.ledger, visit.viewer.name
    token = f"{by}:{key}" if key else None
    step = ledger.step_of(token) if token else None
    try:
        if step is None:
            decisions = checked(ledger, body.decisions, blind=body.blind)
            # Who decides blind has seen no version, and stands beside the others: there is nothing to overwrite.
            seen = None if body.blind else body.seen
            step = ledger.judge(decisions, by=by, token=token, seen=seen, blind=body.blind)
    except Outdated as late:
        return Json(_conflict(ledger, late, body.decisions), status_code=409)
    visit.desk.linking.wake()
    targets = {target for d in body.decisions for target in (d.target, *d.others)}
    return Json(Done(step=step, versions=ledger.versions(targets)), status_code=201)


def _conflict(ledger: Ledger, late: Outdated, decisions: Iterable[Decision]) -> Conflict:
    """Return both versions of the first thing that somebody else decided about meanwhile."""
    about = (late.target, figure_in(late.target))
    yours = next((d for d in decisions if not {d.target, *d.others}.isdisjoint(about)), None)
    return Conflict(
        error=str(late), target=late.target, seen=late.seen, theirs=theirs(ledger, late.target), yours=yours
    )


@router.post("/undo", **told(gives=Done, takes=Turning, faults=(409,), needed=False))
def undo(visit: Reviewer, body: Annotated[Turning, Depends(body_of(Turning, needed=False))]) -> Json:
    """Undo the latest step of the asker that is not undone."""
    return _turned(visit, body, visit.ledger.undo)


@router.post("/redo", **told(gives=Done, takes=Turning, faults=(409,), needed=False))
def redo(visit: Reviewer, body: Annotated[Turning, Depends(body_of(Turning, needed=False))]) -> Json:
    """Redo what the asker undid last, unless they decided anything since."""
    return _turned(visit, body, visit.ledger.redo)


def _turned(visit: Visit, body: Turning, turn: Callable[[str, int | None], int | None]) -> Json:
    try:
        step = turn(visit.viewer.name, body.step)
    except NotLatest as late:
        return Json(Conflict(error=str(late), latest=late.latest), status_code=409)
    visit.desk.linking.wake()
    touched = {t for d in decisions_of(visit.ledger, step) for t in (d.target, *d.others)} if step else set()
    return Json(Done(step=step, versions=visit.ledger.versions(touched)))
