"""Finds when a page says that its article was published: in its metadata, else where readers see it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from msgspec import Struct

from saidby.days import day_at
from saidby.errors import BadInput
from saidby.lexicon import Lexicon
from saidby.read.documents import clock_time
from saidby.read.page.blocks import Block
from saidby.read.page.choose import REMARKS
from saidby.read.page.elsewhere import day_elsewhere
from saidby.read.page.metadata import CHANGE, Metadata
from saidby.read.published import check_published, date_in_address, moment_of
from saidby.text import tokenize

_EARLIEST = "1700"  # pages of archives give the day of the paper; zero and the epoch are no days
_EPOCH = "1970-01-01"
_WHOLE = 10  # characters of a day with month and year
_NEAR = 12  # blocks between headline and first paragraph that are looked at
_ABOVE = 3  # ... and above the headline
_BELOW = 4  # ... and below the last
_DATE_LINE = 100  # characters
_LABELLED = 60  # characters of a line that stands anywhere on the page and says itself what its day is
_LATE_HOUR, _EARLY_HOUR = 10, 12  # universal time from which it is the next day, up to which the last one, somewhere
_CHANGED = re.compile(r"\b(?:updated|modified|last edited|corrected|revised|reviewed)\b", re.IGNORECASE)
_CAME_OUT = re.compile(r"\b(?:published|posted|first published|created)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:first |originally )?(?:date|published|posted|issued|released)\b(?: (?:on|at))?\s*:?\s+", re.IGNORECASE
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_SLASHES = re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)(.*)", re.DOTALL)
_SCRIPTED = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})"
)  # as browsers write it
_UNIVERSAL = re.compile(r"T(\d\d):\d\d\S*(?:Z|[+-]00:?00)\Z")
_BARS = re.compile(r"\s+[|–—»•·-]\s+")


class When(Struct, frozen=True, kw_only=True):
    """When an article was published. ``day``: as given, with hour and zone where nothing else tells another day."""

    day: str
    where: str
    moment: str | None = None


def find_when(
    metadata: Metadata, blocks: Sequence[Block], head: int | None, body: range, lexicon: Lexicon
) -> When | None:
    """Return the first day that is one: the metadata's, what readers see, what scripts hold, the last change.

    ``head`` is the headline's block, ``body`` the article's first and last. Where the address has a day, and the
    metadata the next or the last one in universal time, the outlet's clock is the address's; so is that of a line
    by the headline. A day in the address well before that of the metadata is when the article came out: they tell
    when the page was made again.
    """
    told = [(day, where) for value, where in metadata.dates if (day := _usable(value, lexicon))]
    whole = (pair for pair in told if len(pair[0]) >= _WHOLE)
    late = ((day, where) for value, where in metadata.late_dates if (day := _usable(value, lexicon)))
    rows = (
        whole,
        _seen(blocks, head, body, lexicon),
        _named(metadata, lexicon),
        _labelled(blocks, lexicon),
        told,
        late,
        _changes(blocks, lexicon),
    )
    found = next((pair for row in rows for pair in row), None)
    if found is None:
        return None
    value, where = found
    in_address = date_in_address(metadata.url) if metadata.url else None
    if in_address is None or len(in_address) < _WHOLE or len(value) < _WHOLE or value.startswith(in_address):
        return _by_the_outlets_clock(value, where, blocks, head, body, lexicon)
    apart = (date.fromisoformat(value[:10]) - date.fromisoformat(in_address)).days
    if abs(apart) == 1 and _UNIVERSAL.search(value):
        return When(day=in_address, where="address", moment=moment_of(value))
    if apart > 1 or where == CHANGE:
        return When(day=in_address, where="address")
    return When(day=value, where=where, moment=moment_of(value))


def _by_the_outlets_clock(
    value: str, where: str, blocks: Sequence[Block], head: int | None, body: range, lexicon: Lexicon
) -> When:
    """Return a moment in universal time with the day that the outlet's own clock showed, where the page tells it.

    A time element gives the same moment with its zone; else a line below the headline has the next or last day.
    """
    told, moment = _UNIVERSAL.search(value), moment_of(value)
    if told is None or moment is None:
        return When(day=value, where=where, moment=moment)
    for block in blocks:
        if block.timed and (timed := clock_time(block.timed)) and moment_of(timed) == moment:
            if timed[:_WHOLE] != value[:_WHOLE]:
                return When(day=timed, where="time", moment=moment)
            break
    if head is not None:
        below = blocks[head + 1 : min(head + 1 + _NEAR, body.start + 2)]
        days = {day for block in below if (day := day_in(block.text, lexicon))}
        apart = (date.fromisoformat(min(days)) - date.fromisoformat(value[:_WHOLE])).days if len(days) == 1 else 0
        if (apart == -1 and int(told[1]) < _EARLY_HOUR) or (apart == 1 and int(told[1]) >= _LATE_HOUR):
            return When(day=min(days), where="page", moment=moment)
    return When(day=value, where=where, moment=moment)


def _usable(value: str, lexicon: Lexicon) -> str | None:
    """Return a date as ISO text, hour and zone kept, of one in words the day alone; None where it is none."""
    if match := _SLASHES.match(value.strip()):
        value = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}{match[4]}"
    value = _from_script(value) or clock_time(value) or value.strip()
    try:
        day = check_published(value, "", lexicon)
    except BadInput:
        value = day = day_in(value, lexicon) or ""  # in words: "Tuesday, 4 May 2021"
    if not day or day < _EARLIEST or day == _EPOCH or day.startswith("--"):
        return None
    return value if value.startswith(day) else day


def _from_script(value: str) -> str | None:
    match = _SCRIPTED.match(value.strip())
    try:
        return datetime.strptime(f"{match[1]} {match[2]}", "%b %d %Y %H:%M:%S %z").isoformat() if match else None
    except ValueError:
        return None


def _seen(blocks: Sequence[Block], head: int | None, body: range, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield the days in short lines around the headline, the time element's own value first.

    Lines below the headline come before those above it, where sites show today's day and other articles'.
    """
    start = head if head is not None else max(0, body.start - _NEAR)
    under = [*range(start, min(start + _NEAR, body.start + 2)), *range(body.stop, body.stop + _BELOW)]
    around = [*under, *range(max(0, start - _ABOVE), start)]
    near = [blocks[i] for i in around if i < len(blocks)]
    for block in near:
        if block.timed and not _CHANGED.search(block.text[:30]) and (day := _usable(block.timed, lexicon)):
            yield day, "time"
    for block in near:
        if day := day_in(block.text, lexicon):
            yield day, "page"


def _named(metadata: Metadata, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield the day behind the last bar of the page's name for browsers, where nothing else stands there."""
    for title in metadata.headings:
        last = _BARS.split(title)[-1]
        if last != title and len(last) <= len("30. September 2021") and (day := day_in(last, lexicon)):
            yield day, "page"


def _labelled(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield the day of the lines anywhere that say "Date:", "Published on" before it, where all have the same."""
    lines = [b.text for b in blocks if len(b.text) <= _LABELLED and _LABEL.match(b.text) and not _is_remark(b)]
    days = {day for line in lines if (day := day_in(line, lexicon))}
    if len(days) == 1:
        yield days.pop(), "page"


def _changes(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield the day of the lines that tell of the last change, where all have the same."""
    lines = [b.text for b in blocks if len(b.text) <= _LABELLED and not _is_remark(b)]
    days = {day for line in lines if (at := _CHANGED.search(line)) and (day := _first_day(line[at.end() :], lexicon))}
    if len(days) == 1:
        yield days.pop(), CHANGE


def _is_remark(block: Block) -> bool:
    return REMARKS.search(block.classes) is not None


def day_in(line: str, lexicon: Lexicon) -> str | None:
    """Return the first whole day of a short line that does not only tell of a change."""
    if len(line) > _DATE_LINE:
        return None
    changed = _CHANGED.search(line)
    if changed is None:
        return _first_day(line, lexicon)
    came_out = _CAME_OUT.search(line, changed.end())
    before = _first_day(line[: changed.start()], lexicon)
    return before or (_first_day(line[came_out.end() :], lexicon) if came_out else None)


def _first_day(line: str, lexicon: Lexicon) -> str | None:
    tokens = tokenize(line)
    for i in range(len(tokens)):
        found = day_at(tokens, i, lexicon.dates)
        if found is not None and found.value is not None and _ISO.fullmatch(found.value):
            return found.value
    return day_elsewhere(line)
