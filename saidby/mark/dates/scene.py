"""What every rule looks at: the tokens of one sentence, and the small readings that many rules share."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Literal

from msgspec import Struct

from saidby import grammar
from saidby.days import Period
from saidby.lexicon import DateWord, Hit, Lexicon, NumberWord, Phrases
from saidby.text import Layout, Sentence, Token, lookup

Tense = Literal["behind", "ahead"] | None
When = Callable[[date], Period | None]  # the days meant, told from the day of publication

_VAGUE = frozenset("few many some numerous countless".split())
_OPENING = _VAGUE | frozenset("the year q first second third fourth fiscal financial current ' ’ ‘".split())
_APOSTROPHES = frozenset("' ’ ‘".split())
_PLACES = frozenset({"-", "same", "weekend", "full", "whole"})
_AHEAD = frozenset(
    "will would shall due scheduled upcoming set expected expects plans planned going deadline hopes aims intends "
    "ll forthcoming next tomorrow slated effective payable redemption terminate expire resume until till".split()
)
_BEHIND = frozenset("was were had did said told reported announced killed died since".split())
_SET = frozenset("planned set scheduled due".split())  # for a day only where that day follows
_PAST_PERFECT = 4  # tokens back in which "had" takes what was to come into the past: "had been due to expire"
_LOOK = 14  # tokens: how far the verb of a date's clause may stand


class Found(Struct, frozen=True, kw_only=True):
    """A time up to token ``last`` (exclusive): ``value`` where it is written out, else ``when`` tells it.

    ``undated`` holds where the day of publication is not known: a day without its year.
    """

    last: int
    rule: str
    value: str | None = None
    when: When | None = None
    undated: str | None = None
    duration: bool = False


class Scene(Struct, frozen=True, kw_only=True):
    """One sentence, with the words that the rules know."""

    tokens: Sequence[Token]
    lows: Sequence[str]
    low: Callable[[int], str]  # the folded token at a place, an empty word outside the sentence
    hits: dict[int, Hit[DateWord]]  # time words by where they begin
    counted: dict[int, tuple[float | None, str, int] | None]  # what was counted already
    words: Phrases[DateWord]
    numbers: Phrases[NumberWord]
    lexicon: Lexicon
    capitals: bool

    def opens(self, i: int) -> bool:
        """Tell whether a time can begin at token ``i`` by the word that follows an article or an apostrophe."""
        low = self.low(i + 1)
        if self.lows[i] in _APOSTROPHES:
            return low[:1].isdigit()  # '89
        if self.lows[i] not in grammar.ARTICLES:
            return True
        known = low in _OPENING or low in _PLACES or low[:1].isdigit()
        return known or self.words.begins(low) or self.numbers.begins(low)

    def counts_with(self, word: str) -> bool:
        """Tell whether a count in words can begin with the folded ``word``."""
        return word in _VAGUE or self.numbers.begins(word)

    def hit(self, i: int, *roles: str) -> Hit[DateWord] | None:
        """Return the time word that begins at token ``i`` and has one of the roles."""
        hit = self.hits.get(i)
        return hit if hit is not None and hit.entry.role in roles else None

    def touches(self, i: int) -> bool:
        """Tell whether token ``i`` follows the one before it without a space."""
        return 0 < i < len(self.tokens) and self.tokens[i].start == self.tokens[i - 1].end

    def count(self, i: int) -> tuple[float | None, int] | None:
        """Return a number of units at token ``i`` (None: a vague one) and the index after it.

        3 / 2.5 / three / twenty-four / a / several / a few / two and a half / two to three (vague) / half a
        """
        one = self._number(i)
        if one is None:
            return None
        value, after = one
        if self.low(after) in {"to", "or", "-", "–"} and (two := self._number(after + 1)) is not None:
            return None, two[1]
        if self.low(after) == "and" and self.low(after + 1) == "a" and self.low(after + 2) == "half":
            return None, after + 3
        return value, after

    def _number(self, i: int) -> tuple[float | None, int] | None:
        text = self.tokens[i].text if 0 <= i < len(self.tokens) else ""
        if text and text[0].isdigit() and text.isascii():
            plain = text.replace(",", "")
            return (float(plain) if plain.replace(".", "", 1).isdigit() else None), i + 1
        if text.casefold() in _VAGUE:
            return None, i + 1
        hit = self.numbers.at(self.tokens, i) if text else None
        return None if hit is None else self._worded(hit)

    def _worded(self, hit: Hit[NumberWord]) -> tuple[float | None, int] | None:
        role, value, after = hit.entry.role, hit.entry.value, hit.last
        if role in {"vague", "group", "hundred", "scale"}:
            return None, after + (self.low(after) == "of")
        if role == "half":
            return None, after + (self.low(after) in {"a", "an"})
        if role == "ten":
            at = after + (self.low(after) == "-")
            unit = self.numbers.at(self.tokens, at) if at < len(self.tokens) else None
            if unit is not None and unit.entry.role == "unit":
                return value + unit.entry.value, unit.last
        more = self.numbers.at(self.tokens, after) if role == "article" and self.low(after) else None
        if more is not None and more.entry.role in {"half", "group", "hundred", "scale"}:
            return None, more.last + (self.low(more.last) in {"a", "an"})
        return (1.0 if role == "article" else value, after) if role in {"unit", "teen", "ten", "article"} else None

    def tense(self, first: int, last: int) -> Tense:
        """Tell whether the clause of the words at ``first`` to ``last`` looks back, ahead, or does not say."""
        for i in range(first - 1, max(-1, first - _LOOK), -1):
            word = self.low(i)
            if self._looks_ahead(i) or (word == "to" and self.low(i - 1) in {"is", "are", "be"}):
                past = word != "set" and "had" in self._lows(i - _PAST_PERFECT, i)
                return "behind" if past else "ahead"
            if word in _BEHIND or word in {";", ":"} or _is_past(word):
                return "behind"
        if first > 3:
            return None
        for i in range(last, min(len(self.tokens), last + 2 * _LOOK)):
            word = self.low(i)
            if (self._looks_ahead(i) and word not in _SET) or (word == "to" and self.low(i - 1) in {"is", "are"}):
                return "ahead"
            if word in _BEHIND or _is_past(word):
                return "behind"
        return None

    def _looks_ahead(self, i: int) -> bool:
        word = self.low(i)
        if word == "let":
            return self.low(i + 1) == "'s"
        return word in _AHEAD and not (word == "next" and self.low(i + 1) in {"to", "door"})

    def _lows(self, first: int, last: int) -> list[str]:
        return [self.low(i) for i in range(first, last)]

    def is_ahead(self, first: int, last: int) -> bool:
        """Tell whether the clause plainly speaks of what is to come."""
        return self.tense(first, last) == "ahead"


@cache
def _openings(words: Phrases[DateWord], numbers: Phrases[NumberWord]) -> frozenset[str]:
    return _OPENING | grammar.ARTICLES | words.firsts | numbers.firsts


def openings(layout: Layout, lexicon: Lexicon) -> list[int]:
    """Return the tokens at which a time can begin by their own word; most are passed over by this alone."""
    words = layout.places_of(_openings(lexicon.dates, lexicon.numbers))
    return sorted({*words, *(i for i in layout.numeric if layout.lows[i][0].isdigit())})


def scene_of(layout: Layout, sentence: Sentence, opening: Sequence[int], lexicon: Lexicon) -> Scene:
    """Return the sentence with the time words that stand in it: each at one of the ``opening`` tokens."""
    tokens, lows = layout.tokens[sentence.first : sentence.last], layout.lows[sentence.first : sentence.last]
    words = lexicon.dates
    local = (i - sentence.first for i in opening)
    return Scene(
        tokens=tokens,
        lows=lows,
        low=lookup(lows),
        hits={i: hit for i in local if (hit := words.at(tokens, i)) is not None},
        counted={},
        words=words,
        numbers=lexicon.numbers,
        lexicon=lexicon,
        capitals=layout.capitals,
    )


def _is_past(word: str) -> bool:
    return word.endswith("ed") and len(word) > 4 and not word.endswith("eed")
