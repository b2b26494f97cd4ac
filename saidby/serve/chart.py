"""``saidby chart``: how figures moved, reports beside origins, or who derived from whom, as a picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from saidby.serve.options import MAYBE_LEDGER, ONE, READER, WORKERS
from saidby.serve.told import STORY, all_told

if TYPE_CHECKING:
    from saidby.records import Marks, Story

_FORMS = ("svg", "png", "vega-lite")
_ENDINGS = {".svg": "svg", ".png": "png", ".json": "vega-lite"}


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@MAYBE_LEDGER
@STORY
@click.option(
    "--measure", metavar="MEASURE", help="What is counted: killed, displaced ... Without: the story's headline."
)
@click.option("--source", metavar="NAME", help="All that this source counted, a small chart for each thing.")
@click.option("--roots", is_flag=True, help="Reports beside origins: how many articles, on how many words.")
@click.option("--graph", is_flag=True, help="Who derived from whom, as a graph (SVG).")
@click.option("--format", "form", type=click.Choice(_FORMS), help="Without: by the ending of --out, else svg.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file, anew if it is there.")
@click.option("--theme", type=click.Choice(("light", "dark")), default="light", show_default=True)
@click.option("--width", type=click.IntRange(280, 2000), help="In pixels. Without: 720, of a graph 1120.")
@ONE
@WORKERS
@READER
def chart(  # noqa: PLR0913, PLR0917  (one for each option)
    paths: Sequence[str],
    ledger: str | None,
    story: str | None,
    measure: str | None,
    source: str | None,
    roots: bool,
    graph: bool,
    form: str | None,
    out: Path | None,
    theme: str,
    width: int | None,
    one: bool,
    workers: int,
    reader: str,
) -> None:
    """Draw a story: each source's figures over time with their bounds and hedges, or with --graph who copied whom.

    Of several stories that with most articles, or the one that --story names. SVG and PNG of charts need the extra
    saidby[charts]; --format vega-lite and --graph do not.
    """
    if sum(map(bool, (measure, source, roots, graph))) > 1:
        raise click.UsageError("one of --measure, --source, --roots and --graph at a time")
    form = form or (_ENDINGS.get(out.suffix.casefold()) if out else None) or "svg"
    if graph and form != "svg":
        raise click.UsageError("the graph is written as SVG: --format svg")
    chosen, lost = _largest(paths, ledger, story=story, one=one, workers=workers, reader=reader)
    if chosen is not None:
        if graph:
            drawn = _graph(*chosen, width)
        else:
            drawn = _picture(_spec(*chosen, (measure, source, roots), theme=theme, width=width), form)
        _write(drawn, out)
    if lost is not None:
        raise lost


def _largest(
    paths: Sequence[str], ledger: str | None, **options: Any
) -> "tuple[tuple[Story, Sequence[Marks]] | None, click.exceptions.Exit | None]":
    """Return the story with most articles, of equals the first, and the exit code that the reading ends with."""
    stories, lost = all_told(paths, ledger, **options)
    if len(stories) > 1:
        keys = ", ".join(story.key[:12] for story, _ in stories)
        click.echo(f"{len(stories)} stories; the one with most articles is drawn. --story takes: {keys}", err=True)
    return max(stories, key=lambda pair: len(pair[0].docs), default=None), lost


def _spec(
    story: "Story",
    marks: "Sequence[Marks]",
    what: tuple[str | None, str | None, bool],
    *,
    theme: str,
    width: int | None,
) -> dict[str, Any]:
    from saidby.views.charts import WIDTH, roots_chart, series_chart, source_chart

    measure, source, roots = what
    if roots:
        return roots_chart(story, theme=theme, width=width or WIDTH)
    if source:
        return source_chart(story, marks, source, theme=theme, width=width or WIDTH)
    return series_chart(story, marks, measure=measure, theme=theme, width=width or WIDTH)


def _picture(spec: dict[str, Any], form: str) -> bytes:
    import json

    from saidby.views.charts.pictures import png_of, svg_of

    if form == "png":
        return png_of(spec)
    text = svg_of(spec) if form == "svg" else json.dumps(spec, ensure_ascii=False, indent=1) + "\n"
    return text.encode()


def _graph(story: "Story", marks: "Sequence[Marks]", width: int | None) -> bytes:
    from saidby.views.graph import WIDTH, provenance_graph

    return provenance_graph(story, marks, width=width or WIDTH, alone=True).encode()


def _write(drawn: bytes, out: Path | None) -> None:
    if out is None:
        click.echo(drawn, nl=False)
        return
    from saidby.serve.exporting import write_file

    write_file(out, [drawn], force=True)
    click.echo(f"{out} written", err=True)
