"""Which numbers are figures, of what kind, and what they count."""

import hashlib
from collections.abc import Sequence

from saidby.lexicon import Lexicon
from saidby.mark.figures.guards import why_none
from saidby.mark.figures.nouns import noun_after
from saidby.mark.figures.settings import Setting, setting_of
from saidby.records import DateMention, Figure, Number
from saidby.text import Layout

__all__ = ["find_figures"]


def find_figures(
    layout: Layout, numbers: Sequence[Number], dates: Sequence[DateMention], article_key: str, lexicon: Lexicon
) -> list[Figure]:
    """Return the numbers that state something about the world, with unit and measure, in text order."""
    settings = [setting_of(layout, number, lexicon) for number in numbers]
    kept = [s for s in settings if s is not None and why_none(s) is None]
    return [_figure(s, i, article_key) for i, s in enumerate(kept, start=1)]


def _figure(s: Setting, count: int, article_key: str) -> Figure:
    number = s.number
    noun = noun_after(s)
    return Figure(
        id=f"f{count}",
        key=_key(article_key, number),
        span=number.span,
        bare=number.bare,
        kind=number.kind,
        bound=number.bound,
        low=number.low,
        high=number.high,
        unit=noun.head if noun else None,
        rule=number.rule,
    )


def _key(article_key: str, number: Number) -> str:
    """Return the report's key: the same for every extractor that finds the same bare number of the same kind."""
    words = f"{article_key}:{number.bare.start}:{number.bare.end}:{number.kind}"
    return hashlib.sha256(words.encode()).hexdigest()[:32]
