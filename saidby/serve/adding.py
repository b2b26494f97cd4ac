"""Brings arrivals into a ledger a few at a time, links what they touch, and says what was new."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from saidby.errors import BadInput, SaidbyError
from saidby.ledger import Arrival, Decision, Kept, Ledger, Revision, corrected
from saidby.pipeline import relink, update

AT_ONCE, AT_MOST = 20, 0.5  # arrivals in one step, and seconds that the first of them waits for the others


class Added(Struct, kw_only=True):
    """What became of a call's documents."""

    new: list[Kept] = []
    known: list[Kept] = []
    captures: int = 0  # new captures of articles that were known
    stories: dict[str, str] = {}  # key and name of each story that was touched
    revisions: list[Revision] = []


def add_all(ledger: Ledger, arrivals: Iterable[Arrival]) -> Added:
    """Keep everything that comes, then link the stories it touches. What is acknowledged is kept, whatever follows."""
    added = Added()
    for some in _few(arrivals):
        for kept in update(ledger, some):
            (added.new if kept.new_article else added.known).append(kept)
            added.captures += kept.new_capture and not kept.new_article
    for story, revised in relink(ledger):
        added.stories[story.key] = story.story
        added.revisions += revised
    return added


def link_all(ledger: Ledger) -> None:
    """Link every story that waits for it."""
    for _ in relink(ledger):
        pass


def write_anew(target: Path, lines: Iterable[bytes]) -> int:
    """Write lines into a file that is not there yet, whole or not at all; return how many. Raise SaidbyError."""
    if target.exists():
        raise SaidbyError(f"{target}: is there already. Name a new file: an export overwrites nothing.")
    unfinished = target.with_name(target.name + ".unfinished")
    count = 0
    with unfinished.open("wb") as file:
        for count, line in enumerate(lines, 1):  # noqa: B007  (counted)
            file.write(line)
    unfinished.rename(target)
    return count


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
        figure = ledger.figure(target)
        if figure is not None:
            corrected(figure, fields)
        elif not ledger.version(target):  # one that was rejected is not shown, and can be decided about all the same
            raise BadInput(target, "no figure of this ledger has this key", "Take it from: saidby show ARTICLE")
        return
    column = {"source": "id", "statement": "key"}[about]
    if not list(ledger.ask(f"SELECT 1 FROM {about} WHERE {column} = ? LIMIT 1", target)):  # noqa: S608
        do = "Take its id from the table source." if about == "source" else "Take its key from: saidby statements"
        raise BadInput(target, f"no {about} of this ledger has this key", do)


def _shown(ledger: Ledger, about: str, target: str) -> dict[str, Any]:
    """Return the whole of a figure as it is shown now: who accepts it accepts all of it."""
    figure = ledger.figure(target) if about == "figure" else None
    if figure is None:
        return {}
    return {name: value for name, value in msgspec.to_builtins(figure).items() if name != "because"}


def _field(given: str) -> tuple[str, Any]:
    name, equals, value = given.partition("=")
    if not equals:
        raise BadInput(given, "is no FIELD=VALUE", "Write, for example: --set measure=killed --set low=12")
    try:
        return name, msgspec.json.decode(value)
    except msgspec.DecodeError:
        return name, value


def _few(arrivals: Iterable[Arrival]) -> Iterator[list[Arrival]]:
    """Yield what comes in small lots: a lot is one step of the ledger, short enough for others to have their turn."""
    lot: list[Arrival] = []
    since = time.monotonic()
    for arrival in arrivals:
        if not lot:
            since = time.monotonic()
        lot.append(arrival)
        if len(lot) == AT_ONCE or time.monotonic() - since > AT_MOST:
            yield lot
            lot = []
    if lot:
        yield lot
