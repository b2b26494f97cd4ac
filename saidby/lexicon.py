"""Loads and checks ``lexicons/en/*.toml``. Words are data and carry their proof.

Every entry has ``match`` (phrases), ``examples`` (texts in which the entry must be found) and, where useful,
``not`` (texts in which it must not be found). A phrase is a row of words; a word may list alternatives
("is|are|was"). The longest phrase that fits wins; case and the shape of apostrophes do not matter.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Generic, Literal, TypeVar

import msgspec
from msgspec import Struct, field

from saidby.errors import BadLexicon
from saidby.records import Bound, FurnitureKind, Measure, SourceKind, Span
from saidby.text import Layout, Token, tokenize


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all entries have. ``term`` names the entry. In ``otherwise`` its words stand and mean something else: they
    are found there, and no rule may take them for what the entry says."""

    term: str
    match: tuple[str, ...]
    examples: tuple[str, ...]
    counter: tuple[str, ...] = field(default=(), name="not")
    otherwise: tuple[str, ...] = ()


class NumberWord(Entry, frozen=True, kw_only=True):
    """``role`` says how the word builds numbers: "seven" is a unit, "twenty" a ten, "thousand" a scale, "dozen" a
    group, "third" a fraction, "dozens" vague (``value`` is then its least), "half" a half."""

    role: Literal["unit", "teen", "ten", "hundred", "scale", "group", "fraction", "half", "vague", "article", "suffix"]
    value: float
    open: bool = False  # vague words that multiply what follows: "several" thousand


class Modifier(Entry, frozen=True, kw_only=True):
    bound: Bound
    place: Literal["before", "after", "either"] = "before"
    spoken: bool = True  # True: belongs to the figure's words; False: verbs ("exceeded"), outside its text


class Unit(Entry, frozen=True, kw_only=True):
    """``kind`` "none" marks what is no figure at all: durations, ages, clock times. ``name`` is the unit shown."""

    kind: Literal["measure", "money", "share", "none"]
    name: str | None = None
    place: Literal["before", "after"] = "after"
    spoken: bool = False  # True: belongs to the figure's words ("per cent", "$")


class MeasureWord(Entry, frozen=True, kw_only=True):
    """``roles`` say how the word takes its figure: a noun is counted ("casualties"), a verb acts on what is counted
    ("killed"), a deed does so without an object ("died"), an event has it after "of" ("the killing of"), an adjective
    stands beside it ("dead"), a tally announces it ("death toll"), an order is in force for it ("alerts"). ``needs``:
    words of which one must stand in the same sentence; ``topic``: ... in the same article."""

    measure: Measure
    roles: tuple[Literal["noun", "verb", "deed", "event", "adjective", "tally", "order"], ...]
    needs: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()


class WordKind(Entry, frozen=True, kw_only=True):
    """Words of a kind, which rules ask for by its name. A word may stand under several kinds. In ``nouns`` the kind
    says what a number beside them can be: "route" carries one, towns are not killed."""

    kind: str


class Cue(Entry, frozen=True, kw_only=True):
    """``role`` is the shape: a verb of saying; a preposition ("according to"); a carrier ("citing"); an adverb
    ("reportedly"); a noun ("announcement"). ``takes`` and ``led_by`` say what the content looks like."""

    role: Literal["verb", "preposition", "carrier", "adverb", "noun"]
    takes: tuple[Literal["count", "number", "clause", "object", "infinitive", "person", "quote", "last"], ...] = ()
    led_by: tuple[str, ...] = ()  # prepositions between cue and content: "called for"
    noun: tuple[str, ...] = ()  # what leads to the content where the word is a noun: "its estimate of"
    unnamed: bool = False  # the passive counts without a source: "is believed"
    believes: bool = False  # a state of mind


class HedgeWord(Entry, frozen=True, kw_only=True):
    """``range`` is a probability where ``yardstick``, the default one, defines the term; ``yardsticks`` has every
    yardstick that defines it. ``weighs``: a verb of saying too, it hedges only what it stands before or after."""

    range: tuple[float, float] | None = None
    yardstick: str | None = None
    yardsticks: dict[str, tuple[float, float]] = field(default_factory=dict)
    weighs: bool = False


class DateWord(Entry, frozen=True, kw_only=True):
    """``weak`` words are times only beside a number or after a word such as "in" or "last": May, Mar., Sat."""

    role: Literal[
        "month",
        "weekday",
        "day",
        "unit",
        "relative",
        "season",
        "part",
        "point",
        "feast",
        "shift",
        "clock",
        "clock word",
    ]
    value: int = 0
    weak: bool = False


class SourceName(Entry, frozen=True, kw_only=True):
    """A claimant known by name; ``term`` is the name shown. ``body``: which of its country's bodies it is.
    ``short``: abbreviations that mean it in capitals only ("WHO")."""

    kind: SourceKind
    country: str | None = None
    body: str | None = None
    short: tuple[str, ...] = ()
    parent: str | None = None


class Body(Entry, frozen=True, kw_only=True):
    """A body that most countries have. ``vague``: the words leave open which of the country's bodies spoke.
    ``many``: a country has many of them, so that those of two articles need not be one."""

    kind: SourceKind
    vague: bool = False
    many: bool = False
    parent: str | None = None


class VoiceNoun(Entry, frozen=True, kw_only=True):
    """Words for those through whom a body speaks. ``role``: whether what they say is its word, or may be their own."""

    role: Literal["spokesman", "head"]


class Counted(Entry, frozen=True, kw_only=True):
    """Words for the counted that mean the same. ``plain``: they add nothing to the measure ("people", "casualties")."""

    plain: bool = False


class Outlet(Entry, frozen=True, kw_only=True):
    """``voice``: an agency that speaks for its state, so that what it reports is a claim and no copied wire."""

    agency: bool = False
    voice: bool = False
    hosts: tuple[str, ...] = ()


class PlaceName(Entry, frozen=True, kw_only=True):
    """``demonyms`` are matched like ``match`` but mean people or things of the place."""

    kind: Literal["country", "region", "city"]
    within: str | None = None
    demonyms: tuple[str, ...] = ()


class SourceNoun(Entry, frozen=True, kw_only=True):
    """Common nouns that can speak: "spokesman", "ministry", "report"."""

    kind: SourceKind


class Notice(Entry, frozen=True, kw_only=True):
    """Words by which furniture is known. ``reach`` says how much of the text around them goes with them.

    ``picture``: whether a credit names who took a picture, and says nothing about whose the words are; "above": where
    text follows.
    """

    picture: Literal["no", "above", "yes"] = "no"
    kind: FurnitureKind
    reach: Literal["words", "line", "line start", "sentence", "on", "appeal", "owner"]


class Parameter(Entry, frozen=True, kw_only=True):
    """Parameters of addresses that do not tell pages apart. ``prefix``: so does every name that begins like it."""

    prefix: bool = False


E = TypeVar("E", bound=Entry)


class Hit(Struct, Generic[E], frozen=True):
    """An entry found at tokens ``first`` to ``last`` (exclusive)."""

    entry: E
    first: int
    last: int

    def span(self, tokens: Sequence[Token]) -> Span:
        return Span(tokens[self.first].start, tokens[self.last - 1].end)


class Phrases(Generic[E]):
    """All phrases of one lexicon file, found in a row of tokens by their first two words: linear in the text."""

    def __init__(self, file: str, entries: Sequence[E]) -> None:
        self.file = file
        self.entries = tuple(entries)
        self._by_first: dict[str, dict[str, list[tuple[tuple[str, ...], E]]]] = {}  # first word, second word or ""
        for entry in entries:
            for words in _spelled_out(entry):
                row = self._by_first.setdefault(words[0], {})
                row.setdefault(words[1] if len(words) > 1 else "", []).append((words, entry))
        for row in self._by_first.values():
            for phrases in row.values():
                phrases.sort(key=lambda item: -len(item[0]))
        self.firsts = frozenset(self._by_first)
        """The folded words with which phrases begin."""

    def at(self, tokens: Sequence[Token], i: int, last: int | None = None) -> Hit[E] | None:
        """Return the longest phrase that begins at token ``i`` and ends before ``last``, else None."""
        if last is None:
            last = len(tokens)
        row = self._by_first.get(tokens[i].low) if i < last else None  # a text may end right behind a preposition
        if row is None:
            return None
        if i + 1 < last:
            for words, entry in row.get(tokens[i + 1].low, ()):
                end = i + len(words)
                if end <= last and all(tokens[i + k].low == words[k] for k in range(2, end - i)):
                    return Hit(entry, i, end)
        alone = row.get("")
        return Hit(alone[0][1], i, i + 1) if alone else None

    def begins(self, word: str) -> bool:
        """Tell whether any phrase begins with the folded ``word``."""
        return word in self._by_first

    def alone(self, word: str) -> E | None:
        """Return the entry that the folded ``word`` means by itself."""
        row = self._by_first.get(word)
        phrases = row.get("") if row is not None else None
        return phrases[0][1] if phrases else None

    def find(self, tokens: Sequence[Token], first: int = 0, last: int | None = None) -> Iterator[Hit[E]]:
        """Yield the phrases in tokens ``first`` to ``last``, longest first at each place, never overlapping."""
        last = len(tokens) if last is None else last
        begins = self._by_first
        few = [i for i in range(first, last) if tokens[i].low in begins]
        return self._found(tokens, few, first, last)

    def find_all(self, layout: Layout) -> Iterator[Hit[E]]:
        """Yield the phrases of a whole text, as ``find`` does."""
        return self._found(layout.tokens, layout.places_of(self.firsts), 0, len(layout.tokens))

    def _found(self, tokens: Sequence[Token], places: Sequence[int], after: int, last: int) -> Iterator[Hit[E]]:
        for i in places:
            hit = self.at(tokens, i, last) if i >= after else None
            if hit is not None:
                yield hit
                after = hit.last

    def find_in(self, text: str) -> list[Hit[E]]:
        """Return the phrases in a plain text."""
        return list(self.find(tokenize(text)))

    def name(self, entry: Entry) -> str:
        """Return where an entry stands, as shown to people: "cues.toml: say"."""
        return f"{self.file}: {entry.term}"


class Lexicon(Struct, frozen=True, kw_only=True):
    """All words that the program knows, one table a file. ``version`` changes when any file does."""

    version: str
    numbers: Phrases[NumberWord]
    modifiers: Phrases[Modifier]
    units: Phrases[Unit]
    measures: Phrases[MeasureWord]
    nouns: Phrases[WordKind]
    cues: Phrases[Cue]
    hedges: Phrases[HedgeWord]
    dates: Phrases[DateWord]
    sources: Phrases[SourceName]
    speakers: Phrases[SourceNoun]
    outlets: Phrases[Outlet]
    places: Phrases[PlaceName]
    notices: Phrases[Notice]
    bodies: Phrases[Body]
    counted: Phrases[Counted]
    voices: Phrases[VoiceNoun]
    words: Phrases[WordKind]
    tracking: Phrases[Parameter]


_FILES: dict[str, type[Entry]] = {
    "numbers": NumberWord,
    "modifiers": Modifier,
    "units": Unit,
    "measures": MeasureWord,
    "nouns": WordKind,
    "cues": Cue,
    "hedges": HedgeWord,
    "dates": DateWord,
    "sources": SourceName,
    "speakers": SourceNoun,
    "outlets": Outlet,
    "places": PlaceName,
    "notices": Notice,
    "bodies": Body,
    "counted": Counted,
    "voices": VoiceNoun,
    "words": WordKind,
    "tracking": Parameter,
}


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """Return the lexicon that ships with the program."""
    folder = files("saidby") / "lexicons" / language
    return read_lexicon({f"{name}.toml": (folder / f"{name}.toml").read_bytes() for name in _FILES})


def read_lexicon(contents: dict[str, bytes]) -> Lexicon:
    """Return a lexicon from the bytes of its files; raise BadLexicon naming the file and the entry at fault."""
    tables = {name: _read_table(f"{name}.toml", contents[f"{name}.toml"], kind) for name, kind in _FILES.items()}
    digest = hashlib.sha256(b"\0".join(contents[f"{name}.toml"] for name in sorted(_FILES)))
    return Lexicon(version=digest.hexdigest()[:16], **tables)  # type: ignore[arg-type]


def _read_table(file: str, raw: bytes, kind: type[E]) -> Phrases[E]:
    try:
        tables = msgspec.toml.decode(raw)
    except msgspec.DecodeError as error:
        raise BadLexicon(f"{file}: not TOML ({error}). Mend the line it names.") from error
    entries: list[E] = []
    for row in (row for rows in tables.values() for row in rows):
        try:
            entries.append(msgspec.convert(row, kind))
        except msgspec.ValidationError as error:
            raise BadLexicon(f"{file}, entry {row.get('term')!r}: {error}. Mend the entry.") from error
    return Phrases(file, entries)


@cache
def kinds(table: Phrases[WordKind]) -> Mapping[str, frozenset[str]]:
    """Return the words of each kind, as they stand under ``match``."""
    found: dict[str, frozenset[str]] = {}
    for entry in table.entries:
        found[entry.kind] = found.get(entry.kind, frozenset()) | frozenset(entry.match)
    return found


def faults(table: Phrases[E]) -> list[str]:
    """Return what is wrong with a table's proof: examples that do not show their entry, counter-examples that do.

    A phrase stands under one entry only, save words of a kind, which may be of several.
    """
    found: list[str] = []
    seen: dict[tuple[str, ...], str] = {}
    for entry in table.entries:
        where = f"{table.file}, entry {entry.term!r}"
        shared = isinstance(entry, WordKind)
        seeking = Phrases(table.file, [entry]) if shared else table
        if not entry.examples:
            found.append(f"{where}: no example. Add one under 'examples', then run: make lexicons")
        found += [
            f"{where}: not found in its example {text!r}. Mend 'match' or the example, then run: make lexicons"
            for text in entry.examples + entry.otherwise
            if all(hit.entry is not entry for hit in seeking.find_in(text))
        ]
        found += [
            f"{where}: found in its counter-example {text!r}. Mend 'match' or 'not', then run: make lexicons"
            for text in entry.counter
            if any(hit.entry is entry for hit in seeking.find_in(text))
        ]
        for words in _spelled_out(entry):
            if words in seen and seen[words] != entry.term and not shared:
                found.append(f"{where}: {' '.join(words)!r} stands under {seen[words]!r} too. Keep one.")
            seen[words] = entry.term
    return found


def _spelled_out(entry: Entry) -> Iterator[tuple[str, ...]]:
    """Yield every row of folded tokens that the entry's phrases stand for."""
    phrases = entry.match + (entry.demonyms if isinstance(entry, PlaceName) else ())
    for phrase in phrases:
        choices = [[_folded(w) for w in word.split("|")] for word in phrase.split()]
        for chosen in product(*choices):
            yield tuple(low for words in chosen for low in words)


def _folded(word: str) -> list[str]:
    plain = word.isascii() and word.isalpha()  # one token, as most are: not worth a search
    return [word.casefold()] if plain else [t.low for t in tokenize(word)]
