"""Every table holds what its columns promise, in CSV, Parquet and JSON alike."""

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import polars as pl
import pytest

from docs import dictionary
from saidby.errors import SaidbyError
from saidby.records import Span
from saidby.views.export import TABLES, tables
from saidby.views.export.cells import unsafe
from saidby.views.export.columns import Cell, Column, Table
from saidby.views.export.dictionary import datapackage, dictionary_csv, dictionary_md
from saidby.views.export.parquet import parquet_bytes
from saidby.views.export.rows import csv_lines, json_lines
from tests.views.export.build import Told, demo, made

TEXT = "=1 — “naïve” 😀, said the Velby police;\r\n-2 more died."


def stories() -> list[Told]:
    return [demo(), made(TEXT, [Span(0, 2), Span(5, 18), Span(39, 44)], words="=cmd|' /C calc'!A0")]


def written(told: Told, *, raw: bool) -> dict[str, list[dict[str, str]]]:
    """Return each table as a reader of CSV has it."""
    found = {}
    for name, columns, rows in tables(*told):
        page = "".join(csv_lines(columns, rows, raw=raw))
        assert page.count("\r\n") >= 1
        found[name] = list(csv.DictReader(io.StringIO(page, newline=""), strict=True))
    return found


def fields(*, raw: bool) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Yield each table's name, its schema and one of its fields, as the data package has them."""
    for resource in json.loads(datapackage("1", raw=raw))["resources"]:
        for field in resource["schema"]["fields"]:
            yield resource["path"].removesuffix(".csv"), resource["schema"], field


def holds(cell: str, field: dict[str, Any]) -> bool:
    """Tell whether a cell keeps to its type and constraints, as Table Schema has them."""
    constraints = field.get("constraints", {})
    if cell == "":
        return not constraints.get("required")
    parsers: dict[str, Any] = {"integer": int, "number": float, "boolean": {"true": True, "false": False}.__getitem__}
    parsers |= {"array": json.loads, "string": str, "datetime": datetime.fromisoformat}
    parsers[field["type"]](cell)
    allowed = cell in constraints.get("enum", [cell])
    return allowed and bool(re.fullmatch(constraints.get("pattern", r"(?s).*"), cell))


@pytest.mark.parametrize("raw", [False, True])
@pytest.mark.parametrize("told", stories(), ids=["demo", "made"])
def test_the_csv_keeps_to_its_dictionary(told: Told, *, raw: bool) -> None:
    rows = written(told, raw=raw)
    for name, _, field in fields(raw=raw):
        assert [row[field["name"]] for row in rows[name] if not holds(row[field["name"]], field)] == [], (name, field)
    for name, schema in {name: schema for name, schema, _ in fields(raw=raw)}.items():
        assert list(rows[name][0] if rows[name] else {}) in ([f["name"] for f in schema["fields"]], [])
        keys = [tuple(row[column] for column in schema["primaryKey"]) for row in rows[name]]
        assert len(set(keys)) == len(keys)
        assert all(all(key) for key in keys)


@pytest.mark.parametrize("told", stories(), ids=["demo", "made"])
def test_what_refers_to_another_table_is_there(told: Told) -> None:
    rows = written(told, raw=True)
    for name, schema in {name: schema for name, schema, _ in fields(raw=True)}.items():
        for link in schema["foreignKeys"]:
            reference = link["reference"]
            there = {
                tuple(row[f] for f in reference["fields"]) for row in rows[reference["resource"].replace("-", "_")]
            }
            assert {tuple(row[f] for f in link["fields"]) for row in rows[name]} <= there, (name, link)
    for name, _, field in fields(raw=True):
        if "refers" in field and not field.get("constraints", {}).get("required"):
            other, column = field["refers"].split(".")
            there = {(row["story"], row[column]) for row in rows[other]}
            assert {(row["story"], row[field["name"]]) for row in rows[name] if row[field["name"]]} <= there, field


def test_every_table_of_the_example_has_rows() -> None:
    assert {name for name, rows in written(demo(), raw=False).items() if not rows} == set()


def test_safe_cells_turn_back_into_the_raw_ones() -> None:
    safe, raw = (written(stories()[1], raw=raw) for raw in (False, True))
    kinds = {table.name: {column.name: column.type for column in table.columns} for table in TABLES}
    for name, rows in safe.items():
        for one, other in zip(rows, raw[name], strict=True):
            for column, cell in one.items():
                if kinds[name][column] == "list":
                    assert json.loads(cell) == json.loads(other[column])
                else:
                    assert unsafe(cell) == other[column]


@pytest.mark.parametrize("told", stories(), ids=["demo", "made"])
def test_parquet_has_the_same_rows_as_csv(told: Told) -> None:
    rows = written(told, raw=True)
    for name, columns, given in tables(*told):
        frame = pl.read_parquet(io.BytesIO(parquet_bytes(columns, given)))
        assert frame.columns == [column.name for column in columns]
        back = (dict(zip(frame.columns, row, strict=True)) for row in frame.iter_rows())
        as_csv = "".join(csv_lines(columns, ([_cell(row[c.name]) for c in columns] for row in back), raw=True))
        assert list(csv.DictReader(io.StringIO(as_csv, newline=""))) == rows[name]


def _cell(value: Any) -> Cell:
    return tuple(value) if isinstance(value, list) else value


def test_an_empty_table_is_parquet_all_the_same() -> None:
    columns = TABLES[0].columns
    assert pl.read_parquet(io.BytesIO(parquet_bytes(columns, ()))).columns == [c.name for c in columns]


def test_where_polars_is_missing_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(SaidbyError, match=r"saidby\[parquet\]"):
        parquet_bytes(TABLES[0].columns, ())


def test_json_has_the_same_rows() -> None:
    for _, columns, rows in tables(*demo()):
        kept = list(rows)
        found = json.loads("".join(json_lines(columns, kept)))
        assert [tuple(_cell(value) for value in row.values()) for row in found] == kept
    assert json.loads("".join(json_lines(TABLES[0].columns, ()))) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_is_told(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert set(table.key) <= {column.name for column in table.columns if column.required}
    assert [column.name for column in table.columns if not re.fullmatch(r"[A-Z].*\.", column.means)] == []
    known = {f"{other.name}.{column.name}" for other in TABLES for column in other.columns}
    assert [column.refers for column in table.columns if column.refers and column.refers not in known] == []


def test_every_dictionary_has_every_column() -> None:
    columns: list[tuple[str, Column]] = [(table.name, column) for table in TABLES for column in table.columns]
    rows = list(csv.DictReader(io.StringIO(dictionary_csv(), newline="")))
    assert [(row["table"], row["column"], row["meaning"]) for row in rows] == [(t, c.name, c.means) for t, c in columns]
    page = dictionary_md()
    assert [
        c.name for t, c in columns if f"| `{c.name}` |" not in page.partition(f"# `{t}`\n")[2].partition("\n# ")[0]
    ] == []
    assert [(name, field["name"], field["description"]) for name, _, field in fields(raw=False)] == [
        (t, c.name, c.means) for t, c in columns
    ]


def test_the_documentation_has_the_dictionary_as_it_is() -> None:
    page = dictionary.PAGE.read_text("utf-8")
    assert dictionary.shown(page) == dictionary_md(level=2), "run: .venv/bin/python -m docs.dictionary"
