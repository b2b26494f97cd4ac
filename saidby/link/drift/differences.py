"""What two accounts of one utterance have in common, and what stands in one of them alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from saidby.evidence import Account, Evidence, Retelling, Telling
from saidby.likeness import SMALL_COUNT, is_slip, number_of, same_counted, same_value, way
from saidby.records import Figure

_BEHIND = 30  # characters between a share and its base: "of all the registered"

Pair = tuple[Telling, Telling]  # of the earlier article, of the later


def told(account: Account) -> list[Telling]:
    """Return all figures that may belong to an account."""
    return [*account.tellings, *account.loose]


def same_day(r: Retelling) -> bool:
    """Tell whether nothing speaks against one day."""
    return r.one.day is None or r.other.day is None or r.one.day == r.other.day


def one_number(a: Telling, b: Telling) -> bool:
    """Tell whether two tellings give one number, whatever it measures."""
    return a.figure.kind == b.figure.kind and same_value(a.figure, b.figure, kind=a.figure.kind)


def agree(a: Telling, b: Telling) -> bool:
    """Tell whether two tellings give one number for one thing."""
    return one_number(a, b) and a.figure.measure == b.figure.measure and same_counted(a, b) is not False


def told_in_both(r: Retelling) -> Iterator[Pair]:
    """Yield what both accounts tell."""
    for a in told(r.one):
        for b in told(r.other):
            if agree(a, b):
                yield a, b


def alone(here: Sequence[Telling], there: Sequence[Telling]) -> list[Telling]:
    """Return what the other account does not tell."""
    return [t for t in here if not any(agree(t, o) for o in there)]


def telling_number(t: Telling) -> bool:
    """Tell whether a number is not told by chance: large enough, or a sum of money or the like."""
    return t.figure.kind in {"money", "share"} or number_of(t.figure) > SMALL_COUNT


def counts(tellings: Sequence[Telling]) -> list[Telling]:
    """Return the counts that stand for themselves: no parts of others, and nothing of which only a share is told."""
    bases = {t.base.id for t in tellings if t.figure.kind == "share" and t.base is not None and _of(t, t.base)}
    return [t for t in tellings if t.base is None and t.figure.id not in bases and t.figure.kind != "share"]


def _of(t: Telling, base: Figure) -> bool:
    """Tell whether a base stands right behind its share: "half of the town's 1,050 boats"."""
    return base.measure == "other" or 0 <= base.span.start - t.figure.span.end <= _BEHIND


def one_count(a: Telling, b: Telling) -> bool:
    """Tell whether two different numbers are given for one count."""
    x, y = a.figure, b.figure
    if x.kind != y.kind:
        return False
    counted = same_counted(a, b)
    if x.measure != y.measure or not (counted or x.measure != "other"):
        return False
    if counted is False and not is_slip(x, y):
        return False
    if not (telling_number(a) and telling_number(b)) or same_value(x, y, kind=x.kind):
        return False
    places = a.place is None or b.place is None or a.place == b.place
    ways = {way(x.bound), way(y.bound)}
    return places and x.as_of == y.as_of and (len(ways) == 1 or "even" in ways) and "vague" not in ways


class Votes:
    """In how many articles each of two versions stands."""

    def __init__(self, evidence: Evidence) -> None:
        self._docs: Counter[tuple[object, ...]] = Counter()
        seen = {(_version(t.figure), t.doc) for t in evidence.tellings.values()}
        self._docs.update(version for version, _ in seen)

    def turned(self, pair: Pair) -> Pair:
        """Return the pair with what departs first and what it departs from second: the rarer, else the later."""
        earlier, later = pair
        more = self._docs[_version(later.figure)] > self._docs[_version(earlier.figure)]
        return (earlier, later) if more else (later, earlier)


def _version(f: Figure) -> tuple[object, ...]:
    return f.kind, f.measure, f.low, f.high, f.place, f.as_of


def once(pairs: Iterable[Pair], votes: Votes) -> Iterator[Pair]:
    """Yield each telling that departs from another once, first beside what it departs from."""
    seen: set[tuple[str, int]] = set()
    for pair in pairs:
        t, model = votes.turned(pair)
        if (t.doc, t.figure.span.start) not in seen:
            seen.add((t.doc, t.figure.span.start))
            yield t, model
