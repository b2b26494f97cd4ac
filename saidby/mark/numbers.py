"""Numbers and their bounds: digits, words, ranges, modifiers."""

from saidby.lexicon import Lexicon
from saidby.records import Number
from saidby.text import Layout


def find_numbers(layout: Layout, lexicon: Lexicon) -> list[Number]:
    """Return every number expression of the text with its bounds, in text order."""
    return []
