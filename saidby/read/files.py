"""Finds the documents that a call names: files, folders and standard input."""

import io
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO

from saidby.read import page
from saidby.read.containers import Opened, ending_of, holds_articles, holds_many, inside, open_stream
from saidby.read.documents import Document
from saidby.read.plain import LARGEST
from saidby.records import Problem

# Text by their ending, as any other would be, but headers are no words of an article.
_MAILS = frozenset({".eml", ".mbox", ".msg"})
PLAIN = (".txt", ".json", *page.ENDINGS)  # one article a file; a .json may hold many
Fetch = Callable[[str], Document | Problem]


def gather(
    paths: Sequence[str], stdin: BinaryIO | None = None, *, fetch: Fetch | None = None, opened: Opened = open_stream
) -> Iterator[Document | Problem]:
    """Yield the documents that ``paths`` name, and a problem for each that gives none; the others still come.

    File:       by its ending a web archive, JSON lines, a feed, a wire's XML or JSON, which give a document for each
                article; JSON; a web page; every other as text. Packed ones (.gz, .br, .zst) are unpacked
    Folder:     every file below it with an ending that is known, in the order of their names; story files come as
                problems
    ``-``:      standard input, as what it begins like

    A file that is named twice, by itself and in its folder, comes once; so does an address. ``opened`` opens each.
    """
    seen: set[str] = set()
    for path in paths:
        if path == "-":
            yield from _from_stdin(stdin, opened)
        elif not path:
            what, do = "the path is empty", "Name a file or a folder; . is the one you are in."
            yield Problem(where="''", what=what, do=do)
        elif path.casefold().startswith(("http://", "https://")):
            yield from _from_address(path, seen, fetch, opened)
        elif Path(path).is_dir():
            yield from _from_folder(Path(path), seen, opened)
        elif _is_new(Path(path), seen):
            yield from _from_file(Path(path), opened)


def shown(path: Path) -> str:
    """Return a path as every locale writes it: its bytes as UTF-8, with a mark where they are none."""
    return os.fsencode(path).decode("utf-8", "replace")


def _is_new(path: Path, seen: set[str]) -> bool:
    """Tell whether a file has not come yet, and remember it. A link is a file of its own: it has its own name."""
    place = os.path.abspath(path)  # noqa: PTH100 - resolve() would take two links to one file for one
    new = place not in seen
    seen.add(place)
    return new


def _from_address(address: str, seen: set[str], fetch: Fetch | None, opened: Opened) -> Iterator[Document | Problem]:
    if address in seen:
        return
    seen.add(address)
    if fetch is None:
        yield Problem(where=address, what="addresses are not read here", do="Save the page, and name the file.")
        return
    found = fetch(address)
    yield from [found] if isinstance(found, Problem) else inside(found, opened)


def _from_stdin(stdin: BinaryIO | None, opened: Opened) -> Iterator[Document | Problem]:
    if stdin is None:
        yield Problem(where="-", what="there is no standard input here", do="Name a file instead.")
        return
    head = stdin.read(LARGEST + 1)
    name = f"stdin{ending_of(head)}"
    with TemporaryFile() if holds_many(name) else io.BytesIO() as file:
        file.write(head)
        if holds_many(name):
            copyfileobj(stdin, file)
        file.seek(0)
        yield from opened(file, name)


def _from_folder(folder: Path, seen: set[str], opened: Opened) -> Iterator[Document | Problem]:
    named = (p for p in folder.rglob("*") if holds_articles(p.name, PLAIN) and not _is_hidden(p, folder))
    found = sorted(filter(Path.is_file, named), key=lambda path: [os.fsencode(part) for part in path.parts])
    if not found:
        what = "no file in this folder has an ending that is known (.txt, .json, .html, .rss, ...)"
        yield Problem(where=shown(folder), what=what, do="Name a folder that holds articles.")
    for path in found:
        if _is_new(path, seen):
            if _is_story(path):
                yield _passed_over(path)
            else:
                yield from _from_file(path, opened)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _is_story(path: Path) -> bool:
    return path.name.endswith(".story.json")


def _passed_over(path: Path, *, note: bool = True) -> Problem:
    what, do = "a story file, passed over", "Name articles; a story file is made from them."
    return Problem(where=shown(path), what=what, do=do, note=note)


def _from_file(path: Path, opened: Opened) -> Iterator[Document | Problem]:
    if _is_story(path):
        yield _passed_over(path, note=False)  # it was asked for by name, and nothing comes of it
        return
    if path.suffix.casefold() in _MAILS:
        do = "Save what it says as plain text, without its header."
        yield Problem(where=shown(path), what="a mail, which is not read", do=do)
        return
    try:
        if not path.is_file():
            what = "not a plain file" if path.exists() else "no such file"
            yield Problem(where=shown(path), what=what, do="Check the path.")
            return
        with path.open("rb") as file:
            yield from opened(file, shown(path))
    except OSError as error:
        yield Problem(where=shown(path), what=f"cannot be opened ({error.strerror})", do="Check who may read it.")
