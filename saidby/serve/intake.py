"""Paths in, marked articles out, in the order given. One bad document never stops the others."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.resources import files
from itertools import islice
from typing import Any, BinaryIO

from saidby import __version__
from saidby.errors import BadInput, SaidbyError
from saidby.ledger import Arrival, Capture
from saidby.lexicon import load_lexicon
from saidby.pipeline import READER, mark, read
from saidby.read.documents import Document
from saidby.read.files import gather
from saidby.records import Marks, Problem
from saidby.serve.addresses import fetch_documents
from saidby.serve.notes import notes_on

TAKEN = ("id", "text", "title", "url", "outlet", "published")  # all that is read of a .json file
AHEAD = 16  # documents held for each worker: enough to keep it busy, few enough to hold in memory


def mark_paths(
    paths: Sequence[str], *, workers: int = 1, reader: str = READER, step: Callable[[], None] | None = None
) -> Iterator[Marks | Problem]:
    """Yield the marks of every document that ``paths`` name, and a problem for each that could not be read.

    The order is that of ``paths``, whatever the number of ``workers``. A second article of the same id is a problem.
    ``step`` is called after each document.
    """
    owners: dict[str, str] = {}
    for item, outcome in _marked(gather(paths, standard_input(), fetch=fetch_documents()), workers, reader):
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
) -> Iterator[Arrival | Problem]:
    """Yield every document that ``paths`` name as a ledger takes it in, and a problem for each that cannot be read."""
    maker = made_by(reader)
    for item, outcome in _marked(gather(paths, standard_input(), fetch=fetch_documents()), workers, reader):
        if step is not None:
            step()
        if isinstance(outcome, Problem) or isinstance(item, Problem):
            yield outcome if isinstance(outcome, Problem) else item  # type: ignore[misc]  # one of them is
            continue
        yield from notes_on(outcome.article, item.name)
        yield arrival_of(item, outcome, maker)


def arrival_of(document: Document, marks: Marks, maker: str) -> Arrival:
    """Return a document and what it says as a ledger takes it in."""
    headers = dict(document.headers) | ({"fetched": document.fetched} if document.fetched else {})
    data = document.data if document.raw is None else document.raw
    capture = Capture(data=data, route=document.route, name=document.name, address=document.address, headers=headers)
    return Arrival(marks=marks, capture=capture, maker=maker)


def made_by(reader: str) -> str:
    """Return what made marks: the program's version, its lexicons and the reader of attributions."""
    return f"saidby {__version__}, lexicons {load_lexicon().version}, reader {reader}"


def mark_demo(*, reader: str = READER) -> list[Marks]:
    """Return the marks of the bundled example."""
    return [mark(read(data, name=name), reader=reader) for name, data in demo_files()]


def mark_gold(gold: Mapping[str, Mapping[str, Any]], *, reader: str = READER) -> Iterator[Marks | Problem]:
    """Yield what the program makes of gold articles from nothing but what it takes of a .json file."""
    for article in gold.values():
        row = {name: article[name] for name in TAKEN if article.get(name) is not None}
        yield mark_one(Document(name=f"{article['id']}.json", data=json.dumps(row).encode()), reader)


def demo_files() -> list[tuple[str, bytes]]:
    """Return the names and bytes of the bundled example's articles, in the order of their names."""
    folder = files("saidby") / "demo"
    return sorted((file.name, file.read_bytes()) for file in folder.iterdir() if file.name.endswith((".txt", ".json")))


def mark_one(document: Document, reader: str = READER) -> Marks | Problem:
    """Return the marks of one document, or what is wrong with it."""
    try:
        kind = next((words for name, words in document.headers.items() if name.lower() == "content-type"), None)
        article = read(document.data, name=document.name, address=document.address, content_type=kind)
        return mark(article, reader=reader)
    except BadInput as error:
        return Problem(where=error.where, what=error.what, do=error.do)
    except SaidbyError:
        raise  # nothing about this document: no other would fare better
    except Exception as error:  # noqa: BLE001 - a fault of ours in one article must not cost the reader the others
        what = f"the program failed on it ({type(error).__name__}: {error})"
        return Problem(where=document.name, what=what, do="Please report it, with the file if you may.")


def _marked(
    found: Iterable[Document | Problem], workers: int, reader: str
) -> Iterator[tuple[Document | Problem, Marks | Problem]]:
    if workers <= 1:
        for item in found:
            yield item, item if isinstance(item, Problem) else mark_one(item, reader)
        return
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor  # late: one worker starts sooner without

    queue = iter(found)
    try:
        with ProcessPoolExecutor(max_workers=workers) as pool:
            while batch := list(islice(queue, workers * AHEAD)):
                outcomes = pool.map(
                    partial(mark_one, reader=reader), [item for item in batch if isinstance(item, Document)]
                )
                for item in batch:
                    yield item, item if isinstance(item, Problem) else next(outcomes)
    except BrokenExecutor as error:
        raise SaidbyError(
            "a reading process was ended, perhaps for want of memory. Try again with --workers 1"
        ) from error


def _named(item: Document | Problem) -> str:
    return item.where if isinstance(item, Problem) else item.name


def _same_id(identifier: str, first: str, second: str) -> Problem:
    what = f"its id {identifier!r} is also that of {first}"
    return Problem(where=second, what=what, do="Rename one of the two files, or give one another 'id'.")


def standard_input() -> BinaryIO | None:
    """Return the bytes of standard input, where there is one."""
    return getattr(sys.stdin, "buffer", None)
