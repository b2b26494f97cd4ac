"""The log of a ledger: all that it holds, as lines of JSON, to take it to another place and to compare it there.

First a line that says what follows, then every content by its hash, every event in order, and every story as it was
linked last, so that its statements keep their names; then a line that says how many there were. Each line ends with
``check``, a SHA-256 over the check of the line before and over itself: a bit that flips anywhere, a line that is
missing, twice there or out of order is found in the line where it happened.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Protocol

import msgspec
from msgspec import Struct, structs

from saidby.errors import BadInput, LedgerError
from saidby.ledger.events import FIRST_SEAL, Event, broken
from saidby.ledger.packing import unpack
from saidby.ledger.store import Row, Store
from saidby.records import Story

FORM = 1  # of the lines
_BEFORE = b'{"saidby":'
_CHECK = b',"check":"%s"}\n'
_TAIL = len(_CHECK % (b"0" * 64))
_AT_ONCE = 8  # contents held while they are walked: each may be a large page
_DO = "Take another copy of the log, or export it anew."


class Content(Struct, frozen=True, kw_only=True, tag="content", tag_field="line", forbid_unknown_fields=True):
    """Bytes that are kept: their hash and size, and themselves as they are packed."""

    sha256: str
    kind: str
    size: int
    packed: bytes


class Happened(Struct, frozen=True, kw_only=True, tag="event", tag_field="line", forbid_unknown_fields=True):
    """An event."""

    event: Event


class Linked(Struct, frozen=True, kw_only=True, tag="story", tag_field="line", forbid_unknown_fields=True):
    """A story as it was linked last, packed."""

    story: str
    size: int
    packed: bytes


class Begin(Struct, frozen=True, kw_only=True, tag="begin", tag_field="line", forbid_unknown_fields=True):
    """What stands in the first line."""

    form: int


class End(Struct, frozen=True, kw_only=True, tag="end", tag_field="line", forbid_unknown_fields=True):
    """What stands in the last line: how much there was, and the last event's seal."""

    contents: int
    events: int
    stories: int
    seal: str


Line = Begin | Content | Happened | Linked | End
_decode = msgspec.json.Decoder(Line).decode


class Exported(Protocol):
    """What a log is made of."""

    store: Store

    def events(self, *, after: int = 0) -> Iterator[Event]:
        """Yield the events behind that number, in order."""


class Imported(Protocol):
    """Where a log is put."""

    store: Store

    def append(self, event: Event) -> None:
        """Write an event as it was sealed, and what follows from it."""


def write_log(ledger: Exported) -> Iterator[bytes]:
    """Yield the lines of a ledger's log as it is now; events that others write meanwhile are left out."""
    last = int(str(_one(ledger.store, "SELECT coalesce(max(seq), 0) FROM event")))
    check = b""
    for line in _lines(ledger, last):
        whole, check = _sealed(line, check)
        yield whole


def read_log(lines: Iterable[bytes], *, name: str) -> Iterator[Content | Event | Linked]:
    """Yield what the lines of a log hold. Raise BadInput where one of them is not as it was written, or missing.

    What is yielded before is sound, but the log as a whole only when the last line has been read.
    """
    return _Reader(name).all(lines)


def import_log(ledger: Imported, lines: Iterable[bytes], *, name: str) -> End:
    """Put all of a log in an empty ledger, or nothing where any of it is unsound, and return how much it was.

    Raise BadInput for the log, LedgerError for a ledger that has something in it.
    """
    store = ledger.store
    reader = _Reader(name)
    with store.writing():
        if _one(store, "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM content)"):
            raise LedgerError(store.name, "is not empty, and a log is not mixed with it", "Name a new one.")
        for found in reader.all(lines):
            match found:
                case Content():
                    put = "INSERT INTO content (sha256, kind, size, packed) VALUES (?, ?, ?, ?)"
                    store.run(put, *structs.astuple(found))
                case Event():
                    ledger.append(found)
                case Linked():
                    store.run("INSERT INTO story_record (story, packed) VALUES (?, ?)", found.story, found.packed)
    return reader.end()


def _lines(ledger: Exported, last: int) -> Iterator[Line]:
    yield Begin(form=FORM)
    contents = events = stories = 0
    for content in _contents(ledger.store):
        contents += 1
        yield content
    seal = FIRST_SEAL
    for event in ledger.events():
        if event.seq > last:
            break
        events, seal = events + 1, event.seal
        yield Happened(event=event)
    for story in _stories(ledger.store):
        stories += 1
        yield story
    yield End(contents=contents, events=events, stories=stories, seal=seal)


def _contents(store: Store) -> Iterator[Content]:
    after = ""
    question = "SELECT sha256, kind, size, packed FROM content WHERE sha256 > ? ORDER BY sha256 LIMIT ?"
    while found := [_content(row) for row in store.ask(question, after, _AT_ONCE)]:
        yield from found
        after = found[-1].sha256


def _stories(store: Store) -> Iterator[Linked]:
    after = ""
    question = "SELECT story, packed FROM story_record WHERE story > ? ORDER BY story LIMIT ?"
    while found := list(store.ask(question, after, _AT_ONCE)):
        for key, packed in found:
            if isinstance(packed, bytes) and (data := unpack(packed)) is not None:
                yield Linked(story=str(key), size=len(data), packed=packed)
        after = str(found[-1][0])


def _content(row: Row) -> Content:
    return msgspec.convert(dict(zip(Content.__struct_fields__, row, strict=True)), Content, builtin_types=(bytes,))


def _sealed(line: Line, check: bytes) -> tuple[bytes, bytes]:
    """Return the bytes of a line and its check, from the check of the line before."""
    begin = _BEFORE + msgspec.json.encode(line)
    check = hashlib.sha256(check + begin).hexdigest().encode()
    return begin + _CHECK % check, check


class _Reader:
    """Reads one line after the other, and knows what may come next."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._number = 0
        self._check = b""
        self._seal = FIRST_SEAL
        self._contents = self._events = self._stories = 0
        self._last: Line | None = None

    def all(self, lines: Iterable[bytes]) -> Iterator[Content | Event | Linked]:
        """Yield what the lines hold, once each is looked at."""
        for whole in lines:
            self._number += 1
            line = self._line(whole)
            if isinstance(self._last, End):
                raise self._refused("comes behind the last")
            if isinstance(line, Begin) != (self._last is None):
                raise self._refused("is not the first line of a log" if self._last is None else "begins another log")
            self._last = line
            if isinstance(line, Happened):
                yield self._event(line.event)
            elif isinstance(line, Content):
                yield self._content(line)
            elif isinstance(line, Linked):
                yield self._story(line)
            else:
                self._frame(line)
        if not isinstance(self._last, End):
            self._number += 1
            raise self._refused("is missing: the log was cut off")

    def end(self) -> End:
        """Return how much there was."""
        return End(contents=self._contents, events=self._events, stories=self._stories, seal=self._seal)

    def _frame(self, line: Begin | End) -> None:
        if isinstance(line, End) and line != self.end():
            raise self._refused("counts otherwise than its log")
        if isinstance(line, Begin) and line.form != FORM:
            raise BadInput(f"{self._name}, line 1", f"the log is of a later form ({line.form})", "Update saidby.")

    def _line(self, whole: bytes) -> Line:
        begin, tail = whole[:-_TAIL], whole[-_TAIL:]
        check = hashlib.sha256(self._check + begin).hexdigest().encode()
        if tail != _CHECK % check:
            raise self._refused("does not agree with its check: it, or the one before, was altered")
        self._check = check
        try:
            line: Line = _decode(begin.removeprefix(_BEFORE))
        except msgspec.DecodeError as error:
            raise self._refused(f"cannot be read ({error})") from None
        return line

    def _content(self, content: Content) -> Content:
        self._contents += 1
        if self._events:
            raise self._refused("is a content behind an event")
        data = self._unpacked(content)
        if hashlib.sha256(data).hexdigest() != content.sha256:
            raise self._refused(f"holds content {content.sha256[:12]}… that is not what its hash says")
        return content

    def _story(self, story: Linked) -> Linked:
        self._stories += 1
        try:
            msgspec.json.decode(self._unpacked(story), type=Story)
        except msgspec.DecodeError as error:
            raise self._refused(f"holds no story ({error})") from None
        return story

    def _unpacked(self, line: Content | Linked) -> bytes:
        """Return the bytes that a line packs: as many as it says, and never more than that in memory."""
        data = unpack(line.packed, most=line.size)
        if data is None or len(data) != line.size:
            raise self._refused("does not hold the bytes that it says")
        return data

    def _event(self, event: Event) -> Event:
        for flaw in broken([event], before=self._seal, seq=self._events):
            raise self._refused(f"holds event {flaw.seq}, which {flaw.what}")
        self._events, self._seal = event.seq, event.seal
        return event

    def _refused(self, what: str) -> BadInput:
        return BadInput(f"{self._name}, line {self._number}", f"it {what}; nothing was taken over", _DO)


def _one(store: Store, question: str) -> object:
    ((value,),) = store.ask(question)
    return value
