"""Stories with their articles, from files that are read now or from a ledger: what a brief or a table is made of."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click
from click.exceptions import Exit

from saidby.errors import SaidbyError

if TYPE_CHECKING:
    from saidby.records import Marks, Story

STORY = click.option("--story", metavar="KEY", help="This story alone; the beginning of its key is enough.")


def kept(ledger: str, story: str | None) -> "Iterator[tuple[Story, Sequence[Marks]]]":
    """Yield one story of a ledger, or all of them, the latest first."""
    from saidby.ledger import Ledger

    with Ledger.open(ledger) as book:
        for key in [book.story_key(story)] if story else book.story_keys():
            found = book.story(key)
            yield found, [book.judged_marks(book.article_key(doc)) for doc in found.docs]


def linked(marks: "Sequence[Marks]", *, one: bool, story: str | None) -> "Iterator[tuple[Story, Sequence[Marks]]]":
    """Yield the stories that articles make up, or the one whose key begins so; refuse a key that none has."""
    from saidby.pipeline import link, link_stories

    by_id = {m.article.id: m for m in marks}
    stories = [link(marks)] if one else link_stories(marks)
    found = [s for s in stories if story is None or any(key.startswith(story) for key in (s.key, *s.aliases))]
    if not found:
        keys = ", ".join(s.key[:12] for s in stories)
        raise SaidbyError(f"no story of these articles has a key that begins with {story!r}. There are: {keys}")
    for each in found:
        yield each, [by_id[doc] for doc in each.docs]


def told(
    paths: Sequence[str], ledger: str | None, *, story: str | None, one: bool, workers: int, reader: str
) -> "Iterator[tuple[Story, Sequence[Marks]]]":
    """Yield stories of ``paths``, or of a ledger; what could not be read is named on standard error (exit code 3)."""
    if ledger is not None:
        if paths:
            raise click.UsageError("name files, or a ledger with --ledger FILE, not both")
        yield from kept(ledger, story)
        return
    if not paths:
        raise click.UsageError("name files or folders, or a ledger with --ledger FILE")
    from saidby.serve.intake import mark_paths
    from saidby.serve.options import listing
    from saidby.serve.output import progress

    with listing() as keep:
        with progress(wanted=True) as step:
            marks = list(keep(mark_paths(paths, workers=workers, reader=reader, step=step)))
        if marks:
            yield from linked(marks, one=one, story=story)


def all_told(
    paths: Sequence[str], ledger: str | None, **options: Any
) -> "tuple[list[tuple[Story, Sequence[Marks]]], Exit | None]":
    """Return all that ``told`` does, and how the program is to end when what could be read is written."""
    stories: list[tuple[Story, Sequence[Marks]]] = []
    try:
        stories.extend(told(paths, ledger, **options))
    except Exit as lost:  # something could not be read, which was said
        return stories, lost
    return stories, None
