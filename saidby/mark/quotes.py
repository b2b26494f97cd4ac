"""Directly quoted passages."""

from saidby.records import Quote
from saidby.text import Layout


def find_quotes(layout: Layout) -> list[Quote]:
    """Return every passage inside quotation marks, without its marks, in text order."""
    return []
