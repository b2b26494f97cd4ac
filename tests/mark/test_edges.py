"""Numbers and days at the edges of what can be written are read exactly, and nothing fails on them (H9)."""

import random
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from saidby.days import iso, period_of
from saidby.lexicon import load_lexicon
from saidby.mark.dates import find_dates
from saidby.mark.numbers import find_numbers
from saidby.read.documents import clock_time
from saidby.read.published import check_published, moment_of
from saidby.text import lay_out

CASES = 2000  # of each of five kinds
LARGEST = 10**18


def number(dice: random.Random) -> int:
    """Return a number of any length, often one at an edge."""
    length = dice.choice((1, 2, 3, 4, 6, 7, 9, 12, 15, 18))
    edges = (0, 1, 10**length - 1, 10**length, LARGEST)
    return min(LARGEST, dice.choice((dice.choice(edges), dice.randrange(10**length))))


def indian(value: int) -> str:
    """Return digits in groups of two before the last three: 1,00,000."""
    digits = str(value)
    head, tail = digits[:-3], digits[-3:]
    groups = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return ",".join([*groups, tail]) if head else tail


def continental(value: int) -> str:
    return f"{value:,}".replace(",", ".")


WRITINGS: Mapping[str, Callable[[int], str]] = {
    "plain": str,
    "in groups": lambda value: f"{value:,}",
    "in groups of two": indian,
    "with points": continental,
    "with spaces": lambda value: f"{value:,}".replace(",", " "),
}


def is_clear(value: int, how: str) -> bool:
    """Tell whether there is one way to read it: "1.234" is one and a bit in English, and "10.000" ten thousand."""
    return how != "with points" or value < 1000 or value >= 1_000_000 or value % 1000 == 0


@pytest.mark.parametrize("seed", range(2))
def test_a_number_is_the_same_however_its_digits_are_grouped(seed: int) -> None:
    dice, lexicon = random.Random(seed), load_lexicon()
    wrong = []
    for _ in range(CASES):
        value, how = number(dice), dice.choice(list(WRITINGS))
        if not is_clear(value, how):
            continue
        sign = dice.choice(("", "", "minus ", "-", "−")) if value else ""
        text = f"The fund stood at {sign}{WRITINGS[how](value)} crowns in May."
        found = [n.low for n in find_numbers(lay_out(text), lexicon)]
        if found != [float(-value if sign else value)]:
            wrong.append((text, found))
    assert wrong == []


def test_a_decimal_is_read_to_its_last_digit() -> None:
    dice, lexicon = random.Random(3), load_lexicon()
    wrong = []
    for _ in range(CASES):
        written = f"{dice.choice(('', '-'))}{dice.randrange(10 ** dice.randint(1, 9))}.{dice.randrange(100):02d}"
        found = [(n.low, n.kind) for n in find_numbers(lay_out(f"It changed by {written} points."), lexicon)]
        if [low for low, _ in found] != [float(written)]:
            wrong.append((written, found))
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        f"{'9' * 400} men",
        f"{'9' * 305} million men",
        f"9 to {'9' * 400} million men",
        f"between 5 and {'9' * 305} billion men",
        f"2 {'lakh ' * 3000}men",
        f"two {'lakh ' * 3000}men",
        f"{'million ' * 3000}men",
        f"{'minus ' * 3000}5 men",
    ],
    ids=lambda text: text[:12],
)
def test_what_is_too_large_for_any_count_is_no_number_and_no_fault(text: str) -> None:
    assert all(n.low is None or abs(n.low) < 1e300 for n in find_numbers(lay_out(text), load_lexicon()))


def any_day(dice: random.Random) -> date:
    """Return a day from the first year to the last, often a leap day or an edge."""
    year = dice.choice((1, 4, 100, 400, 1500, 1582, 1900, 1999, 2000, 2024, 2100, 9996, 9999, dice.randint(1, 9999)))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    edges = [date(year, 1, 1), date(year, 12, 31), date(year, 2, 29 if leap else 28), date(year, 3, 1)]
    return dice.choice([*edges, date(year, 1, 1) + timedelta(days=dice.randrange(365))])


def test_a_day_is_the_same_after_it_was_written_and_read() -> None:
    dice, lexicon = random.Random(4), load_lexicon()
    for _ in range(CASES):
        day = any_day(dice)
        written = iso(day.year, day.month, day.day)
        assert written == day.isoformat()
        period = period_of(written)
        assert period is not None
        assert (period.start, period.end, period.prefix()) == (day, day, written)
        assert check_published(written, "a.json", lexicon) == written
        if 1500 <= day.year <= 2199:
            text = f"It was founded on {day:%B} {day.day}, {day.year}, in Osk."
            assert [m.value for m in find_dates(lay_out(text), None, lexicon)] == [written], text
    assert iso(2023, 2, 29) is iso(1900, 2, 29) is iso(2024, 13) is iso(0, 1) is None
    assert period_of("2023-02-29") is period_of("0000-01-01") is None


def test_a_moment_is_the_same_in_every_zone() -> None:
    dice = random.Random(5)
    for _ in range(CASES):
        day = any_day(dice)
        zone = timezone(timedelta(minutes=15 * dice.randint(-48, 56)))
        told = datetime(day.year, day.month, day.day, dice.randrange(24), dice.randrange(60), tzinfo=zone)
        found = moment_of(told.isoformat())
        clock_time(told.isoformat())
        try:
            meant = told.astimezone(UTC)
        except OverflowError:  # before the first year, or behind the last
            assert found is None
            continue
        assert found == meant.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0"), told
