"""Options that several commands share, and what they do with documents that could not be read."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from saidby.records import Problem

REFUSED = 1  # exit code: what was asked for is not there
PARTLY = 3  # exit code: done, but what was named on standard error was left out
T = TypeVar("T")


def form_of(*choices: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add ``--format``; the first choice is a table or a page, in a pipe plain lines."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        help="How to write it. A table or page comes as plain lines in a pipe.",
    )


@contextmanager
def listing() -> "Iterator[Callable[[Iterable[T | Problem]], Iterator[T]]]":
    """Give the sieve that keeps what was read and names the rest on standard error; what was lost ends in code 3."""
    from saidby.records import Problem
    from saidby.serve.output import tell

    lost = False

    def keep(outcomes: "Iterable[T | Problem]") -> "Iterator[T]":
        nonlocal lost
        for outcome in outcomes:
            if isinstance(outcome, Problem):
                lost = lost or not outcome.note
                tell(outcome)
            else:
                yield outcome

    yield keep
    if lost:
        click.get_current_context().exit(PARTLY)


def _known(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    """Refuse a reader that nobody goes by; the two that are always there are known without looking."""
    if name not in {"learned", "rules"}:
        from saidby.pipeline import reader_names

        if name not in reader_names():
            known = ", ".join(reader_names())
            raise click.BadParameter(f"no reader of attributions is called {name!r}. There are: {known}.")
    return name


READER = click.option(
    "--reader",
    default="learned",
    show_default=True,
    callback=_known,
    metavar="NAME",
    help="Who finds the attributions: 'rules' alone, or a reader beside them.",
)
WORKERS = click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to use.")
RULE = click.option(
    "--rule",
    type=click.Choice(("acled", "ucdp", "minmax", "latest")),
    help="Put the figures of several sources together by this rule alone. Without: by all four, each with its name.",
)
ONE = click.option("--one", is_flag=True, help="Take all articles for one story, whatever they are about.")
PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
LEDGER = click.option(
    "--ledger",
    envvar="SAIDBY_LEDGER",
    required=True,
    metavar="FILE",
    help="The ledger: a file, or postgresql://... for one on a server. Without: the one that SAIDBY_LEDGER names.",
)
MAYBE_LEDGER = click.option(
    "--ledger",
    metavar="FILE",
    help="Take the stories of this ledger instead of files.",
)
