"""What one source says at one time: within an article first, then across articles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from saidby.amounts import amount_words
from saidby.evidence import Telling
from saidby.likeness import (
    NEAR,
    NEIGHBOURS,
    SMALL_COUNT,
    dates_agree,
    first_day,
    is_slip,
    number_of,
    same_counted,
    same_value,
    slot,
    way,
)
from saidby.records import Kind

# Weights of one shared value as evidence that two articles tell the same statement (set on the gold stories).
# A count such as 6,000 is seldom shared by chance; "three" and "dozens" often are.
# DOUBTFUL: the words for the counted differ, or neither they nor the measure say what it counts; enough for one source.
STRONG, SHARE, DOUBTFUL, SMALL = 1.0, 0.7, 0.5, 0.4
_SUMS: frozenset[Kind] = frozenset({"money", "measure"})
ENOUGH_ALONE = 0.7  # for a value in an article's own voice, or under a vaguer name; for one source any of these is


class Utterance(Struct):
    """Tellings that belong together. ``claimant`` None: the articles' own voice. Grows while articles are joined.

    ``faces`` are its different tellings, one for each that a thousand articles repeat: what comparisons look at.
    """

    claimant: str | None
    tellings: list[Telling]
    said: set[str] = field(default_factory=set)
    rules: list[str] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)  # what articles tell in the same words, and how often
    values: Counter[str] = field(default_factory=Counter)  # the values by which they were joined, and how often
    docs: set[str] = field(default_factory=set)
    faces: list[Telling] = field(default_factory=list)
    published: date = date.max  # of the first article that tells it
    barred: set[str] = field(default_factory=set)  # the keys of figures that people keep apart from it
    held: set[str] = field(default_factory=set)  # the keys of its figures that people keep apart from others
    alone: bool = False  # by people's word: joins nothing
    _seen: set[tuple[object, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        tellings, self.tellings = self.tellings, []
        self.add(tellings)

    def add(self, tellings: Iterable[Telling]) -> None:
        """Take in more tellings."""
        for t in tellings:
            self.tellings.append(t)
            self.docs.add(t.doc)
            self.published = min(self.published, first_day(t.published))
            self.alone = self.alone or t.alone
            if t.apart:
                self.barred |= t.apart
                self.held.add(t.figure.key)
            if (face := _face(t)) not in self._seen:
                self._seen.add(face)
                self.faces.append(t)

    def take(self, other: "Utterance", *, rule: str | None = None) -> None:
        """Take in another utterance, by this rule if it is told by another article."""
        if rule is not None and not other.docs <= self.docs:
            self.rules.append(rule)
        self.add(other.tellings)
        self.said |= other.said
        self.rules += other.rules
        self.words.update(other.words)
        self.values.update(other.values)

    def note_shared(self, tellings: Iterable[Telling]) -> None:
        """Note the values of these tellings that it has too, as reason for joining them."""
        shared = {_value_words(t) for t in tellings if any(weight(t, other) for other in self.faces)}
        self.values.update(shared)

    def dates(self) -> list[str]:
        """Return the days on which the articles say that it was said."""
        return sorted(self.said)


def _value_words(t: Telling) -> str:
    """Return "more than 6,000 killed", "40 barges"."""
    f = t.figure
    return f"{amount_words(f, f.kind)} {f.measure if f.measure != 'other' else f.unit or ''}".strip()


def _face(t: Telling) -> tuple[object, ...]:
    """Return all that comparisons look at in a telling."""
    f, base = t.figure, t.base
    whole = (base.kind, base.bound, base.low, base.high) if base is not None else None
    own = (f.kind, f.measure, f.bound, f.low, f.high, f.part_of is None)
    return (*own, t.counted, t.unit, t.countries, t.place, t.earlier, whole)


def attributed_units(tellings: Sequence[Telling]) -> list[Utterance]:
    """Return the figures of each attribution of an article, which stay together."""
    return [
        Utterance(claimant=group[0].claimant, tellings=group, said=_said_on(group))
        for group in _attributed_together(tellings)
    ]


def own_units(tellings: Iterable[Telling]) -> list[Utterance]:
    """Return the figures of each sentence that nobody is said to have said."""
    groups: dict[tuple[str, int, str], list[Telling]] = {}
    for t in tellings:
        if t.claimant is None:
            groups.setdefault((t.doc, t.sentence.start, _judged(t)), []).append(t)
    return [Utterance(claimant=None, tellings=group) for group in groups.values()]


def _judged(t: Telling) -> str:
    """Return the key of a figure of which people say where it belongs; it goes with no other of its sentence."""
    return t.figure.key if t.alone or t.apart else ""


def join_within(units: Sequence[Utterance], beside: Mapping[tuple[int, int], int]) -> list[Utterance]:
    """Return the utterances once attributions of one source in one article have joined.

    They do unless their dates disagree or one gives another value for the same count: "over 5,000 in April" is not
    "over 6,000 in June". Of several that an attribution may go on with, it does with the one whose values it shares,
    then the one that it follows in most articles (``beside``), then the latest.
    """
    top = list(range(len(units)))

    def of(n: int) -> int:
        while top[n] != n:
            n = top[n]
        return n

    for _, a, b in sorted(_mates(units, beside)):
        a, b = sorted((of(a), of(b)))
        if a != b and may_be_one(units[a], units[b]):
            units[a].take(units[b], rule="same source")
            top[b] = a
    return [u for n, u in enumerate(units) if top[n] == n]


def _mates(
    units: Sequence[Utterance], beside: Mapping[tuple[int, int], int]
) -> Iterator[tuple[tuple[float, ...], int, int]]:
    """Yield the pairs that one article tells of one source, those that most likely go together first when sorted."""
    rows: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
    for n, u in enumerate(units):
        for t in u.tellings:
            row = rows[t.doc, t.claimant] if t.claimant else []
            if n not in row[-1:]:
                row.append(n)
    pairs = {
        (min(a, b), max(a, b))
        for row in rows.values()
        for i, b in enumerate(row)
        for a in row[max(0, i - NEIGHBOURS) : i]
        if a != b
    }
    pairs |= {(a, b) for a, b in beside if units[a].claimant == units[b].claimant}
    for a, b in sorted(pairs):
        latest = max((first_day(d).toordinal() for u in (units[a], units[b]) for d in u.dates()), default=0)
        yield (-shared_weight(units[a], units[b]), -beside.get((a, b), 0), -latest, a, b), a, b


def _said_on(group: Sequence[Telling]) -> set[str]:
    """Return the day on which most of an attribution's figures were said, of two the earlier told."""
    days = Counter(t.said_on for t in group if t.said_on)
    return {days.most_common(1)[0][0]} if days else set()


def _attributed_together(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Return the figures of each attribution, apart where it gives two values of one count on two days."""
    groups: dict[tuple[str | None, object], list[list[Telling]]] = {}
    for t in tellings:
        if t.claimant is None:
            continue
        parts = groups.setdefault((t.claimant, t.figure.attribution or t.sentence), [])
        home = next((p for p in parts if not any(_other_day(t, o) or _barred(t, o) for o in p)), None)
        if home is None:
            parts.append([t])
        else:
            home.append(t)
    return [part for parts in groups.values() for part in parts]


def _other_day(a: Telling, b: Telling) -> bool:
    apart = a.earlier or b.earlier or not dates_agree(a.said_on, b.said_on)
    return apart and _contradict(a, b)


def _barred(a: Telling, b: Telling) -> bool:
    return a.alone or b.alone or b.figure.key in a.apart or a.figure.key in b.apart


def weight(a: Telling, b: Telling) -> float:
    """Return how much it tells that two tellings agree, 0 where they do not."""
    x, y = a.figure, b.figure
    if x.kind != y.kind or not same_value(x, y, kind=x.kind) or not measures_agree(a, b):
        return 0.0
    counted = same_counted(a, b)
    number = number_of(x)
    small = x.kind == "count" and number <= SMALL_COUNT and number == int(number)
    if small or way(x.bound) == "vague":
        said_alike = a.claimant is not None and a.claimant == b.claimant and x.measure != "other"
        return SMALL if x.measure == y.measure and (counted or (counted is None and said_alike)) else 0.0
    if counted or (counted is None and x.measure == y.measure != "other") or _same_base(a, b):
        return SHARE if x.kind == "share" else STRONG
    if counted is False and x.measure != y.measure:
        return 0.0
    return SMALL if x.kind == "share" else DOUBTFUL


def slipped(a: Telling, b: Telling) -> bool:
    """Tell whether two tellings give one count, the one with two digits exchanged."""
    x, y = a.figure, b.figure
    return x.kind == y.kind == "count" and x.measure == y.measure and is_slip(x, y) and same_counted(a, b) is not False


def measures_agree(a: Telling, b: Telling) -> bool:
    """Tell whether two tellings may measure one thing: equal measures, one left open, shares of one base."""
    x, y = a.figure.measure, b.figure.measure
    if _same_base(a, b):
        return True
    return x == y or ("other" in (x, y) and same_counted(a, b) is not False)


def _same_base(a: Telling, b: Telling) -> bool:
    shares = a.figure.kind == b.figure.kind == "share"
    return shares and a.base is not None and b.base is not None and same_value(a.base, b.base, kind=a.base.kind)


def shared_weight(a: Utterance, b: Utterance) -> float:
    """Return the weight of all values of ``b`` that ``a`` has too, each counted once."""
    best: dict[tuple[str, tuple[str, float]], float] = {}
    for t in b.faces:
        key = (t.figure.measure, slot(t.figure.kind, t.figure))
        best[key] = max([best.get(key, 0.0), *(weight(t, other) for other in a.faces)])
    return sum(best.values())


def at_odds(a: Utterance, b: Utterance) -> bool:
    """Tell whether one gives another value for what the other counts, more often than they agree.

    A value that the other has too is no disagreement: a toll and the earlier toll may stand in one sentence. Of what
    was said on two different days, one disagreement is enough: the second revises the first.
    """
    lone_a, lone_b = _lone(a, b), _lone(b, a)
    other_day = two_days(a, b)
    against = sum(_contradict(x, y, doubtful=other_day) for x in lone_a for y in lone_b)
    return against > 0 and (other_day or shared_weight(a, b) <= 2 * SHARE * against)


def may_be_one(a: Utterance, b: Utterance) -> bool:
    """Tell whether nothing in dates, values or matter keeps two utterances of one source from being one."""
    looks_back = {all(t.earlier for t in u.faces) for u in (a, b)}
    if two_days(a, b) and not shared_weight(a, b):
        return False
    return len(looks_back) == 1 and may_meet(a, b) and not at_odds(a, b) and not _of_other_matters(a, b)


def _of_other_matters(a: Utterance, b: Utterance) -> bool:
    """Tell whether one speaks of sums of money or of sizes alone and the other of counts, and of nothing in common.

    Not where both were said on one day: then it is rather the cost of what is counted.
    """
    if a.said & b.said:
        return False
    one, other = ({"money" if t.figure.kind in _SUMS else "count" for t in u.faces} for u in (a, b))
    words = [frozenset().union(*(t.counted for t in u.faces)) for u in (a, b)]
    return len(one | other) > 1 and not one & other and not words[0] & words[1]


def two_days(a: Utterance, b: Utterance) -> bool:
    """Tell whether both are dated to the day, and to no day in common."""
    full = len("2025-01-01")
    return bool(a.said and b.said) and not a.said & b.said and all(len(d) == full for d in a.said | b.said)


def _lone(a: Utterance, b: Utterance) -> list[Telling]:
    """Return what ``a`` alone tells, bases of shares that both tell aside."""
    shared = [any(weight(t, o) for o in b.faces) for t in a.faces]
    told = list(zip(a.faces, shared, strict=True))
    bases = {slot(t.base.kind, t.base) for t, both in told if both and t.base is not None and t.figure.kind == "share"}
    return [t for t, both in told if not both and slot(t.figure.kind, t.figure) not in bases]


def _contradict(a: Telling, b: Telling, *, doubtful: bool = False) -> bool:
    """Tell whether two tellings give two values for one count; ``doubtful``: also where it may be another count."""
    x, y = a.figure, b.figure
    if x.kind != y.kind or x.measure != y.measure or x.measure == "other" or x.part_of or y.part_of:
        return False
    counted = same_counted(a, b)
    bare = not (a.counted | b.counted | a.countries | b.countries)  # both count people, and no others are told of
    same = counted or (counted is None and (doubtful or bare or a.earlier != b.earlier))
    if not doubtful and slipped(a, b):
        return False
    return bool(same) and not same_value(x, y, kind=x.kind) and (doubtful or same_place(a.place, b.place))


def same_place(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a in b or b in a


def may_meet(a: Utterance, b: Utterance) -> bool:
    """Tell whether neither their dates nor anybody's word keep two utterances apart."""
    return not kept_apart(a, b) and not a.alone and not b.alone and times_agree(a, b)


def kept_apart(a: Utterance, b: Utterance) -> bool:
    """Tell whether people say of any two of their figures that they are not of one statement."""
    return bool(a.barred & b.held or b.barred & a.held)


def takes(u: Utterance, t: Telling) -> bool:
    """Tell whether nobody's word keeps a telling from an utterance."""
    return not (u.alone or t.alone or t.figure.key in u.barred or t.apart & u.held)


def times_agree(a: Utterance, b: Utterance) -> bool:
    """Tell whether all dates of two utterances can be of one day, and none is after a report of it appeared."""
    if not all(dates_agree(x, y) for x in a.dates() for y in b.dates()):
        return False
    return _told_after(a, b) and _told_after(b, a)


def _told_after(a: Utterance, b: Utterance) -> bool:
    """Tell whether every article that tells ``b`` may have appeared after ``a`` was said."""
    return b.published == date.max or all((b.published - first_day(d)).days >= -NEAR for d in a.said)
