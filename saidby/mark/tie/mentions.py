"""Places where the text names them: behind a preposition of place, in an address, or a known name anywhere."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from saidby import grammar
from saidby.days import MONTHS, WEEKDAYS
from saidby.lexicon import Lexicon, PlaceName, kinds
from saidby.records import Marks, Span
from saidby.text import Layout, Sentence, Token, fold

_IN = frozenset("in at near into inside outside across around throughout within".split())
_MOVING = frozenset("from to off through via over between".split())  # these lead to people and things as well
_JOINERS = frozenset({"of", "the", "de", "del", "la", "las", "los", "el", "al", "da", "do", "dos", "y", "e", "-", "."})
_JOINING = _JOINERS | {"'s", "’s"}
_IN_STREETS = frozenset({"th", "nd", ".", "-"})
_LONGEST = 10  # words of a name or address, and of what leads to it
_DEEPEST = 2  # "the port of the city of"
_LEADS = _IN | _MOVING | {"of", "on"}
_JOINTS_OF_ROW, _ENDS_OF_ROW = frozenset({",", ";", "and"}), frozenset({",", ";", "and", ".", ""})
_VERB = 5  # words from a name to its number: "Harrow province has reported"
_BRACKET = frozenset({"("})
# Names that end so are bodies, papers, laws, prizes: people are not killed in them.
_NO_NAMES = (
    grammar.SUBJECT_PRONOUNS
    | grammar.ARTICLES
    | grammar.DEFINITE
    | MONTHS
    | WEEKDAYS
    | frozenset({"if", "when", "but", "and", "as", "least", "most", "last"})
)
# In a text in capitals these follow "in" and are no names, nor do they go on with one.
_NO_NAME_IN_CAPITALS = (
    grammar.DETERMINERS
    | grammar.QUANTIFIERS
    | grammar.NUMERALS
    | grammar.SUBJECT_PRONOUNS
    | grammar.OBJECT_PRONOUNS
    | grammar.AUXILIARIES
    | grammar.PREPOSITIONS
    | grammar.COORDINATORS
    | grammar.SUBORDINATORS
    | grammar.RELATIVES
    | _JOINERS
    | frozenset("what not then there once various least first last early late mid past".split())
)

Level = Literal["wide", "name", "site"]


class Mention(Struct, frozen=True):
    """A place named at ``span``. ``strong``: behind a preposition of place; else the bare name of one known."""

    span: Span
    name: str
    level: Level
    strong: bool


def find_mentions(layout: Layout, marks: Marks, lexicon: Lexicon) -> list[Mention]:
    """Return the places that the text names, in text order, none inside another.

    Behind a preposition:  in Harrow, near the coastal city of Harrow, in Ostland's Harrow region
    Address:               in the 4200 block of Weir Street, at the corner of Weir Street and Mill Road
    Known:                 countries, and what stands behind a preposition elsewhere: "Harrow reported", "Harrow (12)"
    """
    barred = _barred(layout, marks, lexicon)
    nameable = _nameable(layout, lexicon, barred)
    words = kinds(lexicon.words)

    def line(s: Sentence) -> _Line:
        return _Line(layout, layout.tokens, s, s.first, s.last, layout.lookup(s), lexicon, words, barred, nameable)

    leads = layout.holding(layout.places_of(_LEADS))
    strong = [m for s, places in leads for m in _behind_prepositions(line(s), places)]
    names: dict[str, Level] = {_key(m.name): m.level for m in strong if m.level != "site"}
    openings = _openings(layout, lexicon, names, nameable)
    longest = max((len(name.split()) for name in names), default=0)
    brackets = layout.holding(layout.places_of(_BRACKET))
    known = [m for s, places in brackets for m in _labels(line(s), places)]
    known += [m for s, places in layout.holding(openings) for m in _known(line(s), names, places, longest)]
    known += [m for s, places in layout.holding(layout.numeric) for m in _in_row(line(s), places, known)]
    taken: list[Mention] = []
    for mention in sorted([*strong, *known], key=lambda m: (m.span.start, not m.strong, -m.span.end)):
        if not taken or mention.span.start >= taken[-1].span.end:
            taken.append(mention)
    return taken


class _Line(Struct, frozen=True):
    """One sentence with what can be no place in it: dates, speakers, bodies known by name."""

    layout: Layout
    tokens: Sequence[Token]
    sentence: Sentence
    first: int
    last: int
    low: Callable[[int], str]  # the folded token at a place, an empty word outside the sentence
    lexicon: Lexicon
    kinds: Mapping[str, frozenset[str]]  # words by what they say of a place
    barred: frozenset[int]  # tokens
    nameable: frozenset[int]  # tokens that can be part of a place's name

    def token(self, i: int) -> Token | None:
        return self.tokens[i] if self.first <= i < self.last else None

    def name(self, i: int) -> bool:
        """Tell whether the token can be part of a place's name."""
        return i in self.nameable and self.first <= i < self.last

    def of(self, kind: str, i: int) -> bool:
        """Tell whether the token is one of the words of a kind in ``words.toml``."""
        return self.low(i) in self.kinds[kind]

    def of_place(self, i: int) -> bool:
        """Tell whether the token is a kind of place, or several: "town", "towns"."""
        low = self.low(i)
        return low in self.kinds["kind of place"] or low in self.kinds["kinds of place"]

    def span(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def words(self, first: int, last: int) -> str:
        return self.layout.text[self.tokens[first].start : self.tokens[last - 1].end]

    def known_at(self, i: int) -> int | None:
        """Return where a country or region of the lexicon that begins at ``i`` ends; people of it do not count."""
        hit = self.lexicon.places.at(self.tokens, i, self.last)
        if hit is None:
            return None
        words, after = self.words(hit.first, hit.last), self.tokens[hit.last - 1].end
        money = self.low(hit.last) == "$" or self.layout.text[after : after + 1].isdecimal()
        return None if words.islower() or money or _are_people(hit.entry, fold(words)) else hit.last

    def is_acronym(self, i: int) -> bool:
        word = self.layout.tokens[i].text
        return word.isupper() and len(word) <= 5 and not self.layout.capitals and i != self.sentence.first

    def people_at(self, i: int) -> bool:
        """Tell whether a demonym begins at ``i``."""
        return self.lexicon.places.at(self.tokens, i, self.last) is not None and not self.known_at(i)


def _are_people(place: PlaceName, words: str) -> bool:
    """Tell whether the words mean the people of a place and not the place itself."""
    return any(fold(d) == words for d in place.demonyms) and all(fold(m) != words for m in place.match)


def _barred(layout: Layout, marks: Marks, lexicon: Lexicon) -> frozenset[int]:
    spans = [d.span for d in marks.dates]
    spans += [s for a in marks.attributions for s in a.source if a.kind in {"person", "anonymous"}]
    barred = {i for span in spans for i in range(layout.token_at(span.start), layout.token_at(span.end - 1) + 1)}
    spoken = {w for a in marks.attributions if a.kind == "person" for w in fold(a.speaker or "").split()}
    barred.update(i for i, low in enumerate(layout.lows) if low in spoken and layout.tokens[i].text[0].isupper())
    for table in (lexicon.sources, lexicon.outlets):
        barred.update(i for hit in table.find_all(layout) for i in range(hit.first, hit.last))
    return frozenset(barred)


def _nameable(layout: Layout, lexicon: Lexicon, barred: frozenset[int]) -> frozenset[int]:
    """Return the tokens that can be part of a place's name."""
    if layout.capitals:
        barring = _NO_NAME_IN_CAPITALS | kinds(lexicon.words)["no place"] | kinds(lexicon.words)["kinds of place"]
        return frozenset(
            i
            for i, t in enumerate(layout.tokens)
            if t.low not in barring and t.text[0].isalpha() and i not in barred and _unknown(layout, lexicon, i)
        )
    barring, lows = kinds(lexicon.words)["no name of a place"], layout.lows
    return frozenset(
        [
            i
            for i in layout.capitalised
            if i not in barred and lows[i] not in _NO_NAMES and lows[i] not in barring and lows[i][0].isalpha()
        ]
    )


def _unknown(layout: Layout, lexicon: Lexicon, i: int) -> bool:
    """Tell whether a word in capitals is none that the lexicons have for deeds, people and things."""
    low = layout.lows[i]
    if lexicon.places.at(layout.tokens, i) is not None:
        return True
    tables = (lexicon.measures, lexicon.speakers, lexicon.units, lexicon.numbers)
    return not low.endswith(("ing", "ed", "ly", "tion", "ment", "ness")) and not any(t.begins(low) for t in tables)


def _openings(layout: Layout, lexicon: Lexicon, names: dict[str, Level], nameable: frozenset[int]) -> list[int]:
    """Return the tokens at which a known place or one of ``names`` may begin."""
    heads = {word[:n] for word in {name.split()[0] for name in names} for n in range(1, len(word) + 1)}
    named = [i for i in nameable if layout.lows[i] in heads]
    return sorted({*named, *layout.places_of(lexicon.places.firsts)})


def _behind_prepositions(line: _Line, places: Sequence[int]) -> Iterator[Mention]:
    after = line.first
    for i in places:
        low = line.low(i)
        if i < after:
            continue
        found = _place_at(line, i + 1) if low in _IN or (low == "of" and line.of_place(i - 1)) else None
        if found is None and low in _MOVING:
            found = _place_at(line, i + 1)
            found = found if found and (found.level != "name" or line.known_at(i + 1)) else None
        if found is None and low == "on":
            found = _place_at(line, i + 1)
            found = found if found and found.level == "site" else None
        if found is not None:
            yield found
            after = line.layout.token_at(found.span.end - 1) + 1


def _place_at(line: _Line, i: int, *, deep: int = 0) -> Mention | None:
    """Return the place whose words begin at token ``i``."""
    start = i + 1 if line.low(i) in grammar.ARTICLES else i
    address = _address(line, start)
    if address is not None:
        return address
    k = start
    while k - start < _LONGEST and (line.of("leads to a place", k) or (line.low(k).isalpha() and _kind_ahead(line, k))):
        k += 1
    if line.of_place(k) and line.low(k + 1) == "of" and deep < _DEEPEST:
        return _place_at(line, k + 2, deep=deep + 1)
    led = k if k == start or not line.of("leads to a place", k - 1) else k - 1
    last = _end_of_name(line, k)
    first = _past_owner(line, k, last)
    if last == k or not _is_place(line, first, last, led=k > start or start > i):
        return None
    site = line.of("kind of place", last) and line.low(last) not in {"area", "city", "state"}
    level: Level = "wide" if line.known_at(first) == last else "site" if _is_street(line, last) else "name"
    last = last + 1 if site else last
    return Mention(
        line.span(led if first == k else first, last),
        line.span(led if first == k else first, last).of(line.layout.text),
        level,
        strong=True,
    )


def _is_place(line: _Line, first: int, last: int, *, led: bool) -> bool:
    """Tell whether a name can be a place: no body, no people, no owner of what follows, no single letter."""
    if any(line.of("body with a place", k) for k in range(first, last)) or line.people_at(last - 1):
        return False
    if line.known_at(first) == last:
        return True
    short = last == first + 1 and (len(line.low(first)) < 3 or line.is_acronym(first))
    if line.low(last) in {"'s", "’s", "'", "’"} or short:
        return False
    return not (line.layout.capitals and led and not line.of("kind of place", last))


def _kind_ahead(line: _Line, k: int) -> bool:
    """Tell whether "(coastal) city of" follows: words in small letters that end in a kind of place."""
    token = line.token(k)
    if token is None or (token.text[0].isupper() and not line.layout.capitals):
        return False
    ahead = next((j for j in range(k + 1, k + 4) if line.of_place(j)), None)
    return ahead is not None and line.low(ahead + 1) == "of" and all(line.low(j).isalpha() for j in range(k, ahead))


def _address(line: _Line, i: int) -> Mention | None:
    """Return "4200 block of Weir Street", "corner of Weir Street and Mill Road"."""
    at = i + 1 if line.low(i)[:1].isdecimal() else i
    if line.low(at) not in {"block", "corner", "intersection"} or line.low(at + 1) != "of":
        return None
    last = _end_of_street(line, at + 2)
    if line.low(last) == "and" and line.low(at) != "block":
        last = _end_of_street(line, last + 1)
    if last <= at + 2:
        return None
    return Mention(line.span(i, last), line.span(i, last).of(line.layout.text), "site", strong=True)


def _end_of_street(line: _Line, k: int) -> int:
    """Return where a street's name ends: "Weir Street", "6th Avenue", "St. Paul Boulevard"."""
    start, end = k, k + _LONGEST
    while k < end and (
        line.name(k) or line.low(k)[:1].isdecimal() or line.low(k) in _IN_STREETS or line.of("kind of street", k)
    ):
        if line.low(k) == "." and not line.of("kind of street", k - 1) and len(line.low(k - 1)) > 1:
            break
        k += 1
    while k > start and line.low(k - 1) in {".", "-"}:
        k -= 1
    return k


def _is_street(line: _Line, last: int) -> bool:
    return line.of("kind of street", last - 1)


def _end_of_name(line: _Line, k: int) -> int:
    """Return where a name that begins at ``k`` ends, joiners inside it included."""
    for last in range(k, k + _LONGEST):
        if not (line.name(last) or (last > k and line.low(last) in _JOINING and _goes_on(line, last))):
            return last
    return k


def _goes_on(line: _Line, k: int) -> bool:
    if line.low(k) == "." and not (line.low(k - 1) in {"st", "mt", "ft"} or len(line.low(k - 1)) == 1):
        return False
    following = k + 1
    while line.low(following) in _JOINERS and following < k + 3:
        following += 1
    return line.name(following)


def _past_owner(line: _Line, first: int, last: int) -> int:
    """ "Ostland's Harrow region" is Harrow region."""
    owned = next((k for k in range(first, last - 1) if line.low(k) in {"'s", "’s"}), None)
    return first if owned is None else owned + 1


def _in_row(line: _Line, numbers: Sequence[int], known: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the names of "Harrow had 238 dead, Zell 39 and Dorn 81" where any of them is a place."""
    begins = [_begin_of_name(line, k) for k in numbers]
    row = [(b, k) for b, k in zip(begins, numbers, strict=True) if b < k and line.low(k + 1) in _ENDS_OF_ROW]
    before = range(numbers[0] - 1, max(numbers[0] - _VERB, line.first), -1)
    subject = next((k for k in before if line.name(k - 1)), None) if row and row[0][1] != numbers[0] else None
    if subject is None:
        return
    row = [(_begin_of_name(line, subject, anywhere=True), subject), *row]
    if {_key(line.words(b, k)) for b, k in row} & {_key(m.name) for m in known}:
        yield from (Mention(line.span(b, k), line.words(b, k), "name", strong=False) for b, k in row)


def _begin_of_name(line: _Line, k: int, *, anywhere: bool = False) -> int:
    """Return where a name begins that ends right before token ``k`` and stands behind a comma or "and"; else ``k``."""
    begin = k
    while begin > line.first and line.name(begin - 1):
        begin -= 1
    return begin if anywhere or line.low(begin - 1) in _JOINTS_OF_ROW else k


def _known(line: _Line, names: dict[str, Level], openings: Sequence[int], longest: int) -> Iterator[Mention]:
    """Yield countries, and names that stand behind a preposition of place elsewhere, wherever they stand."""
    after = line.first
    for i in openings:
        if i < after:
            continue
        last = line.known_at(i)
        level: Level = "wide"
        if last is None and i in line.nameable:
            ends = range(min(i + longest, line.last), i, -1)
            last = next((k for k in ends if _key(line.words(i, k)) in names), None)
            level = names[_key(line.words(i, last))] if last else "name"
        if last is None:
            continue
        if not line.of("body with a place", last) and i not in line.barred and not _inside_name(line, i, last):
            yield Mention(line.span(i, last), line.words(i, last), level, strong=False)
        after = last


def _labels(line: _Line, brackets: Sequence[int]) -> Iterator[Mention]:
    """Yield the names of a list in which each has its number in brackets: "Harrow (+12); Zell (+9)"."""
    found: list[Mention] = []
    for i in brackets:
        at = i + 2 if line.low(i + 1) == "+" else i + 1
        if line.low(at)[:1].isdecimal() and line.name(i - 1):
            first = i - 1
            while i - first < _LONGEST and (
                line.name(first - 1) or (line.low(first - 1) in {"de", "of", "la"} and line.name(first - 2))
            ):
                first -= 1
            span = line.span(first, i)
            found.append(Mention(span, span.of(line.layout.text), "name", strong=False))
    if len(found) > 1:
        yield from found


def _inside_name(line: _Line, i: int, last: int) -> bool:
    """Tell whether the words are part of a longer name: "Harrow Mail", "Bank of Harrow"."""
    if line.layout.capitals:
        return False
    if line.name(last) or line.name(i - 1):
        return True
    return line.low(i - 1) == "of" and line.name(i - 2)


def _key(name: str) -> str:
    return " ".join(fold(name).split())
