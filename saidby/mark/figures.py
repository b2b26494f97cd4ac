"""Which numbers are figures, of what kind, and what they count."""

from collections.abc import Sequence

from saidby.lexicon import Lexicon
from saidby.records import DateMention, Figure, Number
from saidby.text import Layout


def find_figures(
    layout: Layout, numbers: Sequence[Number], dates: Sequence[DateMention], article_key: str, lexicon: Lexicon
) -> list[Figure]:
    """Return the numbers that state something about the world, with unit and measure, in text order."""
    return []
