"""Dates, counts and lists in words, the same on every page. Fixed here, so no locale or time zone changes them."""

import unicodedata
from collections.abc import Mapping, Sequence

from saidby.records import DriftKind

_MONTHS = "January February March April May June July August September October November December".split()
_SPELT = "no one two three four five six seven eight nine ten eleven twelve".split()
_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Zl"})  # steers a terminal, or turns the direction of writing

DRIFT_NAMES: Mapping[DriftKind, str] = {  # in the order in which they are shown
    "altered_quote": "words changed inside quotation marks",
    "source_shifted": "another source",
    "wrong_attachment": "hung on the wrong figure",
    "base_changed": "a share of something else",
    "number_changed": "another number",
    "measure_changed": "another measure",
    "hedge_dropped": "doubt left out",
    "hedge_changed": "another degree of doubt",
    "bound_changed": "another bound",
    "place_changed": "another place",
    "said_on_changed": "another day of saying",
    "as_of_changed": "as of another day",
    "headline_against_body": "headline against body",
    "arithmetic": "numbers that do not add up",
    "self_contradiction": "an article against itself",
    "other": "other",
}


def clean(text: str) -> str:
    """Return ``text`` on one line, without characters that are not seen and change how others are."""
    if text.isprintable():  # as nearly all is: no other spaces, nothing that steers
        return " ".join(text.split())
    shown = (" " if c.isspace() else c for c in text)
    return " ".join("".join(c for c in shown if unicodedata.category(c) not in _STEERING).split())


def date_words(date: str | None) -> str:
    """Return "26 April 2026", "April 2026", "2026"; a day whose year is unknown is "26 April"."""
    if date is None:
        return "undated"
    year, _, rest = date.removeprefix("--").partition("-") if not date.startswith("--") else ("", "", date[2:])
    month, _, day = rest.partition("-")
    words = [day.lstrip("0"), _MONTHS[int(month) - 1] if month else "", year]
    return " ".join(word for word in words if word)


def short_date(date: str | None) -> str:
    """Return ``date_words`` with the month cut to three letters, for columns."""
    return " ".join(word[:3] if word in _MONTHS else word for word in date_words(date).split())


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """Return "1 article", "7 articles"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def spelt(count: int, noun: str, plural: str | None = None) -> str:
    """Return "one article", "seven articles", "no article", "13 articles": as a sentence has it."""
    word = _SPELT[count] if count < len(_SPELT) else f"{count:,}"
    return f"{word} {noun if count < 2 else plural or noun + 's'}"


def listed(items: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]])) if items else ""
