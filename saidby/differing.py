"""Two texts word by word: what of each the other lacks."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import groupby

from msgspec import Struct

from saidby.text import Token, fold, tokenize

ALIKE = 0.3  # share of equal words below which a word-by-word comparison marks everything and says nothing


class Run(Struct, frozen=True):
    """A stretch of words that both texts have, or that the other has not or has otherwise."""

    text: str
    changed: bool


def compared(one: str, other: str) -> tuple[list[Run], list[Run]]:
    """Return both texts in runs, those that the other lacks marked as changed; all of it where little is equal."""
    ones, others = tokenize(one), tokenize(other)
    matcher = SequenceMatcher(None, [fold(t.text) for t in ones], [fold(t.text) for t in others], autojunk=False)
    if matcher.ratio() < ALIKE:
        return [Run(one, True)], [Run(other, True)]
    blocks = matcher.get_matching_blocks()
    mine = {i for block in blocks for i in range(block.a, block.a + block.size)}
    theirs = {i for block in blocks for i in range(block.b, block.b + block.size)}
    return _runs(_marked(one, ones, mine)), _runs(_marked(other, others, theirs))


def _marked(text: str, tokens: list[Token], same: set[int]) -> Iterable[Run]:
    """Yield ``text`` in words and spaces; the space between two changed words is changed too."""
    for i, token in enumerate(tokens):
        if i and text[tokens[i - 1].end : token.start]:
            yield Run(text[tokens[i - 1].end : token.start], i not in same and i - 1 not in same)
        yield Run(token.text, i not in same)


def _runs(pieces: Iterable[Run]) -> list[Run]:
    return [
        Run("".join(piece.text for piece in some), changed) for changed, some in groupby(pieces, lambda p: p.changed)
    ]
