"""One statement: who tells it in which words, and what people may say of it and of each of its reports."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from saidby.amounts import distinct
from saidby.records import Report, Span, Statement
from saidby.rulings import places_of, statement_key
from saidby.views.web.drawing import Frame, draw
from saidby.views.web.judged import Stand
from saidby.views.web.pieces import Cited, cited, in_sentence
from saidby.views.web.story import Scene
from saidby.wording import clean, counted, date_words

KINDS = ("utterance", "own voice", "standing estimate")
_CANDIDATES = 30  # other statements that a report may belong to, or that may be the same


class Telling(Struct, frozen=True, kw_only=True):
    """The words in which one article tells a statement. ``stand``: of the figure in them, where there is one."""

    id: str
    words: Cited
    stand: Stand | None = None


def statement_page(frame: Frame, scene: Scene, statement: Statement) -> str:
    """Return the page of a statement."""
    return draw(
        "statement.html",
        frame,
        story=scene.story,
        statement=statement,
        title=_title(statement),
        source_href=scene.source_href(statement.claimant),
        said_on=date_words(statement.said_on),
        kinds=KINDS,
        stand=stand_of(frame, statement, scene.keys),
        tellings=_tellings(frame, scene, statement),
        others=[(one.key, in_words(one)) for one in candidates(scene.story.statements, statement)],
        why=[(reason.step, clean(reason.rule)) for reason in statement.because],
    )


def stand_of(frame: Frame, statement: Statement, keys: Mapping[str, str]) -> Stand:
    """Return how a statement stands: people may have judged it by the key of any figure in it."""
    own = statement_key(statement.key)
    found = frame.stands([own, *map(statement_key, places_of(statement, keys))])
    return next((stand for stand in found.values() if stand.version), found[own])


def candidates(statements: Iterable[Statement], one: Statement) -> Sequence[Statement]:
    """Return other statements with a figure that are most likely the same: of the same source, said about then."""
    told = [s for s in statements if s.id != one.id and any(report.keys for report in s.reports)]
    measures = {figure.measure for figure in one.figures}

    def rank(other: Statement) -> tuple[bool, bool, int]:
        alike = any(figure.measure in measures for figure in other.figures)
        return other.claimant != one.claimant, not alike, _days_between(one.said_on, other.said_on)

    return sorted(told, key=rank)[:_CANDIDATES]


def in_words(statement: Statement) -> str:
    """Return a statement on one line."""
    return f"{_title(statement)} ({date_words(statement.said_on)}, {counted(len(statement.reports), 'report')})"


def _title(statement: Statement) -> str:
    amounts = " · ".join(distinct(statement.figures)) or "without a number"
    return f"{clean(statement.source or 'nobody named')}: {amounts}"


def _days_between(one: str | None, other: str | None) -> int:
    try:
        return abs((date.fromisoformat(one or "") - date.fromisoformat(other or "")).days)
    except ValueError:  # a month, a year, or no day at all
        return 10_000


def _tellings(frame: Frame, scene: Scene, statement: Statement) -> list[Telling]:
    stands = frame.stands(key for report in statement.reports for key in report.keys)
    return [
        Telling(id=f"report-{n}", words=words, stand=stands.get(key))
        for n, (words, key) in enumerate((it for report in statement.reports for it in _words(scene, report)), 1)
    ]


def _words(scene: Scene, report: Report) -> Iterable[tuple[Cited, str]]:
    """Yield the words of each figure of a report with its key; of one without figures what it says."""
    marks = scene.marks.get(report.doc)
    if marks is None:
        return
    for figure in marks.figures:
        if figure.id in report.figures:
            yield in_sentence(marks, figure.span, scene.links, figure=figure.key), figure.key
    if not report.figures:
        for span in report.spans[:1]:
            yield cited(marks, Span(span.start, span.end), scene.links, around=0), ""
