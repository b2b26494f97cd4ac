"""The story's page: the headline series, who says what now, who says otherwise, and on how many origins it rests."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from saidby.amounts import amount_words, distinct
from saidby.headline import Thing, chosen, tellings, things
from saidby.records import Conflict, Drift, Marks, Point, Root, Series, Span, Statement, Story, Value
from saidby.views.web.drawing import Frame, draw
from saidby.views.web.links import Links
from saidby.views.web.pieces import Cited, cited, in_sentence, name_of, title_of
from saidby.wording import DRIFT_NAMES, clean, counted, date_words, listed

MOST_THINGS, MOST_POINTS, MOST_SOURCES, MOST_CONFLICTS, MOST_DRIFT = 12, 60, 40, 12, 6
_MOST_TOLD = 3  # tellings of a point that are quoted; the rest are counted


class Picture(Struct, frozen=True, kw_only=True):
    """A chart: its specification for a script to draw, or SVG for wide and narrow, light and dark pages, by classes.

    ``caption`` says in words what it shows.
    """

    caption: str
    spec: Mapping[str, Any] | None = None
    drawn: tuple[tuple[str, str], ...] = ()


class PointRow(Struct, frozen=True, kw_only=True):
    source: str
    source_href: str
    date: str
    as_of: str
    amount: str
    hedges: tuple[str, ...]
    told: tuple[Cited, ...]
    more: int
    change: str
    withdrawn: bool
    anchor: str


class SourceRow(Struct, frozen=True, kw_only=True):
    name: str
    href: str
    standing: str
    amount: str
    measure: str
    said_on: str
    as_of: str
    reports: int
    roots: str
    unknown: bool


class Side(Struct, frozen=True, kw_only=True):
    source: str
    amount: str
    date: str


class Choice(Struct, frozen=True, kw_only=True):
    """One thing that is counted, to be shown instead."""

    name: str
    measure: str
    whom: str | None
    here: bool


class Scene:
    """A story with its articles' marks, for one page."""

    def __init__(self, story: Story, marks: Mapping[str, Marks], links: Links) -> None:
        self.story, self.marks, self.links = story, marks, links
        self.statements: Mapping[str, Statement] = {s.id: s for s in story.statements}
        self.by_key: Mapping[str, Marks] = {m.article.key: m for m in marks.values()}
        self.keys: Mapping[str, str] = {doc: m.article.key for doc, m in marks.items()}
        self._sources = {s.id: s for s in story.sources}
        self._ids = Counter[str]()

    def source_href(self, claimant: str | None) -> str:
        """Return the page of a source; nothing where it is nobody's."""
        return self.links.source(self.story.key, claimant) if claimant in self._sources and claimant else ""

    def standing(self, claimant: str | None) -> str:
        """Return how well a source can be told from others, in a word; nothing where it has a name of its own."""
        found = self._sources.get(claimant or "")
        return found.standing if found and found.standing != "named" else ""

    def own_id(self, name: str) -> str:
        """Return an id for a row of the page: ``name``, behind which a number stands where others have it already."""
        self._ids[name] += 1
        return name if self._ids[name] == 1 else f"{name}-{self._ids[name]}"


def story_page(
    frame: Frame,
    scene: Scene,
    *,
    thing: Thing | None,
    picture: Picture | None,
    caption: str,
    waits: bool = False,
) -> str:
    """Return the page of a story that shows ``thing`` first; ``caption`` says how many origins stand behind it all."""
    story = scene.story
    return draw(
        "story.html",
        frame,
        story=story,
        waits=waits,
        summary=summary(story, scene.marks),
        caption=caption,
        thing=thing_words(thing) if thing else None,
        choices=_choices(story, thing),
        picture=picture,
        points=_points(scene, thing),
        sources=_sources(scene)[:MOST_SOURCES],
        all_sources=len(story.series),
        conflicts=[(clean(c.about), _sides(c)) for c in story.conflicts[:MOST_CONFLICTS]],
        all_conflicts=len(story.conflicts),
        drift=_drift(scene),
        all_drift=len(story.drift),
        origins=origins(story),
        articles=articles(scene.marks, scene.links),
    )


def _choices(story: Story, thing: Thing | None) -> list[Choice]:
    """Return what can be shown instead, each name once: what else goes by it is in the table of the sources."""
    named = {(t.measure, t.whom): t for t in reversed(things(story))}
    first = [t for t in things(story) if named[t.measure, t.whom] == t][:MOST_THINGS]
    return [Choice(name=thing_words(t), measure=t.measure, whom=t.whom, here=t == thing) for t in first]


def shown(story: Story, measure: str | None, whom: str | None) -> Thing | None:
    """Return what a story's page shows first: what was asked for, else the headline."""
    return chosen(story, measure, whom) or chosen(story)


def summary(story: Story, marks: Mapping[str, Marks]) -> str:
    """Return the story's size in words."""
    days = sorted(d for m in marks.values() if (d := m.article.published) and not d.startswith("--"))
    between = (
        f", {date_words(days[0])}" + (f" to {date_words(days[-1])}" if days[0] != days[-1] else "") if days else ""
    )
    figures = sum(len(m.figures) for m in marks.values())
    parts = [counted(len(marks), "article"), counted(figures, "figure"), counted(len(story.statements), "statement")]
    return " · ".join([*parts, counted(len(story.sources), "source")]) + between


def thing_words(thing: Thing) -> str:
    """Return "killed (villagers)"."""
    return thing.measure + (f" ({clean(thing.whom)})" if thing.whom else "")


class ArticleRow(Struct, frozen=True, kw_only=True):
    title: str
    outlet: str
    published: str
    wire: str
    figures: int
    href: str
    sortable: str


def articles(marks: Mapping[str, Marks], links: Links) -> list[ArticleRow]:
    """Return a story's articles, the earliest first."""
    rows = [
        ArticleRow(
            title=title_of(m.article),
            outlet=name_of(m.article),
            published=date_words(m.article.published),
            wire=clean(m.article.wire or ""),
            figures=len(m.figures),
            href=links.article(m.article.key),
            sortable=m.article.published_at or _last_if_undated(m.article.published),
        )
        for m in marks.values()
    ]
    return sorted(rows, key=lambda row: row.sortable)


def _last_if_undated(day: str | None) -> str:
    """Return what orders days; one without its year tells no order."""
    return "~" if day is None or day.startswith("--") else day


def _points(scene: Scene, thing: Thing | None) -> list[PointRow]:
    series = [scene.story.series[n] for n in thing.series] if thing else []
    pairs = sorted(
        ((one, point) for one in series for point in one.points),
        key=lambda pair: (_last_if_undated(pair[1].date or pair[1].published), pair[0].source),
    )
    return [point_row(scene, one, point) for one, point in pairs[:MOST_POINTS]]


def point_row(scene: Scene, series: Series, point: Point) -> PointRow:
    """Return one point of a series with the words of those who tell it."""
    statement = scene.statements.get(point.statement)
    told = tellings(point, series, statement, scene.marks) if statement else []
    figures = [(scene.marks[doc], figure) for doc, found in told for figure in found[:1]]
    hedges = dict.fromkeys(clean(h.of(m.article.text)) for m, f in figures for h in f.hedge)
    return PointRow(
        source=clean(series.source),
        source_href=scene.source_href(series.claimant),
        date=date_words(point.date),
        as_of=date_words(point.as_of) if point.as_of else "",
        amount=value_words(point) + (" more" if series.counts == "increment" else ""),
        hedges=tuple(hedges),
        told=tuple(in_sentence(m, f.span, scene.links, figure=f.key) for m, f in figures[:_MOST_TOLD]),
        more=max(0, len(figures) - _MOST_TOLD),
        change={"up": "revised up", "down": "revised down", "unclear": "revised"}.get(point.change or "", ""),
        withdrawn=point.withdrawn is not None,
        anchor=scene.own_id(f"{point.statement}-{series.measure}"),
    )


def value_words(value: Value) -> str:
    """Return a value of a series in words: what lies between nought and one is a share."""
    top = max(value.low or 0.0, value.high or 0.0)
    return amount_words(value, "share" if 0 < top <= 1 and top != int(top) else "count")


def _sources(scene: Scene) -> list[SourceRow]:
    """Return the last word of each source on each thing, those with most reports first."""
    roots = {s: root for root in scene.story.roots for s in root.statements}
    rows = []
    for series in scene.story.series:
        point = series.points[-1]
        statement, root = scene.statements.get(point.statement), roots.get(point.statement)
        rows.append(
            SourceRow(
                name=clean(series.source),
                href=scene.source_href(series.claimant),
                standing=scene.standing(series.claimant),
                amount=value_words(point) + (" more" if series.counts == "increment" else ""),
                measure=series.measure + (f" ({clean(series.whom)})" if series.whom else ""),
                said_on=date_words(point.date),
                as_of=date_words(point.as_of) if point.as_of else "",
                reports=len(statement.reports) if statement else 0,
                roots=_roots_words(root),
                unknown=root is None or root.independent_roots is None,
            )
        )
    return sorted(rows, key=lambda row: (-row.reports, row.name, row.measure))


def _roots_words(root: Root | None) -> str:
    if root is None or root.independent_roots is None:
        return "unknown"
    return str(root.independent_roots)


def _sides(conflict: Conflict) -> list[Side]:
    return [
        Side(source=clean(c.source or "nobody named"), amount=value_words(c), date=date_words(c.date))
        for c in conflict.claims
    ]


class DriftRow(Struct, frozen=True, kw_only=True):
    kind: str
    why: str
    severity: str
    here: Cited
    against: Cited


def _drift(scene: Scene) -> list[DriftRow]:
    return [
        DriftRow(
            kind=DRIFT_NAMES[d.kind],
            why=clean(d.why),
            severity=d.severity,
            here=cited(scene.marks[d.doc], Span(d.start, d.end), scene.links),
            against=cited(scene.marks[d.against.doc], Span(d.against.start, d.against.end), scene.links),
        )
        for d in gravest(scene.story.drift)[:MOST_DRIFT]
    ]


def gravest(drift: Iterable[Drift]) -> list[Drift]:
    """Return changes in the order of a page: major ones first, then by their kind."""
    order = {kind: n for n, kind in enumerate(DRIFT_NAMES)}
    return sorted(drift, key=lambda d: (d.severity != "major", order[d.kind]))


def origins(story: Story) -> list[tuple[str, int, str, bool]]:
    """Return what several articles tell: its words, how many tell it, on how many origins, and if that is unsure."""
    found = []
    statements = {s.id: s for s in story.statements}
    several = sorted((r for r in story.roots if len(r.articles) > 1), key=lambda r: -len(r.articles))
    for root in several[:MOST_SOURCES]:
        behind = [statements[name] for name in root.statements if name in statements]
        words = ", ".join(distinct(behind[0].figures)) if len(behind) == 1 else clean(root.figure)
        whose = listed([clean(name) for name in root.roots]) or "nobody named"
        found.append((f"{words} — {whose}", len(root.articles), _roots_words(root), root.independent_roots is None))
    return found
