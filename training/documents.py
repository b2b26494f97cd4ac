"""A text with what is known of it, as rows of labels over its tokens."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from saidby.errors import BadInput
from saidby.mark.attribution.reader.decode import NAME_KINDS
from saidby.mark.attribution.reader.model import MODELS
from saidby.mark.attribution.reader.windows import Words, words_of
from saidby.mark.attribution.reader.wordpiece import cutter
from saidby.mark.quotes import find_quotes
from saidby.pipeline import read
from saidby.text import Layout, lay_out

Row = NDArray[np.int8]
Places = Sequence[tuple[int, int]]  # start and end in code points
UNKNOWN = -1

# all: every cue of the text is marked. outside: those inside a content are not. some: others may be missing anywhere.
Known = Literal["all", "outside", "some", "none"]


class Said(Struct, frozen=True):
    """An attribution as a data set has it."""

    source: Places
    cue: Places
    content: Places
    nested: bool = False


class Document(Struct, frozen=True, kw_only=True):
    """Rows have a label for each token of the layout; UNKNOWN where the data set does not tell."""

    id: str
    layout: Layout
    words: Words
    cues: Row  # 1 where a cue begins
    flat: Row  # label of the outermost attribution
    names: Row
    roles: list[tuple[int, Row]]  # the token at which a cue begins, and the labels that belong to it


def laid_out(text: str) -> Layout:
    """Return ``text`` cut as the program cuts it: without datelines and what else came with the page."""
    try:
        article = read(msgspec.json.encode({"id": "x", "text": text}), name="x.json")
    except BadInput:
        return lay_out(text)
    if article.text != text:
        return lay_out(text)
    return lay_out(text, skip=[f.span for f in article.furniture if not f.told])


def document(
    name: str,
    text: str,
    said: Iterable[Said],
    *,
    known: Known = "all",
    names: Iterable[tuple[int, int, str]] | None = None,
) -> Document:
    """Return a text with its labels; a span counts for each token that it touches."""
    layout = laid_out(text)
    at = _Finder(layout)
    count = len(layout.tokens)
    cues = np.full(count, 0 if known in {"all", "outside"} else UNKNOWN, dtype=np.int8)
    flat = np.full(count, 0 if known in {"all", "outside"} else UNKNOWN, dtype=np.int8)
    said = [s for s in said if at.tokens(s.cue)]
    if known == "outside":
        for s in said:
            cues[at.tokens(s.content)] = UNKNOWN
    roles = []
    for s in sorted(said, key=lambda s: not s.nested):
        row = _row(at, s, count)
        anchor = at.tokens(s.cue)[0]
        cues[at.tokens(s.cue)] = 0
        roles.append((anchor, row))
        if not s.nested and known in {"all", "outside"}:
            flat = np.where(row > 0, row, flat)
    for anchor, _ in roles:
        cues[anchor] = 1
    return Document(
        id=name,
        layout=layout,
        words=words_of(layout, find_quotes(layout), cutter(MODELS / "reader-vocabulary.txt")),
        cues=cues,
        flat=flat,
        names=_names(at, names, count),
        roles=roles,
    )


class _Finder:
    def __init__(self, layout: Layout) -> None:
        self._starts, self._ends = [t.start for t in layout.tokens], [t.end for t in layout.tokens]

    def range(self, start: int, end: int) -> tuple[int, int]:
        return bisect_right(self._ends, start), bisect_left(self._starts, end)

    def tokens(self, places: Places) -> list[int]:
        return [k for start, end in places for k in range(*self.range(start, end))]


def _row(at: _Finder, said: Said, count: int) -> Row:
    row = np.zeros(count, dtype=np.int8)
    for number, places in ((2, said.content), (0, said.source), (1, said.cue)):
        for start, end in places:
            first, last = at.range(start, end)
            row[first:last] = 2 * number + 2
            row[first : min(first + 1, last)] = 2 * number + 1
    # What is left of a content behind a source or cue that stands in it begins anew.
    before = np.concatenate(([0], row[:-1]))
    broken = (row > 0) & (row % 2 == 0) & (before != row) & (before != row - 1)
    row[broken] -= 1
    return row


def _names(at: _Finder, names: Iterable[tuple[int, int, str]] | None, count: int) -> Row:
    row = np.full(count, UNKNOWN if names is None else 0, dtype=np.int8)
    for start, end, kind in names or ():
        first, last = at.range(start, end)
        number = NAME_KINDS.index(kind)
        row[first:last] = 2 * number + 2
        row[first : min(first + 1, last)] = 2 * number + 1
    return row
