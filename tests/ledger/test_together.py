"""Many at once on one file: nobody is refused, nobody is kept out, and a backup is a true moment of it."""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from saidby.errors import LedgerError
from saidby.ledger import Arrival, Decision, Ledger
from saidby.ledger.log import import_log, write_log
from saidby.pipeline import update
from tests.ledger.build import TEXT, arrival, ledger

SECONDS = float(os.environ.get("SAIDBY_TOGETHER", "5"))
FLIPS = 500


@pytest.fixture(scope="module")
def arrivals() -> list[Arrival]:
    return [arrival(f"a{n}.txt", TEXT.format(count=n) + f"Another {n + 3} were hurt.\n" * 3) for n in range(2, 42)]


def _process(work: Callable[[], None]) -> int:
    """Do some work in a process of its own, which ends with 0 if nothing went wrong; return its number."""
    number = os.fork()
    if number == 0:
        ended = 1
        try:
            work()
            ended = 0
        finally:
            os._exit(ended)
    return number


def _fill(path: Path | str, arrivals: list[Arrival], until: float) -> None:
    """Add without pause: captures of the same articles at ever new addresses."""
    with Ledger.open(path) as book:
        number = 0
        while time.monotonic() < until:
            number += 1
            lot = [
                arrival(a.capture.name, a.marks.article.text, address=f"https://x.example/{number}/{n}")
                for n, a in enumerate(arrivals[:3])
            ]
            update(book, lot)


def _review(path: Path | str, name: str, until: float) -> None:
    with Ledger.open(path) as book:
        number = 0
        while time.monotonic() < until:
            number += 1
            book.judge([Decision(about="figure", target=f"{name} {number}", verb="reject")], by=name)
            time.sleep(0.02)


def _look(path: Path | str, until: float) -> None:
    with Ledger.open(path) as book:
        while time.monotonic() < until:
            assert list(book.search("killed", most=5))
            for key, _ in list(book.ask("SELECT key, id FROM article LIMIT 5")):
                book.judged_marks(str(key))


def test_one_who_adds_four_who_judge_and_two_who_read_do_not_get_in_each_others_way(
    place: Path | str, arrivals: list[Arrival]
) -> None:
    path = place
    with ledger(path) as book:
        update(book, arrivals)
    until = time.monotonic() + SECONDS
    people = ("ana", "ben", "cem", "dot")
    work: list[Callable[[], None]] = [lambda: _fill(path, arrivals, until)]
    work += [lambda name=name: _review(path, name, until) for name in people]  # type: ignore[misc]
    work += [lambda: _look(path, until)] * 2
    ended = [os.waitpid(number, 0)[1] for number in list(map(_process, work))]
    assert ended == [0] * len(work)
    with ledger(path) as book:
        assert list(book.verify()) == []
        done = {str(by): int(str(n)) for by, n in book.ask("SELECT by_whom, count(*) FROM step GROUP BY by_whom")}
        captures = next(book.ask("SELECT count(*) FROM capture"))[0]
        assert int(str(captures)) > len(arrivals)
        assert set(done) == set(people)
        assert min(done.values()) * 3 > max(done.values())  # first come, first served: nobody is kept waiting for long


def test_a_backup_under_load_is_the_ledger_as_it_was_at_one_moment(tmp_path: Path, arrivals: list[Arrival]) -> None:
    path = tmp_path / "it.saidby"
    with ledger(path) as book:
        update(book, arrivals[:5])
    until = time.monotonic() + SECONDS
    busy = _process(lambda: _fill(path, arrivals, until))
    with Ledger.open(path) as book:
        for number in range(20):
            book.back_up(tmp_path / f"copy-{number}.saidby")
            time.sleep(SECONDS / 40)
    assert os.waitpid(busy, 0)[1] == 0
    with Ledger.open(path) as book:
        seals = [event.seal for event in book.events()]
    lengths = []
    for number in range(20):
        with Ledger.open(tmp_path / f"copy-{number}.saidby") as copy:
            found = [event.seal for event in copy.events()]
            assert found == seals[: len(found)]
            assert list(copy.verify()) == []
            lengths.append(len(found))
    assert lengths == sorted(lengths)


def test_a_log_written_under_load_is_the_ledger_as_it_was_at_one_moment(
    place: Path | str, tmp_path: Path, arrivals: list[Arrival]
) -> None:
    with ledger(place) as book:
        update(book, arrivals[:5])
    until = time.monotonic() + SECONDS / 2
    busy = _process(lambda: _fill(place, arrivals, until))
    logs = []
    with Ledger.open(place) as book:
        for _ in range(5):
            logs.append(list(write_log(book)))
            time.sleep(SECONDS / 20)
    assert os.waitpid(busy, 0)[1] == 0
    with Ledger.open(place) as book:
        seals = [event.seal for event in book.events()]
    lengths = []
    for number, log in enumerate(logs):
        with ledger(tmp_path / f"copy-{number}.saidby") as copy:
            import_log(copy, log, name="log")
            found = [event.seal for event in copy.events()]
            assert found == seals[: len(found)]
            assert list(copy.verify()) == []
            lengths.append(len(found))
    assert lengths == sorted(set(lengths))


def test_each_byte_that_is_altered_in_what_was_kept_is_found(tmp_path: Path, arrivals: list[Arrival]) -> None:
    path = tmp_path / "it.saidby"
    with ledger(path) as book:
        update(book, arrivals)
        kept = {str(sha256): data for sha256, data in book.ask("SELECT sha256, packed FROM content ORDER BY sha256")}
    behind = apsw.Connection(str(path))
    behind.execute("DROP TRIGGER content_never_update")
    chance = random.Random(1)
    with Ledger.open(path) as book:
        for _ in range(FLIPS):
            sha256 = chance.choice(list(kept))
            data = kept[sha256]
            assert isinstance(data, bytes)
            flipped = bytearray(data)
            flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            put = "UPDATE content SET packed = ? WHERE sha256 = ?"
            behind.execute(put, (bytes(flipped), sha256))
            with pytest.raises(LedgerError, match=sha256[:12]):
                book.content(sha256)
            behind.execute(put, (data, sha256))
        assert list(book.verify()) == []
    behind.close()
