"""``saidby pages``: the desk's pages of a story as a folder that opens from disk, without scripts or a server."""

from collections.abc import Sequence
from pathlib import Path

import click

from saidby.serve.options import MAYBE_LEDGER, ONE, READER, WORKERS
from saidby.serve.told import STORY, all_told


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

    found, lost = all_told(paths, ledger, story=story, one=one, workers=workers, reader=reader)
    count = write_pages(folder, found, force=force)
    if lacks_charts():
        click.echo("without charts: install saidby[charts] for them", err=True)
    click.echo(f"{count} pages written to {folder}. Open {folder / 'index.html'}")
    if lost is not None:
        raise lost
