"""The unit of a figure: what is counted, as it stands; the currency by name; inferred where it is left out."""

from collections.abc import Sequence

from saidby.lexicon import Hit, Unit
from saidby.mark.figures.scene import Finding, Item
from saidby.mark.figures.settings import Setting
from saidby.records import Reason

_TALLIES = {"killed": "deaths", "wounded": "injured", "missing": "missing", "infected": "cases"}


def unit_of(items: Sequence[Item], i: int, finding: Finding | None) -> tuple[str | None, Reason | None]:
    """Return the unit of item ``i`` and why: its noun, its currency, or what an elided noun stood for."""
    item = items[i]
    s = item.setting
    if s.number.kind in {"money", "measure"}:
        return _sign(s) or _elided(items, i)
    if item.noun is not None and item.noun.head not in {"them", "whom", "those", "these", "which"}:
        head = s.tokens[item.noun.last - 1]
        return head.text, Reason(step="figures", rule="unit: noun after number", span=head.span)
    if finding is not None and finding.reason.rule == "tally + figure" and finding.measure in _TALLIES:
        return _TALLIES[finding.measure], Reason(step="figures", rule="unit: tally", span=finding.reason.span)
    return _elided(items, i)


def _sign(s: Setting) -> tuple[str | None, Reason | None] | None:
    """Return the currency or measure beside the number; a currency by its full name."""
    after = [s.last, s.last + 1, s.last + 2, s.last + 3] if s.number.kind == "money" else [s.last, s.last + 1]
    for at in (s.bare_first, *after):
        hit = s.lexicon.units.at(s.tokens, at, s.sentence.last) if at < s.sentence.last else None
        if hit is not None and hit.entry.kind == s.number.kind and (at != s.bare_first or hit.entry.place == "before"):
            return _shown(s, hit), Reason(step="figures", rule="unit: sign", entry=s.lexicon.units.name(hit.entry))
    return None


def _shown(s: Setting, hit: Hit[Unit]) -> str:
    return hit.entry.name or hit.span(s.tokens).of(s.text)


def _elided(items: Sequence[Item], i: int) -> tuple[str | None, Reason | None]:
    """Return the unit of the last figure of the same kind that had a noun, in this sentence or the one before."""
    here = items[i].setting
    for earlier in reversed(items[max(0, i - 6) : i]):
        s = earlier.setting
        if here.sentence.index - s.sentence.index > 1:
            break
        if s.number.kind == here.number.kind == "money":
            return _sign(s) or (None, None)
        if s.number.kind == here.number.kind and earlier.noun is not None:
            head = s.tokens[earlier.noun.last - 1]
            return head.text, Reason(step="figures", rule="unit: inferred", span=head.span)
    return None, None
