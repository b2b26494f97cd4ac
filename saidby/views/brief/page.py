"""What a brief is made of: sections of paragraphs of sentences, each sentence tied to the words on which it rests."""

from typing import Literal

from msgspec import Struct

from saidby.records import Excerpt

PartKind = Literal["own", "words", "name", "day", "count"]


class Part(Struct, frozen=True):
    """A stretch of a sentence.

    "own": the brief's own words, never a number. "words": cut out of an article, ``at`` that place. "name": of a
    source or outlet. "day": a date of the records in words. "count": how many articles or origins, in words.
    """

    text: str
    kind: PartKind = "own"
    at: Excerpt | None = None


class Sentence(Struct, frozen=True, kw_only=True):
    """One sentence, the stretches of articles on which it rests, and the statements that it tells."""

    parts: tuple[Part, ...]
    citations: tuple[Excerpt, ...]
    statements: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the sentence as it is read."""
        return "".join(part.text for part in self.parts)


Paragraph = tuple[Sentence, ...]


class Section(Struct, frozen=True, kw_only=True):
    """A headed part; ``listed``: its paragraphs are points of a list."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
    listed: bool = False


class Reference(Struct, frozen=True, kw_only=True):
    """An article as notes name it."""

    doc: str
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None


class Brief(Struct, frozen=True, kw_only=True):
    """A story on about a page. ``notes`` speak of the brief itself: they tell nothing of the world and cite nothing."""

    title: str
    scope: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    notes: tuple[str, ...] = ()
    since: str | None = None

    def cited(self) -> list[Excerpt]:
        """Return every stretch that is cited, once, in the order in which the notes are numbered."""
        every = (c for s in self.sections for p in s.paragraphs for sentence in p for c in sentence.citations)
        return list(dict.fromkeys(every))
