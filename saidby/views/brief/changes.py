"""What changed on the way: which outlet altered what, with the words of both sides."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from msgspec import Struct, structs

from saidby.quoting import whole_words
from saidby.records import Drift, DriftKind, Excerpt, Span
from saidby.text import fold, tokenize
from saidby.views.brief.desk import Desk
from saidby.views.brief.page import Section, Sentence
from saidby.views.brief.pen import Pen
from saidby.wording import DRIFT_NAMES

CHANGES = 6
_LONG = 110  # characters of one side
_WITHIN: tuple[DriftKind, ...] = ("arithmetic", "self_contradiction", "headline_against_body")


class Change(Struct, frozen=True):
    """The same alteration by one article, against every account beside which it shows.

    ``so_too``: where other articles altered the same words of the same account.
    """

    kind: DriftKind
    severity: str
    doc: str
    here: Span
    against: tuple[Excerpt, ...]
    so_too: tuple[Excerpt, ...] = ()


def what_changed(desk: Desk) -> tuple[Section | None, int]:
    """Return a point for each change, the gravest first, and how many further ones are left out."""
    changes = _changes(desk)
    shown = _spread(changes)[:CHANGES]
    paragraphs = tuple((_sentence(desk, change),) for change in shown)
    section = Section(heading="What changed on the way", paragraphs=paragraphs, listed=True) if paragraphs else None
    return section, len(changes) - len(shown)


def _changes(desk: Desk) -> list[Change]:
    """Return the changes; where one article altered the same words beside several accounts, that is one change."""
    found: dict[tuple[object, ...], Change] = {}
    for drift in desk.story.drift:
        if drift.doc in desk.shelf and drift.against.doc in desk.shelf:
            here, there = _sides(desk, drift)
            words = fold(here.of(desk.shelf[drift.doc].article.text))
            same = (drift.kind, drift.doc, words)
            old = found.get(same)
            against = (*(old.against if old else ()), there)
            found[same] = Change(drift.kind, drift.severity, drift.doc, old.here if old else here, against)
    order = {kind: n for n, kind in enumerate(DRIFT_NAMES)}
    return sorted(_together(desk, found.values()), key=lambda c: (c.severity != "major", order[c.kind]))


def _together(desk: Desk, changes: Iterable[Change]) -> list[Change]:
    """Return the changes, those as one in which several articles altered the same words of one account."""
    found: dict[tuple[object, ...], Change] = {}
    for change in changes:
        there = change.against[0]
        same = (change.kind, change.severity, there)
        old = found.get(same)
        if old is None or change.doc in {there.doc, old.doc}:
            found[same if old is None else (*same, change.doc, change.here)] = change
            continue
        words = change.here.of(desk.shelf[change.doc].article.text)
        place = Excerpt(doc=change.doc, start=change.here.start, end=change.here.end, text=words)
        found[same] = structs.replace(old, so_too=(*old.so_too, place))
    return list(found.values())


def _spread(changes: Sequence[Change]) -> list[Change]:
    """Return the changes so that the first of each kind and outlet come before the second, grave before slight."""
    seen: dict[tuple[str, str], int] = {}
    kinds: dict[str, int] = {}
    ranked = []
    for n, change in enumerate(changes):
        times = seen[change.kind, change.doc] = seen.get((change.kind, change.doc), 0) + 1
        often = kinds[change.kind] = kinds.get(change.kind, 0) + 1
        ranked.append((change.severity != "major", times > 1, often > 2, n, change))
    return [one[-1] for one in sorted(ranked, key=lambda one: one[:-1])]


def _sides(desk: Desk, drift: Drift) -> tuple[Span, Excerpt]:
    """Return the words of both sides: inside quotation marks only those that differ."""
    text, other = desk.shelf[drift.doc].article.text, desk.shelf[drift.against.doc].article.text
    here, there = Span(drift.start, drift.end), Span(drift.against.start, drift.against.end)
    if drift.kind == "altered_quote":
        here, there = _differing(text, here, other, there)
    here, there = whole_words(here, text), whole_words(there, other)
    return here, Excerpt(doc=drift.against.doc, start=there.start, end=there.end, text=there.of(other))


def _differing(text: str, here: Span, other: str, there: Span) -> tuple[Span, Span]:
    """Return the words between the first and the last that differ; all where either side would have none."""
    ones, others = tokenize(here.of(text), here.start), tokenize(there.of(other), there.start)
    matcher = SequenceMatcher(None, [t.low for t in ones], [t.low for t in others], autojunk=False)
    changed = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    if not changed:
        return here, there
    mine, theirs = ones[changed[0][1] : changed[-1][2]], others[changed[0][3] : changed[-1][4]]
    if not mine or not theirs:
        return here, there
    return Span(mine[0].start, mine[-1].end), Span(theirs[0].start, theirs[-1].end)


def _sentence(desk: Desk, change: Change) -> Sentence:
    """Return "Words changed inside quotation marks: A has “suffered” where B has “sustained”."."""
    label = DRIFT_NAMES[change.kind]
    there = change.against[0]
    theirs = Span(there.start, there.end)
    pen = Pen(desk).own(label + ": ").outlet(change.doc)
    _quote(pen, change.doc, change.here, " has ")
    if change.doc == there.doc:
        _quote(pen, there.doc, theirs, ", and elsewhere " if change.kind not in _WITHIN else " beside ")
        return pen.end()
    others = [a.doc for a in change.against if fold(a.text) == fold(there.text)]
    pen.own(" where ").outlets(list(dict.fromkeys(others)), most=3)
    _quote(pen, there.doc, theirs, " has " if len(set(others)) == 1 else " have ")
    for one in change.against[1:3]:
        pen.cite(one.doc, Span(one.start, one.end))
    docs = [d for d in dict.fromkeys(one.doc for one in change.so_too) if d not in others]
    if docs:
        pen.own("; so, in words of their own, do " if len(docs) > 1 else "; so, in words of its own, does ")
        pen.outlets(docs, most=3)
        for one in [o for o in change.so_too if o.doc in docs][:3]:
            pen.cite(one.doc, Span(one.start, one.end))
    return pen.end()


def _quote(pen: Pen, doc: str, span: Span, before: str) -> None:
    """Add words in quotation marks, long ones cut."""
    pen.own(before)
    if span.end - span.start <= _LONG:
        pen.quote(doc, span)
        return
    text = pen.desk.shelf[doc].article.text
    end = text.rfind(" ", span.start + 1, span.start + _LONG)
    pen.quote(doc, Span(span.start, end if end > span.start else span.start + _LONG)).own(" …")
