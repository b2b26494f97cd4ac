"""Which numbers are figures, of what kind, and what they count."""

import hashlib
from bisect import bisect_right
from collections.abc import Sequence

from saidby.lexicon import Lexicon
from saidby.mark.figures.gapped import parallels
from saidby.mark.figures.guards import why_none
from saidby.mark.figures.handed import all_measures
from saidby.mark.figures.nouns import noun_after
from saidby.mark.figures.rates import rate_of
from saidby.mark.figures.scene import Finding, Item, set_scenes
from saidby.mark.figures.settings import Setting, setting_of
from saidby.mark.figures.times import counted_days
from saidby.mark.figures.units import unit_of
from saidby.records import DateMention, Figure, Number, Reason
from saidby.text import Layout

__all__ = ["find_figures"]


def find_figures(
    layout: Layout, numbers: Sequence[Number], dates: Sequence[DateMention], article_key: str, lexicon: Lexicon
) -> list[Figure]:
    """Return the numbers that state something about the world, with unit and measure, in text order."""
    settings = [setting_of(layout, number, lexicon) for number in numbers]
    dated = _Dated(dates)
    kept = [
        s
        for s in settings
        if s is not None and why_none(s) is None and (counted_days(s, s.last + 1) or not dated.holds(s))
    ]
    items = [Item(s, noun_after(s)) for s in kept]
    measures = all_measures(set_scenes(layout, items, lexicon))
    same = parallels(items)
    units: list[tuple[str | None, Reason | None]] = []
    for i, finding in enumerate(measures):
        units.append(units[same[i]] if i in same else unit_of(items, i, finding))
    found = zip(items, measures, units, strict=True)
    return [_figure(item, m, unit, f"f{i}", article_key) for i, (item, m, unit) in enumerate(found, start=1)]


class _Dated:
    """The words of the article that name a time."""

    def __init__(self, dates: Sequence[DateMention]) -> None:
        self._spans = sorted(date.span for date in dates)

    def holds(self, s: Setting) -> bool:
        """Tell whether the number lies inside words that name a time; days counted for their events do not."""
        if counted_days(s, s.last + 1):
            return False
        bare = s.number.bare
        i = bisect_right(self._spans, bare.start, key=lambda span: span.start)
        return any(bare.end <= span.end for span in self._spans[max(0, i - 3) : i])


def _figure(
    item: Item, finding: Finding | None, unit: tuple[str | None, Reason | None], name: str, article_key: str
) -> Figure:
    number = item.setting.number
    rate = rate_of(item)
    why = (Reason(step="numbers", rule=number.rule, span=number.modifier, entry=number.entry), unit[1])
    because = tuple(reason for reason in (*why, finding.reason if finding else None) if reason is not None)
    return Figure(
        id=name,
        key=_key(article_key, number),
        span=number.span,
        bare=number.bare,
        kind=number.kind,
        bound=number.bound,
        low=number.low,
        high=number.high,
        unit=unit[0],
        per=rate.of(item.setting.text) if rate is not None else None,
        measure=finding.measure if finding else "other",
        rule=number.rule,
        because=because,
        confidence=finding.confidence if finding else 0.8,
    )


def _key(article_key: str, number: Number) -> str:
    """Return the report's key: the same for every extractor that finds the same bare number of the same kind."""
    words = f"{article_key}:{number.bare.start}:{number.bare.end}:{number.kind}"
    return hashlib.sha256(words.encode()).hexdigest()[:32]
