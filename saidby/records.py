"""Every record that travels between stages. Frozen, without logic; invariants hold for decoded data too.

Dates are ISO prefixes and as precise as the text: ``2025``, ``2025-04``, ``2025-04-02``; where the year is missing,
``--06-16``, which dates nothing alone. Offsets are code points into the stored text, end exclusive.
"""

import re
from typing import Literal

from msgspec import Struct

Kind = Literal["count", "share", "money", "measure"]
Bound = Literal["exact", "about", "more_than", "at_least", "less_than", "up_to", "nearly", "between", "vague"]
_OfPeople = Literal["killed", "missing", "wounded", "casualties", "infected", "captured", "detained", "rescued"]
_OfGroups = Literal["displaced", "affected", "deployed", "attending"]
Measure = Literal[_OfPeople, _OfGroups, "damaged", "destroyed", "other"]
_Bodies = Literal["ministry", "agency", "military", "ngo"]
SourceKind = Literal["person", _Bodies, "outlet", "document", "group", "anonymous", "social post", "other"]
FurnitureKind = Literal[
    "date line", "dateline", "byline", "credit", "appeal", "menu", "advert", "related", "caption", "takeaways"
]
_OfWords = Literal["altered_quote", "hedge_changed", "hedge_dropped", "source_shifted", "wrong_attachment"]
_OfFields = Literal["number_changed", "bound_changed", "measure_changed", "base_changed", "place_changed"]
_OfDays = Literal["as_of_changed", "said_on_changed"]
_WithinOne = Literal["arithmetic", "headline_against_body", "self_contradiction"]
DriftKind = Literal[_OfWords, _OfFields, _OfDays, _WithinOne, "other"]
Rule = Literal["acled", "ucdp", "minmax", "latest"]
_DATE = re.compile(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|--(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)")


def _check_date(name: str, value: str | None) -> None:
    if value is not None and not _DATE.fullmatch(value):
        raise ValueError(f"{name} must be an ISO prefix such as 2025, 2025-04 or 2025-04-02, not {value!r}")


def _check_confidence(value: float) -> None:
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"confidence must lie between 0 and 1, not {value!r}")


class Span(Struct, frozen=True, order=True):
    """A stretch of a stored text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """Return the exact words that the span cuts out of ``text``."""
        return text[self.start : self.end]


class Value(Struct, frozen=True, kw_only=True):
    """A number with its bounds: ``low`` is None where it is open below, ``high`` where it is open above."""

    bound: Bound
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a value needs at least one bound")


class Reason(Struct, frozen=True, kw_only=True):
    """Why the program holds something: the step, its rule, the words and the lexicon line that decided."""

    step: str
    rule: str
    span: Span | None = None
    entry: str | None = None  # "cues.toml: say"
    score: float | None = None


# --- articles -----------------------------------------------------------------------------------------------
class Furniture(Struct, frozen=True, kw_only=True):
    """A stretch that came with the page. What is not ``told`` is kept in the text and never read for figures."""

    span: Span
    kind: FurnitureKind
    told: bool  # True: part of the article all the same (captions, key takeaways)
    rule: str


class Dateline(Struct, frozen=True, kw_only=True):
    span: Span
    place: str | None = None
    date: str | None = None
    agency: str | None = None

    def __post_init__(self) -> None:
        _check_date("date", self.date)


class Omission(Struct, frozen=True, kw_only=True):
    """Words that are seen on an article's page and are not in its text, with their numerals, and why not."""

    text: str
    numerals: tuple[str, ...]
    why: str


class Article(Struct, frozen=True, kw_only=True):
    """One news report as stored. ``key`` is the SHA-256 of the normalised text; ``id`` is the name shown."""

    id: str
    key: str
    text: str
    title: Span | None = None
    headline: str | None = None  # the title from metadata, where it does not stand in the text
    outlet: str | None = None
    byline: Span | None = None
    dateline: Dateline | None = None
    published: str | None = None
    published_from: str | None = None  # "date line", "dateline", "address", "text"; metadata: see docs/records.md
    published_at: str | None = None  # 2025-06-16T08:30:00Z, where the metadata give an hour and its zone
    wire: str | None = None
    credit: Span | None = None  # the words that name the wire
    url: str | None = None
    writers: tuple[str, ...] = ()  # by the page's metadata, whether or not there is a byline
    section: str | None = None
    omissions: tuple[Omission, ...] = ()
    doubts: tuple[str, ...] = ()  # in words: why the text may not be what the page says
    furniture: tuple[Furniture, ...] = ()

    def __post_init__(self) -> None:
        _check_date("published", self.published)
        for span in [self.title, self.byline, self.credit, *(f.span for f in self.furniture)]:
            if span is not None and span.end > len(self.text):
                raise ValueError(f"article {self.id}: span {span.start}..{span.end} lies outside its text")


class Problem(Struct, frozen=True, kw_only=True):
    """Something that could not be read, said so that its owner can mend it."""

    where: str
    what: str
    do: str
    note: bool = False  # True: passed over by design, so nothing is missing


class Quarantined(Problem, frozen=True, kw_only=True):
    """A document that is kept away from readers: over a limit, or it brought the reading down. With its bytes.

    ``name``, ``route``, ``address`` and ``headers`` are what a capture of it would have.
    """

    data: bytes = b""
    name: str = ""
    route: str = "file"
    address: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


# --- marks ----------------------------------------------------------------------------------------------------
class Number(Value, frozen=True, kw_only=True):
    """A number expression. ``span`` has its modifiers, ``bare`` only the number with its currency or per cent sign."""

    span: Span
    bare: Span
    kind: Kind
    rule: str
    modifier: Span | None = None
    entry: str | None = None  # the lexicon line of the modifier


class DateMention(Struct, frozen=True, kw_only=True):
    """Words that name a time; ``value`` is None where the article does not let us tell which."""

    span: Span
    value: str | None = None
    rule: str
    duration: bool = False  # "for two days": no point in time
    confidence: float = 1.0

    def __post_init__(self) -> None:
        _check_date("value", self.value)
        _check_confidence(self.confidence)


class Quote(Struct, frozen=True, kw_only=True):
    """A directly quoted passage, without its marks."""

    span: Span
    speaker: str | None = None
    speaker_span: Span | None = None
    rule: str
    confidence: float = 1.0


FoundBy = Literal["rules", "reader", "both"]


class Saying(Struct, frozen=True, kw_only=True):
    """Who said what, as a reader of attributions finds it: places in the text, and how sure the reader is of them.

    ``carried_by`` is the cue of the saying that carries this one, where the reader tells.
    """

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    carried_by: Span | None = None
    sure: float = 1.0


class Attribution(Struct, frozen=True, kw_only=True):
    """Who (source), "said" (cue), what (content). ``nested_in`` is the id of the attribution that carries this one."""

    id: str
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None = None
    kind: SourceKind = "other"
    nested_in: str | None = None
    direct: bool | Literal["mixed"] = False
    found_by: FoundBy = "rules"
    rule: str
    entry: str | None = None
    confidence: float = 1.0

    def __post_init__(self) -> None:
        _check_confidence(self.confidence)


class Hedge(Struct, frozen=True, kw_only=True):
    """Words that say how sure. ``low`` and ``high`` are probabilities where a yardstick defines them."""

    span: Span
    term: str
    low: float | None = None
    high: float | None = None
    yardstick: str | None = None
    entry: str | None = None


class Figure(Value, frozen=True, kw_only=True):
    """A number that an article states about the world, with all that hangs on it."""

    id: str
    key: str
    span: Span
    bare: Span
    kind: Kind
    unit: str | None = None
    per: str | None = None  # what it is reckoned by: "$52 a barrel"
    about: tuple[Span, ...] = ()
    measure: Measure = "other"
    whom: str | None = None
    place: str | None = None
    source: str | None = None
    source_span: Span | None = None
    via: tuple[str, ...] = ()
    hedge: tuple[Span, ...] = ()
    said_on: str | None = None
    as_of: str | None = None
    part_of: str | None = None
    attribution: str | None = None  # id of the attribution on whose word it stands
    rule: str
    because: tuple[Reason, ...] = ()
    confidence: float = 1.0

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_date("said_on", self.said_on)
        _check_date("as_of", self.as_of)
        _check_confidence(self.confidence)


class Arithmetic(Struct, frozen=True, kw_only=True):
    """A sum that an article's figures make. Only what is certain either way: doubtful ones are no records."""

    kind: Literal["sum", "share", "difference", "rise", "conversion"]
    figures: tuple[str, ...]  # ids; the figure that is checked first
    holds: bool
    why: str


class Marks(Struct, frozen=True, kw_only=True):
    """Everything that one article says, found without looking at any other; ``reader`` found the attributions."""

    article: Article
    reader: str = "rules"
    sentences: tuple[Span, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    dates: tuple[DateMention, ...] = ()
    arithmetic: tuple[Arithmetic, ...] = ()


# --- stories --------------------------------------------------------------------------------------------------
class Amount(Value, frozen=True, kw_only=True):
    """A value that a statement gives, apart from any one wording of it."""

    measure: Measure
    kind: Kind = "count"
    what: str | None = None


class Excerpt(Struct, frozen=True, kw_only=True):
    """A stretch in one of the story's articles."""

    doc: str
    start: int
    end: int
    text: str = ""


class Report(Struct, frozen=True, kw_only=True):
    """One article's telling of one statement: the figures in which it does so, or of one without a number the words."""

    doc: str
    figures: tuple[str, ...]
    keys: tuple[str, ...] = ()  # report keys, in the order of ``figures``
    spans: tuple[Excerpt, ...] = ()


class Apart(Struct, frozen=True, kw_only=True):
    """A statement that might be taken for another one, by its key, and why it is not."""

    key: str
    because: tuple[Reason, ...]


class Statement(Struct, frozen=True, kw_only=True):
    """One utterance of one source, with every report of it. ``apart``: from which others it was kept, and why."""

    id: str
    key: str
    source: str | None
    claimant: str | None = None  # id of the source's identity
    said_on: str | None = None
    kind: str = "utterance"  # "utterance", "own voice", "standing estimate"
    figures: tuple[Amount, ...]
    reports: tuple[Report, ...]
    because: tuple[Reason, ...] = ()
    apart: tuple[Apart, ...] = ()
    confidence: float = 1.0

    def __post_init__(self) -> None:
        _check_date("said_on", self.said_on)
        _check_confidence(self.confidence)


class SourceIdentity(Struct, frozen=True, kw_only=True):
    """One claimant under all the names that the articles give it. ``parent``: id of what it is a part of.

    ``standing``: "named" can be told from any other; "vague" is some body of its country or place ("police",
    "Ruritanian authorities"); "anonymous" is known to its article only; "joint" is several at once.
    """

    id: str
    name: str
    kind: SourceKind = "other"
    standing: Literal["named", "vague", "anonymous", "joint"] = "named"
    country: str | None = None
    parent: str | None = None
    names: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    because: tuple[Reason, ...] = ()  # why each name means it
    key: str = ""  # under which people decide about it; "" for a whole that no article names


class Passage(Struct, frozen=True, kw_only=True):
    """The same run of words in two articles."""

    one: Excerpt
    other: Excerpt
    words: int
    quoted: bool = False


class Derivation(Struct, frozen=True, kw_only=True):
    """This article's passage comes from that one. ``derived_from`` is a doc's id or ``external:NAME``.

    ``dispatch``: where articles have texts of one agency with little in common, the earliest that has this text.
    """

    doc: str
    derived_from: str
    how: str  # "verbatim copy", "rewrite", "cites", "shared origin"
    evidence: str
    dispatch: str | None = None
    spans: tuple[Excerpt, ...] = ()
    rule: str
    confidence: float = 1.0


class Drift(Excerpt, frozen=True, kw_only=True):
    """What changed between two accounts of the same thing: this stretch and ``against``, perhaps of one article."""

    kind: DriftKind
    against: Excerpt
    severity: Literal["major", "minor"]
    why: str
    rule: str
    confidence: float = 1.0


class Root(Struct, frozen=True, kw_only=True):
    """The origins on which a value rests. ``independent_roots`` None: unknown, and never shown as independent."""

    figure: str
    statements: tuple[str, ...]
    roots: tuple[str, ...]
    independent_roots: int | None
    articles: tuple[str, ...]
    why: str


class Point(Value, frozen=True, kw_only=True):
    """One value of a series. ``change``: against the value that it supersedes. ``withdrawn``: the statement that takes
    it back. ``published``: when an article of the story first told it."""

    statement: str
    date: str | None = None
    supersedes: str | None = None
    change: Literal["up", "down", "unclear"] | None = None
    withdrawn: str | None = None
    published: str | None = None
    as_of: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_date("date", self.date)
        _check_date("published", self.published)
        _check_date("as_of", self.as_of)


class Series(Struct, frozen=True, kw_only=True):
    """How one source's figure for a measure moved, and which point revises which.

    ``counts``: what its points say of themselves, a "total" so far or an "increment" on top; increments revise nothing.
    """

    source: str
    claimant: str | None = None
    measure: Measure
    whom: str | None = None
    place: str | None = None
    counts: Literal["total", "increment"] | None = None
    points: tuple[Point, ...]


class Claim(Value, frozen=True, kw_only=True):
    """A value on somebody's word; ``share_of``: the count of which a share in a conflict is one."""

    statement: str
    source: str | None = None
    date: str | None = None
    bound: Bound
    share_of: Value | None = None


class Conflict(Struct, frozen=True, kw_only=True):
    """Different sources, same thing, different figures."""

    about: str
    claims: tuple[Claim, ...]


class LeftOut(Struct, frozen=True, kw_only=True):
    """A value that a range does not rest on, and why."""

    statement: str
    why: str


class Estimate(Struct, frozen=True, kw_only=True):
    """What one rule makes of the values that stand: each end is somebody's, open where their words leave it open."""

    rule: Rule
    low: Claim | None = None
    best: Claim | None = None
    high: Claim | None = None
    why: str


class Range(Struct, frozen=True, kw_only=True):
    """The same thing by several rules, from the last word of each source.

    ``claims``: these, latest first. ``independent_roots``: how many origins they are; None where one has no name.
    ``series``: the places of the story's series from which it is made.
    """

    measure: Measure
    whom: str | None = None
    place: str | None = None
    claims: tuple[Claim, ...]
    independent_roots: int | None
    left_out: tuple[LeftOut, ...] = ()
    estimates: tuple[Estimate, ...]
    series: tuple[int, ...] = ()


class Story(Struct, frozen=True, kw_only=True):
    """Many articles as one account. ``key`` is its earliest article's, ``aliases`` are keys it had before."""

    story: str
    key: str
    docs: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    sources: tuple[SourceIdentity, ...] = ()
    statements: tuple[Statement, ...] = ()
    provenance: tuple[Derivation, ...] = ()
    drift: tuple[Drift, ...] = ()
    roots: tuple[Root, ...] = ()
    series: tuple[Series, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    ranges: tuple[Range, ...] = ()
    passages: tuple[Passage, ...] = ()
