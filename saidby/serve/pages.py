"""``saidby pages``: the desk's pages of a story as a folder that opens from disk, without scripts or a server."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import Exit

from saidby.serve.options import MAYBE_LEDGER, ONE, READER, WORKERS
from saidby.serve.told import STORY, told

if TYPE_CHECKING:
    from saidby.records import Marks, Story

    Told = tuple[Story, Sequence[Marks]]


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path))
@click.argument("paths", nargs=-1, metavar="PATH...")
@MAYBE_LEDGER
@STORY
@click.option("--force", is_flag=True, help="Replace a folder that this command wrote earlier.")
@ONE
@WORKERS
@READER
def pages(  # noqa: PLR0913, PLR0917  (one for each option)
    folder: Path,
    paths: Sequence[str],
    ledger: str | None,
    story: str | None,
    force: bool,
    one: bool,
    workers: int,
    reader: str,
) -> None:
    """Write stories as a folder of pages: figures, sources, provenance, changes, articles and a brief of each.

    They open from disk, ask no other host for anything and run no script. Charts need the extra saidby[charts];
    without, the same numbers stand in tables alone.
    """
    from saidby.serve.folder import lacks_charts, write_pages

    found, lost = _all(told(paths, ledger, story=story, one=one, workers=workers, reader=reader))
    count = write_pages(folder, found, force=force)
    if lacks_charts():
        click.echo("without charts: install saidby[charts] for them", err=True)
    click.echo(f"{count} pages written to {folder}. Open {folder / 'index.html'}")
    if lost is not None:
        raise lost


def _all(stories: "Iterator[Told]") -> "tuple[list[Told], Exit | None]":
    """Return all stories, and how the program is to end where not all was read: when what was read is written."""
    found = []
    try:
        for one in stories:
            found.append(one)  # noqa: PERF402  (those before the end are to be kept)
    except Exit as lost:
        return found, lost
    return found, None
