"""What the steps of ``link`` and the checks for drift compare: each figure as its article tells it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from saidby.lexicon import Lexicon
from saidby.records import Excerpt, Figure, Marks, Passage, Quote, SourceIdentity, Span, Statement

FindSource = Callable[[str, str | None], SourceIdentity | None]  # whom a name means in an article


class Telling(Struct, frozen=True, kw_only=True):
    """One figure as one article tells it, with what the story knows of it.

    ``claimant`` is the id of the identity on whose word it stands, ``named`` of the one that the article's words name:
    they differ where those words make the counted people the source. ``counted`` are the words for the counted and
    ``unit`` the noun's, in their common form, ``countries`` the countries among them, ``base`` the figure of which
    it is a part, ``words`` its sentence, ``place`` its place unless that is a whole country, in which every other place
    may lie, ``earlier`` that the text calls it the source's earlier figure. ``said_on`` is the figure's, unless the
    article gives that day for the source's new figure and its earlier one alike. ``apart`` are the keys of figures in
    whose statement people do not want it; ``alone``: nor in any that the program finds.
    """

    doc: str
    figure: Figure
    order: int
    sentence: Span
    words: str = ""
    part: Literal["headline", "points", "body"] = "body"
    published: str | None = None
    said_on: str | None = None
    claimant: str | None = None
    named: str | None = None
    counted: frozenset[str] = frozenset()
    unit: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    place: str | None = None
    earlier: bool = False
    base: Figure | None = None
    apart: frozenset[str] = frozenset()
    alone: bool = False


class Overlap(Struct, frozen=True):
    """The same run of words in two articles: how many of them stand in quotation marks in neither article, and how many
    of these neither article gives to a source. Two who hear one source have the others in common without copying."""

    passage: Passage
    unquoted: int
    unsaid: int


class Share(Struct, frozen=True, kw_only=True):
    """What an article has of a text: so many words, that part of its own, the longest passages."""

    words: int
    part: float
    spans: tuple[Excerpt, ...]


class Origin(Struct, frozen=True, kw_only=True):
    """A text outside the story that several of its articles tell: an agency's wire, or what a source put out itself.

    ``claimant`` is the id of its source, ``voices`` are those of sources without a name whom articles have say its
    words. ``docs`` has every article that plainly tells it, by id.
    """

    name: str
    kind: Literal["wire", "release"]
    claimant: str | None = None
    voices: frozenset[str] = frozenset()
    docs: Mapping[str, Share]


class Account(Struct, frozen=True, kw_only=True):
    """What one article tells on one source's word of one day: ``tellings`` in text order, repetitions in its own voice
    among them, and ``quotes``.

    ``loose`` is what the article says in its own voice and no source is known to have said: perhaps the same news with
    something altered. ``day`` is the day on which it has the source say so. Without a claimant all of it is in the
    article's own voice.
    """

    doc: str
    claimant: str | None
    tellings: Sequence[Telling]
    loose: Sequence[Telling] = ()
    quotes: Sequence[Quote] = ()
    day: str | None = None


class Retelling(Struct, frozen=True, kw_only=True):
    """Two accounts of what surely is one utterance, the earlier article's first.

    ``by`` says what shows it: "quote" (both print the same words of the source), "statement", "passage" (the articles
    share the writer's own words), "day" (one source on one day).
    """

    one: Account
    other: Account
    by: frozenset[str]


class Evidence(Struct, frozen=True):
    """What a drift check may look at: the articles, and the statements that they tell.

    ``marks`` come earliest first; ``tellings`` has every figure under its article and id. ``retellings`` are pairs of
    accounts of one utterance, whether all their figures agree or not.
    """

    marks: Mapping[str, Marks]
    statements: Sequence[Statement]
    tellings: Mapping[tuple[str, str], Telling]
    sources: Mapping[str, SourceIdentity]
    source_of: FindSource
    shared_quotes: Sequence[Passage]
    lexicon: Lexicon
    retellings: Sequence[Retelling] = ()
