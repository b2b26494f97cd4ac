"""The page of one source: everything that it said in a story, and how its figures moved."""

from collections.abc import Sequence
from typing import get_args

from msgspec import Struct

from saidby.amounts import distinct
from saidby.headline import Thing
from saidby.records import SourceIdentity, SourceKind, Span, Statement, Story
from saidby.rulings import plain
from saidby.views.web.drawing import Frame, draw
from saidby.views.web.judged import Stand
from saidby.views.web.pieces import Cited, cited, in_sentence
from saidby.views.web.statement import stand_of
from saidby.views.web.story import Picture, PointRow, Scene, point_row, thing_words
from saidby.wording import clean, date_words

_CHOICES = 300  # other sources, or names of this one, to choose from
MOST = 200  # statements of one source on one page


class SeriesRows(Struct, frozen=True, kw_only=True):
    name: str
    points: tuple[PointRow, ...]


class StatementRow(Struct, frozen=True, kw_only=True):
    id: str
    said_on: str
    kind: str
    amounts: str
    told: tuple[Cited, ...]
    stand: Stand


class Judging(Struct, frozen=True, kw_only=True):
    """What may be said of a source. ``sources``: others by their keys; ``names``: what it may not be called."""

    stand: Stand
    kinds: tuple[str, ...] = get_args(SourceKind)
    sources: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()


def source_page(
    frame: Frame, scene: Scene, source: SourceIdentity, *, pictures: Sequence[Picture] = (), first: int = 0
) -> str:
    """Return the page of a source: under which names it speaks, its series and its statements.

    At the desk these are the ``MOST`` from number ``first`` on, in a file all of them.
    """
    story = scene.story
    series = [s for s in story.series if s.claimant == source.id]
    said = said_by(story, source.id)
    shown = said[first : first + MOST] if frame.viewer else said
    parent = next((s for s in story.sources if s.id == source.parent), None)
    return draw(
        "source.html",
        frame,
        source=source,
        name=clean(source.name),
        others=[clean(name) for name in source.names if clean(name) != clean(source.name)],
        voices=[clean(name) for name in source.voices],
        parent=clean(parent.name) if parent else "",
        parent_href=scene.source_href(parent.id) if parent else "",
        pictures=pictures,
        series=[
            SeriesRows(
                name=thing_words(Thing(s.measure, s.whom, ())),
                points=tuple(point_row(scene, s, point) for point in s.points),
            )
            for s in series
        ],
        statements=[_statement(frame, scene, s) for s in shown],
        judging=_judging(frame, story, source) if frame.viewer and source.key else None,
        all_statements=len(said),
        first=first,
        before=max(0, first - MOST) if first else None,
        after=first + MOST if len(shown) < len(said) - first else None,
        story=story,
    )


def said_by(story: Story, source: str) -> list[Statement]:
    """Return all statements of a source, in the order of its page."""
    return [s for s in story.statements if s.claimant == source]


def _judging(frame: Frame, story: Story, source: SourceIdentity) -> Judging:
    own = source.key.rpartition(":")[2]
    others = sorted((clean(s.name), s.key) for s in story.sources if s.key and s.id != source.id)
    return Judging(
        stand=frame.stands([source.key])[source.key],
        sources=tuple((key, name) for name, key in others[:_CHOICES]),
        names=tuple(name for name in source.names if plain(name) != own)[:_CHOICES],
    )


def _statement(frame: Frame, scene: Scene, statement: Statement) -> StatementRow:
    return StatementRow(
        id=statement.id,
        said_on=date_words(statement.said_on),
        kind="" if statement.kind == "utterance" else statement.kind,
        amounts=" · ".join(distinct(statement.figures)) or "without a number",
        told=tuple(_told(scene, statement)),
        stand=stand_of(frame, statement, scene.keys),
    )


def _told(scene: Scene, statement: Statement) -> list[Cited]:
    """Return the first words of each report: of its first figure, or what it says without one."""
    found = []
    for report in statement.reports:
        marks = scene.marks.get(report.doc)
        figure = next((f for f in marks.figures if f.id in report.figures), None) if marks else None
        if marks and figure:
            found.append(in_sentence(marks, figure.span, scene.links, figure=figure.key))
        elif marks and report.spans:
            span = report.spans[0]
            found.append(cited(marks, Span(span.start, span.end), scene.links, around=0))
    return found
