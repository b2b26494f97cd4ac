"""Reads web archives (WARC, as it is or gzipped) member by member, and goes on behind what is damaged.

FastWARC reads each record; where records begin and end is found here, since a reader that trusts the archive loses
everything behind the first damaged byte and says nothing of it.
"""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, Protocol

from msgspec import Struct

from saidby.errors import BadInput
from saidby.read.plain import LARGEST
from saidby.read.unpack import GZIP, PIECE, Gauge

BEGIN = b"WARC/1."
_HEADER = 65_536  # bytes that a record's own header may have
_USUAL = 2048
_END = b"\r\n\r\n"
_BLANK = b"\r\n"
_LENGTH = b"content-length:"
_TRIES = 100_000  # beginnings of members that are none; by chance there is one in 16 MB
_ALIKE = 5  # bytes of seven that tell a damaged beginning of a record from any other text


class Record(Struct, frozen=True, kw_only=True):
    """A record as it stands in the archive: header, block and nothing behind it; of a large one only how it begins."""

    offset: int
    data: bytes
    whole: bool = True


class Lost(Struct, frozen=True, kw_only=True):
    """A stretch of the archive that gave nothing, in bytes of the file; ``end`` is the first that is read again."""

    offset: int
    end: int
    why: str


class _Broken(Exception):
    """The record at hand is damaged."""


class Tape(Protocol):
    """Bytes that can be read at a place at or behind the last one that was let go."""

    broken: bool

    def read(self, at: int, size: int) -> bytes: ...
    def find(self, pattern: bytes, at: int) -> int: ...
    def let_go(self, at: int) -> None: ...


class FileTape:
    """A file on disk."""

    broken = False

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = file.seek(0, 2)

    def read(self, at: int, size: int) -> bytes:
        self._file.seek(at)
        return self._file.read(size)

    def find(self, pattern: bytes, at: int) -> int:
        """Return where the pattern stands next, or where the file ends."""
        size = 4096  # grows, since the next one is often near
        while piece := self.read(at, size):
            if (found := piece.find(pattern)) >= 0:
                return at + found
            at += max(1, len(piece) - len(pattern) + 1)
            size = min(size * 4, 1 << 20)
            if at + len(pattern) > self.size:
                break
        return self.size

    def let_go(self, at: int) -> None:
        """Do nothing: a file keeps itself."""


class GzipTape:
    """What one member of a gzipped file unpacks to; ``broken`` once it turned out to be damaged, cut off or a bomb."""

    def __init__(self, file: FileTape, start: int, name: str) -> None:
        self._file, self._at = file, start
        self._gauge = Gauge(name, None)  # an archive may be as large as it likes; one record may not
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._rest = b""
        self._held = bytearray()
        self._base = 0
        self.broken = False
        self.why = "damaged or cut off"

    @property
    def end(self) -> int:
        """Return the place in the file behind the member, once it has been read to its end."""
        return self._at - len(self._member.unused_data)

    @property
    def done(self) -> bool:
        return self.broken or self._member.eof

    def read(self, at: int, size: int) -> bytes:
        while not self.done and self._base + len(self._held) < at + size:
            self._inflate()
            if self._base < at:
                self.let_go(at)
        return bytes(self._held[max(0, at - self._base) : max(0, at - self._base) + size])

    def find(self, pattern: bytes, at: int) -> int:
        """Return where the pattern stands next, or where the member ends."""
        at = max(at, self._base)
        while piece := self.read(at, PIECE):
            if (found := piece.find(pattern)) >= 0:
                return at + found
            at += max(1, len(piece) - len(pattern) + 1)
            if len(piece) < len(pattern):
                break
            self.let_go(at)
        return self._base + len(self._held)

    def let_go(self, at: int) -> None:
        drop = min(at - self._base, len(self._held))
        if drop > 0:
            del self._held[:drop]
            self._base += drop

    def _inflate(self) -> None:
        piece = self._rest or self._file.read(self._at, PIECE)
        if not self._rest:
            self._at += len(piece)
        try:
            out = self._gauge.give(self._member.decompress(self._gauge.take(piece), 1 << 20))
        except BadInput as error:
            self.broken, self.why = True, error.what
            return
        except zlib.error:
            self.broken = True
            return
        self._gauge.taken -= len(self._member.unconsumed_tail)
        self._rest = self._member.unconsumed_tail
        self._held += out
        self.broken = not piece and not out and not self._member.eof


def records(file: BinaryIO, name: str) -> Iterator[Record | Lost]:
    """Yield the records of an archive in order, and each stretch between them that is damaged or cut off."""
    held: Lost | None = None
    for item in _pieces(file, name):
        if held is not None and isinstance(item, Lost) and item.offset <= held.end:
            held = Lost(offset=held.offset, end=max(held.end, item.end), why=held.why)
            continue
        if held is not None:
            yield held
        held = item if isinstance(item, Lost) else None
        if isinstance(item, Record):
            yield item
    if held is not None:
        yield held


def _pieces(file: BinaryIO, name: str) -> Iterator[Record | Lost]:
    tape = FileTape(file)
    packed = tape.read(0, len(GZIP)) == GZIP or (not _is_begin(tape, 0) and _next_member(tape, 0) < tape.find(BEGIN, 0))
    if packed:
        yield from _members(tape, name)
    else:
        yield from _plain(tape, 0, tape.size)


def _members(file: FileTape, name: str) -> Iterator[Record | Lost]:
    at = 0
    while at < file.size:
        member = GzipTape(file, at, name)
        whole, why = 0, ""
        if file.read(at, len(GZIP)) == GZIP:
            for item in _plain(member, at, None):
                if isinstance(item, Record):
                    whole += 1
                    yield item
                else:
                    why = why or item.why
        else:
            member.broken, member.why = True, "no record begins here"
        after = _next_member(file, at + 1) if member.broken else member.end
        if member.broken or why:
            behind = f", behind {whole:,} whole records" if whole else ""
            # Where only a length is wrong, the damage may be small: of that member the place is known.
            reach = after if member.broken or not whole else at
            yield Lost(offset=at, end=reach, why=(why or member.why) + behind)
        at = after


def _next_member(file: FileTape, at: int) -> int:
    """Return where the next member begins that holds a record, or where the file ends."""
    for _ in range(_TRIES):
        if (at := file.find(GZIP, at)) >= file.size:
            return file.size
        with suppress(zlib.error):
            if zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(file.read(at, 4096), len(BEGIN)) == BEGIN:
                return at
        at += 1
    return file.size


def _plain(tape: Tape, start: int, size: int | None) -> Iterator[Record | Lost]:
    """Yield the records of a tape; their offset is ``start`` and, where the tape is the file itself, their place."""
    at = 0
    while True:
        at = _past_blanks(tape, at)
        tape.let_go(at)
        if not tape.read(at, 1):
            return
        try:
            size_here = sum(_measure(tape, at))
            after = at + size_here
            whole = size_here <= LARGEST + _HEADER
            record = tape.read(at, size_here if whole else _HEADER)
            _check_end(tape, after)
            yield Record(offset=start if size is None else at, data=record, whole=whole)
        except _Broken as error:
            if size is None and tape.broken:
                return
            found = tape.find(_END + BEGIN, at + 1)
            after = found + len(_END) if tape.read(found, 1) else found
            yield Lost(offset=at if size is not None else start, end=after, why=str(error))
        at = after


def _past_blanks(tape: Tape, at: int) -> int:
    while piece := tape.read(at, 512):
        if rest := piece.lstrip(_BLANK):
            return at + len(piece) - len(rest)
        at += len(piece)
    return at


def _measure(tape: Tape, at: int) -> tuple[int, int]:
    """Return how long the record's block and its header are."""
    head = tape.read(at, _USUAL)
    if not head.startswith(BEGIN):
        raise _Broken("no record begins here")
    end = head.find(_END)
    if end < 0:
        head = tape.read(at, _HEADER)
        end = head.find(_END)
    lengths = [
        line[len(_LENGTH) :].strip()
        for line in head[: max(end, 0)].split(b"\r\n")
        if line[: len(_LENGTH)].lower() == _LENGTH
    ]
    if end < 0 or len(lengths) != 1 or not (lengths[0].isdigit() and len(lengths[0]) < 16):
        raise _Broken("its header is damaged")
    return int(lengths[0]), end + len(_END)


def _check_end(tape: Tape, after: int) -> None:
    """Raise _Broken unless a record ends there: by what stands behind it, even where that is damaged in turn."""
    wanted = 1 + len(_END) + len(BEGIN)
    found = tape.read(after - 1, wanted)
    if not found or (tape.broken and len(found) < wanted):
        raise _Broken("damaged or cut off")
    trailer, following = found[1 : 1 + len(_END)], found[1 + len(_END) :]
    whole = not trailer.strip(_BLANK)
    if following.startswith(BEGIN) or (whole and not following):
        return
    if not (trailer == _END and sum(a == b for a, b in zip(following, BEGIN, strict=False)) >= _ALIKE):
        raise _Broken("its length is not what its header says")


def _is_begin(tape: Tape, at: int) -> bool:
    return tape.read(at, len(BEGIN)) == BEGIN
