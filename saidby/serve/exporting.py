"""Where an export comes from, and how it is written: piece by piece, whole or not at all, over nothing unasked."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path

from msgspec import json

from saidby import __version__
from saidby.errors import SaidbyError
from saidby.ledger import Ledger, watching
from saidby.records import Marks, Story
from saidby.serve.whole import put_in_place, unfinished
from saidby.views.export import TABLES, Learnt
from saidby.views.export.atom import revision_feed
from saidby.views.export.columns import Cell, Table
from saidby.views.export.dictionary import NAME, datapackage, dictionary_csv, dictionary_md
from saidby.views.export.jsonl import lines
from saidby.views.export.jsonld import json_ld
from saidby.views.export.material import Material
from saidby.views.export.parquet import engine, parquet_bytes
from saidby.views.export.rows import csv_lines
from saidby.views.forms import article_form, story_form

FOLDERS = ("csv", "parquet")  # a file for each table
_HELD = 64  # articles kept at hand while a story is written
_AT_ONCE = 20_000  # rows in one piece of a Parquet file
_DESCRIPTION = "datapackage.json"


class Shelf(Mapping[str, Marks]):
    """The articles of a ledger by id as they stand, fetched when they are asked for; only the latest few are kept."""

    def __init__(self, book: Ledger, docs: Sequence[str]) -> None:
        self._docs = docs
        self._fetch = lru_cache(_HELD)(lambda doc: book.judged_marks(_key(book, doc)))

    def __getitem__(self, doc: str) -> Marks:
        return self._fetch(doc)

    def __iter__(self) -> Iterator[str]:
        return iter(self._docs)

    def __len__(self) -> int:
        return len(self._docs)


def _key(book: Ledger, doc: str) -> str:
    found = list(book.ask("SELECT key FROM article WHERE id = ?", doc))
    if not found:
        raise KeyError(doc)
    return str(found[0][0])


def kept_stories(book: Ledger, keys: Sequence[str]) -> Iterator[Material]:
    """Yield stories of a ledger, one at a time in memory, with what the ledger learnt of their figures."""
    revised = watching.by_story(book)
    for key in keys:
        story = book.story(key)
        told = watching.learnt(book, revised.get(key, ()))
        found = [Learnt(key=one.key, revision=one.revision, at=one.at) for one in told]
        yield Material(story, Shelf(book, story.docs), found)


def linked_stories(stories: Iterable[Story], marks: Iterable[Marks]) -> Iterator[Material]:
    """Yield stories that were linked from articles."""
    by_id = {one.article.id: one for one in marks}
    return (Material(story, by_id) for story in stories)


# --- one file ------------------------------------------------------------------------------------------------
def stream(form: str, materials: Iterable[Material]) -> Iterator[bytes]:
    """Yield an export in one of the forms that are one file, piece by piece."""
    if form == "atom":
        yield revision_feed(materials, generator="saidby")
    elif form == "jsonld":
        yield from (part.encode() for part in json_ld(materials, version=__version__))
    else:
        for material in materials:
            forms = map(article_form, material.articles)
            yield from (line.encode() for line in lines(story_form(material.story), forms))


def write_file(target: Path, parts: Iterable[bytes], *, force: bool = False) -> int:
    """Write a file whole or not at all; return how many parts it has. Raise SaidbyError where one is there already."""
    if target.is_dir():
        raise SaidbyError(f"{target}: is a folder. Name a file.")
    if os.path.lexists(target) and not force:
        raise SaidbyError(f"{target}: is there already. Name a new file, or overwrite it with --force.")
    count = 0
    with unfinished(target) as draft:
        with draft.open("xb") as file:
            for count, part in enumerate(parts, 1):  # noqa: B007  (counted)
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    return count


# --- a folder --------------------------------------------------------------------------------------------------
def write_folder(
    target: Path, materials: Iterable[Material], form: str, *, raw: bool = False, force: bool = False
) -> int:
    """Write every table and the dictionary into a new folder, whole or not at all; return how many rows there are.

    Raise SaidbyError where something is there already; with ``force`` the folder of an earlier export is replaced.
    """
    _check_folder(target, force=force)
    if form == "parquet":
        engine()  # what is missing is said before anything is read
    with unfinished(target) as draft:
        draft.mkdir()
        rows = _write_tables(draft, materials, form, raw=raw)
        (draft / _DESCRIPTION).write_text(datapackage(__version__, form=form, raw=raw), "utf-8", newline="\n")
        (draft / "dictionary.csv").write_text(dictionary_csv(), "utf-8", newline="")
        (draft / "dictionary.md").write_text(dictionary_md(), "utf-8", newline="\n")
        put_in_place(draft, target)
    return rows


def _check_folder(target: Path, *, force: bool) -> None:
    if not os.path.lexists(target) or (target.is_dir() and not any(target.iterdir())):
        return
    if not force:
        raise SaidbyError(f"{target}: is there already. Name a new folder, or replace that export with --force.")
    if not _is_export(target):
        raise SaidbyError(f"{target}: is no folder of an earlier export, so it is left alone. Name a new folder.")


def _is_export(target: Path) -> bool:
    """Tell whether a folder holds an earlier export and nothing else."""
    names = {f"{table.name}.{form}" for table in TABLES for form in FOLDERS}
    names |= {_DESCRIPTION, "dictionary.csv", "dictionary.md"}
    try:
        described = json.decode((target / _DESCRIPTION).read_bytes(), type=dict)
    except (OSError, ValueError):
        return False
    return described.get("name") == NAME and {path.name for path in target.iterdir()} <= names


def _write_tables(folder: Path, materials: Iterable[Material], form: str, *, raw: bool) -> int:
    count = 0
    with ExitStack() as open_:
        sinks = [open_.enter_context(_sink(folder, table, form, raw=raw)) for table in TABLES]
        for material in materials:
            count += sum(write(table.rows(material)) for table, write in zip(TABLES, sinks, strict=True))
    return count


_Rows = Iterable[Sequence[Cell]]


@contextmanager
def _sink(folder: Path, table: Table, form: str, *, raw: bool) -> Iterator[Callable[[_Rows], int]]:
    """Give what takes rows of a table into its file, and returns how many they were."""
    place = folder / f"{table.name}.{form}"
    if form == "parquet":
        pieces = _Pieces(place, table)
        yield pieces.take
        pieces.join()
        return
    with place.open("xb") as file:
        file.writelines(line.encode() for line in csv_lines(table.columns, ()))

        def take(rows: _Rows) -> int:
            count = 0
            for count, line in enumerate(csv_lines(table.columns, rows, raw=raw, header=False), 1):  # noqa: B007
                file.write(line.encode())
            return count

        yield take


class _Pieces:
    """A Parquet file in the making: so many rows at once in a file of their own, joined at last."""

    def __init__(self, place: Path, table: Table) -> None:
        self._place, self._table = place, table
        self._rows: list[Sequence[Cell]] = []
        self._pieces: list[Path] = []

    def take(self, rows: _Rows) -> int:
        count = 0
        for count, row in enumerate(rows, 1):  # noqa: B007  (counted)
            self._rows.append(row)
            if len(self._rows) == _AT_ONCE:
                self._write()
        return count

    def _write(self) -> None:
        piece = self._place.with_suffix(f".{len(self._pieces)}")
        piece.write_bytes(parquet_bytes(self._table.columns, self._rows))
        self._pieces.append(piece)
        self._rows = []

    def join(self) -> None:
        if self._rows or not self._pieces:
            self._write()
        if len(self._pieces) == 1:
            self._pieces[0].rename(self._place)
            return
        engine().scan_parquet(self._pieces).sink_parquet(self._place, compression="zstd")
        for piece in self._pieces:
            piece.unlink()
