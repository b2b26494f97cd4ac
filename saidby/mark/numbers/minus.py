"""Which of the short strokes before digits are minus signs: "at -20 degrees", "-3.5 per cent", "-$5 million"."""

from saidby.mark.numbers.parts import Row

_SIGNS = frozenset("-−")
_TRUE = "−"  # nobody sets this one for a dash
_MONEY = frozenset("$£€")
_OPENED = frozenset("([")
# Words and signs after which a hyphen that touches digits is a minus sign, whatever is counted.
_BEFORE = frozenset("was is were are of to at from or by between below above than against and about = (".split())
_BESIDE = frozenset({"to", "or", "and"})  # between two numbers of one unit
_BELOW_ZERO = frozenset("% percent percentage pct per degrees degree ° c f".split())  # what can lie there
_CELL = 3  # tokens of a number that stands alone


def is_minus(row: Row, i: int) -> bool:
    """Tell whether the sign at ``i`` says that the number that it touches lies below zero.

    A hyphen may be a bullet ("-5 mules strayed"), a score ("2 -1") or one of two dashes ("six -14 men- left").
    """
    if row.low(i) not in _SIGNS or not row.joined(i):
        return False
    money = row.low(i + 1) in _MONEY
    if not row.low(i + 1 + money)[:1].isdecimal() or (money and not row.joined(i + 1)):
        return False
    if row.joined(i - 1) and row.low(i - 1) not in _MONEY | _OPENED:
        return False
    before = row.low(i - 1)
    if before[:1].isdecimal():
        return False
    if row.low(i) == _TRUE or before in _BEFORE | _MONEY or len(row.tokens) <= _CELL:
        return True
    last = i + 2 + money
    if _is_one_of_two_dashes(row, last):
        return False
    if before == "":
        return not money and (_ends(row, last) or _goes_on_below(row, last))
    return money or _can_lie_below(row, last) or _goes_on_below(row, last)


def _can_lie_below(row: Row, i: int) -> bool:
    """Tell whether the unit at ``i`` is one of those that go below zero."""
    return row.low(i + row.hyphen(i)) in _BELOW_ZERO


def _goes_on_below(row: Row, i: int) -> bool:
    """Tell whether another number below zero follows: "-5 to -10 degrees"."""
    i += _can_lie_below(row, i)
    following = row.low(i + 1)
    return row.low(i) in _BESIDE and following in _SIGNS and row.joined(i + 1) and not row.joined(i)


def _ends(row: Row, i: int) -> bool:
    """Tell whether the number and its unit are all that stands there, as in the cell of a table."""
    return _can_lie_below(row, i) and all(row.low(k) in _BELOW_ZERO | {"cent", "."} for k in range(i, len(row.tokens)))


def _is_one_of_two_dashes(row: Row, i: int) -> bool:
    """Tell whether a dash that touches the word before it closes what this one opens."""
    return any(
        row.low(k) in _SIGNS and row.joined(k - 1) and not row.joined(k) and k + 1 < len(row.tokens)
        for k in range(i, len(row.tokens))
    )
