"""Amounts in words: the same everywhere, and as a reader would say them."""

import pytest

from saidby.amounts import amount_words, number_words
from saidby.records import Bound, Kind, Value


@pytest.mark.parametrize(
    ("bound", "low", "high", "words"),
    [
        ("exact", 870, 870, "870"),
        ("about", 11000, 11000, "about 11,000"),
        ("more_than", 6000, None, "more than 6,000"),
        ("at_least", 0.5, None, "at least half"),
        ("nearly", None, 0.5, "nearly half"),
        ("up_to", None, 12000, "up to 12,000"),
        ("less_than", None, 0.125, "less than 12.5 %"),
        ("between", 10000, 12000, "10,000 to 12,000"),
        ("vague", 24, None, "dozens"),
        ("vague", 36, None, "36 or more, vaguely"),
    ],
)
def test_amounts_in_words(bound: Bound, low: float | None, high: float | None, words: str) -> None:
    kind: Kind = "share" if (low or high or 0) < 1 else "count"
    assert amount_words(Value(bound=bound, low=low, high=high), kind) == words


def test_numbers_in_words() -> None:
    assert [number_words(n) for n in (870, 1.5e6, 2.5)] == ["870", "1,500,000", "2.5"]
    assert [number_words(n, "share") for n in (1 / 3, 0.42)] == ["a third", "42 %"]
