"""Proper names of a text: who is named, by which full name, under which abbreviation."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from saidby import grammar
from saidby.days import MONTHS, WEEKDAYS
from saidby.lexicon import Lexicon
from saidby.mark.attribution import words as w
from saidby.mark.attribution.ground import Ground, Range

# Not "my", "our", "your": they tell who "my mother" is.
_LEADS_IN = (grammar.DEFINITE - {"my", "our", "your"}) | grammar.ARTICLES | {"some"}
_NO_GIVEN_NAMES = w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS | w.AUXILIARIES
_TRAILING = frozenset({",", "—", "–", "'s", "'", "also", "again", "too"})
_TORN_OFF = frozenset("of on in at by for to with and from that".split())  # nothing follows where words were cut off
_LED_BY = frozenset({"by", "from", "what"})  # "what news outlets report", "reported by the bank"
_MARKS = frozenset('"“”')
_IN_OFFICES = frozenset({".", "-", "(", ")"})
_CALLED_SO = frozenset({"group", "ngo", "outlet"})
_SHE, _HE = frozenset({"she", "her"}), frozenset({"he", "his", "him"})


_ADDRESS = re.compile(r"\.(?:com|org|net|co\.uk)$")
_PARTS = re.compile(r"[\w-]+")
_IN_BRACKETS = re.compile(r"\(\s*([^\s(),]+)\s*[),]")
_WORDS_BACKWARDS = re.compile(r"(?: [\w'’&.-]+){1,9}")
_BACK = 1000  # characters: longer than any nine words
_CAPITAL = re.compile(r"\b[A-Z][a-z]")
_WORD = re.compile(r"\S+")
_CAPITALISED = re.compile(r"\b[A-Z][a-z][\w-]*(?:\s+(?:(?:of|for|the|and|on|in)\s+)*[A-Z][a-z][\w-]*)+")
_MOST_INITIALS = 9
_AS_A_WORD = re.compile(r"[A-Z][a-z]{2,}[A-Za-z]*")
_IN_BODIES = frozenset("of for and the on in".split())
_LEAST_OF_BODY = 2  # words: of fewer the short form says as much


class Name(Struct, frozen=True):
    """A person's name where it stands; ``subject``: at the beginning of its sentence."""

    first: int
    last: int
    text: str
    subject: bool
    sure: bool  # its surroundings show that it is a person's


class Names:
    """The names of one text."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.people = [] if ground.layout.capitals else list(_people(ground))
        self._by_token: dict[str, list[Name]] = {}
        self._firsts = [name.first for name in self.people]
        self._full: dict[str, str] = {}  # looked up once a name
        self._long: dict[str, str | None] = {}
        self._holders: dict[str, Name] | None = None  # by the words and initials of their offices
        for name in self.people:
            for token in {*_words_of(name.text)}:
                self._by_token.setdefault(token, []).append(name)
        self.gender: dict[str, str] = {}
        women, men = ground.kinds["female"] | _SHE, ground.kinds["male"] | _HE
        for name in self.people:
            before = ground.low(name.first - 1) if ground.low(name.first - 1) != "." else ground.low(name.first - 2)
            sign = "f" if before in women else "m" if before in men else None
            if sign:
                self.gender.setdefault(self.fullest(name.text), sign)

    def fullest(self, name: str) -> str:
        """Return the fullest form of a person's name that the text has; the name itself where there are two."""
        if name not in self._full:
            self._full[name] = self._fullest(name)
        return self._full[name]

    def _fullest(self, name: str) -> str:
        words = _words_of(name)
        if not words:
            return name
        candidates = {
            n.text
            for n in self._by_token.get(words[-1], []) + self._by_token.get(words[0], [])
            if _extends(n.text, words)
        }
        longest = sorted(candidates, key=lambda t: (-len(t), t))
        if not longest or len(longest[0]) <= len(name):
            return name
        if len(longest) == 1:
            return longest[0]
        best = {*_words_of(longest[0])}
        agree = all(best.issuperset(_words_of(c)) or _similar(c, longest[0]) for c in longest)
        return longest[0] if agree else name

    def without_address(self, name: str) -> str:
        """Return "Torvia" for "Torvia.com" where the text has that name too."""
        bare = _ADDRESS.sub("", name)
        return bare if bare != name and bare.casefold() in self._at and " " not in name else name

    def in_capitals(self, surname: str) -> str:
        """Return the fullest name that ends in ``surname`` in a text that is all in capitals."""
        ground, best = self.ground, [surname]
        for i in self._at.get(surname.casefold(), ()):
            k = i
            while k > 0 and i - k < 4 and _given_name(ground, k - 1):
                k -= 1
            found = [ground.tokens[j].text for j in range(k, i + 1)]
            if len(found) > len(best) and (ground.noun(k - 1) or ground.title(k - 1)):
                best = found
        return " ".join(best)

    def abbreviated(self, short: str) -> str | None:
        """Return the name for which ``short`` stands: "Wide Ferry Board (WFB)", else a name with these initials."""
        if short not in self._long:
            self._long[short] = self._abbreviated(short)
        return self._long[short]

    def _abbreviated(self, short: str) -> str | None:
        if _AS_A_WORD.fullmatch(short):
            return self._body_called(short)
        if not re.fullmatch(r"[A-Z][A-Za-z]?(?:\.?[A-Z&]\.?){1,7}", short):
            return None
        letters = [c for c in short if c.isalpha()]
        words = self._bracketed.get(short, [])
        for k in range(
            len(words)
        ):  # the words with these very initials first: "on Wednesday the Wide Ferry Board (WFB)"
            if words[k][0].isupper() and _initials(words[k:]) == "".join(letters).casefold():
                return " ".join(words[k:])
        for k in range(len(words)):  # in another language's order: "Central Harbour Bank (BCH)"
            if words[k][0].isupper() and sorted(_initials(words[k:])) == sorted("".join(letters).casefold()):
                return " ".join(words[k:])
        for k in range(len(words)):
            if words[k].casefold() in w.PREPOSITIONS | w.DETERMINERS:  # "reported by the Board of Ports (BP)"
                continue
            if words[k][0].casefold() == letters[0].casefold() and (words[k][0].isupper() or k):
                return " ".join(words[k:])
        return self._spelt.get("".join(letters).upper()) if len(letters) > 2 else None

    def _body_called(self, short: str) -> str | None:
        """Return the body behind whose name a short form stands that is written as a word: "Port Union (Portun)"."""
        words = self._bracketed.get(short, [])
        k = len(words)
        while k > 0 and (words[k - 1][0].isupper() or (words[k - 1] in _IN_BODIES and k < len(words))):
            k -= 1
        while k < len(words) and not words[k][0].isupper():
            k += 1
        body = any(word.casefold() in self.ground.kinds["body"] for word in words[k:])
        return " ".join(words[k:]) if body and len(words) - k >= _LEAST_OF_BODY else None

    @cached_property
    def _bracketed(self) -> dict[str, list[str]]:
        """The words right before each short form in brackets, where it first has such words."""
        text = self.ground.layout.text
        found: dict[str, list[str]] = {}
        for match in _IN_BRACKETS.finditer(text):
            if match[1] not in found:
                before = _WORDS_BACKWARDS.match(text[max(0, match.start() - _BACK) : match.start()][::-1])
                if before is not None:
                    found[match[1]] = before[0][::-1].split()
        return found

    @cached_property
    def _spelt(self) -> dict[str, str]:
        """Names of three words and more by their initials, the first that has them: "Wide Ferry Board" by WFB."""
        found: dict[str, str] = {}
        for run in _CAPITALISED.finditer(self.ground.layout.text):
            words = [m for m in _WORD.finditer(run[0]) if m[0][0].isupper()]
            ends = [m.end() for m in words]
            for start in (m.start() for m in _CAPITAL.finditer(run[0])):  # "Barge-Wide Ferry Board" has two
                k = bisect_right(ends, start)
                initials = run[0][start] + "".join(m[0][0] for m in words[k + 1 : k + _MOST_INITIALS])
                for n in range(3, len(initials) + 1):
                    name = run[0][start : ends[k + n - 1]].rstrip("-")
                    found.setdefault(initials[:n], " ".join(name.split()))
        return found

    @cached_property
    def _at(self) -> dict[str, list[int]]:
        """The tokens at which each folded word stands."""
        found: dict[str, list[int]] = {}
        for i, low in enumerate(self.ground.layout.lows):
            found.setdefault(low, []).append(i)
        return found

    def holder(self, short: str) -> str | None:
        """Return the person whose office ``short`` abbreviates: "LG" for Lieutenant Governor Ana Torv."""
        if self._holders is None:
            self._holders = self._by_office()
        name = self._holders.get(short.casefold())
        return self.fullest(name.text) if name is not None else None

    def _by_office(self) -> dict[str, Name]:
        found: dict[str, Name] = {}
        for name in self.people:
            office = [self.ground.low(k) for k in self.office(name) if self.ground.low(k).isalpha()]
            short = ("".join(o[0] for o in office[k:]) for k in range(len(office) - 1))
            for words in (*office, *short):
                found.setdefault(words, name)
        return found

    def office(self, name: Name) -> range:
        """Return the tokens right before a name that say what its bearer is."""
        k, ground = name.first, self.ground
        while k > 0 and name.first - k < 8:
            linked = ground.low(k - 1) in {"of", "for"} and k < name.first and _capital_word(ground, k)
            worded = ground.noun(k - 1) or ground.title(k - 1) or ground.low(k - 1) in _IN_OFFICES
            if not (linked or worded or _capital_word(ground, k - 1)):
                break
            k -= 1
        return range(k, name.first)

    def within(self, first: int, last: int) -> Sequence[Name]:
        """Return the people whose names begin at tokens ``first`` to ``last`` (exclusive)."""
        return self.people[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]

    def before(self, i: int, *, subjects: bool) -> Iterator[Name]:
        """Yield the people named before token ``i``, the nearest first."""
        for k in range(bisect_left(self._firsts, i) - 1, -1, -1):
            name = self.people[k]
            if name.last <= i and name.sure and (name.subject or not subjects):
                yield name

    def only_likely(self, i: int) -> str | None:
        """Return the only name of two words and more before token ``i`` that seems to be a person's."""
        found = {self.fullest(n.text) for n in self.people if n.last <= i and " " in n.text}
        return found.pop() if len(found) == 1 else None


def _initials(words: Sequence[str]) -> str:
    return "".join(w[0] for w in words if w[0].isupper()).casefold()


def _given_name(ground: Ground, i: int) -> bool:
    low = ground.low(i)
    if not low.isalpha() or low in _NO_GIVEN_NAMES or ground.title(i):
        return False
    return ground.noun(i) is None and not ground.verbish(i)


@lru_cache(4096)
def _words_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name; an article's names are compared with each other over and over."""
    return tuple(t.casefold() for t in _PARTS.findall(name))


def _extends(longer: str, words: Sequence[str]) -> bool:
    tokens = _words_of(longer)
    return set(words) <= set(tokens) and (tokens[-1] == words[-1] or tokens[0] == words[0])


def _similar(one: str, other: str) -> bool:
    """Tell whether two names differ in a middle name or an initial only."""
    a, b = one.split(), other.split()
    return a[-1] == b[-1] and a[0][0] == b[0][0]


def _people(ground: Ground) -> Iterator[Name]:
    """Yield the capitalised runs that look like people's names, titles left out."""
    after = 0
    of_bodies = ground.kinds["body"] | MONTHS | WEEKDAYS
    for i in ground.layout.capitalised:
        end = run_end(ground, i) if i >= after and not ground.headline_verb(i) else i
        if end == i:
            continue
        first = max(name_start(ground, i, end), headed := _behind_body(ground, i, end))
        tokens = [low for low in ground.layout.lows[first:end] if low.isalpha()]
        titled = first > i or (i not in ground.starts and (ground.title(i - 1) or bool(ground.noun(i - 1))))
        initial = i in ground.heads
        office = (hit := ground.noun(end - 1)) is not None and hit.entry.kind in {"person", "anonymous"}
        called = (noun := ground.noun(i - 1)) is not None and noun.entry.kind in _CALLED_SO  # "polling firm Kestrel"
        plausible = (
            not (office or called) and len(tokens) < 6 and (len(tokens) > 1 or titled) and of_bodies.isdisjoint(tokens)
        )
        if tokens and plausible and not _is_place(ground.lexicon, ground, first, end):
            sure = titled or headed > i or _described(ground, end)
            subject = initial and ground.low(i - 1) not in {"of", "in"} and ground.low(end) != "'s"
            yield Name(first, end, ground.words(first, end), subject, sure)
        after = end


def _behind_body(ground: Ground, first: int, last: int) -> int:
    """Return where a name begins behind the body that its bearer heads: "head of the Port Office Ana Torv"."""
    of = first - 1 - (ground.low(first - 1) == "the")
    office = ground.noun(of - 1) if ground.low(of) in {"of", "for"} else None
    if office is None or office.entry.kind != "person":
        return first
    bodies = [k for k in range(first, last - 2) if ground.low(k) in ground.kinds["body"]]
    start = bodies[-1] + 1 if bodies else first
    plain = all(ground.noun(k) is None and ground.low(k) not in _NO_GIVEN_NAMES for k in range(start, last))
    return start if plain and ground.low(start) not in _IN_OFFICES else first


def _described(ground: Ground, i: int) -> bool:
    """Tell whether what follows a name says that it is a person's: ", 24,", ", who", ", the mayor", "said"."""
    if ground.low(i) == "," and (
        ground.low(i + 1).isdigit() or ground.low(i + 1) in {"who", "whose", "a", "an", "the"}
    ):
        return True
    return ground.low(i) in {"said", "says", "told", "added", "who"} or ground.noun(i + 1) is not None


def run_end(ground: Ground, i: int) -> int:
    """Return where the capitalised run that begins at ``i`` ends; ``i`` where none begins."""
    if not _capital_word(ground, i) or (i in ground.heads and ground.low(i) in _COMMON_STARTS):
        return i
    k = i + 1
    while k < ground.size:
        low, token = ground.low(k), ground.tokens[k]
        adjacent = token.start == ground.tokens[k - 1].end
        if (
            (_capital_word(ground, k) and token.start <= ground.tokens[k - 1].end + 1)
            or (
                low in {"-", "."} and adjacent and (low == "-" or len(ground.low(k - 1)) <= 4) and _continues(ground, k)
            )
            or (low.isalpha() and ground.low(k - 1) == "-" and adjacent)
            or (
                low in ground.kinds["name particle"]
                and k + 1 < ground.size
                and (_capital_word(ground, k + 1) or _goes_on(ground, k + 1))
            )
        ):
            k += 1
        else:
            break
    return k


_COMMON_STARTS = (
    w.PREPOSITIONS
    | w.DETERMINERS
    | w.CONJUNCTIONS
    | w.ADVERBS
    | w.SUBJECTS
    | w.OBJECTS
    | w.TIMES
    | frozenset("according there here what why how when where not no yes at speaking asked".split())
)


def _goes_on(ground: Ground, i: int) -> bool:
    return ground.low(i) == "-" or ground.low(i) in ground.kinds["name particle"]


def _continues(ground: Ground, k: int) -> bool:
    if k + 1 >= ground.size:
        return False
    if ground.low(k) == "-":
        return ground.tokens[k + 1].start == ground.tokens[k].end and ground.tokens[k + 1].text.isalpha()
    short = ground.title(k - 1) or len(ground.tokens[k - 1].text) == 1
    return short and _capital_word(ground, k + 1)


def _capital_word(ground: Ground, i: int) -> bool:
    if not 0 <= i < ground.size:
        return False
    text = ground.tokens[i].text
    return text[0].isalpha() and text[0].isupper() and ground.low(i) != "i"


def name_start(ground: Ground, first: int, last: int) -> int:
    """Return where the bare name begins inside a run: behind its last title ("President Ana Torv")."""
    start = first
    for k in range(first, last - 1):
        hit = ground.noun(k)
        if (
            ground.title(k)
            or (ground.low(k) == "." and ground.title(k - 1))
            or (hit is not None and hit.entry.kind in {"person", "anonymous"} and hit.last < last)
        ):
            start = k + 1
    while start < last - 1 and ground.low(start) in {".", "-"}:
        start += 1
    return start


def _is_place(lexicon: Lexicon, ground: Ground, first: int, last: int) -> bool:
    hit = lexicon.places.at(ground.tokens, first, last)
    return hit is not None and hit.last == last


def stripped(ground: Ground, part: Range) -> Range:
    """Return the range without leading determiners, trailing commas, marks of quotation and words cut off behind."""
    first, last = part
    while last > first + 1 and (ground.low(last - 1) in _TRAILING | _TORN_OFF or _open_mark(ground, first, last)):
        last -= 1
    while first < last - 1 and (ground.low(first) in _LEADS_IN | _LED_BY or ground.low(first) in _MARKS):
        if ground.low(first) == "some" and last - first == 1:
            break
        first += 1
    return first, last - (last > first + 1 and _open_mark(ground, first, last))


def _open_mark(ground: Ground, first: int, last: int) -> bool:
    """Tell whether the last token is a mark of quotation without its other half in front of it."""
    marks = sum(ground.low(k) in _MARKS for k in range(first, last))
    return ground.low(last - 1) in _MARKS and marks % 2 == 1
