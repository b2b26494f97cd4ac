"""How sure whoever gives a figure is of it: the hedges that reach it."""

from saidby.records import Figure, Hedge, Marks, Span
from saidby.text import Layout, beginning_in

# Words from a hedge to the figure that it governs: of those in the train articles that reach further, three in four
# belong to something else.
_REACH = 7
_REACH_OF_A_CLAUSE = 16  # "it has been reported that ...": over the whole of what is reported
_REACH_BACK = 3  # behind the figure: "60 boats were reportedly lost"
_BREAKS = frozenset({";", ":", "but", "while", "whereas", "although", ".", "--", "—"})
_NO_HEDGE_BESIDE_A_SOURCE = frozenset({"reported"})  # there it is the verb of saying
_ENDS_CLAUSE = frozenset({",", "and", "or", "who", "which", "that", "as", "because", "to"})  # behind a figure


def hedges_of(figure: Figure, layout: Layout, marks: Marks) -> tuple[Span, ...]:
    """Return the hedges that stand before the figure in its clause, or between it and the end of a short one."""
    sentence = layout.sentence_at(figure.span.start)
    if sentence is None:
        return ()
    inside = [h for h in beginning_in(marks.hedges, sentence.start, sentence.end) if h.span.end <= sentence.end]
    if figure.source is not None:
        inside = [h for h in inside if h.term not in _NO_HEDGE_BESIDE_A_SOURCE]
    return tuple(h.span for h in inside if _reaches(h, figure, layout, marks))


def _reaches(hedge: Hedge, figure: Figure, layout: Layout, marks: Marks) -> bool:
    if hedge.span.end <= figure.span.start:
        gap = Span(hedge.span.end, figure.span.start) if hedge.span.end < figure.span.start else None
        limit = _REACH
    elif hedge.span.start >= figure.span.end:
        gap = Span(figure.span.end, hedge.span.start) if figure.span.end < hedge.span.start else None
        limit = _REACH_BACK
    else:
        return False
    words = [t.low for t in layout.tokens_of(gap)] if gap else []
    if hedge.span.start >= figure.span.end and _ENDS_CLAUSE & set(words):
        return False
    others = bool(gap and beginning_in(marks.figures, gap.start, gap.end))
    if hedge.term == "reported" and hedge.span.end <= figure.span.start:
        return words[:1] == ["that"] and len(words) <= _REACH_OF_A_CLAUSE and not others
    return len(words) <= limit and not _BREAKS & set(words) and not others
