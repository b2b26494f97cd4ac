"""Amounts in words, for pages and for what a story says in a sentence. No locale changes them."""

from collections.abc import Sequence

from saidby.records import Amount, Bound, Kind, Value
from saidby.wording import clean

SHOWN = 3  # amounts of a statement that are named where it is only mentioned

_NAMED_SHARES = {0.5: "half", 1 / 3: "a third", 2 / 3: "two thirds", 0.25: "a quarter", 0.75: "three quarters"}
_VAGUE = {  # the least that the words mean, as the program reads them
    3: "several",
    24: "dozens",
    40: "scores",
    200: "hundreds",
    2000: "thousands",
    20_000: "tens of thousands",
    200_000: "hundreds of thousands",
    2e6: "millions",
}
_BEFORE: dict[Bound, str] = {
    "about": "about ",
    "at_least": "at least ",
    "more_than": "more than ",
    "nearly": "nearly ",
    "up_to": "up to ",
    "less_than": "less than ",
}


def amount_words(amount: Value, kind: Kind = "count") -> str:
    """Return "more than 6,000", "10,000 to 12,000", "nearly half"."""
    if amount.bound == "between" and amount.low is not None and amount.high is not None:
        return f"{number_words(amount.low, kind)} to {number_words(amount.high, kind)}"
    number = amount.low if amount.low is not None else amount.high or 0.0
    if amount.bound == "vague":
        return _VAGUE.get(number, f"{number_words(number, kind)} or more, vaguely")
    return _BEFORE.get(amount.bound, "") + number_words(number, kind)


def number_words(value: float, kind: Kind = "count") -> str:
    """Return "6,000", "2.5", "a third", "12.5 %"."""
    if kind == "share":
        named = next((name for share, name in _NAMED_SHARES.items() if abs(share - value) < 0.001), None)
        return named or f"{_trimmed(round(100 * value, 2))} %"
    return _trimmed(value)


def _trimmed(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6f}".rstrip("0")


def distinct(amounts: Sequence[Amount]) -> list[str]:
    """Return each value once, under its measure where an account gave it one; beyond the first few an ellipsis."""
    by_value = {(amount.bound, amount.low, amount.high): measured(amount) for amount in amounts}
    by_value |= {(a.bound, a.low, a.high): measured(a) for a in reversed(amounts) if a.measure != "other"}
    words = list(by_value.values())
    return [*words[:SHOWN], "…"] if len(words) > SHOWN else words


def measured(amount: Amount) -> str:
    """Return the amount with its measure; with what is counted where there is no measure for it."""
    words = amount_words(amount, amount.kind)
    named = amount.measure if amount.measure != "other" else amount.what
    return f"{words} {clean(named)}" if named else words
