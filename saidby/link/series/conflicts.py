"""Where sources disagree on the same thing at about the same time."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from saidby.lexicon import Lexicon
from saidby.likeness import dates_agree, number_of, same_value
from saidby.link.series.values import (
    SERIAL,
    Given,
    Tellings,
    first_report,
    given,
    picked_out,
    same_place,
    same_thing,
    told_in,
    when,
    years_agree,
)
from saidby.records import Amount, Claim, Conflict, Measure, Statement

SAME_DAYS = 2  # days between two figures dated to the day that still speak of one state of things
SAME_PERIOD = 31  # ... where one of them is only dated to its month or year
REACH = 100  # values before each, in order of time, with which it is compared, so that work grows with their number
_FULL = len("2025-01-01")
_APART = 0.2  # of the greater number: shares of different bases that differ by less agree
_HARM: frozenset[Measure] = frozenset({"killed", "wounded", "casualties", "infected"})  # what deaths are a share of


def find_conflicts(statements: Sequence[Statement], tellings: Tellings, lexicon: Lexicon) -> list[Conflict]:
    """Return the groups of claims in which different sources give different values for the same count and time.

    A share counts as the number that it makes of its base: a quarter of 8,000 is at odds with 900.
    """
    told = told_in(tellings, lexicon)
    found_values = (given(s, a, told) for s in statements if s.claimant for a in _main(s))
    values = [g for g in found_values if g is not None and not g.taken_back]
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

    near = ((i, j) for j in range(len(values)) for i in range(max(0, j - REACH), j))
    pairs = [(i, j) for i, j in near if _comparable(values[i], values[j])]
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


def _comparable(a: Given, b: Given) -> bool:
    """Tell whether two values are of the same people or things, at about the same time."""
    if not same_thing(a.telling, b.telling) or (a.amount.kind == "share") > (_size(a) is not None):
        return False
    if picked_out(a) != picked_out(b) or a.on_top != b.on_top:
        return False
    return same_place(a.places, b.places) and _same_time(a, b)


def _same_time(a: Given, b: Given) -> bool:
    x, y = a.telling.figure.as_of, b.telling.figure.as_of
    if not years_agree(a, b):
        return False
    if not (x and y) or len(x) != len(y):  # a year beside a month tells little
        x, y = a.statement.said_on or first_report(a), b.statement.said_on or first_report(b)
    if not (x and y):
        return True
    return dates_agree(x, y, within=SAME_DAYS if len(x) == len(y) == _FULL else SAME_PERIOD)


def _disagree(a: Given, b: Given) -> bool:
    if a.statement.claimant == b.statement.claimant:
        return False
    x, y = _size(a), _size(b)
    if x is None or y is None or "vague" in (a.amount.bound, b.amount.bound):
        return False
    if "share" in (a.amount.kind, b.amount.kind):
        return abs(x - y) > _APART * max(x, y)
    rounded = x == y and "between" not in (a.amount.bound, b.amount.bound)
    return not rounded and not same_value(a.amount, b.amount)


def _size(value: Given) -> float | None:
    """Return the number that a value comes to: a share times its base."""
    if value.amount.kind == "count":
        return number_of(value.amount)
    base = value.telling.base
    fits = base is not None and base.kind == "count" and base.measure in _HARM
    return number_of(value.amount) * number_of(base) if base is not None and fits else None


def _claim(value: Given) -> Claim:
    a = value.amount
    s = value.statement
    return Claim(statement=s.id, source=s.source, date=s.said_on, low=a.low, high=a.high, bound=a.bound)
