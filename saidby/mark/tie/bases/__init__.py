"""Of which figure is this one a part: "600 of the 4,700", "40 hurt, among them nine children", 6 + 3 = 9."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from msgspec import Struct

from saidby.mark.tie.bases import again, kept, summed, worded
from saidby.mark.tie.bases.ground import Rule, lay_ground
from saidby.records import Figure, Reason
from saidby.text import Layout

__all__ = ["Base", "find_bases", "part_of"]

_DEEP = 8  # parts of parts of parts: deeper than any text tells them

# The surest first: the first rule that gives a figure its base decides.
_RULES: tuple[tuple[str, Rule], ...] = (
    ("of the number", worded.of_the_number),
    ("of those", worded.of_those),
    ("picked out", worded.picked_out),
    ("of the noun", worded.of_the_noun),
    ("only of", worded.only_of),
    ("added up", summed.added_up),
    ("of them", worded.of_them),
    ("listed", again.listed),
    ("by kind", kept.by_kind),
    ("aboard", kept.aboard),
    ("one and another", kept.one_and_another),
    ("polled", worded.polled),
    ("the rest", again.the_rest),
    ("spread", kept.spread),
    ("by degree", kept.by_degree),
    ("elided", kept.elided),
    ("share of them", kept.share_of_them),
    ("and others", kept.and_others),
    ("among", kept.among),
    ("of the named", worded.of_the_named),
    ("opening of", worded.opening_of),
    ("compared", worded.compared),
    ("raising", worded.raising),
    ("taken up", again.taken_up),
    ("cared for", kept.cared_for),
    ("told apart", kept.told_apart),
    ("told twice", again.told_twice),
)


class Base(Struct, frozen=True):
    """The figure of which another is a part, and the rule that found it."""

    id: str
    rule: str


class PartOf(TypedDict):
    part_of: str | None
    because: tuple[Reason, ...]


def find_bases(layout: Layout, figures: Sequence[Figure]) -> dict[str, Base]:
    """Return for each figure that is a part or share its base.

    By a word:     600 of the 4,700; 40 hurt, including nine ...; of those, six; two of them; the other three
    By the sum:    28 crew, 14 from A, 14 from B; 46 rebels killed ... 20 here, 15 there, 11 elsewhere
    By what befell them:  80 aboard ... 71 saved; 60 casualties ... 20 died; three hurt ... two taken to hospital
    By a part:     the rest of its list, the same ones taken up again
    What merely is smaller, of the same kind and near has none.
    """
    ground = lay_ground(layout, figures)
    tied: dict[str, str] = {}
    found: dict[str, Base] = {}
    for name, rule in _RULES:
        for part, base in rule(ground, tied):
            if part.id not in tied and not _is_in(base.id, part.id, tied):
                tied[part.id] = base.id
                found[part.id] = Base(base.id, name)
    return found


def part_of(figure: Figure, bases: Mapping[str, Base]) -> PartOf:
    """Return the base of the figure as fields of it, with the rule that found it among the reasons."""
    base = bases.get(figure.id)
    if base is None:
        return {"part_of": None, "because": figure.because}
    return {"part_of": base.id, "because": (*figure.because, Reason(step="part", rule=base.rule))}


def _is_in(part: str, whole: str, tied: Mapping[str, str]) -> bool:
    """Tell whether ``part`` is ``whole``, or is a part of it over so many steps that it may be."""
    for _ in range(_DEEP):
        if part == whole:
            return True
        if part not in tied:
            return False
        part = tied[part]
    return True
