"""Whole stories in our own words, from their texts: who said what, told where, resting on how many origins."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from saidby.lexicon import Lexicon
from saidby.pipeline import link, mark, read
from saidby.records import Statement, Story

Row = dict[str, Any]
STORIES: list[Row] = tomllib.loads(Path(__file__).with_name("invented.toml").read_text("utf-8"))["story"]
IN_TURN = pytest.mark.parametrize("row", STORIES, ids=lambda row: row["name"])
_linked: dict[str, Story] = {}


def linked(row: Row, lexicon: Lexicon) -> Story:
    if row["name"] not in _linked:
        texts = [(a["id"], json.dumps(a).encode()) for a in row["article"]]
        marks = [mark(read(raw, name=f"{name}.json", lexicon=lexicon), lexicon) for name, raw in texts]
        _linked[row["name"]] = link(marks, lexicon)
    return _linked[row["name"]]


def saying(story: Story, source: str, low: float) -> Statement | None:
    fitting = [s for s in story.statements if s.source == source and any(a.low == low for a in s.figures)]
    return fitting[0] if len(fitting) == 1 else None


@IN_TURN
def test_each_statement_is_one_and_told_where_it_is(row: Row, lexicon: Lexicon) -> None:
    story = linked(row, lexicon)
    found = {(r["source"], r["low"]): saying(story, r["source"], r["low"]) for r in row["statement"]}
    told = {key: sorted(r.doc for r in s.reports) if s else None for key, s in found.items()}
    assert told == {(r["source"], r["low"]): sorted(r["docs"]) for r in row["statement"]}


@IN_TURN
def test_origins_are_counted_where_they_are_known(row: Row, lexicon: Lexicon) -> None:
    story = linked(row, lexicon)
    counted = {root.statements[0]: root.independent_roots for root in story.roots}
    found = {(r["source"], r["low"]): saying(story, r["source"], r["low"]) for r in row["statement"]}
    assert {key: counted[s.id] if s else 0 for key, s in found.items()} == {
        (r["source"], r["low"]): None if r["roots"] < 0 else r["roots"] for r in row["statement"]
    }


@IN_TURN
def test_texts_outside_are_named(row: Row, lexicon: Lexicon) -> None:
    derivations = linked(row, lexicon).provenance
    found: dict[str, set[str]] = {}
    for d in derivations:
        found.setdefault(d.derived_from, set()).add(d.doc)
    assert found == {f"external:{parent['name']}": set(parent["docs"]) for parent in row.get("parent", [])}


@IN_TURN
def test_a_figure_moves_in_one_series(row: Row, lexicon: Lexicon) -> None:
    found = [(s.source, s.measure, [p.low for p in s.points]) for s in linked(row, lexicon).series]
    for expected in row.get("series", []):
        assert (expected["source"], expected["measure"], expected["values"]) in found


@IN_TURN
def test_one_count_makes_one_conflict(row: Row, lexicon: Lexicon) -> None:
    conflicts = linked(row, lexicon).conflicts
    killed = [c for c in conflicts if c.about.endswith("killed")]
    assert len(killed) <= 1
