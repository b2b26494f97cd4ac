"""The commands of the ledger: what goes in, what stands in it, what people say of it, and whether it is sound."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from saidby.serve.deciding import history, judge, orphans, rebuild, reread, suggestions
from saidby.serve.export import export
from saidby.serve.options import LEDGER, PATHS, READER, REFUSED, WORKERS, form_of, listing
from saidby.serve.quarantine import quarantine
from saidby.serve.watch.command import watch

if TYPE_CHECKING:
    from saidby.records import Rule

_STORY = click.option("--story", metavar="KEY", help="Of this story alone; the beginning of its key is enough.")


@click.command()
@PATHS
@LEDGER
@form_of("table", "json")
@WORKERS
@READER
def add(paths: Sequence[str], ledger: str, form: str, workers: int, reader: str) -> None:
    """Keep articles in a ledger, and say what was new and what revised what.

    What is there already stays as it is: the same article again is one more capture at most. The ledger is made where
    there is none.
    """
    from saidby.ledger import Ledger
    from saidby.serve.adding import add_all, keeping_away
    from saidby.serve.intake import arrivals
    from saidby.serve.output import progress
    from saidby.serve.show import show_added

    with Ledger.open(ledger, create=True) as book, listing() as keep:
        with progress(wanted=True) as step:
            added = add_all(book, keep(keeping_away(book, arrivals(paths, workers=workers, reader=reader, step=step))))
        show_added(added, form)


def _table(name: str, about: str) -> click.Command:
    @click.command(name=name, help=about)
    @LEDGER
    @_STORY
    @form_of("table", "csv", "json", "jsonl")
    def shown(ledger: str, story: str | None, form: str) -> None:
        from saidby.ledger import Ledger
        from saidby.ledger.tables import TABLES, rows
        from saidby.serve.show import show_rows

        with Ledger.open(ledger) as book:
            key = book.story_key(story) if story else None
            table = TABLES[name]
            show_rows(table.columns, rows(book.store, name, story=key), form, aside=table.aside)

    return shown


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@LEDGER
@click.option("--most", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many to show.")
@form_of("table", "csv", "json", "jsonl")
def search(words: Sequence[str], ledger: str, most: int, form: str) -> None:
    """Find articles and statements that have all these words."""
    from saidby.ledger import Ledger
    from saidby.serve.show import show_rows

    with Ledger.open(ledger) as book:
        of = "SELECT story FROM article WHERE key = ? AND story IS NOT NULL"
        found = []
        for what, name, around, key in book.search(" ".join(words), most=most):
            story = key if what == "statement" else next((str(it) for (it,) in book.ask(of, key)), "")
            found.append((what, name, story[:12], around, key))
        show_rows(("what", "id", "story", "words", "key"), found, form, aside={"key"})
    if not found:
        click.get_current_context().exit(REFUSED)


@click.command()
@click.argument("article", metavar="ARTICLE")
@LEDGER
@form_of("table", "json")
@click.option("--raw", is_flag=True, help="Write the bytes of its first capture, as they came.")
def show(article: str, ledger: str, form: str, raw: bool) -> None:
    """Show an article as it stands in the ledger: its captures, figures and what was judged.

    ARTICLE is its id, or its key or the beginning of it.
    """
    from saidby.ledger import Ledger
    from saidby.serve.judging import decided_in
    from saidby.serve.show import show_kept

    with Ledger.open(ledger) as book:
        key = book.article_key(article)
        if raw:
            click.echo(book.content(book.captures(key)[0].sha256), nl=False)
        else:
            show_kept(book.judged_marks(key), book.captures(key), decided_in(book, key), form)


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@LEDGER
@form_of("table", "json")
def backup(target: Path, ledger: str, form: str) -> None:
    """Write the ledger as it is now into a new file, while others go on working."""
    from saidby.ledger import Ledger
    from saidby.serve.output import write_json

    with Ledger.open(ledger) as book:
        book.back_up(target)
    size = target.stat().st_size
    if form == "json":
        write_json({"file": str(target), "bytes": size})
    else:
        click.echo(f"{target} written ({size:,} bytes)")


@click.command()
@LEDGER
@form_of("table", "json")
def verify(ledger: str, form: str) -> None:
    """Look whether all is as it was written: the chain of events, every byte behind a hash, the database.

    Exit code 1 where anything is not.
    """
    from saidby.ledger import Ledger
    from saidby.serve.output import progress
    from saidby.serve.show import show_verified

    with Ledger.open(ledger) as book:
        with progress(wanted=True, of="events and contents looked at") as step:
            flaws = list(book.verify(step))
        show_verified(book.size(), flaws, form)
    if flaws:
        click.get_current_context().exit(REFUSED)


@click.command()
@LEDGER
@form_of("table", "json")
def doctor(ledger: str, form: str) -> None:
    """Say how a ledger is doing, and what to do about what is not well. Exit code 1 where anything is not."""
    from saidby.ledger import Ledger
    from saidby.ledger.health import examine
    from saidby.serve.intake import made_by
    from saidby.serve.show import show_health

    with Ledger.open(ledger) as book:
        findings = list(examine(book, program=made_by("learned")))
    show_health(findings, form)
    if not all(finding.well for finding in findings):
        click.get_current_context().exit(REFUSED)


@click.command(name="import")
@click.argument("source", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@LEDGER
@form_of("table", "json")
def import_(source: Path, ledger: str, form: str) -> None:
    """Read a log into a ledger that is empty or not there yet: the same events, seals and all.

    A log that was cut or altered is refused with the line, and nothing is taken over.
    """
    from saidby.ledger import Ledger
    from saidby.ledger.log import import_log
    from saidby.serve.adding import link_all
    from saidby.serve.output import counting, progress, write_json

    with Ledger.open(ledger, create=True) as book:
        with source.open("rb") as lines, progress(wanted=True, of="lines taken over") as step:
            end = import_log(book, counting(lines, step), name=str(source))
        link_all(book)
    if form == "json":
        write_json({"events": end.events, "contents": end.contents})
    else:
        click.echo(f"{end.events:,} events and {end.contents:,} contents taken over")


def show_kept_stories(ledger: str, keys: Sequence[str], form: str, rule: "Rule | None") -> None:
    """Show stories of a ledger as if they had been linked from files."""
    from saidby.ledger import Ledger
    from saidby.serve.show import show_stories

    with Ledger.open(ledger) as book:
        chosen = [book.story_key(key) for key in keys] or book.story_keys()
        stories = [book.story(key) for key in chosen]
        marks = [book.judged_marks(article) for key in chosen for article in book.members(key)]
        show_stories(stories, marks, form, rule=rule)


COMMANDS: Iterable[click.Command] = (
    add,
    watch,
    _table("stories", "List the stories of a ledger, the latest first."),
    _table("statements", "List every statement: whose it is, when it was said, and in how many reports."),
    _table("series", "List how each source's figures moved."),
    _table("sources", "List who is told as a source, under which names."),
    _table("derivations", "List which articles draw on which, and what shows it."),
    _table("drift", "List what changed on the way from one account to another."),
    _table("roots", "List on how many origins each figure rests."),
    _table("revisions", "List what revised what, in the order in which it was learnt."),
    search,
    show,
    judge,
    history,
    suggestions,
    orphans,
    reread,
    rebuild,
    backup,
    quarantine,
    verify,
    doctor,
    export,
    import_,
)
