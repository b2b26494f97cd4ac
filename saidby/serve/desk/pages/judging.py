"""What plain forms on all pages decide: about figures, sources, statements, derivations and drift."""

import hashlib
from collections.abc import Mapping
from typing import Any, get_args

import msgspec
from fastapi import APIRouter
from msgspec import structs
from starlette.responses import HTMLResponse, RedirectResponse, Response

from saidby.errors import Outdated, SaidbyError
from saidby.ledger import Decision, Ledger
from saidby.ledger.judgements import TargetKind, Verb
from saidby.rulings import statement_key
from saidby.serve.desk.decided import checked
from saidby.serve.desk.pages.deciding import Fields
from saidby.serve.desk.returning import with_step, without_step
from saidby.serve.desk.standing import stands
from saidby.serve.desk.visit import Reviewer, Visit
from saidby.views.web.conflict import conflict_page

router = APIRouter()
# How the fields of a form begin that say what is right, as it was typed or as JSON, and what was shown.
_TO, _JSON, _WAS = "to_", "json_", "was_"


@router.post("/judge")
def judge(visit: Reviewer, given: Fields) -> Response:
    """Keep one decision, or undo or redo a step, and come back to where it was made."""
    back, verb = without_step(given.get("back", "/")), given.get("verb", "")
    if verb in {"undo", "redo"}:
        turn = visit.ledger.undo if verb == "undo" else visit.ledger.redo
        step = turn(visit.viewer.name, int(given["step"]) if given.get("step", "").isdecimal() else None)
    else:
        decision = decided(visit.ledger, given)
        try:
            step = _kept(visit, given, decision)
        except Outdated as late:
            return _late(visit, given, decision, late)
    visit.desk.linking.wake()
    return RedirectResponse(with_step(back, step), status_code=303)


def decided(ledger: Ledger, given: Mapping[str, str]) -> Decision:
    """Return what a form decides. Raise SaidbyError on nonsense."""
    about, verb, target = given.get("about", ""), given.get("verb", ""), given.get("target", "")
    if about not in get_args(TargetKind) or verb not in get_args(Verb) or not target:
        raise SaidbyError("This form is not one of the desk's pages. Open the page again, then decide.")
    fields = _changed(given) if verb == "correct" else {}
    if verb == "correct" and not fields:
        raise SaidbyError("Nothing was changed. Change something first, or say that it is so.")
    other = _other(ledger, given) if verb in {"merge", "split"} else None
    if verb in {"merge", "split"} and other is None:
        raise SaidbyError("Choose which other it is about.")
    return Decision(
        about=about,  # type: ignore[arg-type]  # looked at above
        target=statement_key(target) if about == "statement" else target,
        verb=verb,  # type: ignore[arg-type]
        fields=fields,
        others=(other,) if other else (),
        why=given.get("why", "").strip() or None,
    )


def _changed(given: Mapping[str, str]) -> dict[str, Any]:
    typed = {name.removeprefix(_TO): value.strip() for name, value in given.items() if name.startswith(_TO)}
    found: dict[str, Any] = {name: value for name, value in typed.items() if value != given.get(_WAS + name, "")}
    for name, value in given.items():
        if name.startswith(_JSON):
            try:
                found[name.removeprefix(_JSON)] = msgspec.json.decode(value)
            except msgspec.DecodeError as error:
                raise SaidbyError("This form is not one of the desk's pages. Open the page again.") from error
    return found


def _other(ledger: Ledger, given: Mapping[str, str]) -> str | None:
    """Return the key of the other thing: as it is given, or of whom a story calls by a name."""
    if name := given.get("name"):
        return ledger.mention(ledger.story_key(given.get("story", "")), name)
    other = given.get("other", "")
    return (statement_key(other) if given.get("about") == "statement" else other) or None


def _kept(visit: Visit, given: Mapping[str, str], decision: Decision) -> int:
    """Keep a decision once, however often the form is sent, and return its step."""
    ledger, name = visit.ledger, visit.viewer.name
    token = _token(name, given)
    if token and (known := ledger.step_of(token)) is not None:
        return known
    seen = ledger.versions(decision.others) | {decision.target: int(given["seen"])} if _seen(given) else None
    return ledger.judge(checked(ledger, [decision]), by=name, token=token, seen=seen)


def _seen(given: Mapping[str, str]) -> bool:
    return given.get("seen", "").isdecimal()


def _token(name: str, given: Mapping[str, str]) -> str | None:
    """Return what tells this form, as it was filled in, from any other."""
    if not given.get("token"):
        return None
    told = "\0".join(f"{key}={value}" for key, value in sorted(given.items()) if key not in {"proof", "back"})
    return f"{name}:form:{hashlib.sha256(told.encode()).hexdigest()}"


def _late(visit: Visit, given: Mapping[str, str], decision: Decision, late: Outdated) -> HTMLResponse:
    """Show what somebody else decided meanwhile, and the form again as it was filled in."""
    theirs = stands(visit.ledger, [late.target])[late.target]
    seen = str(visit.ledger.version(decision.target))
    back = without_step(given.get("back", "/"))
    again = {name: value for name, value in given.items() if name != "proof"} | {"seen": seen, "back": back}
    frame = structs.replace(visit.frame("Decided meanwhile"), done=None)
    page = conflict_page(frame, theirs, yours=decision.verb, fields=decision.fields, again=again)
    return HTMLResponse(page, status_code=409)
