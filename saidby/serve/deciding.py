"""The commands for what people decide: to judge, to look back, and to read anew with a later program."""

from collections.abc import Sequence

import click
from msgspec import to_builtins

from saidby.serve.options import LEDGER, REFUSED, WORKERS, form_of

_STORY = click.option("--story", metavar="KEY", help="Of this story alone; the beginning of its key is enough.")
_KINDS = click.Choice(("figure", "source", "statement", "derivation", "drift"))


@click.command()
@click.argument("subject", metavar="KEY")
@LEDGER
@form_of("table", "json", "jsonl")
def history(subject: str, ledger: str, form: str) -> None:
    """Show everything that happened to an article, a story, a figure, or what one person decided.

    json and jsonl have the events as they are kept.
    """
    from saidby.ledger import Ledger
    from saidby.serve.happened import in_words
    from saidby.serve.show import show_rows

    with Ledger.open(ledger) as book:
        events = book.history_of(subject)
        if form == "table":
            show_rows(("event", "at", "by", "what"), ((e.seq, e.at, e.by, in_words(e, book)) for e in events), form)
        else:
            rows = ((e.seq, e.at, e.by, e.kind, e.body) for e in events)
            show_rows(("event", "at", "by", "what", "body"), rows, form)
    if not events:
        click.get_current_context().exit(REFUSED)


@click.command()
@click.argument("verb", type=click.Choice(("accept", "correct", "reject", "merge", "split", "undo", "redo")))
@click.argument("targets", nargs=-1, metavar="KEY...")
@LEDGER
@click.option("--by", required=True, envvar="SAIDBY_NAME", help="Who decides. Without: SAIDBY_NAME.")
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE", help="What is right; VALUE is JSON or a word.")
@click.option("--about", type=_KINDS, default="figure", show_default=True)
@click.option("--why", help="The reason, kept with the decision.")
def judge(  # noqa: PLR0913, PLR0917  (one for each option)
    verb: str, targets: Sequence[str], ledger: str, by: str, fields: Sequence[str], about: str, why: str | None
) -> None:
    """Decide about figures, sources, statements, derivations or drift: above the program, until it is undone.

    accept, reject: each KEY. correct: each KEY, with --set. merge, split: the first KEY and the others; of sources
    names will do. undo, redo: the latest step of --by, no KEY.

    FIELD of a figure: low, high, bound, measure, whom, place, source, said_on, as_of and others of its record, or
    statement, which puts a report into the statement of that key (or: new). Of a source: name, kind, country. Of a
    statement: said_on, kind. Of a derivation: how, evidence. Of drift: severity, why.
    """
    from saidby.ledger import Ledger
    from saidby.serve.adding import link_all
    from saidby.serve.judging import decide

    with Ledger.open(ledger) as book:
        if verb in {"undo", "redo"} and targets:
            raise click.UsageError(f"{verb} takes no KEY: it is about the latest step of --by")
        if verb in {"undo", "redo"}:
            step = book.undo(by) if verb == "undo" else book.redo(by)
            said = f"step {step} {verb}ne" if step else f"nothing of {by}'s to {verb}"
        else:
            step = decide(book, verb, targets, about=about, by=by, fields=fields, why=why)
            said = f"step {step} kept"
        link_all(book)
    click.echo(said)
    if step is None:
        click.get_current_context().exit(REFUSED)


@click.command()
@LEDGER
@_STORY
@form_of("table", "csv", "json", "jsonl")
def suggestions(ledger: str, story: str | None, form: str) -> None:
    """List where a later program finds another thing than somebody holds. Nothing changes until they decide again."""
    from saidby.ledger import Ledger
    from saidby.serve.show import show_rows

    columns = ("article", "words", "field", "judged", "by", "found now", "found then", "program", "target")
    with Ledger.open(ledger) as book:
        found = book.suggestions(book.story_key(story) if story else None)
        rows = (
            (s.article, s.words, s.field, s.judged, ", ".join(s.by), s.found, s.was, s.maker, s.target) for s in found
        )
        show_rows(columns, rows, form, aside={"found then", "program", "target"})


@click.command()
@LEDGER
@form_of("table", "csv", "json", "jsonl")
def orphans(ledger: str, form: str) -> None:
    """List judgements that have lost what they were about, with the words as they were. None is moved elsewhere."""
    from saidby.ledger import Ledger
    from saidby.serve.show import show_rows

    columns = ("article", "words", "why", "instead", "judged", "by", "target")
    with Ledger.open(ledger) as book:
        rows = (
            (o.article, o.words, o.why, o.instead, "rejected" if o.rejected else "kept", ", ".join(o.by), o.target)
            for o in book.orphans()
        )
        show_rows(columns, rows, form, aside={"instead", "target"})


@click.command()
@LEDGER
@WORKERS
@click.option("--reader", metavar="NAME", help="Who finds the attributions. Without: in each article who did before.")
@form_of("table", "json")
def reread(ledger: str, workers: int, reader: str | None, form: str) -> None:
    """Read every article anew with the program as it is now. What people decided stands; see: saidby suggestions."""
    from saidby.ledger import Ledger
    from saidby.serve.output import progress, write_json
    from saidby.serve.rereading import in_words
    from saidby.serve.rereading import reread as read_all

    with Ledger.open(ledger) as book, progress(wanted=True) as step:
        done = read_all(book, workers=workers, reader=reader, step=step)
    if form == "json":
        write_json(to_builtins(done), indent=1)
    else:
        click.echo(in_words(done))


@click.command()
@LEDGER
@form_of("table", "json")
def rebuild(ledger: str, form: str) -> None:
    """Make all tables anew from the events, link every story, and look whether all is as it was written.

    Exit code 1 where anything is not.
    """
    from saidby.ledger import Ledger
    from saidby.serve.rereading import rebuild as make_anew
    from saidby.serve.show import show_verified

    with Ledger.open(ledger) as book:
        make_anew(book)
        flaws = list(book.verify())
        show_verified(book.size(), flaws, form)
    if flaws:
        click.get_current_context().exit(REFUSED)
