"""What people's word makes of an article's marks. Judged fields are theirs, whatever a later program finds."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any

import msgspec
from msgspec import structs

from saidby.errors import SaidbyError
from saidby.ledger.judgements import Verdict
from saidby.records import Figure, Marks

_LEFT = frozenset({"id", "key", "because", "confidence", "attribution"})  # the program's own; no decision is about them
_OPEN = frozenset("low high bound kind unit per measure whom place source via hedge said_on as_of part_of span".split())


def judged(marks: Marks, verdict: Callable[[str], Verdict], known: tuple[str, ...] = ()) -> Marks:
    """Return marks with each figure as people have it: judged fields in place, and without what was rejected.

    ``known`` are keys of figures that somebody judged in this article. One that the program no longer finds stays,
    where the judgement has the whole of it.
    """
    found = {figure.key: figure for figure in marks.figures}
    figures = [*_standing(found, verdict), *_kept(marks, set(known) - found.keys(), verdict)]
    ids = {figure.key: figure.id for figure in figures}
    there = [structs.replace(f, part_of=ids.get(f.part_of, f.part_of)) if f.part_of else f for f in figures]
    figures = [structs.replace(f, part_of=None) if f.part_of not in {None, *ids.values()} else f for f in there]
    return structs.replace(marks, figures=tuple(sorted(figures, key=lambda f: (f.bare, f.span))))


def shown(figure: Figure) -> dict[str, Any]:
    """Return what somebody accepts who accepts a figure whole."""
    return {name: value for name, value in msgspec.to_builtins(figure).items() if name not in _LEFT}


def _standing(found: Mapping[str, Figure], verdict: Callable[[str], Verdict]) -> Iterator[Figure]:
    for key, figure in found.items():
        word = verdict(key)
        if not word.rejected:
            yield _with(figure, word) if word.fields else figure


def _kept(marks: Marks, lost: set[str], verdict: Callable[[str], Verdict]) -> Iterator[Figure]:
    taken = {figure.id for figure in marks.figures}
    for key in sorted(lost):
        word = verdict(key)
        if not word.rejected and {"span", "bare", "kind", "bound", "rule"} <= word.fields.keys():
            own = {name: value for name, value in word.fields.items() if name not in _LEFT}
            name = next(n for n in map("f~{}".format, count(1)) if n not in taken)
            taken.add(name)
            yield msgspec.convert({**own, "key": key, "id": name}, Figure)


def _with(figure: Figure, word: Verdict) -> Figure:
    own = msgspec.to_builtins(figure)
    right = {name: value for name, value in word.fields.items() if name in own and name not in _LEFT}
    try:
        return msgspec.convert({**own, **right, "confidence": 1.0}, Figure)
    except msgspec.ValidationError:  # fields that were right once and are none any more: the figure stays as found
        return figure


def _wrong(fields: Mapping[str, Any], error: str) -> str:
    """Return in words which of the fields is none, as whoever typed it knows it."""
    path = re.search(r"\$\.(\w+)", error)
    if path is None or path[1] not in fields:
        return error
    ends = " (a number, or nothing where it is open)" if path[1] in {"low", "high"} else ""
    return f"“{fields[path[1]]}” does not do as “{path[1].replace('_', ' ')}”{ends}"


def corrected(figure: Figure, fields: Mapping[str, Any]) -> Figure:
    """Return a figure with other fields. Raise SaidbyError where one of them is none, or its value makes no sense."""
    own = msgspec.to_builtins(figure)
    if strange := sorted(set(fields) - (own.keys() - _LEFT - {"rule"}) - {"statement"}):
        known = ", ".join([*(name for name in own if name in _OPEN), "statement"])
        raise SaidbyError(f"{', '.join(strange)}: no field to correct. There are: {known}.")
    try:
        found = msgspec.convert({**own, **fields}, Figure)
    except msgspec.ValidationError as error:
        raise SaidbyError(f"that makes no figure: {_wrong(fields, str(error))}.") from error
    if found.low is not None and found.high is not None and found.low > found.high:
        raise SaidbyError(f"that makes no figure: its low end {found.low:g} lies above its high end {found.high:g}.")
    return found
