"""What a person decides on the command line, checked and kept as one step."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import structs

from saidby.errors import BadInput, SaidbyError
from saidby.ledger import Decision, Ledger, corrected


def decide(  # noqa: PLR0913
    ledger: Ledger, verb: str, targets: Sequence[str], *, about: str, by: str, fields: Sequence[str], why: str | None
) -> int:
    """Keep one step that does the same with every target, and return its number. Raise SaidbyError on nonsense."""
    if not targets:
        raise SaidbyError(f"to {verb} needs a KEY. Take it from: saidby show ARTICLE")
    if not by.strip():
        raise SaidbyError("a decision needs somebody who decides: --by NAME")
    right = dict(map(_field, fields))
    for target in targets:
        _look_up(ledger, about, target, right)
    pairs = [(targets[0], tuple(targets[1:]))] if verb in {"merge", "split"} else [(target, ()) for target in targets]
    try:
        decisions = [
            msgspec.convert(
                {
                    "about": about,
                    "target": target,
                    "verb": verb,
                    "others": others,
                    "why": why,
                    "fields": _shown(ledger, about, target) if verb == "accept" else right,
                },
                Decision,
            )
            for target, others in pairs
        ]
    except msgspec.ValidationError as error:
        raise SaidbyError(f"cannot {verb} that: {error}.") from error
    return ledger.judge(decisions, by=by)


def _look_up(ledger: Ledger, about: str, target: str, fields: Mapping[str, Any]) -> None:
    """Raise SaidbyError where there is no such thing to decide about, or the fields do not fit it."""
    if about == "figure":
        placed = ledger.figure(target)
        if placed is not None and placed.judged is not None:
            corrected(placed.judged, fields)
        elif not ledger.version(target):  # one that was rejected is not shown, and can be decided about all the same
            raise BadInput(target, "no figure of this ledger has this key", "Take it from: saidby show ARTICLE")
        return
    column = {"source": "id", "statement": "key"}[about]
    if not list(ledger.ask(f"SELECT 1 FROM {about} WHERE {column} = ? LIMIT 1", target)):  # noqa: S608
        do = "Take its id from the table source." if about == "source" else "Take its key from: saidby statements"
        raise BadInput(target, f"no {about} of this ledger has this key", do)


def _shown(ledger: Ledger, about: str, target: str) -> dict[str, Any]:
    """Return the whole of a figure as it is shown now: who accepts it accepts all of it."""
    placed = ledger.figure(target) if about == "figure" else None
    if placed is None or placed.judged is None:
        return {}
    return {name: value for name, value in msgspec.to_builtins(placed.judged).items() if name != "because"}


def checked(ledger: Ledger, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return decisions as they are kept: who accepts, accepts all that was shown. Raise SaidbyError on nonsense."""
    found = []
    for decision in decisions:
        _look_up(ledger, decision.about, decision.target, decision.fields)
        if decision.verb == "accept":
            decision = structs.replace(decision, fields=_shown(ledger, decision.about, decision.target))
        found.append(decision)
    return tuple(found)


def _field(given: str) -> tuple[str, Any]:
    name, equals, value = given.partition("=")
    if not equals:
        raise BadInput(given, "is no FIELD=VALUE", "Write, for example: --set measure=killed --set low=12")
    try:
        return name, msgspec.json.decode(value)
    except msgspec.DecodeError:
        return name, value
