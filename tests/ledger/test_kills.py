"""Whatever is killed whenever: nothing acknowledged is lost, nothing is doubled, nothing is half there."""

import os
import random
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.newsroom import newsroom
from saidby.ledger import Arrival, Capture, Ledger
from saidby.pipeline import RULES, mark, read, relink, update

KILLS = int(os.environ.get("SAIDBY_KILLS", "200"))
ARTICLES = 300
AT_ONCE = 10


@pytest.fixture(scope="module")
def arrivals() -> list[Arrival]:
    found = []
    for item, _ in newsroom(ARTICLES, seed=5):
        data = item.text.encode()
        marks = mark(read(data, name=f"{item.id}.txt"), reader=RULES)
        found.append(Arrival(marks=marks, capture=Capture(data=data, route="file", name=item.id), maker="saidby test"))
    return found


def test_killing_those_who_add_loses_doubles_and_halves_nothing(tmp_path: Path, arrivals: list[Arrival]) -> None:
    undisturbed, path = tmp_path / "calm.saidby", tmp_path / "it.saidby"
    _add(undisturbed, arrivals)
    chance = random.Random(1)
    killed = round_ = 0
    fingerprints = set()
    while killed < KILLS:
        workers = [_in_a_process(path, part) for part in (arrivals, arrivals[::-1])]
        time.sleep(chance.uniform(0.0, 0.3))
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        killed += sum(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) == -signal.SIGKILL for worker in workers)
        there = _looked_at(path)
        if there == ARTICLES:  # all came in between the kills: look whether all is right, and begin anew
            _add(path, arrivals)
            with Ledger.open(path) as book:
                fingerprints.add(book.fingerprint())
                assert list(book.verify()) == []
            round_ += 1
            path = tmp_path / f"{round_}.saidby"
    _add(path, arrivals)
    with Ledger.open(path) as book, Ledger.open(undisturbed) as calm:
        assert fingerprints | {book.fingerprint()} == {calm.fingerprint()}
        assert list(book.verify()) == []


def _add(path: Path, arrivals: Sequence[Arrival]) -> None:
    with Ledger.open(path, create=True) as book:
        for begin in range(0, len(arrivals), AT_ONCE):
            update(book, arrivals[begin : begin + AT_ONCE])
        for _ in relink(book):
            pass


def _in_a_process(path: Path, arrivals: Sequence[Arrival]) -> int:
    """Begin to add in a process of its own, and return its number."""
    number = os.fork()
    if number == 0:
        try:
            _add(path, arrivals)
        finally:
            os._exit(0)
    return number


def _looked_at(path: Path) -> int:
    """Return how many articles there are, once it is sure that each of them is whole."""
    if not path.exists():
        return 0
    with Ledger.open(path, create=True) as book:
        articles, marked, captured = next(
            book.ask("SELECT count(*), count(marks), (SELECT count(DISTINCT article) FROM capture) FROM article")
        )
        assert articles == marked == captured
        assert next(book.ask("SELECT count(*) FROM article WHERE story IS NULL")) == (0,)
        assert list(book.ask("PRAGMA quick_check")) == [("ok",)]
        assert list(book.ask("PRAGMA foreign_key_check")) == []
        return int(str(articles))
