"""When two values, dates or names for the counted say the same, and when they do not."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.evidence import Telling
from saidby.lexicon import Lexicon
from saidby.likeness import (
    akin,
    counted_words,
    dates_agree,
    days_apart,
    first_day,
    number_of,
    same_counted,
    same_value,
    singular,
    slot,
    way,
)
from saidby.records import Bound, Figure, Kind, Span, Value


def value(bound: Bound, low: float | None, high: float | None) -> Value:
    return Value(bound=bound, low=low, high=high)


SIXTY = value("exact", 60, 60)


@pytest.mark.parametrize(
    ("made", "number"),
    [
        (SIXTY, 60),
        (value("more_than", 60, None), 60),
        (value("nearly", None, 60), 60),
        (value("between", 60, 80), 70),
    ],
)
def test_the_number_is_the_one_that_the_words_name(made: Value, number: float) -> None:
    assert number_of(made) == number


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (value("about", 60, 60), True),
        (value("more_than", 60, None), True),  # one article rounds, the other does not
        (value("nearly", None, 60), True),
        (value("exact", 61, 61), False),
        (value("between", 50, 70), False),  # its middle is 60, its words are not
        (value("vague", 60, None), False),
    ],
)
def test_wordings_of_one_value(other: Value, same: bool) -> None:
    assert same_value(SIXTY, other) is same
    assert same_value(other, SIXTY) is same


def test_room_on_opposite_sides_is_another_value() -> None:
    assert not same_value(value("at_least", 60, None), value("up_to", None, 60))


def test_ranges_are_one_where_both_ends_are() -> None:
    assert same_value(value("between", 50, 70), value("between", 50, 70))
    assert not same_value(value("between", 50, 70), value("between", 40, 80))


def test_a_third_and_33_percent_are_one_share() -> None:
    third, percent = value("about", 1 / 3, 1 / 3), value("exact", 0.33, 0.33)
    assert same_value(third, percent, kind="share")
    assert not same_value(third, percent, kind="count")
    assert not same_value(third, value("exact", 0.36, 0.36), kind="share")


@given(st.sampled_from(["count", "share"]), st.floats(0, 1), st.floats(-0.01, 0.01))
def test_equal_values_lie_in_one_slot_or_shares_in_the_next(kind: Kind, number: float, step: float) -> None:
    near = min(1.0, max(0.0, number + step)) if kind == "share" else number
    one, other = value("exact", number, number), value("exact", near, near)
    if same_value(one, other, kind=kind):
        assert abs(slot(kind, one)[1] - slot(kind, other)[1]) <= (0.0101 if kind == "share" else 0)


@pytest.mark.parametrize(
    ("bound", "side"),
    [("more_than", "up"), ("up_to", "down"), ("about", "even"), ("between", "even"), ("vague", "vague")],
)
def test_the_side_on_which_a_bound_leaves_room(bound: Bound, side: str) -> None:
    assert way(bound) == side


def test_the_killed_may_slip_into_the_casualties_and_not_into_the_rescued() -> None:
    assert akin("killed", "casualties")
    assert not akin("killed", "rescued")
    assert akin("rescued", "rescued")


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("2025-06-15", "2025-06-18", 3),
        ("2025-06-18", "2025-06-15", 3),
        ("2025-06", "2025-06-18", 0),  # may be that day
        ("2025-06", "2025-07-02", 2),
        ("2024", "2025", 1),
        ("--06-16", "2025-01-01", 0),  # of an unknown year
    ],
)
def test_the_days_between_two_dates_are_the_fewest_that_they_allow(one: str, other: str, days: int) -> None:
    assert days_apart(one, other) == days


def test_datings_agree_within_some_days_and_the_undated_with_all() -> None:
    assert dates_agree("2025-06-15", "2025-06-20")
    assert not dates_agree("2025-06-15", "2025-06-20", within=2)
    assert not dates_agree("2025-06-15", "2025-07-20")
    assert dates_agree(None, "2025-07-20")


def test_what_has_no_date_comes_last() -> None:
    assert first_day("2025-06") == date(2025, 6, 1)
    assert first_day(None) == first_day("--06-16") == date.max


@pytest.mark.parametrize(
    ("whom", "words", "countries"),
    [
        ("Kenyan soldiers", {"forces"}, {"Kenya"}),
        ("Kenyan troops", {"forces"}, {"Kenya"}),
        ("people", set(), set()),
        ("ferries of the weavers", {"ferry", "weaver"}, set()),
        (None, set(), set()),
    ],
)
def test_the_counted_in_their_common_form(
    whom: str | None, words: set[str], countries: set[str], lexicon: Lexicon
) -> None:
    assert counted_words(whom, lexicon) == (frozenset(words), frozenset(countries))


@pytest.mark.parametrize(
    ("plural", "one"),
    [("families", "family"), ("churches", "church"), ("barges", "barge"), ("crisis", "crisis"), ("bus", "bus")],
)
def test_nouns_without_their_plural_ending(plural: str, one: str) -> None:
    assert singular(plural) == one


def told(**counted: str) -> Telling:
    figure = Figure(
        id="f1", key="k", span=Span(0, 1), bare=Span(0, 1), kind="count", bound="exact", low=1, high=1, rule="test"
    )
    sets: dict[str, Any] = {name: frozenset(words.split()) for name, words in counted.items()}
    return Telling(doc="a", figure=figure, order=0, sentence=Span(0, 1), **sets)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"counted": "barge"}, {"counted": "barge ferry"}, True),
        ({"counted": "barge"}, {"counted": "weaver"}, False),
        ({"countries": "Kenya"}, {"countries": "Kenya"}, True),
        ({"countries": "Kenya"}, {"countries": "Ghana"}, False),
        ({"counted": "barge"}, {"counted": "barge more"}, False),  # another 60 come on top
        ({"counted": "barge"}, {}, None),
        ({"unit": "barge", "counted": "barge"}, {"unit": "ferry", "counted": "ferry"}, False),
    ],
)
def test_who_is_counted(one: dict[str, str], other: dict[str, str], same: bool | None) -> None:
    assert same_counted(told(**one), told(**other)) is same
    assert same_counted(told(**other), told(**one)) is same
