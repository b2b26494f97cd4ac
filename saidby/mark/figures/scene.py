"""One sentence's figures with the measure words around them: what the rules for measures look at."""

from collections.abc import Sequence

from msgspec import Struct

from saidby import grammar
from saidby.lexicon import Hit, Lexicon, MeasureWord
from saidby.mark.figures.nouns import Noun
from saidby.mark.figures.settings import Setting
from saidby.records import Measure, Reason
from saidby.text import Layout, Sentence


class Finding(Struct, frozen=True):
    """A measure and why: the rule, the words and the lexicon line that gave it."""

    measure: Measure
    reason: Reason
    confidence: float


class Item(Struct, frozen=True):
    """A figure to be: its setting and the noun that it counts."""

    setting: Setting
    noun: Noun | None

    @property
    def compound(self) -> bool:
        """Tell whether a hyphen binds the number to its noun: "eight-storey"."""
        last = self.setting.last
        return self.setting.low(last) in grammar.HYPHENS and self.setting.joined(last - 1) and self.setting.joined(last)

    @property
    def end(self) -> int:
        """Return the token after the noun phrase, or after the number where it has none."""
        return self.noun.last if self.noun is not None else self.setting.last


class Scene(Struct, frozen=True):
    """The items of one sentence in order, with the measure words that stand in it."""

    sentence: Sentence
    items: Sequence[Item]
    hits: Sequence[Hit[MeasureWord]]
    lexicon: Lexicon
    starts: dict[int, Item]  # items by their first token, and the last tokens of all
    ends: frozenset[int]
    by_first: dict[int, Hit[MeasureWord]]
    by_last: dict[int, Hit[MeasureWord]]

    def hit_at(self, k: int) -> Hit[MeasureWord] | None:
        """Return the measure word that begins at token ``k``."""
        return self.by_first.get(k)

    def hit_before(self, k: int) -> Hit[MeasureWord] | None:
        """Return the measure word that ends right before token ``k``."""
        return self.by_last.get(k)

    def hits_in(self, first: int, last: int) -> list[Hit[MeasureWord]]:
        """Return the measure words that begin from token ``first`` to ``last`` (exclusive)."""
        return [self.by_first[k] for k in range(first, last) if k in self.by_first]

    def finding(self, hit: Hit[MeasureWord], rule: str, confidence: float, item: Item) -> Finding:
        span = hit.span(item.setting.tokens)
        entry = self.lexicon.measures.name(hit.entry)
        reason = Reason(step="figures", rule=rule, span=span, entry=entry, score=confidence)
        return Finding(hit.entry.measure, reason, confidence)


def set_scenes(layout: Layout, items: Sequence[Item], lexicon: Lexicon) -> list[Scene]:
    """Return the sentences that hold figures, each with its items and the measure words that apply in it."""
    words = {*layout.lows}
    scenes: list[Scene] = []
    by_sentence: dict[int, list[Item]] = {}
    for item in items:
        by_sentence.setdefault(item.setting.sentence.index, []).append(item)
    for index, row in sorted(by_sentence.items()):
        sentence = layout.sentences[index]
        here = {*layout.lows[sentence.first : sentence.last]}
        found = [
            hit
            for hit in lexicon.measures.find(layout.tokens, sentence.first, sentence.last)
            if _applies(hit.entry.needs, here) and _applies(hit.entry.topic, words) and not _in_name(layout, hit)
        ]
        scenes.append(_scene(sentence, row, found, lexicon))
    return scenes


def _scene(sentence: Sentence, row: Sequence[Item], hits: Sequence[Hit[MeasureWord]], lexicon: Lexicon) -> Scene:
    return Scene(
        sentence=sentence,
        items=row,
        hits=hits,
        lexicon=lexicon,
        starts={item.setting.first: item for item in row},
        ends=frozenset(item.setting.last - 1 for item in row),
        by_first={hit.first: hit for hit in hits},
        by_last={hit.last: hit for hit in hits},
    )


def _in_name(layout: Layout, hit: Hit[MeasureWord]) -> bool:
    """Tell whether the word is part of a name: the Dead Sea."""
    if layout.capitals or hit.first == 0 or hit.last >= len(layout.tokens):
        return False
    before, word, after = (layout.tokens[k].text for k in (hit.first - 1, hit.first, hit.last))
    return before.islower() and word[0].isupper() and after[0].isupper()


def _applies(wanted: tuple[str, ...], words: set[str]) -> bool:
    return not wanted or any(word in words for word in wanted)
