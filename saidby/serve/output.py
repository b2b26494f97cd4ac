"""What the commands write: tables and pages on a terminal, tab-separated or plain lines in a pipe, JSON and CSV.

All of it is UTF-8 with plain line ends, and the same in every locale and time zone.
"""

import csv
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from saidby.records import Problem
    from saidby.views.terminal.lines import Line

T = TypeVar("T")
IN_A_PIPE = 100  # columns of a page that is not shown on a terminal
WIDEST = 132  # columns beyond which lines are hard to read
LONGEST = 14  # columns of the longest word that a cell keeps whole: a table of ten columns fits in a hundred
MANY = 10  # documents from which progress is worth showing
_STYLES = {
    "heading": "bold",
    "strong": "bold",
    "dim": "dim",
    "source": "cyan",
    "figure": "bold",
    "changed": "bold red underline",
    "warning": "yellow",
}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_SAID_TWICE = {"bound", "value"}
# Columns of a table whose cells are never broken.
_WHOLE = {"amount", "bound", "change", "field", "measure", "said on", "severity", "story", "value"}


def fix_streams() -> None:
    """Write UTF-8 and plain line ends from here on, whatever the locale says; what the caller has closed, nowhere."""
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:  # else the next file to be opened would be written to
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
            setattr(sys, name, os.fdopen(number, "w", closefd=False))
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def on_terminal(stream: TextIO | None = None) -> bool:
    stream = stream or sys.stdout
    return bool(stream and stream.isatty())


def console() -> "Console":
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def page_width() -> int:
    """Return the columns of a page: those of the terminal up to a readable width, a fixed number in a pipe."""
    return min(WIDEST, console().width) if on_terminal() else IN_A_PIPE


def write_lines(lines: "Iterable[Line]") -> None:
    """Write a page: in colour on a terminal, as plain text elsewhere."""
    from saidby.views.terminal.lines import plain_text

    if not on_terminal():
        click.echo(plain_text(lines), nl=False)
        return
    from rich.text import Text

    screen = console()
    for line in lines:
        screen.print(Text.assemble(*((piece.text, _STYLES.get(piece.style, "")) for piece in line)))


def write_json(value: object, *, indent: int | None = None) -> None:
    """Write one JSON value and a line end."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent))


def write_array(forms: Iterable[dict[str, Any]]) -> None:
    """Write a JSON array one item a line, as the items come."""
    before = "["
    for form in forms:
        click.echo(before + "\n" + json.dumps(form, ensure_ascii=False), nl=False)
        before = ","
    click.echo("[]" if before == "[" else "\n]")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows as CSV, safe for spreadsheets and terminals as the cells of an export are; numbers as they are."""
    from saidby.views.export.cells import safe

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([cell if _NUMBER.fullmatch(cell) else safe(cell) for cell in row] for row in rows)


def write_tabs(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows with tabs between the cells; no cell holds a tab or a line end."""
    click.echo("\t".join(header))
    for row in rows:
        click.echo("\t".join(" ".join(cell.split()) for cell in row))


def write_table(title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows as a table on the terminal, without the columns in which nothing stands.

    Where words would have to be broken, the columns go that say in other words what the figure's own words say.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    kept = list(rows)
    screen = console()
    shown = {i: max(_least(row[i], header[i]) for row in kept) for i in range(len(header)) if any(r[i] for r in kept)}
    for i in [i for i in shown if header[i] in _SAID_TWICE]:
        if _room(screen.width, shown) <= 0:
            del shown[i]
    room = _room(screen.width, shown)
    padding = int(room > len(shown))
    if room > 0:
        full = {i: max(len(header[i]), *(len(row[i]) for row in kept)) for i in shown}
        shown = _shared_out(room - padding * len(shown), shown, full)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, padding, 0, 0), pad_edge=False)
    for i, size in shown.items():
        whole, style = header[i] in _WHOLE, _STYLES.get(header[i], "")
        table.add_column(
            header[i], overflow="fold", no_wrap=whole, width=size if room > 0 or whole else None, style=style
        )
    for row in kept:
        table.add_row(*(Text(row[i]) for i in shown))
    screen.print(Text(title, style="bold"))
    screen.print(table)


def _room(width: int, shown: "dict[int, int]") -> int:
    """Return how many columns are left over when every word is whole."""
    return width - sum(shown.values()) - len(shown) - 2  # the edges


def _shared_out(spare: int, least: "dict[int, int]", full: "dict[int, int]") -> "dict[int, int]":
    """Return the width of each column: what it needs, and of what is spare as much as it can use, in fair shares."""
    widths = dict(least)
    modest_first = sorted(least, key=lambda i: full[i] - least[i])
    for left, i in zip(range(len(modest_first), 0, -1), modest_first, strict=True):
        more = min(max(0, full[i] - least[i]), max(0, spare) // left)
        widths[i] += more
        spare -= more
    return widths


def _least(cell: str, name: str) -> int:
    """Return how many columns a cell needs so that no word of it is broken, within reason."""
    return max(len(name), len(cell) if name in _WHOLE else min(LONGEST, max(map(len, cell.split()), default=0)))


def tell(problem: "Problem") -> None:
    """Write a problem to standard error on one line: where, what, what to do."""
    from saidby.wording import clean

    what, do = (clean(part).rstrip(".") for part in (problem.what, problem.do))
    click.echo(f"{clean(problem.where)}: {what}. {do}.", err=True)


def counting(them: "Iterable[T]", step: "Callable[[], None] | None") -> "Iterator[T]":
    """Yield them all, and call ``step`` after each, where there is one."""
    for one in them:
        yield one
        if step is not None:
            step()


def watched(them: "Iterable[T]", *, of: str) -> "Iterator[T]":
    """Yield them all; a counter shows on a terminal meanwhile, and is gone when the last one was taken."""
    with progress(wanted=True, of=of) as step:
        yield from counting(them, step)


@contextmanager
def progress(*, wanted: bool, of: str = "documents read") -> "Iterator[Callable[[], None] | None]":
    """Give a function to call after each document; a counter shows on a terminal once there are many."""
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    text = TextColumn(f"{{task.completed:,}} {of}")
    bar = Progress(SpinnerColumn(), text, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=None)
    count = 0

    def step() -> None:
        nonlocal count
        count += 1
        if count == MANY + 1:
            bar.start()
        bar.update(task, completed=count)

    try:
        yield step
    finally:
        bar.stop()
