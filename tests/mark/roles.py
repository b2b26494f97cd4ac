"""Reads sentences in which spans are marked: ``[S The ministry] [C said] [X that nine boats had sunk].``"""

import re
from pathlib import Path

_OPENING = re.compile(r"\[([A-Z]) ?")


def unmark(marked: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """Return the plain text and, for each letter, the spans marked with it. A vertical bar is a line end."""
    text = ""
    spans: dict[str, list[tuple[int, int]]] = {}
    opened: list[tuple[str, int]] = []
    i = 0
    while i < len(marked):
        opening = _OPENING.match(marked, i)
        if opening:
            opened.append((opening[1], len(text)))
            i = opening.end()
            continue
        if marked[i] == "]" and opened:
            letter, start = opened.pop()
            spans.setdefault(letter, []).append((start, len(text)))
        else:
            text += "\n" if marked[i] == "|" else marked[i]
        i += 1
    return text, spans


def rows(path: Path) -> list[tuple[str, str]]:
    """Return (reason, marked sentence) for every row of a file: its reason is the comment above it."""
    found, reason = [], ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            reason = line.lstrip("# ")
        elif line.strip():
            found.append((reason, line))
    return found
