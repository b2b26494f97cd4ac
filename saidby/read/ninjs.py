"""Takes the articles out of IPTC ninjs, versions 1 to 3: news in JSON as agencies send it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from saidby.errors import BadInput
from saidby.read.documents import Document, Entry, Names, by_itself, clock_time, in_own_form
from saidby.read.markup import text_of_html
from saidby.records import Problem

MOST = 1000  # items in one file, associations included
_HTML = ("html", "xml")  # parts of the names under which bodies with tags come
_MAIN = ("main", "", "text", "richtext", "web")  # roles of a body, the one to read first


def items(found: object, name: str) -> Iterator[Document | Problem]:
    """Yield the texts among the items of a file, associated ones too. Raise BadInput where there is none.

    Version 1: headline, body_text, body_xhtml ...   Versions 2 and 3: headlines, bodies with roles, names in camel case
    """
    names = Names()
    count = passed = 0
    for item in _all(found):
        if count == MOST:
            yield Problem(
                where=name, what=f"holds more than {MOST:,} items; the others were left out", do="Split the file."
            )
            break
        count += 1
        document = by_itself(partial(_one, item, names, name))
        passed += document is None
        if document is not None:
            yield document
    if count == passed:
        raise BadInput(name, "holds no text", "Give the item that has the article's body.")
    if passed:
        what = f"{passed:,} of its {count:,} items are pictures or have no text"
        yield Problem(where=name, what=what, do="Nothing is missing if that is so.", note=True)


def _all(found: object) -> Iterator[Mapping[str, Any]]:
    """Yield the items and, behind each, those that are associated with it."""
    queue = list(found) if isinstance(found, list) else [found]
    queue.reverse()
    while queue:
        item = queue.pop()
        if not isinstance(item, Mapping):
            continue
        item = _even(item)
        yield item
        inner = item.get("associations")
        inner = list(inner.values()) if isinstance(inner, Mapping) else inner if isinstance(inner, list) else []
        queue.extend(reversed(inner))


def _even(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item with its fields' names in lower case, as versions 1 and 2 have them."""
    return {str(field).lower(): value for field, value in item.items()}


def _one(item: Mapping[str, Any], names: Names, name: str) -> Document | Problem | None:
    text = _body(item, name)
    if not text:
        return None
    identifier = _words(item.get("uri")) or _words(item.get("guid")) or "item"
    safe = names.of(identifier)
    if _words(item.get("pubstatus")) in {"withheld", "canceled"}:
        what = f"its publisher has marked it as {item['pubstatus']}"
        return Problem(where=f"{name}/{safe}", what=what, do="Leave it out.", note=True)
    entry = Entry(
        id=safe,
        body=text,
        title=_first(item, "headlines") or _words(item.get("headline")) or _words(item.get("title")),
        url=_address(item),
        outlet=_outlet(item),
        published=_day(item),
    )
    raw = json.dumps(item, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
    return in_own_form(entry, within=name, route="ninjs", raw=raw)


def _body(item: Mapping[str, Any], name: str) -> str:
    """Return the text of an item: of its bodies the main one; with tags where it comes in both forms."""
    listed = [*_bodies_listed(item), *_bodies_named(item)]
    found = [(role, kind, value) for role, kind, value in listed if isinstance(value, str) and value.strip()]
    if not found:
        return ""
    role = min((role for role, _, _ in found), key=lambda role: _MAIN.index(role) if role in _MAIN else len(_MAIN))
    same = [row for row in found if row[0] == role]
    _, kind, value = next((row for row in same if _has_tags(row[1])), same[0])
    return text_of_html(value, name) if _has_tags(kind) else value.strip()


def _bodies_listed(item: Mapping[str, Any]) -> Iterator[tuple[str, str, object]]:
    bodies = item.get("bodies")
    for row in bodies if isinstance(bodies, list) else []:
        if isinstance(row, Mapping):
            body = _even(row)
            yield _lower(body.get("role")), _lower(body.get("contenttype")), body.get("value")


def _bodies_named(item: Mapping[str, Any]) -> Iterator[tuple[str, str, object]]:
    """Yield the bodies of version 1, whose fields' names tell what they hold: body_text, body_html5, body_web_xhtml."""
    for field, value in item.items():
        if field == "body" or field.startswith("body_"):
            role, _, kind = field.removeprefix("body").strip("_").rpartition("_")
            yield role, kind, value


def _has_tags(kind: str) -> bool:
    return any(word in kind for word in _HTML)


def _first(item: Mapping[str, Any], field: str) -> str | None:
    rows = item.get(field)
    found = [_even(row) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    found.sort(key=lambda row: _lower(row.get("role")) != "main")
    return next((words for row in found if (words := _words(row.get("value")))), None)


def _outlet(item: Mapping[str, Any]) -> str | None:
    """Return who published an item: its source as far as it names one, else who holds the rights."""
    for row in _rows(item.get("infosource")) + _rows(item.get("infosources")):
        if name := _words(row.get("name")):
            return name
    return _words(item.get("source")) or _words(item.get("copyrightholder"))


def _rows(value: object) -> list[dict[str, Any]]:
    rows: Sequence[object] = value if isinstance(value, list) else [value]
    return [_even(row) for row in rows if isinstance(row, Mapping)]


def _address(item: Mapping[str, Any]) -> str | None:
    uri = _words(item.get("uri")) or ""
    return uri if uri.startswith(("http://", "https://")) else None


def _day(item: Mapping[str, Any]) -> str | None:
    """Return when this version was made, else the time that comes nearest to it."""
    fields = ("versioncreated", "contentcreated", "firstcreated", "contentmodified")
    return next((found for field in fields if (found := clock_time(item.get(field)))), None)


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _lower(value: object) -> str:
    return value.strip().lower() if isinstance(value, str) else ""
