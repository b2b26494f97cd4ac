"""Which numbers are figures, of what kind, and what they count."""

import hashlib
from collections.abc import Sequence

from saidby.lexicon import Lexicon
from saidby.mark.figures.guards import why_none
from saidby.mark.figures.handed import all_measures
from saidby.mark.figures.nouns import noun_after
from saidby.mark.figures.scene import Finding, Item, set_scenes
from saidby.mark.figures.settings import Setting, setting_of
from saidby.records import DateMention, Figure, Number, Reason
from saidby.text import Layout

__all__ = ["find_figures"]


def find_figures(
    layout: Layout, numbers: Sequence[Number], dates: Sequence[DateMention], article_key: str, lexicon: Lexicon
) -> list[Figure]:
    """Return the numbers that state something about the world, with unit and measure, in text order."""
    settings = [setting_of(layout, number, lexicon) for number in numbers]
    kept = [s for s in settings if s is not None and why_none(s) is None and not _dated(s, dates)]
    items = [Item(s, noun_after(s)) for s in kept]
    measures = all_measures(set_scenes(layout, items, lexicon))
    return [_figure(item, m, i, article_key) for i, (item, m) in enumerate(zip(items, measures, strict=True), start=1)]


def _dated(s: Setting, dates: Sequence[DateMention]) -> bool:
    """Tell whether the number lies inside words that name a time."""
    bare = s.number.bare
    return any(date.span.start <= bare.start and bare.end <= date.span.end for date in dates)


def _figure(item: Item, finding: Finding | None, count: int, article_key: str) -> Figure:
    number = item.setting.number
    reasons = [Reason(step="numbers", rule=number.rule, span=number.modifier, entry=number.entry)]
    return Figure(
        id=f"f{count}",
        key=_key(article_key, number),
        span=number.span,
        bare=number.bare,
        kind=number.kind,
        bound=number.bound,
        low=number.low,
        high=number.high,
        unit=item.noun.head if item.noun else None,
        measure=finding.measure if finding else "other",
        rule=number.rule,
        because=(*reasons, finding.reason) if finding else tuple(reasons),
        confidence=finding.confidence if finding else 0.8,
    )


def _key(article_key: str, number: Number) -> str:
    """Return the report's key: the same for every extractor that finds the same bare number of the same kind."""
    words = f"{article_key}:{number.bare.start}:{number.bare.end}:{number.kind}"
    return hashlib.sha256(words.encode()).hexdigest()[:32]
