"""One figure on the word of another."""

from msgspec import structs

from saidby.records import Figure, Reason


def on_its_word(figure: Figure, other: Figure, *, rule: str, sure: float) -> Figure:
    """Return the figure on the word on which ``other`` stands; ``sure``: how much of its confidence is left."""
    return structs.replace(
        figure,
        source=other.source,
        source_span=other.source_span,
        via=other.via,
        attribution=other.attribution,
        said_on=figure.said_on or other.said_on,
        because=(*figure.because, Reason(step="word", rule=rule, span=other.source_span)),
        confidence=round(figure.confidence * sure, 4),
    )
