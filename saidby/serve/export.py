"""``saidby export``: a ledger or articles as other programs take them."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from saidby.serve.options import ONE, READER, REFUSED, WORKERS, listing

if TYPE_CHECKING:
    from saidby.views.export.material import Material

_FORMS = ("log", "csv", "parquet", "jsonl", "jsonld", "atom")
_FOLDERS = {"csv", "parquet"}
_STANDARD = "-"


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "--ledger",
    envvar="SAIDBY_LEDGER",
    metavar="FILE",
    help="Take the stories of this ledger; PATH is then where to write. Without: the one that SAIDBY_LEDGER names.",
)
@click.option("--format", "form", type=click.Choice(_FORMS), default="log", show_default=True, help="How to write it.")
@click.option("--story", metavar="KEY", help="This story alone; the beginning of its key is enough.")
@click.option("--out", metavar="PATH", help="Where to write: a folder for csv and parquet, else a file, or -.")
@click.option("--force", is_flag=True, help="Overwrite the file, or replace the folder of an earlier export.")
@click.option("--raw", is_flag=True, help="csv: cells exactly as they are. For programs alone, never for spreadsheets.")
@ONE
@WORKERS
@READER
def export(  # noqa: PLR0913, PLR0917  (one for each option)
    paths: Sequence[str],
    ledger: str | None,
    form: str,
    story: str | None,
    out: str | None,
    force: bool,
    raw: bool,
    one: bool,
    workers: int,
    reader: str,
) -> None:
    """Write a ledger, or what articles say, for other programs.

    \b
    log      the whole of a ledger, one JSON line for each thing kept; saidby import reads it
    csv      a folder of tables for spreadsheets, with a data dictionary
    parquet  the same tables for programs (needs saidby[parquet])
    jsonl    every record on a line of its own, with its type
    jsonld   linked data: schema.org, PROV-O, Web Annotation
    atom     a feed of revised figures

    With --ledger, PATH is the file or folder to be written, as --out is. Without, each PATH is read: a file, a folder,
    an address, or -. Nothing is overwritten without --force, and nothing is left half-written.
    """
    if raw and form != "csv":
        raise click.UsageError("--raw goes with --format csv")
    of_ledger = _of_ledger(paths, ledger, form)
    if of_ledger and out and paths:
        raise click.UsageError("of a ledger, PATH is where to write, as --out is: give one of them")
    target = _target(list(paths) if of_ledger and paths else [out] if out else [], form)
    writer = _Writer(target, form, force=force, raw=raw)
    if of_ledger:
        _export_ledger(str(ledger), story, writer)
    else:
        _export_articles(paths, story, writer, one=one, workers=workers, reader=reader)


def _of_ledger(paths: Sequence[str], ledger: str | None, form: str) -> bool:
    """Tell whether a ledger is asked for. One that only the environment names does not turn articles into targets."""
    named = click.get_current_context().get_parameter_source("ledger") is click.core.ParameterSource.COMMANDLINE
    if form == "log" and not ledger:
        raise click.UsageError("a log is that of a ledger: name it with --ledger FILE, or choose another --format")
    if not ledger and not paths:
        raise click.UsageError("name files or folders, or a ledger with --ledger FILE")
    return form == "log" or named or not paths


def _target(named: Sequence[str], form: str) -> str:
    if len(named) > 1:
        raise click.UsageError("of a ledger, PATH is where to write: name one place")
    if not named and (form in _FOLDERS or form == "log"):
        raise click.UsageError(f"say where to write: {form} needs --out {'FOLDER' if form in _FOLDERS else 'FILE'}")
    target = named[0] if named else _STANDARD
    if target == _STANDARD and form in _FOLDERS:
        raise click.UsageError(f"{form} is a folder of tables: name it with --out FOLDER")
    return target


class _Writer:
    """Writes to where it was told, in the form that was asked for."""

    def __init__(self, target: str, form: str, *, force: bool, raw: bool) -> None:
        self.target, self.form = target, form
        self._force, self._raw = force, raw

    def write(self, materials: "Iterable[Material]") -> None:
        from saidby.serve.exporting import stream, write_folder

        if self.form in _FOLDERS:
            rows = write_folder(Path(self.target), materials, self.form, raw=self._raw, force=self._force)
            click.echo(f"{self.target} written ({rows:,} rows)")
        else:
            self.put(stream(self.form, materials), "")

    def put(self, parts: Iterable[bytes], noun: str) -> None:
        """Write one file, and say so; or write to standard output."""
        from saidby.serve.exporting import write_file

        if self.target == _STANDARD:
            for part in parts:
                click.echo(part, nl=False)
            return
        count = write_file(Path(self.target), parts, force=self._force)
        said = f"{count:,} {noun}" if noun else f"{Path(self.target).stat().st_size:,} bytes"
        click.echo(f"{self.target} written ({said})")


def _export_ledger(ledger: str, story: str | None, writer: _Writer) -> None:
    from saidby.ledger import Ledger
    from saidby.ledger.log import write_log
    from saidby.serve.exporting import kept_stories
    from saidby.serve.output import watched

    with Ledger.open(ledger) as book:
        if writer.form == "log":
            if story:
                raise click.UsageError("a log is that of a whole ledger: leave out --story, or choose another --format")
            writer.put(watched(write_log(book), of="lines written"), "lines")
            return
        keys = [book.story_key(story)] if story else book.story_keys()
        writer.write(watched(kept_stories(book, keys), of=f"of {len(keys):,} stories written"))


def _export_articles(
    paths: Sequence[str], story: str | None, writer: _Writer, *, one: bool, workers: int, reader: str
) -> None:
    from saidby.pipeline import link, link_stories
    from saidby.serve.exporting import linked_stories
    from saidby.serve.intake import mark_paths
    from saidby.serve.output import progress

    with listing() as keep:
        with progress(wanted=True) as step:
            marks = list(keep(mark_paths(paths, workers=workers, reader=reader, step=step)))
        stories = ([link(marks)] if one else link_stories(marks)) if marks else []
        chosen = [found for found in stories if story is None or found.key.startswith(story)]
        if chosen:
            writer.write(linked_stories(chosen, marks))
        elif stories:
            click.echo(f"no story of these articles has a key that begins with {story!r}", err=True)
            click.get_current_context().exit(REFUSED)
