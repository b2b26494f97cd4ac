"""Tables as Parquet, by Polars, which the extra ``saidby[parquet]`` brings. Cells are exact: it is for programs."""

import importlib
import io
from collections.abc import Iterable, Sequence
from typing import Any

from saidby.errors import SaidbyError
from saidby.views.export.columns import Cell, Column, Type

_MISSING = 'Parquet needs Polars, which is not installed. Install it with: pip install "saidby[parquet]"'


def parquet_bytes(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as the bytes of a Parquet file. Raise SaidbyError where Polars is not installed.

    Numbers are 64 bits wide, lists are lists; days are words, as they may lack a day, a month or a year.
    """
    polars = engine()
    types: dict[Type, Any] = {
        "integer": polars.Int64,
        "number": polars.Float64,
        "boolean": polars.Boolean,
        "list": polars.List(polars.String),
    }
    schema = {column.name: types.get(column.type, polars.String) for column in columns}
    file = io.BytesIO()
    polars.DataFrame(list(rows), schema=schema, orient="row").write_parquet(file, compression="zstd")
    return file.getvalue()


def engine() -> Any:
    """Return Polars, imported no sooner than it is needed. Raise SaidbyError, naming the extra, where it is missing."""
    try:
        return importlib.import_module("polars")
    except ModuleNotFoundError as error:
        raise SaidbyError(_MISSING) from error
