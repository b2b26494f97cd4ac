"""Modifiers that reach further than their own number: over a list, and into a conversion in brackets."""

from collections.abc import Sequence

from msgspec import structs

from saidby.mark.numbers.modifiers import limits
from saidby.mark.numbers.parts import Part, Row

_LONGEST_GAP = 16  # words; lists further apart were found to be two statements
_BREAKS = frozenset(
    "including but while whereas who which where when after with ; : . – — ( ) [ ] of-whom since because".split()
)
# In lists of things seized "more than 300 rifles, 26 mortars" means the rifles alone: it is left to its own number.
_OVER_LISTS = frozenset({"at_least", "up_to", "about", "nearly", "less_than"})
_REACHING = frozenset({"at_least", "more_than", "up_to", "about", "nearly", "less_than"})


def spread(row: Row, parts: Sequence[Part]) -> list[Part]:
    """Return the numbers of a sentence, those without a modifier of their own under the one that reaches them.

    "at least 12 killed and 20 wounded"; "some 30 km (19 miles)". Not past "including", nor where a clause ends.
    """
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        if before is not None and part.bound == "exact" and before.bound in _REACHING and _reaches(row, before, part):
            low, high, bound = limits(part, before.bound)
            part = structs.replace(part, low=low, high=high, bound=bound, entry=before.entry)
        found.append(part)
    return found


def _reaches(row: Row, before: Part, part: Part) -> bool:
    gap = [t.low for t in row.tokens[before.last : part.first]]
    if _is_conversion(gap, before, part):
        return True
    return before.bound in _OVER_LISTS and _is_next_item(row, gap, before, part)


def _is_next_item(row: Row, gap: list[str], before: Part, part: Part) -> bool:
    """Tell whether ``part`` is the next item of a list: ", 52 per cent", "and 20 wounded", "and injuring 600"."""
    if before.kind != part.kind or len(gap) > _LONGEST_GAP or (part.words != before.words and part.low == 1):
        return False
    if _BREAKS & set(gap) or not gap or before.last > before.bare[1]:  # "2000+" reaches no further
        return False
    unit = row.lexicon.units.at(row.tokens, before.last)
    if unit is not None and unit.entry.kind == "none":  # "in less than a month, 11 ..."
        return False
    tail = gap[-3:]
    return (
        tail[-1] in {"and", ","}
        or tail == ["as", "well", "as"]
        or (len(tail) > 1 and tail[-2] == "and" and tail[-1].endswith(("ing", "ed")))
    )


def _is_conversion(gap: list[str], before: Part, part: Part) -> bool:
    """Tell whether ``part`` opens a bracket right after the amount that it converts."""
    if len(gap) > 6 or not gap or gap[-1] not in {"(", "["}:
        return False
    return before.kind == part.kind != "count" or {before.kind, part.kind} == {"money", "measure"}
