"""Tables as CSV (RFC 4180, UTF-8) and as JSON."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from saidby.views.export.cells import cell_text, json_text, safe_cell
from saidby.views.export.columns import Cell, Column


def csv_lines(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, raw: bool = False, header: bool = True
) -> Iterator[str]:
    """Yield a table line by line, the names of its columns first; ``raw``: cells as they are, for programs alone."""
    types = [column.type for column in columns]
    if header:
        yield _line([column.name for column in columns])
    for row in rows:
        cells = zip(row, types, strict=True)
        yield _line([cell_text(cell) if raw else safe_cell(cell, kind) for cell, kind in cells])


def json_lines(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield a table as a JSON array of objects, one a line."""
    names = [column.name for column in columns]
    before = "["
    for row in rows:
        yield f"{before}\n{json_text(dict(zip(names, row, strict=True)))}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
