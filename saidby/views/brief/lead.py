"""In short: the figure that the story is about, how many origins it has, what was said before, and who differs."""

from collections import Counter

from msgspec import Struct

from saidby.headline import Thing, headline
from saidby.quoting import Told, same
from saidby.records import Conflict, Measure, Point, Statement
from saidby.views.brief.desk import Desk, has_number
from saidby.views.brief.page import Paragraph, Section, Sentence
from saidby.views.brief.pen import Pen
from saidby.wording import clean

OTHERS = 4  # other sources that are named in short
_PUT: dict[Measure, str] = {
    "killed": "the dead",
    "wounded": "the wounded",
    "missing": "the missing",
    "casualties": "casualties",
    "infected": "cases",
    "captured": "prisoners",
}


class Head(Struct, frozen=True):
    """One amount of one statement, and the point that it is in its source's series."""

    statement: Statement
    told: Told
    point: Point | None = None


def find_head(desk: Desk) -> Head | None:
    """Return the amount that the brief begins with.

    Of what the story is about, the last word of the source that most articles repeat; else what most articles tell.
    """
    thing = headline(desk.story)
    heads = heads_of(desk, thing) if thing else []
    firm = [h for h in heads if h.told.amount.bound != "vague" and not (h.point and h.point.withdrawn)]
    if not firm:
        every = [Head(s, t) for s in desk.story.statements for t in desk.told[s.id]]
        return max(heads or every, key=_weight, default=None)
    repeated: Counter[str | None] = Counter()
    for head in firm:
        repeated[head.statement.claimant] += len(head.told.docs)
    chief = max(firm, key=lambda h: repeated[h.statement.claimant]).statement.claimant
    replaced = {h.point.supersedes for h in firm if h.point}
    last = [h for h in firm if h.statement.claimant == chief and h.statement.id not in replaced]
    return max(last or firm, key=lambda h: (h.statement.said_on or "", len(h.told.docs)))


def _weight(head: Head) -> tuple[bool, bool, int, str]:
    counted = head.told.amount.kind == "count" and head.told.amount.measure != "other"
    return counted, head.statement.source is not None, len(head.told.docs), head.statement.said_on or ""


def heads_of(desk: Desk, thing: Thing) -> list[Head]:
    """Return every amount of a thing, as it is told."""
    found = []
    for n in thing.series:
        series = desk.story.series[n]
        for point in series.points:
            told = next(
                (t for t in desk.told[point.statement] if t.amount.measure == series.measure and same(t.amount, point)),
                None,
            )
            if told is not None and told.amount.kind != "share":
                found.append(Head(desk.statements[point.statement], told, point))
    return found


def title(desk: Desk) -> str:
    """Return what the brief is about: "Casualties: North Korean troops". No number stands in it."""
    thing = headline(desk.story)
    if thing is None:
        return "Who said what"
    named = clean(_whom(desk, thing))
    measure = thing.measure if thing.measure != "other" else "figures"
    if not named or has_number(named) or _says_nothing(named, thing.measure):
        return measure.capitalize()
    return f"{measure.capitalize()}: {named}"


def _says_nothing(whom: str, measure: Measure) -> bool:
    """Tell whether "people killed" adds nothing to "killed"."""
    return set(whom.casefold().split()) <= {"people", "persons", measure}


def _whom(desk: Desk, thing: Thing) -> str:
    """Return who is counted, as most series of a thing have it."""
    named = Counter(whom for n in thing.series if (whom := desk.story.series[n].whom))
    return max(named, key=lambda whom: named[whom], default=thing.whom or "")


def in_short(desk: Desk, head: Head) -> Section:
    """Return the first section."""
    sentences = [
        _said(desk, head),
        _origins(desk, head),
        *_before(desk, head),
        *_taken_back(desk, head),
        *_others(desk, head),
    ]
    return Section(heading="In short", paragraphs=(tuple(sentences),))


def _said(desk: Desk, head: Head) -> Sentence:
    """Return "On 28 April 2026 Open Hands put the dead at 1,450 (“estimated”)."."""
    pen, statement, told = Pen(desk), head.statement, head.told
    if statement.source is None:
        pen.outlet(told.doc).own(" gives, on nobody's word, ").amount(told)
        return pen.about(statement.id).backed_by(told).end()
    if statement.said_on:
        pen.own("in " if len(statement.said_on) < 10 else "on ").day(statement.said_on).own(" ")
    number = told.figure.span.of(desk.shelf[told.doc].article.text).casefold()
    put = _PUT.get(told.amount.measure) if told.amount.kind == "count" and not number.startswith("at ") else None
    source = desk.sources.get(statement.claimant or "")
    speaks = source is None or source.kind in {"person", "group", "anonymous"}
    pen.source(statement, mid=True).own(f" put {put} at " if put else " spoke of " if speaks else " reported ")
    pen.amount(told, bare=bool(put), measure=not put)
    as_of(pen, head.point, statement)
    return pen.cite(told.doc, told.figure.span).about(statement.id).end()


def as_of(pen: Pen, point: Point | None, statement: Statement) -> None:
    """Add the day for which a figure holds, where it is another than that of saying."""
    if point is None or not point.as_of:
        return
    known = [day for day in (statement.said_on, point.published) if day]
    if not any(day.startswith(point.as_of) for day in known):
        pen.own(", as of ").day(point.as_of)


def _origins(desk: Desk, head: Head) -> Sentence:
    """Return how many articles give the figure, and on how many origins they rest; unknown stays unknown."""
    pen, told = Pen(desk), head.told
    every, here = len(desk.shelf), len(told.docs)
    root = desk.roots.get(head.statement.id)
    if every == 1:
        pen.own("this is the word of ").count(1, "article").own(" alone")
    elif here == every:
        pen = pen.own("both articles give this figure") if every == 2 else pen.own("all ").count(every, "article")
        pen.own(" give this figure" if every > 2 else "")
    elif here == 1:
        pen.own("of ").count(every, "article").own(" only ").count(1).own(" gives this figure")
    else:
        pen.count(here).own(" of the ").count(every, "article").own(" give this figure")
    if root is None or root.independent_roots is None:
        pen.own("; on how many origins it rests is not known" + _why_unknown(desk, head.statement))
    elif here > 1:
        pen.own(", and both rest on " if here == 2 else ", and all of them rest on ").count(
            root.independent_roots, "origin"
        ).own(": ")
        pen.source(head.statement, mid=True)
    else:
        pen.own(", and it rests on ").count(root.independent_roots, "origin").own(": ")
        pen.source(head.statement, mid=True)
    return pen.about(head.statement.id).backed_by(told).end()


def _why_unknown(desk: Desk, statement: Statement) -> str:
    source = desk.sources.get(statement.claimant or "")
    if source is None or statement.source is None:
        return ", as no source is named"
    return ", as its sources are named together" if source.standing == "joint" else ", as its source has no name"


def _before(desk: Desk, head: Head) -> Paragraph:
    """Return what the same source had said before, and which way the figure went."""
    old = _point_of(desk, head, head.point.supersedes) if head.point else None
    if head.point is None or old is None:
        return ()
    pen = Pen(desk).own("the same source had said ").amount(old.told, bare=True, measure=False)
    _when(pen, old)
    first = _first(desk, head, old)
    if first is not None:
        pen.own(", and to begin with ").amount(first.told, bare=True, measure=False)
        _when(pen, first)
        pen.about(first.statement.id)
    pen.own("; " + _WAYS[head.point.change or "unclear"])
    return (pen.backed_by(old.told).about(old.statement.id).end(),)


def _first(desk: Desk, head: Head, old: Head) -> Head | None:
    """Return the first of the figures that were revised one after the other, where there are more than two."""
    first: Head | None = None
    found = old
    while found.point and (older := _point_of(desk, head, found.point.supersedes)) and older is not first:
        first = found = older
    return first


_WAYS = {
    "up": "the new figure revises that upward",
    "down": "the new figure revises that downward",
    "unclear": "the new wording takes its place",
}


def _when(pen: Pen, head: Head) -> None:
    if head.statement.said_on:
        pen.own(" in " if len(head.statement.said_on) < 10 else " on ").day(head.statement.said_on)
    as_of(pen, head.point, head.statement)


def _taken_back(desk: Desk, head: Head) -> Paragraph:
    if head.point is None or not head.point.withdrawn:
        return ()
    if head.point.withdrawn != head.statement.id:
        return (withdrawal(desk, head),)
    return (Pen(desk).own("the source has taken this figure back, or denies it").backed_by(head.told).end(),)


TAKEN_BACK = (" (since taken back)", " (taken back or denied)")


def withdrawal(desk: Desk, head: Head) -> Sentence:
    """Return that a figure was taken back, resting on the words that give it and those that take it back."""
    back = desk.statements.get((head.point.withdrawn if head.point else None) or "")
    pen = Pen(desk).source(head.statement).own(": ").amount(head.told)
    if back is None or back.id == head.statement.id:
        pen.own(TAKEN_BACK[1])
    else:
        pen.own(", taken back")
        pen.own(" on " if back.said_on and len(back.said_on) == 10 else " in " if back.said_on else "")
        pen = pen.day(back.said_on) if back.said_on else pen
        for told in desk.told[back.id]:
            pen.backed_by(told)
        pen.about(back.id)
    return pen.backed_by(head.told).about(head.statement.id).end()


def _point_of(desk: Desk, head: Head, statement: str | None) -> Head | None:
    thing = headline(desk.story)
    found = heads_of(desk, thing) if thing and statement else []
    same_source = [h for h in found if h.statement.claimant == head.statement.claimant]
    return next((h for h in same_source if h.statement.id == statement), None)


def _holds(desk: Desk, conflict: Conflict, head: Head) -> bool:
    """Tell whether the source of the figure is a side of a conflict about it."""
    claimants = {desk.statements[c.statement].claimant for c in conflict.claims if c.statement in desk.statements}
    measure = conflict.about.rpartition(": ")[2].strip(". ")
    return head.statement.claimant in claimants and measure == head.told.amount.measure


def _others(desk: Desk, head: Head) -> Paragraph:
    """Return the last word of each other source on the same thing, where it is another figure."""
    thing = headline(desk.story)
    found = [h for h in (heads_of(desk, thing) if thing else []) if h.statement.claimant != head.statement.claimant]
    last: dict[str | None, Head] = {}
    for other in sorted(found, key=lambda h: (h.statement.said_on or "", len(h.told.docs))):
        last[other.statement.claimant] = other
    firm = [h for h in last.values() if h.told.amount.bound != "vague" and not (h.point and h.point.withdrawn)]
    differ = [h for h in firm if not same(h.told.amount, head.told.amount)]
    ranked = sorted(differ, key=lambda h: (-len(h.told.docs), h.statement.said_on or ""))[:OTHERS]
    if not ranked:
        return ()
    against = {c.statement for x in desk.story.conflicts if _holds(desk, x, head) for c in x.claims}
    if against & {h.statement.id for h in ranked}:
        pen = Pen(desk).own("another source says otherwise: " if len(ranked) == 1 else "other sources say otherwise: ")
    else:
        pen = Pen(desk).own("another figure comes from another source: " if len(ranked) == 1 else "others give: ")
    for n, other in enumerate(ranked):
        pen.own("" if not n else "; ").source(other.statement, mid=True).own(" ")
        pen.amount(other.told, bare=True, measure=False)
        _when(pen, other)
        pen.about(other.statement.id)
    return (pen.end(),)
