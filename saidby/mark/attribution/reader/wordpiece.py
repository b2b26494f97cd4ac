"""Cuts words into the pieces of the model's vocabulary, as BERT's own cutter does."""

import unicodedata
from functools import cache
from pathlib import Path

UNKNOWN, BEGIN, END = 100, 101, 102  # [UNK], [CLS] and [SEP] of the vocabulary
_LONGEST = 100  # characters: no piece is looked for in longer words


class Cutter:
    """Greedy longest match, from the left, in lower case and without accents."""

    def __init__(self, vocabulary: list[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._seen: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """Return the numbers of the pieces of ``word``, never none."""
        found = self._seen.get(word)
        if found is None:
            found = [number for part in _parts(word) for number in self._cut(part)] or [UNKNOWN]
            if len(self._seen) < 100_000:  # what a long run has seen takes no more room than that
                self._seen[word] = found
        return found

    def _cut(self, part: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(part) <= _LONGEST:
            mark = "##" if start else ""
            ends = (end for end in range(len(part), start, -1) if mark + part[start:end] in self._numbers)
            end = next(ends, None)
            if end is None:
                return [UNKNOWN]
            found.append(self._numbers[mark + part[start:end]])
            start = end
        return found or [UNKNOWN]


@cache
def cutter(vocabulary: Path) -> Cutter:
    """Return the cutter with the vocabulary of a file that has one piece a line; read once."""
    return Cutter(vocabulary.read_text("utf-8").split("\n"))


def _parts(word: str) -> list[str]:
    """Return the runs of letters and digits, and each other character by itself."""
    plain = "".join(
        f" {c} " if _alone(c) else c
        for c in unicodedata.normalize("NFD", word)
        if unicodedata.category(c) not in {"Mn", "Cc", "Cf"} and c != "\ufffd"
    )
    return plain.lower().split()


def _alone(c: str) -> bool:
    symbol = c.isascii() and c.isprintable() and not c.isalnum() and c != " "
    return symbol or unicodedata.category(c).startswith("P") or _is_ideograph(c)


def _is_ideograph(c: str) -> bool:
    return (
        "\u4e00" <= c <= "\u9fff"
        or "\u3400" <= c <= "\u4dbf"
        or "\uf900" <= c <= "\ufaff"
        or "\U00020000" <= c <= "\U0002fa1f"
    )
