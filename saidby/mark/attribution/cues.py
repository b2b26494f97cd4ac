"""Where a unit has cues, and for each: its source, and on which side its content stands."""

from bisect import bisect_left
from collections.abc import Sequence

from saidby.lexicon import Cue, Hit
from saidby.mark.attribution.ground import Ground, Range
from saidby.mark.attribution.shapes import carrier, colon_and_name, name_and_colon, noun_cue, preposition, quoted_as
from saidby.mark.attribution.spot import Spot
from saidby.mark.attribution.units import Unit, end
from saidby.mark.attribution.verbs import verb_cue

# No sentence has more cues: what seems to is a list or a broken page, and would cost time by the square.
_MOST = 40


def find_spots(ground: Ground, unit: Unit) -> list[Spot]:
    """Return the cues of a unit in order, each with its source; cues that lead to nothing are left out."""
    found: list[Spot] = []
    first, last = unit.first, end(ground, unit)
    i = first
    named = name_and_colon(ground, first, last)
    if named is not None:
        found.append(named)
        i = named.cue[1]
    elif unit.within is None and (closing := colon_and_name(ground, first, last)) is not None:
        found.append(closing)
        last = closing.cue[0]
    for k in _stops(ground, unit, i, last):
        if k < i or len(found) >= _MOST:
            continue
        passage = ground.long_quote(k) if unit.within is None else None
        if passage is not None:
            i = passage.last
            continue
        hit = ground.cue_at.get(k)
        if hit is None or hit.last > last:
            continue
        pair = quoted_as(ground, hit, (first, last)) if hit.entry.term in {"quote", "cite"} else []
        if pair:
            found += pair
            i = pair[0].cue[1]
            continue
        spot = _spot(ground, hit, (first, last), found)
        if spot is not None:
            found.append(spot)
        i = hit.last
    return found


def _stops(ground: Ground, unit: Unit, first: int, last: int) -> Sequence[int]:
    """Return the tokens to stop at: cues, and in a unit that is in no quotation the quotations to pass over."""
    if unit.within is not None or max(ground.quote_at[first:last], default=-1) < 0:
        return ground.cues[bisect_left(ground.cues, first) : bisect_left(ground.cues, last)]
    return [k for k in range(first, last) if k in ground.cue_at or ground.quote_at[k] >= 0]


def _spot(ground: Ground, hit: Hit[Cue], bounds: Range, earlier: list[Spot]) -> Spot | None:
    role = hit.entry.role
    if ground.low(hit.first - 1) == "-" and ground.tokens[hit.first].start == ground.tokens[hit.first - 1].end:
        return None  # "so-called"
    if role == "preposition":
        return preposition(ground, hit, bounds)
    if role == "carrier":
        return carrier(ground, hit, bounds)
    if role == "adverb":
        return Spot(
            entry=hit.entry,
            shape="adverb",
            cue=(hit.first, hit.last),
            rule="hearsay adverb",
            after=hit.last,
            before=hit.first,
            open=hit.first,
            close=hit.last,
        )
    if role == "noun":
        return noun_cue(ground, hit, bounds)
    if _is_name(ground, hit, bounds):
        return None
    return verb_cue(ground, hit, bounds, earlier) or (noun_cue(ground, hit, bounds) if hit.entry.noun else None)


def _is_name(ground: Ground, hit: Hit[Cue], bounds: Range) -> bool:
    """Tell whether a capitalised verb is part of a name rather than of a headline in capitalised words."""
    if ground.layout.capitals or not ground.tokens[hit.first].text[0].isupper() or hit.first == bounds[0]:
        return False
    long = [i for i in range(*bounds) if ground.tokens[i].text.isalpha() and len(ground.tokens[i].text) > 3]
    return sum(ground.tokens[i].text[0].isupper() for i in long) < 0.7 * len(long)
