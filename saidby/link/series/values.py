"""One value of one statement, and when two of them speak of the same people or things."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from msgspec import Struct, structs

from saidby.evidence import Telling
from saidby.lexicon import Lexicon
from saidby.likeness import dates_agree, first_day, number_of, same_counted, same_value
from saidby.link.series.wording import comes_on_top, so_far, taken_back
from saidby.records import Amount, Marks, Measure, Statement

Tellings = Mapping[tuple[str, str], Telling]  # by article and figure


class Told(Struct, frozen=True):
    """Every figure under its article and id, and under its article and sentence, with the words to read them.

    ``moments`` are those of the articles' publication, where they are given with the hour.
    """

    tellings: Tellings
    sentences: Mapping[tuple[str, int], Sequence[Telling]]
    lexicon: Lexicon
    moments: Mapping[str, str]


def told_in(tellings: Tellings, lexicon: Lexicon, shelf: Mapping[str, Marks] | None = None) -> Told:
    """Return the figures of a story, also by the sentences in which they stand, in the order of the text."""
    sentences: defaultdict[tuple[str, int], list[Telling]] = defaultdict(list)
    for t in tellings.values():
        sentences[t.doc, t.sentence.start].append(t)
    moments = {doc: m.article.published_at for doc, m in (shelf or {}).items() if m.article.published_at}
    rows = {place: sorted(row, key=lambda t: t.order) for place, row in sentences.items()}
    return Told(tellings, rows, lexicon, moments)


SAME_YEAR = 300  # days beyond which no wording makes two figures one state of things
SERIAL: frozenset[Measure] = frozenset(Measure.__args__) - {"other"}  # type: ignore[attr-defined]


class Given(Struct, frozen=True, kw_only=True):
    """One value of one statement, with the telling that shows it best.

    ``moment``: when it was first told, where that is known to the hour. ``told``: how often, headlines and rounded
    numbers aside. ``places``: where, as its tellings have it. ``on_top``: it is added to what was counted before.
    ``called_earlier``: some article gives it as the former figure beside a newer one. ``taken_back``: some article
    says that its source no longer stands by it; ``only_taken_back``: all of them do.
    """

    statement: Statement
    amount: Amount
    telling: Telling
    reported: date
    moment: str | None = None
    told: int
    places: frozenset[str] = frozenset()
    on_top: bool = False
    so_far: bool = False
    called_earlier: bool = False
    taken_back: bool = False
    only_taken_back: bool = False


def given(s: Statement, amount: Amount, told: Told) -> Given | None:
    """Return a value of a statement with its best telling: the fullest words for the counted, then a day."""
    all_of_it = [told.tellings[r.doc, f] for r in s.reports for f in r.figures]
    fitting = [
        t for t in all_of_it if t.figure.measure == amount.measure and same_value(t.figure, amount, kind=amount.kind)
    ]
    if not fitting:
        return None
    best = max(fitting, key=lambda t: (len(t.counted) + len(t.countries), t.figure.as_of is not None))
    on_top = comes_on_top(best, told.sentences[best.doc, best.sentence.start], told.lexicon)
    withdrawn = [taken_back(t, told.lexicon) for t in fitting]
    return Given(
        statement=s,
        amount=amount,
        telling=best if on_top else structs.replace(best, counted=best.counted - {"more"}),
        reported=min((first_day(t.published) for t in all_of_it if t.published), default=date.max),
        moment=_first_moment(fitting, told),
        told=sum(t.part == "body" for t in fitting) if number_of(amount) % 100 else 0,
        places=frozenset(t.place for t in fitting if t.place),
        on_top=on_top,
        so_far=so_far(best, told.lexicon),
        called_earlier=any(t.earlier for t in fitting),
        taken_back=any(withdrawn),
        only_taken_back=all(withdrawn),
    )


def _first_moment(tellings: Sequence[Telling], told: Told) -> str | None:
    """Return when the first of the articles appeared; None where the hour of one is not known that may be it."""
    first = min(first_day(t.published) for t in tellings)
    moments = [told.moments.get(t.doc) for t in tellings if first_day(t.published) == first]
    return None if None in moments else min(m for m in moments if m)


def when(value: Given) -> date:
    """Return the day of a value, for order in time: when it was said, or first told if that was before."""
    return min(first_day(value.statement.said_on), value.reported)


def precedes(a: Given, b: Given) -> bool:
    """Tell whether a value is known to be older than another.

    By its day; of one day because an article calls it the former one, or because it was told before the other. Where
    nothing tells the order of two counts of the dead, the lower is the older: within a day these rise. Of what has no
    day at all nothing is known.
    """
    if date.max in (when(a), when(b)):
        return a.called_earlier and not b.called_earlier
    if when(a) != when(b):
        return when(a) < when(b)
    if a.called_earlier != b.called_earlier:
        return a.called_earlier
    if a.reported != b.reported:
        return a.reported < b.reported
    if a.moment and b.moment and a.moment != b.moment:
        return a.moment < b.moment
    return a.amount.measure == "killed" and number_of(a.amount) < number_of(b.amount)


def first_report(value: Given) -> str | None:
    """Return the day on which an article of the story first told a value."""
    return None if value.reported == date.max else value.reported.isoformat()


def same_thing(a: Telling, b: Telling) -> bool:
    """Tell whether two tellings count the same people or things, as far as their words say."""
    counted = same_counted(a, b)
    bare = is_bare(a) or is_bare(b)
    return bool(counted) or (counted is None and (bare or bool(a.countries & b.countries)))


def is_bare(telling: Telling) -> bool:
    """Tell whether no words say who or what is counted."""
    return not (telling.counted | telling.countries)


def same_place(one: Collection[str], other: Collection[str]) -> bool:
    """Tell whether two values may be of one place: a place of one lies in one of the other, or one has none."""
    return not one or not other or any(x in y or y in x for x in one for y in other)


def picked_out(value: Given) -> bool:
    """Tell whether a count is of some of a total of the same measure: the children among the dead."""
    base = value.telling.base
    return value.amount.kind == "count" and base is not None and base.measure == value.amount.measure


def years_agree(a: Given, b: Given) -> bool:
    """Tell whether two values can be of one year: "in 2019" is not today's toll."""
    one, other = (v.telling.figure.as_of or v.statement.said_on or first_report(v) for v in (a, b))
    return dates_agree(one, other, within=SAME_YEAR)


def counts_of(statements: Sequence[Statement], told: Told) -> list[Given]:
    """Return the counts of all sources in order of time, each statement's value for one thing once."""
    found: list[Given] = []
    for s in statements:
        own: list[Given] = []
        serial = [a for a in s.figures if a.kind == "count" and a.measure in SERIAL and s.claimant is not None]
        values = [g for amount in serial if (g := given(s, amount, told)) is not None]
        for g in sorted(values, key=lambda g: (g.only_taken_back, -g.told)):  # the value that most articles tell
            if not any(_same_count(o, g) for o in own):
                own.append(g)
        found += own
    return sorted(found, key=_in_time)


def _in_time(value: Given) -> tuple[bool, date, bool, date, str, float, str]:
    """Order what is dated by its days; what has none stands first, so that it is nobody's last word."""
    first, day = value.moment or "", when(value)
    return (
        day != date.max,
        day,
        not value.called_earlier,
        value.reported,
        first,
        number_of(value.amount),
        value.statement.id,
    )


def _same_count(a: Given, b: Given) -> bool:
    alike = a.amount.measure == b.amount.measure and a.on_top == b.on_top
    return alike and a.only_taken_back == b.only_taken_back and same_thing(a.telling, b.telling)
