"""Whatever is killed whenever: nothing acknowledged is lost, nothing is doubled, nothing is half there."""

import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bench.newsroom import newsroom
from saidby.ledger import Arrival, Capture, Ledger
from saidby.pipeline import RULES, mark, read, relink, update
from tests.ledger.server import Server

KILLS = int(os.environ.get("SAIDBY_KILLS", "200"))
ON_A_SERVER = KILLS // 10  # those who add are killed; what the server itself may suffer is in test_postgres
ARTICLES = 300
FEW = 100  # on a server, where each is some times as long on its way
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
    _killed(lambda n: tmp_path / f"{n}.saidby", arrivals, KILLS)


def test_killing_those_who_add_to_a_server_loses_doubles_and_halves_nothing(
    postgres: Server, arrivals: list[Arrival]
) -> None:
    places: dict[int, str] = {}

    def place(n: int) -> str:
        return places.setdefault(n, postgres.schema())

    _killed(place, arrivals[:FEW], ON_A_SERVER)


def _killed(place: Callable[[int], Path | str], arrivals: Sequence[Arrival], kills: int) -> None:
    """Kill so many of those who add, two at a time; hold what there is to a ledger that nobody disturbed (place 0)."""
    _add(place(0), arrivals)
    chance = random.Random(1)
    killed, at = 0, 1
    fingerprints = set()
    while killed < kills:
        workers = [_in_a_process(place(at), part) for part in (arrivals, arrivals[::-1])]
        time.sleep(chance.uniform(0.0, 0.3))
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        killed += sum(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) == -signal.SIGKILL for worker in workers)
        if _looked_at(place(at)) == len(
            arrivals
        ):  # all came in between the kills: see whether all is right, begin anew
            fingerprints.add(_finished(place(at), arrivals))
            at += 1
    fingerprints.add(_finished(place(at), arrivals))
    with Ledger.open(place(0)) as calm:
        assert fingerprints == {calm.fingerprint()}


def _finished(place: Path | str, arrivals: Sequence[Arrival]) -> str:
    """Add what is missing, and return the fingerprint of the whole."""
    _add(place, arrivals)
    with Ledger.open(place) as book:
        assert list(book.verify()) == []
        return book.fingerprint()


def _add(path: Path | str, arrivals: Sequence[Arrival]) -> None:
    with Ledger.open(path, create=True) as book:
        for begin in range(0, len(arrivals), AT_ONCE):
            update(book, arrivals[begin : begin + AT_ONCE])
        for _ in relink(book):
            pass


def _in_a_process(path: Path | str, arrivals: Sequence[Arrival]) -> int:
    """Begin to add in a process of its own, and return its number."""
    number = os.fork()
    if number == 0:
        try:
            _add(path, arrivals)
        finally:
            os._exit(0)
    return number


def _looked_at(place: Path | str) -> int:
    """Return how many articles there are, once it is sure that each of them is whole."""
    if isinstance(place, Path) and not place.exists():
        return 0
    with Ledger.open(place, create=True) as book:
        articles, marked, captured = next(
            book.ask("SELECT count(*), count(marks), (SELECT count(DISTINCT article) FROM capture) FROM article")
        )
        assert articles == marked == captured
        assert next(book.ask("SELECT count(*) FROM article WHERE story IS NULL")) == (0,)
        if isinstance(place, Path):
            assert list(book.ask("PRAGMA quick_check")) == [("ok",)]
            assert list(book.ask("PRAGMA foreign_key_check")) == []
        return int(str(articles))
