"""What stands around a date: the words between it and a figure or a cue, and the sentence that holds it."""

from bisect import bisect_left

from saidby.records import DateMention, Marks, Span
from saidby.text import Layout, Sentence, beginning_in

# "since 1911": of 52 such dates in the train articles 5 were the figure's own time.
OPEN_ENDED = frozenset("since until till to by between before after".split())


def dates_in(span: Span | Sentence, marks: Marks) -> list[DateMention]:
    """Return the resolved dates of a stretch; a day without its year resolves nothing by itself."""
    found = [d for d in beginning_in(marks.dates, span.start, span.end) if not d.duration]
    return [d for d in found if d.value is not None and not d.value.startswith("--")]


def is_day(value: str | None) -> bool:
    return len(value or "") == len("2025-06-15")


def word_before(layout: Layout, mention: DateMention) -> str:
    i = layout.token_at(mention.span.start)
    return layout.tokens[i - 1].low if i else ""


def word_behind(layout: Layout, mention: DateMention) -> str:
    i = layout.token_at(mention.span.end)
    return layout.tokens[i].low if i < len(layout.tokens) else ""


def words_between(layout: Layout, one: Span, other: Span) -> list[str]:
    start, end = min(one.end, other.end), max(one.start, other.start)
    return [*layout.lows_between(start, end)]


def count_between(layout: Layout, one: Span, other: Span) -> int:
    """Return how many words stand between, without going through them."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    return bisect_left(layout.starts, end) - bisect_left(layout.starts, start) if start < end else 0


def holds(content: Span, span: Span) -> bool:
    return content.start <= span.start and span.end <= content.end
