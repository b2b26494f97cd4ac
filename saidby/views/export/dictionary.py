"""The data dictionary: every column of every table, for programs (Frictionless Table Schema) and to be read."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from saidby.views.export.catalogue import TABLES
from saidby.views.export.cells import json_text
from saidby.views.export.columns import DAY, Column, Table, Type
from saidby.views.export.rows import csv_lines

_TYPES: dict[Type, str] = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "list": "array",
    "day": "string",
    "moment": "datetime",
    "address": "string",
}
TYPES: dict[Type, str] = {
    "text": "words",
    "integer": "a whole number",
    "number": "a number with a point for decimals",
    "boolean": "true or false",
    "list": "a JSON array of words",
    "day": "as precise as the text: 2025, 2025-04, 2025-04-02; --06-16 where no year is known",
    "moment": "in universal time: 2025-06-16T08:30:00Z",
    "address": "a web address as it was given, which may be none",
}
_PROFILE = "tabular-data-package"
NAME = "saidby-export"
_OF_DICTIONARY = ("table", "column", "type", "required", "allowed", "unit", "refers to", "meaning")


def datapackage(version: str, tables: Sequence[Table] = TABLES, *, form: str = "csv", raw: bool = False) -> str:
    """Return the description of a folder of these files for programs, as ``datapackage.json``."""
    raw = raw or form != "csv"
    package = {
        "profile": _PROFILE,
        "name": NAME,
        "title": "Figures in news reports, on whose word each stands, and how they travelled",
        "description": f"Written by saidby. {_RAW if raw else _SAFE}",
        "saidby": version,
        "cells": "raw" if raw else "safe",
        "resources": [_resource(table, form) | {"schema": _schema(table, raw=raw)} for table in tables],
    }
    return json_text(package, indent=1) + "\n"


_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}
_RAW = "The cells are exact: do not open these files in a spreadsheet."
_SAFE = (
    "The cells are safe for spreadsheets. To have a text exactly, turn \\\\ into a backslash and \\uXXXX into the "
    "character of that number, then take away each apostrophe that stands first in the cell or right behind a "
    "semicolon, tab or line end. Lists are JSON as they stand."
)


def _resource(table: Table, form: str) -> dict[str, Any]:
    resource = {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.{form}",
        "description": table.about,
        "format": form,
        "mediatype": _MEDIA[form],
    }
    return resource | ({"encoding": "utf-8", "dialect": _DIALECT} if form == "csv" else {})


def _schema(table: Table, *, raw: bool) -> dict[str, Any]:
    return {
        "fields": [_field(column, raw=raw) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": list(_links(table)),
    }


def _field(column: Column, *, raw: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "description": column.means}
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    if column.type == "day":
        constraints["pattern"] = DAY if raw else f"'?{DAY}"
    if column.type == "moment":
        field["format"] = "any"
    if column.unit:
        field["unit"] = column.unit
    if column.refers:
        field["refers"] = column.refers
    return field | ({"constraints": constraints} if constraints else {})


def _links(table: Table) -> Iterator[dict[str, Any]]:
    """Yield what must be found in another table. A column that may be empty says so by ``refers`` alone."""
    for column in table.columns:
        if column.refers and column.required:
            other, name = column.refers.split(".")
            mine, theirs = ([column.name], [name]) if name == "story" else (["story", column.name], ["story", name])
            yield {"fields": mine, "reference": {"resource": other.replace("_", "-"), "fields": theirs}}


def dictionary_csv(tables: Sequence[Table] = TABLES) -> str:
    """Return the dictionary as a table of its own."""
    columns = [Column(name=name, means="", of=str) for name in _OF_DICTIONARY]
    rows = [_row(table, column) for table in tables for column in table.columns]
    return "".join(csv_lines(columns, rows))


def _row(table: Table, column: Column) -> tuple[str, ...]:
    return (
        table.name,
        column.name,
        column.type,
        "yes" if column.required else "",
        ", ".join(column.choices),
        column.unit or "",
        column.refers or "",
        column.means,
    )


def dictionary_md(tables: Sequence[Table] = TABLES, *, level: int = 1) -> str:
    """Return the dictionary to be read, in Markdown; ``level`` is that of its first heading."""
    return "\n".join(_page(tables, "#" * level)) + "\n"


def _page(tables: Iterable[Table], mark: str) -> Iterator[str]:
    yield f"{mark} Data dictionary\n"
    yield "| type | how it is written |\n| --- | --- |"
    yield from (f"| {name} | {means} |" for name, means in TYPES.items())
    for table in tables:
        yield f"\n{mark}# `{table.name}`\n\n{table.about} Its rows are told apart by {_listed(table.key)}.\n"
        yield "| column | type | meaning |\n| --- | --- | --- |"
        yield from (
            f"| `{c.name}` | {c.type}{'' if c.required else ', may be empty'} | {_means(c)} |" for c in table.columns
        )


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(f"`{n}`" for n in names[:-1]), f"`{names[-1]}`"]))


def _means(column: Column) -> str:
    allowed = f" One of: {', '.join(f'`{c}`' for c in column.choices)}." if column.choices else ""
    unit = f" Unit: {column.unit}." if column.unit else ""
    refers = f" Refers to `{column.refers}`." if column.refers else ""
    return column.means + allowed + unit + refers
