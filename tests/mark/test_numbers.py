"""Number expressions and their bounds, from the table in numbers.toml."""

from itertools import pairwise
from typing import Any

import pytest

from saidby.lexicon import load_lexicon
from saidby.mark.numbers import find_numbers
from saidby.records import Number
from saidby.text import lay_out
from tests.mark.marked import rows, unmark


def numbers_in(text: str) -> list[Number]:
    return find_numbers(lay_out(text), load_lexicon())


@pytest.mark.parametrize(("row", "marked"), rows("numbers.toml", "example"))
def test_a_number_is_found_with_its_bounds(row: dict[str, Any], marked: str) -> None:
    text, (span,) = unmark(marked)
    (number,) = numbers_in(text)
    assert number.span.of(text) == span.of(text)
    assert number.low == (pytest.approx(row["low"], rel=1e-6) if "low" in row else None)
    assert number.high == (pytest.approx(row["high"], rel=1e-6) if "high" in row else None)
    assert (number.bound, number.kind) == (row["bound"], row.get("kind", "count"))


@pytest.mark.parametrize(("row", "text"), rows("numbers.toml", "nothing"))
def test_what_only_looks_like_a_number_is_none(row: dict[str, Any], text: str) -> None:
    assert numbers_in(text) == []


def test_two_numbers_in_brackets_behind_what_rose_are_what_was_and_what_is() -> None:
    found = numbers_in("Cases rose in Bera (2,560 to 3,365) and in Arta (900 to 950).")
    assert [(n.low, n.high, n.bound) for n in found] == [(v, v, "exact") for v in (2560, 3365, 900, 950)]


def test_the_bare_number_stands_without_its_modifiers() -> None:
    text = "They lost as many as 1,200 boats."
    (number,) = numbers_in(text)
    assert number.bare.of(text) == "1,200"
    assert number.modifier is not None
    assert number.modifier.of(text) == "as many as"
    assert number.entry == "modifiers.toml: up to"


def test_the_rule_is_named() -> None:
    (number,) = numbers_in("It cost more than $2.3 billion.")
    assert number.rule == "modifier + currency + digits + scale"


# a modifier reaches over the items of its list, but not past "including" and not over things seized
@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("At least 12 mules died and 20 strayed.", ["at_least", "at_least"]),
        ("It killed at least 12 mules and injured 20 others.", ["at_least", "at_least"]),
        ("As many as 29 hamlets, 63 farms and 92 barns burned.", ["up_to", "up_to", "up_to"]),
        ("At least 12 mules, including 3 foals, died.", ["at_least", "exact"]),
        ("They seized more than 300 rifles, 26 mortars and 8 radios.", ["more_than", "exact", "exact"]),
        ("In less than a month, 11 boats sank.", ["exact"]),
        ("It lay some 30 km (19 miles) away.", ["about", "about"]),
        ("It cost about $5 (£4).", ["about", "about"]),
        ("Up to $500 for a barn and $200 for a shed was paid.", ["up_to", "up_to"]),
    ],
)
def test_a_modifier_reaches_over_its_list(text: str, bounds: list[str]) -> None:
    assert [number.bound for number in numbers_in(text)] == bounds


def test_a_change_is_two_numbers_and_no_range() -> None:
    assert [n.low for n in numbers_in("Prices rose from 18 per cent to 25 per cent.")] == [0.18, 0.25]
    assert [n.low for n in numbers_in("Prices rose from 5 to 10 per cent.")] == [0.05, 0.1]
    assert [n.low for n in numbers_in("The share rose $1.25 to $21.75.")] == [1.25, 21.75]
    assert [n.low for n in numbers_in("Cases went up from 1,799 to 3,601 in a week.")] == [1799, 3601]


def test_a_share_and_a_mark_that_it_leads_to_are_no_range() -> None:
    assert [n.low for n in numbers_in("The index rose 8 per cent to 365 points.")] == [0.08, 365]


def test_over_a_time_is_no_bound_of_it() -> None:
    assert [n.bound for n in numbers_in("They paid $2000 over 3 years.")] == ["exact", "exact"]


# a hyphen before digits is a minus sign only where something can lie below zero
@pytest.mark.parametrize(
    "text",
    [
        "Hill drew 2 -1 with Dale.",
        "-5 mules strayed",
        "the Lark 606 -14 men in all",
        "-60 per cent of the mules strayed",
        "The rest -20 per cent of the mules- strayed.",
        "Osk lost mules -14 in all- and boats.",
    ],
)
def test_a_dash_is_no_minus_sign(text: str) -> None:
    assert all(n.low is not None and n.low > 0 for n in numbers_in(text))


def test_a_gap_between_two_numbers_is_no_range_from_the_upper_to_the_lower() -> None:
    assert [n.low for n in numbers_in("The gap between 50 and 40 boats widened.")] == [50, 40]
    assert [n.low for n in numbers_in("It fell from minus 5 to minus 10 degrees.")] == [-5, -10]


def test_numbers_come_in_text_order_and_never_overlap() -> None:
    text = "Between 10 and 20 boats, 3 dozen mules, two-thirds of them old, and $5 to $7 million."
    spans = [n.span for n in numbers_in(text)]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_step_and_what_it_leads_to_are_two_numbers() -> None:
    text = "The fee was raised by 0.1 percentage points to 4.2 percent."
    assert [n.span.of(text) for n in numbers_in(text)] == ["0.1 percentage points", "4.2 percent"]
