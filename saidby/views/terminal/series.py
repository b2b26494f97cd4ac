"""How the figures moved: every source's series for one measure on one scale, so that they can be seen apart."""

from collections.abc import Collection, Iterator, Sequence
from math import floor, log10

from msgspec import Struct

from saidby.amounts import amount_words, number_words
from saidby.records import Claim, Conflict, Kind, Point, Series, Story
from saidby.views.terminal.lines import BLANK, Line, Piece, cells, clean, fit, heading, rest_line, wrap
from saidby.views.terminal.wording import date_words, short_date

DATE = 12  # columns of "17 Apr 2026"
WIDEST = 44  # columns of a chart: beyond them it shows no more
MOST_SERIES = 12  # of one measure: beyond them a chart is a list
MOST_CONFLICTS = 8
NARROWEST = 12  # columns below which a chart says nothing


def series_section(story: Story, width: int) -> list[Line]:
    """Return all series, grouped by measure, and under them the conflicts between sources."""
    if not story.series and not story.conflicts:
        return []
    lines = heading("How the figures moved", width)
    groups = _by_measure(story.series)
    lone = [group[0] for group in groups if len(group) == 1 and len(group[0].points) == 1]
    charted = [group for group in groups if group[0] not in lone]
    columns = _columns([series for group in charted for series in group], width)
    for group in charted:
        lines += _group(group, columns)
    lines += _lone(lone, width)
    if story.conflicts:
        lines += [BLANK, (Piece("In conflict: other sources, other figures; never averaged", "strong"),)]
        for conflict in story.conflicts[:MOST_CONFLICTS]:
            lines += _conflict(conflict, width)
        lines += rest_line(story.conflicts, MOST_CONFLICTS, "conflicts")
    return lines


def _by_measure(series: Sequence[Series]) -> list[list[Series]]:
    measures = dict.fromkeys(one.measure for one in series)
    return [[one for one in series if one.measure == measure] for measure in measures]


def _lone(lone: Sequence[Series], width: int) -> list[Line]:
    """Return what only one source gives, and only once: nothing to set beside it, so no chart."""
    pieces = [Piece("once: ", "dim")]
    for number, series in enumerate(lone):
        point = series.points[0]
        pieces += [Piece(" · " if number else ""), Piece(f"{_words(point)} {series.measure}", "figure")]
        day = f" ({date_words(point.date)})" if point.date else ""
        pieces += [Piece(", "), Piece(clean(series.source), "source"), Piece(day)]
    return [BLANK, *wrap(pieces, width, hanging=6)] if lone else []


class _Columns(Struct, frozen=True):
    """How wide the names, the charts and the words are, the same for all measures."""

    name: int
    chart: int
    words: int


def _columns(charted: Sequence[Series], width: int) -> _Columns:
    name = min(32, max((cells(clean(series.source)) for series in charted), default=0))
    words = max((len(_words(point)) for series in charted for point in series.points), default=0)
    note = max((len(_note(p, s)) for s in charted for p in s.points), default=0)
    return _Columns(name, min(WIDEST, width - name - DATE - words - note - 4), words)


def _group(group: Sequence[Series], columns: _Columns) -> list[Line]:
    """Return one measure: a scale, then a row for each point of each source."""
    points = [point for series in group for point in series.points]
    top = _top(points) if columns.chart >= NARROWEST and any(_kind(p) == "count" for p in points) else 0
    about = {clean(series.whom or "") for series in group}
    left = columns.name + DATE + 2
    title = f"{group[0].measure.upper()}  {about.pop() if len(about) == 1 else ''}".rstrip()
    scale = "0" + fit(number_words(top), columns.chart - 1, right=True) if top else ""
    lines: list[Line] = [BLANK, (Piece(fit(title, left), "strong"), Piece(scale, "dim"))]
    above = ""
    for series in _ranked(group)[:MOST_SERIES]:
        for point in series.points:
            shown = fit(clean(series.source) if series.source != above else "", columns.name)
            above = series.source
            lines.append(
                (
                    Piece(shown, "source"),
                    Piece("  " + fit(short_date(point.date), DATE)),
                    *(_bar(point, top, columns.chart) if top else ()),
                    Piece("  " + fit(_words(point), columns.words), "figure"),
                    Piece(_note(point, series), "warning"),
                )
            )
    return lines + rest_line(group, MOST_SERIES, "series")


def _ranked(group: Sequence[Series]) -> list[Series]:
    """Return the series of one measure, those of a source together: what moved most first, then what moved last."""
    lengths: dict[str, int] = {}
    latest: dict[str, str] = {}
    for series in group:
        lengths[series.source] = max(lengths.get(series.source, 0), len(series.points))
        latest[series.source] = max([latest.get(series.source, ""), *(point.date or "" for point in series.points)])
    by_name = sorted(group, key=lambda series: series.source)
    return sorted(by_name, key=lambda series: (lengths[series.source], latest[series.source]), reverse=True)


def _words(point: Point) -> str:
    return amount_words(point, _kind(point))


def _kind(amount: Point | Claim) -> Kind:
    """Return what kind of number it is, which neither record keeps: what lies between nought and one is a share."""
    return "share" if 0 < max(amount.low or 0, amount.high or 0) < 1 else "count"


def _note(point: Point, series: Series) -> str:
    """Return which earlier point of the same source this one replaces; the row above needs no name."""
    points = list(series.points)
    old = next((i for i, p in enumerate(points) if p.statement == point.supersedes), None)
    if old is None:
        return ""
    return "  ↑ revised" if points[old + 1 : old + 2] == [point] else f"  ↑ revises {_words(points[old])}"


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
    pieces = [Piece("≠ ", "warning"), Piece(clean(conflict.about).rstrip(".") + ": ")]
    for number, claim in enumerate(conflict.claims):
        words = amount_words(claim, _kind(claim))
        source = clean(claim.source) if claim.source else "nobody named"
        pieces += [Piece(" · " if number else ""), Piece(source, "source"), Piece(" "), Piece(words, "figure")]
    return wrap(pieces, width, indent=2, hanging=4)


def earlier_words(story: Story, statements: Collection[str], *, first: bool = False) -> str:
    """Return "more than 5,000 (28 March 2025)": what the source of ``statements`` had said before, or nothing.

    With ``first`` only what was said of the first amount of each statement counts, the one by which it is named.
    """
    chief = {s.figures[0].measure for s in story.statements if s.id in statements and s.figures} if first else set()
    found = [
        (old.date or "", f"{_words(old)} ({date_words(old.date)})")
        for series in story.series
        if not chief or series.measure in chief
        for new in series.points
        for old in series.points
        if new.statement in statements and old.statement == new.supersedes
    ]
    return max(found, default=("", ""))[1]
