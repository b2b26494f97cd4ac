"""How sure the source or the article is of a figure: the hedges that reach it."""

from saidby.records import Figure, Hedge, Marks, Span
from saidby.text import Layout

_REACH = 12  # words from a hedge to the figure that it governs, within one clause
_BREAKS = frozenset({";", ":", "but", "while", "whereas", "although", ".", "--", "—"})
_ENDS_CLAUSE = frozenset({",", "and", "or", "who", "which", "that", "as", "because", "to"})  # behind a figure


def hedges_of(figure: Figure, layout: Layout, marks: Marks) -> tuple[Span, ...]:
    """Return the hedges that stand before the figure in its clause, or between it and the end of a short one."""
    sentence = layout.sentence_at(figure.span.start)
    if sentence is None:
        return ()
    inside = [h for h in marks.hedges if sentence.start <= h.span.start and h.span.end <= sentence.end]
    return tuple(h.span for h in inside if _reaches(h, figure, layout, marks))


def _reaches(hedge: Hedge, figure: Figure, layout: Layout, marks: Marks) -> bool:
    if hedge.span.end <= figure.span.start:
        gap = Span(hedge.span.end, figure.span.start) if hedge.span.end < figure.span.start else None
        limit = _REACH
    elif hedge.span.start >= figure.span.end:
        gap = Span(figure.span.end, hedge.span.start) if figure.span.end < hedge.span.start else None
        limit = _REACH // 2
    else:
        return False
    words = [t.low for t in layout.tokens_of(gap)] if gap else []
    if hedge.span.start >= figure.span.end and _ENDS_CLAUSE & set(words):
        return False
    others = [f for f in marks.figures if gap and gap.start <= f.span.start < gap.end]
    return len(words) <= limit and not _BREAKS & set(words) and not others
