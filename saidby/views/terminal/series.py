"""How the figures moved: every source's series for one thing on one scale, and what recorders' rules make of it."""

from collections.abc import Collection, Iterator, Sequence
from math import floor, log10

from msgspec import Struct

from saidby.amounts import amount_words, number_words
from saidby.records import Claim, Conflict, Estimate, Kind, Point, Range, Rule, Series, Statement, Story
from saidby.views.terminal.lines import BLANK, Line, Piece, cells, clip, fit, heading, labelled, rest_line, wrap
from saidby.wording import clean, counted, date_words, short_date

DATE = 12  # columns of "17 Apr 2026"
WIDEST = 44  # columns of a chart: beyond them it shows no more
MOST_THINGS = 10
MOST_SERIES = 12  # of one thing: beyond them a chart is a list
MOST_ONCE = 12
MOST_CONFLICTS = 8
NARROWEST = 12  # columns below which a chart says nothing
NAME = 32  # columns of a source's name
SHORTEST = 20  # ... on a narrow page
LEAST = 8  # ... on one that is too narrow for anything
RULE = 9  # columns of a rule's name and what is before it


class _Thing(Struct, frozen=True):
    """What is counted, with the series of all who count it, and what the rules make of these."""

    series: tuple[Series, ...]
    whom: str | None
    range: Range | None = None

    @property
    def points(self) -> list[Point]:
        return [point for series in self.series for point in series.points]


def series_section(story: Story, width: int, rule: Rule | None = None) -> list[Line]:
    """Return all series, grouped by what they count, and under them the conflicts between sources.

    Under each group stands what the rules make of it: where several sources count, or one that revised itself and
    ``rule`` asks for it.
    """
    if not story.series and not story.conflicts:
        return []
    lines = heading("How the figures moved", width)
    things = _things(story)
    lone = [thing for thing in things if len(thing.points) == 1]
    charted = [thing for thing in things if thing not in lone]
    columns = _columns([series for thing in charted[:MOST_THINGS] for series in thing.series], width)
    for thing in charted[:MOST_THINGS]:
        lines += _thing(thing, columns, width)
        lines += _by_rule(thing.range, rule, width)
    lines += rest_line(charted, MOST_THINGS, "things that are counted")
    lines += _lone(lone, width)
    if story.conflicts:
        lines += [BLANK, (Piece("In conflict: other sources, other figures; never averaged", "strong"),)]
        for conflict in story.conflicts[:MOST_CONFLICTS]:
            lines += _conflict(conflict, width)
        lines += rest_line(story.conflicts, MOST_CONFLICTS, "conflicts")
    return lines


def _things(story: Story) -> list[_Thing]:
    """Return what is counted, by measure; the measure and the thing of which most is told first."""
    ranged = [_Thing(tuple(story.series[n] for n in r.series), r.whom, r) for r in story.ranges]
    placed = {n for r in story.ranges for n in r.series}
    rest = [_Thing((series,), series.whom) for n, series in enumerate(story.series) if n not in placed]
    found = [thing for thing in [*ranged, *rest] if thing.series]
    told: dict[str, int] = {}
    for thing in found:
        told[thing.series[0].measure] = max(told.get(thing.series[0].measure, 0), len(thing.points))
    measures = list(dict.fromkeys(sorted(told, key=lambda measure: -told[measure])))
    return sorted(found, key=lambda t: (measures.index(t.series[0].measure), -len(t.series), -len(t.points)))


def _lone(lone: Sequence[_Thing], width: int) -> list[Line]:
    """Return what only one source gives, and only once: nothing to set beside it, so no chart."""
    pieces = [Piece("once: ", "dim")]
    for number, thing in enumerate(lone[:MOST_ONCE]):
        series, point = thing.series[0], thing.points[0]
        what = f" ({clean(thing.whom)})" if thing.whom else ""
        pieces += [Piece(" · " if number else ""), Piece(f"{_words(point, series)} {series.measure}", "figure")]
        day = f" ({date_words(point.date)})" if point.date else ""
        pieces += [Piece(what + ", "), Piece(clean(series.source), "source"), Piece(day), Piece(_note(point, series))]
    rest = rest_line(lone, MOST_ONCE, "figures that were given once")
    return [BLANK, *wrap(pieces, width, hanging=6), *rest] if lone else []


class _Columns(Struct, frozen=True):
    """How wide the names, the charts and the words are, the same for all things."""

    name: int
    chart: int
    words: int


def _columns(charted: Sequence[Series], width: int) -> _Columns:
    words = max((cells(_words(point, series)) for series in charted for point in series.points), default=0)
    note = max((cells(_note(p, s)) for s in charted for p in s.points), default=0)
    room = width - DATE - words - note - 4
    longest = max((cells(clean(series.source)) for series in charted), default=0)
    name = min(NAME, longest, max(SHORTEST, room - NARROWEST))  # a narrow page cuts names before it gives up the chart
    name = max(LEAST, min(name, room))
    return _Columns(name, min(WIDEST, room - name), words)


def _thing(thing: _Thing, columns: _Columns, width: int) -> list[Line]:
    """Return one thing: a scale, then a row for each point of each source."""
    top = _top(thing.points) if columns.chart >= NARROWEST else 0
    left = columns.name + DATE + 2
    kind = thing.series[0].measure.upper() + (" ON TOP" if thing.series[0].counts == "increment" else "")
    title = [Piece(kind, "strong"), Piece(f"  {clean(thing.whom)}" if thing.whom else "")]
    scale = "0" + fit(number_words(top), columns.chart - 1, right=True) if top else ""
    room = left - cells(kind)
    lines: list[Line] = [BLANK]
    if cells(title[1].text) < room or not top:
        lines.append(
            (title[0], Piece(fit(clip(title[1].text, max(1, width - cells(kind))), room)), Piece(scale, "dim"))
        )
    else:
        lines += [*wrap(title, width, hanging=2), (Piece(" " * left), Piece(scale, "dim"))]
    for series in _ranked(thing.series)[:MOST_SERIES]:
        for number, point in enumerate(series.points):
            shown = fit("" if number else clean(series.source), columns.name)
            lines.append(
                (
                    Piece(shown, "source"),
                    Piece("  " + fit(short_date(point.date), DATE)),
                    *(_bar(point, top, columns.chart) if top else ()),
                    Piece("  " + fit(_words(point, series), columns.words), "figure"),
                    Piece(_note(point, series), "warning"),
                )
            )
    return lines + rest_line(thing.series, MOST_SERIES, "series")


def _by_rule(found: Range | None, rule: Rule | None, width: int) -> list[Line]:
    """Return what each rule makes of the figures, its name beside it; ``rule``: that one alone."""
    if found is None or (rule is None and len(found.claims) < 2):
        return []
    whose = counted(len(found.claims), "source")
    open_count = "" if found.independent_roots is not None else ", not all of them with a name"
    lines = wrap([Piece(f"by rule, from the last word of {whose}{open_count}", "dim")], width, indent=2)
    for estimate in found.estimates:
        if rule in (None, estimate.rule):
            label = (Piece(estimate.rule, "strong"),)
            lines += labelled(label, _estimate(estimate), width, column=RULE, indent=4)
    return lines


def _estimate(estimate: Estimate) -> list[Piece]:
    ends = [("low", estimate.low), ("best", estimate.best), ("high", estimate.high)]
    given = [(name, claim) for name, claim in ends if claim is not None]
    if len({(c.statement, c.low, c.high) for _, c in given}) == 1:  # one figure is all there is
        given = given[:1]
    pieces: list[Piece] = []
    for number, (name, claim) in enumerate(given):
        label = f"{name} " if len(given) > 1 else ""
        pieces += [Piece(" · " if number else ""), Piece(label, "dim"), Piece(_end_words(claim, label), "figure")]
    return [*pieces, Piece(f" ({estimate.why})", "dim")]


def _end_words(claim: Claim, label: str) -> str:
    """Return a claim as one end of a range: of "10,000 to 12,000" the end that is meant."""
    end = {"low ": claim.low, "high ": claim.high}.get(label)
    return number_words(end) if claim.bound == "between" and end is not None else amount_words(claim)


def _ranked(series: Sequence[Series]) -> list[Series]:
    """Return the series of one thing, those of a source together: what moved most first, then what moved last."""
    lengths: dict[str, int] = {}
    latest: dict[str, str] = {}
    for one in series:
        lengths[one.source] = max(lengths.get(one.source, 0), len(one.points))
        latest[one.source] = max([latest.get(one.source, ""), *(point.date or "" for point in one.points)])
    by_name = sorted(series, key=lambda one: one.source)
    return sorted(by_name, key=lambda one: (lengths[one.source], latest[one.source]), reverse=True)


def _words(point: Point, series: Series) -> str:
    words = amount_words(point, _kind(point))
    return f"{words} more" if series.counts == "increment" else words


def _kind(amount: Point | Claim) -> Kind:
    """Return what kind of number it is, which neither record keeps: what lies between nought and one is a share."""
    return "share" if 0 < max(amount.low or 0, amount.high or 0) < 1 else "count"


_WAYS = {"up": "▲ revised", "down": "▼ revised", "unclear": "≈ reworded", None: ""}


def _note(point: Point, series: Series) -> str:
    """Return which way a point went, and from where; the row above needs no name."""
    points = list(series.points)
    back = "  ✗ withdrawn" if point.withdrawn else ""
    old = next((i for i, p in enumerate(points) if p.statement == point.supersedes), None)
    if old is None:
        return back
    above = points[old + 1 : old + 2] == [point]
    return f"  {_WAYS[point.change or 'unclear']}" + ("" if above else f" from {_words(points[old], series)}") + back


def _top(points: Sequence[Point]) -> float:
    """Return a round number at or a little above every point."""
    most = max(max(p.low or 0, p.high or 0) for p in points) * 1.08
    unit = 10.0 ** floor(log10(most))
    return next(unit * step for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if unit * step >= most)


def _bar(point: Point, top: float, width: int) -> Line:
    """Return a dot on the scale. An arrow points to where the amount is open; "about" is a hollow dot."""
    at = {end: min(width - 1, int(end / top * (width - 1))) for end in (point.low, point.high) if end is not None}
    row = ["·"] * width
    if len(at) == 2:
        first, last = sorted(at.values())
        row[first : last + 1] = "├" + "─" * (last - first - 1) + "┤" if last > first else "┼"
    else:
        here = next(iter(at.values()))
        row[here] = "○" if point.bound == "about" else "●"
        if point.high is None:
            row[here + 1 : here + 3] = ["─", "▸"][: max(0, width - here - 1)]
        elif point.low is None:
            row[max(0, here - 2) : here] = ["◂", "─"][-min(2, here) :] if here else []
    return tuple(_styled(row))


def _styled(row: Sequence[str]) -> Iterator[Piece]:
    for char in row:
        yield Piece(char, "dim" if char == "·" else "figure")


def _conflict(conflict: Conflict, width: int) -> list[Line]:
    what, _, measure = clean(conflict.about).rstrip(".").rpartition(": ")
    about = f"{measure} ({what})" if what and what != measure else measure
    pieces = [Piece("≠ ", "warning"), Piece(f"{about}: ")]
    for number, claim in enumerate(conflict.claims):
        words = amount_words(claim, _kind(claim))
        words += f" of {amount_words(claim.share_of)}" if claim.share_of is not None else ""
        source = clean(claim.source) if claim.source else "nobody named"
        day = f" ({short_date(claim.date)})" if claim.date else ""
        pieces += [
            Piece(" · " if number else ""),
            Piece(source, "source"),
            Piece(" "),
            Piece(words, "figure"),
            Piece(day),
        ]
    return wrap(pieces, width, indent=2, hanging=4)


def earlier_words(story: Story, statements: Collection[str], *, first: bool = False) -> str:
    """Return "more than 5,000 (28 March 2025)": what the source of ``statements`` had said before, or nothing.

    With ``first`` only what revises the first amount of each statement counts, the one by which it is named.
    """
    told = [s for s in story.statements if s.id in statements and s.figures]
    found = [
        (old.date or "", f"{amount_words(old, _kind(old))} ({date_words(old.date)})")
        for series in story.series
        for new in series.points
        if new.statement in statements and (not first or any(_is_first(new, series, s) for s in told))
        for old in series.points
        if old.statement == new.supersedes
    ]
    return max(found, default=("", ""))[1]


def _is_first(point: Point, series: Series, statement: Statement) -> bool:
    amount = statement.figures[0]
    same = (amount.measure, amount.low, amount.high) == (series.measure, point.low, point.high)
    return same and statement.id == point.statement
