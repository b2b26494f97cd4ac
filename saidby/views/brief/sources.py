"""Who says what: each source with its statements, the latest first, what it said before behind it."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from saidby.headline import headline
from saidby.likeness import SMALL_COUNT
from saidby.quoting import Told, point_of, same
from saidby.records import Point, Series, Span, Statement
from saidby.text import tokenize
from saidby.views.brief.desk import Desk, docs_of
from saidby.views.brief.lead import TAKEN_BACK, as_of
from saidby.views.brief.page import Paragraph, Section, Sentence
from saidby.views.brief.pen import Pen

SOURCES = 6
EACH = 3  # statements of a source
AMOUNTS = 4  # of a statement
_ON_TOP = frozenset({"additional", "another", "extra", "further", "more", "other"})
_QUOTED = 200  # characters of a statement without a number
_GRAVE = ("killed", "casualties", "missing", "wounded", "infected", "captured")


def who_says_what(desk: Desk, only: Collection[str] | None = None) -> Section | None:
    """Return a point for each source, the one of which most is told first; ``only``: nothing but these statements."""
    of_source: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in desk.story.statements:
        if statement.source and (only is None or statement.id in only) and _worth(desk, statement):
            of_source[statement.claimant or statement.source].append(statement)
    ranked = sorted(of_source.values(), key=lambda group: _weight(desk, group), reverse=True)
    paragraphs = [p for group in ranked if (p := _source(desk, group))][:SOURCES]
    return Section(heading="Who says what", paragraphs=tuple(paragraphs), listed=True) if paragraphs else None


def _worth(desk: Desk, statement: Statement) -> bool:
    """Tell whether there is something to print: an amount that is no trifle, or words that several articles have."""
    several = len(statement.reports) > 1
    trifles = [t.amount.measure == "other" and (t.amount.low or 0) <= SMALL_COUNT for t in desk.told[statement.id]]
    return not all(trifles) or (several and (bool(trifles) or not statement.figures))


def _weight(desk: Desk, group: Sequence[Statement]) -> tuple[bool, int, int]:
    thing = headline(desk.story)
    about = {p.statement for n in thing.series for p in desk.story.series[n].points} if thing else set()
    of_it = any(s.id in about for s in group)
    told = [t for s in group for t in desk.told[s.id]]
    grave = sum(t.amount.measure in _GRAVE for t in told)
    return of_it, len(docs_of(told)), grave


def _source(desk: Desk, group: Sequence[Statement]) -> Paragraph:
    numbered = sorted((s for s in group if desk.told[s.id]), key=lambda s: (s.said_on or "", len(s.reports)))[::-1]
    sentences: list[Sentence] = []
    for statement in numbered[:EACH]:
        sentences.append(_statement(desk, statement, place=len(sentences)))
    said = [s for s in group if not s.figures]
    if said:
        fullest = max(said, key=lambda s: len(s.reports))
        sentences += _saying(desk, fullest, first=not sentences)
    return tuple(sentences)


def _statement(desk: Desk, statement: Statement, *, place: int) -> Sentence:
    """Return "Open Hands, 28 April 2026: at least 1,450 people killed; 9,500 people affected."."""
    pen = Pen(desk)
    if not place:
        pen.source(statement)
        if statement.said_on:
            pen.own(", ").day(statement.said_on)
    elif statement.said_on:
        pen.own(("before, " if place == 1 else "earlier still, ") if _revised(desk, statement) else "")
        pen.own("in " if len(statement.said_on) < 10 else "on ").day(statement.said_on)
    else:
        pen.own("undated")
    pen.own(": ")
    add_amounts(pen, desk, statement)
    return pen.end()


def add_amounts(pen: Pen, desk: Desk, statement: Statement) -> None:
    """Add the amounts of a statement, the first few of many, each once."""
    told = _chosen(desk, desk.told[statement.id])
    for n, one in enumerate(told[:AMOUNTS]):
        found = point_of(one, statement.id, desk.story)
        pen.own("; " if n else "").own(_another(desk, one, found)).amount(one)
        if one.figure.kind != "share" and n and _base(desk, one, told[:n]) is told[n - 1]:
            pen.own(" among them")
        if found is not None:
            as_of(pen, found[1], statement)
            pen.own(TAKEN_BACK[found[1].withdrawn == statement.id] if found[1].withdrawn else "")
    pen.about(statement.id)


def _another(desk: Desk, told: Told, found: tuple[Series, Point] | None) -> str:
    """Return "another" before what comes on top of a count, unless its words say so."""
    words = {t.low for t in tokenize(told.phrase.of(desk.shelf[told.doc].article.text))}
    return "another " if found and found[0].counts == "increment" and not words & _ON_TOP else ""


def _chosen(desk: Desk, told: Sequence[Told]) -> list[Told]:
    """Return the amounts without those that stand in another's words; one number once, even under two measures."""
    kept: list[Told] = []
    for one in sorted(told, key=lambda t: _gravity(desk, t, told)):
        twice = any(_again(one, k) for k in kept)
        if not _within(desk, one, told) and not twice:
            kept.append(one)
    return kept


def _gravity(desk: Desk, one: Told, told: Sequence[Told]) -> tuple[int, bool, bool]:
    """Put the gravest first, and what is a part of another amount behind that one."""
    base = _base(desk, one, [t for t in told if t is not one])
    measure = (base or one).amount.measure
    grave = _GRAVE.index(measure) if measure in _GRAVE else len(_GRAVE) + (measure == "other")
    return grave, base is not None, one.amount.kind == "share"


def _base(desk: Desk, one: Told, told: Sequence[Told]) -> Told | None:
    """Return the amount of which another is a part, by the article that tells the part."""
    base = next((f for f in desk.shelf[one.doc].figures if f.id == one.figure.part_of), None)
    harm = [t for t in told if base is not None and t.amount.measure in _GRAVE and t.amount.kind == base.kind]
    return next((t for t in harm if base is not None and same(t.amount, base)), None)


def _again(one: Told, other: Told) -> bool:
    """Tell whether an amount is another one under a second measure: in the same words, or as a bare number."""
    here = one.doc == other.doc and one.figure.span == other.figure.span
    alike = one.amount.kind == other.amount.kind and same(one.amount, other.amount)
    return here or (alike and one.amount.measure == "other")


def _within(desk: Desk, one: Told, told: Sequence[Told]) -> bool:
    """Tell whether a share names the amount as what it is of: "11,000" beside "nearly half of the 11,000"."""
    bases = [f for t in told if t.base for f in desk.shelf[t.doc].figures if f.id == t.base]
    return any(f.kind == one.amount.kind and same(one.amount, f) for f in bases)


def _revised(desk: Desk, statement: Statement) -> bool:
    return any(p.supersedes == statement.id for s in desk.story.series for p in s.points)


def _saying(desk: Desk, statement: Statement, *, first: bool) -> Sequence[Sentence]:
    """Return the words of a statement without a number, where they can be cut short enough."""
    every = [said for report in statement.reports for said in report.spans if said.doc in desk.shelf]
    spans = [said for said in every if said.text.startswith(("“", '"', "that "))]
    if not spans:
        return ()
    best = min(spans, key=lambda s: ("\n" in s.text, not s.text.startswith(("“", '"')), s.end - s.start))
    text = desk.shelf[best.doc].article.text
    end = best.end if best.end - best.start <= _QUOTED else text.rfind(" ", best.start, best.start + _QUOTED)
    start = best.start + len("that ") * text.startswith("that ", best.start)
    pen = Pen(desk)
    if first:
        pen.source(statement)
        if statement.said_on:
            pen.own(", ").day(statement.said_on)
        pen.own(": ")
    else:
        pen.own("it also says: ")
    pen.quote(best.doc, Span(start, max(end, start + 1))).about(statement.id)
    return (pen.end(" …" if end < best.end else "."),)


def on_nobodys_word(desk: Desk, only: Collection[str] | None = None, *, most: int = 4) -> Section | None:
    """Return the figures that articles give without a source, those about people first."""
    own = [s for s in desk.story.statements if not s.source and desk.told[s.id] and (only is None or s.id in only)]
    grave = [s for s in own if any(t.amount.measure != "other" for t in desk.told[s.id])]
    own = grave if any(s.source and s.figures for s in desk.story.statements) else own
    ranked = sorted(own, key=lambda s: (desk.told[s.id][0].amount.measure == "other", -len(s.reports)))[:most]
    by_doc: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in ranked:
        by_doc[desk.told[statement.id][0].doc].append(statement)
    sentences = []
    for doc, statements in by_doc.items():
        pen = Pen(desk).outlet(doc).own(": ")
        for n, statement in enumerate(statements):
            pen.own("; " if n else "")
            add_amounts(pen, desk, statement)
        sentences.append(pen.end())
    return Section(heading="On nobody's word", paragraphs=(tuple(sentences),)) if sentences else None
