"""Cuts a laid-out text into the windows that the model reads: word pieces, and what the words looked like.

The model's words are in lower case; their shape, quotation marks and line starts come to it as numbers beside them.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from saidby.mark.attribution.reader.wordpiece import BEGIN, END, Cutter
from saidby.records import Quote
from saidby.text import Layout

LONGEST = 256  # word pieces in a window, the two marks at its ends included
SHAPES = 7  # how many numbers `shape_of` gives, 0 for what is no word
PLACES = 3  # inside a paragraph, first word of a sentence, first word of a paragraph


class Words(Struct, frozen=True):
    """The tokens of a layout as the model takes them; ``pieces`` has a row for each token."""

    pieces: list[list[int]]
    shapes: list[int]
    quoted: list[int]  # 1: inside quotation marks
    places: list[int]


class Window(Struct, frozen=True):
    """``first`` to ``last`` (exclusive) are indexes into the layout's tokens; the rest has a number a word piece."""

    first: int
    last: int
    pieces: list[int]
    shapes: list[int]
    quoted: list[int]
    places: list[int]
    heads: list[int]  # where each token's first piece stands


def shape_of(word: str) -> int:
    """Return the number of a word's shape: lower 1, Title 2, UPPER 3, miXed 4, digits 5, other 6."""
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word.istitle():
        return 2
    if any(c.isalpha() for c in word):
        return 4
    return 5 if any(c.isdigit() for c in word) else 6


def words_of(layout: Layout, quotes: Sequence[Quote], cutter: Cutter) -> Words:
    """Return the tokens of a text as the model takes them."""
    tokens = layout.tokens
    quoted = [0] * len(tokens)
    for quote in quotes:
        for k in range(layout.token_at(quote.span.start), len(tokens)):
            if tokens[k].start >= quote.span.end:
                break
            quoted[k] = 1
    places = [0] * len(tokens)
    before = -1
    for sentence in layout.sentences:
        places[sentence.first] = 1 if sentence.paragraph == before else 2
        before = sentence.paragraph
    return Words([cutter.pieces(t.text) for t in tokens], [shape_of(t.text) for t in tokens], quoted, places)


def windows(layout: Layout, words: Words, *, longest: int = LONGEST, shift: int = 0) -> Iterator[Window]:
    """Yield windows of whole paragraphs; a paragraph too long for one is cut into sentences, a sentence into words.

    ``shift`` ends the first window after so many word pieces.
    """
    room = longest - 2
    starts = _cuts(layout, words, room)
    first, held = 0, max(0, room - shift) if shift else 0
    for start, end in pairwise([*starts, len(words.pieces)]):
        length = sum(len(p) for p in words.pieces[start:end])
        if start > first and held + length > room:
            yield _window(words, first, start)
            first, held = start, 0
        held += length
    if first < len(words.pieces):
        yield _window(words, first, len(words.pieces))


def _cuts(layout: Layout, words: Words, room: int) -> list[int]:
    """Return the tokens at which a window may begin: no stretch between two of them is longer than ``room``."""
    lengths = [len(p) for p in words.pieces]
    by_paragraph: dict[int, list[tuple[int, int]]] = {}
    for s in layout.sentences:
        by_paragraph.setdefault(s.paragraph, []).append((s.first, s.last))
    found: list[int] = []
    for sentences in by_paragraph.values():
        whole = sum(lengths[sentences[0][0] : sentences[-1][1]]) <= room
        for first, last in [(sentences[0][0], sentences[-1][1])] if whole else sentences:
            found += _pieces(lengths, first, last, room)
    return found


def _pieces(lengths: list[int], first: int, last: int, room: int) -> list[int]:
    found, held = [first], 0
    for k in range(first, last):
        if held + lengths[k] > room:
            found.append(k)
            held = 0
        held += lengths[k]
    return found


def _window(words: Words, first: int, last: int) -> Window:
    pieces, shapes, quoted, places, heads = [BEGIN], [0], [0], [0], []
    for k in range(first, last):
        heads.append(len(pieces))
        count = len(words.pieces[k])
        pieces += words.pieces[k]
        shapes += [words.shapes[k]] * count
        quoted += [words.quoted[k]] * count
        places += [words.places[k]] * count
    return Window(first, last, [*pieces, END], [*shapes, 0], [*quoted, 0], [*places, 0], heads)
