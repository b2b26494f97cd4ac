"""Power loss and failing disks: what was acknowledged is there afterwards, whole, and nothing is ever half there."""

import os
import random
from pathlib import Path

import apsw
import pytest

from saidby.errors import LedgerError
from saidby.ledger import Arrival, Ledger
from tests.ledger.build import TEXT, arrival, ledger
from tests.ledger.disks import Fault, Platter, disk

SEEDS = int(os.environ.get("SAIDBY_POWER_LOSSES", "500"))
CUTS = 25  # power losses that one run is cut at


@pytest.fixture(scope="module")
def arrivals() -> list[Arrival]:
    return [arrival(f"a{count}.txt", TEXT.format(count=count) * (1 + count % 3 * 20)) for count in range(2, 10)]


def test_power_loss_loses_nothing_acknowledged_and_spoils_nothing(tmp_path: Path, arrivals: list[Arrival]) -> None:
    lost = cut = 0
    for seed in range(SEEDS // CUTS):
        chance = random.Random(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        with disk() as platter:
            moments = _run(folder / "it.saidby", platter, arrivals, chance)
        for number, (files, acknowledged) in enumerate(moments):
            cut += 1
            place = folder / f"after-{number}"
            place.mkdir()
            for name, data in files.items():
                if not name.endswith(("-shm", "-turn")):
                    (place / name).write_bytes(data)
            with disk(), ledger(place / "it.saidby") as book:
                assert list(book.verify()) == []
                there = {str(key) for (key,) in book.ask("SELECT key FROM article WHERE marks IS NOT NULL")}
                lost += len(acknowledged - there)
    assert cut >= SEEDS
    assert lost == 0


def _run(
    path: Path, platter: Platter, arrivals: list[Arrival], chance: random.Random
) -> list[tuple[dict[str, bytes], set[str]]]:
    """Keep all arrivals, and return what the disk would hold had the power gone at moments chosen by chance."""
    moments: list[tuple[dict[str, bytes], set[str]]] = []
    acknowledged: set[str] = set()

    def watched(write: object) -> object:
        def then(*given: object) -> object:
            done = write(*given)  # type: ignore[operator]
            if len(moments) < CUTS and chance.random() < 0.4:
                moments.append((platter.after_power_loss(chance), set(acknowledged)))
            return done

        return then

    with ledger(path) as book:
        platter.write, platter.sync = watched(platter.write), watched(platter.sync)  # type: ignore[assignment,method-assign]
        for each in arrivals:
            acknowledged.update(kept.key for kept in book.keep([each]))
    while len(moments) < CUTS:
        moments.append((platter.after_power_loss(chance), set(acknowledged)))
    return moments


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # SQLite asks nobody when it unlocks
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("error", [apsw.IOError, apsw.FullError])
def test_a_disk_that_refuses_leaves_the_old_or_the_new_state(
    tmp_path: Path, arrivals: list[Arrival], error: type[apsw.Error], *, lasting: bool
) -> None:
    refused = 0
    for nth in range(1, 10_000):
        path = tmp_path / f"{nth}.saidby"
        fault = Fault(nth, lasting=lasting, error=error)
        acknowledged, said = _attempt(path, arrivals, fault)
        with disk(), ledger(path) as book:  # a sound one again, and as quick
            assert list(book.verify()) == []
            articles, marked = next(book.ask("SELECT count(*), count(marks) FROM article"))
            assert articles == marked
            assert articles in {acknowledged, acknowledged + 1}  # the last may be there though nobody could say so
        if fault.seen < nth:
            break
        if said is not None:
            refused += 1
            assert path.name in said
    assert refused >= 300


def _attempt(path: Path, arrivals: list[Arrival], fault: Fault) -> tuple[int, str | None]:
    """Keep the arrivals one by one on a failing disk; return how many were acknowledged, and what was said."""
    acknowledged = 0
    with disk(fault):
        try:
            with ledger(path) as book:
                for each in arrivals:
                    acknowledged += len(book.keep([each]))
        except LedgerError as refusal:
            return acknowledged, str(refusal)
    return acknowledged, None


def test_a_full_disk_is_called_full(tmp_path: Path, arrivals: list[Arrival]) -> None:
    with Ledger.open(tmp_path / "it.saidby", create=True) as book:
        book.keep(arrivals[:1])
    with disk(Fault(1, lasting=True, error=apsw.FullError)), pytest.raises(LedgerError, match=r"disk is full|SQLite"):
        Ledger.open(tmp_path / "it.saidby").keep(arrivals[1:])
