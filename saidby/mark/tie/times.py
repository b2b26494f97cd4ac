"""When the source said it, and which time the figure itself refers to."""

from collections.abc import Mapping
from typing import Any

from saidby.records import Attribution, DateMention, Figure, Marks, Span
from saidby.text import Layout, Sentence


def date_utterances(layout: Layout, marks: Marks) -> dict[str, str]:
    """Return for each attribution the date on which it was said, as far as the text tells.

    The date stands in the cue's sentence, outside the content. A speaker with one such date in the whole article has it
    for every attribution; one with several keeps each for what stands in its own sentence.
    """
    own: dict[str, str] = {}
    by_speaker: dict[str, set[str]] = {}
    for a in marks.attributions:
        sentence = layout.sentence_at(a.cue[0].start)
        if sentence is None or not a.source:
            continue
        dates = [d for d in _dates_in(sentence, marks) if not any(_holds(c, d.span) for c in a.content)]
        dates = [d for d in dates if d.value and not d.value.startswith("--")]
        if dates:
            nearest = min(dates, key=lambda d: (abs(d.span.start - a.cue[0].start), d.span.start))
            own[a.id] = nearest.value or ""
            by_speaker.setdefault(a.speaker or "", set()).add(own[a.id])
    for a in marks.attributions:
        single = by_speaker.get(a.speaker or "", set())
        if a.id not in own and a.speaker and len(single) == 1:
            own[a.id] = next(iter(single))
    return own


def dates_of(
    figure: Figure, attribution: Attribution | None, spoken: Mapping[str, str], layout: Layout, marks: Marks
) -> dict[str, Any]:
    """Return ``said_on`` and ``as_of`` of a figure."""
    said = spoken.get(attribution.id) if attribution else None
    as_of = _as_of(figure, attribution, layout, marks)
    published = marks.article.published
    if attribution is not None and said is None and as_of is not None and as_of == published and len(as_of) == 10:
        said = published  # of a thing of today the source can have spoken on no other day
    return {"said_on": said, "as_of": as_of}


def _as_of(figure: Figure, attribution: Attribution | None, layout: Layout, marks: Marks) -> str | None:
    sentence = layout.sentence_at(figure.span.start)
    if sentence is None:
        return None
    content = attribution.content if attribution else ()
    dates = [d for d in _dates_in(sentence, marks) if d.value and not d.value.startswith("--")]
    if attribution is not None:
        dates = [d for d in dates if any(_holds(c, d.span) for c in content)]
    clause = _clause(figure, layout, sentence)
    near = [d for d in dates if clause.start <= d.span.start and d.span.end <= clause.end]
    chosen = near or [d for d in dates if d.span.start == sentence.start or d.span.end < figure.span.start]
    best = min(chosen, key=lambda d: (abs(d.span.start - figure.span.start), d.span.start), default=None)
    return best.value if best else None


def _clause(figure: Figure, layout: Layout, sentence: Sentence) -> Span:
    """Return the stretch around the figure that no semicolon, colon or conjunction of clauses cuts."""
    start, end = sentence.start, sentence.end
    for t in layout.tokens_of(sentence):
        if t.low in {";", ":", "while", "but", "whereas", "after", "before"}:
            if t.end <= figure.span.start:
                start = t.end
            elif t.start >= figure.span.end:
                end = t.start
                break
    return Span(start, end)


def _dates_in(sentence: Sentence, marks: Marks) -> list[DateMention]:
    return [d for d in marks.dates if sentence.start <= d.span.start < sentence.end and not d.duration]


def _holds(content: Span, span: Span) -> bool:
    return content.start <= span.start and span.end <= content.end
