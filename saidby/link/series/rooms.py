"""Which numbers the words of a value leave room for: "more than 5,000" is not said of 9,000."""

import math

from saidby.likeness import number_of
from saidby.records import Figure, Value

Room = tuple[float, float]  # the least and the greatest number, both included

_NEAR, _FAR = 0.05, 0.1  # of a number: how far off "about" it may be at least and at most
_ROUND = 1000  # from which a plain number with noughts behind it stands for what rounds to it
_SHARE = 0.1  # of a share
_WHOLE_SHARE = 1.0


def room_of(value: Value) -> Room | None:
    """Return the numbers that a count can be, None for vague words.

    "About 600" has half of its last digit that is no nought, and at least a twentieth; "more than 1,100" goes as far
    as 1,200, the next number that one would say; "at least" has no end, as what is counted so far has none.
    """
    if value.bound == "vague":
        return None
    if value.bound == "between" and value.low is not None and value.high is not None:
        return value.low, value.high
    number = number_of(value)
    step = max(_NEAR * number, min(_step(number), number))
    match value.bound:
        case "about":
            off = min(max(_step(number) / 2, _NEAR * number), _FAR * number)
            return number - off, number + off
        case "more_than":
            return number, number + step
        case "nearly":
            return number - min(step, _FAR * number), number
        case "at_least":
            return number, math.inf
        case "less_than" | "up_to":
            return 0.0, number
        case _:
            off = min(_step(number) / 2, _NEAR * number) if number >= _ROUND and _step(number) > 1 else 0.0
            return number - off, number + off


def room_of_share(share: Value, base: Figure) -> Room | None:
    """Return the numbers that a share of a count can be."""
    whole = room_of(base)
    if whole is None or share.bound == "vague":
        return None
    number = number_of(share)
    low = number if share.bound in {"more_than", "at_least"} else number * (1 - _SHARE)
    high = number if share.bound in {"nearly", "less_than", "up_to"} else number * (1 + _SHARE)
    if share.bound == "between":
        low, high = share.low or 0.0, share.high or _WHOLE_SHARE
    if share.bound in {"less_than", "up_to"}:
        low = 0.0
    if share.bound == "at_least":
        high = _WHOLE_SHARE
    return low * whole[0], high * whole[1]


def apart(a: Room, b: Room) -> bool:
    """Tell whether no number is in both."""
    return a[1] < b[0] or b[1] < a[0]


def _step(number: float) -> float:
    """Return the size of the last digit that is no nought: 100 for 1,100."""
    whole = int(number)
    if whole != number or whole == 0:
        return 0.0
    return float(10 ** (len(str(whole)) - len(str(whole).rstrip("0"))))
