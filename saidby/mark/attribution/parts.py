"""The inside of a noun phrase that names a source: its segments, its list, its number."""

from saidby import grammar
from saidby.mark.attribution import words as w
from saidby.mark.attribution.ground import Ground, Range

_NO_NAMES = w.DETERMINERS | w.PREPOSITIONS | w.ADVERBS | w.CONJUNCTIONS
_SHARES = frozenset({"%", "per", "percent"})
_NO_NOUNS = grammar.INTERROGATIVES - w.RELATIVES | {"here", "there", "when", "where", "this", "these"}


def names_nobody(ground: Ground, core: Range) -> bool:
    """Tell whether a phrase only counts those who speak ("38 per cent said", "four say") or is no noun ("this")."""
    low, behind = ground.low(core[0]), ground.low(core[0] + 1)
    alone = core[1] - core[0] == 1
    counted = low[0].isdigit() or (low != "one" and ground.lexicon.numbers.alone(low) is not None)
    return (counted and (alone or behind in _SHARES)) or (alone and low in _NO_NOUNS)


def described_by(ground: Ground, i: int) -> range:
    """Return the tokens between commas behind a name, where they say who it is."""
    if ground.low(i) != ",":
        return range(0)
    k = i + 1
    while k < min(ground.size, i + 9) and ground.low(k) not in {",", ".", ";"} and not ground.verbish(k):
        k += 1
    return range(i + 1, k)


def segments(ground: Ground, part: Range) -> list[Range]:
    """Return the stretches of a phrase between its commas, the first first."""
    found, first = [], part[0]
    for k in range(part[0], part[1] + 1):
        if k == part[1] or ground.low(k) in {",", "—", "–"} or ground.low(k) in {"who", "which"}:
            if k > first:
                found.append((first, k))
            first = k + 1
    return found


def is_list(ground: Ground, first: int, last: int) -> bool:
    """Tell whether the phrase names several: "the mayor, the union and the port office"."""
    comma = next((k for k in range(first, last) if ground.low(k) == ","), None)
    if (
        comma is None
        or comma + 1 >= last
        or ground.low(comma + 1) in {"a", "an", "who", "which", "with"}
        or ground.low(comma + 1).isdigit()
    ):
        return False
    joined = [k for k in range(comma, last - 1) if ground.low(k) == "and"]
    return any(
        ground.low(k + 1) in w.DETERMINERS or ground.capital(k + 1) or _speaks(ground, k + 1, last) for k in joined
    )


def _speaks(ground: Ground, first: int, last: int) -> bool:
    """Tell whether one of the next words can be a source of its own: "outlets, examiners and state officials"."""
    return any(ground.noun(k) is not None for k in range(first, min(first + 3, last)))


def until_break(ground: Ground, first: int, last: int) -> Range | None:
    k = first
    while k < last and ground.low(k) not in {",", "on", "in", "that", "which", "at", "for"}:
        if ground.low(k) == "and" and not ground.capital(k + 1):
            break
        if k > first and ground.low(k).endswith("ed") and not ground.capital(k):  # "the union published on Monday"
            break
        k += 1
    return (first, k) if k > first else None


def last_run(ground: Ground, core: Range) -> int | None:
    k = core[1]
    while k > core[0] and (
        ground.capital(k - 1) or ground.low(k - 1) in {"-", ".", "&", "'s", "of", "for", "the", "and"}
    ):
        k -= 1
    while k < core[1] and not ground.capital(k):
        k += 1
    return k if core[0] < k < core[1] else None


def part_of_name(ground: Ground, i: int) -> bool:
    low = ground.low(i)
    if ground.layout.capitals:
        return False
    return (ground.capital(i) and low not in _NO_NAMES) or (low == "'s" and ground.capital(i - 1))


def is_plural(ground: Ground, core: Range) -> bool:
    if any(ground.low(k) == "and" for k in range(*core)):
        return True
    stop = next((k for k in range(core[0] + 1, core[1]) if ground.low(k) in w.PREPOSITIONS), core[1])
    low = ground.low(stop - 1)
    return ground.plural(stop - 1) or (
        low.endswith("s") and not low.endswith(("ss", "us", "is")) and not ground.capital(stop - 1)
    )
