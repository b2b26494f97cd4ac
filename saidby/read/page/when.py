"""Finds when a page says that its article was published: in its metadata, else where readers see it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from saidby.days import day_at
from saidby.errors import BadInput
from saidby.lexicon import Lexicon
from saidby.read.documents import clock_time
from saidby.read.page.blocks import Block
from saidby.read.page.metadata import CHANGE, Metadata
from saidby.read.published import check_published, date_in_address, moment_of
from saidby.text import tokenize

_EARLIEST = "1700"  # pages of archives give the day of the paper; zero and the epoch are no days
_EPOCH = "1970-01-01"
_WHOLE = 10  # characters of a day with month and year
_NEAR = 12  # blocks between headline and first paragraph that are looked at
_BELOW = 4  # ... and below the last
_DATE_LINE = 100  # characters
_CHANGED = re.compile(r"\b(?:updated|modified|last edited|corrected|revised|reviewed)\b", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_SLASHES = re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)(.*)", re.DOTALL)
_UNIVERSAL = re.compile(r"(?:Z|[+-]00:?00)\Z")


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
    metadata the next or the last one in universal time, the outlet's clock is the address's. A day in the address
    well before that of the metadata is when the article came out: they tell when the page was made again.
    """
    told = [(day, where) for value, where in metadata.dates if (day := _usable(value, lexicon))]
    whole = (pair for pair in told if len(pair[0]) >= _WHOLE)
    late = ((day, where) for value, where in metadata.late_dates if (day := _usable(value, lexicon)))
    found = next((pair for row in (whole, _seen(blocks, head, body, lexicon), told, late) for pair in row), None)
    if found is None:
        return None
    value, where = found
    in_address = date_in_address(metadata.url) if metadata.url else None
    if in_address is None or len(in_address) < _WHOLE or len(value) < _WHOLE or value.startswith(in_address):
        return When(day=value, where=where, moment=moment_of(value))
    apart = (date.fromisoformat(value[:10]) - date.fromisoformat(in_address)).days
    if abs(apart) == 1 and _UNIVERSAL.search(value):
        return When(day=in_address, where="address", moment=moment_of(value))
    if apart > 1 or where == CHANGE:
        return When(day=in_address, where="address")
    return When(day=value, where=where, moment=moment_of(value))


def _usable(value: str, lexicon: Lexicon) -> str | None:
    """Return a date as ISO text, hour and zone kept, None where it is none."""
    if match := _SLASHES.match(value.strip()):
        value = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}{match[4]}"
    value = clock_time(value) or value.strip()
    try:
        day = check_published(value, "", lexicon)
    except BadInput:
        return None
    if day is None or day < _EARLIEST or day == _EPOCH or day.startswith("--"):
        return None
    return value if value.startswith(day) else day


def _seen(blocks: Sequence[Block], head: int | None, body: range, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield the days in short lines around the headline, the time element's own value first."""
    start = max(0, (head if head is not None else body.start) - 3)
    around = [*range(start, min(start + _NEAR + 3, body.start + 2)), *range(body.stop, body.stop + _BELOW)]
    near = [blocks[i] for i in around if i < len(blocks)]
    for block in near:
        if block.timed and not _CHANGED.search(block.text[:30]) and (day := _usable(block.timed, lexicon)):
            yield day, "time"
    for block in near:
        if day := day_in(block.text, lexicon):
            yield day, "page"


def day_in(line: str, lexicon: Lexicon) -> str | None:
    """Return the first whole day of a short line that does not only tell of a change."""
    if len(line) > _DATE_LINE:
        return None
    changed = _CHANGED.search(line)
    line = line[: changed.start()] if changed else line
    tokens = tokenize(line)
    for i in range(len(tokens)):
        found = day_at(tokens, i, lexicon.dates)
        if found is not None and found.value is not None and _ISO.fullmatch(found.value):
            return found.value
    return None
