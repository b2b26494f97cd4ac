"""The review: one figure after the other, the least certain first, each with its words and everything held of it."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from msgspec import Struct

from saidby.amounts import amount_words
from saidby.records import Bound, Figure, Kind, Marks, Measure, Span
from saidby.text import tokenize
from saidby.views.web.drawing import Frame, draw
from saidby.views.web.highlight import Stretch, stretches
from saidby.views.web.pieces import name_of, title_of
from saidby.wording import clean, date_words, listed

_ALL_DIGITS = 1e15  # below which a number is written without an exponent, and is none the less exact
_AROUND = 2  # sentences shown before and behind the one that is judged


class Filter(Struct, frozen=True, kw_only=True):
    """Which figures are in the queue. ``blind``: those that the viewer has not judged, whatever others did."""

    story: str | None = None
    source: str | None = None
    measure: str | None = None
    rule: str | None = None
    blind: bool = False

    def asked(self) -> dict[str, str]:
        """Return what stands in the address."""
        given = {"story": self.story, "source": self.source, "measure": self.measure, "rule": self.rule}
        return {name: value for name, value in given.items() if value} | ({"blind": "true"} if self.blind else {})


class Choices(Struct, frozen=True, kw_only=True):
    """What the queue can be narrowed to: value, words and how many."""

    stories: Sequence[tuple[str, str]] = ()
    sources: Sequence[tuple[str, int]] = ()
    measures: Sequence[tuple[str, int]] = ()
    rules: Sequence[tuple[str, int]] = ()
    waiting: Sequence[tuple[str, str]] = ()  # what else waits for somebody: where, and in words


class Field(Struct, frozen=True, kw_only=True):
    """One field of a figure. ``choices`` where there are only so many, ``candidates`` where these are likely."""

    name: str
    label: str
    value: str
    choices: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    number: bool = False
    options: tuple[tuple[str, str], ...] = ()  # choices whose words are not their values
    fixed: bool = False  # shown, and edited elsewhere


class Card(Struct, frozen=True, kw_only=True):
    """A figure to be judged. ``version`` is what the viewer has seen; ``words`` are its own with their offsets."""

    key: str
    version: int
    outlet: str
    title: str
    published: str
    href: str
    stretches: Sequence[Stretch]
    span: Span
    moved: bool
    words: str
    amount: str
    fields: Sequence[Field]
    rule: str
    confidence: int
    verdict: str
    starts: Sequence[int]  # where words begin, for growing and shrinking
    ends: Sequence[int]
    longer: Span | None  # with one word more at its end, and with one less
    shorter: Span | None


def card(  # noqa: PLR0913  (what each is for)
    frame: Frame,
    marks: Marks,
    figure: Figure,
    *,
    version: int,
    verdict: str = "",
    span: Span | None = None,
    statements: Sequence[tuple[str, str]] = (),
) -> Card:
    """Return what is shown of a figure; ``span`` where the viewer has made its words more or fewer.

    ``statements`` are others that it may tell, by their keys.
    """
    article, text = marks.article, marks.article.text
    own = span or figure.span
    window = _window(marks, own)
    tokens = tokenize(window.of(text))
    ends = [window.start + t.end for t in tokens]
    return Card(
        key=figure.key,
        version=version,
        outlet=name_of(article),
        title=title_of(article),
        published=date_words(article.published),
        href=frame.links.article(article.key, figure=figure.key),
        stretches=stretches(marks, here=own, within=window),
        span=own,
        moved=own != figure.span,
        words=own.of(text),
        amount=amount_words(figure, figure.kind),
        fields=[*_fields(figure, text, _named(marks)), *_statement(statements)],
        rule=figure.rule,
        confidence=round(100 * figure.confidence),
        verdict=verdict,
        starts=[window.start + t.start for t in tokens],
        ends=ends,
        longer=next((Span(own.start, end) for end in ends if end > own.end), None),
        shorter=next((Span(own.start, end) for end in reversed(ends) if own.start < end < own.end), None),
    )


class Queue(Struct, frozen=True, kw_only=True):
    """What is to be judged: the first figure, the keys of those that come with and behind it, and how many there are.

    ``token`` goes with the first decision, so that one that is sent twice is kept once.
    """

    first: Card | None
    keys: Sequence[str]
    waiting: int
    token: str


def review_page(frame: Frame, chosen: Filter, choices: Choices, queue: Queue) -> str:
    """Return the page of a queue with its first figure."""
    name = frame.viewer.name if frame.viewer else ""
    held = {"filter": chosen.asked(), "keys": list(queue.keys), "waiting": queue.waiting, "name": name}
    return draw(
        "review.html",
        frame,
        chosen=chosen,
        choices=choices,
        card=queue.first,
        waiting=queue.waiting,
        token=queue.token,
        held=held,
    )


def card_fragment(frame: Frame, shown: Card, *, token: str, chosen: Filter) -> str:
    """Return one figure's card alone, to be put into the page."""
    return draw("review_card.html", frame, card=shown, token=token, chosen=chosen)


def agreement_page(frame: Frame, people: Sequence[str], one: str, other: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return how far two reviewers agree, field by field."""
    return draw("agreement.html", frame, people=people, one=one, other=other, rows=rows)


def _window(marks: Marks, own: Span) -> Span:
    """Return the sentences around a stretch."""
    spans = sorted(marks.sentences)
    at = next((n for n, s in enumerate(spans) if s.start <= own.start < s.end), None)
    if at is None:
        length = len(marks.article.text)
        return Span(max(0, own.start - 200), min(length, own.end + 200))
    before, behind = spans[max(0, at - _AROUND)], spans[min(len(spans) - 1, at + _AROUND)]
    return Span(min(before.start, own.start), max(behind.end, own.end))


def _named(marks: Marks) -> list[str]:
    """Return whoever the article names as a source."""
    return [clean(a.speaker) for a in marks.attributions if a.speaker]


def _fields(figure: Figure, text: str, named: Sequence[str]) -> list[Field]:
    sources = tuple(dict.fromkeys(name for name in named if name))
    hedges = [f"“{clean(h.of(text))}”" for h in figure.hedge]
    return [
        Field(name="source", label="Source", value=clean(figure.source or ""), candidates=sources),
        Field(name="measure", label="Measure", value=figure.measure, choices=get_args(Measure)),
        Field(name="bound", label="Bound", value=figure.bound, choices=get_args(Bound)),
        Field(name="low", label="Low", value=_number(figure.low), number=True),
        Field(name="high", label="High", value=_number(figure.high), number=True),
        Field(name="kind", label="Kind", value=figure.kind, choices=get_args(Kind)),
        Field(name="whom", label="Of whom", value=clean(figure.whom or "")),
        Field(name="place", label="Where", value=clean(figure.place or "")),
        Field(name="said_on", label="Said on", value=figure.said_on or ""),
        Field(name="as_of", label="As of", value=figure.as_of or ""),
        Field(name="via", label="Carried by", value=listed(list(figure.via)), fixed=True),
        Field(name="hedge", label="Hedge", value=listed(hedges), fixed=True),
    ]


def _statement(others: Sequence[tuple[str, str]]) -> list[Field]:
    """Return the field that puts a report into another statement, or into one of its own."""
    if not others:
        return []
    options = (("", "as it is"), ("new", "one of its own"), *others)
    return [Field(name="statement", label="Statement", value="", options=options)]


def _number(value: float | None) -> str:
    """Return a bound as it is typed, in full: an open one is empty."""
    if value is None:
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < _ALL_DIGITS else repr(value)
