"""Cells as text: exactly, for programs, or so that no spreadsheet or terminal takes a cell for a command.

The safe form can be undone: first each backslash sequence is turned back (two are a backslash, ``uXXXX`` behind one is
the character of that number), then each apostrophe taken away that stands first in the cell or right behind a
semicolon, tab or line end. Lists are JSON in either form, and need no undoing.
"""

import json
import re

from saidby.views.export.columns import Cell, Type

# What a spreadsheet takes for the beginning of a formula; full-width signs are narrowed by some.
_FORMULA = "=+\\-@＝＋－＠"
# Where a program that splits cells at other signs than commas sees a new cell begin.
_FIRST = re.compile(rf"^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=[^\S\r\n]*['{_FORMULA}])")
_UNDO = re.compile(r"(^|(?<=[;\t\r\n]))'")
# Characters that steer a terminal, end a text early or turn the direction of writing, and the sign that tells of them.
_STEERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\\]")
# What would end a script element early or a line. Outside of its strings JSON has none of it.
_IN_JSON = re.compile(r"[<>&\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_IN_LIST = re.compile(rf"(?<=;)([^\S\r\n]*)([{_FORMULA}])")
_SEQUENCE = re.compile(r"\\(\\|u[0-9a-f]{4})")
_PLAIN: frozenset[Type] = frozenset({"integer", "number", "boolean"})


def cell_text(cell: Cell) -> str:
    """Return a cell as text: nothing for none, whole numbers without a point, lists as JSON."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return json_text(cell) if isinstance(cell, tuple) else str(cell)


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return a value as JSON that may stand in a page's script element, in a log or on a terminal."""
    return _IN_JSON.sub(lambda found: _number(found[0]), json.dumps(value, ensure_ascii=False, indent=indent))


def safe(text: str) -> str:
    """Return text that nothing takes for a formula or for a command to a terminal; ``unsafe`` undoes it."""
    return _STEERING.sub(_told, _FIRST.sub("'", text))


def unsafe(text: str) -> str:
    """Return the text of which ``safe`` made this one."""
    return _UNDO.sub("", _SEQUENCE.sub(_meant, text))


def safe_cell(cell: Cell, kind: Type) -> str:
    """Return a cell as safe text; numbers are safe as they are."""
    text = cell_text(cell)
    if kind == "list":
        return _IN_LIST.sub(lambda found: found[1] + _number(found[2]), text)
    return text if kind in _PLAIN else safe(text)


def _told(found: re.Match[str]) -> str:
    return "\\\\" if found[0] == "\\" else _number(found[0])


def _number(char: str) -> str:
    return f"\\u{ord(char):04x}"


def _meant(found: re.Match[str]) -> str:
    return "\\" if found[1] == "\\" else chr(int(found[1][1:], 16))
