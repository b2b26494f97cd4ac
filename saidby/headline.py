"""What a story is about in one figure, and which reports tell a point of it. Charts, briefs and pages ask the same."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from saidby.records import Figure, Marks, Measure, Point, Series, Statement, Story

# What happened to people comes before what was done with things, the gravest first.
_SEVERITY: tuple[Measure, ...] = (
    *("killed", "casualties", "missing", "wounded", "infected", "captured", "detained", "rescued"),
    *("displaced", "affected", "destroyed", "damaged", "deployed", "attending", "other"),
)
_HARM = _SEVERITY.index("displaced")  # those before it are people one by one, and go before all the rest
_ENOUGH = 4  # a measure of which a quarter as much is told as of the most told may still be the headline


class Thing(Struct, frozen=True):
    """What several sources count: a measure, of whom, and the places of its series in the story."""

    measure: Measure
    whom: str | None
    series: tuple[int, ...]


def things(story: Story) -> list[Thing]:
    """Return all that is counted in a story, the headline first, then what is told most."""
    grouped = [Thing(r.measure, r.whom, r.series) for r in story.ranges if r.series]
    placed = {n for thing in grouped for n in thing.series}
    alone = [Thing(s.measure, s.whom, (n,)) for n, s in enumerate(story.series) if n not in placed and s.points]
    found = _as_one(story, [*grouped, *alone])
    told = {thing: _told(story, thing) for thing in found}
    most = max(told.values(), default=0)

    def rank(thing: Thing) -> tuple[bool, bool, int, int, tuple[int, ...]]:
        severity = _SEVERITY.index(thing.measure)
        often = _ENOUGH * told[thing] >= most
        return not often, severity >= _HARM, -told[thing], severity, thing.series

    return sorted(found, key=rank)


def _as_one(story: Story, found: Sequence[Thing]) -> list[Thing]:
    """Return things of one measure, in the same words and of one place, as one: no reader could tell them apart."""
    made: dict[tuple[Measure, str | None, bool], Thing] = {}
    kept: list[Thing] = []
    for thing in found:
        on_top = any(story.series[n].counts == "increment" for n in thing.series)
        name = (thing.measure, thing.whom and thing.whom.casefold(), on_top)
        same = made.get(name)
        both = (*(same.series if same else ()), *thing.series)
        if same is None or len({story.series[n].place for n in both} - {None}) > 1:
            kept.append(thing)
            made.setdefault(name, thing)
        else:
            made[name] = Thing(same.measure, same.whom, both)
            kept[kept.index(same)] = made[name]
    return kept


def headline(story: Story) -> Thing | None:
    """Return what stands in a story's first line; None where no figure has a source and a measure.

    Harm to people before all else, then what most reports tell, then the graver measure.
    """
    return next(iter(things(story)), None)


def chosen(story: Story, measure: str | None = None, whom: str | None = None) -> Thing | None:
    """Return the thing of that measure, of these people, that is told most; the headline where neither is given.

    People of just these words go before those whose words hold these among others.
    """
    asked = (whom or "").casefold()
    found = [t for t in things(story) if measure in {None, t.measure} and asked in (t.whom or "").casefold()]
    exact = [t for t in found if asked and asked == (t.whom or "").casefold()]
    return next(iter(exact or found), None)


def _told(story: Story, thing: Thing) -> int:
    """Return how many reports tell the points of a thing."""
    reports = {s.id: len(s.reports) for s in story.statements}
    return sum(reports.get(point.statement, 0) for n in thing.series for point in story.series[n].points)


def tellings(
    point: Point, series: Series, statement: Statement, shelf: Mapping[str, Marks]
) -> list[tuple[str, tuple[Figure, ...]]]:
    """Return each article that tells this point, with the figures in which it does so.

    A statement may hold several amounts: a report counts where one of its figures has the point's measure and bounds,
    or, where none has just these bounds, at least its measure.
    """
    told = [(r.doc, _figures(r.figures, shelf.get(r.doc))) for r in statement.reports]
    measured = [(doc, tuple(f for f in figures if f.measure == series.measure)) for doc, figures in told]
    equal = [(doc, tuple(f for f in figures if _equal(f, point))) for doc, figures in measured]
    return [(doc, figures) for doc, figures in (equal if any(f for _, f in equal) else measured) if figures]


def _figures(ids: Sequence[str], marks: Marks | None) -> tuple[Figure, ...]:
    return tuple(f for f in marks.figures if f.id in ids) if marks else ()


def _equal(figure: Figure, point: Point) -> bool:
    """An "about 4,000" told as "4,000" is the same point with one bound less."""
    ends = {point.low, point.high} - {None}
    return figure.kind != "share" and bool(ends & {figure.low, figure.high})
