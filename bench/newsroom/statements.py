"""What the sources of a story say: statements with their claims and quotations, in order of time."""

import math
from datetime import date, datetime, timedelta
from random import Random

from msgspec import Struct, structs

from bench.newsroom.grammar import Event, Slot, events, forms, free, pick, slots
from bench.newsroom.records import StatementTruth
from bench.newsroom.world import Country, Place, Source, World, place_of, source_of
from saidby.records import Bound

_FIFTHS = (0.2, 0.25, 0.5, 0.333333, 0.666667)
_RISING = (0.3, 0.55, 0.75, 0.9, 1.0)  # how a toll approaches its last count
_BORROWED = 0.15  # of the numbers are those of another story
_BASES = (
    ("registered boats", "were under repair"),
    ("licensed shops", "were closed"),
    ("public wells", "were out of use"),
    ("bus drivers", "did not report for work"),
    ("village halls", "were locked"),
    ("market stalls", "stood empty"),
)


class Claim(Struct, frozen=True, kw_only=True):
    """One number that a source gives. ``form``: "count", "share", "of base", "sum" (``parts`` by town), "added"."""

    id: str
    slot: str
    number: float
    bound: Bound = "exact"
    hedge: str | None = None
    place: str
    form: str = "count"
    as_of: date | None = None
    group: str = ""
    base: float | None = None
    parts: tuple[tuple[str, float], ...] = ()
    measured: str = ""  # the slot in whose words it is told, where these are not its own


class Quoted(Struct, frozen=True, kw_only=True):
    """A sentence of the source's own. ``words`` are "class:word" pairs.

    ``claim`` is the one that it tells, if any: {n} and {h} stand for its number, behind ``modifier``, and its hedge.
    """

    id: str
    text: str
    claim: str | None = None
    modifier: str = ""
    words: tuple[str, ...] = ()


class Statement(Struct, frozen=True, kw_only=True):
    """What one source says at one time. ``day`` is the day at its own place."""

    id: str
    source: Source
    at: datetime
    day: date
    claims: tuple[Claim, ...]
    quotes: tuple[Quoted, ...]
    form: str
    supersedes: str | None = None

    def truth(self) -> StatementTruth:
        known = self.source.body.kind != "anonymous"
        return StatementTruth(
            id=self.id,
            kind="utterance",
            source=plain_name(self.source.full[0]),
            claimant=self.source.id,
            said_on=self.day.isoformat(),
            independent_roots=1 if known else None,
            supersedes=self.supersedes,
        )


class Happening(Struct, frozen=True, kw_only=True):
    """An event and all that is said of it."""

    id: str
    event: Event
    name: str  # of the storm
    place: Place
    elsewhere: Place  # where a careless hand puts it
    at: datetime
    day: date
    statements: tuple[Statement, ...]


def plain_name(form: str) -> str:
    """Return a source's name without what only a sentence needs."""
    if form.endswith(","):
        pieces = form.rstrip(",").split(", ")
        return pieces[-1] if "'s " in pieces[0] else pieces[0]
    return form.removeprefix("the ").removeprefix("Governor ")


def local(at: datetime, country: Country) -> date:
    """Return the day that it is in a country."""
    return (at + timedelta(hours=country.hours)).date()


def make_happening(dice: Random, number: int, at: datetime, world: World, numbers: list[float]) -> Happening:
    """Return story ``number``, which begins at a time. ``numbers`` are those of earlier stories."""
    event = dice.choice(events())
    country = dice.choice(world.countries)
    place = place_of(dice, country)
    elsewhere = place_of(dice, country)
    while elsewhere.region == place.region:
        elsewhere = place_of(dice, country)
    plan = _Plan(dice, f"s{number}", event, place, at, numbers)
    return Happening(
        id=f"story{number}",
        event=event,
        name=dice.choice("Anouk Bertil Cilla Dorte Edvin Frida Gustaf Helka Ivo Jolanta Klaas Mireille".split()),
        place=place,
        elsewhere=elsewhere,
        at=at,
        day=local(at, country),
        statements=plan.statements(),
    )


class _Plan:
    """Makes the statements of one story."""

    def __init__(
        self, dice: Random, prefix: str, event: Event, place: Place, at: datetime, numbers: list[float]
    ) -> None:
        self.dice = dice
        self.prefix = prefix
        self.event = event
        self.place = place
        self.at = at
        self.numbers = numbers
        self._made = 0

    def statements(self) -> tuple[Statement, ...]:
        main = source_of(self.dice, self.dice.choice(self.event.bodies), self.place)
        others = self.dice.sample(self.event.others, k=min(len(self.event.others), self.dice.choice([1, 1, 2, 2, 3])))
        found = self._series(main)
        for kind in others:
            source = source_of(self.dice, kind, self.place)
            hours = self.dice.uniform(4, 24 * self.event.days[1])
            found.append(self._statement(source, hours, self._side_claims(source), None))
        if self.dice.random() < 0.12:
            found.append(
                self._statement(source_of(self.dice, "officials", self.place), 9.0, self._side_claims(main), None)
            )
        return tuple(sorted(found, key=lambda s: (s.at, s.id)))

    def _series(self, main: Source) -> list[Statement]:
        """Return what the first source says, count after count; the last may go down."""
        points = self.dice.randint(1, 5) if self.event.days[1] > 3 else self.dice.randint(1, 2)
        first, *more = (slots()[name] for name in self.event.slots)
        lasts = {s.name: self._last(s) for s in (first, *more)}
        found: list[Statement] = []
        hours = self.dice.uniform(2, 8)
        for n in range(points):
            told = [first, *self.dice.sample(more, k=self.dice.randint(0, len(more)))]
            part = _RISING[len(_RISING) - points + n] * (
                0.93 if n and n == points - 1 and self.dice.random() < 0.3 else 1
            )
            claims = [(s, max(s.low / 3, lasts[s.name] * part)) for s in told]
            found.append(self._statement(main, hours, claims, found[-1] if found else None))
            hours += self.dice.uniform(14, 40)
        return found

    def _last(self, slot: Slot) -> float:
        near = [n for n in self.numbers if slot.low <= n <= slot.high]
        if near and self.dice.random() < _BORROWED:
            return self.dice.choice(near)
        number = math.exp(self.dice.uniform(math.log(slot.low), math.log(slot.high)))
        if slot.kind == "count":
            self.numbers.append(float(int(number)))
        return number

    def _side_claims(self, source: Source) -> list[tuple[Slot, float]]:
        names = self.dice.sample(self.event.sides, k=self.dice.randint(1, min(2, len(self.event.sides))))
        return [(slots()[name], self._last(slots()[name])) for name in names]

    def _statement(
        self, source: Source, hours: float, counts: list[tuple[Slot, float]], before: Statement | None
    ) -> Statement:
        self._made += 1
        id_ = f"{self.prefix}.u{self._made}"
        at = self.at + timedelta(hours=hours)
        as_of = local(at, source.country) - timedelta(days=1) if self.dice.random() < 0.2 else None
        claims = [self._claim(f"{id_}.{n}", source, slot, number, as_of) for n, (slot, number) in enumerate(counts)]
        claims += self._parts(id_, claims[0]) or self._added(id_, claims[0], before)
        return Statement(
            id=id_,
            source=source,
            at=at,
            day=local(at, source.country),
            claims=tuple(claims),
            quotes=tuple(self._quotes(id_, claims[0])),
            form=pick(self.dice, "attribution", "forms"),
            supersedes=before.id if before else None,
        )

    def _added(self, id_: str, claim: Claim, before: Statement | None) -> list[Claim]:
        """Return by how much the main count is above the one before it, where both are exact."""
        old = before.claims[0] if before else None
        if old is None or {claim.bound, old.bound} != {"exact"} or claim.hedge or self.dice.random() < 0.4:
            return []
        more = claim.number - old.number
        fits = more >= 2 and bool(slots()[claim.slot].part)
        added = structs.replace(claim, id=f"{id_}.added", form="added", number=more, as_of=None)
        return [added] if fits else []

    def _claim(self, id_: str, source: Source, slot: Slot, number: float, as_of: date | None) -> Claim:
        bound: Bound = self.dice.choice(source.body.bounds) if self.dice.random() < 0.5 else "exact"
        hedged = self.dice.random() < source.body.hedges and slot.kind == "count"
        return Claim(
            id=id_,
            slot=slot.name,
            number=rounded(slot, number, bound),
            bound=bound,
            hedge=pick(self.dice, "hedges", "adverb" if slot.plain or self.dice.random() < 0.5 else "verb")
            if hedged
            else None,
            place=self.place.name,
            as_of=as_of,
        )

    def _parts(self, id_: str, main: Claim) -> list[Claim]:
        """Return shares and parts that go with the main count."""
        slot = slots()[main.slot]
        if slot.kind != "count" or slot.measure == "other":
            return []
        chance = self.dice.random()
        shared = Claim(
            id=f"{id_}.share", slot=main.slot, number=self.dice.choice(_FIFTHS), bound="about", place=main.place
        )
        if chance < 0.25 and slot.nouns[0] == "people" and main.number > 40:
            group = pick(self.dice, "parts", "groups")
            return [structs.replace(shared, form="share", group=group)]
        if chance < 0.42:
            things = "|".join(self.dice.choice(_BASES))
            base = float(self.dice.randint(4, 90) * 50)
            return [structs.replace(shared, form="of base", group=things, base=base)]
        if chance < 0.65 and main.bound == "exact" and main.number >= 60 and main.hedge is None:
            a = int(main.number * self.dice.uniform(0.2, 0.5))
            b = int((main.number - a) * self.dice.uniform(0.3, 0.7))
            towns = self.place.near[:3]
            parts = tuple(zip(towns, (float(a), float(b), main.number - a - b), strict=True))
            return [structs.replace(main, id=f"{id_}.sum", form="sum", parts=parts)]
        return []

    def _counted(self, id_: str, claim: Claim) -> list[Quoted]:
        """Return the source's own sentence for its main count, where that can be said in such words."""
        slot = slots()[claim.slot]
        graded = claim.hedge is None or claim.hedge in forms("hedges", "adverb")
        if not slot.part or not graded or self.dice.random() < 0.6:
            return []
        template = pick(self.dice, "quote", "counted_hedged" if claim.hedge else "counted")
        text = template.replace("{noun}", slot.nouns[0]).replace("{part}", slot.part[0])
        text = text.replace("{town}", self.place.name)
        for name in ("adj", "things", "how"):
            text = text.replace(f"{{{name}}}", pick(self.dice, "free", name))
        modifier = pick(self.dice, "bounds", claim.bound)
        return [Quoted(id=f"{id_}.count", text=text, claim=claim.id, modifier=modifier)]

    def _quotes(self, id_: str, main: Claim) -> list[Quoted]:
        found = self._counted(id_, main)
        for n in range(self.dice.randint(1, 3)):
            text, words = free(self.dice, "said", (self.place.name, *self.place.near))
            found.append(Quoted(id=f"{id_}.q{n}", text=text, words=words))
        return found


def rounded(slot: Slot, number: float, bound: Bound) -> float:
    """Return a number as somebody who counts like that gives it."""
    if slot.kind == "share":
        return round(number, 2 if bound == "exact" else 1) or 0.02
    if number >= 1e6 or slot.kind == "money":
        step = 10 ** (math.floor(math.log10(number)) - 1)
        return float(round(number / step) * step)
    if bound == "exact":
        return float(int(number))
    step = 10 ** max(0, math.floor(math.log10(number)) - 1)
    return float(max(1, int(number) // step) * step)
