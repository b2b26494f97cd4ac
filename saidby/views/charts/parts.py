"""The rows that charts draw, kept out of Altair's way: it would copy each of them several times, and check each.

A chart is told the name of its rows alone; they join it when its specification is done.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import altair as alt
import msgspec
from altair.utils.schemapi import debug_mode

Row = dict[str, Any]


class _Name(str):
    """The name of some rows, which it has with it. Altair takes it for any other name."""

    __slots__ = ("rows",)
    rows: list[Row]


def chart_of(rows: Sequence[Row]) -> alt.Chart:
    """Return a chart of these rows, to be marked and encoded."""
    name = _Name("data-" + hashlib.sha256(msgspec.json.encode(rows)).hexdigest()[:32])
    name.rows = list(rows)
    return alt.Chart(alt.NamedData(name=name))


def layered(layers: Iterable[Any], **properties: Any) -> dict[str, Any]:
    """Return layers, each over those before it, as one part of a specification."""
    return {"layer": [_part(layer) for layer in layers], **{name: _part(value) for name, value in properties.items()}}


def _part(one: Any) -> Any:
    if isinstance(one, alt.TopLevelMixin):
        return one.to_dict(validate=False, context={"top_level": False})
    return one.to_dict(validate=False) if isinstance(one, alt.SchemaBase) else one


def specification(draw: Callable[[], dict[str, Any]], **properties: Any) -> dict[str, Any]:
    """Return the specification of what is drawn, with its rows.

    Altair's own check of each part against the schema takes longer than all else, and tests make it.
    """
    with debug_mode(False):
        drawn = {"$schema": alt.SCHEMA_URL, **properties, **draw()}
    held: dict[str, list[Row]] = {}
    plain: dict[str, Any] = _plain(drawn, held)
    return {**plain, "datasets": held}


def _plain(part: Any, held: dict[str, list[Row]]) -> Any:
    """Return a part of a specification with plain names; what these stand for is put into ``held``."""
    if isinstance(part, _Name):
        held[str(part)] = part.rows
        return str(part)
    if isinstance(part, dict):
        return {key: _plain(value, held) for key, value in part.items()}
    if isinstance(part, list):
        return [_plain(value, held) for value in part]
    return part
