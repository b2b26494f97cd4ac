"""Dates and lists in words. The words are fixed here, so no locale or time zone changes them."""

from collections.abc import Sequence

_MONTHS = "January February March April May June July August September October November December".split()


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


def listed(items: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]])) if items else ""
