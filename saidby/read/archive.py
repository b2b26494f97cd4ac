"""Takes the pages out of a web archive, each with its address, its headers and the time of its fetching."""

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from msgspec import Struct

from saidby.errors import BadInput
from saidby.read.documents import Document, Names, clock_time, in_universal_time
from saidby.read.unpack import GZIP, unpacked
from saidby.read.warc import Lost, Record, records
from saidby.records import Problem

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_ENDINGS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/json": ".json"}
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,15}[ \t]*(?:;[^\r\n]*)?\r\n")
_FETCH = "Fetch the archive again, or take what came."
_FOUND = 200  # the only answer that brings a page


class _Answer(Struct, frozen=True, kw_only=True):
    """A page as a server sent it."""

    address: str
    fetched: str | None
    kind: str  # "text/html"
    charset: str | None
    headers: dict[str, str]
    body: bytes


def pages(file: BinaryIO, name: str) -> Iterator[Document | Problem]:
    """Yield the pages of an archive in its order, a problem for each damaged stretch, and a note of what else it holds.

    Pages are answers with status 200 in HTML, plain text or JSON; also such resources and conversions.
    """
    names = Names()
    count = found_pages = lost = 0
    for item in records(file, name):
        found = _lost(item, name) if isinstance(item, Lost) else _document(item, name, names)
        count += isinstance(item, Record)
        found_pages += isinstance(found, Document)
        lost += isinstance(found, Problem)
        if found is not None:
            yield found
    if not count and not lost:
        yield Problem(where=name, what="holds no records", do="Check that it is a web archive (WARC).")
    elif lost or count > found_pages:
        what = f"{count:,} records, {found_pages:,} pages" + (
            f", {lost:,} losses" if lost > 1 else ", one loss" if lost else ""
        )
        yield Problem(where=name, what=what, do="Requests, pictures and errors are passed over.", note=True)


def _lost(item: Lost, name: str) -> Problem:
    stretch = f"byte {item.offset:,}" if item.end <= item.offset else f"bytes {item.offset:,} to {item.end:,}"
    return Problem(where=name, what=f"{stretch}: {item.why}; what was there is lost", do=_FETCH)


def _document(item: Record, name: str, names: Names) -> Document | Problem | None:
    """Return what a record gives; None for what is no page."""
    try:
        answer = _answer(item, name)
        if answer is None:
            return None
        if not item.whole:
            what = f"byte {item.offset:,}: a page larger than 10 MB, left out"
            return Problem(where=name, what=what, do="Save it by itself, and shorten it.")
        member = f"{name}/{names.of(answer.address)}{_ENDINGS[answer.kind]}"
        data = _plain_bytes(answer, member)
        return Document(
            name=member,
            data=data,
            route="warc",
            address=answer.address,
            headers=answer.headers,
            fetched=answer.fetched,
            raw=None if data == answer.body else answer.body,
        )
    except BadInput as error:
        return Problem(where=error.where, what=f"byte {item.offset:,}: {error.what}", do=error.do)


def _answer(item: Record, name: str) -> _Answer | None:
    """Return the page that a record holds; None for a record of another kind. Raise BadInput for a damaged one."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    try:
        record = WarcRecord.from_bytes(item.data)
        if not int(record.record_type) & int(wanted):
            return None
        if item.whole and record.headers.get("WARC-Block-Digest") and not record.verify_block_digest():
            raise BadInput(name, "its digest is another; what was there is lost", _FETCH)
        return _of_http(record) if record.is_http else _of_resource(record)
    except (OSError, ValueError, AttributeError) as error:
        raise BadInput(name, "a record that cannot be read; what was there is lost", _FETCH) from error


def _of_http(record: "WarcRecord") -> _Answer | None:
    record.parse_http()
    headers = record.http_headers
    kind = (record.http_content_type or "").lower()
    if headers.status_code != _FOUND or kind not in _ENDINGS:
        return None
    return _made(record, kind, record.http_charset, headers.to_dict())


def _of_resource(record: "WarcRecord") -> _Answer | None:
    kind, _, parameters = (record.headers.get("Content-Type") or "").partition(";")
    if kind.strip().lower() not in _ENDINGS:
        return None
    charset = re.search(r"charset=\"?([\w.:-]{2,40})", parameters)
    return _made(record, kind.strip().lower(), charset[1] if charset else None, {})


def _made(record: "WarcRecord", kind: str, charset: str | None, headers: dict[str, str]) -> _Answer:
    return _Answer(
        address=(record.headers.get("WARC-Target-URI") or "").strip("<> "),
        fetched=in_universal_time(clock_time(record.headers.get("WARC-Date"))),
        kind=kind,
        charset=charset,
        headers=headers,
        body=record.reader.read(),
    )


def _plain_bytes(answer: _Answer, name: str) -> bytes:
    """Return the page as its author wrote it: joined, unpacked, and in UTF-8 where it is no HTML."""
    headers = {key.lower(): value for key, value in answer.headers.items()}
    body = answer.body
    if "chunked" in headers.get("transfer-encoding", "").lower() and _CHUNK.match(body):
        body = _joined(body, name)
    codings = [coding.strip().lower() for coding in headers.get("content-encoding", "").split(",") if coding.strip()]
    # Some crawlers unpack and leave the header as it was.
    as_it_is = (codings[-1:] and "gzip" in codings[-1] and not body.startswith(GZIP)) or body.lstrip()[:1] in b"<{"
    if codings and not as_it_is:
        body = unpacked(body, codings, name)
    if _ENDINGS[answer.kind] != ".html" and answer.charset and answer.charset.lower() not in {"utf-8", "utf8"}:
        body = _in_utf_8(body, answer.charset)
    return body


def _joined(body: bytes, name: str) -> bytes:
    """Return a body that was sent in chunks as one. Raise BadInput where a chunk is missing."""
    parts, at = io.BytesIO(), 0
    while match := _CHUNK.match(body, at):
        size = int(match[0].split(b";")[0], 16)
        if size == 0:
            return parts.getvalue()
        parts.write(body[match.end() : match.end() + size])
        at = match.end() + size + 2
        if at > len(body) + 2:
            break
    raise BadInput(name, "was cut off on its way, chunks of it are missing", _FETCH)


def _in_utf_8(body: bytes, charset: str) -> bytes:
    """Return a text in UTF-8; as it is where it is not what it was declared to be, which reading it will say."""
    try:
        return body.decode(charset).encode()
    except (LookupError, ValueError):
        return body
