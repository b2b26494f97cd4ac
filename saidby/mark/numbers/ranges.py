"""Ranges: "10,000-12,000", "between X and Y", "X to Y", "three or four"."""

from collections.abc import Callable

from msgspec import structs

from saidby.mark.numbers.parts import Part, Row
from saidby.mark.numbers.signs import with_signs

_DASHES = frozenset({"-", "–", "—", "‐", "‑"})
Reader = Callable[[Row, int], Part | None]


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
    if word in {"to", "or"} and not between:
        return at + 1
    if word == "and" and between:
        return at + 1
    if word in _DASHES:
        dashed = row.hyphen(at) or word in {"–", "—"} or (row.low(at + 1) in {"$", "£", "€"})
        return at + 1 if dashed and (row.low(at + 1)[:1].isalnum() or row.low(at + 1) in {"$", "£", "€"}) else None
    return None


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
    same = one.signed and second.signed and one.kind == second.kind
    if one.signed and second.signed and not same:  # "fell 21 per cent to $107 million"
        return None
    before = row.low(min(start, one.first) - 1)
    if word == "to" and same and before in _CHANGES:  # "rose $1.25 to $21.75"
        return None
    if same or (one.signed and one.kind == "share"):
        low = one.low if one.low is not None else low
    else:
        low = _scaled_like(row, low, first, second)
    if not low < high or (word == "or" and not _neighbours(low, high, words=first.words)):
        return None
    if before == "from" and _is_change(row, start):
        return None
    if before == "by" and high > 2 * low and not second.signed:  # "down by 30 to 126"
        return None
    if (
        word == "to" and _precise(low) and _precise(high) and second.kind == "count"
    ):  # nobody gives a span to the last man: "(2,561 to 3,364)"
        return None
    if row.low(second.last) in _DASHES and row.hyphen(second.last) and row.low(second.last + 1).isdecimal():
        return None  # 555-12-34, 2020-11-05
    first_token = min(start, one.first)
    kind = second.kind if second.kind != "count" else one.kind
    name = "between N and N" if between else f"N {word if word.isalpha() else '-'} N"
    return Part(
        first=first_token - between,
        last=max(second.last, one.last),
        low=low,
        high=high,
        bound="between",
        kind=kind,
        rule=f"range: {name}",
        words=first.words,
        scaled=second.scaled,
        signed=one.signed or second.signed,
    )


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


def _is_change(row: Row, start: int) -> bool:
    """Tell whether a verb of change governs "from X to Y"."""
    before = {t.low for t in row.tokens[max(0, start - 40) : start]}
    return bool(before & _CHANGES)


_CHANGES = frozenset(
    "rise rises rose risen rising grow grows grew grown growing increase increases increased increasing raise raises "
    "raised raising fall falls fell fallen falling drop drops dropped dropping decline declines declined declining "
    "decrease decreased decreasing reduce reduced reducing reduces cut cuts cutting lower lowered lowering went go "
    "goes going jump jumps jumped jumping surge surged surging climb climbs climbed climbing soar soared slip slipped "
    "slid slide shrink shrank shrunk dip dipped plunge plunged up down change changed revised expand expanded doubled "
    "widened narrowed improved came come swell swelled".split()
)
