"""Paths in, marked articles out, in the order given. One bad document never stops the others."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any, BinaryIO

from saidby import __version__
from saidby.bulk import Pool
from saidby.read.documents import Document
from saidby.read.files import gather
from saidby.records import Marks, Problem
from saidby.serve.addresses import fetch_documents
from saidby.serve.limits import limits_from
from saidby.serve.notes import notes_on

if TYPE_CHECKING:
    from saidby.ledger import Arrival

READER = "learned"  # who finds the attributions where nobody else is asked for
TAKEN = ("id", "text", "title", "url", "outlet", "published")  # all that is read of a .json file


def mark_paths(
    paths: Sequence[str], *, workers: int = 1, reader: str = READER, step: Callable[[], None] | None = None
) -> Iterator[Marks | Problem]:
    """Yield the marks of every document that ``paths`` name, and a problem for each that could not be read.

    The order is that of ``paths``, whatever the number of ``workers``. A second article of the same id is a problem.
    ``step`` is called after each document.
    """
    owners: dict[str, str] = {}
    for item, outcome in _marked(paths, workers, reader):
        if step is not None:
            step()
        if isinstance(outcome, Marks):
            name = _named(item)
            owner = owners.setdefault(outcome.article.id, name)
            if owner is not name:
                yield _same_id(outcome.article.id, owner, name)
                continue
            yield from notes_on(outcome.article, name)
        yield outcome


def arrivals(
    paths: Sequence[str], *, workers: int = 1, reader: str = READER, step: Callable[[], None] | None = None
) -> "Iterator[Arrival | Problem]":
    """Yield every document that ``paths`` name as a ledger takes it in, and a problem for each that cannot be read."""
    maker = made_by(reader)
    for item, outcome in _marked(paths, workers, reader):
        if step is not None:
            step()
        if isinstance(outcome, Problem) or isinstance(item, Problem):
            yield outcome if isinstance(outcome, Problem) else item  # type: ignore[misc]  # one of them is
            continue
        yield from notes_on(outcome.article, item.name)
        yield arrival_of(item, outcome, maker)


def arrival_of(document: Document, marks: Marks, maker: str) -> "Arrival":
    """Return a document and what it says as a ledger takes it in."""
    from saidby.ledger import Arrival, Capture

    headers = dict(document.headers) | ({"fetched": document.fetched} if document.fetched else {})
    data = document.data if document.raw is None else document.raw
    capture = Capture(data=data, route=document.route, name=document.name, address=document.address, headers=headers)
    return Arrival(marks=marks, capture=capture, maker=maker)


def made_by(reader: str) -> str:
    """Return what made marks: the program's version, its lexicons and the reader of attributions."""
    from saidby.lexicon import load_lexicon

    return f"saidby {__version__}, lexicons {load_lexicon().version}, reader {reader}"


def mark_demo(*, reader: str = READER) -> list[Marks]:
    """Return the marks of the bundled example."""
    from saidby.pipeline import mark, read

    return [mark(read(data, name=name), reader=reader) for name, data in demo_files()]


def mark_gold(gold: Mapping[str, Mapping[str, Any]], *, reader: str = READER) -> Iterator[Marks | Problem]:
    """Yield what the program makes of gold articles from nothing but what it takes of a .json file."""
    from saidby.bulk.one import mark_one

    for article in gold.values():
        row = {name: article[name] for name in TAKEN if article.get(name) is not None}
        yield mark_one(Document(name=f"{article['id']}.json", data=json.dumps(row).encode()), reader)


def demo_files() -> list[tuple[str, bytes]]:
    """Return the names and bytes of the bundled example's articles, in the order of their names."""
    folder = files("saidby") / "demo"
    return sorted((file.name, file.read_bytes()) for file in folder.iterdir() if file.name.endswith((".txt", ".json")))


def reading(*, workers: int = 1, reader: str = READER) -> Pool:
    """Return the workers that read for a command, within the limits that the environment gives."""
    return Pool(workers, reader=reader, limits=limits_from(os.environ))


def _marked(paths: Sequence[str], workers: int, reader: str) -> Iterator[tuple[Document | Problem, Marks | Problem]]:
    with reading(workers=workers, reader=reader) as pool:
        yield from pool.marked(gather(paths, standard_input(), fetch=fetch_documents(), opened=pool.opened))


def _named(item: Document | Problem) -> str:
    return item.where if isinstance(item, Problem) else item.name


def _same_id(identifier: str, first: str, second: str) -> Problem:
    what = f"its id {identifier!r} is also that of {first}"
    return Problem(where=second, what=what, do="Rename one of the two files, or give one another 'id'.")


def standard_input() -> BinaryIO | None:
    """Return the bytes of standard input, where there is one."""
    return getattr(sys.stdin, "buffer", None)
