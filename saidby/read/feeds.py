"""Takes the articles out of a feed: RSS, Atom and JSON Feed. What an entry says is taken as the article."""

import html
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from saidby.errors import BadInput
from saidby.read.documents import Document, Entry, Names, by_itself, clock_time, in_own_form
from saidby.read.markup import is_markup, text_of_html
from saidby.read.xml_tree import check_entities
from saidby.records import Problem

MOST = 1000  # entries of one feed; PROMISES.md section 4
_ITEM_END = re.compile(rb"</(?:[\w.-]{1,20}:)?(?:item|entry)\s*>")
_NOTHING = "holds no entries"
_CHECK = "Check that it is a feed with articles in it."


def xml_entries(data: bytes, name: str) -> Iterator[Document | Problem]:
    """Yield the entries of an RSS or Atom feed as documents. Raise BadInput where it is no feed that can be read.

    Text: the longest of what an entry gives as content and summary. Outlet: its ``<source>``, else, where it gives no
    address, the feed's own title.
    """
    import feedparser

    kept, left_out = _first_entries(data)
    check_entities(kept, name)
    try:
        feed = feedparser.parse(io.BytesIO(kept), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # a parser of broken feeds has many ways to fail
        raise BadInput(name, f"no feed that can be read ({type(error).__name__})", _CHECK) from error
    if not feed.entries:
        raise BadInput(name, _NOTHING, _CHECK)
    names = Names()
    title = _words(feed.feed.get("title"))
    for number, row in enumerate(feed.entries[:MOST], 1):
        yield by_itself(partial(_one, row, number, title, names, name))
    yield from _left(len(feed.entries[MOST:]) + left_out, name)


def json_entries(row: Mapping[str, Any], name: str) -> Iterator[Document | Problem]:
    """Yield the items of a JSON Feed as documents."""
    items = [item for item in _list(row.get("items")) if isinstance(item, Mapping)]
    if not items:
        raise BadInput(name, _NOTHING, _CHECK)
    names = Names()
    for number, item in enumerate(items[:MOST], 1):
        yield by_itself(partial(_from_json, item, number, _words(row.get("title")), names, name))
    yield from _left(len(items[MOST:]), name)


def _first_entries(data: bytes) -> tuple[bytes, int]:
    """Return a feed with no more than the entries that are read, and how many were cut out of it."""
    ends = [match.end() for match in _ITEM_END.finditer(data)]
    if len(ends) <= MOST:
        return data, 0
    return data[: ends[MOST - 1]] + data[ends[-1] :], len(ends) - MOST


def _left(count: int, name: str) -> Iterator[Problem]:
    if count > 0:
        what = f"has more than {MOST:,} entries; {count:,} were left out"
        yield Problem(where=name, what=what, do="Split the feed.")


def _one(row: Mapping[str, Any], number: int, feed_title: str | None, names: Names, name: str) -> Document | Problem:
    link = _words(row.get("link"))
    identifier = _words(row.get("id")) or link or f"entry-{number}"
    bodies = [
        _body(part.get("value"), part.get("type"), name)
        for part in [*_list(row.get("content")), row.get("summary_detail")]
        if isinstance(part, Mapping)
    ]
    source = row.get("source")
    outlet = _words(source.get("title")) if isinstance(source, Mapping) else None
    entry = Entry(
        id=names.of(identifier),
        body=max(bodies, key=len, default=""),
        title=_title(row.get("title_detail")),
        url=link,
        outlet=outlet or _words(row.get("publisher")) or (None if link else feed_title),
        published=_day(row),
    )
    return _finished(entry, row, name)


def _from_json(
    item: Mapping[str, Any], number: int, feed_title: str | None, names: Names, name: str
) -> Document | Problem:
    link = _words(item.get("url")) or _words(item.get("external_url"))
    source = item.get("_source") if isinstance(item.get("_source"), Mapping) else {}
    bodies = [
        _body(item.get("content_html"), "text/html", name),
        _body(item.get("content_text"), "text/plain", name),
        _body(item.get("summary"), "text/plain", name),
    ]
    given = item.get("id")
    identifier = str(given) if isinstance(given, str | int) and given != "" else link or f"item-{number}"
    entry = Entry(
        id=names.of(identifier),
        body=next(filter(None, bodies), ""),
        title=_words(item.get("title")),
        url=link,
        outlet=_words(dict(source or {}).get("title")) or (None if link else feed_title),
        published=clock_time(item.get("date_published")),
    )
    return _finished(entry, item, name)


def _finished(entry: Entry, row: Mapping[str, Any], name: str) -> Document | Problem:
    if not entry.body:
        what, do = "an entry with nothing but a headline", "Read the page that it leads to."
        return Problem(where=f"{name}/{entry.id}", what=what, do=do, note=True)
    raw = json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "replace")
    return in_own_form(entry, within=name, route="feed", raw=raw)


def _body(value: object, kind: object, name: str) -> str:
    """Return the words of a body. What is called HTML without having tags may still have its signs escaped."""
    if not isinstance(value, str):
        return ""
    if kind == "text/plain":
        return value.strip()
    return text_of_html(value, name) if is_markup(value) else html.unescape(value).strip()


def _title(detail: object) -> str | None:
    if not isinstance(detail, Mapping):
        return None
    words = " ".join(_body(detail.get("value"), detail.get("type"), "title").split())
    return words or None


def _day(row: Mapping[str, Any]) -> str | None:
    """Return when an entry was published, in the zone in which it says so; else when it was brought up to date."""
    for field in ("published", "created", "updated"):
        if found := clock_time(row.get(field)):
            return found
        parsed = row.get(f"{field}_parsed")
        if isinstance(parsed, tuple) and parsed[0] > 0:
            return f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}T{parsed[3]:02}:{parsed[4]:02}:{parsed[5]:02}Z"
    return None


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
