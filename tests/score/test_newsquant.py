"""How quantities that others annotated are compared with figures."""

import pytest

from score import newsquant
from score.newsquant import Pair
from score.sets import Row, Tally, singular


def row(text: str, *quantities: tuple[str, str, str, str]) -> Row:
    """Return a sentence as the set has it: change, value, unit and what is counted of each quantity."""
    names = ("change", "value", "unit", "referred_concepts")
    annotated = [dict(zip(names, q, strict=True)) | {"normalized_unit": q[2]} for q in quantities]
    return {"id": "x", "text": text, "quantities": annotated}


def tallies(*rows: Row) -> dict[str, Tally]:
    return newsquant.tallies([pair for r in rows for pair in newsquant.pairs_of(r)])


def pairs(*rows: Row) -> list[Pair]:
    return [pair for r in rows for pair in newsquant.pairs_of(r)]


# the set's way of writing, and ours, for one and the same
@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("More than 60 boats sank.", (">", "60.0", "boats", "-")),
        ("Up to 60 boats sank.", ("<", "60", "boat", "-")),
        ("Just under 60 boats sank.", ("<", "60", "boat", "-")),
        ("Prices rose 19 per cent.", ("up", "19.0", "percentage", "prices")),
        ("It cost $6.", ("=", "6.0", "$", "-")),
        ("Thousands of boats sank.", ("=", "1000-10000", "boats", "-")),
        ("It has 40 to 50 boats.", ("=", "40.0-50.0", "boats", "-")),
    ],
)
def test_the_same_quantity_is_right_in_value_bound_and_unit(text: str, quantity: tuple[str, str, str, str]) -> None:
    found = tallies(row(text, quantity))
    assert [found[what].right for what in ("value", "value with change", "value with unit")] == [1, 1, 1]


@pytest.mark.parametrize("unit", ["days", "year-old", "hours"])
def test_times_and_ages_are_left_out_on_both_sides(unit: str) -> None:
    normal = {"days": "day", "year-old": "year of age", "hours": "hour"}[unit]
    annotated = row(f"It took 12 {unit}.", ("=", "12", normal, "-"))
    assert pairs(annotated) == []


def test_a_range_is_also_its_two_ends() -> None:
    change = row("Sales fell from 2,560 lamps to 2,510 lamps.", ("down", "2560-2510", "lamps", "sales"))
    assert tallies(change)["value"] == Tally(1, 1, 1)


def test_what_is_missed_and_what_is_found_beside_both_count() -> None:
    found = tallies(row("Six boats and 7 mules sank.", ("=", "6", "boats", "-"), ("=", "8", "mules", "-")))
    assert found["value"] == Tally(right=1, found=2, annotated=2)
    assert found["value"].f1 == 0.5


def test_a_value_of_a_new_form_is_no_silent_miss() -> None:
    with pytest.raises(ValueError, match="new form"):
        pairs(row("Some.", ("=", "some", "boats", "-")))


@pytest.mark.parametrize(
    ("many", "one"), [("boats", "boat"), ("Cities", "city"), ("boxes", "box"), ("glass", "glass"), ("bus", "bus")]
)
def test_a_plural_loses_its_ending(many: str, one: str) -> None:
    assert singular(many) == one


@pytest.mark.parametrize(
    ("text", "quantity", "right"),
    [
        # all that the set names, or one item of its list
        ("Lamp prices rose 5 per cent.", ("up", "5", "percentage", "Lamp prices"), 1),
        ("The mill gave 5 per cent of its earnings.", ("=", "5", "percentage", "earnings, mill"), 1),
        # a word more or less is wrong
        ("Lamp prices rose 5 per cent.", ("up", "5", "percentage", "prices"), 0),
        # nothing named, nothing found
        ("They sold 40 boats.", ("=", "40", "boats", "-"), 1),
        # the figure's own words are left out
        ("It saw a sharp 3 per cent drop.", ("=", "3", "percentage", "sharp drop"), 1),
    ],
)
def test_what_is_counted_is_right_word_for_word(text: str, quantity: tuple[str, str, str, str], right: int) -> None:
    assert tallies(row(text, quantity))["value with what is counted"].right == right


@pytest.mark.parametrize(
    ("unit", "name"), [("$ a barrel", "dollar per barrel"), ("barrel-a-day", "barrel per day"), ("tests", "test")]
)
def test_a_rate_has_one_name(unit: str, name: str) -> None:
    assert newsquant.canonical(unit) == name
