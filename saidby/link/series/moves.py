"""A source's figures over time: rows of its values for one thing, and the series that they make."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from saidby.lexicon import Lexicon
from saidby.likeness import number_of, same_value, way
from saidby.link.series.values import Given, Tellings, counts_of, first_report, precedes, same_thing, told_in
from saidby.records import Marks, Measure, Point, Series, SourceIdentity, Statement, Value


class Row(Struct, frozen=True, kw_only=True):
    """One source's counts of one thing, in order of time; ``withdrawn``: by what statement each was taken back."""

    values: tuple[Given, ...]
    withdrawn: Mapping[str, str]

    @property
    def on_top(self) -> bool:
        """Whether its counts are added to what was counted before, and so revise nothing."""
        return self.values[0].on_top


def find_rows(
    statements: Sequence[Statement], tellings: Tellings, lexicon: Lexicon, shelf: Mapping[str, Marks] | None = None
) -> list[Row]:
    """Return each source's counts for one measure of the same people or things, totals and increments apart."""
    rows: list[list[Given]] = []
    of_source: defaultdict[tuple[str | None, Measure, bool], list[list[Given]]] = defaultdict(list)
    for value in counts_of(statements, told_in(tellings, lexicon, shelf)):
        own = of_source[value.statement.claimant, value.amount.measure, value.on_top]
        row = next((r for r in own if same_thing(r[0].telling, value.telling)), None)
        if row is None:
            row = []
            rows.append(row)
            own.append(row)
        row.append(value)
    return [made for values in rows if (made := _row(values)).values]


def _row(values: Sequence[Given]) -> Row:
    """Return a row without the statements that only take a value back; these are noted with what they take back."""
    kept = [v for v in values if not v.only_taken_back]
    withdrawn = {v.statement.id: v.statement.id for v in kept if v.taken_back}
    for back in values:
        if back.only_taken_back:
            said = [v for v in kept if v is not back and same_value(v.amount, back.amount)]
            withdrawn |= {v.statement.id: back.statement.id for v in said}
            if not said:  # nobody tells the value as one that stood
                kept.append(back)
                withdrawn[back.statement.id] = back.statement.id
    order = {id(v): n for n, v in enumerate(values)}
    return Row(values=tuple(sorted(kept, key=lambda v: order[id(v)])), withdrawn=withdrawn)


def find_series(rows: Sequence[Row], identities: Mapping[str, SourceIdentity]) -> list[Series]:
    """Return the rows as series, earliest point first.

    A total with another value supersedes the point before it, if it is known to be the later of the two; what is added
    on top supersedes nothing.
    """
    return [_series(row, identities) for row in rows]


def _series(row: Row, identities: Mapping[str, SourceIdentity]) -> Series:
    points: list[Point] = []
    stood: tuple[Given, Point] | None = None  # the last value that was not taken back with the very words that give it
    for value in row.values:
        back = row.withdrawn.get(value.statement.id)
        stands = back != value.statement.id
        follows = stood is not None and stands and not row.on_top and precedes(stood[0], value)
        points.append(_point(value, stood[1] if stood and follows else None, back))
        stood = (value, points[-1]) if stands else stood
    first = row.values[0]
    claimant = first.statement.claimant or ""
    return Series(
        source=identities[claimant].name,
        claimant=claimant,
        measure=first.amount.measure,
        whom=first.amount.what,
        place=next((v.telling.figure.place for v in row.values if v.telling.figure.place), None),
        counts="increment" if row.on_top else "total" if any(v.so_far for v in row.values) else None,
        points=tuple(points),
    )


def _point(value: Given, last: Point | None, withdrawn: str | None) -> Point:
    amount = value.amount
    revised = last if last is not None and not same_value(last, amount) else None
    return Point(
        statement=value.statement.id,
        date=value.statement.said_on,
        low=amount.low,
        high=amount.high,
        bound=amount.bound,
        supersedes=revised.statement if revised else None,
        change=_change(revised, amount) if revised else None,
        withdrawn=withdrawn,
        published=first_report(value),
        as_of=value.telling.figure.as_of,
    )


def _change(old: Value, new: Value) -> Literal["up", "down", "unclear"]:
    """Return which way a value moved; unclear where both can be true.

    That is where words are vague, where two ranges overlap, or where the new bound has room for the old number:
    "more than 100" takes nothing off 106.
    """
    one, other = number_of(old), number_of(new)
    if "vague" in (old.bound, new.bound) or one == other or _overlap(old, new):
        return "unclear"
    room = way(new.bound) if way(new.bound) != way(old.bound) else "even"
    if other > one:
        return "unclear" if room == "down" else "up"
    return "unclear" if room == "up" else "down"


def _overlap(old: Value, new: Value) -> bool:
    if "between" not in (old.bound, new.bound):
        return False
    (a, b), (c, d) = ((v.low or v.high or 0.0, v.high or v.low or 0.0) for v in (old, new))
    return a <= d and c <= b and (a < c) != (b < d)
