"""What comes from pages and programs as decisions, checked before it is kept."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import structs

from saidby.errors import BadInput
from saidby.ledger import Decision, Ledger, shown
from saidby.records import Figure
from saidby.serve.judging import _look_up as look_up
from saidby.serve.judging import accepted

_TYPED = ("source", "measure", "bound", "kind", "whom", "place", "said_on", "as_of")


def checked(ledger: Ledger, decisions: Iterable[Decision], *, blind: bool = False) -> tuple[Decision, ...]:
    """Return decisions as they are kept: who accepts, accepts all that was shown. Raise SaidbyError on nonsense.

    ``blind``: what was shown is what the program found.
    """
    found = []
    for decision in decisions:
        look_up(ledger, decision.about, decision.target, decision.fields)
        if decision.verb == "accept":
            fields = accepted(ledger, decision.about, decision.target)
            if blind and decision.about == "figure":
                placed = ledger.figure(decision.target)
                fields = shown(placed.found) if placed and placed.found else fields
            decision = structs.replace(decision, fields=fields)
        found.append(decision)
    return tuple(found)


def changed(figure: Figure, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a figure that a form has otherwise, as they were typed. Raise BadInput on nonsense."""
    found: dict[str, Any] = {name: typed[name].strip() or None for name in _TYPED if name in typed}
    found |= {name: _number(typed[name]) for name in ("low", "high") if name in typed}
    if typed.get("start", "").isdigit() and typed.get("end", "").isdigit():
        found["span"] = {"start": int(typed["start"]), "end": int(typed["end"])}
    now = msgspec.to_builtins(figure)
    return {name: value for name, value in found.items() if now.get(name) != value}


def _number(typed: str) -> float | None:
    plain = typed.strip().replace(",", "")
    if not plain:
        return None
    try:
        return float(plain)
    except ValueError as error:
        raise BadInput(typed, "is no number", "Write, for example: 6000. An open end stays empty.") from error
