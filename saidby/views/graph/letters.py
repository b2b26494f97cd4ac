"""How wide words are, as far as that can be told without a font; and words cut or broken to fit."""

import unicodedata
from functools import lru_cache
from itertools import accumulate

NAME, SMALL = 13, 12  # sizes of letters
BOLD = 1.08  # bold letters against others
_SLIM = frozenset("iljtfrI.,:;'’‘|!()[] -")
_BROAD = frozenset("mwMW…—%@“”&")


def width_of(text: str, size: int) -> float:
    """Return how many pixels words take at most in the usual fonts, DejaVu being the widest of them."""
    return size * sum(map(_width, text))


@lru_cache(maxsize=4096)
def _width(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if char in _BROAD or unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in _SLIM:
        return 0.4
    return 0.68 if char.isupper() or char.isdigit() else 0.61


def clip(text: str, room: float, size: int) -> str:
    """Return as much of ``text`` as the room takes, with an ellipsis where something is cut."""
    if width_of(text, size) <= room:
        return text
    ends = accumulate(map(_width, text))
    fitting = [n for n, end in enumerate(ends, 1) if size * (end + _width("…")) <= room]
    return text[: max(fitting, default=0)].rstrip() + "…"


def wrap(text: str, room: float, size: int, *, most: int) -> list[str]:
    """Return ``text`` broken at spaces into at most so many lines, the last one clipped."""
    words = text.split()
    lines: list[str] = []
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", size) <= room:
            line += " " + words.pop(0)
        lines.append(clip(line, room, size))
    return [*lines, clip(" ".join(words), room, size)] if words else lines
