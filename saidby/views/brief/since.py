"""What changed since a day: what was said or first told after it, what it revised, and what was taken back."""

from saidby.days import period_of
from saidby.quoting import Told, same
from saidby.records import Point, Series, Statement
from saidby.views.brief.desk import Desk, points
from saidby.views.brief.lead import Head, as_of, withdrawal
from saidby.views.brief.page import Paragraph, Section
from saidby.views.brief.pen import Pen
from saidby.views.brief.sources import on_nobodys_word, who_says_what

_REVISIONS = 8


def changed_since(desk: Desk, since: str) -> list[Section]:
    """Return revisions, withdrawals and new statements; nothing where there are none."""
    new = {s.id for s in desk.story.statements if is_new(desk, s, since)}
    revised = [p for s in desk.story.series for point in s.points if (p := _revision(desk, s, point, new))]
    taken = [(withdrawal(desk, head),) for head in _taken_back(desk, new, since)]
    found: list[Section | None] = []
    if revised:
        found.append(Section(heading="Revised", paragraphs=tuple(revised[:_REVISIONS]), listed=True))
    if taken:
        found.append(Section(heading="Taken back", paragraphs=tuple(taken[:_REVISIONS]), listed=True))
    found += [who_says_what(desk, new), on_nobodys_word(desk, new)]
    return [section for section in found if section is not None]


def _taken_back(desk: Desk, new: set[str], since: str) -> list[Head]:
    """Return the figures that were taken back in a new statement, or in a later report of their own."""
    found = []
    for series in desk.story.series:
        for point in series.points:
            told = _told(desk, series, point)
            if told is None or point.withdrawn is None:
                continue
            days = [desk.references[doc].published for doc in told.docs]
            again = point.withdrawn == point.statement and any(_after(day, since) for day in days)
            if point.withdrawn in new or again:
                found.append(Head(desk.statements[point.statement], told, point))
    return found


def is_new(desk: Desk, statement: Statement, since: str) -> bool:
    """Tell whether a statement was said after a day, or no dated article told it until then."""
    if _after(statement.said_on, since):
        return True
    told = [desk.references[r.doc].published for r in statement.reports if r.doc in desk.references]
    told += [p.published for _, p in points(desk, statement.id)]
    dated = [day for day in told if day and period_of(day)]
    return bool(dated) and all(_after(day, since) for day in dated)


def _after(day: str | None, since: str) -> bool:
    one, other = period_of(day) if day else None, period_of(since)
    return one is not None and other is not None and one.start > other.end


def _revision(desk: Desk, series: Series, point: Point, new: set[str]) -> Paragraph:
    """Return "Open Hands: from 900 people killed, 18 April 2026 to 1,450 people killed, 28 April 2026"."""
    old = next((p for p in series.points if p.statement == point.supersedes), None)
    if point.statement not in new or old is None:
        return ()
    before, after = _told(desk, series, old), _told(desk, series, point)
    if before is None or after is None:
        return ()
    pen = Pen(desk).source(desk.statements[point.statement]).own(": from ").amount(before)
    _day(pen, old)
    pen.own(" to ").amount(after)
    _day(pen, point)
    as_of(pen, point, desk.statements[point.statement])
    return (pen.about(point.statement, old.statement).end(),)


def _day(pen: Pen, point: Point) -> None:
    if point.date:
        pen.own(", ").day(point.date)


def _told(desk: Desk, series: Series, point: Point) -> Told | None:
    told = [t for t in desk.told.get(point.statement, ()) if t.amount.measure == series.measure]
    return next((t for t in told if same(t.amount, point)), None)
