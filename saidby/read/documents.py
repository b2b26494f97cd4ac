"""One article on its way in: its bytes, its name, and what a capture of it keeps."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from msgspec import Struct

from saidby.errors import BadInput
from saidby.records import Problem

LONGEST_NAME = 100  # characters: folders refuse names beyond 255 bytes, and tables look better with less
_SCHEME = re.compile(r"\A(?:https?://(?:www\.)?|urn:|tag:)", re.IGNORECASE)
_ODD = re.compile(r"[^A-Za-z0-9._:/-]")
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")
_RUN_TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?", re.ASCII)


_Found = TypeVar("_Found")
_TOLD = ("title", "url", "outlet", "published")


class Document(Struct, frozen=True):
    """One article as it came, and what a capture of it keeps. ``name`` is what messages call it."""

    name: str
    data: bytes  # what is read
    route: str = "file"  # "file", "feed", "ninjs", "newsml", "warc", "url", "paste"
    address: str | None = None  # the page's, where one is known
    headers: Mapping[str, str] = {}  # of the answer that brought it, as they came
    fetched: str | None = None  # 2025-06-16T08:30:00Z: when it was fetched, where the container says so
    raw: bytes | None = None  # the bytes as they came, where ``data`` was cut or unpacked from them


class Entry(Struct, frozen=True, kw_only=True):
    """What a feed or a wire's file says of one article. ``body`` is what stands below the headline."""

    id: str
    body: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None


class Names:
    """Gives each article of a container a name of its own."""

    def __init__(self) -> None:
        self._times: dict[str, int] = {}

    def of(self, identifier: str) -> str:
        """Return the identifier as a safe name; with ``~2`` behind it where it has come before."""
        name = safe_name(identifier)
        self._times[name.casefold()] = times = self._times.get(name.casefold(), 0) + 1
        return name if times == 1 else f"{name}~{times}"


def by_itself(make: Callable[[], _Found]) -> _Found | Problem:
    """Return what is made of one article of many; where it is refused, that as a problem, so that the others come."""
    try:
        return make()
    except BadInput as error:
        return Problem(where=error.where, what=error.what, do=error.do)


def safe_name(identifier: str) -> str:
    """Return an identifier (an address, a urn, any text) as a name that every folder takes.

    Where more than the scheme, slashes and colons went, the first letters of its hash keep it apart from others.
    """
    bare = _SCHEME.sub("", identifier.strip())
    name = _UNSAFE.sub("_", bare).strip("._-")
    if _ODD.search(bare) or len(name) > LONGEST_NAME:
        digest = hashlib.sha256(identifier.encode("utf-8", "replace")).hexdigest()[:8]
        name = f"{name[:LONGEST_NAME].rstrip('._-')}-{digest}".lstrip("-")
    return name or "article"


def in_own_form(entry: Entry, *, within: str, route: str, raw: bytes | None = None) -> Document:
    """Return an entry as the .json file that it would be, named as a member of the container it came in."""
    row = {"id": entry.id, "text": _below_headline(entry)}
    row |= {name: value for name in _TOLD if (value := getattr(entry, name)) is not None}
    data = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
    return Document(name=f"{within}/{entry.id}.json", data=data, route=route, address=entry.url, raw=raw)


def _below_headline(entry: Entry) -> str:
    """Return headline and body as pages and papers have them, so that an article is the same by every route."""
    title = " ".join((entry.title or "").split())
    begins = " ".join(entry.body[: 2 * len(title) + 100].split())
    return f"{title}\n\n{entry.body}" if title and not begins.startswith(title) else entry.body


def clock_time(value: object) -> str | None:
    """Return a date as containers write it in ISO form, as precise as it came; None where it is none.

    2025-06  2025-06-16T08:30:00+02:00  20250616T083000Z  Mon, 16 Jun 2025 08:30:00 +0200
    """
    words = value.strip() if isinstance(value, str) else ""
    if match := _RUN_TOGETHER.fullmatch(words):
        year, month, day, hour, minute, second, zone = match.groups()
        words = f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else "")
    if _ISO.fullmatch(words):
        return words if _is_real(words) else None
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def in_universal_time(value: str | None) -> str | None:
    """Return a moment with its zone as ``2025-06-16T08:30:00Z``; None for anything less."""
    try:
        at = datetime.fromisoformat(value or "")
        return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _is_real(words: str) -> bool:
    try:
        datetime.fromisoformat(words if len(words) > 7 else f"{words}-01-01"[:10])
    except ValueError:
        return False
    return not words.startswith("0000")
