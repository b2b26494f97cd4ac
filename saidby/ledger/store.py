"""What a ledger asks of the database that keeps it. One suite of tests holds every store to it."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

Value = str | int | float | bytes | None
Row = tuple[Value, ...]


class Store(Protocol):
    """A database with the tables of ``schema``. In statements, ``?`` stands for a value.

    Databases differ in where they sort what is NULL: a statement that may meet one says it with coalesce.
    """

    @property
    def name(self) -> str:
        """What to call it in messages."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the only right to write; all of what is written inside is kept, or after an exception none of it.

        Inside another ``writing`` it is a part of that one.
        """

    def run(self, statement: str, *values: Value) -> None:
        """Write. Only inside ``writing``."""

    def run_all(self, statement: str, rows: Sequence[Sequence[Value]]) -> None:
        """Write the same statement once for each row. Only inside ``writing``."""

    def ask(self, question: str, *values: Value) -> Iterator[Row]:
        """Yield the rows that answer ``question``, as one moment had them."""

    def search(self, words: str, *, limit: int) -> Iterator[Row]:
        """Yield (article key, snippet) of the articles that have all ``words``, best first; hits stand in ``[...]``."""

    def back_up(self, target: Path) -> None:
        """Write the ledger as it is at one moment into a new file. Raise LedgerError where that is no file's work."""

    def faults(self) -> Iterator[str]:
        """Yield what the database itself finds wrong; nothing where all is sound."""

    def search_statements(self, words: str, *, limit: int) -> Iterator[Row]:
        """Yield (story, statement, snippet) of the statements that have all ``words``, best first."""

    def close(self) -> None:
        """Let go of the database."""
