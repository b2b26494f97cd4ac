"""How dates that others annotated are compared with those found."""

import pytest

from score import tempeval
from score.tempeval import Time


@pytest.mark.parametrize(
    ("value", "calendar"),
    [("2031-05-20", "2031-05-20"), ("2031-05", "2031-05"), ("2031", "2031"), ("2031-05-20TNI", "2031-05-20")],
)
def test_days_months_and_years_are_compared(value: str, calendar: str) -> None:
    assert tempeval.calendar(value) == calendar


@pytest.mark.parametrize("value", ["2031-Q2", "2031-W20", "203", "PRESENT_REF", "P3D", "2031-SU", "", None])
def test_other_values_are_not(value: str | None) -> None:
    assert tempeval.calendar(value) is None


def test_words_that_touch_and_say_the_same_are_right() -> None:
    aligned = tempeval.align(
        [Time(0, 6, "2031-05"), Time(10, 14, "2031")], [Time(3, 8, "2031-05"), Time(10, 14, "2030")]
    )
    tally = tempeval.tally([aligned])
    assert (tally.right, tally.found, tally.annotated) == (1, 2, 2)


def test_what_stands_on_words_without_a_calendar_value_counts_neither_way() -> None:
    aligned = tempeval.align([Time(0, 6, None)], [Time(0, 6, "2031"), Time(20, 24, "2031")])
    assert tempeval.tally([aligned]).found == 1


def test_each_end_of_a_stretch_is_asked_for() -> None:
    text = "They toured from May 3 to June 5, 2031."
    found = tempeval.found({"text": text, "dct": {"value": "2031-07-01"}})
    assert [t.value for t in found] == ["2031-05-03", "2031-06-05"]
