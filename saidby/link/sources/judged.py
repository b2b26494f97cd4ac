"""What people say of names: which are one source, which are not, which are none, and what one is called."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from msgspec import Struct, structs

from saidby.link.sources.names import Reading
from saidby.records import Reason, SourceIdentity, SourceKind
from saidby.rulings import Ruling, plain, reason, source_key

Place = tuple[str, str]  # an article and a name in it
Said = Mapping[tuple[str, str], tuple[str, ...]]  # two mentions, and who says so of them
_RANK = ("named", "vague", "joint", "anonymous")


class Meant(Struct, frozen=True):
    """Whom each name means: ``own`` apart from whom it speaks for, ``keys`` with that. ``above``: heads under bodies.

    ``why`` has the reasons that are people's word.
    """

    own: Mapping[Place, str]
    keys: Mapping[Place, str]
    above: Mapping[str, str]
    why: Mapping[Place, Reason] = {}


class Mentions(Struct, frozen=True):
    """All names in the articles, whose keys stand by their ids, the earliest first."""

    articles: Mapping[str, str]
    readings: Mapping[Place, Reading]

    def key(self, place: Place) -> str:
        """Return under which key people decide about whom this name means here."""
        return source_key(self.articles[place[0]], place[1])

    def places(self, found: Iterable[Place]) -> dict[str, Place]:
        """Return the places of names by their keys."""
        return {self.key(place): place for place in sorted(found, reverse=True)}


def ruled(meant: Meant, readings: Mapping[Place, Reading], mentions: Mentions, rulings: Sequence[Ruling]) -> Meant:
    """Return whom each name means by people's word. What was taken apart is never put together again by the rest."""
    at = mentions.places(meant.keys)
    apart, same = (_pairs(rulings, at, which) for which in ("apart", "same"))
    sorting = _Sorting(meant, readings)
    for (one, other), by in apart.items():
        sorting.part(at[one], at[other], by)
    kept = [(at[one], at[other]) for one, other in apart]
    for (one, other), by in same.items():
        sorting.unite(at[one], at[other], by, kept)
    none = {sorting.keys[at[r.target]] for r in rulings if r.rejected and r.target in at}
    return sorting.done(without=none)


def _pairs(rulings: Iterable[Ruling], at: Mapping[str, Place], which: str) -> Said:
    found = {}
    for ruling in sorted(rulings, key=lambda r: r.target):
        for other in getattr(ruling, which):
            if ruling.target in at and other in at:
                found[min(ruling.target, other), max(ruling.target, other)] = ruling.by
    return found


class _Sorting:
    """Names while they are sorted anew."""

    def __init__(self, meant: Meant, readings: Mapping[Place, Reading]) -> None:
        self.own, self.keys, self.why = dict(meant.own), dict(meant.keys), dict(meant.why)
        self._above, self._readings = meant.above, readings
        self._moved: dict[str, str] = {}

    def part(self, one: Place, other: Place, by: tuple[str, ...]) -> None:
        """Take two names apart where they mean one: the one that is named less leaves, wherever it means that."""
        key = self.keys[one]
        if self.keys[other] != key:
            return
        told = Counter(plain(name) for (_, name), k in self.keys.items() if k == key)

        def stays_by(p: Place) -> tuple[bool, bool, int, Place]:
            return self.own[p] == key, self._readings[p].key == key, told[plain(p[1])], p

        leaves, stays = sorted((one, other), key=stays_by)
        word = plain(leaves[1])
        alike = word == plain(stays[1])  # two who have the same name: then only the one of that article leaves
        going = [
            p for p, k in self.keys.items() if k == key and plain(p[1]) == word and (not alike or p[0] == leaves[0])
        ]
        for place in going:
            where = f"{leaves[0]}:" if alike else ""
            self.own[place] = self.keys[place] = f"{self._readings[leaves].key}@apart:{where}{word}"
            self.why[place] = reason("sources", f"“{leaves[1]}” is not “{stays[1]}”", by)

    def unite(self, one: Place, other: Place, by: tuple[str, ...], apart: Iterable[tuple[Place, Place]]) -> None:
        """Let two names mean one, with all that each of them means, unless that joins what people took apart."""
        first, second = sorted((self.keys[one], self.keys[other]), key=self._rank)
        if first == second or any({self.keys[a], self.keys[b]} == {first, second} for a, b in apart):
            return
        names = sorted((one[1], other[1]))
        for place in [p for p, k in self.keys.items() if k == second]:
            if self.own[place].partition("@")[0] == second.partition("@")[0]:
                self.own[place] = first
            self.keys[place] = first
            self.why[place] = reason("sources", f"“{names[0]}” and “{names[1]}” are one", by)
        self._moved[second] = first

    def _rank(self, key: str) -> tuple[int, bool, int, str]:
        """Return what sorts first the key that the whole keeps: that of a name, of no person, that is told most."""
        places = [p for p, k in self.keys.items() if k == key and self.own[p] == key]
        readings = [self._readings[p] for p in places]
        standing = min((_RANK.index(r.standing) for r in readings), default=len(_RANK))
        return standing, any(r.kind == "person" for r in readings), -len(places), key

    def done(self, *, without: set[str]) -> Meant:
        """Return whom each name means now; those in ``without`` mean nobody."""
        keys = {place: key for place, key in self.keys.items() if key not in without}
        there = set(keys.values())
        above = {self._moved.get(k, k): self._moved.get(v, v) for k, v in self._above.items()}
        above = {k: v for k, v in above.items() if k != v and k in there and v in there}
        return Meant({place: self.own[place] for place in keys}, keys, above, self.why)


def as_called(
    by_id: Mapping[str, SourceIdentity], ids: Mapping[Place, str], mentions: Mentions, rulings: Sequence[Ruling]
) -> dict[str, SourceIdentity]:
    """Return the identities with their keys, and with the name, the kind and the country that people give them."""
    found = dict(by_id)
    for one, key in _first_mentions(by_id, ids, mentions):
        found[one] = structs.replace(found[one], key=key)
    at = mentions.places(ids) if rulings else {}
    for ruling in sorted(rulings, key=lambda r: r.target):
        if ruling.fields and ruling.target in at:
            one = ids[at[ruling.target]]
            found[one] = _called(found[one], ruling)
    return found


def kept_apart(ids: Mapping[Place, str], mentions: Mentions, rulings: Sequence[Ruling]) -> frozenset[tuple[str, str]]:
    """Return the ids of sources that people keep apart, two and two in order."""
    at = mentions.places(ids) if rulings else {}
    pairs = ((ids[at[one]], ids[at[other]]) for one, other in _pairs(rulings, at, "apart"))
    return frozenset((min(a, b), max(a, b)) for a, b in pairs)


def _first_mentions(
    by_id: Mapping[str, SourceIdentity], ids: Mapping[Place, str], mentions: Mentions
) -> Iterator[tuple[str, str]]:
    """Yield each identity with the key of its first mention, under its own name where that article gives it."""
    order = {doc: n for n, doc in enumerate(mentions.articles)}
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for place, one in ids.items():
        places[one].append(place)
    for one, told in places.items():
        name = plain(by_id[one].name)
        yield one, mentions.key(min(told, key=lambda p: (order[p[0]], plain(p[1]) != name, p[1])))


def _called(identity: SourceIdentity, ruling: Ruling) -> SourceIdentity:
    name, kind, country = (ruling.fields.get(field) for field in ("name", "kind", "country"))
    return structs.replace(
        identity,
        name=name if isinstance(name, str) and name.strip() else identity.name,
        kind=kind if kind in get_args(SourceKind) else identity.kind,
        country=country if isinstance(country, str) and country else identity.country,
        because=(*identity.because, reason("sources", "so called", ruling.by)),
    )
