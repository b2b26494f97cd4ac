"""Invented names: of countries, places, people and papers, made of syllables. The same dice give the same names."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))[name].split())


def country(dice: Random) -> str:
    """Return the name of a country; it ends so that its people can be called by it."""
    return dice.choice(_words("heads")) + dice.choice(_words("middles")) + dice.choice(_words("lands"))


def people_of(country: str) -> str:
    """Return the word for what belongs to a country."""
    return country + "n"


def town(dice: Random) -> str:
    return dice.choice(_words("heads")) + dice.choice(["", "", *_words("middles")]) + dice.choice(_words("town_ends"))


def person(dice: Random) -> str:
    last = (
        dice.choice(_words("heads"))
        + dice.choice(["", "", "", *_words("middles")[:8]])
        + dice.choice(_words("last_ends"))
    )
    return f"{dice.choice(_words('first'))} {last}"


def paper(dice: Random, home: str) -> str:
    """Return the name of an outlet that is at home in a town."""
    return f"{dice.choice(['The ', ''])}{home} {dice.choice(_words('papers'))}"


def unlike(taken: set[str], make: Callable[[Random], str], dice: Random) -> str:
    """Return a name that is not taken yet, and take it."""
    name = make(dice)
    while name in taken:
        name = make(dice)
    taken.add(name)
    return name
