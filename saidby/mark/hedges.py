"""Words that say how sure."""

from saidby.lexicon import Lexicon
from saidby.records import Hedge
from saidby.text import Layout


def find_hedges(layout: Layout, lexicon: Lexicon) -> list[Hedge]:
    """Return every hedge, with its probability range where a yardstick defines one, in text order."""
    return []
