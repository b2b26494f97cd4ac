"""The tables of a ledger as people read them: amounts in words with their bounds, lists as lists, and no more columns
than fit on a screen."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from saidby.amounts import amount_words
from saidby.records import Bound, Value
from saidby.wording import clean

_IN_WORDS = {"bound": "amount"}  # the column that says what three say
_ENDS = frozenset({"low", "high"})
_CODES = frozenset({"kind", "change"})  # "hedge_dropped"


def legible(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, aside: Collection[str] = ()
) -> tuple[list[str], list[list[str]]]:
    """Return a table's columns and rows in words, without those ``aside``, and without the story where all have one."""
    cells = [dict(zip(columns, row, strict=True)) for row in rows]
    out = {*aside, *(_ENDS if "bound" in columns else ())}
    if len({row.get("story") for row in cells}) == 1 and len(cells) > 1:
        out.add("story")
    kept = [name for name in columns if name not in out]
    return [_IN_WORDS.get(name, name) for name in kept], [[_words(name, row) for name in kept] for row in cells]


def _words(name: str, row: Mapping[str, object]) -> str:
    cell = row[name]
    if name == "bound":
        return _amount(cell, row["low"], row["high"])
    text = "" if cell is None else str(cell)
    if (names := _list_in(text)) is not None:
        return clean("; ".join(names))
    return clean(text.replace("_", " ") if name in _CODES else text)


def _list_in(text: str) -> list[str] | None:
    """Return the names in a cell that holds a list of them; None where its bracket is one of the words."""
    if not text.startswith("["):
        return None
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return None
    return found if all(isinstance(name, str) for name in found) else None


def _amount(bound: object, low: object, high: object) -> str:
    ends = [float(end) if isinstance(end, int | float) else None for end in (low, high)]
    share = 0 < max(end or 0 for end in ends) < 1
    known: Bound = bound  # type: ignore[assignment]  # the ledger has no other
    return amount_words(Value(bound=known, low=ends[0], high=ends[1]), "share" if share else "count")
