"""What comes from pages and programs as decisions, checked before it is kept."""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct, structs

from saidby.errors import BadInput, SaidbyError
from saidby.ledger import Decision, Ledger, Placed, shown
from saidby.records import Figure
from saidby.serve.judging import accepted, fits, look_up
from saidby.wording import clean

_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?")
_SHOWN = 40  # characters of what was typed
_DIGITS = 16  # of a number that needs fewer
_TYPED = ("source", "measure", "bound", "kind", "whom", "place", "said_on", "as_of")


def checked(ledger: Ledger, decisions: Iterable[Decision], *, blind: bool = False) -> tuple[Decision, ...]:
    """Return decisions as they are kept: who accepts, accepts all that was shown. Raise SaidbyError on nonsense.

    ``blind``: what was shown is what the program found.
    """
    decisions = tuple(decisions)
    if not decisions:
        raise SaidbyError("There is nothing to decide: send at least one decision.")
    figures = ledger.figures(key for d in decisions if d.about == "figure" for key in (d.target, *d.others))
    if blind:  # also a refusal is to tell nothing of what others decided
        figures = {key: structs.replace(one, judged=one.found or one.judged) for key, one in figures.items()}
    return tuple(_checked(ledger, decision, figures) for decision in decisions)


def _checked(ledger: Ledger, decision: Decision, figures: Mapping[str, Placed]) -> Decision:
    about, target = decision.about, decision.target
    if decision.others and about not in {"figure", "source", "statement"}:
        raise SaidbyError(
            f"to {decision.verb} is for sources, statements and figures: of a {about} accept or reject it"
        )
    for key in (target, *decision.others):
        if about == "figure":
            fits(ledger, key, figures.get(key), decision.fields)
        else:
            look_up(ledger, about, key, decision.fields)
    if decision.verb != "accept":
        return decision
    if about != "figure":
        return structs.replace(decision, fields=accepted(ledger, about, target))
    figure = figures[target].judged
    return structs.replace(decision, fields={} if figure is None else shown(figure))


class Theirs(Struct, frozen=True, kw_only=True):
    """How a thing stands by the word of others. ``figure``: as they have it, where it is one and was not rejected.

    ``fields``: what is judged of it. ``version``: what ``seen`` has to be for a decision above theirs.
    """

    version: int
    by: tuple[str, ...]
    rejected: bool
    fields: Mapping[str, Any]
    same: tuple[str, ...]
    apart: tuple[str, ...]
    figure: Figure | None


def theirs(ledger: Ledger, target: str) -> Theirs:
    """Return how a thing stands now, at its version or a later one."""
    version = ledger.version(target)
    verdict, placed = ledger.verdict(target), ledger.figure(target)
    return Theirs(
        version=version,
        by=verdict.by,
        rejected=verdict.rejected,
        fields=verdict.fields,
        same=verdict.same,
        apart=verdict.apart,
        figure=placed.judged if placed else None,
    )


def changed(figure: Figure, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a figure that a form has otherwise, as they were typed. Raise BadInput on nonsense."""
    found: dict[str, Any] = {name: typed[name].strip() or None for name in _TYPED if name in typed}
    found |= {name: _number(typed[name]) for name in ("low", "high") if name in typed}
    if "start" in typed and "end" in typed:
        found["span"] = {"start": whole(typed["start"]), "end": whole(typed["end"])}
    if typed.get("statement"):
        found["statement"] = typed["statement"]
    now = msgspec.to_builtins(figure)
    return {name: value for name, value in found.items() if _as_shown(now.get(name)) != value}


def _as_shown(value: Any) -> Any:
    """Return a field's value as a form has it: words stand on one line."""
    return clean(value) if isinstance(value, str) else value


def _number(typed: str) -> float | None:
    plain = typed.strip().replace(",", "")
    if not plain:
        return None
    if _NUMBER.fullmatch(plain) is None or not math.isfinite(float(plain)):
        raise BadInput(typed[:_SHOWN], "is no number", "Write, for example: 6000. An open end stays empty.")
    return float(plain)


def whole(typed: str) -> int:
    """Return a number that a form sends by itself. Raise BadInput where it is none."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < _DIGITS):
        raise BadInput(typed[:_DIGITS], "is no number that the desk's pages send", "Open the page again.")
    return int(typed)
