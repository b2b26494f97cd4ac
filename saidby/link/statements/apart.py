"""Why two statements stay apart, by the same tests that would have joined them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import structs

from saidby.amounts import amount_words
from saidby.likeness import SMALL_COUNT, first_day, number_of, slot
from saidby.link.statements.kinship import NONE
from saidby.link.statements.utterances import (
    Utterance,
    at_odds,
    shared_weight,
    times_agree,
    two_days,
    weight,
)
from saidby.records import Apart, Figure, Reason, SourceIdentity, Statement

Made = Sequence[tuple[Utterance, Statement]]

NEAREST = 2  # statements before each, of its source and of its values, that a reader might take for it
_SHOWN = 3


def with_apart(
    made: Made, near: Callable[[str, str], int], identities: Mapping[str, SourceIdentity]
) -> list[Statement]:
    """Return the statements, each with those from which it was kept although a reader might think otherwise.

    These are the last ones of the same source, and the last ones with the same values on another's word.
    """
    found = []
    pairs = _pairs(made)
    for n, (u, statement) in enumerate(made):
        apart = tuple(Apart(key=made[m][1].key, because=tuple(_why(made[m][0], u, near, identities))) for m in pairs[n])
        found.append(structs.replace(statement, apart=apart))
    return found


def _pairs(made: Made) -> dict[int, list[int]]:
    """Return for each utterance the earlier ones that it might be taken for."""
    order = sorted(range(len(made)), key=lambda n: (first_day(made[n][1].said_on), made[n][1].key))
    of_source: defaultdict[str, list[int]] = defaultdict(list)
    of_value: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    pairs: dict[int, list[int]] = {}
    for n in order:
        u = made[n][0]
        rare = [t.figure for t in u.faces if number_of(t.figure) > SMALL_COUNT]
        values = {(f.measure, *slot(f.kind, f)) for f in rare}
        rows = [of_value[value] for value in sorted(values, key=repr)]
        rows += [of_source[u.claimant]] if u.claimant else []
        pairs[n] = sorted({m for row in rows for m in row[-NEAREST:]})
        for row in rows:
            row.append(n)
    return pairs


def _why(
    a: Utterance, b: Utterance, near: Callable[[str, str], int], identities: Mapping[str, SourceIdentity]
) -> Iterable[Reason]:
    """Yield the reasons against one statement, in the order in which they are asked for."""
    if a.claimant is None or b.claimant is None:
        yield _reason("one is on nobody's word, and nothing in it tells whose it may be")
        return
    kin, another_day = near(a.claimant, b.claimant), not times_agree(a, b) or two_days(a, b)
    if kin == NONE:
        one, other = sorted(identities[u.claimant or ""].name for u in (a, b))
        yield _reason(f"two sources: {one} and {other}")
    if another_day and a.dates() and b.dates():
        yield _reason(f"said at two times: {', '.join(a.dates())} and {', '.join(b.dates())}")
    elif another_day:
        yield _reason("an article told the one before the other was said")
    if at_odds(a, b):
        yield _reason(f"two values for one count: {_odds(a, b)}")
    elif not shared_weight(a, b):
        yield _reason("no value in common")
    elif kin != NONE and not another_day:
        yield _reason("what they have in common is too little to tell, or another fits as well")


def _reason(rule: str) -> Reason:
    return Reason(step="statements", rule=rule)


def _odds(a: Utterance, b: Utterance) -> str:
    """Return the values of one measure that only one of the two has, side by side."""
    lone, others = _lone(a, b), _lone(b, a)
    pairs = [(x, y) for x in lone for y in others if (x.kind, x.measure) == (y.kind, y.measure)]
    shown: dict[tuple[object, ...], str] = {}
    for x, y in pairs:
        if not (x.part_of or y.part_of):
            shown.setdefault((x.measure, number_of(x), number_of(y)), f"{_in_words(x)} and {_in_words(y)}")
    return "; ".join(list(shown.values())[:_SHOWN])


def _lone(u: Utterance, other: Utterance) -> list[Figure]:
    return [t.figure for t in u.faces if not any(weight(t, o) for o in other.faces)]


def _in_words(figure: Figure) -> str:
    counted = figure.measure if figure.measure != "other" else figure.unit or ""
    return f"{amount_words(figure, figure.kind)} {counted}".strip()
