"""Low, best and high of one thing by several rules, from the last word of each source."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from saidby.likeness import BODIES, same_value
from saidby.link.series.moves import Row
from saidby.link.series.rules import RULES, Held
from saidby.link.series.values import Given, is_bare, picked_out, precedes, same_place, same_thing, when, years_agree
from saidby.records import Claim, LeftOut, Measure, Range, SourceIdentity

REACH = 100  # things before each row with which it is compared, so that work grows with their number

_Thing = list[tuple[int, Row]]  # rows with their places among the series


def find_ranges(rows: Sequence[Row], identities: Mapping[str, SourceIdentity]) -> list[Range]:
    """Return for each thing that is counted what the rules make of it.

    Every source has one voice, its last word: what it has revised or withdrawn does not count, however many articles
    tell it. A body and the one that it is a part of are one where they give the same value. What is added on top of
    other counts is no total and stays out.
    """
    found = [_range(thing, identities) for thing in _things(rows)]
    return [r for r in found if r is not None]


def _things(rows: Sequence[Row]) -> list[_Thing]:
    """Return the rows that count the same people or things; what may be either of two is neither."""
    by_measure: defaultdict[Measure, list[_Thing]] = defaultdict(list)
    for bare in (False, True):
        for n, row in enumerate(rows):
            value = _fullest(row)
            if row.on_top or is_bare(value.telling) != bare:
                continue
            things = by_measure[value.amount.measure]
            fitting = [t for t in things[-REACH:] if all(_comparable(row, other) for _, other in t)]
            if len(fitting) == 1 or (fitting and not bare):
                fitting[0].append((n, row))
            else:
                things.append([(n, row)])
    return [thing for things in by_measure.values() for thing in things]


def _fullest(row: Row) -> Given:
    """Return the value of a row whose words say most of what is counted."""
    return max(row.values, key=lambda v: (len(v.telling.counted) + len(v.telling.countries), v.telling.place or ""))


def _comparable(a: Row, b: Row) -> bool:
    x, y = _fullest(a), _fullest(b)
    if picked_out(x) != picked_out(y) or not same_thing(x.telling, y.telling):
        return False
    return same_place(_places(a), _places(b)) and years_agree(a.values[-1], b.values[-1])


def _places(row: Row) -> frozenset[str]:
    return frozenset().union(*(v.places for v in row.values))


def _range(thing: _Thing, identities: Mapping[str, SourceIdentity]) -> Range | None:
    left_out: list[LeftOut] = []
    standing = [value for _, row in thing if (value := _last_word(row, left_out)) is not None]
    held = _one_each(standing, identities, left_out)
    if not held:
        return None
    values = [v for _, row in thing for v in row.values]
    latest_first = sorted(held, key=lambda h: (h.claim.date or "", h.claim.statement), reverse=True)
    return Range(
        measure=values[0].amount.measure,
        whom=_commonest(v.amount.what for v in values),
        place=_commonest(v.telling.figure.place for v in values),
        claims=tuple(h.claim for h in latest_first),
        independent_roots=len(held) if all(h.known for h in held) else None,
        left_out=tuple(left_out),
        estimates=tuple(rule(latest_first) for rule in RULES.values()),
        series=tuple(sorted(n for n, _ in thing)),
    )


def _commonest(words: Iterable[str | None]) -> str | None:
    """Return what most say, of several the shortest."""
    told = Counter(w for w in words if w)
    return min(told, key=lambda w: (-told[w], len(w), w), default=None)


def _last_word(row: Row, left_out: list[LeftOut]) -> Given | None:
    """Return the last value of a row that stands, of several of one day the one that most articles tell.

    What does not stand is noted.
    """
    standing = [v for v in row.values if v.statement.id not in row.withdrawn]
    newest = [v for v in standing if not any(precedes(v, other) for other in standing)]
    chosen = max(newest, key=lambda v: (len(v.statement.reports), newest.index(v)), default=None)
    for value in row.values:
        if value is not chosen:
            back = row.withdrawn.get(value.statement.id)
            why = _withdrawn(value, back) if back or chosen is None else _overtaken(value, chosen)
            left_out.append(LeftOut(statement=value.statement.id, why=why))
    return chosen


def _withdrawn(value: Given, back: str | None) -> str:
    return "withdrawn by its source" + (f" in {back}" if back and back != value.statement.id else "")


def _overtaken(value: Given, by: Given) -> str:
    name = by.statement.id
    if same_value(value.amount, by.amount):
        return f"said again in {name}"
    return f"superseded in {name}" if precedes(value, by) else f"of one day with {name}, which more articles tell"


def _one_each(values: Sequence[Given], identities: Mapping[str, SourceIdentity], left_out: list[LeftOut]) -> list[Held]:
    """Return one claim for each origin, in order of time."""
    kept: list[Given] = []
    for value in sorted(values, key=lambda v: (when(v), v.statement.id)):
        claimant = value.statement.claimant or ""
        same = next((k for k in kept if _one_origin(k, value, identities)), None)
        if same is None:
            kept.append(value)
        elif same.statement.claimant == claimant:
            kept[kept.index(same)] = value
            left_out.append(LeftOut(statement=same.statement.id, why=f"superseded in {value.statement.id}"))
        else:
            why = f"the figure of {same.statement.id}, from the same body"
            left_out.append(LeftOut(statement=value.statement.id, why=why))
    return [Held(_claim(v), _is_known(identities[v.statement.claimant or ""])) for v in kept]


def _one_origin(a: Given, b: Given, identities: Mapping[str, SourceIdentity]) -> bool:
    """Tell whether two values are one origin's: one source, or a body and a part of it with the same value."""
    one, other = a.statement.claimant or "", b.statement.claimant or ""
    akin = one in _above(other, identities) or other in _above(one, identities)
    return one == other or (akin and same_value(a.amount, b.amount))


def _above(claimant: str, identities: Mapping[str, SourceIdentity]) -> set[str]:
    found: set[str] = set()
    parent = identities[claimant].parent
    while parent is not None and parent not in found and parent in identities:
        found.add(parent)
        parent = identities[parent].parent
    return found


def _is_known(source: SourceIdentity) -> bool:
    return source.standing == "named" or (source.standing == "vague" and source.kind in BODIES | {"other"})


def _claim(value: Given) -> Claim:
    a, s = value.amount, value.statement
    day = s.said_on
    return Claim(statement=s.id, source=s.source, date=day, low=a.low, high=a.high, bound=a.bound)
