"""What a form of the review decides, for browsers without scripts; the same as the API keeps."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse

from saidby.errors import BadInput, NotThere, Outdated
from saidby.ledger import Decision
from saidby.ledger.judgements import Verb
from saidby.ledger.projection import decisions_of
from saidby.records import Figure
from saidby.serve.desk.decided import changed, checked, whole
from saidby.serve.desk.pages.review import keys_of, shown_in
from saidby.serve.desk.visit import Reviewer, Visit
from saidby.views.web.review import Filter

router = APIRouter()
AT_ONCE = 5000  # figures that one step accepts at most
_TOKEN = 200  # characters
_VERBS: Mapping[str, Verb] = {"accept": "accept", "reject": "reject", "correct": "correct"}


async def fields(request: Request) -> dict[str, str]:
    """Return a form's fields."""
    async with request.form() as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


Fields = Annotated[dict[str, str], Depends(fields)]


@router.post("/review/decide")
def decide(visit: Reviewer, given: Fields) -> RedirectResponse:
    """Keep what was decided about one figure, and go on to the next."""
    only, key, verb = _only(given), given.get("key", ""), given.get("verb", "skip")
    if verb != "skip":
        edited = changed(_figure(visit, key, blind=only.blind), given) if verb in {"correct", "accept"} else {}
        verb = "correct" if edited else ("accept" if verb == "correct" else verb)
        if verb not in _VERBS:
            raise BadInput(verb[:40], "is nothing that is decided here", f"There are: {', '.join(_VERBS)}, skip")
        decision = Decision(about="figure", target=key, verb=_VERBS[verb], fields=edited)
        seen = {key: whole(given["seen"])} if "seen" in given and not only.blind else None
        name = visit.viewer.name
        visit.ledger.judge(
            checked(visit.ledger, [decision], blind=only.blind),
            by=name,
            token=f"{name}:{given['token'][:_TOKEN]}" if given.get("token") else None,
            seen=seen,
            blind=only.blind,
        )
        visit.desk.linking.wake()
    after = {"after": key} if verb == "skip" else {}
    return _to(only, **after)


@router.post("/review/turn")
def turn(visit: Reviewer, given: Fields) -> RedirectResponse:
    """Undo or redo, or accept all that is asked for as one step."""
    only, name = _only(given), visit.viewer.name
    if given.get("way") == "all":
        accept_all(visit, only)
    elif given.get("way") == "redo":
        visit.ledger.redo(name)
    else:
        visit.ledger.undo(name)
    visit.desk.linking.wake()
    return _to(only)


def accept_all(visit: Visit, only: Filter, *, token: str | None = None) -> tuple[int | None, int]:
    """Accept every figure that is asked for, as one step; return its number and how many there were.

    The same ``token`` again accepts nothing more, and returns the same.
    """
    ledger = visit.ledger
    if token and (step := ledger.step_of(token)) is not None:
        return step, len(decisions_of(ledger, step))
    for last in (False, False, True):
        keys = keys_of(visit, only, limit=AT_ONCE)
        if not keys:
            return None, 0
        seen = None if only.blind else ledger.versions(keys)
        some = checked(ledger, (Decision(about="figure", target=k, verb="accept") for k in keys), blind=only.blind)
        try:
            return ledger.judge(some, by=visit.viewer.name, token=token, seen=seen, blind=only.blind), len(keys)
        except Outdated:  # somebody judged one of them just now, so it waits no longer: ask for the others
            if last:
                raise
    raise AssertionError("the last attempt returns or raises")


def _figure(visit: Visit, key: str, *, blind: bool) -> Figure:
    figure = shown_in(visit.ledger.figure(key), blind=blind)
    if figure is None:
        raise NotThere(key, "no figure of this ledger has this key", "Go on with the queue.")
    return figure


def _only(given: dict[str, str]) -> Filter:
    own = {name.removeprefix("only_"): value for name, value in given.items() if name.startswith("only_")}
    return Filter(
        story=own.get("story"),
        source=own.get("source"),
        measure=own.get("measure"),
        rule=own.get("rule"),
        blind=own.get("blind") == "true",
    )


def _to(only: Filter, **more: str) -> RedirectResponse:
    asked = urlencode(only.asked() | more)
    return RedirectResponse("/review" + (f"?{asked}" if asked else ""), status_code=303)
