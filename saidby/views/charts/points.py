"""What a chart draws: each point with its bounds, its days as precise as they are known, and the words behind it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct, structs

from saidby.amounts import amount_words
from saidby.days import Period, period_of
from saidby.headline import Thing, tellings
from saidby.records import Bound, Figure, Marks, Point, Series, Statement, Story
from saidby.wording import clean, counted, date_words, listed

MOST_SOURCES = 8  # as many as there are colours that can be told apart
OTHERS = "other sources"
MOST_WORDS = 4  # wordings and outlets that a tooltip names

_WAYS = {"up": "revised upwards", "down": "revised downwards", "unclear": "said again in other words"}
_BOUNDS: dict[Bound, str] = {
    "exact": "a number without a bound",
    "about": "approximate",
    "more_than": "no upper bound given",
    "at_least": "no upper bound given",
    "less_than": "no lower bound given",
    "up_to": "no lower bound given",
    "nearly": "a little less",
    "between": "a range",
    "vague": "vague: no exact number",
}


class Dot(Struct, frozen=True, kw_only=True):
    """One point of one source. ``day`` is the middle of ``days``; ``dated`` says what kind of day that is."""

    source: str
    group: str  # its name in the legend
    statement: str
    key: str  # the statement's
    report: str | None  # key of the report that told it first
    days: Period
    dated: str  # "said", "as of", "printed": only known when it was first told
    low: float | None
    high: float | None
    bound: Bound
    words: str
    told: str
    hedges: str
    holds: str
    outlets: str
    articles: int
    change: str | None = None
    supersedes: str | None = None
    withdrawn: str | None = None
    adds: bool = False
    shift: float = 0.0  # days by which its mark stands aside, so that it hides no other

    @property
    def day(self) -> date:
        return self.days.start + timedelta(days=(self.days.end - self.days.start).days // 2)

    @property
    def at(self) -> float:
        """Where its mark stands, as a day of the calendar."""
        return self.day.toordinal() + self.shift

    @property
    def value(self) -> float:
        """Where its mark stands: the bound that is given, of a range the middle."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends) / len(ends)

    @property
    def ends(self) -> tuple[float, ...]:
        """The values at which a mark stands: of a range both, as nobody said what lies between."""
        if self.low is not None and self.high is not None and self.low < self.high:
            return self.low, self.high
        return (self.value,)

    @property
    def open_above(self) -> bool:
        return self.high is None

    @property
    def open_below(self) -> bool:
        return self.low is None

    @property
    def bound_words(self) -> str:
        return _BOUNDS[self.bound]

    @property
    def change_words(self) -> str:
        return _WAYS.get(self.change or "", "")


class Track(Struct, frozen=True):
    """The points of one series in the order of their days. ``adds``: each comes on top, none replaces another."""

    group: str
    adds: bool
    dots: tuple[Dot, ...]


def tracks_of(story: Story, marks: Sequence[Marks], thing: Thing) -> list[Track]:
    """Return the series of a thing, most told first; beyond the first few sources all are one group.

    Points that nothing dates are left out; ``undated`` counts them.
    """
    shelf = {m.article.id: m for m in marks}
    series = [story.series[n] for n in thing.series]
    found = [(one, _dots(one, story, shelf)) for one in series]
    weights: Counter[str] = Counter()
    for one, dots in found:
        weights[one.source] += sum(dot.articles for dot in dots)
    ranked = sorted(weights, key=lambda name: (-weights[name], name))
    named = ranked if len(ranked) <= MOST_SOURCES else ranked[: MOST_SOURCES - 1]
    found.sort(key=lambda pair: (ranked.index(pair[0].source), pair[0].counts == "increment"))
    return [
        Track(_group(one, named), one.counts == "increment", tuple(_grouped(dots, _group(one, named))))
        for one, dots in found
        if dots
    ]


def undated(story: Story, thing: Thing) -> int:
    """Return how many points of a thing have no day at all."""
    return sum(_when(point) is None for n in thing.series for point in story.series[n].points)


def _group(series: Series, named: Sequence[str]) -> str:
    return clean(series.source) if series.source in named else OTHERS


def _grouped(dots: Iterable[Dot], group: str) -> list[Dot]:
    return [structs.replace(dot, group=group) for dot in dots]


def _dots(series: Series, story: Story, shelf: Mapping[str, Marks]) -> list[Dot]:
    by_id = {s.id: s for s in story.statements}
    dots = [_dot(p, series, by_id[p.statement], shelf) for p in series.points if p.statement in by_id and _when(p)]
    return sorted(dots, key=lambda dot: (dot.day, dot.value))


def _when(point: Point) -> tuple[Period, str] | None:
    """Return the days a point holds for, and what tells them: who said it, else what it is as of, else the print."""
    for day, kind in ((point.date, "said"), (point.as_of, "as of"), (point.published, "printed")):
        days = period_of(day) if day else None
        if days:
            return days, kind
    return None


def _dot(point: Point, series: Series, statement: Statement, shelf: Mapping[str, Marks]) -> Dot:
    when = _when(point)
    if when is None:
        raise ValueError(f"point of {point.statement} has no day")
    told = tellings(point, series, statement, shelf)
    adds = series.counts == "increment"
    keys = [key for report in statement.reports for key in report.keys]
    own = [figure.key for _, figures in told for figure in figures]
    return Dot(
        source=clean(series.source),
        group=clean(series.source),
        statement=statement.id,
        key=statement.key,
        report=next(iter([*own, *keys]), None),
        days=when[0],
        dated=when[1],
        low=point.low,
        high=point.high,
        bound=point.bound,
        words=amount_words(point) + (" more" if adds else ""),
        told=_most(f"“{word}”" for doc, fs in told for word in _wordings(shelf[doc], fs)),
        hedges=_most(hedge for doc, fs in told for hedge in _hedges(shelf[doc], fs)),
        holds=_holds(point, when[1]),
        outlets=_most(clean(shelf[doc].article.outlet or doc) for doc, _ in told),
        articles=len(told),
        change=point.change if point.supersedes else None,
        supersedes=point.supersedes,
        withdrawn=point.withdrawn,
        adds=adds,
    )


def _holds(point: Point, dated: str) -> str:
    as_of = f"as of {date_words(point.as_of)}" if point.as_of and point.as_of != point.date else ""
    if dated == "printed":
        day = f"day not given, first printed {date_words(point.published)}"
    else:
        day = f"said {date_words(point.date)}" if dated == "said" else ""
    return ", ".join(filter(None, [day, as_of]))


def _wordings(marks: Marks, figures: Sequence[Figure]) -> set[str]:
    return {clean(figure.span.of(marks.article.text)).casefold() for figure in figures}


def _hedges(marks: Marks, figures: Sequence[Figure]) -> set[str]:
    return {clean(span.of(marks.article.text)).casefold() for figure in figures for span in figure.hedge}


def _most(words: Iterable[str]) -> str:
    """Return the most frequent words as a list, a count behind what several articles have."""
    found = Counter(words)
    ranked = sorted(found, key=lambda word: (-found[word], word))
    shown = [word + (f" ({counted(found[word], 'article')})" if found[word] > 1 else "") for word in ranked]
    left = len(shown) - MOST_WORDS
    return listed([*shown[:MOST_WORDS], f"{left} more"]) if left > 1 else listed(shown)
