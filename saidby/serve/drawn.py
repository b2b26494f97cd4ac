"""The pages of one story, put together from the views: what the desk serves is what the folder of pages holds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from saidby.errors import SaidbyError
from saidby.records import Marks, SourceIdentity, Story
from saidby.views.brief import brief
from saidby.views.brief.html import html
from saidby.views.charts import DARK, description, series_chart, source_chart
from saidby.views.charts.pictures import svg_of
from saidby.views.charts.themes import config_of
from saidby.views.graph import COLUMNS, provenance_caption, provenance_graph, provenance_rows
from saidby.views.web.brief import brief_page
from saidby.views.web.drawing import Frame
from saidby.views.web.drift import drift_page
from saidby.views.web.provenance import provenance_page
from saidby.views.web.source import source_page
from saidby.views.web.story import Picture, Scene, shown, story_page
from saidby.wording import clean

_WIDE, _NARROW = 1120, 360  # pixels of the graph
_WIDE_CHART, _NARROW_CHART = 960, 350


class Told(Struct, frozen=True, kw_only=True):
    """A story with its articles' marks by their ids. ``waits``: it is to be linked anew."""

    story: Story
    marks: Mapping[str, Marks]
    waits: bool = False

    @property
    def shelf(self) -> list[Marks]:
        """The articles' marks, in the story's order."""
        return [self.marks[doc] for doc in self.story.docs if doc in self.marks]


def draw_story(frame: Frame, told: Told, *, measure: str | None = None, whom: str | None = None) -> str:
    """Return a story's page, a measure first; the headline where none is named or there is none such."""
    thing = shown(told.story, measure, whom)
    picture = None
    if thing is not None:
        one, of = thing.measure, thing.whom
        picture = _picture(
            frame,
            lambda width: series_chart(told.story, told.shelf, measure=one, whom=of, width=width),
            description(told.story, told.shelf, measure=one, whom=of),
        )
    return story_page(
        frame,
        Scene(told.story, told.marks, frame.links),
        thing=thing,
        picture=picture,
        caption=provenance_caption(told.story, told.shelf),
        waits=told.waits,
    )


def draw_source(frame: Frame, told: Told, source: SourceIdentity, *, first: int = 0) -> str:
    """Return the page of one source of a story, with its statements from number ``first`` on."""
    picture = _picture(
        frame,
        lambda width: source_chart(told.story, told.shelf, source.id, width=width),
        f"All that {clean(source.name)} counted, each thing on its own scale; the same as tables below.",
    )
    scene = Scene(told.story, told.marks, frame.links)
    return source_page(frame, scene, source, pictures=[picture] if picture else [], first=first)


def draw_provenance(frame: Frame, told: Told) -> str:
    """Return the page of who derived from whom."""
    story, shelf = told.story, told.shelf
    sources = {s.id for s in story.sources}

    def href(kind: str, name: str) -> str | None:
        if kind == "source" and name in sources:
            return frame.links.source(story.key, name)
        if kind == "article" and name in told.marks:
            return frame.links.article(told.marks[name].article.key)
        return None

    return provenance_page(
        frame,
        Scene(story, told.marks, frame.links),
        caption=provenance_caption(story, shelf),
        wide=provenance_graph(story, shelf, href=href, width=_WIDE),
        narrow=provenance_graph(story, shelf, href=href, width=_NARROW),
        columns=COLUMNS,
        rows=provenance_rows(story, shelf),
    )


def draw_drift(frame: Frame, told: Told, *, kind: str | None = None, outlet: str | None = None) -> str:
    """Return the page of what changed on the way."""
    scene = Scene(told.story, told.marks, frame.links)
    return drift_page(frame, scene, kind=kind, outlet=outlet)


def draw_brief(frame: Frame, told: Told, *, since: str | None = None, take: Sequence[tuple[str, str, str]] = ()) -> str:
    """Return the page of a story's brief."""
    written = html(brief(told.story, told.shelf, since=since))
    return brief_page(frame, told.story, written, since=since or "", take=take)


def _picture(frame: Frame, draw: Callable[[int], dict[str, Any]], caption: str) -> Picture | None:
    """Return a chart: for a script to draw where there is one, else as SVG where it can be made.

    None where there is nothing to draw: nothing has a day to it.
    """
    try:
        wide, narrow = draw(_WIDE_CHART), draw(_NARROW_CHART)
        if frame.viewer is None:
            return Picture(caption=caption, drawn=tuple(_drawn(wide, narrow)))
    except SaidbyError:
        return None
    return Picture(caption=caption, spec={"wide": wide, "narrow": narrow, "dark": config_of(DARK)})


def _drawn(wide: dict[str, Any], narrow: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, spec in (("wide", wide), ("narrow", narrow)):
        yield f"{name}-only light-only", svg_of(spec)
        yield f"{name}-only dark-only", svg_of({**spec, "config": config_of(DARK)})
