"""A statement's figures in the words of its articles: which report tells each best, and what to cut out of it.

Briefs and tables print these cuts, so what they print is what an article has.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from saidby.records import (
    Amount,
    Article,
    DriftKind,
    Excerpt,
    Figure,
    Kind,
    Marks,
    Measure,
    Point,
    Series,
    Span,
    Statement,
    Story,
    Value,
)
from saidby.text import tokenize

Shelf = Mapping[str, Marks]  # the marks of each article, by its id

_NOUN = 45  # characters from a number to the end of what it counts: "approximately 11,000 DPRK troops"
_BASE = 130  # characters of a share with what it is of
_LONG = 320  # characters of a sentence that is quoted whole
_AROUND = 110  # characters kept on each side of what is quoted from a longer one
_CLAUSE = 110  # characters of a share with its whole clause
_STOPS = frozenset(',;:.!?()[]{}|<>"“”—–\n')
_BREAKS = frozenset(",;:.()[]{}|<>")
# What a report got wrong about a figure: its words are not the source's.
_SPOILT: frozenset[DriftKind] = frozenset(
    {"number_changed", "measure_changed", "base_changed", "wrong_attachment", "source_shifted", "bound_changed"}
)


class Told(Struct, frozen=True, kw_only=True):
    """One amount of a statement as the best of its reports tells it, and every article that tells it."""

    amount: Amount
    doc: str
    figure: Figure
    phrase: Span  # the number with what it counts or is a share of
    base: str | None = None  # the figure that stands within ``phrase``
    places: tuple[tuple[str, Span], ...]  # where each article tells it first

    @property
    def docs(self) -> tuple[str, ...]:
        """Return the articles that tell it."""
        return tuple(doc for doc, _ in self.places)


def tell(statement: Statement, story: Story, shelf: Shelf) -> list[Told]:
    """Return the amounts of a statement that a report tells as the source has them, in the statement's order."""
    told: list[Told] = []
    figures = [
        (report.doc, figure)
        for report in statement.reports
        if report.doc in shelf
        for figure in shelf[report.doc].figures
        if figure.id in report.figures
    ]
    for amount in statement.figures:
        mine = [(doc, f) for doc, f in figures if _is(f, amount)]
        sound = [(doc, f) for doc, f in mine if not _is_spoilt(doc, f, story)]
        if sound:
            doc, best = min(sound, key=lambda one: _rank(one[1], amount, shelf[one[0]]))
            phrase, base = _phrase(best, shelf[doc])
            places = {d: f.span for d, f in reversed(mine)} | {doc: phrase}
            first = tuple((d, places[d]) for d in dict.fromkeys(d for d, _ in mine))
            told.append(Told(amount=amount, doc=doc, figure=best, phrase=phrase, base=base, places=first))
    return told


def same(one: Value, other: Value) -> bool:
    """Tell whether two values name the same number, whatever the bounds; thirds are cut off in many ways."""
    pairs = [(one.low if one.low is not None else one.high, other.low if other.low is not None else other.high)]
    if "between" in {one.bound, other.bound}:
        pairs = [(one.low, other.low), (one.high, other.high)]
    return all(a is not None and b is not None and abs(a - b) <= 1e-4 * max(1.0, abs(b)) for a, b in pairs)


def point_of(told: Told, statement: str, story: Story) -> tuple[Series, Point] | None:
    """Return the point that an amount of a statement is in its source's series."""
    if told.amount.kind == "share":
        return None
    found = (
        (series, point)
        for series in story.series
        if series.measure == told.amount.measure
        for point in series.points
        if point.statement == statement and same(told.amount, point)
    )
    return next(found, None)


def _is(figure: Figure, amount: Amount) -> bool:
    return figure.kind == amount.kind and figure.measure == amount.measure and same(figure, amount)


def _is_spoilt(doc: str, figure: Figure, story: Story) -> bool:
    """Tell whether a grave change on the way lies on the figure, or on the words that name its source."""
    spans = [figure.span, *([figure.source_span] if figure.source_span else [])]
    return any(
        drift.doc == doc and drift.severity == "major" and drift.kind in _SPOILT and _touch(drift, spans)
        for drift in story.drift
    )


def _touch(drift: Excerpt, spans: Iterable[Span]) -> bool:
    return any(drift.start < span.end and span.start < drift.end for span in spans)


def _rank(figure: Figure, amount: Amount, marks: Marks) -> tuple[bool, ...]:
    """Put first what is told on somebody's word, hedged as it was, with the same bound, in running text."""
    title = marks.article.title
    within = bool(title and title.start <= figure.span.start < title.end)
    quoted = any(q.span.start <= figure.span.start < q.span.end for q in marks.quotes)
    words = figure.span.of(marks.article.text)
    return (
        figure.source is None,
        figure.bound != amount.bound,
        within,
        not quoted,
        not figure.hedge,
        figure.kind == "count" and _phrase(figure, marks)[0] == figure.span,
        words[:1].isupper(),
        figure.said_on is None,
    )


def _phrase(figure: Figure, marks: Marks) -> tuple[Span, str | None]:
    """Return the number with what it counts; a share with the figure that it is a share of, and that one's id."""
    text = marks.article.text
    sentence = sentence_of(figure.span, marks)
    base = next((f for f in marks.figures if f.id == figure.part_of), None) if figure.kind == "share" else None
    if base is not None and figure.span.end <= base.span.start < sentence.end:
        end = _clause(_counted(base, text, sentence), figure.span.start, text, sentence)
        between = text[figure.span.end : base.span.start]
        if end - figure.span.start <= _BASE and between.lstrip().startswith("of ") and "\n" not in between:
            return Span(figure.span.start, end), base.id
    end = _counted(figure, text, sentence)
    if figure.kind == "share" and text[figure.span.end : sentence.end].startswith(" of "):
        end = _clause(end, figure.span.start, text, sentence)
    return Span(figure.span.start, end), None


def _clause(end: int, start: int, text: str, sentence: Span) -> int:
    """Return where the clause ends that goes on at ``end``: what a share is of; ``end`` where it is long or counts."""
    tokens = tokenize(text[end : sentence.end], end)
    stop = next((t for t in tokens if t.text in _STOPS or t.text[0].isdigit()), None)
    last = stop.start if stop is not None else sentence.end
    if (stop is not None and stop.text[0].isdigit()) or last - start > _CLAUSE:
        return end
    return end + len(text[end:last].rstrip())


def _counted(figure: Figure, text: str, sentence: Span) -> int:
    """Return where the words that say what is counted end, right behind the number; its own end where none do."""
    rest = text[figure.span.end : min(sentence.end, figure.span.end + _NOUN)]
    tokens = tokenize(rest)
    nouns = [figure.unit, figure.whom] if figure.kind == "share" else [figure.unit]
    for noun in nouns:
        words = [t.low for t in tokenize(noun or "")]
        for n in range(len(tokens) if words else 0):
            if [t.low for t in tokens[n : n + len(words)]] == words:
                between = tokens[: n + len(words)]
                if not any(t.text in _BREAKS or t.text[0].isdigit() for t in between):
                    return figure.span.end + between[-1].end
    return figure.span.end


def sentence_of(span: Span, marks: Marks) -> Span:
    """Return the sentence that holds ``span``, from the first that it touches to the last; itself outside of all."""
    touched = [s for s in marks.sentences if s.start < span.end and span.start < s.end]
    return Span(min([span.start, *(s.start for s in touched)]), max([span.end, *(s.end for s in touched)]))


def excerpt(doc: str, marks: Marks, spans: Sequence[Span]) -> Excerpt:
    """Return the sentence in which ``spans`` stand; of a long one what lies around them, cut between words."""
    text = marks.article.text
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    whole = sentence_of(Span(first, last), marks)
    start, end = whole.start, whole.end
    if end - start > _LONG:
        start = _word_start(text, max(start, first - _AROUND))
        end = _word_end(text, min(end, last + _AROUND))
    return Excerpt(doc=doc, start=start, end=end, text=text[start:end])


def _word_start(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def whole_words(span: Span, text: str) -> Span:
    """Return ``span`` grown to the ends of its first and last word, hyphens and apostrophes within them included."""
    start, end = span.start, span.end
    while start > 0 and _joins(text, start):
        start -= 1
    while end < len(text) and _joins(text, end):
        end += 1
    return Span(start, end)


def _joins(text: str, at: int) -> bool:
    """Tell whether no word ends at ``at``."""
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    hyphens = "-’'"
    inner = before.isalnum() and after in hyphens and at + 1 < len(text) and text[at + 1].isalnum()
    return inner or (before in hyphens and after.isalnum() and at > 1 and text[at - 2].isalnum())


def published(article: Article, story: Story) -> str | None:
    """Return the day of an article; where it names no year, the year under which the story has that day."""
    day = article.published
    if day is None or not day.startswith("--"):
        return day
    days = {d for s in story.series for p in s.points for d in (p.date, p.published) if d and d.endswith(day[1:])}
    days |= {s.said_on for s in story.statements if s.said_on and s.said_on.endswith(day[1:])}
    years = {d[:4] for s in story.statements if (d := s.said_on)} | {
        p.published[:4] for s in story.series for p in s.points if p.published and not p.published.startswith("--")
    }
    if len(days) == 1:
        return days.pop()
    return f"{years.pop()}{day[1:]}" if len(years) == 1 else day


# --- the name of what happened to them ------------------------------------------------------------------------
_COUNTED: tuple[Measure, ...] = (
    *("killed", "missing", "wounded", "casualties", "infected", "captured", "detained", "rescued"),
    *("displaced", "affected", "deployed", "attending", "damaged", "destroyed"),
)
_NAMED: Mapping[Measure, tuple[str, ...]] = {  # beginnings of nouns that say the measure by themselves
    "killed": ("death", "dead", "fatal", "kill", "toll", "murder", "suicide", "bod", "lives", "victim"),
    "casualties": ("casualt", "loss", "victim"),
    "wounded": ("wound", "injur", "hurt"),
    "missing": ("missing",),
    "infected": ("case", "infect", "patient"),
    "captured": ("prisoner", "captive", "pow"),
    "detained": ("arrest", "detain"),
    "displaced": ("displac", "evacu", "refugee", "homeless"),
    "deployed": ("deploy",),
    "attending": ("attend", "protest", "demonstrat", "march"),
}

_VERBS = frozenset(
    "are were is was be been have has had do does did will would can could may might died fell rose came went".split()
)


def measured_by(phrase: str, measure: Measure, kind: Kind = "count") -> str:
    """Return the word to put behind a phrase so that it says what happened: "killed", or nothing where it does."""
    words = [t.low for t in tokenize(phrase)]
    if (
        measure not in _COUNTED
        or kind in {"money", "measure"}
        or any(word.startswith(_NAMED.get(measure, ())) for word in words if word.isalpha())
    ):
        return ""
    if kind == "share":
        return "" if any(word in _VERBS for word in words) else f"were {measure}"
    many = any(a.isalpha() for a in words[-1:])  # it ends with a noun of its own
    return "as casualties" if measure == "casualties" and many else measure
