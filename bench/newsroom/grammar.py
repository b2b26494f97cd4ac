"""The words of the newsroom, as its TOML files have them."""

import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from msgspec import Struct, convert

from bench.newsroom import names
from saidby.records import Bound, Kind, Measure, SourceKind

HERE = Path(__file__).parent


class Slot(Struct, frozen=True, kw_only=True):
    """Something that is counted, and the words in which it is told."""

    name: str
    measure: Measure
    nouns: tuple[str, ...]
    toll: str
    low: float
    high: float
    kind: Kind = "count"
    part: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    does: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    heading: str | None = None


class Event(Struct, frozen=True, kw_only=True):
    """A kind of event: how it is called, what is counted, and who speaks."""

    kind: str
    subjects: tuple[str, ...]
    short: tuple[str, ...]
    slots: tuple[str, ...]
    sides: tuple[str, ...]
    bodies: tuple[str, ...]
    others: tuple[str, ...]
    days: tuple[int, int]


class Body(Struct, frozen=True, kw_only=True):
    """A kind of body or office that speaks, with its names and its habits."""

    name: str
    kind: SourceKind
    full: tuple[str, ...]
    short: tuple[str, ...]
    hedges: float
    bounds: tuple[Bound, ...]
    voice: str | None = None


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


@cache
def slots() -> dict[str, Slot]:
    return {s.name: s for s in convert(_file("events")["slot"], tuple[Slot, ...])}


@cache
def events() -> tuple[Event, ...]:
    return convert(_file("events")["event"], tuple[Event, ...])


@cache
def bodies() -> dict[str, Body]:
    return {b.name: b for b in convert(_file("bodies")["body"], tuple[Body, ...])}


@cache
def forms(part: str, name: str) -> tuple[str, ...]:
    """Return the templates, or words, of one name in one part of the grammar."""
    found = _file("grammar")[part][name]
    if isinstance(found, str):
        return tuple(found.split(",") if "," in found else found.split())
    return tuple(found)


def pick(dice: Random, part: str, name: str) -> str:
    """Return one of the templates or words of that name."""
    return dice.choice(forms(part, name))


def free(dice: Random, name: str, towns: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return a sentence without a figure, and the classes of its words in order: what one could change in it."""
    template = pick(dice, "free", name)
    words: list[str] = []
    classes: list[str] = []
    for piece in template.replace("{", "|{").replace("}", "}|").split("|"):
        if piece.startswith("{"):
            cls, text = _free_word(dice, piece[1:-1], towns)
            classes.append(cls if text.isalpha() and text.islower() and cls in CHANGED else "")
            words.append(text)
        else:
            words.append(piece)
            classes.append("")
    for n, word in enumerate(words):
        if word == "{a}":
            words[n] = article_of(words[n + 2])
    return "".join(words), tuple(c and f"{c}:{w}" for c, w in zip(classes, words, strict=True) if c)


def article_of(word: str) -> str:
    """Return "a" or "an", as the word that follows wants it."""
    return "an" if word[0] in "aeiou" else "a"


CHANGED = ("adj", "things", "thing", "verb", "verb_ed")  # what a careless hand changes in a quotation


def _free_word(dice: Random, slot: str, towns: tuple[str, ...]) -> tuple[str, str]:
    if slot == "a":
        return slot, "{a}"
    if slot in {"town", "town_b"}:
        return slot, towns[0] if slot == "town" else dice.choice(towns[1:])
    name = slot.casefold()
    name = "how" if name == "how_b" else name
    text = names.person(dice) if name == "person" else pick(dice, "free", name)
    return name, text[:1].upper() + text[1:] if slot[0].isupper() else text
