"""The article's page: its text as stored with all that was found in it, and beside it the record of each figure."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from saidby.amounts import amount_words
from saidby.records import Figure, Marks, Span
from saidby.views.web.drawing import Frame, draw
from saidby.views.web.highlight import stretches
from saidby.views.web.links import anchor
from saidby.views.web.pieces import name_of, title_of
from saidby.wording import clean, date_words, listed


class Met(Struct, frozen=True, kw_only=True):
    """One time that the article was met."""

    at: str
    route: str
    place: str
    sha256: str


class Told(Struct, frozen=True, kw_only=True):
    """The statement that a figure reports. ``href``: "" where it has no page."""

    id: str
    source: str
    href: str


class Record(Struct, frozen=True, kw_only=True):
    """One figure in words: what beside its amount is known of it, and why."""

    key: str
    anchor: str
    words: str
    gist: str  # what it counts, and on whose word
    amount: str
    facts: tuple[tuple[str, str], ...]
    why: tuple[tuple[str, str], ...]  # step, rule
    confidence: int  # per cent
    told: Told | None
    judged: str
    review: str


class Around(Struct, frozen=True, kw_only=True):
    """What the ledger knows of an article beside its marks; nothing of it in a folder."""

    met: Sequence[Met] = ()
    told: Mapping[str, Told] = {}  # by figure
    judged: Mapping[str, str] = {}  # by figure: in words
    rejected: Sequence[tuple[str, str, str]] = ()  # what is no figure by people's word: words, by whom, address
    others: Sequence[tuple[str, str]] = ()  # what else was met at the same place: words and address
    story: str = ""
    story_name: str = ""


def article_page(
    frame: Frame, marks: Marks, around: Around, *, here: Span | None = None, points: Sequence[Span] = ()
) -> str:
    """Return the page of an article, at ``here``; ``points`` are stretches that other pages point at."""
    article = marks.article
    return draw(
        "article.html",
        frame,
        article=article,
        title=title_of(article),
        about=[
            name_of(article),
            date_words(article.published),
            clean(article.byline.of(article.text)) if article.byline else "",
        ],
        wire=clean(article.wire or ""),
        stretches=stretches(marks, here=here, points=points),
        records=[_record(f, marks, around, frame) for f in sorted(marks.figures, key=lambda f: f.span)],
        around=around,
        kinds=[
            ("figure", "figure"),
            ("source", "source"),
            ("cue", "saying"),
            ("hedge", "doubt"),
            ("quote", "quotation"),
        ],
        quotes=len(marks.quotes),
    )


def _record(figure: Figure, marks: Marks, around: Around, frame: Frame) -> Record:
    text = marks.article.text
    return Record(
        key=figure.key,
        anchor=anchor(figure.key),
        words=clean(figure.span.of(text)),
        gist=f"{figure.measure} · {clean(figure.source or 'nobody named')}",
        amount=amount_words(figure, figure.kind),
        facts=tuple((name, value) for name, value in _facts(figure, marks) if value),
        why=tuple((r.step, r.rule) for r in figure.because),
        confidence=round(100 * figure.confidence),
        told=around.told.get(figure.key),
        judged=around.judged.get(figure.key, ""),
        review=frame.links.review(figure=figure.key) or "",
    )


def _facts(figure: Figure, marks: Marks) -> list[tuple[str, str]]:
    text = marks.article.text
    base = next((f for f in marks.figures if f.id == figure.part_of), None)
    return [
        ("Bound", figure.bound.replace("_", " ")),
        (
            "Kind",
            figure.kind + (f", {figure.unit}" if figure.unit else "") + (f" per {figure.per}" if figure.per else ""),
        ),
        ("Measure", figure.measure),
        ("Of whom", clean(figure.whom or "")),
        ("Where", clean(figure.place or "")),
        ("Source", clean(figure.source or "nobody named")),
        ("Carried by", listed([clean(v) for v in figure.via])),
        ("Hedge", listed([f"“{clean(h.of(text))}”" for h in figure.hedge])),
        ("Said", date_words(figure.said_on) if figure.said_on else ""),
        ("As of", date_words(figure.as_of) if figure.as_of else ""),
        ("Part of", f"“{clean(base.span.of(text))}”" if base else ""),
    ]
