"""Calendar days as they are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.days import Period, day_at, iso, period_of
from saidby.lexicon import load_lexicon
from saidby.text import tokenize

WORDS = load_lexicon().dates


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("June 15", "--06-15"),
        ("Oct. 25, 2019", "2019-10-25"),
        ("12 DEC 89", "1989-12-12"),
        ("21st of June 2020", "2020-06-21"),
        ("Fri, 11 Nov 2011", "2011-11-11"),
        ("Monday the 25 July 2022", "2022-07-25"),
        ("April 2025", "2025-04"),
        ("June 12-14, 2020", "2020-06"),
        ("2025-06-15", "2025-06-15"),
        ("15.06.2025", "2025-06-15"),
        ("06/15/2025", "2025-06-15"),
        ("05/06/2025", "2025"),  # the fifth of June or the sixth of May
        ("23/Sep/2020", "2020-09-23"),
        ("June 15, 2000 people", "--06-15"),
    ],
)
def test_written_dates(text: str, value: str) -> None:
    day = day_at(tokenize(text), 0, WORDS)
    assert day is not None
    assert day.value == value


@pytest.mark.parametrize(
    "text", ["Sept. 31", "3 may survive", "3 MAY HAVE", "June 10:30", "May 3,000", "99/99/2020", "31"]
)
def test_no_dates(text: str) -> None:
    assert day_at(tokenize(text), 0, WORDS) is None


@given(st.dates())
def test_every_day_goes_both_ways(day: date) -> None:
    assert period_of(day.isoformat()) == Period(day, day)
    assert iso(day.year, day.month, day.day) == day.isoformat()
    assert Period(day, day).prefix() == day.isoformat()


def test_several_days_have_the_prefix_that_they_share() -> None:
    assert Period(date(2025, 6, 2), date(2025, 6, 8)).prefix() == "2025-06"
    assert Period(date(2025, 6, 30), date(2025, 7, 1)).prefix() == "2025"
    assert Period(date(2024, 12, 31), date(2025, 1, 1)).prefix() is None
