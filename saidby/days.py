"""Calendar days as they are written, and as ISO prefixes. Used where articles are read and where dates are marked."""

import calendar
import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from saidby.lexicon import DateWord, Phrases
from saidby.text import Token

# Every short form in use; `calendar` has the names too, but in the locale's language.
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec".split()
)
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_DASHES = frozenset("-–—")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_SPELT = {
    word: k + 1
    for k, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
    )
} | {"thirtieth": 30}
_TENS = {word: 10 * k + 20 for k, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
_UNITS = {word: k + 1 for k, word in enumerate("one two three four five six seven eight nine".split())}
_CENTURIES = {"eighteen": 1800, "nineteen": 1900}
DAY_WORDS = frozenset(_SPELT) | frozenset(_TENS)  # a day of the month in words begins with one of them
YEAR_WORDS = frozenset(_CENTURIES) | {"'", "’", "‘"}  # a year that begins with no digit begins with one of them
_PIVOT = 30  # two-digit years from here on are 19xx: wires of the eighties against reports of the twenties
# Words and signs behind which four digits are a year.
BEFORE_YEAR = frozenset(
    "in since by until till during of from early mid late before after around about circa year season through between "
    "to and into both for than not over under the ending ended back spring summer autumn fall winter quarter fiscal fy "
    "copyright © ( [ , - – /".split()
)
_NO_YEAR = 2050  # "In June, 2063 homes were lost"
_AFTER_MAY = frozenset("be have not also still well even then never".split())  # "MAY" in capitals as a verb
_DOTTED = re.compile(r"(\d{1,4})\.(\d{1,2})\.(\d{1,4})")
_GOES_ON = frozenset("in at on when by with that for as after before of and or to from the a was were is are".split())


class Day(Struct, frozen=True):
    """A written date at tokens ``first`` to ``last`` (exclusive). Several days have the prefix that they share."""

    first: int
    last: int
    value: str | None
    rule: str


class Period(Struct, frozen=True, order=True):
    """All days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def prefix(self) -> str | None:
        """Return the longest ISO prefix that holds for every day of it, None where not even the year does."""
        if self.start == self.end:
            return self.start.isoformat()
        if self.start.year != self.end.year:
            return None
        if self.start.month != self.end.month:
            return f"{self.start.year:04d}"
        return f"{self.start.year:04d}-{self.start.month:02d}"


def period_of(value: str) -> Period | None:
    """Return the days that an ISO prefix stands for; None where it has no year, or there is no such day."""
    if value.startswith("--"):
        return None
    year, month, day = ([int(p) for p in value.split("-")] + [0, 0])[:3]
    try:
        if not month:
            return Period(date(year, 1, 1), date(year, 12, 31))
        if not day:
            return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return Period(date(year, month, day), date(year, month, day))
    except (ValueError, calendar.IllegalMonthError):
        return None


def iso(year: int | None, month: int, day: int | None = None) -> str | None:
    """Return the ISO prefix, None where the calendar has no such day."""
    if not 1 <= month <= 12 or not (year is None or 1 <= year <= 9999):
        return None
    if day is not None and not 1 <= day <= calendar.monthrange(year or 2000, month)[1]:
        return None
    return (f"{year:04d}" if year else "-") + f"-{month:02d}" + ("" if day is None else f"-{day:02d}")


def day_at(tokens: Sequence[Token], i: int, words: Phrases[DateWord]) -> Day | None:
    """Return the longest written date that begins at token ``i``, a weekday before it included.

    Month first:  June 15 / Oct. 25, 2019 / June 12-14 / April 2025     Day first:  15 June 2025 / 12 DEC 89
    In figures:   2025-06-15 / 15.06.2025 / 06/15/2025 (05/06/2025 is one of two days, so only the year is told)
    """
    weekday = words.at(tokens, i) if i < len(tokens) else None
    if weekday is not None and weekday.entry.role == "weekday":
        dated = _after_weekday(tokens, weekday.last, words)
        return None if dated is None else Day(i, dated.last, dated.value, dated.rule)
    return _without_weekday(tokens, i, words)


def _without_weekday(tokens: Sequence[Token], i: int, words: Phrases[DateWord]) -> Day | None:
    found = [form(tokens, i, words) for form in (_month_first, _day_first, _in_figures)]
    return max((d for d in found if d is not None), key=lambda d: d.last, default=None)


def _after_weekday(tokens: Sequence[Token], i: int, words: Phrases[DateWord]) -> Day | None:
    while i < len(tokens) and tokens[i].low in {",", "the", "morning", "afternoon", "evening", "night", "("}:
        i += 1
    if i < len(tokens) and (words.at(tokens, i) or tokens[i].text[0].isdigit()):
        return _without_weekday(tokens, i, words)
    return None


def month_at(tokens: Sequence[Token], i: int, words: Phrases[DateWord]) -> tuple[DateWord, int] | None:
    """Return the month named at token ``i`` and the index after it. A month that is also a word needs its capital."""
    hit = words.at(tokens, i) if i < len(tokens) else None
    if hit is None or hit.entry.role != "month" or (hit.entry.weak and not tokens[i].text[0].isupper()):
        return None
    return hit.entry, hit.last


def year_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return a four-digit year, or '89, at token ``i`` and the index after it."""
    if i >= len(tokens):
        return None
    text = tokens[i].text
    if len(text) == 4 and text.isascii() and text.isdigit() and 1000 <= int(text) <= 2199:
        return int(text), i + 1
    if text.casefold() in _CENTURIES:
        return _spelt_year(tokens, i)
    if text in "'’‘" and i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].end:
        short = _short_year(tokens, i + 1)
        return (short, i + 2) if short else None
    return None


def _spelt_year(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return a year read aloud ("nineteen ninety-six") and the index after it."""
    tens = _TENS.get(tokens[i + 1].low) if i + 1 < len(tokens) else None
    if tens is None:
        return None
    at = i + 2 + (i + 2 < len(tokens) and tokens[i + 2].text == "-")
    unit = _UNITS.get(tokens[at].low, 0) if at < len(tokens) else 0
    return _CENTURIES[tokens[i].low] + tens + unit, (at + 1 if unit else i + 2)


def _short_year(tokens: Sequence[Token], i: int) -> int | None:
    text = tokens[i].text if i < len(tokens) else ""
    if len(text) != 2 or not (text.isascii() and text.isdigit()):
        return None
    return int(text) + (1900 if int(text) >= _PIVOT else 2000)


def _number_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return a day of the month ("15", "15th") and the index after it."""
    if i >= len(tokens):
        return None
    text = tokens[i].text
    if not (text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31):
        return _spelt_number(tokens, i)
    after = i + 1
    if after < len(tokens) and tokens[after].low in _ORDINALS and tokens[after].start == tokens[i].end:
        after += 1
    return int(text), after


def _spelt_number(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return a day in words ("fifteenth", "twenty-first") and the index after it. None before a noun: "first aid"."""
    at, number = i, _TENS.get(tokens[i].low, 0)
    if number > 30:
        return None
    if number:
        at += 1 + (i + 1 < len(tokens) and tokens[i + 1].text == "-")
    word = _SPELT.get(tokens[at].low) if at < len(tokens) else None
    if word is None or (number and word > 9) or number + word > 31:
        return None
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    ends = following is None or not following.text[0].isalpha() or following.low in _GOES_ON
    return (number + word, at + 1) if ends and (following is None or following.text not in _DASHES) else None


def _month_first(tokens: Sequence[Token], i: int, words: Phrases[DateWord]) -> Day | None:
    month = month_at(tokens, i, words)
    if month is None:
        return None
    entry, after = month
    after += after < len(tokens) and tokens[after].low == "the"
    number = _number_at(tokens, after) or _behind_comma(tokens, after)
    if number is None or _is_clock(tokens, number[1]):
        return _month_and_year(tokens, i, *month)
    day, last = number
    several = _second_day(tokens, last, day)
    if several is not None and month_at(tokens, several, words):  # "from January 3 to 9 June"
        several = None
    last = several or last
    year, last = _year_after(tokens, last)
    value = iso(year, entry.value, None if several else day)
    return Day(i, last, value, "month and days" if several else "month and day") if value else None


def _behind_comma(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return the day of "October, 1st", which its ending tells from a count."""
    number = _number_at(tokens, i + 1) if i < len(tokens) and tokens[i].text == "," else None
    return number if number is not None and tokens[number[1] - 1].low in _ORDINALS else None


def _is_clock(tokens: Sequence[Token], i: int) -> bool:
    if i + 1 >= len(tokens) or tokens[i].text != ":" or tokens[i].start != tokens[i - 1].end:
        return False
    return tokens[i + 1].text.isdigit() and tokens[i + 1].start == tokens[i].end


def _month_and_year(tokens: Sequence[Token], i: int, entry: DateWord, after: int) -> Day | None:
    after += after < len(tokens) and tokens[after].low in {",", "of", "-"}
    year = year_at(tokens, after)
    if year is None or year[0] < 1500 or (tokens[after - 1].low == "," and year[0] > _NO_YEAR):
        return None
    return Day(i, year[1], iso(year[0], entry.value), "month and year")


def _second_day(tokens: Sequence[Token], i: int, day: int) -> int | None:
    """Return the index after "-14", "and 16", "to 17th" where that goes on with the days."""
    if i >= len(tokens) or tokens[i].low not in _DASHES | {"and", "to", "&", "through"}:
        return None
    number = _number_at(tokens, i + 1)
    if number is None or number[0] <= day:
        return None
    following = tokens[number[1]] if number[1] < len(tokens) else None
    counted = following is not None and following.text[0].islower() and following.low not in _GOES_ON
    return None if counted and tokens[i].low not in _DASHES else number[1]


def _year_after(tokens: Sequence[Token], i: int) -> tuple[int | None, int]:
    """Return the year that follows a day and a month, with or without a comma, and the index after it."""
    at = i + (i < len(tokens) and tokens[i].text in {",", "of", "-", "/"})
    year = year_at(tokens, at)
    if year is None or year[0] < 1500:
        return None, i
    counted = year[1] < len(tokens) and tokens[year[1]].text[0].islower() and tokens[year[1]].low not in _GOES_ON
    return (None, i) if counted and year[0] % 100 == 0 else year


def _day_first(tokens: Sequence[Token], i: int, words: Phrases[DateWord]) -> Day | None:
    number = _number_at(tokens, i)
    if number is None:
        return None
    day, after = number
    if not tokens[i].text[0].isdigit() and not (after < len(tokens) and tokens[after].low == "of"):
        return None  # "the second March on the capital"
    several = _second_day(tokens, after, day)
    after = several or after
    after += after < len(tokens) and tokens[after].low in {"of", "-", "/"}
    month = month_at(tokens, after, words)
    if month is None or _is_verb(tokens, *month):
        return None
    year, last = _year_after(tokens, month[1])
    if year is None and (short := _short_year(tokens, last)) and not _is_clock(tokens, last + 1):
        year, last = short, last + 1
    value = iso(year, month[0].value, None if several else day)
    return Day(i, last, value, "days and month" if several else "day and month") if value else None


def _is_verb(tokens: Sequence[Token], entry: DateWord, after: int) -> bool:
    return entry.weak and after < len(tokens) and tokens[after].low in _AFTER_MAY


def _in_figures(tokens: Sequence[Token], i: int, words: Phrases[DateWord]) -> Day | None:
    if i >= len(tokens):
        return None
    if dotted := _DOTTED.fullmatch(tokens[i].text):
        return _numeric(i, i + 1, [dotted[1], dotted[2], dotted[3]])
    if i + 5 > len(tokens) or not tokens[i].text.isdigit():
        return None
    five = tokens[i : i + 5]
    joined = all(a.end == b.start for a, b in pairwise(five))
    if not joined or five[1].text not in {"-", "/"} or five[3].text != five[1].text:
        return None
    return _numeric(i, i + 5, [five[0].text, five[2].text, five[4].text])


def _numeric(first: int, last: int, parts: list[str]) -> Day | None:
    """Read three numbers: year first is plain; else the day is told from the month only where one is above 12."""
    if not all(p.isascii() and p.isdigit() for p in parts):
        return None
    a, b, c = map(int, parts)
    if len(parts[0]) == 4:
        value = iso(a, b, c)
        return Day(first, last, value, "year, month, day in figures") if value else None
    if len(parts[2]) not in {2, 4} or len(parts[0]) > 2 or len(parts[1]) > 2:
        return None
    if len(parts[2]) == 2:
        c += 1900 if c >= _PIVOT else 2000
    readings = {v for v in (iso(c, b, a), iso(c, a, b)) if v}
    if not readings:
        return None
    if len(readings) > 1 and len(parts[2]) == 2:
        return None
    value = readings.pop() if len(readings) == 1 else f"{c:04d}"
    return Day(first, last, value, "day, month, year in figures")
