"""Where sources differ, how many origins stand behind what is repeated, and whose text the articles carry."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from msgspec import Struct

from saidby.quoting import Told, same
from saidby.records import Claim, Conflict, Derivation, Measure, Statement
from saidby.views.brief.desk import NAME, Desk, clipped, has_number, taken_back
from saidby.views.brief.page import Paragraph, Section, Sentence
from saidby.views.brief.pen import Pen
from saidby.wording import date_words

CONFLICTS = 4
CLAIMS = 5  # of a conflict
ORIGINS = 4
_HOW = {
    "verbatim copy": " reprint a text of ",
    "rewrite": " rewrite a text of ",
    "cites": " cite ",
    "shared origin": " share passages with a text of ",
}


class _Side(Struct, frozen=True):
    statement: Statement
    told: Told


def where_they_differ(desk: Desk, head: Measure | None, told_before: Collection[str]) -> Section | None:
    """Return a point for each conflict: different sources, the same thing, other figures; never averaged."""
    paragraphs: list[Paragraph] = []
    for conflict in desk.story.conflicts:
        sides = _sides(desk, conflict)
        told = all(s.statement.id in told_before and s.told.amount.measure == head for s in sides)
        if sides and not told and len(paragraphs) < CONFLICTS:
            paragraphs.append((_conflict(desk, conflict, sides),))
    if not paragraphs:
        return None
    return Section(heading="Where the sources differ", paragraphs=tuple(paragraphs), listed=True)


def _sides(desk: Desk, conflict: Conflict) -> list[_Side]:
    """Return who says what, counts beside counts; none where no two of them differ or all are one source's."""
    found = [side for claim in conflict.claims if (side := _side(desk, claim)) is not None]
    counts = [side for side in found if side.told.amount.kind != "share"]
    sides = counts if len({s.statement.claimant for s in counts}) > 1 else found
    last: dict[str | None, _Side] = {}
    for side in sorted(sides, key=lambda s: s.statement.said_on or ""):
        if side.told.amount.bound != "vague":
            last[side.statement.claimant] = side
    firm = list(last.values())
    differ = any(not same(a.told.amount, b.told.amount) for a in firm for b in firm)
    return firm if differ and len({s.statement.claimant for s in firm}) > 1 else []


def _side(desk: Desk, claim: Claim) -> _Side | None:
    statement = desk.statements.get(claim.statement)
    told = next((t for t in desk.told.get(claim.statement, ()) if same(t.amount, claim)), None)
    if statement is None or not statement.source or told is None or taken_back(desk, statement.id, told):
        return None
    return _Side(statement, told)


def _conflict(desk: Desk, conflict: Conflict, sides: Sequence[_Side]) -> Sentence:
    pen = Pen(desk)
    about = clipped(conflict.about, NAME)
    what, _, measure = about.rpartition(": ")
    named = measure if has_number(what) or not what else f"{measure} ({what})"
    pen.own("" if has_number(named) else named[:1].upper() + named[1:] + ": ")
    for n, side in enumerate(sides[:CLAIMS]):
        pen.own("; " if n else "").source(side.statement, mid=n > 0).own(" ")
        pen.amount(side.told, bare=side.told.amount.kind != "share", measure=side.told.amount.kind == "share")
        if side.statement.said_on:
            pen.own(", ").day(side.statement.said_on)
        pen.about(side.statement.id)
    return pen.end()


def where_it_comes_from(desk: Desk, told_before: Collection[str]) -> Section | None:
    """Return the origins of what several articles repeat, those that are unknown, and whose texts were used."""
    sentences = [*_single(desk, told_before), *_unknown(desk, told_before), *_texts(desk)]
    return Section(heading="Where it comes from", paragraphs=(tuple(sentences),)) if sentences else None


def _single(desk: Desk, told_before: Collection[str]) -> Paragraph:
    """Return the other figures that many articles repeat on the word of one source."""
    found = [
        s
        for s in desk.story.statements
        if (root := desk.roots.get(s.id)) and root.independent_roots == 1 and len(s.reports) > 1
        if s.id not in told_before and desk.told[s.id] and s.source
    ]
    ranked = sorted(found, key=lambda s: -len(s.reports))[:ORIGINS]
    if not ranked:
        return ()
    pen = Pen(desk).count(1, "origin").own(" each, however often they are repeated: ")
    for n, statement in enumerate(ranked):
        told = max(desk.told[statement.id], key=lambda t: len(t.docs))
        pen.own("; " if n else "").amount(told).own(" from ").source(statement, mid=True)
        pen.own(" (").count(len(told.docs), "article").own(")").backed_by(told, most=2).about(statement.id)
    return (pen.end(),)


def _unknown(desk: Desk, told_before: Collection[str]) -> Paragraph:
    """Return what is on the word of sources whose number nobody can tell."""
    found = [
        s
        for s in desk.story.statements
        if (root := desk.roots.get(s.id)) and root.independent_roots is None
        if s.id not in told_before and s.source and desk.told[s.id]
    ]
    ranked = sorted(found, key=lambda s: -len(s.reports))[:2]
    if not ranked:
        return ()
    pen = Pen(desk).own("how many origins stand behind ")
    for n, statement in enumerate(ranked):
        pen.own(" and " if n else "").amount(desk.told[statement.id][0]).own(" (").source(statement).own(")")
        pen.about(statement.id)
    return (pen.own(" is not known").end(),)


def _texts(desk: Desk) -> Paragraph:
    """Return whose texts the articles are made from, by their own words or by what they share."""
    groups: defaultdict[tuple[str, str], list[Derivation]] = defaultdict(list)
    for one in desk.story.provenance:
        if one.doc in desk.shelf and one.how in _HOW and one.spans:
            groups[one.how, one.derived_from].append(one)
    ranked = sorted(groups.items(), key=lambda item: (item[0][0] == "cites", -len({d.doc for d in item[1]}), item[0]))
    worth = [((how, origin), found) for (how, origin), found in ranked if how != "cites" or _is_document(origin, found)]
    return tuple(_text(desk, how, origin, found) for (how, origin), found in worth[:2])


def _is_document(origin: str, found: Sequence[Derivation]) -> bool:
    """Tell whether several articles quote one document; that an agency is named for one thing says little."""
    return " document of " in origin and len({d.doc for d in found}) > 1


def _text(desk: Desk, how: str, origin: str, found: Sequence[Derivation]) -> Sentence:
    docs = list(dict.fromkeys(d.doc for d in found))
    pen = Pen(desk).outlets(docs, most=3)
    verb = _HOW[how] if len(docs) > 1 else _SINGULAR[how]
    pen.own(verb)
    if origin in desk.references:
        pen.outlet(origin)
    else:
        _outside(pen, origin.removeprefix("external:"))
    for one in found[:4]:
        for said in one.spans[:2]:
            if said.doc in desk.shelf:
                pen.cite_whole(said)
    return pen.end()


_SINGULAR = {
    "verbatim copy": " reprints a text of ",
    "rewrite": " rewrites a text of ",
    "cites": " cites ",
    "shared origin": " shares passages with a text of ",
}


def _outside(pen: Pen, name: str) -> None:
    """Add an origin that is not among the articles: an agency, or a document of a day."""
    body, _, day = clipped(name, NAME).rpartition(" document of ")
    if not body:
        pen.name(name)
        return
    pen.own("a document of ").name(body)
    if day[:4].isdigit() and date_words(day):
        pen.own(" of ").day(day)
