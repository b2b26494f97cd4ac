"""What the newsroom knows of an article that it has written: the truth, in the form of the gold articles and more."""

from msgspec import Struct

from saidby.records import Bound, DriftKind, Kind, Measure


class Told(Struct, frozen=True, kw_only=True):
    """A figure as one article tells it. ``claim`` is the claim that it tells, ``part_of`` that of its base."""

    claim: str
    statement: str
    kind: Kind
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    measure: Measure
    whom: str
    place: str | None
    source: str | None
    via: tuple[str, ...]
    said_on: str | None
    as_of: str | None
    part_of: str | None


class FigureTruth(Struct, frozen=True, kw_only=True):
    """A figure with its place in the text; the fields are those of the gold articles, and ``statement``, ``claim``."""

    id: str
    text: str
    start: int
    end: int
    kind: Kind
    low: float | None
    high: float | None
    bound: Bound
    unit: str
    measure: Measure
    whom: str
    place: str | None
    source: str | None
    source_text: str | None
    source_start: int | None
    via: tuple[str, ...]
    hedge: tuple[str, ...]
    hedge_start: int | None
    said_on: str | None
    as_of: str | None
    part_of: str | None
    statement: str
    claim: str


class QuoteTruth(Struct, frozen=True, kw_only=True):
    """A quoted passage without its marks."""

    text: str
    start: int
    end: int
    speaker: str | None
    speaker_text: str | None
    statement: str


class SpokenTruth(Struct, frozen=True, kw_only=True):
    """Words of a source that the article prints without quotation marks."""

    text: str
    start: int
    end: int
    statement: str


class StatementTruth(Struct, frozen=True, kw_only=True):
    """An utterance that the article tells. ``claimant`` is one name for a source under all that it is called.

    ``independent_roots`` None: what it rests on cannot be known. ``supersedes`` is the statement before it in its
    source's series.
    """

    id: str
    kind: str
    source: str | None
    claimant: str | None
    said_on: str | None
    independent_roots: int | None
    supersedes: str | None = None


class ParentTruth(Struct, frozen=True, kw_only=True):
    """Where words come from: another article's id, or ``external:NAME``. ``how``: see docs/newsroom.md."""

    derived_from: str
    how: str
    told: bool = True  # the article says so


class Side(Struct, frozen=True, kw_only=True):
    doc: str
    start: int
    end: int


class DriftTruth(Struct, frozen=True, kw_only=True):
    """What was changed on purpose. ``family`` names the change; an ``inherited`` one was copied with the words."""

    kind: DriftKind
    doc: str
    start: int
    end: int
    against: Side
    family: str
    inherited: bool
    statement: str
    why: str


class Truth(Struct, frozen=True, kw_only=True):
    """All that is true of one article."""

    id: str
    story: str
    outlet: str
    published: str
    wire: str | None
    title: str | None
    figures: tuple[FigureTruth, ...] = ()
    quotes: tuple[QuoteTruth, ...] = ()
    spoken: tuple[SpokenTruth, ...] = ()
    statements: tuple[StatementTruth, ...] = ()
    derived_from: tuple[ParentTruth, ...] = ()
    drift: tuple[DriftTruth, ...] = ()


class Item(Struct, frozen=True, kw_only=True):
    """An article as its outlet publishes it: the fields that ``saidby read`` takes."""

    id: str
    outlet: str
    published: str
    url: str
    text: str
