"""What a feed names: for each entry who it is, where it leads, and a version that changes when the entry does."""

import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin

from msgspec import Struct, structs

from saidby.errors import BadInput
from saidby.read.containers import Opened, inside
from saidby.read.documents import Document
from saidby.read.xml_tree import check_entities
from saidby.records import Quarantined

MOST = 1000  # entries of one poll; PROMISES.md section 4
_BEGINS = re.compile(rb"<(?:[A-Za-z][\w.-]{0,20}:)?(?:rss|feed|RDF)[\s>]")
_ENDS = re.compile(rb"</(?:[A-Za-z][\w.-]{0,20}:)?(?:rss|feed|RDF)\s*>")
_LONGEST = 4000  # characters of an address or an identifier
_TAIL = 4096  # bytes at the end in which a feed is closed, comments of its maker behind it
_NO_FEED = "is no feed (RSS, Atom, JSON Feed)"
_LOOK = "Look for the address of the feed itself."


class Named(Struct, frozen=True, kw_only=True):
    """An entry of a feed: where it leads, or what it says itself."""

    entry: str
    version: str
    address: str | None = None
    document: Document | None = None


class Listing(Struct, frozen=True, kw_only=True):
    """What a feed names. Where its end did not come (not ``whole``), the last entry may be cut too and is left out.

    ``left``: how many entries there were beyond the most that a poll brings.
    """

    entries: tuple[Named, ...]
    whole: bool
    left: int = 0


def pages_of(data: bytes, address: str) -> Listing:
    """Return the pages that a feed names. Raise BadInput for what is no feed."""
    whole = _check(data, address)
    rows = _json_rows(data, address) if data.lstrip()[:1] == b"{" else _xml_rows(data, address)
    listing = _listing((_page(row, address) for row in rows[:MOST]), whole=whole)
    return structs.replace(listing, left=len(rows[MOST:]))


def articles_of(document: Document, opened: Opened | None = None) -> Listing:
    """Return the articles that a feed has in itself. Raise BadInput for what is no feed, or is over a limit."""
    whole = _check(document.data, document.name)
    within = list(inside(document, opened))
    found = [it for it in within if isinstance(it, Document)]
    if not found and (refused := next((it for it in within if isinstance(it, Quarantined)), None)):
        raise BadInput(refused.where, refused.what, refused.do)
    named = (Named(entry=it.name, version=_hash([it.data.decode("utf-8", "replace")]), document=it) for it in found)
    return _listing(named, whole=whole)


def _listing(found: Iterable[Named], *, whole: bool) -> Listing:
    named = list(found)
    once: dict[str, Named] = {}
    for one in named if whole else named[:-1]:
        if one.address or one.document:
            once.setdefault(one.entry, one)
    return Listing(entries=tuple(once.values()), whole=whole)


def _check(data: bytes, address: str) -> bool:
    """Return whether a feed is whole. Raise BadInput for what is none."""
    if data.lstrip()[:1] == b"{":
        return True  # cut JSON is no JSON
    check_entities(data, address)
    if not _BEGINS.search(data):
        raise BadInput(address, _NO_FEED, _LOOK)
    return _ENDS.search(data[-_TAIL:]) is not None


def _xml_rows(data: bytes, address: str) -> list[Mapping[str, Any]]:
    import feedparser

    try:
        return list(feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False).entries)
    except Exception as error:  # a parser of broken feeds has many ways to fail
        raise BadInput(address, f"no feed that can be read ({type(error).__name__})", _LOOK) from error


def _json_rows(data: bytes, address: str) -> list[Mapping[str, Any]]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadInput(address, "is no JSON Feed, or one that was cut", _LOOK) from error
    items = found.get("items")
    if not isinstance(items, list):
        raise BadInput(address, _NO_FEED, _LOOK)
    return [{**item, "link": item.get("url") or item.get("external_url")} for item in items if isinstance(item, dict)]


def _page(row: Mapping[str, Any], feed: str) -> Named:
    link = row.get("link")
    address = _joined(feed, link.strip()) if isinstance(link, str) and link.strip() else None
    identifier = row.get("id")
    entry = str(identifier) if isinstance(identifier, str | int) and identifier != "" else address or ""
    said = {name: value for name, value in row.items() if not name.endswith("_parsed")}
    return Named(entry=_short(entry), version=_hash(said), address=address)


def _joined(feed: str, link: str) -> str | None:
    """Return where a link leads; None for what cannot be an address. Half characters, which nobody could keep, go."""
    try:
        address = urljoin(feed, link)
    except ValueError:
        return None
    return _whole(address) if len(address) <= _LONGEST else None


def _short(identifier: str) -> str:
    """Return an identifier as it can be kept: those beyond reason by their hash."""
    return _whole(identifier) if len(identifier) <= _LONGEST else _hash(identifier)


def _whole(words: str) -> str:
    return words.encode("utf-8", "replace").decode().replace("\0", "?")


def _hash(said: object) -> str:
    words = json.dumps(said, sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.sha256(words.encode()).hexdigest()[:32]
