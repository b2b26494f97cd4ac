"""Where rules by themselves would have a figure stand on another word than rules and reader together."""

from collections.abc import Mapping, Sequence

from msgspec import structs

from saidby.lexicon import Lexicon
from saidby.mark.tie.source import contents_of, standing_on
from saidby.records import Attribution, Figure, Marks, Reason
from saidby.text import Layout


def with_doubts(layout: Layout, marks: Marks, by_rules: Sequence[Attribution], lexicon: Lexicon) -> Marks:
    """Return the marks, each figure that ``by_rules`` would put on another word with a reason that says on whose."""
    contents = contents_of(layout, by_rules)
    attributions = {a.id: a for a in marks.attributions}
    figures = []
    for figure in marks.figures:
        alone = standing_on(figure, contents, layout, marks, lexicon)
        other = alone.speaker if alone is not None else None
        if (other or "").casefold() != (_speaker(figure, attributions) or "").casefold():
            why = Reason(step="rules alone", rule=f"on the word of {other}" if other else "on nobody's word")
            figure = structs.replace(figure, because=(*figure.because, why))
        figures.append(figure)
    return structs.replace(marks, figures=tuple(figures))


def _speaker(figure: Figure, attributions: Mapping[str, Attribution]) -> str | None:
    """Return in whose words the figure stands; one that only goes on with a source stands in nobody's."""
    attribution = attributions.get(figure.attribution or "")
    if attribution is None or not any(
        c.start <= figure.bare.start and figure.bare.end <= c.end for c in attribution.content
    ):
        return None
    return attribution.speaker
