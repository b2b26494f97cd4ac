"""Where sources disagree on the same thing at about the same time."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from saidby.lexicon import Lexicon
from saidby.likeness import dates_agree, number_of
from saidby.link.series.rooms import Room, apart, room_of, room_of_share
from saidby.link.series.values import (
    SERIAL,
    Given,
    Tellings,
    first_report,
    given,
    is_bare,
    picked_out,
    precedes,
    same_place,
    same_thing,
    told_in,
    when,
    years_agree,
)
from saidby.records import Amount, Claim, Conflict, Figure, Measure, Statement, Value

SAME_DAYS = 2  # days between two figures dated to the day that still speak of one state of things
SAME_PERIOD = 31  # ... where one of them is only dated to its month or year
REACH = 100  # values before each, in order of time, with which it is compared, so that work grows with their number
_FULL = len("2025-01-01")
# Times the lower count: where words say of one alone who is counted, a greater one is of others. (Of the annotated
# articles, three had such pairs of other people, 29 to 34 times apart; of one crowd sides claim up to nine times more.)
_MOST = 20
_HARM: frozenset[Measure] = frozenset({"killed", "wounded", "casualties", "infected"})  # what deaths are a share of


def find_conflicts(statements: Sequence[Statement], tellings: Tellings, lexicon: Lexicon) -> list[Conflict]:
    """Return the groups of claims of which some exclude others: other sources, the same count, the same time.

    Values exclude each other where no number fits the words of both. A share counts as the number that it makes of
    its base: a quarter of 8,000 is at odds with 900. Each source has its last word; a higher count on a later day
    is growth, unless an article sets the two side by side.
    """
    told = told_in(tellings, lexicon)
    found_values = (given(s, a, told) for s in statements if s.claimant for a in _main(s))
    values = [g for g in found_values if g is not None and not g.taken_back and _room(g) is not None]
    by_measure: defaultdict[Measure, list[Given]] = defaultdict(list)
    for g in values:
        by_measure[g.amount.measure].append(g)
    found: list[Conflict] = []
    for measure, row in by_measure.items():
        for group in _groups(sorted(row, key=lambda g: (when(g), g.statement.id))):
            claims = tuple(dict.fromkeys(_claim(g) for g in group))
            named = Counter(g.amount.what for g in group if g.amount.what).most_common(1)
            found.append(Conflict(about=f"{named[0][0] if named else 'the number'}: {measure}", claims=claims))
    return found


def _main(s: Statement) -> list[Amount]:
    """Return a statement's counts, and shares of what it gives no count for."""
    serial = [a for a in s.figures if a.measure in SERIAL]
    counted = {a.measure for a in serial if a.kind == "count"}
    return [a for a in serial if a.kind == "count" or (a.kind == "share" and a.measure not in counted)]


def _groups(values: Sequence[Given]) -> list[list[Given]]:
    """Return sets of values of one thing of which some disagree, each disagreement in one set.

    What agrees with a value that another disputes stands beside it: the set has all sides.
    """
    top = list(range(len(values)))

    def of(n: int) -> int:
        while top[n] != n:
            n = top[n]
        return n

    near = [(i, j) for j in range(len(values)) for i in range(max(0, j - REACH), j)]
    former = {k for i, j in near for k in _overtaken(i, j, values[i], values[j])}
    pairs = [(i, j) for i, j in near if not former & {i, j} and _comparable(values[i], values[j])]
    disputed = set()
    for i, j in pairs:
        if _disagree(values[i], values[j]):
            disputed |= {i, j}
            top[max(of(i), of(j))] = min(of(i), of(j))
    for i, j in pairs:
        if (i in disputed) != (j in disputed) and values[i].statement.claimant != values[j].statement.claimant:
            top[max(of(i), of(j))] = min(of(i), of(j))
    groups: defaultdict[int, list[Given]] = defaultdict(list)
    for n, g in enumerate(values):
        groups[of(n)].append(g)
    return [group for group in groups.values() if len(group) > 1]


def _overtaken(i: int, j: int, a: Given, b: Given) -> list[int]:
    """Return which of two values its own source has replaced by the other within days."""
    if a.statement.claimant != b.statement.claimant or (when(b) - when(a)).days > SAME_DAYS:
        return []
    if not same_thing(a.telling, b.telling) or not same_place(a.places, b.places) or a.on_top != b.on_top:
        return []
    return [i] if precedes(a, b) else [j] if precedes(b, a) else []


def _comparable(a: Given, b: Given) -> bool:
    """Tell whether two values are of the same people or things, at about the same time."""
    if not same_thing(a.telling, b.telling):
        return False
    if picked_out(a) != picked_out(b) or a.on_top != b.on_top:
        return False
    return same_place(a.places, b.places) and _same_time(a, b)


def _same_time(a: Given, b: Given) -> bool:
    """Tell whether two values can be of one state of things.

    What one article tells side by side, none as a former figure, may lie days apart; else the days have to be able
    to be the same, or the later one be lower, which no growth explains. A dated value and one without any day tell
    nothing.
    """
    x, y = a.telling.figure.as_of, b.telling.figure.as_of
    if not years_agree(a, b):
        return False
    if not (x and y) or len(x) != len(y):  # a year beside a month tells little
        x, y = a.statement.said_on or first_report(a), b.statement.said_on or first_report(b)
    together = bool(_docs(a) & _docs(b)) and not (a.called_earlier or b.called_earlier)
    if not (x and y):
        return together or x == y
    to_the_day = len(x) == len(y) == _FULL
    if together:
        return dates_agree(x, y, within=SAME_DAYS if to_the_day else SAME_PERIOD)
    if not to_the_day or x == y:
        return dates_agree(x, y, within=0)
    older, newer = (a, b) if x < y else (b, a)
    return dates_agree(x, y, within=SAME_DAYS) and _number(newer) < _number(older)


def _docs(value: Given) -> set[str]:
    return {r.doc for r in value.statement.reports}


def _disagree(a: Given, b: Given) -> bool:
    """Tell whether no number fits both, and the lower is no part of the higher: of a place in it."""
    x, y = _room(a), _room(b)
    if a.statement.claimant == b.statement.claimant or x is None or y is None or not apart(x, y):
        return False
    part, whole = (a, b) if x < y else (b, a)
    unclear = is_bare(a.telling) or is_bare(b.telling)
    return not (part.places and not whole.places) and not (unclear and _number(whole) > _MOST * _number(part))


def _room(value: Given) -> Room | None:
    """Return the numbers that a value can be; None for vague words, and for a share of nothing that is counted."""
    if value.amount.kind == "count":
        return room_of(value.amount)
    base = _base(value)
    return room_of_share(value.amount, base) if base is not None else None


def _base(value: Given) -> Figure | None:
    base = value.telling.base
    return base if base is not None and base.kind == "count" and base.measure in _HARM else None


def _number(value: Given) -> float:
    base = _base(value) if value.amount.kind == "share" else None
    return number_of(value.amount) * (number_of(base) if base is not None else 1.0)


def _claim(value: Given) -> Claim:
    a = value.amount
    s = value.statement
    base = _base(value) if a.kind == "share" else None
    whole = Value(bound=base.bound, low=base.low, high=base.high) if base is not None else None
    return Claim(statement=s.id, source=s.source, date=s.said_on, low=a.low, high=a.high, bound=a.bound, share_of=whole)
