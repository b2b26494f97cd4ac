"""On whose word a figure stands, and through whom it came."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import structs

from saidby.lexicon import Lexicon
from saidby.records import Attribution, Figure, Reason, Span
from saidby.text import Layout

_NO_STATEMENT = frozenset({"intention", "attitude", "modal"})  # wishes, plans and what may be said


def standing_on(figure: Figure, attributions: Sequence[Attribution], lexicon: Lexicon) -> Attribution | None:
    """Return the innermost attribution with a named source whose content holds the figure, else None.

    A mere place ("the island reported 60 cases, the health board said") gives way to the body that speaks of it.
    """
    stated = [a for a in attributions if a.source and a.rule not in _NO_STATEMENT]
    holding = [a for a in stated if any(_holds(c, figure.bare) for c in a.content)]
    bodies = [a for a in holding if not _is_place(a.speaker or "", lexicon)] or holding
    carried = {a.nested_in for a in bodies}
    innermost = [a for a in bodies if a.id not in carried] or bodies
    return min(innermost, key=lambda a: (_length(a), -a.confidence, a.id), default=None)


def _is_place(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a speaker is no more than a country or region, such as "mainland China"."""
    hits = lexicon.places.find_in(name)
    return len(hits) == 1 and len(name.split()) <= 3 and name.casefold().endswith(hits[0].entry.term.casefold())


def word_of(
    figure: Figure,
    attribution: Attribution | None,
    attributions: Sequence[Attribution],
    carriers: Mapping[str, tuple[str, ...]],
) -> dict[str, Any]:
    """Return source, the mention nearest to the figure, and the carriers between it and the article."""
    if attribution is None or attribution.speaker is None:
        return {}
    by_id = {a.id: a for a in attributions}
    via = list(carriers.get(attribution.id, ()))
    outer = by_id.pop(attribution.nested_in or "", None)
    while outer is not None:
        if outer.speaker is not None and outer.speaker != attribution.speaker:
            via += [outer.speaker, *carriers.get(outer.id, ())]
        outer = by_id.pop(outer.nested_in or "", None)
    mention = min(attribution.source, key=lambda s: (abs(s.start - figure.span.start), s.start))
    why = Reason(step="word", rule=attribution.rule, span=attribution.cue[0], entry=attribution.entry)
    return {
        "source": attribution.speaker,
        "source_span": mention,
        "via": tuple(dict.fromkeys(v for v in via if v != attribution.speaker)),
        "attribution": attribution.id,
        "because": (*figure.because, why),
        "confidence": round(figure.confidence * attribution.confidence, 4),
    }


def go_on(figures: Sequence[Figure], layout: Layout) -> list[Figure]:
    """Return the figures with the source carried into a sentence that plainly goes on with it.

    A share "of these casualties" in an unattributed sentence stands on the word on which its base stood one sentence
    before, and so does what follows it in that sentence.
    """
    done: list[Figure] = []
    by_id = {f.id: f for f in figures}
    heirs: dict[int, Figure] = {}  # sentence -> the base whose word it goes on with
    for figure in figures:
        here = layout.sentence_at(figure.span.start)
        base = by_id.get(figure.part_of or "")
        if figure.source is None and here is not None:
            there = layout.sentence_at(base.span.start) if base is not None else None
            if base is not None and base.source and there and figure.kind == "share" and here.index - there.index == 1:
                heirs.setdefault(here.index, base)
            if here.index in heirs:
                figure = _inherit(figure, heirs[here.index])
        by_id[figure.id] = figure
        done.append(figure)
    return done


def _inherit(figure: Figure, base: Figure) -> Figure:
    why = Reason(step="word", rule="goes on with the source of its base", span=base.source_span)
    return structs.replace(
        figure,
        source=base.source,
        source_span=base.source_span,
        via=base.via,
        attribution=base.attribution,
        said_on=figure.said_on or base.said_on,
        because=(*figure.because, why),
        confidence=round(figure.confidence * 0.8, 4),
    )


def _holds(content: Span, span: Span) -> bool:
    return content.start <= span.start and span.end <= content.end


def _length(attribution: Attribution) -> int:
    return sum(c.end - c.start for c in attribution.content)
