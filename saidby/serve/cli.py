"""The commands. What they need is imported when they run, so that ``saidby --help`` answers at once."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from errno import EPIPE
from pathlib import Path
from typing import TYPE_CHECKING

import click

from saidby import __version__
from saidby.errors import SaidbyError
from saidby.serve.brief import brief
from saidby.serve.chart import chart
from saidby.serve.desk.command import serve, tokens
from saidby.serve.keeping import COMMANDS, show_kept_stories
from saidby.serve.options import MAYBE_LEDGER, ONE, PATHS, READER, REFUSED, RULE, WORKERS, form_of, listing
from saidby.serve.pages import pages
from saidby.serve.table import table

if TYPE_CHECKING:
    from saidby.records import Rule

EPILOG = (
    "Exit code 0: done. 1: refused or not found. 2: wrong usage. 3: done in part; standard error says what is missing."
)


_AS_BY_SIGPIPE = 141  # how a shell shows a program that ends because nobody reads on


class Doors(click.Group):
    """The group of commands; whatever the program refuses comes out as one line and exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            done = super().invoke(ctx)
            if sys.stdout is not None:  # closed by whoever called
                sys.stdout.flush()  # a full disk often shows only here
        except SaidbyError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            _drop_output()
            if error.errno == EPIPE:  # the reader has had enough, as in "| head"
                raise click.exceptions.Exit(_AS_BY_SIGPIPE) from None
            where = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(
                f"{where}cannot be written ({error.strerror}). Check space and rights."
            ) from error
        return done


def _drop_output() -> None:
    """Let go of what waits to be written, or the interpreter would try once more on its way out, and complain."""
    with suppress(OSError), Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


@click.group(cls=Doors, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="saidby")
def main() -> None:
    """Keep a ledger of the figures in news reports: whose they are, how firm, how old, and how they travelled.

    Start with: saidby demo
    """
    from saidby.serve.output import fix_streams

    fix_streams()


def _one_file(path: str) -> None:
    """Refuse what names no document or many."""
    if not path:
        raise click.BadParameter("the path is empty. Name one document.", param_hint="FILE")
    if Path(path).is_dir():
        raise click.BadParameter(f"{path} is a folder. Name one document.", param_hint="FILE")


@main.command()
@PATHS
@form_of("table", "jsonl", "json", "csv")
@WORKERS
@READER
def read(paths: Sequence[str], form: str, workers: int, reader: str) -> None:
    """Show every figure of each article, and its source.

    PATH is a file, a folder, an address, or - for standard input. No article sees another.
    """
    from saidby.serve.intake import mark_paths
    from saidby.serve.output import on_terminal, progress
    from saidby.serve.show import show_articles

    with listing() as keep, progress(wanted=not on_terminal()) as step:
        show_articles(keep(mark_paths(paths, workers=workers, reader=reader, step=step)), form)


@main.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@MAYBE_LEDGER
@form_of("table", "json", "jsonl", "csv")
@RULE
@ONE
@WORKERS
@READER
def story(  # noqa: PLR0913, PLR0917  (one for each option)
    paths: Sequence[str],
    ledger: str | None,
    form: str,
    rule: "Rule | None",
    one: bool,
    workers: int,
    reader: str,
) -> None:
    """Link articles into a story, or into several, and show them.

    Series, conflicts, roots, copies, what changed on the way, and every statement with its reports. Articles on
    different matters make several stories; --one keeps them together. With --ledger, PATH is the key of a story in it,
    or its beginning; without any, all are shown.
    """
    from saidby.pipeline import link, link_stories
    from saidby.serve.intake import mark_paths
    from saidby.serve.output import progress
    from saidby.serve.show import show_stories

    if ledger is not None:
        show_kept_stories(ledger, paths, form, rule)
        return
    if not paths:
        raise click.UsageError("name files or folders, or a ledger with --ledger FILE")
    with listing() as keep:
        with progress(wanted=True) as step:
            marks = list(keep(mark_paths(paths, workers=workers, reader=reader, step=step)))
        if marks:
            show_stories([link(marks)] if one else link_stories(marks), marks, form, rule=rule)


@main.command()
@PATHS
@form_of("table", "json")
@click.option("--statement", metavar="ID", help="Of several articles: this statement alone, S4 for example.")
@ONE
@WORKERS
@READER
def explain(paths: Sequence[str], form: str, statement: str | None, one: bool, workers: int, reader: str) -> None:
    """Show the evidence: of one article for its figures, of several for what ties them together.

    One article: each figure's sentence, meaning, source and cue, then every step with its rule, lexicon line and score.
    Several: why these reports are one statement and those are not, why these names are one source, whose words an
    article has, and how many origins there are.
    """
    from saidby.pipeline import link, link_stories
    from saidby.serve.intake import mark_paths
    from saidby.serve.output import progress
    from saidby.serve.show import show_explained, show_links

    with listing() as keep:
        with progress(wanted=True) as step:
            marks = list(keep(mark_paths(paths, workers=workers, reader=reader, step=step)))
        if len(marks) == 1 and statement is None:
            show_explained(marks[0], form)
        elif marks:
            show_links([link(marks)] if one else link_stories(marks), marks, form, statement=statement)


@main.command()
@click.argument("number", metavar="NUMBER")
@click.argument("path", metavar="FILE")
@form_of("table", "json")
@READER
def check(number: str, path: str, form: str, reader: str) -> None:
    """Say whether a figure is in a document, and on whose word.

    NUMBER is written as in an article: 6,000, "more than 6,000", "a third", "$2.3bn". Where no figure of FILE says it,
    the nearest ones are named and the exit code is 1.
    """
    from saidby.serve.check import NoNumber, ask
    from saidby.serve.check import check as look_up
    from saidby.serve.intake import mark_paths
    from saidby.serve.show import show_finding

    _one_file(path)
    try:
        asked = ask(number)
    except NoNumber as error:
        raise click.BadParameter(str(error), param_hint="NUMBER") from error
    with listing() as keep:
        findings = [look_up(asked, marks) for marks in keep(mark_paths([path], reader=reader))]
        for finding in findings:
            show_finding(finding, form)
    if not all(finding.figures for finding in findings):
        click.get_current_context().exit(REFUSED)


@main.command()
@click.argument("gold_dir", metavar="GOLD_DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@form_of("table", "json", "csv")
@READER
def score(gold_dir: Path, form: str, reader: str) -> None:
    """Compare what is found with annotated articles.

    Reads the gold articles below GOLD_DIR and shows precision, recall and F1 of every field.
    """
    from saidby.serve.intake import mark_gold
    from saidby.serve.score import read_gold, score_articles
    from saidby.serve.show import show_scores
    from saidby.views.forms import article_form

    gold = read_gold(gold_dir)
    with listing() as keep:
        show_scores(score_articles(gold, map(article_form, keep(mark_gold(gold, reader=reader)))), form)


@main.command()
@form_of("table", "json", "jsonl", "csv")
@click.option(
    "--copy-to", type=click.Path(file_okay=False, path_type=Path), help="Write the articles there instead, to try out."
)
@RULE
@READER
def demo(form: str, copy_to: Path | None, rule: "Rule | None", reader: str) -> None:
    """Show what the program is for, on a bundled story.

    Seven invented articles about a dam that failed.
    """
    if copy_to is not None:
        _copy_demo(copy_to)
        return
    from saidby import link
    from saidby.serve.intake import mark_demo
    from saidby.serve.show import show_story

    marks = mark_demo(reader=reader)
    show_story(link(marks), marks, form, rule=rule)


def _copy_demo(folder: Path) -> None:
    """Write the example's articles into ``folder``; a file that is there with other words in it is left alone."""
    from saidby.serve.intake import demo_files

    folder.mkdir(parents=True, exist_ok=True)
    places = [(folder / name, content) for name, content in demo_files()]
    for place, content in places:
        if place.exists() and place.read_bytes() != content:
            raise SaidbyError(f"{place}: is there already, with other content. Name another folder.")
    for place, content in places:
        place.write_bytes(content)
    click.echo(f"{len(places)} articles written to {folder}. Try: saidby read {folder}")


for _command in (serve, tokens, brief, table, chart, pages, *COMMANDS):
    main.add_command(_command)
