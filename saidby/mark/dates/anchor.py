"""Resolves what was found against the day of publication, whatever precision that day has."""

from datetime import date, timedelta

from saidby.days import Period, period_of
from saidby.mark.dates.scene import Found

# A day without a year stands for a day in each of these, between them every weekday; what holds in all is told.
_ANY_YEARS = (2020, 2021, 2022, 2023, 2024, 2025, 2026)


def resolve(found: Found, anchor: str | None) -> str | None:
    """Return the ISO prefix: the written one, else what holds on every day that the anchor may be."""
    if found.value is not None:
        return found.value
    if found.when is None or anchor is None:
        return found.undated
    if anchor.startswith("--"):
        return _without_year(found, anchor)
    days = period_of(anchor)
    if days is None:
        return found.undated
    first, last = _on(found, days.start), _on(found, days.end)
    if first is None or last is None:
        return None
    return Period(min(first.start, last.start), max(first.end, last.end)).prefix()


def _on(found: Found, day: date) -> Period | None:
    """Return the days meant if the article came out on ``day``; None where the calendar ends before them."""
    try:
        return found.when(day) if found.when is not None else None
    except (OverflowError, ValueError):
        return None


def _without_year(found: Found, anchor: str) -> str | None:
    values = set()
    for year in _ANY_YEARS:
        days = period_of(f"{year}{anchor[1:]}")
        period = _on(found, days.start) if days is not None and days.start == days.end else None
        prefix = period.prefix() if period is not None else None
        values.add(f"-{prefix[4:]}" if prefix is not None and len(prefix) > 4 else None)
    return values.pop() if len(values) == 1 else None


def month_of(day: date, shift: int = 0) -> Period:
    """Return the whole month that lies ``shift`` months after that of ``day``."""
    months = day.year * 12 + day.month - 1 + shift
    start = date(months // 12, months % 12 + 1, 1)
    following = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    return Period(start, following - timedelta(days=1))


def year_of(day: date, shift: int = 0) -> Period:
    """Return the whole year that lies ``shift`` years after that of ``day``."""
    return Period(date(day.year + shift, 1, 1), date(day.year + shift, 12, 31))


def week_of(day: date, shift: int = 0) -> Period:
    """Return Monday to Sunday of the week that lies ``shift`` weeks after that of ``day``."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
    return Period(monday, monday + timedelta(days=6))
