"""What revised what in a story: each time that a source's later figure takes the place of its earlier one."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from saidby.records import Bound, Marks, Point, Series, Statement, Story


class Told(Struct, frozen=True, kw_only=True):
    """A value as an article tells it: its words, and where they stand."""

    low: float | None
    high: float | None
    bound: Bound
    date: str | None
    article: str  # id
    key: str  # of the article
    start: int
    stop: int
    words: str
    figures: tuple[str, ...]  # the keys of all figures that tell it


class Revision(Struct, frozen=True, kw_only=True):
    """A source's figure, and the one that took its place."""

    story: str
    source: str
    measure: str
    whom: str | None
    place: str | None
    change: str | None
    before: Told
    after: Told


def revisions(story: Story, marks: Mapping[str, Marks]) -> Iterator[Revision]:
    """Yield every revision that a story shows; ``marks`` are those of its articles, by id."""
    statements = {s.id: s for s in story.statements}
    for series in story.series:
        points = {p.statement: p for p in series.points}
        for after in series.points:
            before = points.get(after.supersedes or "")
            if before is not None:
                yield _revision(story, series, (before, after), statements, marks)


def _revision(
    story: Story,
    series: Series,
    points: tuple[Point, Point],
    statements: Mapping[str, Statement],
    marks: Mapping[str, Marks],
) -> Revision:
    before, after = points
    return Revision(
        story=story.key,
        source=series.source,
        measure=series.measure,
        whom=series.whom,
        place=series.place,
        change=after.change,
        before=_told(before, statements[before.statement], marks),
        after=_told(after, statements[after.statement], marks),
    )


def _told(point: Point, statement: Statement, marks: Mapping[str, Marks]) -> Told:
    """Return a point in the words of the first report that has its value, else of the first that has a figure."""
    told: list[tuple[bool, dict[str, Any]]] = []
    for report in statement.reports:
        article = marks[report.doc].article
        for figure in marks[report.doc].figures:
            if figure.id in report.figures:
                own = (figure.low, figure.high) != (point.low, point.high)
                words = figure.span.of(article.text)
                at = {"start": figure.span.start, "stop": figure.span.end, "words": words}
                told.append((own, {"article": article.id, "key": article.key, **at}))
    first = min(told, key=lambda pair: pair[0])[1]
    keys = tuple(sorted(key for report in statement.reports for key in report.keys))
    return Told(low=point.low, high=point.high, bound=point.bound, date=point.date, figures=keys, **first)
