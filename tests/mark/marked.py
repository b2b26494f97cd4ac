"""Reads sentences in which spans are marked by square brackets."""

import re
from pathlib import Path
from typing import Any

import msgspec

from saidby.records import Span


def unmark(marked: str) -> tuple[str, list[Span]]:
    """Return the sentence without its brackets, and the spans that they held."""
    text, spans = "", []
    for piece in re.split(r"(\[[^\]]*\])", marked):
        if piece.startswith("[") and piece.endswith("]"):
            spans.append(Span(len(text), len(text) + len(piece) - 2))
            text += piece[1:-1]
        else:
            text += piece
    return text, spans


def rows(name: str, table: str) -> list[tuple[dict[str, Any], str]]:
    """Return each text of a table in a TOML file beside this one, with the values of its row."""
    tables = msgspec.toml.decode((Path(__file__).parent / name).read_bytes())
    return [(row, text) for row in tables[table] for text in row["texts"]]
