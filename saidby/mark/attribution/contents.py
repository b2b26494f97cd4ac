"""How far the words of each source reach: from cues in their places to source, cue and content."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from saidby.mark.attribution import words as w
from saidby.mark.attribution.cues import find_spots
from saidby.mark.attribution.ground import Ground, Range
from saidby.mark.attribution.phrases import source_before
from saidby.mark.attribution.spot import Spot
from saidby.mark.attribution.units import Unit, end
from saidby.records import FoundBy

_EDGES = frozenset(", ; : - — –".split())
_ENDS = _EDGES | w.STOPS | {"and", "but"}
_NEW_CLAUSE = frozenset("and but while whereas though although or".split())
_AMOUNTS = frozenset("at more up fewer less about over some nearly almost around".split())
_LEADS = w.BE | {"that", "to", "stood", "stands"}
# Fewer tokens than this between one source and the next are no content of their own: "according to A, B reported".
_LEAST = 4


class Draft(Struct, frozen=True, kw_only=True):
    """An attribution in tokens, its place in the chain not yet known."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    spot: Spot
    unit: Unit
    found_by: FoundBy = "rules"
    sure: float | None = None  # how sure a reader is that this is an attribution; None where only rules found it
    carried_by: Range | None = None  # the cue of what carries it by the rules, where its own places do not show that


def find_drafts(ground: Ground, units: Sequence[Unit]) -> list[Draft]:
    """Return every source, cue and content, unit after unit.

    Quoted units without a cue go to the attribution before them; where there is none, and the next paragraph opens
    anew, to the one behind.
    """
    found: list[Draft] = []
    speaking: int | None = None  # index of the draft that a quoted unit would go on with
    waiting: list[Unit] = []
    for unit in units:
        ground.inside = unit.within
        drafts = list(_drafts(ground, unit, find_spots(ground, unit)))
        if unit.within is not None:
            found += drafts
            continue
        if drafts:
            speaking = _speaking(drafts, len(found))
            found += drafts
            if waiting and speaking is not None and ground.long_quote(unit.first) is not None:
                found[speaking] = _longer(found[speaking], waiting)
            waiting = []
        elif unit.quoted and speaking is not None:
            found[speaking] = _longer(found[speaking], [unit])
        elif unit.quoted:
            waiting = [*waiting, unit] if _reopened(ground, unit) or waiting else []
        else:
            speaking, waiting = None, []
    ground.inside = None
    return found


def _speaking(drafts: Sequence[Draft], base: int) -> int | None:
    """Return the index of the last draft whose source may go on speaking."""
    outer = [n for n, d in enumerate(drafts) if d.spot.outer and d.spot.shape in {"verb", "participle"} and d.source]
    return base + outer[-1] if outer else None


def _longer(draft: Draft, units: Sequence[Unit]) -> Draft:
    return structs.replace(draft, content=tuple(sorted([*draft.content, *((u.first, u.last) for u in units)])))


def _reopened(ground: Ground, unit: Unit) -> bool:
    passage = ground.long_quote(unit.first)
    return passage is not None and passage.rule == "reopened"


def _drafts(ground: Ground, unit: Unit, spots: list[Spot]) -> Iterator[Draft]:
    last = end(ground, unit)
    _untangle(spots)
    kept: list[Spot] = []
    for n, spot in enumerate(spots):
        parts = tuple(_parts(ground, unit, spots, n, last))
        if not parts:
            continue
        carrier = _carrier_of(spot, kept, spots[n + 1 :])
        if carrier is not None:
            parts = tuple(_parts(ground, unit, spots, spots.index(carrier), last))
        kept.append(spot)
        yield Draft(source=spot.source, cue=spot.cue, content=parts, spot=spot, unit=unit)


def _untangle(spots: list[Spot]) -> None:
    """Take what seems to go on behind a source from it where a later source claims it."""
    for n, spot in enumerate(spots):
        if spot.before is None or spot.after is None or spot.shape not in {"verb", "preposition", "carrier"}:
            continue
        later = [s for s in spots[n + 1 :] if s.outer and s.before is not None and s.shape in {"verb", "preposition"}]
        before = later[0].before if later else None
        if before is not None and (before - spot.close >= _LEAST or before <= spot.after):
            spot.after = None


def _carrier_of(spot: Spot, earlier: list[Spot], later: list[Spot]) -> Spot | None:
    """Return the cue whose source cites this one: "KCNA, citing the commission, said ..."."""
    if spot.shape != "carrier" or spot.entry.role != "carrier":
        return None
    candidates = [s for s in [*reversed(earlier), *later] if s.shape in {"verb", "participle"} and s.outer]
    return candidates[0] if candidates else None


def _parts(ground: Ground, unit: Unit, spots: list[Spot], n: int, last: int) -> Iterator[Range]:
    spot = spots[n]
    if spot.before is not None:
        start = _start(ground, unit, spots, n)
        yield from _trimmed(ground, start, spot.before, unit.first)
    if spot.after is not None and spot.after < last:
        stop = min(
            [last, *(c for s in spots[n + 1 :] if (c := _cut(ground, s, spot, unit)) is not None and c >= spot.after)]
        )
        if spot.shape == "noun" and ground.low(spot.after) not in _LEADS:
            stop = min(stop, _phrase_stop(ground, spot.after, stop))
        if spot.entry.takes == ("object",):
            stop = min(stop, _thing_stop(ground, spot.after, stop))
        if spot.source is not None and ground.low(spot.source[0]) in {"who", "which"}:
            stop = _relative_stop(ground, spot, stop)
        yield from _trimmed(ground, spot.after, stop, unit.first)


def _start(ground: Ground, unit: Unit, spots: list[Spot], n: int) -> int:
    """Return where content in front of a cue begins."""
    spot = spots[n]
    before = spot.before or unit.first
    start = unit.first
    for other in spots[:n]:
        if (
            other.before is not None
            and other.shape in {"verb", "preposition", "carrier"}
            and before - other.close >= _LEAST
        ):
            start = max(start, other.close)
    if spot.shape in {"passive", "adverb"}:
        return max(start, _clause_start(ground, spot, start))
    passage = ground.long_quote(before - 1) or ground.long_quote(before - 2)
    if passage is not None and passage.first > start and ground.low(start) in w.OPENERS:
        return passage.first
    return start


def _clause_start(ground: Ground, spot: Spot, start: int) -> int:
    """Return where the clause of a hearsay cue begins; for a passive its subject."""
    if spot.shape == "passive":
        subject = source_before(ground, spot.open, start)
        if subject is None:  # "at least 60 boats were lost": no subject by its first word
            return start if spot.source is not None and ground.low(start) in _AMOUNTS else spot.open
        return spot.open if ground.low(subject[0]) in {"it", "there"} else subject[0]
    for k in range(spot.open - 1, start, -1):
        if ground.low(k) in {"that", ";", ":"} or (ground.low(k) in _NEW_CLAUSE and ground.low(k - 1) == ","):
            return k + 1
    return start


def _cut(ground: Ground, later: Spot, spot: Spot, unit: Unit) -> int | None:
    """Return where ``later`` ends the content of an earlier cue; None where it stands inside that content."""
    if later.shape in {"noun", "adverb", "passive"} or not later.outer:
        return None
    at = later.open
    if later.shape in {"preposition", "carrier"}:
        leads = spot.shape == "preposition" and spot.before is None
        if later.before is None or later.after is not None or leads:
            return None
        return at
    if later.before is not None:
        return later.before
    before = at - 1
    if ground.low(before) in _NEW_CLAUSE:
        before -= ground.low(before - 1) == ","
        return before
    that = spot.after if spot.after is not None and ground.low(spot.after) == "that" else None
    if that is not None and ground.low(before) == "," and not any(ground.verbish(k) for k in range(that, before)):
        return None  # "said that, in that case, the board plans to ..."
    if ground.low(before) in {",", ";", "—", "–"} or ground.long_quote(before) is not None:
        return before if ground.long_quote(before) is None else at
    return at if later.shared else None


def _relative_stop(ground: Ground, spot: Spot, last: int) -> int:
    """Return where a relative clause ends: at the comma before its sentence's own verb."""
    if spot.source is None or spot.after is None or ground.low(spot.source[0] - 1) != ",":
        return last
    return next((k for k in range(spot.after, last - 1) if ground.low(k) == "," and ground.verbish(k + 1)), last)


def _thing_stop(ground: Ground, i: int, last: int) -> int:
    """Return where a thing that was shared or released ends: before when and where that was done."""
    return next((k for k in range(i + 1, last) if ground.venue_end(k, last) > k), last)


def _phrase_stop(ground: Ground, i: int, last: int) -> int:
    for k in range(i, last):
        if ground.low(k) in {",", ";", "which", "who"} or (k > i and ground.low(k) in w.FINITE):
            return k
    return last


def _trimmed(ground: Ground, first: int, last: int, begin: int) -> Iterator[Range]:
    while first < last and (
        ground.low(first) in _EDGES
        or (first > begin and ground.low(first) in {"and", "but"} and ground.quote_at[first] < 0)
    ):
        first += 1
    while last > first and ground.quote_at[last - 1] < 0 and ground.low(last - 1) in _ENDS:
        last -= 1
    if first < last and any(ground.tokens[k].text[0].isalnum() for k in range(first, last)):
        yield (first, last)
