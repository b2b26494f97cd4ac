"""Text that knows what its stretches are: every part keeps its marks while sentences are built, joined and copied."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import structs

from bench.newsroom.records import Told

_SLOT = re.compile(r"\{(\w+)\}")


class Mark(NamedTuple):
    """A stretch and what it is: ``tag`` says what kind of thing, ``key`` which one; ``told`` comes with figures."""

    start: int
    end: int
    tag: str
    key: str
    told: Told | None = None


class Words:
    """A text with marks. Never changed; every method returns a new one."""

    __slots__ = ("marks", "text")

    def __init__(self, text: str, marks: tuple[Mark, ...] = ()) -> None:
        self.text = text
        self.marks = marks

    def __add__(self, other: "Words | str") -> "Words":
        if isinstance(other, str):
            return Words(self.text + other, self.marks)
        shift = len(self.text)
        moved = tuple(m._replace(start=m.start + shift, end=m.end + shift) for m in other.marks)
        return Words(self.text + other.text, self.marks + moved)

    def __radd__(self, before: str) -> "Words":
        return Words(before) + self

    def tagged(self, tag: str, key: str, told: Told | None = None) -> "Words":
        """Return the same words, marked from end to end."""
        return Words(self.text, (*self.marks, Mark(0, len(self.text), tag, key, told)))

    def begun(self) -> "Words":
        """Return the same words with a capital at the head."""
        return Words(self.text[:1].upper() + self.text[1:], self.marks)

    def ended(self, sign: str) -> "Words":
        """Return the same words with another sign at the end."""
        return Words(self.text[:-1] + sign, self.marks)

    def shown(self, letters: Mapping[int, str]) -> "Words":
        """Return the same words with single characters replaced, one for one."""
        return Words(self.text.translate(dict(letters)), self.marks)

    def without(self, *tags: str) -> "Words":
        """Return the same words without the marks of these kinds."""
        return Words(self.text, tuple(m for m in self.marks if m.tag not in tags))

    def as_of(self, claim: str, day: str) -> "Words":
        """Return the same words with the figures of a claim dated."""
        dated = (
            m._replace(told=structs.replace(m.told, as_of=day)) if m.told and m.key == claim else m for m in self.marks
        )
        return Words(self.text, tuple(dated))

    def has(self, tag: str, key: str) -> bool:
        return any(m.tag == tag and m.key == key for m in self.marks)


def fill(template: str, **parts: "Words | str") -> Words:
    """Return a template with its slots filled."""
    built = Words("")
    at = 0
    for slot in _SLOT.finditer(template):
        built = built + template[at : slot.start()] + parts[slot[1]]
        at = slot.end()
    return built + template[at:]


def join(parts: Iterable[Words], between: str) -> Words:
    """Return the parts in a row."""
    built: Words | None = None
    for part in parts:
        built = part if built is None else built + between + part
    return built if built is not None else Words("")


def widened(text: str, start: int, end: int, *, before: int, after: int) -> tuple[int, int]:
    """Return a stretch with some words more on either side, within its line."""
    for _ in range(before):
        word = re.search(r"[^\s“”\"]+[ ]?\Z", text[:start].rstrip(" ") + " ")
        if word is None or "\n" in text[word.start() : start]:
            break
        start = word.start()
    for _ in range(after):
        word = re.match(r" ?[^\s“”\"]+", text[end:])
        if word is None:
            break
        end += word.end()
    return start, end
