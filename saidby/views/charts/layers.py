"""The layers of a step chart, as Altair has them. Imported late: Altair takes half a second."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import altair as alt
from msgspec import structs

from saidby.views.charts.frame import Box, Frame, Label, boxes_of, iso_of, place_labels, spread, ticks, years
from saidby.views.charts.parts import Row, chart_of, layered
from saidby.views.charts.points import Dot, Track

_ABOUT = 0.022  # of the height: half the blur behind a figure that is only about
_ARROWS = {"up": "triangle-up", "down": "triangle-down"}
_DASHES = {"step": (1, 0), "stands": (1, 4), "open": (1, 0), "vague": (3, 3)}
_CROSS = "M-1,-1L1,1M-1,1L1,-1"
_BACK = 20  # pixels of an arrow back in time
_TOOLTIP = {
    "source": "Source",
    "words": "Figure",
    "told": "In the articles",
    "bound": "Bound",
    "hedge": "Hedge",
    "holds": "When",
    "change": "Change",
    "outlets": "Told by",
    "statement": "Statement",
}
_PART: Any = alt.Detail("part", type="nominal")


def step_layers(
    tracks: Sequence[Track], frame: Frame, groups: Sequence[str], *, title: alt.Title, legend: Row | None
) -> Row:
    """Return a chart of all tracks: what is behind first, the labels last."""
    dots = spread([dot for track in tracks for dot in track.dots], frame)
    tracks = _moved(tracks, dots)
    layers = [
        _bands(tracks, frame),
        _ranges(dots, frame),
        _blurs(dots, frame),
        _lines(tracks, frame),
        _days(dots, frame),
        _whiskers(dots, frame),
        *_arrowheads(dots, frame),
        *_befores(dots, frame),
        _marks(dots, frame, groups, legend),
        _hollows(dots, frame),
        _crosses(dots, frame),
        *_labels(tracks, frame),
    ]
    drawn = (layer for layer in layers if layer is not None)
    return layered(drawn, width=frame.width, height=frame.height, title=title)


def _moved(tracks: Sequence[Track], dots: Sequence[Dot]) -> list[Track]:
    left = iter(dots)
    return [structs.replace(track, dots=tuple(next(left) for _ in track.dots)) for track in tracks]


def _chart(rows: Iterable[Row]) -> alt.Chart | None:
    kept = list(rows)
    return chart_of(kept) if kept else None


def _x(frame: Frame, field: str = "x") -> alt.X:
    days, form = ticks(frame)
    axis = alt.Axis(
        format=form,
        values=[_midnight(d) for d in days],
        grid=False,
        title=years(frame) if form == "%-d %b" else None,
        titleAnchor="start",
    )
    scale = alt.Scale(type="utc", domain=[_midnight(frame.first), _midnight(frame.last)], nice=False)
    return alt.X(field, type="temporal", axis=axis, scale=scale)


def _midnight(day: date) -> alt.DateTime:
    """Return a day as Vega's interpreter of expressions takes it: of bare milliseconds that one makes no date."""
    return alt.DateTime(year=day.year, month=day.month, date=day.day, utc=True)


def _y(frame: Frame, field: str = "y") -> alt.Y:
    count = max(2, min(6, frame.height // 45, int(frame.top) if frame.top >= 2 else 2))
    axis = alt.Axis(
        format=",d" if frame.top < 1e6 else "~s",
        tickCount=count,
        tickMinStep=1,
        title=None,
        ticks=False,
        domain=False,
        minExtent=40,
        maxExtent=40,
    )
    return alt.Y(field, type="quantitative", axis=axis, scale=alt.Scale(domain=[0, frame.top], nice=False))


def _colour(groups: Sequence[str], legend: Row | None) -> alt.Color:
    shown = alt.Legend(title=None, **legend) if legend else None
    return alt.Color("group", type="nominal", scale=alt.Scale(domain=list(groups)), legend=shown)


def _plain_colour() -> alt.Color:
    return alt.Color("group", type="nominal")


def _dashes() -> Any:
    """Return one scale for all dashed layers: two would be made one, and not in the way that is meant."""
    scale = alt.Scale(domain=list(_DASHES), range=[list(dash) for dash in _DASHES.values()])
    return alt.StrokeDash("dash", type="nominal", scale=scale, legend=None)


def _silent(**options: Any) -> Row:
    """Return options of a mark that readers of the screen pass over: its point says the same."""
    return {"aria": False, **options}


def _ranges(dots: Sequence[Dot], frame: Frame) -> alt.Chart | None:
    """Return a bar from the lower to the upper bound where a source gives both; a mark closes it at each end."""
    chart = _chart({**_at(dot), "y": dot.ends[0], "y2": dot.ends[1]} for dot in dots if len(dot.ends) > 1)
    bar = _silent(strokeWidth=3)
    return chart and chart.mark_rule(**bar).encode(_x(frame), _y(frame), alt.Y2("y2"), _plain_colour())


def _bands(tracks: Sequence[Track], frame: Frame) -> alt.Chart | None:
    """Return a band between both bounds for as long as they stand."""
    end = max(dot.days.end for track in tracks for dot in track.dots).toordinal()
    rows = [
        {**_at(dot), "y": dot.ends[0], "y2": dot.ends[1], "x2": iso_of(until)}
        for track in tracks
        if not track.adds
        for dot, until in _standing(track, end)
        if len(dot.ends) > 1 and until > dot.at
    ]
    chart = _chart({**row, **end} for row, end in _sides(rows))
    band = _silent(fillOpacity=0.14, line=False)
    return chart and chart.mark_area(**band).encode(_x(frame), _y(frame), alt.Y2("y2"), _plain_colour(), _PART)


def _sides(rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield each row twice, once for where it begins and once for where it ends; ``part`` holds both together."""
    for n, row in enumerate(rows):
        yield row, {"part": n, "last": False}
        yield row, {"part": n, "last": True, "x": row["x2"]}


def _ends(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield both ends of each line. (A second ``x`` on one mark would be a second scale of days to Vega-Lite.)"""
    for row, end in _sides(rows):
        yield {**row, **end, **({"y": row.get("y2", row["y"])} if end["last"] else {})}


def _standing(track: Track, end: float) -> Iterator[tuple[Dot, float]]:
    """Yield each point that its source dated, and until when it stands: its next point, or the chart's last day."""
    dated = [dot for dot in track.dots if dot.dated != "printed"]
    for dot in dated:
        later = [other.at for other in dated if other.source == dot.source and other.at > dot.at]
        yield dot, min(later, default=dot.at if dot.withdrawn else end)


def _blurs(dots: Sequence[Dot], frame: Frame) -> alt.Chart | None:
    """Return a soft bar behind what is only about, or vague."""
    by = frame.top * _ABOUT
    rows = [{**_at(dot), "y": dot.value - by, "y2": dot.value + by} for dot in dots if dot.bound == "about"]
    chart = _chart(rows)
    blur = _silent(strokeWidth=20, strokeCap="butt", strokeOpacity=0.22)
    return chart and chart.mark_rule(**blur).encode(_x(frame), _y(frame), alt.Y2("y2"), _plain_colour())


def _lines(tracks: Sequence[Track], frame: Frame) -> alt.Chart | None:
    """Return the steps: along a figure until its source gives the next, then up or down to that one."""
    end = max(dot.days.end for track in tracks for dot in track.dots).toordinal()
    chart = _chart(_ends(row for track in tracks if not track.adds for row in _steps(track, end)))
    line = _silent(strokeWidth=2, strokeCap="round")
    return chart and chart.mark_line(**line).encode(_x(frame), _y(frame), _plain_colour(), _dashes(), _PART)


def _steps(track: Track, end: float) -> Iterator[Row]:
    """Yield solid lines to what revises a point, dotted ones as long as it merely stands; a range has its band."""
    for dot, until in _standing(track, end):
        after = [d for d in track.dots if d.source == dot.source and d.at == until and d.at > dot.at]
        revised = any(new.supersedes == dot.statement for new in after)
        kind = "step" if revised else "stands"
        if len(dot.ends) == 1 and until > dot.at and dot.bound != "vague":
            yield _line(dot, (dot.at, dot.value), (until, dot.value), kind)
        for new in after[:1]:
            near, far = min(((a, b) for a in dot.ends for b in new.ends), key=lambda pair: abs(pair[0] - pair[1]))
            yield _line(dot, (until, near), (until, far), kind)


def _line(dot: Dot, start: tuple[float, float], end: tuple[float, float], line: str) -> Row:
    ends = {"x": iso_of(start[0]), "y": start[1], "x2": iso_of(end[0]), "y2": end[1]}
    return {**ends, "group": dot.group, "dash": line}


def _days(dots: Sequence[Dot], frame: Frame) -> alt.Chart | None:
    """Return a bar over all days that a point may hold for, where it has not one day."""
    rows = [
        {**_at(dot), "y": y, "x": iso_of(dot.days.start.toordinal()), "x2": iso_of(dot.days.end.toordinal())}
        for dot in dots
        if dot.days.start < dot.days.end
        for y in dot.ends
    ]
    chart = _chart(_ends(rows))
    bar = _silent(strokeWidth=5, strokeOpacity=0.4, strokeCap="round")
    return chart and chart.mark_line(**bar).encode(_x(frame), _y(frame), _plain_colour(), _PART)


def _whiskers(dots: Sequence[Dot], frame: Frame) -> alt.Chart | None:
    """Return the shafts of the arrows by which a figure is open."""
    rows = [
        {**_at(dot), "y2": tip, "dash": "vague" if dot.bound == "vague" else "open"}
        for dot, _, tip in _open(dots, frame)
    ]
    chart = _chart(rows)
    shaft = _silent(strokeWidth=2)
    return chart and chart.mark_rule(**shaft).encode(_x(frame), _y(frame), alt.Y2("y2"), _plain_colour(), _dashes())


def _arrowheads(dots: Sequence[Dot], frame: Frame) -> Iterator[alt.Chart]:
    for way, shape in _ARROWS.items():
        chart = _chart({**_at(dot), "y": tip} for dot, found, tip in _open(dots, frame) if found == way)
        if chart is not None:
            mark = chart.mark_point(**_silent(shape=shape, filled=True, size=55, opacity=1))
            yield mark.encode(_x(frame), _y(frame), _plain_colour())


def _open(dots: Sequence[Dot], frame: Frame) -> Iterator[tuple[Dot, str, float]]:
    for dot in dots:
        if dot.open_above:
            yield dot, "up", frame.above(dot.value)
        elif dot.open_below:
            yield dot, "down", frame.below(dot.value)


def _befores(dots: Sequence[Dot], frame: Frame) -> Iterator[alt.Chart]:
    """Yield an arrow back in time from what has no day but that of its first print."""
    back = _BACK / frame.pixels_a_day
    rows = [{**_at(dot), "x2": iso_of(dot.at - back)} for dot in dots if dot.dated == "printed"]
    shafts, heads = _chart(_ends(rows)), _chart({**row, "x": row["x2"]} for row in rows)
    if shafts is not None and heads is not None:
        shaft = shafts.mark_line(**_silent(strokeWidth=2, strokeDash=[2, 2]))
        yield shaft.encode(_x(frame), _y(frame), _plain_colour(), _PART)
        head = heads.mark_point(**_silent(shape="triangle-left", filled=True, size=45, opacity=1))
        yield head.encode(_x(frame), _y(frame), _plain_colour())


def _marks(dots: Sequence[Dot], frame: Frame, groups: Sequence[str], legend: Row | None) -> alt.Chart | None:
    """Return the points. What is vague has none that would look exact: its arrow begins with a small stroke."""
    chart = _chart({**_datum(dot), "y": y} for dot in dots for y in dot.ends)
    return chart and chart.mark_point(filled=True, opacity=1, cursor="pointer").encode(
        _x(frame),
        _y(frame),
        _colour(groups, legend),
        _shape(groups, legend),
        alt.Size("size", type="quantitative", scale=None, legend=None),
        alt.Description("alt", type="nominal"),
        _tooltip(dots),
    )


def _shape(groups: Sequence[str], legend: Row | None) -> alt.Shape:
    shown = alt.Legend(title=None, **legend) if legend else None
    return alt.Shape("group", type="nominal", scale=alt.Scale(domain=list(groups)), legend=shown)


def _hollows(dots: Sequence[Dot], frame: Frame) -> alt.Chart | None:
    """Return the holes of the points that stand under a hedge, and of the vague ones."""
    hollow = [dot for dot in dots if dot.hedges or dot.bound == "vague"]
    rows = [{**_datum(dot), "y": y, "size": 38 if dot.bound != "vague" else 16} for dot in hollow for y in dot.ends]
    chart = _chart(rows)
    return chart and chart.mark_point(filled=True, opacity=1, style="hollow", aria=False, cursor="pointer").encode(
        _x(frame),
        _y(frame),
        alt.Shape("group", type="nominal"),
        alt.Size("size", type="quantitative", scale=None, legend=None),
        _tooltip(dots),
    )


def _crosses(dots: Sequence[Dot], frame: Frame) -> alt.Chart | None:
    """Return a cross over each point that its source has taken back."""
    chart = _chart(_datum(dot) for dot in dots if dot.withdrawn)
    cross = _silent(shape=_CROSS, filled=False, size=260, opacity=1, style="crossed")
    return chart and chart.mark_point(**cross).encode(_x(frame), _y(frame), _tooltip(dots))


def _tooltip(dots: Sequence[Dot]) -> list[alt.Tooltip]:
    shown = {name for dot in dots for name, value in _datum(dot).items() if value}
    return [alt.Tooltip(name, type="nominal", title=title) for name, title in _TOOLTIP.items() if name in shown]


def _at(dot: Dot) -> Row:
    return {"x": iso_of(dot.at), "y": dot.value, "group": dot.group}


def _datum(dot: Dot) -> Row:
    """Return a point with all that a reader may ask of it; by ``key`` and ``report`` a page opens its words."""
    hedged = f"hedged: {dot.hedges}" if dot.hedges else ""
    said = filter(None, [dot.holds, dot.change_words, hedged, "withdrawn" if dot.withdrawn else ""])
    return {
        **_at(dot),
        "key": dot.key,
        "statement": dot.statement,
        "report": dot.report or "",
        "source": dot.source,
        "words": dot.words,
        "told": dot.told,
        "bound": dot.bound_words,
        "hedge": dot.hedges,
        "holds": dot.holds,
        "change": "withdrawn" if dot.withdrawn else dot.change_words,
        "outlets": dot.outlets,
        "size": 110 if dot.bound != "vague" else 45,
        "alt": "; ".join([f"{dot.source}: {dot.words}", *said]),
    }


def _labels(tracks: Sequence[Track], frame: Frame) -> list[alt.Chart]:
    """Return the words beside the points, each with a halo so that no line runs through it."""
    dots = [dot for track in tracks for dot in track.dots]
    taken = [box for dot in dots for box in boxes_of(frame, dot)]
    placed = place_labels(frame, _wanted(tracks), [*taken, *_paths(tracks, frame)])
    charts: list[alt.Chart] = []
    for style in ("halo", "words"):
        for align, dx, dy in dict.fromkeys((one.align, one.dx, one.dy) for one in placed):
            rows = [_words(one) for one in placed if (one.align, one.dx, one.dy) == (align, dx, dy)]
            text: Any = {"align": align, "dx": dx, "dy": dy, "baseline": "middle", "style": style, "aria": False}
            chart = chart_of(rows)
            charts.append(chart.mark_text(**text).encode(_x(frame), _y(frame), alt.Text("label", type="nominal")))
    return charts


def _words(label: Label) -> Row:
    return {"x": iso_of(label.dot.at), "y": label.dot.ends[-1], "label": label.words}


def _paths(tracks: Sequence[Track], frame: Frame) -> list[Box]:
    """Return the steps as boxes that labels keep clear of where they can."""
    boxes: list[Box] = []
    for track in tracks:
        for old, new in pairwise(track.dots):
            x1, x2, y1, y2 = frame.x(old.at), frame.x(new.at), frame.y(old.value), frame.y(new.value)
            boxes += [(x1, y1 - 1, x2, y1 + 1), (x2 - 1, min(y1, y2), x2 + 1, max(y1, y2))]
    return boxes


_SIGNS = {"up": "▲ ", "down": "▼ ", "unclear": "≈ "}


def _wanted(tracks: Sequence[Track]) -> list[tuple[Dot, str]]:
    """Return what is to be written at each point: the last word of each source first, then what revises."""
    last = {track.dots[-1] for track in tracks}
    dots = [dot for track in tracks for dot in track.dots]
    ranked = sorted(dots, key=lambda dot: (dot not in last, not dot.change, -dot.articles))
    return [(dot, _SIGNS.get(dot.change or "", "") + dot.words) for dot in ranked]
