"""Opens files that hold many articles, or one with what its publisher says of it, and gives them one by one."""

import io
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import PurePath
from typing import Any, BinaryIO

from msgspec import structs

from saidby.errors import BadInput, OverLimit
from saidby.read.documents import Document
from saidby.read.plain import LARGEST, check_size
from saidby.read.unpack import ENDINGS as PACKED
from saidby.read.unpack import GZIP, PIECE, unpacked, unpacking
from saidby.read.warc import BEGIN
from saidby.records import Problem, Quarantined

XML = (".xml", ".rss", ".atom", ".rdf", ".nitf")
LINES = (".jsonl", ".ndjson")
ARCHIVES = (".warc",)
ENDINGS = (*XML, *LINES, *ARCHIVES)
_JSON_FEED = "https://jsonfeed.org/version/"
_FIRST_TAG = re.compile(rb"<(?:[A-Za-z][\w.-]{0,40}:)?([A-Za-z][\w.-]{0,40})[\s/>]")
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEAD = 65_536  # bytes in which a file says what it is
_FEEDS = frozenset(("rss", "rdf", "feed"))
Opened = Callable[[BinaryIO, str], Iterator[Document | Problem]]  # as ``open_stream``: where and how is the caller's


def endings(name: str) -> tuple[str, str]:
    """Return what a file's name says it holds, and how that is packed: ``(".warc", ".gz")``; "" where it is not."""
    file = PurePath(name.casefold())
    if file.suffix in PACKED:
        return PurePath(file.stem).suffix, file.suffix
    return file.suffix, ""


def holds_articles(name: str, plain: Iterable[str]) -> bool:
    """Tell by its name whether a file in a folder is to be read."""
    return endings(name)[0] in {*ENDINGS, *plain}


def holds_many(name: str) -> bool:
    """Tell by its name whether a file may be larger than one document: an archive, or lines."""
    return endings(name)[0] in {*LINES, *ARCHIVES}


def is_one(file: BinaryIO, name: str) -> bool:
    """Tell whether a file is one article as it stands, so that nothing has to be unpacked or parsed to open it."""
    kind, packed = endings(name)
    if packed or kind in ENDINGS:
        return False
    if kind != ".json":
        return True
    may_hold_many = _may_hold_many(file.read(LARGEST + 1))
    file.seek(0)
    return not may_hold_many


def inside(document: Document, opened: Opened | None = None) -> Iterator[Document | Problem]:
    """Yield the articles of a document that was fetched: itself, or those of the feed or wire's file that it is."""
    ending = ending_of(document.data)
    if ending not in {".xml", ".json", ".jsonl"} or (ending == ".json" and not _may_hold_many(document.data)):
        yield document
        return
    name = document.name if document.name.casefold().endswith(ending) else f"{document.name}{ending}"
    for found in (opened or open_stream)(io.BytesIO(document.data), name):
        brought = {"headers": document.headers, "fetched": document.fetched}
        if isinstance(found, Quarantined):
            whence = {"name": document.name, "route": document.route, "address": document.address}
            yield structs.replace(found, **whence, headers=document.headers)
        elif isinstance(found, Document) and found.name == name and found.data == document.data:
            yield document  # JSON that holds no other articles
        else:
            yield found if isinstance(found, Problem) else structs.replace(found, **brought)


def open_stream(file: BinaryIO, name: str) -> Iterator[Document | Problem]:
    """Yield the articles of a file that is open and can be read anywhere. What cannot be read comes as a problem."""
    try:
        yield from _opened(file, name)
    except BadInput as error:
        yield Problem(where=error.where, what=error.what, do=error.do)
    except (OSError, MemoryError):
        raise  # nothing about what it holds; or a matter of whoever sets limits
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not cost the reader the others
        what = f"the program failed on it ({type(error).__name__}: {error})"
        yield Problem(where=name, what=what, do="Please report it, with the file if you may.")


def _opened(file: BinaryIO, name: str) -> Iterator[Document | Problem]:
    kind, packed = endings(name)
    if kind in ARCHIVES and packed in {"", ".gz"}:
        from saidby.read.archive import pages

        yield from pages(file, name)
    elif kind in LINES:
        from saidby.read.lines import rows

        pieces = iter(lambda: file.read(PIECE), b"")
        yield from rows(unpacking(pieces, [PACKED[packed]], name, most=None) if packed else pieces, name)
    else:
        raw = file.read(LARGEST + 1)
        try:
            data = unpacked(raw, [PACKED[packed]], name) if packed else raw
            inner = name[: -len(packed)] if packed else name
            yield from _by_content(data, inner, raw if packed else None)
        except OverLimit as error:
            kept = raw if len(raw) <= LARGEST else b""
            yield Quarantined(where=error.where, what=error.what, do=error.do, data=kept, name=name)


def _by_content(data: bytes, name: str, raw: bytes | None) -> Iterator[Document | Problem]:
    kind = PurePath(name.casefold()).suffix
    if kind in XML:
        yield from _xml(data, name)
    elif kind == ".json" and (held := _json_container(data)) is not None:
        yield from _json(held, name, data)
    else:
        yield Document(name=name, data=data, raw=raw)


def first_tag(data: bytes) -> str:
    """Return the name of the outermost tag, in lower case; "" where there is none."""
    head = data[:_HEAD].replace(b"\0", b"")
    match = _FIRST_TAG.search(_COMMENT.sub(b"", head))
    return match[1].decode().lower() if match else ""


def ending_of(head: bytes) -> str:
    """Return the ending that a file without a name should have, by how it begins."""
    if head.startswith(GZIP):
        with suppress(zlib.error):
            return ending_of(zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, _HEAD)) + ".gz"
    if head.startswith(BEGIN):
        return ".warc"
    start = head[:_HEAD].lstrip()
    if start.startswith(b"<"):
        from saidby.read.newsml import ROOTS

        return ".xml" if first_tag(head) in _FEEDS | ROOTS else ".txt"
    if start.startswith(b"{"):
        return ".jsonl" if _is_lines(head) else ".json"
    return ".json" if start.startswith(b"[") and _json_container(head) is not None else ".txt"


def _is_lines(head: bytes) -> bool:
    """Tell whether an object ends with its line, and more comes behind it."""
    first, _, others = head.strip().partition(b"\n")
    return bool(others.strip()) and first.rstrip().endswith(b"}")


def _xml(data: bytes, name: str) -> Iterator[Document | Problem]:
    from saidby.read.newsml import ROOTS, articles

    check_size(data, name)
    tag = first_tag(data)
    if tag in _FEEDS:
        from saidby.read.feeds import xml_entries

        yield from xml_entries(data, name)
    elif tag in ROOTS:
        yield from _as_it_came(articles(data, name), data)
    elif tag == "html":
        yield Document(name=name, data=data)
    else:
        what = f"XML of a kind that is not read ({tag})" if tag else "not XML, though its name says so"
        raise BadInput(name, what, "Give a feed (RSS, Atom), NewsML-G2 or NITF.")


def _may_hold_many(data: bytes) -> bool:
    return len(data) <= LARGEST and (b'"items"' in data or b'"uri"' in data)


def _json_container(data: bytes) -> Any:
    """Return what a JSON Feed or ninjs holds; None for an article of our own form, and for what is no JSON at all."""
    if not _may_hold_many(data):
        return None
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    rows = found if isinstance(found, list) else [found]
    if not rows or not all(isinstance(row, dict) and not isinstance(row.get("text"), str) for row in rows):
        return None
    wanted = all(isinstance(row.get("uri"), str) for row in rows) or str(rows[0].get("version")).startswith(_JSON_FEED)
    return found if wanted else None


def _json(found: Any, name: str, data: bytes) -> Iterator[Document | Problem]:
    if isinstance(found, dict) and str(found.get("version")).startswith(_JSON_FEED):
        from saidby.read.feeds import json_entries

        yield from json_entries(found, name)
    else:
        from saidby.read.ninjs import items

        yield from _as_it_came(items(found, name), data)


def _as_it_came(found: Iterable[Document | Problem], data: bytes) -> Iterator[Document | Problem]:
    """Yield what a wire's file holds; where that is one article, its bytes are those of the file."""
    listed = list(found)
    alone = sum(isinstance(item, Document) for item in listed) == 1
    for item in listed:
        yield structs.replace(item, raw=data) if alone and isinstance(item, Document) else item
