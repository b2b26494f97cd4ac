"""``saidby table``: the figures of a story as a table for Wikipedia."""

from collections.abc import Sequence

import click

from saidby.serve.options import MAYBE_LEDGER, ONE, READER, REFUSED, WORKERS
from saidby.serve.told import STORY, told


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--wikitext", is_flag=True, required=True, help="In the markup of Wikipedia, with its references.")
@MAYBE_LEDGER
@STORY
@ONE
@WORKERS
@READER
def table(  # noqa: PLR0913, PLR0917  (one for each option)
    paths: Sequence[str],
    wikitext: bool,
    ledger: str | None,
    story: str | None,
    one: bool,
    workers: int,
    reader: str,
) -> None:
    """Write the figures of a story as a table: a row for each source and day, each with its references.

    Numbers stand in the words of the articles. Exit code 1 where no source gives a figure for such a table.
    """
    from saidby.views.wikitext import wikitext as drawn

    tables = [
        text
        for found, marks in told(paths, ledger, story=story, one=one, workers=workers, reader=reader)
        if (text := drawn(found, marks))
    ]
    click.echo("\n".join(tables), nl=False)
    if not tables:
        click.echo("no source gives a figure that a table of this kind has a column for", err=True)
        click.get_current_context().exit(REFUSED)
