"""What people decided, always above the program: which decisions are in force, and what they make of a record.

A step is what one person did at once, one decision or thousands. Nothing is edited: to undo a step is an event, and so
is to redo it. In force is what all steps that are not undone give, taken in the order in which they were made; so
undoing an early step leaves what others decided later as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

TargetKind = Literal["figure", "source", "statement", "derivation", "drift"]
Verb = Literal["accept", "correct", "reject", "merge", "split"]


class Decision(Struct, frozen=True, kw_only=True):
    """One decision about one thing. ``fields``: of an accepted record what was shown, of a corrected one what is right.

    ``others``: the keys that are the same as ``target`` (merge), or are not (split).
    """

    about: TargetKind
    target: str
    verb: Verb
    fields: Mapping[str, Any] = {}
    others: tuple[str, ...] = ()
    why: str | None = None

    def __post_init__(self) -> None:
        if (self.verb in {"merge", "split"}) != bool(self.others):
            raise ValueError(f"to {self.verb} {'needs' if not self.others else 'takes no'} others, not {self.others!r}")
        if self.verb == "correct" and not self.fields:
            raise ValueError("to correct needs the fields that are right")


class Step(Struct, frozen=True, kw_only=True):
    """What one person decided at once. ``number`` is that of its event, ``undone`` of the one that undid it, or 0.

    ``blind``: not having been shown what others decided.
    """

    number: int
    by: str
    decisions: tuple[Decision, ...]
    undone: int = 0
    blind: bool = False


class Verdict(Struct, frozen=True, kw_only=True):
    """How one thing stands by people's word. ``fields`` are judged: no program changes them."""

    rejected: bool = False
    fields: Mapping[str, Any] = {}
    same: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    by: tuple[str, ...] = ()  # who decided, each once, the latest last


def verdicts(steps: Iterable[Step]) -> dict[str, Verdict]:
    """Return the verdict on each thing that somebody decided about, from steps in the order in which they were made.

    Blind ones go before all others: who has seen what others decided decides over who has not.
    """
    found: dict[str, Verdict] = {}
    for step in sorted(steps, key=lambda s: (not s.blind, s.number)):
        if step.undone:
            continue
        for decision in step.decisions:
            for target, change in _changes(decision):
                found[target] = _judged(found.get(target, Verdict()), change, step.by)
    return found


def touched(decisions: Iterable[Decision]) -> list[str]:
    """Return everything that the decisions are about, each once."""
    return sorted({key for decision in decisions for key in (decision.target, *decision.others)})


def judges(steps: Iterable[Step], target: str) -> list[str]:
    """Return who has accepted, corrected or rejected a thing and not undone it, by name."""
    return sorted({s.by for s in steps if not s.undone and any(_about_itself(d, target) for d in s.decisions)})


def _about_itself(decision: Decision, target: str) -> bool:
    return decision.target == target and not decision.others


def independent(steps: Iterable[Step], target: str) -> dict[str, Verdict]:
    """Return what each person makes of a thing who decided about it before any other did, or blind."""
    own: dict[str, list[Step]] = {}
    for step in sorted(steps, key=lambda s: s.number):
        unseen = step.blind or not own.keys() - {step.by}
        if unseen and not step.undone and any(_about_itself(d, target) for d in step.decisions):
            own.setdefault(step.by, []).append(step)
    return {by: verdicts(made)[target] for by, made in own.items()}


def to_undo(steps: Sequence[Step], by: str) -> Step | None:
    """Return the latest step of a person that is not undone."""
    return max((s for s in steps if s.by == by and not s.undone), key=lambda s: s.number, default=None)


def to_redo(steps: Sequence[Step], by: str) -> Step | None:
    """Return the step that a person undid last, unless that person has decided anything since."""
    decided = max((s.number for s in steps if s.by == by), default=0)
    waiting = (s for s in steps if s.by == by and s.undone > decided)
    return max(waiting, key=lambda s: s.undone, default=None)


def _changes(decision: Decision) -> list[tuple[str, Decision]]:
    """Return the decision for each of its targets: of a merge or split, each learns of the others."""
    if not decision.others:
        return [(decision.target, decision)]
    group = (decision.target, *decision.others)
    if decision.verb == "split":  # the target from each of the others; these stay as they are among themselves
        told = {decision.target: decision.others} | dict.fromkeys(decision.others, (decision.target,))
    else:
        told = {key: tuple(k for k in group if k != key) for key in group}
    return [
        (key, Decision(about=decision.about, target=key, verb=decision.verb, others=others))
        for key, others in told.items()
    ]


def _judged(before: Verdict, decision: Decision, by: str) -> Verdict:
    who = (*(one for one in before.by if one != by), by)
    others = set(decision.others)
    match decision.verb:
        case "reject":
            return Verdict(rejected=True, fields=before.fields, same=before.same, apart=before.apart, by=who)
        case "accept" | "correct":
            fields = {**before.fields, **decision.fields}
            return Verdict(fields=fields, same=before.same, apart=before.apart, by=who)
        case "merge":
            same, apart = {*before.same, *others}, {*before.apart} - others
        case "split":
            same, apart = {*before.same} - others, {*before.apart, *others}
    return Verdict(
        rejected=before.rejected, fields=before.fields, same=tuple(sorted(same)), apart=tuple(sorted(apart)), by=who
    )
