"""What follows from each event: rows of the tables that show how things stand."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from saidby.ledger.events import Event, EventKind
from saidby.ledger.store import Value

Write = tuple[str, tuple[Value, ...]]  # a statement and its values
Text = Callable[[str], str]  # the text behind a hash

FOLLOWING = ("capture", "article")  # tables that can be made anew, those first that point at others


def project(event: Event, text: Text) -> Iterator[Write]:
    """Yield what to write when ``event`` has happened."""
    if write := _WRITERS.get(event.kind):
        yield from write(event, event.content(), text)


def _article(event: Event, body: Mapping[str, Any], text: Text) -> Iterator[Write]:
    given = (body["title"], body["outlet"], body["published"], body["wire"], body["url"])
    put = """
        INSERT INTO article (seq, key, id, title, outlet, published, wire, url, text, sha256)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    yield put, (event.seq, event.subject, body["id"], *given, text(body["text"]), body["text"])


def _capture(event: Event, body: Mapping[str, Any], _: Text) -> Iterator[Write]:
    put = """
        INSERT INTO capture (seq, article, at, route, name, address, sha256, size, headers)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    headers = msgspec.json.encode(body["headers"]).decode()
    how = (body["route"], body["name"], body["address"], body["sha256"], body["size"])
    yield put, (event.seq, event.subject, event.at, *how, headers)


def _marked(event: Event, body: Mapping[str, Any], _: Text) -> Iterator[Write]:
    put = "UPDATE article SET marks = ?, marked_by = ?, figures = ? WHERE key = ?"
    yield put, (body["marks"], body["by"], body["figures"], event.subject)


_WRITERS: Mapping[EventKind, Callable[[Event, Mapping[str, Any], Text], Iterator[Write]]] = {
    "article": _article,
    "capture": _capture,
    "marked": _marked,
}
