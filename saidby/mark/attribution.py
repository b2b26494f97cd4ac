"""Who said what: source, cue and content."""

from collections.abc import Sequence

from saidby.lexicon import Lexicon
from saidby.records import Attribution, Quote
from saidby.text import Layout


def find_attributions(layout: Layout, quotes: Sequence[Quote], lexicon: Lexicon) -> list[Attribution]:
    """Return source, cue and content wherever the text says whose word it is, in text order."""
    return []
