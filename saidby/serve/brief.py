"""``saidby brief``: a story on about a page, every sentence with its notes."""

from collections.abc import Sequence

import click

from saidby.serve.options import MAYBE_LEDGER, ONE, READER, WORKERS, form_of
from saidby.serve.told import STORY, told


def _day(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Return a day, a month or a year as it was given; refuse what is none."""
    from saidby.days import period_of
    from saidby.records import Point

    try:
        Point(statement="", bound="exact", low=0, date=value)  # records check their dates
        known = value is None or period_of(value) is not None
    except ValueError:
        known = False
    if not known:
        raise click.BadParameter(f"{value!r} is no day. Write 2025-06-15, 2025-06 or 2025.", context, option)
    return value


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@MAYBE_LEDGER
@STORY
@click.option("--since", metavar="DATE", callback=_day, help="Tell only what was said, or first told, after this day.")
@form_of("md", "html", "text")
@ONE
@WORKERS
@READER
def brief(  # noqa: PLR0913, PLR0917  (one for each option)
    paths: Sequence[str],
    ledger: str | None,
    story: str | None,
    since: str | None,
    form: str,
    one: bool,
    workers: int,
    reader: str,
) -> None:
    """Write a cited brief: what is said, by whom, on how many origins it rests, and what changed on the way.

    Every sentence has its notes, with the words of the articles; every number is an article's own. Articles on
    different matters make several briefs; with --ledger, each story of it, or the one that --story names.
    """
    from saidby.views.brief import brief as write
    from saidby.views.brief import html, markdown, plain

    drawn = {"md": markdown, "html": html, "text": plain}[form]
    several = False
    for found, marks in told(paths, ledger, story=story, one=one, workers=workers, reader=reader):
        if several:
            click.echo("\n---\n" if form == "md" else "")
        click.echo(drawn(write(found, marks, since=since)), nl=False)
        several = True
