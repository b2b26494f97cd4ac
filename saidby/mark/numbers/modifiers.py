"""Modifiers before and after a number, and the bounds that they give: "more than", "or so", "up to about"."""

from msgspec import structs

from saidby import grammar
from saidby.lexicon import Hit, Modifier, kinds
from saidby.mark.numbers.parts import Part, Row
from saidby.records import Bound

_LOWER = frozenset({"more_than", "at_least"})
_UPPER = frozenset({"nearly", "less_than", "up_to"})
_LONGEST = 5  # words of the longest modifier in the lexicon


_RISEN = frozenset("gone went goes risen rose rises climbed jumped shot moved going crept soared inched ticked".split())


_SAYS = frozenset("report reported reports said say says told wrote writes".split())


def with_modifiers(row: Row, part: Part) -> Part:
    """Return ``part`` with the modifiers that touch it and the bounds that they make of it.

    Contradictory modifiers ("over nearly 100") give "about"; a verb of passing ("exceeded 60") gives its bound and
    stays outside the words.
    """
    bounds: list[Bound] = []
    found: list[Hit[Modifier]] = []
    last, first = part.last, part.first
    after = _after(row, part)
    if after is not None:
        last = after.last
        bounds, found = [after.entry.bound], [after]
    while (before := _before(row, first, part)) is not None:
        found.append(before)
        bounds.append(before.entry.bound)
        if not before.entry.spoken:
            break
        first = before.first
    if not found:
        return part
    return _bounded(row, structs.replace(part, first=first, last=last), part, bounds, found)


def _bounded(row: Row, wide: Part, part: Part, bounds: list[Bound], found: list[Hit[Modifier]]) -> Part:
    bound = bounds[0]
    for outer in bounds[1:]:
        bound = _combined(outer, bound)
    head = found[-1]
    low, high, bound = limits(part, bound)
    side = "modifier + " if found[0].entry.place == "before" or len(found) > 1 else ""
    return structs.replace(
        wide,
        low=low,
        high=high,
        bound=bound,
        rule=f"{side}{part.rule}{'' if side else ' + modifier'}",
        inner=(part.first, part.last),
        modifier=(head.first, head.last),
        entry=row.lexicon.modifiers.name(head.entry),
    )


def limits(part: Part, bound: Bound) -> tuple[float | None, float | None, Bound]:
    """Return low, high and bound of ``part`` under a modifier's bound."""
    low = part.low if part.low is not None else part.high
    high = part.high if part.high is not None else part.low
    if part.bound == "vague":
        return (None, part.low, bound) if bound in _UPPER else (part.low, None, "vague")
    if bound in _LOWER:
        return low, None, bound
    if bound in _UPPER:
        return None, high, bound
    return low, high, "between" if part.bound == "between" else bound


def _combined(outer: Bound, inner: Bound) -> Bound:
    """Return the bound of one modifier around another."""
    if (outer in _LOWER and inner in _UPPER) or (outer in _UPPER and inner in _LOWER):
        return "about"
    return inner if outer == "about" else outer


def _before(row: Row, first: int, part: Part) -> Hit[Modifier] | None:
    """Return the longest modifier that ends right before token ``first``."""
    end = first
    if end == 0 or (row.low(end - 1) in {"-", ","} and row.low(end - 2) != "sub"):
        return None
    for start in range(max(0, end - _LONGEST), end):
        hit = row.lexicon.modifiers.at(row.tokens, start, end)
        if hit is not None and hit.last == end and hit.entry.place != "after" and _fits(row, hit, part):
            return hit
    if row.low(end - 1) in grammar.ARTICLES and end > 1:
        return _past_article(row, end - 1)
    return None


def _past_article(row: Row, end: int) -> Hit[Modifier] | None:
    """Read "crossed the 3,000 mark", where an article parts verb and number."""
    for start in range(max(0, end - _LONGEST), end):
        hit = row.lexicon.modifiers.at(row.tokens, start, end)
        if hit is not None and hit.last == end and not hit.entry.spoken:
            return hit
    return None


def _fits(row: Row, hit: Hit[Modifier], part: Part) -> bool:
    """Tell whether the words do modify the number: not "worried about two men", "presided over 3 trials"."""
    term, low, previous = hit.entry.term, row.low(hit.first), row.low(hit.first - 1)
    if term in {"over", "about", "above"} and hit.last - hit.first == 1:
        topic = previous in kinds(row.lexicon.words)["topic"]  # "over" and "about" say what something is about
        share = part.kind == "share" and previous in _SAYS  # "said about a third of them left"
        if low in {"over", "about"} and topic and not share and part.low is not None and part.low < 10:
            return False
        if low == "over" and previous[:1].isdecimal() and _is_span_of_time(row, part):  # "$200 over 3 years"
            return False
        if low == "about" and previous in {"talking", "speaking", "talk", "speak"}:
            return False
        return low != "over" or not _over_is_place(row, hit, part)
    if low == "some" and part.words and part.low is not None and part.low < 3:
        return False
    if low == "around" and previous in {"organized", "organised", "based", "built", "centred", "centered", "revolves"}:
        return False
    if low == "up" and previous in _RISEN:  # "has gone up to 238" gives no bound
        return False
    if low == "close" and row.low(hit.first - 1) in {"too", "so"}:
        return False
    if not hit.entry.spoken:
        return _is_passing(row, hit, part)
    return not (low in {"under", "below"} and previous in {"from", "charged", "law"})


def _is_span_of_time(row: Row, part: Part) -> bool:
    unit = row.lexicon.units.at(row.tokens, part.last) if part.last < len(row.tokens) else None
    return unit is not None and unit.entry.kind == "none"


def _over_is_place(row: Row, hit: Hit[Modifier], part: Part) -> bool:
    """Tell whether "over" is a preposition: "over two counts", "over the three", "a row over 2 islands"."""
    return part.words and part.low is not None and part.low < 4 and part.kind == "count" and not part.scaled


def _is_passing(row: Row, hit: Hit[Modifier], part: Part) -> bool:
    """Tell whether a verb of passing has the number for its mark and not for an object ("crossed two rivers")."""
    if row.low(hit.first) in {"crossed", "crosses", "passed", "passes", "topped", "tops", "topping", "has", "have"}:
        return part.low is not None and (part.low >= 20 or part.kind != "count")
    return True


def _after(row: Row, part: Part) -> Hit[Modifier] | None:
    """Return the modifier that follows: "60 or more", "60-plus", "60+", "300 or so"."""
    at = part.last + 1 if row.hyphen(part.last) else part.last
    if at >= len(row.tokens):
        return None
    hit = row.lexicon.modifiers.at(row.tokens, at)
    if hit is None and row.low(at) == "," and at + 1 < len(row.tokens):
        hit = row.lexicon.modifiers.at(row.tokens, at + 1)
        if hit is not None and hit.entry.term != "at most":
            hit = None
    if hit is None or hit.entry.place == "before":
        return None
    return None if row.low(hit.first) == "+" and not row.joined(hit.first - 1) else hit
