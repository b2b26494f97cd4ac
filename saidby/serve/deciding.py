"""The commands for what people decide: to judge, to look back, and to read anew with a later program."""

from collections.abc import Sequence

import click
from msgspec import to_builtins

from saidby.errors import BadInput
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
    from saidby.serve.judging import whole_key
    from saidby.serve.show import show_rows

    with Ledger.open(ledger) as book:
        events = book.history_of(whole_key(book, subject))
        if not events:
            what = f"nothing has happened to {subject!r}, and nobody of that name has decided anything"
            raise BadInput(ledger, what, "Give the key of an article, a story or a figure, or who decided")
        if form == "table":
            show_rows(("event", "at", "by", "what"), ((e.seq, e.at, e.by, in_words(e, book)) for e in events), form)
        else:
            rows = ((e.seq, e.at, e.by, e.kind, e.body) for e in events)
            show_rows(("event", "at", "by", "what", "body"), rows, form)


@click.command()
@click.argument("verb", type=click.Choice(("accept", "correct", "reject", "merge", "split", "undo", "redo")))
@click.argument("targets", nargs=-1, metavar="KEY...")
@LEDGER
@click.option("--by", required=True, envvar="SAIDBY_NAME", help="Who decides. Without: SAIDBY_NAME.")
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE", help="What is right; VALUE is JSON or a word.")
@click.option("--about", type=_KINDS, default="figure", show_default=True)
@click.option("--why", help="The reason, kept with the decision.")
@form_of("table", "json")
def judge(  # noqa: PLR0913, PLR0917  (one for each option)
    verb: str,
    targets: Sequence[str],
    ledger: str,
    by: str,
    fields: Sequence[str],
    about: str,
    why: str | None,
    form: str,
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
    from saidby.serve.judging import decide, whole_key
    from saidby.serve.output import write_json

    _check_words(verb, targets, fields)
    with Ledger.open(ledger) as book:
        keys = [whole_key(book, target) for target in targets]
        if verb in {"undo", "redo"}:
            step = book.undo(by) if verb == "undo" else book.redo(by)
        else:
            step = decide(book, verb, keys, about=about, by=by, fields=fields, why=why)
        link_all(book)
    if step is None:
        raise BadInput(ledger, f"nothing of {by}'s to {verb}", f"See what they decided: saidby history {by}")
    if form == "json":
        write_json({"step": step, "verb": verb, "by": by, "keys": keys})
    else:
        click.echo(f"step {step} {'kept' if verb not in _BACK else f'{verb}ne'}")


_BACK = frozenset({"undo", "redo"})


def _check_words(verb: str, targets: Sequence[str], fields: Sequence[str]) -> None:
    """Raise UsageError where a decision says too little or too much, whatever the ledger holds."""
    if verb in _BACK and targets:
        raise click.UsageError(f"{verb} takes no KEY: it is about the latest step of --by.")
    if verb not in _BACK and not targets:
        raise click.UsageError(f"to {verb} needs a KEY. Those of figures are in: saidby show ARTICLE")
    if verb in {"merge", "split"} and len(targets) < 2:
        raise click.UsageError(f"to {verb} needs others behind the first KEY.")
    if verb == "correct" and not fields:
        raise click.UsageError("to correct needs the fields that are right: --set measure=killed --set low=12")
    if verb != "correct" and fields:
        raise click.UsageError(f"{verb} takes no --set. To put a field right: correct")
    if strange := [field for field in fields if "=" not in field]:
        raise click.UsageError(
            f"{strange[0]}: is no FIELD=VALUE. Write, for example: --set measure=killed --set low=12"
        )


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
    from saidby.serve.output import progress
    from saidby.serve.rereading import rebuild as make_anew
    from saidby.serve.show import show_verified

    with Ledger.open(ledger) as book:
        with progress(wanted=True, of="stories linked") as step:
            make_anew(book, step)
        with progress(wanted=True, of="events and contents looked at") as step:
            flaws = list(book.verify(step))
        show_verified(book.size(), flaws, form)
    if flaws:
        click.get_current_context().exit(REFUSED)
