"""How likely it is that a figure's complete record is right: its value, its measure and its source.

A logistic model over plain facts about the figure, so that a reader can see which of them speak against it. The
weights are trained by ``training/confidence.py`` and lie in ``models/confidence.json``.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct, structs

from saidby.records import Attribution, Figure, Marks, Reason, Span
from saidby.text import Layout, Stretches

_FAR = (5, 10, 20, 40, 80)  # tokens between a figure and its cue
_LATE = (1, 3, 8, 20)  # paragraphs in front of a figure
_CROWDED = (1, 2, 4, 8)  # figures in a sentence
_SURE = (0.5, 0.7, 0.85, 0.95, 0.99)  # confidence of an attribution
_STRONGEST = 3  # facts named in the reason


class Weights(Struct, frozen=True):
    """What each fact adds to the log-odds."""

    bias: float
    facts: dict[str, float]


@cache
def load_weights() -> Weights:
    """Return the weights that the program ships with."""
    return msgspec.json.decode((files("saidby") / "models" / "confidence.json").read_bytes(), type=Weights)


def with_confidence(layout: Layout, marks: Marks) -> Marks:
    """Return the marks, each figure with the probability that its value, measure and source are all right."""
    weights = load_weights()
    return structs.replace(
        marks,
        figures=tuple(
            _weighed(figure, facts, weights)
            for figure, facts in zip(marks.figures, facts_of_all(layout, marks), strict=True)
        ),
    )


def _weighed(figure: Figure, facts: Sequence[str], weights: Weights) -> Figure:
    known = {fact: weights.facts[fact] for fact in facts if fact in weights.facts}
    log_odds = weights.bias + sum(known.values())
    sure = round(1 / (1 + math.exp(-log_odds)), 3)
    against = sorted((weight, fact) for fact, weight in known.items() if weight < 0)[:_STRONGEST]
    rule = "; ".join(fact for _, fact in against) or "nothing speaks against it"
    why = Reason(step="confidence", rule=rule, score=sure)
    return structs.replace(figure, confidence=sure, because=(*figure.because, why))


def facts_of_all(layout: Layout, marks: Marks) -> Iterator[list[str]]:
    """Yield for each figure, in order, what is true of it."""
    by_id = {a.id: a for a in marks.attributions}
    per_sentence: dict[int, int] = {}
    for figure in marks.figures:
        at = layout.sentence_of(figure.span)
        per_sentence[at] = per_sentence.get(at, 0) + 1
    voices = _voices(layout, marks.attributions)
    contents = Stretches(layout, [(c, a) for a in marks.attributions for c in a.content])
    whole = [f"article: {fact}" for fact in _of_article(layout, marks)]
    quoted = Stretches(layout, [(q.span, q) for q in marks.quotes])
    for figure in marks.figures:
        at = layout.sentence_of(figure.span)
        facts = [*whole, *_of_reading(figure, per_sentence[at])]
        facts += [f"place: {fact}" for fact in _of_place(figure, layout, marks)]
        if quoted.holding(figure.bare):
            facts.append("place: in quotation marks")
        spoken = by_id.get(figure.attribution or "")
        facts += _of_source(figure, spoken, layout) if spoken else _of_silence(figure, at, voices)
        facts += _of_others(figure, spoken, contents.holding(figure.bare))
        yield facts


def _of_article(layout: Layout, marks: Marks) -> Iterator[str]:
    if layout.capitals:
        yield "in capitals"
    sourced = sum(1 for f in marks.figures if f.source)
    if marks.figures:
        yield f"sourced {_step(sourced / len(marks.figures), (0.01, 0.3, 0.6, 0.9))}"


def _of_reading(figure: Figure, beside: int) -> Iterator[str]:
    yield f"kind: {figure.kind}"
    yield f"bound: {figure.bound}"
    yield f"number: {figure.rule}"
    yield f"measure: {figure.measure}"
    for reason in figure.because:
        if reason.step == "figures":
            yield f"measure by: {reason.rule}"
    yield f"figures in the sentence: {_step(beside, _CROWDED)}"
    if figure.part_of:
        yield "part of another"
    if figure.hedge:
        yield "hedged"
    if figure.whom:
        yield "whom known"
    if figure.place:
        yield "place known"


def _of_place(figure: Figure, layout: Layout, marks: Marks) -> Iterator[str]:
    title = marks.article.title
    if title is not None and title.start <= figure.span.start < title.end:
        yield "in the title"
    sentence = layout.sentence_at(figure.span.start)
    yield f"paragraph {_step(sentence.paragraph if sentence else 0, _LATE)}"


def _of_source(figure: Figure, spoken: Attribution, layout: Layout) -> Iterator[str]:
    yield "sourced"
    yield f"source: {spoken.rule}"
    yield f"source is: {spoken.kind}"
    yield f"source: found by {spoken.found_by}"
    yield f"source: attribution sure {_step(spoken.confidence, _SURE)}"
    if spoken.nested_in:
        yield "source: passed on"
    if figure.via:
        yield "source: with carriers"
    mention = figure.source_span.of(layout.text) if figure.source_span else ""
    yield "source: " + _as_mentioned(mention, figure.source or "")
    yield f"source: {_step(_tokens_between(layout, figure.bare, spoken.cue[0]), _FAR)} tokens off"
    ahead = "in front" if spoken.cue[0].start < figure.bare.start else "behind"
    apart = layout.sentence_of(figure.span) - layout.sentence_of(spoken.cue[0])
    yield f"source: {ahead}, {'same sentence' if not apart else 'another sentence'}"
    if not any(c.start <= figure.bare.start < c.end for c in spoken.content):
        yield "source: carried on"
    yield f"content: {_step(sum(c.end - c.start for c in spoken.content), (60, 120, 240, 480))} characters"
    if spoken.direct:
        yield f"content: quoted {spoken.direct}"


def _of_others(figure: Figure, spoken: Attribution | None, holding: Sequence[Attribution]) -> Iterator[str]:
    """Yield what the other attributions are that hold the figure: each may be whose word it stands on."""
    others = [a for a in holding if spoken is None or a.id != spoken.id]
    named = [a for a in others if a.source]
    which = "sourced" if figure.source else "unsourced"
    yield f"{which}: inside {_step(len(named), (0, 1, 2))} other named contents"
    for a in named:
        yield f"{which}: inside {a.rule} of another"
    if len(others) > len(named):
        yield f"{which}: inside hearsay"


def _as_mentioned(mention: str, name: str) -> str:
    words, low = mention.split(), mention.casefold()
    if low in {"he", "she", "they", "it", "who", "which"}:
        return "a pronoun"
    if low == name.casefold():
        return "named here" if any(w[0].isupper() for w in words) else "a bare noun, not resolved"
    return "part of the name" if name and name.casefold() in low else "resolved from another mention"


def _of_silence(figure: Figure, at: int, voices: Mapping[int, str]) -> Iterator[str]:
    """Yield what surrounds a figure on nobody's word: an attribution near by may have been meant to reach it."""
    yield "unsourced"
    yield f"unsourced: its sentence has {voices.get(at, 'no cue')}"
    yield f"unsourced: the one before has {voices.get(at - 1, 'no cue')}"
    yield f"unsourced: the next has {voices.get(at + 1, 'no cue')}"
    yield f"unsourced {figure.measure if figure.measure == 'other' else 'human toll'}"


def _voices(layout: Layout, attributions: Sequence[Attribution]) -> dict[int, str]:
    """Return for each sentence with a cue the clearest kind of attribution in it."""
    found: dict[int, str] = {}
    for a in attributions:
        at = layout.sentence_of(a.cue[0])
        kind = "a named source" if a.source else "hearsay"
        if found.get(at) != "a named source":
            found[at] = kind
    return found


def _tokens_between(layout: Layout, one: Span, other: Span) -> int:
    first, last = sorted((layout.token_at(one.start), layout.token_at(other.start)))
    return last - first


def _step(value: float, steps: Sequence[float]) -> str:
    """Return the step into which a value falls, as words: "up to 5", "over 80"."""
    top = next((s for s in steps if value <= s), None)
    return f"over {steps[-1]:g}" if top is None else f"up to {top:g}"
