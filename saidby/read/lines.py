"""Takes the articles out of JSON lines: one article a line, each with the fields of a .json file."""

from collections.abc import Iterable, Iterator

import msgspec

from saidby.errors import BadInput
from saidby.read.documents import Document, Names
from saidby.read.given import Given
from saidby.read.plain import LARGEST
from saidby.records import Problem

_MEND = "Mend the line; the others were read."


class _Named(msgspec.Struct):
    id: str | None = None


def rows(pieces: Iterable[bytes], name: str) -> Iterator[Document | Problem]:
    """Yield each line's article, and a problem with its number for each that holds none; the others still come.

    A line without ``id`` is called by the file's name and its number.
    """
    names = Names()
    count = 0
    try:
        for number, line in enumerate(split(pieces), 1):
            if line.strip():
                count += 1
                yield _row(line, number, names, name)
    except BadInput as error:
        yield Problem(where=error.where, what=error.what, do=error.do)
    if not count:
        yield Problem(where=name, what="holds no lines", do="Leave it out, or fetch it again.")


def split(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of a file that comes in pieces; of one longer than a document may be, only the beginning."""
    held = bytearray()
    dropping = False
    for piece in pieces:
        head, *others = piece.split(b"\n")
        if not dropping:
            held += head
        for other in others:
            yield bytes(held)
            held, dropping = bytearray(other), False
        if len(held) > LARGEST:
            del held[LARGEST + 1 :]
            dropping = True
    if held:
        yield bytes(held)


def _row(line: bytes, number: int, names: Names, name: str) -> Document | Problem:
    where = f"{name} line {number:,}"
    if len(line) > LARGEST:
        return Problem(where=where, what="larger than 10 MB", do=_MEND)
    data = line.strip().removeprefix(b"\xef\xbb\xbf")
    try:
        given = msgspec.json.decode(data, type=_Named)
        msgspec.json.decode(data, type=Given)
    except msgspec.ValidationError as error:
        return Problem(where=where, what=f"no article ({error})", do=_MEND)
    except (msgspec.DecodeError, UnicodeError) as error:
        return Problem(where=where, what=f"not JSON ({error})", do=_MEND)
    stem = name.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    member = names.of(given.id or f"{stem}-{number}")
    return Document(name=f"{name}/{member}.json", data=data)
