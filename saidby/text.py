"""Tokens, sentences and paragraphs of a text, all as offsets into it. The text itself is never rewritten."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from saidby.records import Span

_TOKEN = re.compile(
    r"[A-Za-z]{2,}+(?![^\W\d_])"  # most words, which the general rule below reads alike but in twice the time
    r"|(?:[A-Za-z]\.){2,}(?!\w)"  # U.S., a.m.
    r"|\d+(?:[.,]\d+)*"  # 6,000  2.3  1,00,000
    r"|[^\W\d_]+"  # words; "Britain's" is two tokens, and so is "10k"
    r"|['’][sS]\b"
    r"|\S"
)
_PARAGRAPH = re.compile(r"[^\n]*(?:\n|\Z)")
_NOT_SMALL = bytes(b for b in range(256) if not chr(b).islower() or b > 127)
_OPENERS = "\"'“‘([{«¿¡*•-–—"
_CLOSERS = "\"'”’)]}»*"
_ENDERS = ".!?…"
# Words after which a full stop ends no sentence. Titles, months, offices: they are followed by the name they serve.
_NEVER_LAST = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl pvt adm cmdr brig sen rep gov pres rev hon st mt ft fr sr jr "
    "jan feb mar apr jun jul aug sep sept oct nov dec no nos vs v inc ltd corp co dept est approx art sec fig vol "
    "ed eds pp cf al i.e e.g a.k.a supt det insp atty asst assn bros messrs mme mlle sra rs tk ph.d".split()
)
# ... of those, the ones that do end a sentence when the next word is plainly a new one ("... Inc. The firm").
_MAY_BE_LAST = frozenset("inc ltd corp co jr sr no est al".split())
_SENTENCE_STARTERS = frozenset(
    "the a an this that these those he she it they we i you in on at as but and or if when while after before for "
    "his her its their our my there here what who how why with by from to according meanwhile however also both "
    "many most some several one two three no not".split()
)


class _Lows(dict[int, str]):
    def __missing__(self, i: int) -> str:
        return ""


def lookup(lows: Sequence[str], first: int = 0) -> Callable[[int], str]:
    """Return what tells the folded token at a place, counted from ``first`` on; an empty word at any other.

    Nothing is asked as often: as a table it takes a third of the time of a function that looks at the bounds.
    """
    return _Lows(enumerate(lows, first)).__getitem__


class Token(Struct, frozen=True):
    start: int
    end: int
    text: str
    low: str  # casefolded, curly apostrophes straightened

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Sentence(Struct, frozen=True):
    """``first`` to ``last`` (exclusive) are indexes into the layout's tokens."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int
    index: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Layout(Struct, frozen=True):
    """A text cut into tokens, sentences and paragraphs. Skipped stretches belong to none of them."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[Span, ...]
    capitals: bool  # an old wire in capitals throughout: case says nothing about names
    # The same once more in rows, which are gone through and searched several times as fast:
    lows: tuple[str, ...]  # of the tokens
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    begins: tuple[int, ...]  # of the sentences
    capitalised: tuple[int, ...]  # the tokens that begin with a capital
    numeric: tuple[int, ...]  # the tokens that begin with a digit or the like: "½"
    standing: dict[frozenset[str], tuple[int, ...]]  # tokens of the words that were asked for already
    lookups: dict[int, Callable[[int], str]]  # of the sentences that were asked for already

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds ``offset``, else None."""
        i = bisect_right(self.begins, offset) - 1
        return self.sentences[i] if i >= 0 and offset < self.sentences[i].end else None

    def sentence_of(self, span: Span) -> int:
        """Return the number of the sentence in which ``span`` begins, -1 where it is in none."""
        sentence = self.sentence_at(span.start)
        return sentence.index if sentence is not None else -1

    def token_at(self, offset: int) -> int:
        """Return the index of the first token that ends after ``offset`` (``len(tokens)`` where there is none)."""
        return bisect_right(self.ends, offset)

    def tokens_of(self, span: Span | Sentence) -> tuple[Token, ...]:
        """Return the tokens that begin inside ``span``."""
        i = bisect_left(self.starts, span.start)
        return self.tokens[i : bisect_left(self.starts, span.end, i)]

    def lows_between(self, start: int, end: int) -> tuple[str, ...]:
        """Return the folded tokens that begin from ``start`` on and before ``end``; none where that lies behind."""
        i = bisect_left(self.starts, start)
        return self.lows[i : bisect_left(self.starts, end, i)] if start < end else ()

    def lookup(self, sentence: Sentence) -> Callable[[int], str]:
        """Return what tells the folded token at a place in the sentence; an empty word at any other."""
        if sentence.index not in self.lookups:
            self.lookups[sentence.index] = lookup(self.lows[sentence.first : sentence.last], sentence.first)
        return self.lookups[sentence.index]

    def places_of(self, words: frozenset[str]) -> tuple[int, ...]:
        """Return the tokens that are one of the folded ``words``; gone through once for each set of words."""
        if words not in self.standing:
            self.standing[words] = tuple([i for i, low in enumerate(self.lows) if low in words])
        return self.standing[words]

    def holding(self, places: Sequence[int]) -> Iterator[tuple[Sentence, Sequence[int]]]:
        """Yield the sentences in which any of the tokens ``places`` stand, each with its own; all in text order."""
        first = 0
        for sentence in self.sentences:
            last = bisect_left(places, sentence.last, first)
            if last > first:
                yield sentence, places[first:last]
            first = last


def lay_out(text: str, skip: Sequence[Span] = ()) -> Layout:
    """Cut ``text`` into paragraphs, sentences and tokens, leaving out the stretches in ``skip``.

    A line break ends a paragraph, save in a text whose lines were broken at a fixed width: there a full line that
    breaks off in mid-sentence goes on. A skipped stretch ends a paragraph on both sides.
    """
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    paragraphs: list[Span] = []
    for paragraph in _paragraphs(text, skip):
        paragraphs.append(paragraph)
        here = _tokens(text, paragraph)
        base = len(tokens)
        tokens += here
        for first, last in _sentence_bounds(here, text):
            sentences.append(
                Sentence(
                    start=here[first].start,
                    end=here[last - 1].end,
                    first=base + first,
                    last=base + last,
                    paragraph=len(paragraphs) - 1,
                    index=len(sentences),
                )
            )
    return Layout(
        text=text,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        paragraphs=tuple(paragraphs),
        capitals=_in_capitals(text),
        lows=tuple([t.low for t in tokens]),
        starts=tuple([t.start for t in tokens]),
        ends=tuple([t.end for t in tokens]),
        begins=tuple([s.start for s in sentences]),
        standing={},
        lookups={},
        capitalised=tuple([i for i, t in enumerate(tokens) if t.text[0].isupper()]),
        numeric=tuple([i for i, t in enumerate(tokens) if t.text[0].isnumeric()]),
    )


class Spanned(Protocol):
    """Anything found at a span of the text."""

    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=Spanned)
K = TypeVar("K")
_CROWD = 32  # stretches of one sentence that are gone through one by one


def beginning_in(items: Sequence[T], start: int, end: int) -> Sequence[T]:
    """Return the items that begin from ``start`` on and before ``end``; the items stand in text order."""
    return items[bisect_left(items, start, key=_begin) : bisect_left(items, end, key=_begin)]


class Stretches(Generic[K]):
    """Stretches of a text with what they belong to, asked which of them hold a place: by the sentences they touch."""

    def __init__(self, layout: Layout, stretches: Iterable[tuple[Span, K]]) -> None:
        self._layout = layout
        self._by_sentence: dict[int, list[tuple[Span, K]]] = {}
        self._rows: dict[int, _Row[K]] = {}  # of the sentences that have too many to be gone through
        for span, owner in stretches:
            first, last = self._index(span.start), self._index(span.end - 1)
            for k in range(first, last + 1):
                self._by_sentence.setdefault(k, []).append((span, owner))

    def holding(self, span: Span) -> list[K]:
        """Return the owners of the stretches that hold ``span``, in the order in which they were given."""
        k = self._index(span.start)
        here = self._by_sentence.get(k, ())
        if len(here) > _CROWD:
            here = self._row(k, here).around(span)
        return [owner for s, owner in here if s.start <= span.start and span.end <= s.end]

    def _row(self, k: int, here: "Sequence[tuple[Span, K]]") -> "_Row[K]":
        if k not in self._rows:
            self._rows[k] = _Row(here)
        return self._rows[k]

    def _index(self, offset: int) -> int:
        return bisect_right(self._layout.begins, offset) - 1


class _Row(Generic[K]):
    """The stretches of one sentence by where they begin, with how far any so far has reached."""

    def __init__(self, stretches: Sequence[tuple[Span, K]]) -> None:
        self._given = stretches
        self._order = sorted(range(len(stretches)), key=lambda i: stretches[i][0].start)
        self._starts = [stretches[i][0].start for i in self._order]
        self._reach = list(accumulate((stretches[i][0].end for i in self._order), max))

    def around(self, span: Span) -> list[tuple[Span, K]]:
        """Return at least the stretches that hold ``span``, in the order in which they were given."""
        last = bisect_right(self._starts, span.start)
        first = bisect_left(self._reach, span.end, 0, last)
        return [self._given[i] for i in sorted(self._order[first:last])]


def _begin(item: Spanned) -> int:
    return item.span.start


def normalise(text: str) -> str:
    """Return ``text`` with what carries no meaning evened out (form, spaces, line ends), for hashes and comparison."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def in_utf16(text: str) -> Callable[[int], int]:
    """Return what turns an offset into ``text`` in code points into one in UTF-16 units, as browsers count."""
    wide = [i for i, char in enumerate(text) if char > "\uffff"] if not text.isascii() else []
    return lambda offset: offset + bisect_left(wide, offset)


def fold(word: str) -> str:
    """Return ``word`` casefolded, curly apostrophes straightened."""
    return word.replace("’", "'").casefold()


def tokenize(text: str, start: int = 0) -> list[Token]:
    """Return the tokens of ``text``; ``start`` is added to their offsets."""
    tokens: list[Token] = []
    end = 0
    folded = fold(text)
    alike = len(folded) == len(text)  # no letter became two: a word folds where it stands
    for word in _TOKEN.findall(text):  # only white space lies between: a word is found again where it was
        begin = text.find(word, end)
        end = begin + len(word)
        tokens.append(Token(start + begin, start + end, word, folded[begin:end] if alike else fold(word)))
    return tokens


def _tokens(text: str, span: Span) -> list[Token]:
    return tokenize(text[span.start : span.end], span.start)


def _in_capitals(text: str) -> bool:
    head = text[:4000]
    if len(head.encode("ascii", "ignore").translate(None, _NOT_SMALL)) > 0.2 * len(head):
        return False  # small letters enough already
    letters = [c for c in head if c.isalpha()]
    return len(letters) > 60 and sum(c.isupper() for c in letters) > 0.85 * len(letters)


def _paragraphs(text: str, skip: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    begin = 0
    wrapped = _is_wrapped(text)
    for gap in sorted(skip):
        found += _blocks(text, begin, gap.start, wrapped=wrapped)
        begin = max(begin, gap.end)
    return found + _blocks(text, begin, len(text), wrapped=wrapped)


def _is_wrapped(text: str) -> bool:
    """Tell whether the lines were broken at a fixed width, as in old wires and mails."""
    lines = [line.rstrip() for line in text.split("\n")]
    inner = [a for a, b in pairwise(lines) if a and b]
    broken = [line for line in inner if 40 <= len(line) <= 100 and line[-1] not in _ENDERS + _CLOSERS + ":"]
    return len(broken) > 3 and len(broken) > 0.5 * len(inner)


def _blocks(text: str, begin: int, end: int, *, wrapped: bool) -> list[Span]:
    """Split text[begin:end] at line ends that end a paragraph, and trim white space."""
    found: list[Span] = []
    start = begin
    lines = list(_PARAGRAPH.finditer(text[begin:end]))
    for line, following in pairwise(lines):
        if not (wrapped and _goes_on(line[0].rstrip(), following[0].strip())):
            found += _trimmed(text, start, begin + line.end())
            start = begin + line.end()
    return found + _trimmed(text, start, end)


def _goes_on(line: str, following: str) -> bool:
    """Tell whether a line broken at a fixed width goes on in the one after it."""
    if not line or not following or line[-1] in _ENDERS:
        return False
    return len(line) >= 40 or following[0].islower() or following[0].isdigit()


def _trimmed(text: str, start: int, stop: int) -> list[Span]:
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return [Span(start, stop)] if stop > start else []


def _sentence_bounds(tokens: Sequence[Token], text: str) -> list[tuple[int, int]]:
    """Return (first, last) token indexes of the sentences of one paragraph."""
    bounds: list[tuple[int, int]] = []
    first = after = 0
    for i in [i for i, token in enumerate(tokens) if token.text[-1] in _ENDERS]:
        if i < after:
            continue
        after = i + 1
        while after < len(tokens) and (
            (
                tokens[after].text in _CLOSERS
                and tokens[after].start == tokens[after - 1].end
                and not _opens_at_once(tokens, after)
            )
            or tokens[after].text in _ENDERS
        ):
            after += 1
        if after < len(tokens) and _ends_sentence(tokens, i, after, text):
            bounds.append((first, after))
            first = after
    if first < len(tokens):
        bounds.append((first, len(tokens)))
    return bounds


def _ends_sentence(tokens: Sequence[Token], i: int, after: int, text: str) -> bool:
    following = tokens[after]
    if tokens[after - 1].end == following.start:  # no white space: "example.org", "3.5"
        return _lost_space(tokens, i, after)
    if following.text in _OPENERS and after + 1 < len(tokens):
        following = tokens[after + 1]
    if following.text[0].islower():
        return False
    if tokens[i].text in "!?…":
        return True
    return not _abbreviated(tokens, i, following)


def _opens_at_once(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a straight mark right behind a stop opens the next sentence: "... today."We ran,"."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return (
        tokens[i].text == '"'
        and following is not None
        and following.start == tokens[i].end
        and following.text[0].isupper()
    )


def _lost_space(tokens: Sequence[Token], i: int, after: int) -> bool:
    """Tell whether a sentence ends though the space behind it was lost with a line break: "opened fire.Police said"."""
    if not i or not tokens[i - 1].text.isalpha() or not tokens[i - 1].text.islower() or len(tokens[i - 1].text) < 3:
        return False
    following = tokens[after]
    if following.text in _OPENERS and after + 1 < len(tokens):
        following = tokens[after + 1]
    glued = after + 1 < len(tokens) and tokens[after + 1].text == "." and tokens[after + 1].start == following.end
    return tokens[i].text in ".!?" and following.text.istitle() and len(following.text) > 1 and not glued


def _abbreviated(tokens: Sequence[Token], i: int, following: Token) -> bool:
    """Tell whether the full stop at ``i`` belongs to an abbreviation rather than to a sentence."""
    if tokens[i].text != ".":  # "U.S." carries its own stop
        return following.low not in _SENTENCE_STARTERS
    if i == 0 or tokens[i - 1].end != tokens[i].start:
        return False
    word = tokens[i - 1]
    if len(word.text) == 1 and word.text.isalpha() and word.text.isupper():  # an initial
        return word.text != "I" and not (following.low in _SENTENCE_STARTERS and len(following.text) > 1)
    if word.low in _MAY_BE_LAST and following.low in _SENTENCE_STARTERS:
        return False
    if word.low in {"no", "nos"}:
        return following.text[0].isdigit()
    return word.low in _NEVER_LAST
