"""Days as they stand in addresses of pages and of the API."""

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator

_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"


def _real(day: str | None) -> str | None:
    """Raise ValueError for a day that no calendar has."""
    if day:
        year, *rest = map(int, day.split("-"))
        date(year, *[*rest, 1, 1][:2])
    return day


Day = Annotated[
    str | None,
    Query(pattern=f"^(([1-9][0-9]{{3}})(-{_MONTH}(-{_DAY})?)?)?$", max_length=10),
    AfterValidator(_real),
]
