"""How likely it is that a figure's complete record is right: its value, its measure and its source.

A logistic model over plain facts about the figure, so that a reader can see which of them speak against it. The
weights are trained by ``training/confidence.py`` and lie in ``models/confidence.json``.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct, structs

from saidby import grammar
from saidby.lexicon import Lexicon, kinds
from saidby.records import Attribution, Figure, Marks, Reason, SourceKind, Span
from saidby.text import Layout, Stretches

_STRONGEST = 3  # facts named in the reason
_MANY = 3  # figures in a sentence, from which on some are easily taken for another's
_FAR, _VERY_FAR = 25, 50  # tokens between a figure and its cue
_LEAST_SURE = 0.97  # a reader that is less sure than this of an attribution is right noticeably less often
_SMALL = 3  # numbers up to this one occur for many things
_FIRST_PERSON = frozenset("i we my our us me ours".split())
_NAMELESS = (
    grammar.SUBJECT_PRONOUNS | grammar.DEMONSTRATIVES | grammar.RELATIVE_PRONOUNS | {"some", "others", "many", "one"}
)
_SPEAKERS: dict[SourceKind, str] = {
    "document": "a document",
    "outlet": "a document",
    "person": "a person",
}
_KEPT = {"killed": "dead or hurt", "wounded": "dead or hurt"} | dict.fromkeys(
    ("infected", "missing", "displaced", "affected"), "infected, missing, displaced or affected"
)


class Weights(Struct, frozen=True):
    """What each fact adds to the log-odds."""

    bias: float
    facts: dict[str, float]


@cache
def load_weights() -> Weights:
    """Return the weights that the program ships with."""
    return msgspec.json.decode((files("saidby") / "models" / "confidence.json").read_bytes(), type=Weights)


def with_confidence(layout: Layout, marks: Marks, lexicon: Lexicon) -> Marks:
    """Return the marks, each figure with the probability that its value, measure and source are all right."""
    weights = load_weights()
    facts_of_each = facts_of_all(layout, marks, lexicon)
    return structs.replace(
        marks,
        figures=tuple(
            _weighed(figure, facts, weights) for figure, facts in zip(marks.figures, facts_of_each, strict=True)
        ),
    )


def probability(facts: Sequence[str], weights: Weights) -> float:
    """Return how likely a figure of which these facts are true is right."""
    log_odds = weights.bias + sum(weights.facts.get(fact, 0.0) for fact in facts)
    return round(1 / (1 + math.exp(-log_odds)), 3)


def _weighed(figure: Figure, facts: Sequence[str], weights: Weights) -> Figure:
    against = sorted((w, fact) for fact in facts if (w := weights.facts.get(fact, 0.0)) < 0)[:_STRONGEST]
    rule = "; ".join(fact for _, fact in against) or "nothing speaks against it"
    sure = probability(facts, weights)
    why = Reason(step="confidence", rule=rule, score=sure)
    return structs.replace(figure, confidence=sure, because=(*figure.because, why))


def facts_of_all(layout: Layout, marks: Marks, lexicon: Lexicon) -> Iterator[list[str]]:
    """Yield for each figure, in order, what is true of it, each fact once."""
    article = _Article(layout, marks, lexicon)
    for k, figure in enumerate(marks.figures):
        facts = [*article.of_measure(k, figure), *article.of_place(k, figure)]
        spoken = article.by_id.get(figure.attribution or "")
        facts += article.of_source(k, figure, spoken) if spoken else article.of_silence(k, figure)
        yield facts


class _Article:
    """An article's figures and attributions, to be asked what stands around each figure."""

    def __init__(self, layout: Layout, marks: Marks, lexicon: Lexicon) -> None:
        self.layout, self.figures = layout, marks.figures
        self.by_id = {a.id: a for a in marks.attributions}
        self.sentence = [_sentence(layout, f.span) for f in self.figures]
        self.per_sentence = Counter(self.sentence)
        self.measured = sum(map(_measured, self.figures))
        self.people = kinds(lexicon.words)["people"]
        self.reports = kinds(lexicon.words)["report"]
        self.voices: dict[int, list[Attribution]] = {}  # sentence -> the attributions whose cue stands in it
        for a in marks.attributions:
            self.voices.setdefault(_sentence(layout, a.cue[0]), []).append(a)
        named = [(c, a) for a in marks.attributions if a.source for c in a.content]
        self.named = Stretches(layout, named)
        self.quoted = Stretches(layout, [(q.span, q) for q in marks.quotes])
        alike: dict[tuple[str, float | None, float | None], list[Figure]] = {}
        for f in self.figures:
            alike.setdefault((f.kind, f.low, f.high), []).append(f)
        self.alike = {number: len(same) for number, same in alike.items()}
        self.measures = {number: {f.measure for f in same} for number, same in alike.items()}
        self.sources = {number: {f.source for f in same if f.source} for number, same in alike.items()}
        self.main = max(
            Counter(f.source for f in self.figures if f.source).items(), key=lambda c: c[1], default=("", 0)
        )[0]

    def of_measure(self, k: int, figure: Figure) -> Iterator[str]:
        """Yield how the measure was found, or what speaks for one that was not."""
        if _measured(figure):
            yield from _of_reading(figure)
            return
        yield f"no measure: {'a share' if figure.kind == 'share' else 'money' if figure.kind == 'money' else 'a count'}"
        if self.measured and 2 * self.measured >= len(self.figures) - 1:
            yield "no measure: most others have one"
        if figure.kind == "count" and figure.unit and figure.unit.split()[-1].casefold() in self.people:
            yield "no measure: of people"
        if figure.part_of:
            yield "no measure: part of another"

    def of_place(self, k: int, figure: Figure) -> Iterator[str]:
        """Yield where in the article the figure stands, and how the same number stands elsewhere."""
        if self.per_sentence[self.sentence[k]] >= _MANY:
            yield "several figures in its sentence"
        if figure.hedge:
            yield "hedged"
        sentence = self.layout.sentence_at(figure.span.start)
        paragraph = sentence.paragraph if sentence is not None else 0
        if paragraph < 2 or paragraph >= 5:
            yield f"paragraph: {'one of the first two' if paragraph < 2 else 'far down'}"
        number = (figure.kind, figure.low, figure.high)
        if max(figure.low or 0, figure.high or 0) > _SMALL and self.alike[number] > 1:
            if len(self.measures[number]) > 1:
                yield "same number elsewhere: another measure"
            if figure.source and len(self.sources[number]) > 1:
                yield "same number elsewhere: another source"

    def of_source(self, k: int, figure: Figure, spoken: Attribution) -> Iterator[str]:
        """Yield how the figure came to its source."""
        yield from _of_name(figure, spoken, in_capitals=self.layout.capitals)
        if any(a.id != spoken.id for a in self.named.holding(figure.bare)):
            yield "source: inside another's words too"
        if _doubted(figure):
            yield "source: rules alone give another"
        if not any(c.start <= figure.bare.start < c.end for c in spoken.content):
            yield "source: carried on"
        if self._has(k, _FIRST_PERSON):
            yield "source: first person"
        apart = abs(self.layout.token_at(figure.bare.start) - self.layout.token_at(spoken.cue[0].start))
        if apart >= _FAR:
            yield f"source: {'very far' if apart >= _VERY_FAR else 'far'} from its cue"
        yield f"source: {'the' if self.main == figure.source else 'not the'} main one of the article"

    def of_silence(self, k: int, figure: Figure) -> Iterator[str]:
        """Yield what surrounds a figure on nobody's word: an attribution near by may have been meant to reach it."""
        here = self.voices.get(self.sentence[k], ())
        if any(a.source for a in here):
            yield "no source: somebody speaks in the sentence"
        if any(not a.source for a in here):
            yield "no source: hearsay in the sentence"
        if self._has(k, self.reports):
            yield "no source: a word of report in the sentence"
        if self.quoted.holding(figure.bare):
            yield "no source: in quotation marks"
        if _doubted(figure):
            yield "no source: rules alone give one"
        beside = [bool(self.figures[i].source) for i in (k - 1, k + 1) if 0 <= i < len(self.figures)]
        if any(beside):
            yield f"no source: {'between' if beside == [True, True] else 'beside'} figures with one"

    def _has(self, k: int, words: frozenset[str]) -> bool:
        """Tell whether one of the words stands in the sentence of the figure."""
        if self.sentence[k] < 0:
            return False
        places, sentence = self.layout.places_of(words), self.layout.sentences[self.sentence[k]]
        at = bisect_left(places, sentence.first)
        return at < len(places) and places[at] < sentence.last


def _of_reading(figure: Figure) -> Iterator[str]:
    found = next((r for r in figure.because if r.step == "figures" and not r.rule.startswith("unit: ")), None)
    score = found.score if found is not None and found.score is not None else 0.8
    steps = ((0.95, "at the number"), (0.85, "in its clause"), (0.75, "from another's"))
    yield "measure: " + next((words for least, words in steps if score >= least), "from far")
    if figure.measure in _KEPT:
        yield f"measure: {_KEPT[figure.measure]}"


def _of_name(figure: Figure, spoken: Attribution, *, in_capitals: bool) -> Iterator[str]:
    """Yield whether the source is known by a name, and through whom its word came."""
    name = figure.source or ""
    if name.casefold() in _NAMELESS:
        yield "source: a pronoun"
    written = in_capitals or any(word[0].isupper() for word in name.split())
    if not written or any(c.isdigit() for c in name):
        yield "source: without a name"
    if spoken.kind in _SPEAKERS:
        yield f"source: {_SPEAKERS[spoken.kind]}"
    if spoken.found_by != "rules" and spoken.confidence < _LEAST_SURE:
        yield "source: the reader is unsure"
    if spoken.nested_in:
        yield "source: inside somebody's account"
    if figure.via:
        yield "source: passed on"


def _doubted(figure: Figure) -> bool:
    """Tell whether rules by themselves would have put the figure on another word."""
    return any(reason.step == "rules alone" for reason in figure.because)


def _measured(figure: Figure) -> bool:
    return figure.measure != "other"


def _sentence(layout: Layout, span: Span) -> int:
    sentence = layout.sentence_at(span.start)
    return sentence.index if sentence is not None else -1
