"""A source's figures over time, and where sources disagree on the same thing."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from saidby.evidence import Telling
from saidby.likeness import dates_agree, first_day, number_of, same_counted, same_value
from saidby.records import Amount, Claim, Conflict, Measure, Point, Series, SourceIdentity, Statement

SAME_DAYS = 2  # days between two figures dated to the day that still speak of one state of things
SAME_PERIOD = 31  # ... where one of them is only dated to its month or year
REACH = 100  # values before each, in order of time, with which it is compared, so that work grows with their number
SAME_YEAR = 300  # ... and further apart no wording makes them one
_FULL = len("2025-01-01")
_APART = 0.2  # of the greater number: shares of different bases that differ by less agree
_HARM: frozenset[Measure] = frozenset({"killed", "wounded", "casualties", "infected"})  # what deaths are a share of
_SERIAL: frozenset[Measure] = frozenset(Measure.__args__) - {"other"}  # type: ignore[attr-defined]


class _Given(Struct, frozen=True, kw_only=True):
    """One value of one statement, with the telling that shows it best."""

    statement: Statement
    amount: Amount
    telling: Telling
    reported: date
    told: int  # how often, headlines and rounded numbers aside


def find_series(
    statements: Sequence[Statement],
    tellings: Mapping[tuple[str, str], Telling],
    identities: Mapping[str, SourceIdentity],
) -> list[Series]:
    """Return each source's counts for one measure of the same people or things, earliest first.

    A later point with another value supersedes the point before it.
    """
    rows: list[list[_Given]] = []
    of_source: defaultdict[tuple[str | None, Measure], list[list[_Given]]] = defaultdict(list)
    for given in _counts(statements, tellings):
        own = of_source[given.statement.claimant, given.amount.measure]
        row = next((r for r in own if _same_thing(r[0].telling, given.telling)), None)
        if row is None:
            row = []
            rows.append(row)
            own.append(row)
        row.append(given)
    return [_series(row, identities) for row in rows]


def _same_thing(a: Telling, b: Telling) -> bool:
    counted = same_counted(a, b)
    bare = not (a.counted | a.countries) or not (b.counted | b.countries)
    return bool(counted) or (counted is None and (bare or bool(a.countries & b.countries)))


def _counts(statements: Sequence[Statement], tellings: Mapping[tuple[str, str], Telling]) -> list[_Given]:
    """Return the counts of all named sources in order of time, each statement's value for a row once."""
    found: list[_Given] = []
    for s in statements:
        own: list[_Given] = []
        serial = [a for a in s.figures if a.kind == "count" and a.measure in _SERIAL and s.claimant is not None]
        given = [g for amount in serial if (g := _given(s, amount, tellings)) is not None]
        for g in sorted(given, key=lambda g: -g.told):  # the value that most articles tell
            if not any(_same_count(o, g) for o in own):
                own.append(g)
        found += own
    return sorted(found, key=lambda g: (_when(g), number_of(g.amount), g.statement.id))


def _same_count(a: _Given, b: _Given) -> bool:
    return a.amount.measure == b.amount.measure and _same_thing(a.telling, b.telling)


def _given(s: Statement, amount: Amount, tellings: Mapping[tuple[str, str], Telling]) -> _Given | None:
    told = [tellings[r.doc, f] for r in s.reports for f in r.figures]
    fitting = [t for t in told if t.figure.measure == amount.measure and same_value(t.figure, amount, kind=amount.kind)]
    if not fitting:
        return None
    best = max(fitting, key=lambda t: (len(t.counted) + len(t.countries), t.figure.as_of is not None))
    reported = min((first_day(t.published) for t in told if t.published), default=date.max)
    often = sum(t.part == "body" for t in fitting) if number_of(amount) % 100 else 0
    return _Given(statement=s, amount=amount, telling=best, reported=reported, told=often)


def _when(given: _Given) -> date:
    return min(first_day(given.statement.said_on), given.reported)


def _series(row: Sequence[_Given], identities: Mapping[str, SourceIdentity]) -> Series:
    points: list[Point] = []
    for g in row:
        last = points[-1] if points else None
        revised = last is not None and not same_value(last, g.amount)
        points.append(
            Point(
                statement=g.statement.id,
                date=g.statement.said_on,
                low=g.amount.low,
                high=g.amount.high,
                bound=g.amount.bound,
                supersedes=last.statement if last and revised else None,
            )
        )
    first = row[0]
    return Series(
        source=identities[first.statement.claimant or ""].name,
        measure=first.amount.measure,
        whom=first.amount.what,
        place=next((g.telling.figure.place for g in row if g.telling.figure.place), None),
        points=tuple(points),
    )


def find_conflicts(statements: Sequence[Statement], tellings: Mapping[tuple[str, str], Telling]) -> list[Conflict]:
    """Return the groups of claims in which different sources give different values for the same count and time.

    A share counts as the number that it makes of its base: a quarter of 8,000 is at odds with 900.
    """
    values = [g for s in statements if s.claimant for a in _main(s) if (g := _given(s, a, tellings))]
    by_measure: defaultdict[Measure, list[_Given]] = defaultdict(list)
    for g in values:
        by_measure[g.amount.measure].append(g)
    found: list[Conflict] = []
    for measure, given in by_measure.items():
        for group in _groups(sorted(given, key=lambda g: (_when(g), g.statement.id))):
            claims = tuple(dict.fromkeys(_claim(g) for g in group))
            named = Counter(g.amount.what for g in group if g.amount.what).most_common(1)
            found.append(Conflict(about=f"{named[0][0] if named else 'the number'}: {measure}", claims=claims))
    return found


def _main(s: Statement) -> list[Amount]:
    """Return a statement's counts, and shares of what it gives no count for."""
    serial = [a for a in s.figures if a.measure in _SERIAL]
    counted = {a.measure for a in serial if a.kind == "count"}
    return [a for a in serial if a.kind == "count" or (a.kind == "share" and a.measure not in counted)]


def _groups(given: Sequence[_Given]) -> list[list[_Given]]:
    """Return sets of values of one thing of which some disagree, each disagreement in one set.

    What agrees with a value that another disputes stands beside it: the set has all sides.
    """
    top = list(range(len(given)))

    def of(n: int) -> int:
        while top[n] != n:
            n = top[n]
        return n

    near = ((i, j) for j in range(len(given)) for i in range(max(0, j - REACH), j))
    pairs = [(i, j) for i, j in near if _comparable(given[i], given[j])]
    disputed = set()
    for i, j in pairs:
        if _disagree(given[i], given[j]):
            disputed |= {i, j}
            top[max(of(i), of(j))] = min(of(i), of(j))
    for i, j in pairs:
        if (i in disputed) != (j in disputed) and given[i].statement.claimant != given[j].statement.claimant:
            top[max(of(i), of(j))] = min(of(i), of(j))
    groups: defaultdict[int, list[_Given]] = defaultdict(list)
    for n, g in enumerate(given):
        groups[of(n)].append(g)
    return [group for group in groups.values() if len(group) > 1]


def _comparable(a: _Given, b: _Given) -> bool:
    """Tell whether two values are of the same people or things, at about the same time."""
    if not _same_thing(a.telling, b.telling) or (a.amount.kind == "share") > (_size(a) is not None):
        return False
    if _picked_out(a) != _picked_out(b):
        return False
    x, y = a.telling.place, b.telling.place
    return (x is None or y is None or x in y or y in x) and _same_time(a, b)


def _picked_out(given: _Given) -> bool:
    """Tell whether a count is of some of a total of the same measure: the children among the dead."""
    base = given.telling.base
    return given.amount.kind == "count" and base is not None and base.measure == given.amount.measure


def _same_time(a: _Given, b: _Given) -> bool:
    x, y = a.telling.figure.as_of, b.telling.figure.as_of
    if not _years_agree(a, b):
        return False
    if not (x and y) or len(x) != len(y):  # a year beside a month tells little
        x, y = a.statement.said_on or _first_report(a), b.statement.said_on or _first_report(b)
    if not (x and y):
        return True
    return dates_agree(x, y, within=SAME_DAYS if len(x) == len(y) == _FULL else SAME_PERIOD)


def _years_agree(a: _Given, b: _Given) -> bool:
    """Tell whether two values can be of one year: "in 2019" is not today's toll."""
    one, other = (g.telling.figure.as_of or g.statement.said_on or _first_report(g) for g in (a, b))
    return dates_agree(one, other, within=SAME_YEAR)


def _first_report(given: _Given) -> str | None:
    return None if given.reported == date.max else given.reported.isoformat()


def _disagree(a: _Given, b: _Given) -> bool:
    if a.statement.claimant == b.statement.claimant:
        return False
    x, y = _size(a), _size(b)
    if x is None or y is None or "vague" in (a.amount.bound, b.amount.bound):
        return False
    if "share" in (a.amount.kind, b.amount.kind):
        return abs(x - y) > _APART * max(x, y)
    rounded = x == y and "between" not in (a.amount.bound, b.amount.bound)
    return not rounded and not same_value(a.amount, b.amount)


def _size(given: _Given) -> float | None:
    """Return the number that a value comes to: a share times its base."""
    if given.amount.kind == "count":
        return number_of(given.amount)
    base = given.telling.base
    fits = base is not None and base.kind == "count" and base.measure in _HARM
    return number_of(given.amount) * number_of(base) if base is not None and fits else None


def _claim(given: _Given) -> Claim:
    a = given.amount
    return Claim(statement=given.statement.id, source=given.statement.source, low=a.low, high=a.high, bound=a.bound)
