"""Styled lines: what every page here is made of. Laid out by width, free of any terminal library."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Literal

from msgspec import Struct

Style = Literal["plain", "heading", "strong", "dim", "source", "figure", "changed", "warning"]


class Piece(Struct, frozen=True):
    """Words in one style."""

    text: str
    style: Style = "plain"


Line = tuple[Piece, ...]
BLANK: Line = ()


def cells(text: str) -> int:
    """Return how many columns ``text`` takes on a terminal."""
    return sum(_cell(c) for c in text)


def _cell(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def clip(text: str, width: int) -> str:
    """Return ``text`` cut to ``width`` columns, with an ellipsis where something was cut."""
    if cells(text) <= width:
        return text
    kept = ""
    for char in text:
        if cells(kept) + _cell(char) > width - 1:
            break
        kept += char
    return kept.rstrip() + "…"


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return ``text`` clipped and padded to exactly ``width`` columns."""
    text = clip(text, width)
    gap = " " * (width - cells(text))
    return gap + text if right else text + gap


def length(line: Line) -> int:
    """Return how many columns a line takes."""
    return sum(cells(piece.text) for piece in line)


def wrap(pieces: Iterable[Piece], width: int, *, indent: int = 0, hanging: int | None = None) -> list[Line]:
    """Break ``pieces`` at spaces into lines of at most ``width`` columns, indented; ``hanging`` from the second on."""
    hanging = indent if hanging is None else hanging
    rows: list[list[Piece]] = [[Piece(" " * indent)]]
    used = indent
    for word in _words(pieces):
        size = length(word)
        fresh = used == (indent if len(rows) == 1 else hanging)
        if not fresh and used + 1 + size > width:
            rows.append([Piece(" " * hanging)])
            used, fresh = hanging, True
        if not fresh:
            joined = word[0].style if rows[-1][-1].style == word[0].style else "plain"
            rows[-1].append(Piece(" ", joined))
        rows[-1] += word
        used += size + (not fresh)
    return [_joined(row) for row in rows]


def _words(pieces: Iterable[Piece]) -> Iterator[Line]:
    """Yield words; one that changes its style in the middle stays one word."""
    word: list[Piece] = []
    for piece in pieces:
        for is_space, chars in groupby(piece.text, key=str.isspace):
            if not is_space:
                word.append(Piece("".join(chars), piece.style))
            elif word:
                yield tuple(word)
                word = []
    if word:
        yield tuple(word)


def _joined(row: Sequence[Piece]) -> Line:
    """Join neighbours of one style, leaving out what is empty."""
    groups = groupby((piece for piece in row if piece.text), key=lambda piece: piece.style)
    return tuple(Piece("".join(p.text for p in group), style) for style, group in groups)


def side_by_side(
    left: Sequence[Line], right: Sequence[Line], *, width: int, indent: int, gap: str = " │ "
) -> list[Line]:
    """Put two columns of lines beside each other; ``width`` is that of the left column."""
    rows: list[Line] = []
    for one, other in zip_longest(left, right, fillvalue=BLANK):
        filling = " " * max(0, width - length(one))
        rows.append((Piece(" " * indent), *one, Piece(filling), Piece(gap, "dim"), *other))
    return rows


def labelled(label: Line, pieces: Iterable[Piece], width: int, *, column: int, indent: int = 0) -> list[Line]:
    """Return ``pieces`` wrapped in a column of their own, ``label`` before the first line of it."""
    body = wrap(pieces, width - column - indent)
    margin = " " * (indent + column)
    gap = " " * max(0, column - length(label))
    return [(Piece(" " * indent), *label, Piece(gap), *body[0]), *((Piece(margin), *line) for line in body[1:])]


def heading(text: str, width: int) -> list[Line]:
    """Return the head of a section, ruled over the whole width."""
    text = clip(text, width - 4)
    return [BLANK, (Piece(text, "heading"), Piece(" " + "─" * max(3, width - cells(text) - 1), "dim"))]


def rest_line(items: Sequence[object], shown: int, noun: str) -> list[Line]:
    """Return a line that says how many items a section leaves out, where it leaves any out."""
    left = len(items) - shown
    more = f"and {left:,} more {noun}, all of them with --format json"
    return [(Piece(f"  {more}", "dim"),)] if left > 0 else []


def plain_text(lines: Iterable[Line]) -> str:
    """Return lines as plain text, each closed by a line end."""
    return "".join("".join(piece.text for piece in line).rstrip() + "\n" for line in lines)
