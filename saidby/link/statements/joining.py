"""Utterances joined across articles by their sources and values."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta

from saidby.evidence import Telling
from saidby.likeness import SMALL_COUNT, days_apart, first_day, number_of, same_counted, same_value, slot
from saidby.link.statements.kinship import CROWD, PART, SAME, VAGUE
from saidby.link.statements.utterances import (
    DOUBTFUL,
    ENOUGH_ALONE,
    SHARE,
    SMALL,
    STRONG,
    Utterance,
    at_odds,
    may_meet,
    shared_weight,
    slipped,
    two_days,
)

_RULES = {
    SAME: "same source and value",
    PART: "part of the source, same value",
    VAGUE: "vaguer name, same value",
    CROWD: "people without a name, same values",
}
_ENOUGH = {SAME: SMALL, PART: ENOUGH_ALONE, VAGUE: ENOUGH_ALONE, CROWD: STRONG + SHARE}  # two values, and large ones

_Days = defaultdict[tuple[str | None, str], list[Utterance]]  # what a source said on a day
Kinship = Callable[[str, str], int]
Index = dict[tuple[str, float], list[int]]  # value -> the utterances that give it


def join_articles(utterances: Sequence[Utterance], kinship: Kinship) -> list[Utterance]:
    """Return the utterances of all articles, those of the same source with the same values joined.

    Looks up shared values in an index, so the work grows with the number of figures. Sources that are named come
    first; then a part of a claimant, and a vaguer name for a body of the same country, each joined by its values.
    ``utterances`` come in this order, and ``kinship`` says how near two sources are (see kinship.py).
    """
    joined: list[Utterance] = []
    index: Index = {}
    days: _Days = defaultdict(list)
    for u in utterances:
        for day in u.said:
            days[u.claimant, day].append(u)
    for u in utterances:
        best = _best_match(u, joined, index, days, kinship)
        if best is None:
            joined.append(u)
            best = len(joined) - 1
        else:
            _take_in(joined[best], u, kinship)
        enter(index, u.tellings, best)
    return joined


def enter(index: Index, tellings: Iterable[Telling], n: int) -> None:
    """Enter utterance ``n`` under the values of these tellings."""
    for t in tellings:
        places = index.setdefault(slot(t.figure.kind, t.figure), [])
        if n not in places:
            places.append(n)


def _best_match(
    u: Utterance,
    joined: Sequence[Utterance],
    index: Mapping[tuple[str, float], Sequence[int]],
    days: _Days,
    kinship: Kinship,
) -> int | None:
    scored = []
    for n in nearby(u.tellings, index):
        kin = kinship(u.claimant or "", joined[n].claimant or "")
        if not kin or not may_meet(joined[n], u):
            continue
        shared = shared_weight(joined[n], u)
        if kin == SAME and not shared:
            shared = _same_number(joined[n], u) or _slip(joined[n], u)
        if shared >= _ENOUGH[kin] and not at_odds(joined[n], u) and not _another_between(joined[n], u, days):
            apart = min((days_apart(x, y) for x in u.dates() for y in joined[n].dates()), default=0)
            scored.append((kin, shared, -apart, -n))
    scored.sort(reverse=True)
    if len(scored) > 1 and scored[0][0] < SAME and scored[0][:3] == scored[1][:3]:
        return None  # two candidates, equally near
    return -scored[0][3] if scored else None


def _another_between(a: Utterance, b: Utterance, days: _Days) -> bool:
    """Tell whether the source said another number between two days: then it has said this one twice."""
    if a.claimant != b.claimant or not two_days(a, b):
        return False
    first, last = sorted((min(map(first_day, a.said)), min(map(first_day, b.said))))
    between = [(first + timedelta(days=n)).isoformat() for n in range(1, (last - first).days)]
    return any(at_odds(u, b) for day in between for u in days.get((a.claimant, day), ()))


def _same_number(a: Utterance, b: Utterance) -> float:
    """Return the weight of a great number that both give, in the one for another measure: homeless, and displaced."""
    alike = any(
        x.figure.kind == y.figure.kind == "count"
        and number_of(x.figure) > SMALL_COUNT
        and same_value(x.figure, y.figure)
        and same_counted(x, y) is not False
        for x in a.faces
        for y in b.faces
    )
    return DOUBTFUL if alike else 0.0


def _slip(a: Utterance, b: Utterance) -> float:
    """Return the weight of a number that both give, in the one with two digits exchanged."""
    return SMALL if any(slipped(x, y) for x in a.faces for y in b.faces) else 0.0


def nearby(tellings: Iterable[Telling], index: Mapping[tuple[str, float], Sequence[int]]) -> list[int]:
    """Return the utterances that have one of the values, shares a hundredth apart included."""
    found: set[int] = set()
    for t in tellings:
        kind, number = slot(t.figure.kind, t.figure)
        steps = (-0.01, 0.0, 0.01) if kind == "share" else (0.0,)
        found |= {n for step in steps for n in index.get((kind, round(number + step, 2) if step else number), ())}
    return sorted(found)


def _take_in(whole: Utterance, u: Utterance, kinship: Kinship) -> None:
    kin = kinship(u.claimant or "", whole.claimant or "")
    whole.note_shared(u.faces)
    whole.take(u)
    whole.rules.append(_RULES[kin])
