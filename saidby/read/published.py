"""Finds the day of publication, as precise as the page tells it, and says where it stood."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from saidby.days import day_at, iso
from saidby.errors import BadInput
from saidby.lexicon import Lexicon
from saidby.records import Dateline, Furniture
from saidby.text import tokenize

_PREFIX = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=\Z|[T ]\d\d)|--\d\d(?:-\d\d)?\Z")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_YEAR_FIRST = re.compile(r"[/=-](\d{4})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/_?&#.-]|\Z)")
_DAY_FIRST = re.compile(r"/(\d{1,2})/(\d{1,2})/(\d{4})(?=/|\Z)")
_YEAR_MONTH = re.compile(r"/(\d{4})/(\d\d)(?=/\D)")
_RUN = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\d{4,12}(?!\d)|(?!\d))")
_TODAY = re.compile(r"\btoday \(([^()\n]{8,30})\)", re.IGNORECASE)  # the page's own gloss on the day
_FIRST, _LAST = 1990, 2100  # years of which pages have addresses

Dated = tuple[str, str]  # the value, and where it stood


def find_published(
    text: str,
    *,
    given: str | None,
    url: str | None,
    dateline: Dateline | None,
    furniture: Sequence[Furniture],
    lexicon: Lexicon,
) -> Dated | None:
    """Return the day, from the first that tells it with its year: metadata, date line, dateline, address, last line.

    Where none has a year, the dateline's day stands without one (``--06-16``).
    """
    found = list(_candidates(text, given, url, dateline, furniture, lexicon))
    with_year = [f for f in found if not f[0].startswith("--")]
    return next(iter(with_year or found), None)


def check_published(value: str | None, name: str, lexicon: Lexicon) -> str | None:
    """Return the metadata's date as an ISO prefix; raise BadInput where it is no date."""
    if value is None or not value.strip():
        return None
    prefix = _PREFIX.match(value.strip())
    if prefix is not None and _exists(prefix[0]):
        return prefix[0]
    tokens = tokenize(value)
    days = {d.value for i in range(len(tokens)) if (d := day_at(tokens, i, lexicon.dates)) and d.value}
    full = {d for d in days if not any(o != d and o.endswith(d.lstrip("-")) for o in days)}
    if prefix is None and len(full) == 1:
        return full.pop()
    raise BadInput(
        name, f"'published' is no date ({value!r})", "Give it as 2025-06-16, 2025-06 or 2025, or leave it out."
    )


def _exists(prefix: str) -> bool:
    if prefix.startswith("--"):
        month, _, day = prefix[2:].partition("-")
        return iso(None, int(month), int(day) if day else None) is not None
    year, month, day = ([*prefix.split("-"), "", ""])[:3]
    return int(year) > 0 and (not month or iso(int(year), int(month), int(day) if day else None) is not None)


def moment_of(value: str | None) -> str | None:
    """Return the moment that metadata give with hour and zone, in universal time; None where either is missing."""
    try:
        at = datetime.fromisoformat((value or "").strip())
        universal = at.astimezone(UTC) if at.tzinfo is not None else None
    except (ValueError, OverflowError):  # no moment, or one before the first year or behind the last
        return None
    return None if universal is None else universal.isoformat(timespec="seconds").replace("+00:00", "Z")


def _candidates(
    text: str,
    given: str | None,
    url: str | None,
    dateline: Dateline | None,
    furniture: Sequence[Furniture],
    lexicon: Lexicon,
) -> Iterator[Dated]:
    if given is not None:
        yield given, "metadata"
    if head := re.match(r"\s*date\s+(\d{4}-\d\d-\d\d)\b", text):
        yield head[1], "date line"
    last_line = len(text.rstrip()) - len(text.rstrip().rsplit("\n", 1)[-1])
    lines = [f for f in furniture if f.kind == "date line" and f.rule != "head date"]
    for line in [f for f in lines if f.span.start < last_line]:
        yield from _days_in(line.span.of(text), "date line", lexicon)
    if dateline is not None and dateline.date is not None:
        yield dateline.date, "dateline"
    pictures = [f.span.of(text) for f in furniture if f.rule == "picture address"]
    days = {day for address in [url, *pictures] if address and (day := date_in_address(address))}
    if len(days) == 1:
        yield days.pop(), "address"
    for match in _TODAY.finditer(text):
        yield from _days_in(match[1], "text", lexicon)
    for line in [f for f in lines if f.span.start >= last_line]:
        yield from _days_in(line.span.of(text), "text", lexicon)


def _days_in(words: str, where: str, lexicon: Lexicon) -> Iterator[Dated]:
    tokens = tokenize(words)
    days = (day_at(tokens, i, lexicon.dates) for i in range(len(tokens)))
    yield from ((d.value, where) for d in days if d is not None and d.value is not None)


def date_in_address(url: str) -> str | None:
    """Return the date in a page's address, None where it has none or several.

    /2025/06/16/...  /2019/nov/18/...  /2022-07-30/...  /19/07/2022/...  ...=20220717000234  /2011/11/ (the month)
    """
    url = url.lower()
    days = {d for d in _full_dates(url) if d}
    if len(days) == 1:
        return days.pop()
    months = {v for m in _YEAR_MONTH.finditer(url) if (v := _in_years(int(m[1]), int(m[2]), None))}
    return months.pop() if not days and len(months) == 1 else None


def _full_dates(url: str) -> Iterator[str | None]:
    for match in _YEAR_FIRST.finditer(url):
        month = _MONTHS.index(match[2]) + 1 if match[2] in _MONTHS else int(match[2]) if match[2].isdecimal() else 0
        yield _in_years(int(match[1]), month, int(match[3]))
    for match in _DAY_FIRST.finditer(url):
        a, b, year = map(int, match.groups())
        readings = {v for v in (_in_years(year, b, a), _in_years(year, a, b)) if v}
        yield readings.pop() if len(readings) == 1 else None
    for match in _RUN.finditer(url):
        yield _in_years(int(match[1]), int(match[2]), int(match[3]))


def _in_years(year: int, month: int, day: int | None) -> str | None:
    return iso(year, month, day) if _FIRST <= year <= _LAST else None
