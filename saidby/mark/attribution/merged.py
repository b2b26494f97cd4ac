"""Puts what a learned reader found beside what the rules found: one draft for each cue.

The rules know what is certain (quotation marks, "according to", whose the cue is); the reader knows the rest of the
language. Where both found a cue, the reader's words hold, and the rules' reasons; where only one did, its certainty
decides.
"""

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct, structs

from saidby.lexicon import Cue
from saidby.mark.attribution.contents import Draft
from saidby.mark.attribution.ground import Ground, Range
from saidby.mark.attribution.spot import Shape, Spot
from saidby.mark.attribution.units import Unit
from saidby.records import Saying, Span

# Below this a reader's finding that no rule shares is left out; above it the rules' findings need no reader.
_LEAST_SURE = 0.5
# Rules that hold without the reader.
_CERTAIN = frozenset({"name and colon", "source last, inverted", "according to", "source first, according to"})
_MODALS = frozenset("will ll shall must should would could can may might".split())


class _Read(Struct, frozen=True):
    """What a reader found, in tokens."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    sure: float


def merge(ground: Ground, units: Sequence[Unit], drafts: Sequence[Draft], sayings: Sequence[Saying]) -> list[Draft]:
    """Return one draft for each cue that rules or reader found."""
    reads = [_in_tokens(ground, s) for s in sayings]
    partner = _partners(drafts, reads)
    merged = [
        _both(d, reads[partner[n]]) if n in partner else d
        for n, d in enumerate(drafts)
        if _stands(d, shared=n in partner)
    ]
    taken = set(partner.values())
    outer = [u for u in units if u.within is None]
    starts = [u.first for u in outer]
    for k, read in enumerate(reads):
        if k not in taken and read.sure >= _LEAST_SURE:
            unit = outer[max(0, bisect_right(starts, read.cue[0]) - 1)]
            merged.append(_alone(ground, unit, read))
    return merged


def _stands(draft: Draft, *, shared: bool) -> bool:
    return shared or draft.spot.rule in _CERTAIN


def _partners(drafts: Sequence[Draft], reads: Sequence[_Read]) -> dict[int, int]:
    """Return for each draft the reading whose cue overlaps its own, one to one, in the order of the text."""
    places = sorted(range(len(reads)), key=lambda k: reads[k].cue)
    starts = [reads[k].cue[0] for k in places]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for n, draft in enumerate(drafts):
        last = bisect_right(starts, draft.cue[1] - 1)
        near = [k for k in places[max(0, last - 4) : last] if reads[k].cue[1] > draft.cue[0] and k not in taken]
        if near:
            best = max(
                near, key=lambda k: (min(reads[k].cue[1], draft.cue[1]) - max(reads[k].cue[0], draft.cue[0]), -k)
            )
            found[n] = best
            taken.add(best)
    return found


def _both(draft: Draft, read: _Read) -> Draft:
    return structs.replace(
        draft, source=read.source, cue=read.cue, content=read.content or draft.content, sure=read.sure
    )


def _alone(ground: Ground, unit: Unit, read: _Read) -> Draft:
    entry = next((h.entry for k in range(*read.cue) if (h := ground.cue_at.get(k)) is not None), None)
    parts = [p for p in (read.source, read.cue) if p]
    spot = Spot(
        entry=entry or Cue(term=ground.words(*read.cue).casefold(), role="verb", match=(), examples=()),
        shape=_shape(ground, read),
        cue=read.cue,
        rule=_rule(ground, read),
        source=read.source,
        open=min(p[0] for p in parts),
        close=max(p[1] for p in parts),
    )
    return Draft(source=read.source, cue=read.cue, content=read.content, spot=spot, unit=unit, sure=read.sure)


def _shape(ground: Ground, read: _Read) -> Shape:
    first = ground.low(read.cue[0])
    if first in {"citing", "quoting"}:
        return "carrier"
    if first in {"according", "per"}:
        return "preposition"
    return "verb" if read.source is not None else "passive"


def _rule(ground: Ground, read: _Read) -> str:
    """Name what kind of saying the reader found: what is wished or planned is no statement."""
    first = ground.low(read.content[0][0]) if read.content else ""
    if first == "to" and read.source is not None:
        return "intention"
    if any(ground.low(k) in _MODALS for k in range(*read.cue)):
        return "modal"
    return "reader"


def _in_tokens(ground: Ground, saying: Saying) -> _Read:
    return _Read(
        source=_range(ground, saying.source[0]) if saying.source else None,
        cue=_range(ground, saying.cue[0]),
        content=tuple(_range(ground, c) for c in saying.content),
        sure=saying.sure,
    )


def _range(ground: Ground, span: Span) -> Range:
    return ground.layout.token_at(span.start), ground.layout.token_at(span.end - 1) + 1
