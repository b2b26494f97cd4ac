"""Step charts of what sources said: of the story's headline, and of one source all it counted."""

from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import Any

from saidby.errors import SaidbyError
from saidby.headline import Thing, chosen, things
from saidby.records import Marks, Story
from saidby.views.charts.frame import Frame, frame_of
from saidby.views.charts.points import Dot, Track, tracks_of
from saidby.views.charts.themes import Theme, config_of, theme_of
from saidby.views.charts.words import description, title_of
from saidby.wording import clean

WIDTH = 720  # pixels of a chart, its axis included, unless asked otherwise
NARROW = 480  # below it a legend has one column
_AXIS = 64  # pixels beside the plot: axis and margins
_LETTER = 6.4  # pixels of a letter of a subtitle
_BROADER = 1.6  # pixels by which a letter may be broader where a picture is seen than where it was made
_SMALL = 150  # pixels of height of each chart of a source
_MOST_SMALL = 12
_TOGETHER = "\u00a0"  # a space at which no line is broken


def series_chart(
    story: Story,
    marks: Sequence[Marks],
    *,
    measure: str | None = None,
    whom: str | None = None,
    theme: str | Theme = "light",
    width: int = WIDTH,
) -> dict[str, Any]:
    """Return the step chart of a thing that sources count, the headline where none is named, as Vega-Lite.

    Raise SaidbyError where the story has no such thing with a day to it.
    """
    thing = chosen(story, measure, whom)
    tracks = tracks_of(story, marks, thing) if thing else []
    if thing is None or not tracks:
        raise SaidbyError(_none_such(story, measure, whom))
    plot = max(120, width - _AXIS)
    frame = frame_of(_dots(tracks), plot, 320 if width >= NARROW else 280)
    title = title_of(thing.measure, thing.whom)
    text = description(story, marks, measure=measure, whom=whom)
    return _finished(lambda: _drawn(tracks, frame, title, width=width), text, theme)


def source_chart(
    story: Story,
    marks: Sequence[Marks],
    source: str,
    *,
    theme: str | Theme = "light",
    width: int = WIDTH,
) -> dict[str, Any]:
    """Return all series of one source, by its id or name: one chart below the other, each with its own scale.

    Raise SaidbyError where it has none with a day to it.
    """
    own = [n for n, s in enumerate(story.series) if source in {s.claimant, s.source}]
    found = [Thing(t.measure, t.whom, tuple(n for n in t.series if n in own)) for t in things(story)]
    tracks = {thing: tracks_of(story, marks, thing) for thing in found if thing.series}
    drawn = [(thing, tracks[thing]) for thing in tracks if tracks[thing]][:_MOST_SMALL]
    if not drawn:
        raise SaidbyError(f"{clean(source)} has no series with a day to it. Name a source that saidby series lists.")
    plot = max(120, width - _AXIS)
    every = frame_of([dot for _, some in drawn for dot in _dots(some)], plot, _SMALL)
    name = _dots(drawn[0][1])[0].source
    text = f"All that {name} counted: " + ", ".join(title_of(t.measure, t.whom) for t, _ in drawn) + "."
    return _finished(
        lambda: {"vconcat": [_small(thing, some, every, width) for thing, some in drawn], "spacing": 26}, text, theme
    )


def _small(thing: Thing, tracks: Sequence[Track], every: Frame, width: int) -> dict[str, Any]:
    """Return one of several charts: the days are the same for all, the height is its own."""
    own = frame_of(_dots(tracks), every.width, _SMALL)
    frame = Frame(every.width, _SMALL, every.first, every.last, own.top)
    return _drawn(tracks, frame, title_of(thing.measure, thing.whom), width=width, legend=False)


def _drawn(tracks: Sequence[Track], frame: Frame, title: str, *, width: int, legend: bool = True) -> dict[str, Any]:
    import altair as alt

    from saidby.views.charts.layers import step_layers

    groups = list(dict.fromkeys(track.group for track in tracks))
    columns = 1 if width < NARROW else 2 if width < 900 else 3
    shown = {
        "orient": "bottom",
        "columns": columns,
        "columnPadding": 10 + int(_BROADER * max(map(len, groups))),
        "labelLimit": (width - 40) // columns - 40,
        "symbolOpacity": 1,
    }
    letters = int((width - 16) / _LETTER)
    heading = alt.Title(wrap(title, int(letters / 1.35))[:3])
    if legend or len(_dots(tracks)) > 1:
        heading.subtitle = wrap(signs(_dots(tracks)), letters)
    return step_layers(tracks, frame, groups, title=heading, legend=shown if legend else None)


def signs(dots: Sequence[Dot]) -> str:
    """Return what the signs on a chart mean, only those that are on it."""
    said = {
        "Arrow: no bound given that way.": any(dot.open_above or dot.open_below for dot in dots),
        "Blurred: approximate.": any(dot.bound == "about" for dot in dots),
        "Dashed arrow: vague words, no exact number.": any(dot.bound == "vague" for dot in dots),
        "Arrow back: said then or before.": any(dot.dated == "printed" for dot in dots),
        "Closed bar: both bounds given.": any(dot.bound == "between" for dot in dots),
        "Hollow: hedged.": any(dot.hedges for dot in dots),
        "Wide line: some day within it.": any(dot.days.start < dot.days.end for dot in dots),
        "▲▼: revised.": any(dot.change in {"up", "down"} for dot in dots),
        "Crossed: withdrawn.": any(dot.withdrawn for dot in dots),
    }
    return " ".join(words.replace(" ", _TOGETHER) for words, shown in said.items() if shown)


def _dots(tracks: Sequence[Track]) -> list[Dot]:
    return [dot for track in tracks for dot in track.dots]


def _finished(draw: Callable[[], dict[str, Any]], text: str, theme: str | Theme) -> dict[str, Any]:
    from saidby.views.charts.parts import specification

    spec = specification(draw, description=text, padding=8)
    return {**spec, "config": config_of(theme_of(theme))}


def _none_such(story: Story, measure: str | None, whom: str | None) -> str:
    asked = " ".join(filter(None, [measure, f"({whom})" if whom else None])) or "figure with a source and a day"
    known = ", ".join(dict.fromkeys(thing.measure for thing in things(story)))
    return f"the story has no series of {asked}. " + (f"It has: {known}." if known else "There is nothing to draw.")
