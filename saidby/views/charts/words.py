"""A chart in words: for those who cannot see it, for its caption, and as a table."""

from collections.abc import Sequence

from saidby.headline import chosen
from saidby.records import Marks, Measure, Story
from saidby.views.charts.points import Dot, Track, tracks_of, undated
from saidby.wording import clean, counted, listed, spelt

MOST = 6  # sources that a description goes through
COLUMNS = ("source", "figure", "bound", "when", "hedge", "change", "in the articles", "told by", "statement")


def description(story: Story, marks: Sequence[Marks], *, measure: str | None = None, whom: str | None = None) -> str:
    """Return a few sentences that say what the series chart of a story shows."""
    thing = chosen(story, measure, whom)
    if thing is None:
        return "No source of this story gives a figure that could be drawn."
    tracks = tracks_of(story, marks, thing)
    sources = dict.fromkeys(dot.source for track in tracks for dot in track.dots)
    what = title_of(thing.measure, thing.whom)
    lines = [f"{what}, as {spelt(len(sources), 'source gives it', 'sources give it')}."]
    lines += [_source(name, tracks) for name in list(sources)[:MOST]]
    if len(sources) > MOST:
        lines.append(f"{len(sources) - MOST} more sources are in the table.")
    left = undated(story, thing)
    if left:
        lines.append(f"{counted(left, 'figure')} without any day not drawn.")
    return " ".join(lines)


def title_of(measure: Measure, whom: str | None) -> str:
    """Return "Killed: people in Brennick", or what is counted alone where there is no measure for it."""
    of = clean(whom) if whom else ""
    if of and (measure == "other" or measure in of.casefold()):
        return of[:1].upper() + of[1:]
    if measure == "other":
        return "Figures"
    return f"{measure.capitalize()}: {of}" if of else measure.capitalize()


def _source(name: str, tracks: Sequence[Track]) -> str:
    dots = [dot for track in tracks for dot in track.dots if dot.source == name]
    return f"{name}: {', then '.join(_dot(dot) for dot in dots)}."


def _dot(dot: Dot) -> str:
    hedged = f"hedged as {dot.hedges}" if dot.hedges else ""
    notes = [dot.holds, dot.change_words, hedged, "later withdrawn" if dot.withdrawn else ""]
    return f"{dot.words} ({'; '.join(filter(None, notes))})"


def rows(
    story: Story, marks: Sequence[Marks], *, measure: str | None = None, whom: str | None = None
) -> list[tuple[str, ...]]:
    """Return what the series chart draws as rows under ``COLUMNS``, source by source, in order of their days."""
    thing = chosen(story, measure, whom)
    dots = [dot for track in tracks_of(story, marks, thing) for dot in track.dots] if thing else []
    return [_row(dot) for dot in dots]


def _row(dot: Dot) -> tuple[str, ...]:
    change = listed([*filter(None, [dot.change_words]), *(["withdrawn"] if dot.withdrawn else [])])
    bound, hedge = dot.bound_words, dot.hedges
    return (dot.source, dot.words, bound, dot.holds, hedge, change, dot.told, dot.outlets, dot.statement)
