"""Words that name a time, resolved as far as the article lets us."""

from saidby.lexicon import Lexicon
from saidby.records import DateMention
from saidby.text import Layout


def find_dates(layout: Layout, anchor: str | None, lexicon: Lexicon) -> list[DateMention]:
    """Return every date, weekday, relative time and duration, resolved against ``anchor`` (the day of publication)."""
    return []
