"""Finds the documents that a call names: files, folders and standard input."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from saidby.read import page
from saidby.read.documents import Document
from saidby.read.plain import LARGEST
from saidby.records import Problem

ENDINGS = (".txt", ".json", *page.ENDINGS)


Fetch = Callable[[str], Document | Problem]


def gather(
    paths: Sequence[str], stdin: BinaryIO | None = None, *, fetch: Fetch | None = None
) -> Iterator[Document | Problem]:
    """Yield the documents that ``paths`` name, and a problem for each that gives none; the others still come.

    File:       any ending; a name that ends in .json is read as JSON, a web page as a page, every other as text
    Folder:     every .txt, .json and .html file below it (.TXT and .htm too), in the order of their names; story files
                come as problems
    ``-``:      standard input, as JSON where it begins with a brace, as a page where it begins like one, else as text
    Address:    what ``fetch`` brings for http://... and https://...

    A file that is named twice, by itself and in its folder, comes once; so does an address.
    """
    seen: set[str] = set()
    for path in paths:
        if path == "-":
            yield from _from_stdin(stdin)
        elif not path:
            what, do = "the path is empty", "Name a file or a folder; . is the one you are in."
            yield Problem(where="''", what=what, do=do)
        elif path.casefold().startswith(("http://", "https://")):
            yield from _from_address(path, seen, fetch)
        elif Path(path).is_dir():
            yield from _from_folder(Path(path), seen)
        elif _is_new(Path(path), seen):
            yield _from_file(Path(path))


def shown(path: Path) -> str:
    """Return a path as every locale writes it: its bytes as UTF-8, with a mark where they are none."""
    return os.fsencode(path).decode("utf-8", "replace")


def _is_new(path: Path, seen: set[str]) -> bool:
    """Tell whether a file has not come yet, and remember it. A link is a file of its own: it has its own name."""
    place = os.path.abspath(path)  # noqa: PTH100 - resolve() would take two links to one file for one
    new = place not in seen
    seen.add(place)
    return new


def _from_address(address: str, seen: set[str], fetch: Fetch | None) -> Iterator[Document | Problem]:
    if address in seen:
        return
    seen.add(address)
    if fetch is None:
        yield Problem(where=address, what="addresses are not read here", do="Save the page, and name the file.")
    else:
        yield fetch(address)


def _from_stdin(stdin: BinaryIO | None) -> Iterator[Document | Problem]:
    if stdin is None:
        yield Problem(where="-", what="there is no standard input here", do="Name a file instead.")
        return
    raw = stdin.read(LARGEST + 1)
    is_json = raw.lstrip()[:1] == b"{"
    yield Document(name="stdin.json" if is_json else "stdin.txt", data=raw)


def _from_folder(folder: Path, seen: set[str]) -> Iterator[Document | Problem]:
    named = (p for p in folder.rglob("*") if p.suffix.casefold() in ENDINGS and not _is_hidden(p, folder))
    found = sorted(filter(Path.is_file, named), key=lambda path: [os.fsencode(part) for part in path.parts])
    if not found:
        what = "no .txt, .json or .html file in this folder"
        yield Problem(where=shown(folder), what=what, do="Name a folder that holds articles.")
    for path in found:
        if _is_new(path, seen):
            yield _passed_over(path) if _is_story(path) else _from_file(path)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _is_story(path: Path) -> bool:
    return path.name.endswith(".story.json")


def _passed_over(path: Path, *, note: bool = True) -> Problem:
    what, do = "a story file, passed over", "Name articles; a story file is made from them."
    return Problem(where=shown(path), what=what, do=do, note=note)


def _from_file(path: Path) -> Document | Problem:
    if _is_story(path):
        return _passed_over(path, note=False)  # it was asked for by name, and nothing comes of it
    try:
        if not path.is_file():
            what = "not a plain file" if path.exists() else "no such file"
            return Problem(where=shown(path), what=what, do="Check the path.")
        return Document(name=shown(path), data=_read_bounded(path))
    except OSError as error:
        return Problem(where=shown(path), what=f"cannot be opened ({error.strerror})", do="Check who may read it.")


def _read_bounded(path: Path) -> bytes:
    """Return the file's bytes, one more than is allowed at most: the length is judged where every document is."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
