"""Which found figure is which gold figure: one to one, the largest overlaps first."""

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
SCORED_KINDS = frozenset({"count", "share", "money"})  # physical measures are found but not asked for


def overlap(one: Row, other: Row) -> int:
    """Return how many characters two spans share."""
    first, last = max(one["start"], other["start"]), min(one["end"], other["end"])
    return max(0, int(last) - int(first))


def match(found: Sequence[Row], gold: Sequence[Row]) -> dict[int, int]:
    """Return the index of the found figure for each gold figure that has one."""
    meetings = [(overlap(a, b), i, j) for i, a in enumerate(found) for j, b in enumerate(gold)]
    taken: dict[int, int] = {}
    used: set[int] = set()
    for size, i, j in sorted(meetings, reverse=True):
        if size and j not in taken and i not in used:
            taken[j] = i
            used.add(i)
    return taken


def expected(found: Sequence[Row], gold: Sequence[Row], taken: Mapping[int, int]) -> int:
    """Return how many found figures count: all but those that stand on, or are, a physical measure."""
    stands_on = {i: gold[j] for j, i in taken.items()}
    return sum(stands_on.get(i, row).get("kind", "count") in SCORED_KINDS for i, row in enumerate(found))
