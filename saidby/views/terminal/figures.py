"""The rows of ``saidby read``: one a figure."""

from collections.abc import Iterator

from saidby.amounts import number_words
from saidby.records import Figure, Marks
from saidby.wording import clean

COLUMNS = ("article", "figure", "bound", "value", "measure", "whom", "source", "via", "hedge", "said on")


def figure_rows(marks: Marks) -> Iterator[tuple[str, ...]]:
    """Yield the cells of ``COLUMNS`` for every figure of one article, in text order."""
    text = marks.article.text
    for figure in marks.figures:
        yield (
            clean(marks.article.id),
            clean(figure.span.of(text)),
            figure.bound.replace("_", " "),
            _value(figure),
            figure.measure,
            clean(figure.whom or figure.unit or ""),
            clean(figure.source or ""),
            clean("; ".join(figure.via)),
            clean("; ".join(span.of(text) for span in figure.hedge)),
            figure.said_on or "",
        )


def _value(figure: Figure) -> str:
    """Return the value, or both ends where they differ."""
    ends = [number_words(end, figure.kind) for end in (figure.low, figure.high) if end is not None]
    return " to ".join(dict.fromkeys(ends))
