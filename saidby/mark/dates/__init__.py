"""Words that name a time, resolved as far as the article lets us."""

from collections.abc import Sequence

from saidby.lexicon import Lexicon
from saidby.mark.dates.anchor import resolve
from saidby.mark.dates.counted import COUNTED
from saidby.mark.dates.joined import joined, longest, offset
from saidby.mark.dates.named import NAMED
from saidby.mark.dates.ranked import RANKED
from saidby.mark.dates.scene import Found, Scene, openings, scene_of
from saidby.mark.dates.starts import Rules
from saidby.mark.dates.written import WRITTEN
from saidby.records import DateMention, Span
from saidby.text import Layout

_RULES = Rules(*WRITTEN, *NAMED, *RANKED, *COUNTED)  # of two that reach equally far, the earlier wins


def find_dates(layout: Layout, anchor: str | None, lexicon: Lexicon, *, ends_apart: bool = False) -> list[DateMention]:
    """Return every date, weekday, relative time and duration, resolved against ``anchor`` (the day of publication).

    Written:   June 15, 2025 / 12 DEC 89 / 2025-06-15 / in April 2025 / since 2019 / 1950-53 / the 1990s
    Named:     on Sunday / today / last night / in late April / last fall / at Christmas / the first quarter
    Ranked:    the first Monday in May / Friday the 13th / the week of June 5: as wide as the week
    Joined:    between 2015 and 2017 / from Monday to Thursday: as wide as both
               (with ``ends_apart`` each end is a time of its own)
    Counted:   last month / two weeks ago / over the past three years / for 48 hours / three-day / 9:30 p.m.
    """
    found: list[DateMention] = []
    for sentence, opening in layout.holding(openings(layout, lexicon)):
        scene = scene_of(layout, sentence, opening, lexicon)
        starts = [i - sentence.first for i in opening]
        found += _in_sentence(scene, starts, anchor, ends_apart=ends_apart)
    return found


def _in_sentence(scene: Scene, opening: Sequence[int], anchor: str | None, *, ends_apart: bool) -> list[DateMention]:
    tokens = scene.tokens
    found: list[DateMention] = []
    after = 0
    for i in opening:
        best = _best(scene, i, ends_apart=ends_apart) if i >= after and scene.opens(i) else None
        if best is None:
            continue
        found.append(
            DateMention(
                span=Span(tokens[i].start, tokens[best.last - 1].end),
                value=None if best.duration else resolve(best, anchor),
                rule=best.rule,
                duration=best.duration,
            )
        )
        after = best.last
    return found


def _best(scene: Scene, i: int, *, ends_apart: bool) -> Found | None:
    """Return the time at token ``i``: from one to another or counted from one, else what reaches farthest."""
    one = longest(scene, i, _RULES)
    if one is None:
        return None
    return (None if ends_apart else joined(scene, i, one, _RULES)) or offset(scene, i, one, _RULES) or one
