"""Many at once on one file: nobody is refused, nobody is kept out, and a backup is a true moment of it."""

import itertools
import os
import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import apsw
import msgspec
import pytest
from msgspec import Struct

from bench.newsroom import newsroom
from saidby.errors import LedgerError
from saidby.ledger import Arrival, Decision, Ledger
from saidby.ledger.log import import_log, write_log
from saidby.pipeline import update
from tests.ledger.build import TEXT, arrival, ledger

MEASURED = "SAIDBY_TOGETHER" in os.environ  # seconds are looked at on a machine that does nothing else
SECONDS = float(os.environ.get("SAIDBY_TOGETHER", "5"))
FLIPS = 500
LOT = 20  # articles at a time, as `saidby add` has it
PAUSE = 0.25  # seconds from one decision of a person to the next: as fast as keys are pressed
KNOWN = 100  # articles that are there from the start
A_SECOND = 150  # articles that one process may add at most
DAYS = 3  # at most
PEOPLE = ("ana", "ben", "cem", "dot")


@pytest.fixture(scope="module")
def arrivals() -> list[Arrival]:
    return [arrival(f"a{n}.txt", TEXT.format(count=n) + f"Another {n + 3} were hurt.\n" * 3) for n in range(2, 42)]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [item.text for item, _ in newsroom(KNOWN + int(2 * A_SECOND * SECONDS * DAYS), seed=7)]


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


class Shift(Struct):
    """What one process did: the seconds that each task took, and those that it worked or waited for the ledger."""

    took: list[float] = []
    worked: float = 0.0


def _bring_in(path: Path | str, texts: Sequence[str], until: float) -> Shift:
    """Read, mark and add, as fast as one process can."""
    shift = Shift()
    with Ledger.open(path) as book:
        for first in range(0, len(texts), LOT):
            if time.monotonic() > until:
                break
            start, cpu = time.monotonic(), time.process_time()
            lot = [arrival(f"{first + n}.txt", text) for n, text in enumerate(texts[first : first + LOT])]
            marking, begun = time.process_time() - cpu, time.monotonic()
            update(book, lot)
            shift.worked += marking + time.monotonic() - begun
            shift.took += [time.monotonic() - start] * len(lot)
    return shift


def _review(path: Path | str, name: str, until: float) -> Shift:
    """Judge one figure after the other."""
    shift = Shift()
    with Ledger.open(path) as book:
        keys = [str(key) for (key,) in book.ask("SELECT key FROM figure ORDER BY key LIMIT 500")]
        for key in itertools.cycle(random.Random(name).sample(keys, len(keys))):
            if time.monotonic() > until:
                break
            start = time.monotonic()
            book.judge([Decision(about="figure", target=key, verb="reject", why=name)], by=name)
            shift.took.append(time.monotonic() - start)
            time.sleep(PAUSE)
    return shift


def _look(path: Path | str, until: float) -> Shift:
    """Search, and look at what is found."""
    shift = Shift()
    with Ledger.open(path) as book:
        while time.monotonic() < until:
            start = time.monotonic()
            assert list(book.search("killed", most=5))
            for (key,) in list(book.ask("SELECT key FROM article LIMIT 5")):
                book.judged_marks(str(key))
            shift.took.append(time.monotonic() - start)
            time.sleep(PAUSE)
    return shift


def _side_by_side(folder: Path, work: Mapping[str, Callable[[], Shift]]) -> dict[str, Shift]:
    """Do each task in a process of its own, all at the same time, and return what each of them did."""

    def told(name: str) -> Callable[[], None]:
        def tell() -> None:
            (folder / name).write_bytes(msgspec.json.encode(work[name]()))

        return tell

    ended = [os.waitpid(number, 0)[1] for number in [_process(told(name)) for name in work]]
    assert ended == [0] * len(work)  # one that was told that the ledger is locked would have ended otherwise
    return {name: msgspec.json.decode((folder / name).read_bytes(), type=Shift) for name in work}


def _alone(place: Path | str, folder: Path, texts: Sequence[str]) -> Shift:
    until = time.monotonic() + SECONDS / 2
    return _side_by_side(folder, {"adder": lambda: _bring_in(place, texts, until)})["adder"]


def _together(place: Path | str, folder: Path, texts: Sequence[str]) -> dict[str, Shift]:
    until = time.monotonic() + SECONDS / 2
    work: dict[str, Callable[[], Shift]] = {"adder": lambda: _bring_in(place, texts, until)}
    work |= {name: lambda name=name: _review(place, name, until) for name in PEOPLE}  # type: ignore[misc]
    work |= {f"reader {n}": lambda: _look(place, until) for n in range(2)}
    return _side_by_side(folder, work)


def _day(place: Path | str, folder: Path, texts: Sequence[str]) -> tuple[float, dict[str, list[float]]]:
    """Return the adder's pace beside others against its pace alone, and what each save took each person.

    Both paces are taken in turns: whatever else the machine does meanwhile slows both.
    """
    part = len(texts) // 4
    lots = [texts[n * part : (n + 1) * part] for n in range(4)]
    alone = [_alone(place, folder, lots[0])]
    beside = [_together(place, folder, lots[1])]
    alone.append(_alone(place, folder, lots[2]))
    beside.append(_together(place, folder, lots[3]))
    shared = [done["adder"] for done in beside]
    pace, own = (sum(len(s.took) for s in some) / sum(s.worked for s in some) for some in (shared, alone))
    return pace / own, {name: [took for done in beside for took in done[name].took] for name in PEOPLE}


def test_one_who_adds_four_who_judge_and_two_who_read_do_not_get_in_each_others_way(
    place: Path | str, tmp_path: Path, texts: list[str]
) -> None:
    with ledger(place) as book:
        update(book, [arrival(f"known-{n}.txt", text) for n, text in enumerate(texts[:KNOWN])])
    counts = dict.fromkeys(PEOPLE, 0)
    days: list[tuple[float, list[float]]] = []
    most = DAYS if MEASURED else 1
    while len(days) < most and not any(map(_is_good, days)):  # a busy machine only ever makes a day worse
        part = texts[KNOWN:][len(days) :: DAYS]
        pace, saves = _day(place, tmp_path, part)
        days.append((pace, sorted(took for each in saves.values() for took in each)))
        for name, took in saves.items():
            counts[name] += len(took)
    assert not MEASURED or any(map(_is_good, days)), [(pace, saves[len(saves) // 20 * -1 :]) for pace, saves in days]
    assert min(counts.values()) * 3 > max(counts.values())  # first come, first served: nobody is kept waiting for long
    with ledger(place) as book:
        assert list(book.verify()) == []
        steps = book.ask("SELECT by_whom, count(*) FROM step GROUP BY by_whom")
        assert {str(name): number for name, number in steps} == counts


def _is_good(day: tuple[float, list[float]]) -> bool:
    """Tell whether adding kept its pace, and whether saves took as long as they may: 95 in 100 of them, and each."""
    pace, saves = day
    return pace >= 0.7 and saves[int(len(saves) * 0.95)] <= 0.1 and saves[-1] <= 1.0


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
