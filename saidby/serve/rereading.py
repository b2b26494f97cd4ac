"""Reads every article of a ledger anew with the program as it is, and makes a ledger's tables anew."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from itertools import islice

from msgspec import Struct, structs

from saidby.errors import SaidbyError
from saidby.ledger import Ledger
from saidby.pipeline import mark, relink
from saidby.records import Article, Figure, Marks
from saidby.serve.intake import made_by
from saidby.serve.output import counting
from saidby.wording import counted

AHEAD = 16  # articles held for each worker
_OWN = (
    "id",
    "because",
    "attribution",
    "part_of",
)  # names within one reading, and its reasons: no finding differs by them
Told = tuple[Article, str]  # an article, and the reader that read it


class Reread(Struct, kw_only=True):
    """What a later program made of a ledger's articles: how many it read, and in how many it found anything else.

    ``changed``, ``found`` and ``lost`` count figures. ``suggestions`` are those that wait for somebody to decide.
    """

    articles: int = 0
    differ: int = 0
    changed: int = 0
    found: int = 0
    lost: int = 0
    stories: int = 0
    suggestions: int = 0


def reread(
    ledger: Ledger, *, workers: int = 1, reader: str | None = None, step: Callable[[], None] | None = None
) -> Reread:
    """Read all articles anew, keep what differs, and link the stories in which it does. No judged field changes.

    ``reader``: who finds the attributions; without, in each article who found them before.
    """
    done = Reread()
    for marks in _marked(_told(ledger, reader), workers):
        if step is not None:
            step()
        done.articles += 1
        before = ledger.marks(marks.article.key)
        if marks != before:
            ledger.remark(marks, made_by(marks.reader))
            done.differ += 1
            _count(done, before, marks)
    done.stories = sum(1 for _ in relink(ledger))
    done.suggestions = len(ledger.suggestions())
    return done


def in_words(done: Reread) -> str:
    """Return what a later program made of a ledger's articles, in a line or two."""
    figures = f"{done.changed:,} changed, {done.found:,} new, {done.lost:,} no longer found"
    said = f"{counted(done.articles, 'article')} read anew, {done.differ:,} with other findings; figures: {figures}"
    if not done.suggestions:
        return said
    return f"{said}\n{counted(done.suggestions, 'suggestion')} where somebody decided otherwise: saidby suggestions"


def rebuild(ledger: Ledger, step: Callable[[], None] | None = None) -> int:
    """Make all tables anew from the events, link every story, and return how many these are."""
    ledger.rebuild()
    return sum(1 for _ in counting(relink(ledger), step))


def _told(ledger: Ledger, reader: str | None) -> Iterator[Told]:
    after = -1
    while rows := list(ledger.ask(_NEXT, after, AHEAD)):
        for seq, key in rows:
            marks = ledger.marks(str(key))
            yield marks.article, reader or marks.reader
            after = int(str(seq))


_NEXT = "SELECT seq, key FROM article WHERE marks IS NOT NULL AND seq > ? ORDER BY seq LIMIT ?"


def _marked(told: Iterator[Told], workers: int) -> Iterator[Marks]:
    if workers <= 1:
        yield from map(_mark, told)
        return
    from concurrent.futures import ProcessPoolExecutor  # late: one worker starts sooner without

    try:
        with ProcessPoolExecutor(max_workers=workers) as pool:
            while batch := list(islice(told, workers * AHEAD)):
                yield from pool.map(_mark, batch)
    except BrokenExecutor as error:
        what = "a reading process was ended, perhaps for want of memory. Try again with --workers 1"
        raise SaidbyError(what) from error


def _mark(told: Told) -> Marks:
    article, reader = told
    return mark(article, reader=reader)


def _count(done: Reread, before: Marks, after: Marks) -> None:
    was, now = ({f.key: _finding(f) for f in marks.figures} for marks in (before, after))
    done.found += len(now.keys() - was.keys())
    done.lost += len(was.keys() - now.keys())
    done.changed += sum(was[key] != now[key] for key in was.keys() & now.keys())


def _finding(figure: Figure) -> Mapping[str, object]:
    return {name: value for name, value in structs.asdict(figure).items() if name not in _OWN}
