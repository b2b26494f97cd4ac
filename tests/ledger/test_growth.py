"""A ledger that fills: memory and open files stay as they are, and an article costs as much late as early (O3)."""

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from bench.ledger import LOT, Stretch, arrival, kept
from bench.newsroom import newsroom
from saidby.ledger import Arrival, Ledger
from saidby.ledger.store import Row, Store, Value
from tests.ledger.build import ledger

ARTICLES = int(os.environ.get("SAIDBY_ARTICLES", "1600"))
LAST = {"SELECT seq, seal FROM event ORDER BY seq DESC LIMIT 1"}  # which is at one end
FIFTH = ARTICLES // 5


@pytest.fixture(scope="module")
def incoming() -> list[Arrival]:
    return [arrival((item.id, item.text)) for item, _ in newsroom(ARTICLES, seed=3)]


class Counted:
    """Counts what a store is asked and told."""

    def __init__(self, store: Store) -> None:
        self.statements = 0
        self._ask, self._run = store.ask, store.run
        store.ask, store.run = self.ask, self.run  # type: ignore[method-assign]

    def ask(self, question: str, *values: Value) -> Iterator[Row]:
        self.statements += 1
        return self._ask(question, *values)

    def run(self, statement: str, *values: Value) -> None:
        self.statements += 1
        self._run(statement, *values)


def lots(incoming: list[Arrival]) -> Iterator[list[Arrival]]:
    for first in range(0, len(incoming), LOT):
        yield incoming[first : first + LOT]


def test_memory_and_open_files_stay_as_they_are_while_a_ledger_fills(tmp_path: Path, incoming: list[Arrival]) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        stretches: list[Stretch] = list(kept(book, lots(incoming), shown=FIFTH))
        assert list(book.verify()) == []
    warm, last = stretches[1], stretches[-1]
    assert last.megabytes <= 1.1 * warm.megabytes
    assert last.files == warm.files
    with Ledger.open(tmp_path / "it.saidby") as again:
        assert list(again.verify()) == []
        assert again.size()[1] == len({a.marks.article.key for a in incoming})


def test_an_article_asks_the_ledger_as_often_late_as_early(tmp_path: Path, incoming: list[Arrival]) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        counted = Counted(book.store)
        counts = [counted.statements for _ in kept(book, lots(incoming), shown=FIFTH)]
    asked = [after - before for before, after in pairwise([0, *counts])]
    assert asked[-1] <= 1.2 * asked[0], asked


def test_nothing_that_is_asked_for_each_article_looks_through_a_table(tmp_path: Path, incoming: list[Arrival]) -> None:
    asked: set[str] = set()
    with ledger(tmp_path / "it.saidby") as book:
        ask = book.store.ask

        def noted(question: str, *values: Value) -> Iterator[Row]:
            asked.add(question)
            return ask(question, *values)

        book.store.ask = noted  # type: ignore[method-assign]
        for _ in kept(book, lots(incoming[:200])):
            pass
        tables = {str(name) for (name,) in ask("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        for question in asked - LAST:
            steps = [str(row[-1]) for row in ask(f"EXPLAIN QUERY PLAN {question}", *[None] * question.count("?"))]
            assert not [step for step in steps if step.startswith("SCAN") and step.split()[1] in tables], question
