"""Numbers and their bounds: digits, words, ranges, modifiers."""

from collections.abc import Callable, Sequence
from functools import cache
from math import isfinite

from saidby import grammar
from saidby.lexicon import Lexicon, NumberWord, Phrases
from saidby.mark.numbers.digits import read_digits
from saidby.mark.numbers.lists import spread
from saidby.mark.numbers.modifiers import with_modifiers
from saidby.mark.numbers.parts import Part, Row, negative
from saidby.mark.numbers.ranges import read_range
from saidby.mark.numbers.words import FUSED, read_fraction, read_words
from saidby.records import Number, Span
from saidby.text import Layout, lookup

__all__ = ["find_numbers"]

# The grammar of one bare number, in the order tried; each names its rule in the part it returns.
_RULES: tuple[Callable[[Row, int], Part | None], ...] = (read_fraction, read_digits, read_words)
_OPENING = frozenset("half between minus negative - −".split())
_ARTICLES = frozenset({"a", "an"})
_BELOW_ZERO = frozenset({"minus", "negative"})


def find_numbers(layout: Layout, lexicon: Lexicon) -> list[Number]:
    """Return every number expression of the text with its bounds, in text order.

    Digits, words, scales, vague words, fractions, per cent, currency, ranges; modifiers before, after and
    reaching over a list. Digits inside names, ordinals and decades are no numbers; years and dates still are.
    """
    found: list[Number] = []
    for s, opening in layout.holding(_openings(layout, lexicon)):
        lows = layout.lows[s.first : s.last]
        row = Row(layout.tokens[s.first : s.last], lows, lookup(lows), lexicon, layout.capitals)
        found += [_number(row, part) for part in spread(row, _parts(row, [i - s.first for i in opening]))]
    return found


def _parts(row: Row, opening: Sequence[int]) -> list[Part]:
    """Return the sentence's numbers with signs and modifiers, longest first at each place, never overlapping."""
    found: list[Part] = []
    after = 0
    for i in opening:
        part = read_range(row, i, _read_one) if i >= after and _may_begin(row, i) else None
        if part is None or (found and part.first < found[-1].last):
            continue
        part = with_modifiers(row, part)
        found.append(part)
        after = part.last
    return found


def _openings(layout: Layout, lexicon: Lexicon) -> list[int]:
    """Return the tokens at which a number can begin by their own word; most are passed over by this alone."""
    points = (i - 1 for i in layout.numeric if i and layout.lows[i - 1] == ".")
    return sorted({*layout.places_of(_opening_words(lexicon.numbers)), *layout.numeric, *points})


@cache
def _opening_words(numbers: Phrases[NumberWord]) -> frozenset[str]:
    return numbers.firsts | _OPENING | FUSED


def _may_begin(row: Row, i: int) -> bool:
    """Tell whether a number can begin here by the word that follows an article or a point."""
    low = row.low(i)
    if low == ".":
        return row.low(i + 1)[:1].isdecimal()
    if low not in _ARTICLES:
        return True
    following, numbers = row.low(i + 1), row.lexicon.numbers
    if following in grammar.HYPHENS or numbers.begins(following):
        return True
    hit = numbers.at(row.tokens, i)
    return hit is not None and hit.last > i + 1


def _read_one(row: Row, i: int) -> Part | None:
    """Return the bare number at token ``i``, "minus" included."""
    if i >= len(row.tokens):
        return None
    if row.low(i) in _BELOW_ZERO:
        at = i + 2 if row.hyphen(i + 1) else i + 1  # "minus-5"
        part = _read_one(row, at) if row.low(at) not in _BELOW_ZERO else None
        if part is None or part.low is None or (part.words and row.low(i) == "negative"):
            return None
        return negative(part, first=i)
    for rule in _RULES:
        part = rule(row, i)
        if part is not None:  # 400 digits are no count of anything
            return part if isfinite(part.low or 0) and isfinite(part.high or 0) else None
    return None


def _number(row: Row, part: Part) -> Number:
    first, last = part.bare
    modifier = part.modifier
    return Number(
        span=_span(row, part.first, part.last),
        bare=_span(row, first, last),
        kind=part.kind,
        bound=part.bound,
        low=part.low,
        high=part.high,
        rule=part.rule,
        modifier=_span(row, *modifier) if modifier else None,
        entry=part.entry,
    )


def _span(row: Row, first: int, last: int) -> Span:
    return Span(row.tokens[first].start, row.tokens[last - 1].end)
