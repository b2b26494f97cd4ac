"""Cells are safe, and what was done to them can be undone."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidby.views.export.cells import cell_text, safe, safe_cell, unsafe
from saidby.views.export.columns import Cell

HARD = st.text(st.sampled_from("ab';\t\r\n =+-@＝\\u0019\x1b\x00\x7f\x85\u202e\u2066\"") | st.characters())


@settings(max_examples=2000)
@given(HARD)
def test_a_safe_cell_can_be_turned_back(text: str) -> None:
    assert unsafe(safe(text)) == text


@settings(max_examples=1000)
@given(st.lists(HARD).map(tuple))
def test_a_list_is_json_in_either_form(words: tuple[str, ...]) -> None:
    assert json.loads(cell_text(words)) == json.loads(safe_cell(words, "list")) == list(words)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("more than 900", "more than 900"),
        ("=1+1", "'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("-06-16", "'-06-16"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t'=1"),
        ("'tis", "''tis"),
        ("fell; +3 more", "fell;' +3 more"),
        ("2 + 2 = 4", "2 + 2 = 4"),
        ("a\x1b[31m", "a\\u001b[31m"),
        ("C:\\new", "C:\\\\new"),
        ("\u202etxt", "\\u202etxt"),
    ],
)
def test_what_a_safe_cell_looks_like(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (900.0, "900"),
        (0.333333, "0.333333"),
        (-3, "-3"),
        (True, "true"),
        ((), "[]"),
        (("a", "b"), '["a", "b"]'),
    ],
)
def test_how_values_are_written(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text
    assert safe_cell(-3, "integer") == "-3"
