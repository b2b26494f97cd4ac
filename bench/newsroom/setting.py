"""Sets an article: headline, dateline, paragraphs and credit become one text, and the marks its truth."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from random import Random

from msgspec import Struct

from bench.newsroom.articles import Desk, Draft
from bench.newsroom.grammar import pick
from bench.newsroom.pen import Account, Change, Voice
from bench.newsroom.records import (
    DriftTruth,
    FigureTruth,
    Item,
    ParentTruth,
    QuoteTruth,
    Side,
    SpokenTruth,
    StatementTruth,
    Truth,
)
from bench.newsroom.statements import Happening
from bench.newsroom.words import Mark, Words, join, widened

_STRAIGHT = {ord("“"): '"', ord("”"): '"', ord("’"): "'"}
_ROUND = {"hedge": (1, 2), "word": (2, 2)}  # words on either side that show what was changed
_MONTHS = "January February March April May June July August September October November December".split()
Spans = dict[tuple[str, str], list[tuple[int, int]]]


class Set(Struct, frozen=True):
    """An article as it appears: what is published, what is true of it, and where its marks are."""

    item: Item
    truth: Truth
    spans: Spans


def set_article(draft: Draft, desk: Desk, happening: Happening, placed: Mapping[str, Spans]) -> Set:
    """Return the article with its truth. ``placed`` has the spans of the story's earlier articles."""
    style = draft.outlet.style
    head = [draft.title] if draft.title else []
    head += [Words(desk.byline())] if desk.dice.random() < 0.2 else []
    head += _takeaways(draft, desk) if style.takeaways and draft.title else []
    dateline = _dateline(draft, happening)
    first, *rest = [part.words for part in draft.parts]
    foot = _foot(draft, desk.dice)
    words = join([*head, Words(dateline) + first, *rest, *foot], "\n\n" if style.blank_lines else "\n")
    words = words.shown(_STRAIGHT) if style.straight_quotes else words
    item = Item(
        id=draft.id,
        outlet=draft.outlet.name,
        published=_published(draft),
        url=f"https://{_host(draft.outlet.name)}.example/{draft.id}",
        text=words.text,
    )
    spans = _spans(words, begin=len(draft.title.text) if draft.title else 0)
    truth = _truth(draft, item, words, happening, {**placed, draft.id: spans})
    return Set(item, truth, spans)


def _published(draft: Draft) -> str:
    hours = draft.outlet.home.hours
    local = draft.at + timedelta(hours=hours)
    return f"{local:%Y-%m-%dT%H:%M:00}{'+' if hours >= 0 else '-'}{abs(hours):02}:00"


def _host(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _takeaways(draft: Draft, desk: Desk) -> list[Words]:
    points = [desk.pen.clause(a.claims[0], a, Voice()).begun() for a in draft.accounts if not a.changes]
    if len(points) < 2:
        return []
    return [join([Words(pick(desk.dice, "again", "takeaways")), *(Words("- ") + p for p in points)], "\n")]


def _dateline(draft: Draft, happening: Happening) -> str:
    style, agency = draft.outlet.style, draft.agency
    local = draft.at + timedelta(hours=draft.outlet.home.hours)
    month = _MONTHS[local.month - 1]
    day = f"{local.day} {month}" if style.british else f"{month} {local.day}"
    place = happening.place.name
    if draft.outlet.agency is not None:
        return f"{place.upper()}, {day} ({draft.outlet.agency.tag}) - "
    if agency is not None and style.credit == "tag":
        return f"{place.upper()}, {day} ({agency.tag}) - "
    return f"{place.upper()} - " if style.dateline else ""


def _foot(draft: Draft, dice: Random) -> list[Words]:
    found = []
    if draft.agency is not None and draft.outlet.style.credit == "credit":
        forms = ["- {a}", "(With inputs from {a})", "With reporting by {a}.", "© {a}"]
        found.append(Words(dice.choice(forms).format(a=draft.agency.name)))
    if draft.agency is not None and draft.outlet.style.credit == "source line":
        found.append(Words(f"Source: {draft.agency.name}"))
    if draft.outlet.style.appeal:
        found.append(Words(f"Your donation keeps {draft.outlet.name} free to read. Donate now."))
    return found


def _spans(words: Words, *, begin: int) -> Spans:
    """Return where each mark stands in the body, and headlines' marks where they stand."""
    found: Spans = {}
    for m in sorted(words.marks, key=lambda m: (m.start, m.end)):
        if m.start < begin and m.tag != "headline":
            continue
        before, after = _ROUND.get(m.tag, (0, 0))
        span = widened(words.text, m.start, m.end, before=before, after=after)
        found.setdefault((m.tag, m.key), []).append(span)
    return found


def _truth(draft: Draft, item: Item, words: Words, happening: Happening, placed: Mapping[str, Spans]) -> Truth:
    figures = _figures(words)
    quotes = tuple(_quote(m, words) for m in _of(words, "quote"))
    spoken = tuple(
        SpokenTruth(text=words.text[m.start : m.end], start=m.start, end=m.end, statement=m.key)
        for m in _of(words, "spoken")
    )
    told = {f.statement for f in figures} | {q.statement for q in quotes} | {s.statement for s in spoken}
    credited = draft.agency.name if draft.agency else None
    wire = credited if credited and _credits(item.text, draft) else None
    return Truth(
        id=draft.id,
        story=happening.id,
        outlet=item.outlet,
        published=item.published[:10],
        wire=wire,
        title=draft.title.text if draft.title else None,
        figures=figures,
        quotes=quotes,
        spoken=spoken,
        statements=tuple(_statements(draft.accounts, told)),
        derived_from=tuple(_parents(draft, item.text)),
        drift=tuple(_drifts(draft, placed)),
    )


def _credits(text: str, draft: Draft) -> bool:
    agency = draft.agency
    return agency is not None and (agency.name in text or f"({agency.tag})" in text)


def _parents(draft: Draft, text: str) -> Iterable[ParentTruth]:
    paper = any(part.step.role == "credit" for part in draft.parts)
    for parent in draft.parents:
        told = parent.told and (draft.agency is None or paper or _credits(text, draft))
        yield ParentTruth(derived_from=parent.derived_from, how=parent.how, told=told)


def _of(words: Words, tag: str) -> list[Mark]:
    return sorted((m for m in words.marks if m.tag == tag), key=lambda m: (m.start, m.end))


def _figures(words: Words) -> tuple[FigureTruth, ...]:
    marks = [m for m in _of(words, "figure") if m.told is not None]
    ids = {n: f"f{n + 1}" for n in range(len(marks))}
    return tuple(_figure(words, m, n, marks, ids) for n, m in enumerate(marks))


def _figure(words: Words, mark: Mark, n: int, marks: list[Mark], ids: Mapping[int, str]) -> FigureTruth:
    told = mark.told
    assert told is not None  # noqa: S101 - the caller has looked
    source = _near([m for m in _of(words, "source") if m.key == told.statement], mark) if told.source else None
    line = words.text.count("\n", 0, mark.start)
    hedges = [m for m in _of(words, "hedge") if m.key == told.claim and words.text.count("\n", 0, m.start) == line]
    hedge = _near(hedges, mark)
    whole = _near([m for m in marks if told.part_of and m.key == told.part_of], mark)
    return FigureTruth(
        id=ids[n],
        text=words.text[mark.start : mark.end],
        start=mark.start,
        end=mark.end,
        kind=told.kind,
        low=told.low,
        high=told.high,
        bound=told.bound,
        unit=told.unit,
        measure=told.measure,
        whom=told.whom,
        place=told.place,
        source=told.source,
        source_text=words.text[source.start : source.end] if source else None,
        source_start=source.start if source else None,
        via=told.via,
        hedge=(words.text[hedge.start : hedge.end],) if hedge else (),
        hedge_start=hedge.start if hedge else None,
        said_on=told.said_on,
        as_of=told.as_of,
        part_of=ids[marks.index(whole)] if whole else None,
        statement=told.statement,
        claim=told.claim,
    )


def _near(marks: list[Mark], to: Mark) -> Mark | None:
    return min(marks, key=lambda m: (max(to.start - m.end, m.start - to.end, 0), m.start), default=None)


def _quote(mark: Mark, words: Words) -> QuoteTruth:
    statement, _, speaker = mark.key.partition("|")
    source = _near([m for m in _of(words, "source") if m.key == statement], mark)
    return QuoteTruth(
        text=words.text[mark.start : mark.end],
        start=mark.start,
        end=mark.end,
        speaker=speaker,
        speaker_text=words.text[source.start : source.end] if source else None,
        statement=statement,
    )


def _statements(accounts: Iterable[Account], told: set[str]) -> Iterable[StatementTruth]:
    known = {a.statement.id: a.statement for a in accounts}
    for id_ in sorted(told):
        if id_ in known:
            yield known[id_].truth()
        else:
            nobody = None
            yield StatementTruth(
                id=id_, kind="own voice", source=nobody, claimant=nobody, said_on=nobody, independent_roots=nobody
            )


def _drifts(draft: Draft, placed: Mapping[str, Spans]) -> Iterable[DriftTruth]:
    for account in draft.accounts:
        for change in account.changes:
            yield from _drift(draft.id, change, placed)


def _drift(doc: str, change: Change, placed: Mapping[str, Spans]) -> Iterable[DriftTruth]:
    """Yield a change at each place where this article shows it, beside the first place of the other account."""
    other = doc if change.against == change.made_in else change.against
    here = list(placed[doc].get((change.tag, change.key), ()))
    if change.tag == "claim":  # the headline tells what the body does
        here += placed[doc].get(("headline", change.key), ())
    there = placed.get(other, {}).get((change.against_tag, change.against_key), ())
    if not there:
        return
    for start, end in here:
        yield DriftTruth(
            kind=change.kind,
            doc=doc,
            start=start,
            end=end,
            against=Side(doc=other, start=there[0][0], end=there[0][1]),
            family=change.family,
            inherited=change.made_in != doc,
            statement=change.statement,
            why=change.why,
        )
