"""The unit of a figure: what is counted, as it stands; the currency by name; inferred where it is left out."""

from collections.abc import Sequence

from saidby import grammar
from saidby.lexicon import Hit, Unit
from saidby.mark.figures.nature import is_magnitude
from saidby.mark.figures.nouns import Noun
from saidby.mark.figures.scene import Finding, Item
from saidby.mark.figures.settings import DETERMINERS, STOPS, Setting
from saidby.records import Reason, Span

Given = tuple[str | None, Reason | None]

_TALLIES = {"killed": "deaths", "wounded": "injured", "missing": "missing", "infected": "cases"}
_PERSONAL = frozenset(
    {"killed", "wounded", "casualties", "missing", "detained", "displaced", "rescued", "attending", "affected"}
)
_HURT = frozenset({"killed", "wounded", "casualties", "missing"})
_TOLLS = (": deaths", ": death toll", ": injuries", ": cases")  # entries whose words name what they tally
_STANDING_IN = frozenset("them whom those these which lot others other".split())
_OUTSIDE = DETERMINERS | frozenset("other another more additional further new-found such same of ' \" “ ‘ ’ ”".split())
_STATES = frozenset({"dead", "wounded", "injured"})
_LEFT = frozenset({"left", "leaving", "leaves", "leave"})
_SINGULAR = {"men": "man", "women": "woman", "children": "child", "policemen": "policeman"}
_PLURAL = {one: many for many, one in _SINGULAR.items()} | {"person": "people"}
_BACK = 3  # sentences back in which what is counted may have been named
_PORTION = 3  # words behind "of" in "pieces of packaging material"
_FEW = 8  # figures back likewise


def unit_of(items: Sequence[Item], i: int, finding: Finding | None) -> Given:
    """Return the unit of item ``i`` and why: its noun, its currency, or what an elided noun stood for."""
    item = items[i]
    s = item.setting
    if s.number.kind in {"money", "measure"}:
        return _sign(s) or _hanging(item) or _elided(items, i)
    if item.noun is not None and item.noun.head not in _STANDING_IN:
        span = phrase(s, item.noun)
        return span.of(s.text), Reason(step="figures", rule="unit: noun after number", span=span)
    if is_magnitude(s):
        return "magnitude", Reason(step="figures", rule="unit: magnitude")
    if _in_state(items, i):
        span = s.tokens[s.last].span
        return span.of(s.text), Reason(step="figures", rule="unit: state after number", span=span)
    if finding is not None and finding.reason.rule == "tally + figure" and finding.measure in _TALLIES:
        return _tally(s, finding), Reason(step="figures", rule="unit: tally", span=finding.reason.span)
    found = _elided(items, i, persons=finding is not None and finding.measure in _HURT)
    if found[0] is None and s.number.kind == "count" and finding is not None and finding.measure in _PERSONAL:
        if finding.measure in _TALLIES and (finding.reason.entry or "").endswith(_TOLLS):
            return _tally(s, finding), Reason(step="figures", rule="unit: tally", span=finding.reason.span)
        return "people", Reason(step="figures", rule="unit: persons by measure")
    return found


def _hanging(item: Item) -> Given | None:
    """Return the unit that follows the last of a row: "7- or 8-inch"."""
    if item.noun is None or item.setting.number.kind != "measure" or item.noun.first - item.setting.last < 2:
        return None
    span = phrase(item.setting, item.noun)
    return span.of(item.setting.text), Reason(step="figures", rule="unit: shared by a row", span=span)


def _in_state(items: Sequence[Item], i: int) -> bool:
    """Tell whether the number counts the dead or the injured themselves: "19 dead", but not "left 19 dead"."""
    s = items[i].setting
    if items[i].noun is not None or s.low(s.last) not in _STATES or s.low(s.first - 1) in _LEFT:
        return False
    if s.low(s.first - 1) == "the":  # "three were among the 14 dead"
        return True
    return all(e.noun is None or e.setting.sentence.index != s.sentence.index for e in items[max(0, i - _FEW) : i])


def phrase(s: Setting, noun: Noun) -> Span:
    """Return the words of the counted noun with those that say its sort, "other" and "the" left out."""
    if s.word(noun.first) == "times" and not noun.whole:  # "9 times earnings"
        return s.tokens[noun.first].span
    outside = _OUTSIDE | s.nouns("unsorted")
    first = noun.first
    for k in range(noun.first, noun.last - 1):
        if s.low(k) in outside or (k == first and _is_count(s, k)):
            first = k + 1
        elif k == first:
            first = _past_people(s, k, noun)
    if _says_what_size(s, first, noun):
        return s.tokens[first].span
    return Span(s.tokens[first].start, s.tokens[_past_portion(s, noun) - 1].end)


def _says_what_size(s: Setting, first: int, noun: Noun) -> bool:
    """Tell whether the number counts the first of two nouns: "a 12 page paper" has twelve pages."""
    if first != noun.last - 2 or s.value <= 1 or s.number.kind != "count" or s.plural(noun.head):
        return False
    return s.low(s.first - 1) in grammar.ARTICLES and s.low(first).isalpha() and not s.name_like(first)


def _is_count(s: Setting, k: int) -> bool:
    """Tell whether the count of the whole stands at ``k``: "two of the mill's six wheels"."""
    hit = s.lexicon.numbers.at(s.tokens, k, s.sentence.last)
    return hit is not None and hit.entry.role in {"unit", "teen", "ten", "group"}


def _past_people(s: Setting, k: int, noun: Noun) -> int:
    """Return the token behind the name of a people or place at ``k``: it says whose men, not what is counted."""
    hit = s.lexicon.places.at(s.tokens, k, noun.last)
    return hit.last if hit is not None and hit.last < noun.last else k


def _past_portion(s: Setting, noun: Noun) -> int:
    """Return the token after the unit: "rounds of ammunition" goes on behind "of"."""
    k = noun.last
    if noun.head not in s.nouns("portion") or s.low(k) != "of":
        return k
    while k - noun.last < _PORTION and _is_plain(s, k + 1):
        k += 1
    return k + 1 if k > noun.last else noun.last


def _is_plain(s: Setting, k: int) -> bool:
    low = s.low(k)
    return low.isalpha() and low not in STOPS and not low.endswith("ing")


def _tally(s: Setting, finding: Finding) -> str:
    """Return what a tally counts in its own word: "fatalities stand at", "the dead number"; else its common name."""
    words = finding.reason.span.of(s.text).split() if finding.reason.span is not None else []
    own = len(words) == 1 and (s.plural(words[0].casefold()) or words[0].casefold() in _STATES)
    return words[0] if own else _TALLIES[finding.measure]


def _sign(s: Setting) -> Given | None:
    """Return the currency or measure beside the number; a currency by its full name: "HK $4", "35€"."""
    money = s.number.kind == "money"
    before = [s.bare_first - 2, s.bare_first - 1, s.bare_first] if money else []
    after = range(s.last, s.last + (4 if money else 2))
    for at in (*before, *([s.bare_last - 1] if money else []), *after):
        inside = s.sentence.first <= at < s.sentence.last
        hit = s.lexicon.units.at(s.tokens, at, s.sentence.last) if inside else None
        if hit is None or hit.entry.kind != s.number.kind or (at < s.bare_first and hit.last <= s.bare_first):
            continue
        if at < s.bare_first and s.low(at) == "a" and not s.joined(at):  # "a $40 fine"
            continue
        if at > s.bare_first or hit.entry.place == "before":
            return _shown(s, hit), Reason(step="figures", rule="unit: sign", entry=s.lexicon.units.name(hit.entry))
    return None


def _shown(s: Setting, hit: Hit[Unit]) -> str:
    return hit.entry.name or hit.span(s.tokens).of(s.text)


def _elided(items: Sequence[Item], i: int, *, persons: bool = False) -> Given:
    """Return the unit of the last figure of the same kind that had a noun, here or a few sentences before.

    ``persons``: only such a noun as can be killed or hurt ("hit two boats, killing six").
    """
    here = items[i].setting
    if here.low(here.first - 1) == "or" and here.low(here.first - 3) in {"a", "an", "another"}:
        span = here.tokens[here.first - 2].span  # "another boat or two"
        words = _in_number(span.of(here.text), here, alone=True)
        return words, Reason(step="figures", rule="unit: noun before number", span=span)
    noun = items[i].noun
    part = here.number.kind == "share" and noun is not None and noun.head in _STANDING_IN  # "half of them"
    for earlier in reversed(items[max(0, i - _FEW) : i]):
        s = earlier.setting
        if here.sentence.index - s.sentence.index > _BACK:
            break
        if s.number.kind != here.number.kind and not (part and s.number.kind == "count"):
            continue
        if here.number.kind == "money":
            return _sign(s) or (None, None)
        if persons and earlier.noun is not None and earlier.noun.head in s.nouns("thing") | s.nouns("happening"):
            return None, None
        if earlier.noun is not None and _can_stand(earlier):
            span = phrase(s, earlier.noun)
            words = _in_number(span.of(s.text), here, alone=s.value == 1 or earlier.compound)
            return words, Reason(step="figures", rule="unit: inferred", span=span)
    return None, None


def _can_stand(earlier: Item) -> bool:
    """Tell whether a later bare number can count what the earlier one did: no pronoun, no place named beside it."""
    noun = earlier.noun
    s = earlier.setting
    return noun is not None and noun.head not in _STANDING_IN | s.nouns("place") | s.nouns("portion")


def _in_number(words: str, s: Setting, *, alone: bool) -> str:
    """Return the words in the singular for one, in the plural for more."""
    *rest, head = words.split()
    low = head.casefold()
    if low == "people":
        return words
    if s.value != 1 or s.number.bound == "vague":
        many = _PLURAL.get(low) or (f"{low}s" if alone and s.value >= 1 and not low.endswith("s") else low)
        return words if many == low else " ".join([*rest, many.upper() if head.isupper() else many])
    single = _SINGULAR.get(low) or (low[:-3] + "y" if low.endswith("ies") else low[:-1] if s.plural(low) else low)
    return " ".join([*rest, single.upper() if head.isupper() else single])
