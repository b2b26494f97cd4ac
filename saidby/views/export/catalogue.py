"""All tables of an export, and the rows that a story has for them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from saidby.records import Marks, Story
from saidby.views.export.columns import Cell, Column, Table
from saidby.views.export.material import Learnt, Material
from saidby.views.export.of_articles import ARTICLES, FIGURES, QUOTES
from saidby.views.export.of_links import DERIVATION_SPANS, DERIVATIONS, DRIFT, PASSAGES, REVISIONS, ROOTS
from saidby.views.export.of_stories import (
    AMOUNTS,
    CONFLICTS,
    ESTIMATES,
    POINTS,
    REPORTS,
    SOURCES,
    STATEMENTS,
    STORIES,
)

TABLES: tuple[Table, ...] = (
    STORIES,
    ARTICLES,
    FIGURES,
    QUOTES,
    SOURCES,
    STATEMENTS,
    AMOUNTS,
    REPORTS,
    POINTS,
    REVISIONS,
    CONFLICTS,
    ESTIMATES,
    ROOTS,
    DERIVATIONS,
    DERIVATION_SPANS,
    DRIFT,
    PASSAGES,
)


def tables(
    story: Story, marks: Mapping[str, Marks] | Sequence[Marks], *, learnt: Iterable[Learnt] | None = None
) -> Iterator[tuple[str, tuple[Column, ...], Iterable[tuple[Cell, ...]]]]:
    """Yield the name, the columns and the rows of each table of a story; no row is made before it is asked for.

    ``marks`` are those of the story's articles. ``learnt``: its revisions as a ledger has them, with their times;
    without, those that the story shows.
    """
    material = Material(story, marks, learnt)
    for table in TABLES:
        yield table.name, table.columns, table.rows(material)
