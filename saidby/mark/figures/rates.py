"""By what a figure is reckoned: "$52 a barrel", "40 km an hour", "300 tests per day"."""

from saidby import grammar
from saidby.mark.figures.scene import Item
from saidby.mark.figures.settings import Setting
from saidby.records import Span

# Behind these a week or a year tells when: "$40 a year ago", "two a week later".
_WHEN = frozenset("ago later earlier before after since into when away from early prior hence".split())
_WIDE = frozenset({"square", "sq", "cubic"})


def rate_of(item: Item) -> Span | None:
    """Return the words for that by which the figure is reckoned, its "per" or "a" left out; None where by nothing.

    Money:     $52 a barrel, 20 euros per square foot       Counts:  300 tests per day, 20 a week
    Measures:  40 barrels a day, 11 feet per century        Bound:   a 52,000 barrel-a-day refinery
    """
    s = item.setting
    for at in _behind(item):
        first = _led(s, at)
        if first is not None:
            return Span(s.tokens[first].start, s.tokens[_last(s, first) - 1].end)
    return None


def _behind(item: Item) -> list[int]:
    """Return where the rate may begin: right behind the number, its unit, its noun."""
    s = item.setting
    first = s.last + (s.low(s.last) in grammar.HYPHENS)
    hit = s.lexicon.units.at(s.tokens, first, s.sentence.last) if s.low(s.last) else None
    unit = hit.last if hit is not None and hit.entry.kind in {"money", "measure"} else s.last
    noun = [item.noun.last] if item.noun is not None and not item.noun.whole and item.noun.last > unit else []
    return [unit, *noun]


def _led(s: Setting, at: int) -> int | None:
    """Return the token behind "per" or "a", or its hyphen or slash, None where nothing leads to a rate."""
    if s.low(at) == "/" and s.low(at + 1) in s.nouns("reckoned"):
        return at + 1
    if s.low(at) in grammar.HYPHENS and s.low(at + 1) in {"a", "an", "per"}:
        at += 1
    word, first = s.low(at), at + 1 + (s.low(at + 1) in grammar.HYPHENS)
    if word == "per":
        return first if s.low(first)[:1].isalnum() and s.low(first) != "cent" else None
    if word not in {"a", "an"} or s.low(first) not in s.nouns("reckoned") or s.number.kind == "share":
        return None
    return None if s.low(first + 1) in _WHEN else first


def _last(s: Setting, first: int) -> int:
    """Return the token behind the words: one word, save for "square foot" and "100,000 people"."""
    two = s.low(first) in _WIDE or s.low(first)[:1].isdecimal()
    return first + 1 + (two and s.low(first + 1).isalpha())
