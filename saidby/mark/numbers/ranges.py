"""Ranges: "10,000-12,000", "between X and Y", "X to Y", "three or four"."""

from collections.abc import Callable

from msgspec import structs

from saidby import grammar
from saidby.lexicon import kinds
from saidby.mark.numbers.parts import Part, Row
from saidby.mark.numbers.signs import with_signs

_DASHES = grammar.DASHES | {"~"}
Reader = Callable[[Row, int], Part | None]
_APART = frozenset("gap difference differences distinction divide spread ratio choice choose".split())
_STEP = 5  # times as much: the first number says by how much, the second to what, and they are no span


def read_range(row: Row, i: int, read: Reader) -> Part | None:
    """Return the range that begins at token ``i``, or the single number, with their signs; None where there is none.

    "from 18 per cent to 10 per cent" says two things, a change, and makes two numbers.
    """
    between = row.low(i) == "between"
    start = i + between
    first = read(row, start)
    if first is None and between:  # "between $5 million and ..."
        first = next((p for k in (1, 2, 3) if (p := read(row, start + k)) and with_signs(row, p).first == start), None)
    if first is None:
        return None
    joint = _joint(row, first.last, between=between)
    if joint is None:
        bare = with_signs(row, first)
        joint = _joint(row, bare.last, between=between) if bare.last != first.last else None
        if joint is None:
            return None if between else bare
    second = _second(row, joint, read)
    if second is None:
        return None if between else with_signs(row, first)
    whole = _joined(row, start, first, second, word=row.low(joint - 1), between=between)
    return whole or (None if between else _alone(row, first, second))


def _alone(row: Row, first: Part, second: Part) -> Part:
    """Return the first number of a change, under the scale and sign of the second: "from 5 to 10 per cent"."""
    one = with_signs(row, first)
    begin = min(first.first, one.first)
    if one.signed or one.low is None or row.low(begin - 1) != "from" or row.low(first.last) != "to":
        return one
    low = _scaled_like(row, one.low, first, second)
    return structs.replace(one, low=low, high=low, kind=second.kind)


def _joint(row: Row, at: int, *, between: bool) -> int | None:
    """Return where the second number begins, past the word or dash that ties it to the first."""
    word = row.low(at)
    if word in {"to", "or", "through"} and not between:
        return at + 1
    if word == "and" and between:
        return at + 1
    if word in _DASHES:
        dashed = row.hyphen(at) or word in {"–", "—", "~"} or _spaced(row, at) or (row.low(at + 1) in {"$", "£", "€"})
        return at + 1 if dashed and (row.low(at + 1)[:1].isalnum() or row.low(at + 1) in {"$", "£", "€"}) else None
    return None


def _spaced(row: Row, at: int) -> bool:
    """Tell whether a hyphen with a space on either side stands between long numbers of one length: 1000 - 5000."""
    before, after = row.low(at - 1), row.low(at + 1)
    return before.isdecimal() and after.isdecimal() and len(before) == len(after) > 2 and before < after


def _second(row: Row, at: int, read: Reader) -> Part | None:
    """Return the second number; a currency sign may stand before it."""
    for skip in range(4):
        second = read(row, at + skip)
        if second is not None:
            signed = with_signs(row, second)
            return structs.replace(signed, first=at) if signed.first <= at else None
    return None


def _joined(row: Row, start: int, first: Part, second: Part, *, word: str, between: bool) -> Part | None:
    """Return one part for both ends, the first taking scale and sign of the second; None where it is no range."""
    low, high = first.low, second.high
    if low is None or high is None or first.bound == "vague":
        return None
    one = with_signs(row, first)
    if one.kind == "share" and one.signed and second.kind != "share":  # "rose 8 per cent to 365 points"
        return None
    same = one.signed and second.signed and one.kind == second.kind
    if same or (one.signed and one.kind == "share"):
        low = one.low if one.low is not None else low
    else:
        low = _scaled_like(row, low, first, second)
    whole = Part(
        first=min(start, one.first) - between,
        last=max(second.last, one.last),
        low=low,
        high=high,
        bound="between",
        kind=second.kind if second.kind != "count" else one.kind,
        rule="range: between N and N" if between else f"range: N {word if word.isalpha() else '-'} N",
        words=first.words,
        scaled=second.scaled,
        signed=one.signed or second.signed,
    )
    if one.signed and second.signed and not same:  # "fell 21 per cent to $107 million"
        return None
    if low > high and _is_backwards(row, whole, between=between):
        return structs.replace(whole, low=high, high=low)
    if word == "or" and not _neighbours(low, high, words=first.words):
        return None
    if word == "to" and _is_change(row, whole.first, low, high, same=same, signed=second.signed):
        return None
    return whole if low < high and not _is_code(row, whole) else None


def _is_backwards(row: Row, whole: Part, *, between: bool) -> bool:
    """Tell whether a range has its upper end first: between 50 and 40, -5 to -10; not "the gap between 50 and 40"."""
    if between:
        return row.low(whole.first - 1) not in _APART
    below = whole.high is not None and whole.low is not None and whole.high < whole.low < 0
    return below and not _is_change(row, whole.first, whole.high or 0, whole.low or 0, same=True, signed=whole.signed)


def _is_change(row: Row, begin: int, low: float, high: float, *, same: bool, signed: bool) -> bool:
    """Tell whether "X to Y" says what was and what is: from 18 to 25, rose $1.25 to $21.75, down by 30 to 126."""
    before = row.low(begin - 1)
    words = kinds(row.lexicon.words)
    changes = words["change"] | words["rise"] | words["fall"] | {"up", "down"}
    said = {t.low for t in row.tokens[max(0, begin - 40) : begin]}
    if before == "from" and changes & said:
        return True
    if same and (before in changes or (before == "by" and high > _STEP * low)):  # "up by 0.1 points to 4.2 per cent"
        return True
    if signed:
        return False
    # nobody gives a span to the last man: "(2,561 to 3,364)"
    if before == "(" and changes & said:
        return True
    return (before == "by" and high > 2 * low) or (_precise(low) and _precise(high))


def _is_code(row: Row, part: Part) -> bool:
    """Tell whether more digits follow: 555-12-34, 2020-11-05."""
    return row.low(part.last) in _DASHES and row.hyphen(part.last) and row.low(part.last + 1).isdecimal()


def _scaled_like(row: Row, low: float, first: Part, second: Part) -> float:
    """Return the first value under the scale and sign of the second: "10 to 12 million", "5-10 per cent"."""
    if second.kind == "share" and second.signed and first.kind == "count":
        low = round(low / 100, 9)
    if second.scaled and not first.scaled and second.high is not None:
        factor = 1.0
        while factor * 1000 <= second.high and second.rule.find("scale") + 1 + second.words:
            factor *= 1000
        mantissa = second.high / factor
        if factor > 1 and low < mantissa:
            low *= factor
    return low


def _precise(value: float) -> bool:
    return value > 200 and value % 5 != 0


def _neighbours(low: float, high: float, *, words: bool) -> bool:
    """Tell whether "X or Y" reads as a span of one size: three or four, 10 or 15."""
    return high <= 2 * low and (high - low <= 2 or not words or low >= 10)
