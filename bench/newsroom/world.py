"""The world: countries with places and bodies, agencies, and outlets with their habits. One seed, one world."""

from random import Random

from msgspec import Struct

from bench.newsroom import names
from bench.newsroom.grammar import Body, bodies

COUNTRIES = 10
REGIONS = 5  # a country
TOWNS = 24  # a region
OUTLETS = 6  # a country
_SHORT_TAG = 3


class Place(Struct, frozen=True):
    """A town, its region and neighbours."""

    name: str
    region: str
    country: "Country"
    inhabitants: int
    near: tuple[str, ...]


class Country(Struct, frozen=True):
    name: str
    people: str
    capital: str
    hours: int  # before or behind universal time
    regions: dict[str, tuple[str, ...]]


class Agency(Struct, frozen=True, kw_only=True):
    """A news agency: its name, the tag in its datelines, and where it is at home."""

    name: str
    tag: str
    home: Country


class Style(Struct, frozen=True, kw_only=True):
    """How an outlet writes."""

    british: bool
    straight_quotes: bool
    commas: bool  # 1,100 or 1100
    capitals: bool  # "Interior Ministry", or all in small letters
    title_case: bool
    dateline: bool
    takeaways: bool
    appeal: bool
    credit: str  # "tag", "credit", "cites", "source line"
    blank_lines: bool


class Outlet(Struct, frozen=True, kw_only=True):
    """Who publishes. ``care``: how seldom a figure changes under its hands, 0 to 1."""

    name: str
    home: Country
    style: Style
    care: float
    agency: Agency | None = None


class Source(Struct, frozen=True, kw_only=True):
    """A body or person as a story knows it. ``id`` is one name for all that it is called; ``voice`` speaks for it."""

    id: str
    body: Body
    full: tuple[str, ...]
    short: tuple[str, ...]
    voice: str | None = None
    country: Country


class World(Struct, frozen=True):
    countries: tuple[Country, ...]
    agencies: tuple[Agency, ...]
    outlets: tuple[Outlet, ...]


def make_world(seed: int) -> World:
    """Return the world of a seed."""
    dice = Random(f"{seed}/world")
    taken: set[str] = set()
    countries = tuple(_country(dice, taken) for _ in range(COUNTRIES))
    agencies = tuple(_agency(dice, c, n) for n, c in enumerate(countries))
    outlets = tuple(_outlet(dice, c, taken) for c in countries for _ in range(OUTLETS))
    return World(countries, agencies, outlets)


def _country(dice: Random, taken: set[str]) -> Country:
    name = names.unlike(taken, names.country, dice)
    regions = {}
    for _ in range(REGIONS):
        region = names.unlike(taken, names.town, dice)
        regions[region] = tuple(names.unlike(taken, names.town, dice) for _ in range(TOWNS))
    capital = next(iter(regions.values()))[0]
    return Country(name, names.people_of(name), capital, dice.randint(-8, 11), regions)


def _agency(dice: Random, home: Country, n: int) -> Agency:
    name = [f"{home.name} Press Agency", f"{home.people} News Agency", f"{home.name} News Service"][n % 3]
    return Agency(name=name, tag="".join(w[0] for w in name.split())[:_SHORT_TAG].upper(), home=home)


def _outlet(dice: Random, home: Country, taken: set[str]) -> Outlet:
    towns = [t for row in home.regions.values() for t in row]

    def paper(dice: Random) -> str:
        return names.paper(dice, dice.choice(towns))

    style = Style(
        british=dice.random() < 0.6,
        straight_quotes=dice.random() < 0.4,
        commas=dice.random() < 0.9,
        capitals=dice.random() < 0.7,
        title_case=dice.random() < 0.4,
        dateline=dice.random() < 0.6,
        takeaways=dice.random() < 0.15,
        appeal=dice.random() < 0.15,
        credit=dice.choice(["tag", "credit", "cites", "source line"]),
        blank_lines=dice.random() < 0.8,
    )
    return Outlet(
        name=names.unlike(taken, paper, dice), home=home, style=style, care=dice.choice([0.95, 0.85, 0.7, 0.4])
    )


def agency_outlet(agency: Agency) -> Outlet:
    """Return the agency as a publisher of its own wires."""
    style = Style(
        british=True,
        straight_quotes=False,
        commas=True,
        capitals=True,
        title_case=False,
        dateline=True,
        takeaways=False,
        appeal=False,
        credit="tag",
        blank_lines=True,
    )
    return Outlet(name=agency.name, home=agency.home, style=style, care=0.99, agency=agency)


def place_of(dice: Random, country: Country) -> Place:
    """Return a town of the country to which something happens."""
    region = dice.choice(tuple(country.regions))
    towns = list(country.regions[region])
    dice.shuffle(towns)
    return Place(towns[0], region, country, dice.randint(12, 900) * 100 + dice.choice([0, 0, 50]), tuple(towns[1:8]))


def source_of(dice: Random, kind: str, place: Place) -> Source:
    """Return the body of that kind that speaks about a place."""
    body, country = bodies()[kind], place.country
    person = names.person(Random(f"{country.name}/{place.region}/{kind}"))  # the same one in every story
    known = {
        "C": country.name,
        "D": country.people,
        "T": place.name,
        "R": place.region,
        "P": person,
        "L": person.rsplit(" ", 1)[-1],
    }
    full, short = (tuple(form.format(**known) for form in row) for row in (body.full, body.short))
    local = any(slot in form for form in body.full for slot in ("{T}", "{R}", "{P}"))
    where = f"{country.name}, {place.region if local else ''}, {place.name if body.name == 'hospital' else ''}"
    spoken = body.voice is not None and dice.random() < 0.3
    return Source(
        id=f"{body.name} of {where}".rstrip(", "),
        body=body,
        full=full,
        short=short,
        voice=names.person(dice) if spoken else None,
        country=country,
    )


def spelled(style: Style, words: str) -> str:
    """Return a body's name as the outlet writes it."""
    british = words if style.british else words.replace("Defence", "Defense").replace("defence", "defense")
    if style.capitals or not ("Ministry" in words or "Agency" in words):
        return british
    low = "Ministry Interior Health Transport Defence Defense Agency Disaster Management".split()
    return " ".join(w.lower() if w in low else w for w in british.split(" "))
