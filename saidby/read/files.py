"""Finds the documents that a call names: files, folders and standard input."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from saidby.read.plain import LARGEST
from saidby.records import Problem

ENDINGS = (".txt", ".json")


class Document(Struct, frozen=True):
    """The bytes of one file, and the name by which messages call it."""

    name: str
    data: bytes


def gather(paths: Sequence[str], stdin: BinaryIO | None = None) -> Iterator[Document | Problem]:
    """Yield the documents that ``paths`` name, and a problem for each that gives none; the others still come.

    File:       any ending; a name that ends in .json is read as JSON, every other as text
    Folder:     every .txt and .json file below it, in the order of their names; story files come as problems
    ``-``:      standard input, as JSON where it begins with a brace, else as text
    """
    for path in paths:
        if path == "-":
            yield from _from_stdin(stdin)
        elif path.startswith(("http://", "https://")):
            yield Problem(
                where=path, what="addresses cannot be read yet", do="Save the page as a text file and name it."
            )
        elif Path(path).is_dir():
            yield from _from_folder(Path(path))
        else:
            yield _from_file(Path(path))


def _from_stdin(stdin: BinaryIO | None) -> Iterator[Document | Problem]:
    if stdin is None:
        yield Problem(where="-", what="there is no standard input here", do="Name a file instead.")
        return
    raw = stdin.read(LARGEST + 1)
    is_json = raw.lstrip()[:1] == b"{"
    yield Document(name="stdin.json" if is_json else "stdin.txt", data=raw)


def _from_folder(folder: Path) -> Iterator[Document | Problem]:
    found = sorted(p for p in folder.rglob("*") if p.suffix in ENDINGS and p.is_file() and not _is_hidden(p, folder))
    if not found:
        yield Problem(
            where=str(folder), what="no .txt or .json file in this folder", do="Name a folder that holds articles."
        )
    for path in found:
        yield _from_file(path)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _from_file(path: Path) -> Document | Problem:
    if path.name.endswith(".story.json"):
        what, do = "a story file, passed over", "Name articles; a story file is made from them."
        return Problem(where=str(path), what=what, do=do, note=True)
    try:
        if not path.is_file():
            what = "not a plain file" if path.exists() else "no such file"
            return Problem(where=str(path), what=what, do="Check the path.")
        return Document(name=str(path), data=_read_bounded(path))
    except OSError as error:
        return Problem(where=str(path), what=f"cannot be opened ({error.strerror})", do="Check who may read it.")


def _read_bounded(path: Path) -> bytes:
    """Return the file's bytes, one more than is allowed at most: the length is judged where every document is."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
