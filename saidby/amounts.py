"""Amounts in words, for pages and for what a story says in a sentence. No locale changes them."""

from saidby.records import Bound, Kind

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


def amount_words(*, bound: Bound, low: float | None, high: float | None, kind: Kind = "count") -> str:
    """Return "more than 6,000", "10,000 to 12,000", "nearly half"."""
    if bound == "between" and low is not None and high is not None:
        return f"{number_words(low, kind)} to {number_words(high, kind)}"
    value = low if low is not None else high
    if value is None:
        return "unknown"
    if bound == "vague":
        return _VAGUE.get(value, f"{number_words(value, kind)} or more, vaguely")
    return _BEFORE.get(bound, "") + number_words(value, kind)


def number_words(value: float, kind: Kind = "count") -> str:
    """Return "6,000", "2.5", "a third", "12.5 %"."""
    if kind == "share":
        named = next((name for share, name in _NAMED_SHARES.items() if abs(share - value) < 0.001), None)
        return named or f"{_trimmed(round(100 * value, 2))} %"
    return _trimmed(value)


def _trimmed(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6f}".rstrip("0")
