"""Promise H1: hostile documents among good ones cost the good ones nothing, and are named."""

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.newsroom import newsroom
from saidby.bulk import Limits, Pool
from saidby.bulk.opening import _Door
from saidby.bulk.pool import _Worker
from saidby.ledger import Ledger
from saidby.ledger.quarantine import bytes_of, quarantined
from saidby.read.documents import Document
from saidby.read.files import gather
from saidby.records import Marks, Problem, Quarantined
from saidby.serve.adding import keeping_away
from saidby.serve.intake import arrival_of
from tests.bulk.hostile import LEAD, hostile

GOOD = 500
LIMITS = Limits(seconds=1.0)  # as many as overrun the ten seconds overrun this one, and the test is over sooner
PROSE = "Police said on Monday that more than 40 people had died in Tulla. " * 60_000
GIGABYTE = 1 << 30


class Watched(Pool):
    """A pool that remembers the most that a process of it held, in bytes, and computed, in seconds."""

    most = 0
    longest = 0.0

    def look(self) -> None:
        workers: list[_Worker | _Door] = [*self._busy, *self._idle, *self._opener._busy]
        for worker in workers:
            self.most = max(self.most, held_at_most(worker))
            self.longest = max(self.longest, computed(worker))


def held_at_most(worker: _Worker | _Door) -> int:
    try:
        status = Path(f"/proc/{worker._process.pid}/status").read_text()
    except (OSError, ValueError):  # it has just gone
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def computed(worker: _Worker | _Door) -> float:
    try:
        row = Path(f"/proc/{worker._process.pid}/stat").read_text().rpartition(")")[2].split()
    except (OSError, ValueError):
        return 0.0
    return (int(row[11]) + int(row[12])) / os.sysconf("SC_CLK_TCK")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with five hundred articles, and hostile files between them."""
    place = tmp_path_factory.mktemp("mixed")
    bad = hostile()
    for number, (item, _) in enumerate(newsroom(GOOD, seed=11)):
        row = {"id": item.id, "text": item.text, "url": item.url, "outlet": item.outlet, "published": item.published}
        (place / f"{number:03}-good.json").write_text(json.dumps(row))
    for number, (name, data) in enumerate(bad.items()):
        (place / f"{number * 5:03}-x-{name}").write_bytes(data)
    return place


def test_of_good_and_bad_documents_the_good_ones_come_in_and_each_bad_one_is_told(folder: Path, tmp_path: Path) -> None:
    told: dict[str, Problem] = {}
    read: dict[str, Marks] = {}

    def arrivals(pool: Pool) -> Iterator[object]:
        for item, outcome in pool.marked(gather([str(folder)], opened=pool.opened)):
            if isinstance(outcome, Problem):
                told[Path(outcome.where).name] = outcome
                yield outcome
            else:
                assert isinstance(item, Document)
                read[Path(item.name).name] = outcome
                yield arrival_of(item, outcome, "saidby test")

    with Ledger.open(tmp_path / "it.saidby", create=True) as book:
        with Watched(2, reader="learned", limits=LIMITS) as pool, looking(pool):
            kept = [one for one in keeping_away(book, arrivals(pool)) if not isinstance(one, Problem)]
        lists = {Path(one.name).name: one for one in quarantined(book.store)}
        whole = {name: bytes_of(book, one.sha256) for name, one in list(lists.items())[:5]}

    assert sum(name.endswith("-good.json") for name in read) == GOOD
    assert not [name for name in told if name.endswith("-good.json")]
    bad = {file.name for file in folder.iterdir()} - {name for name in read if name.endswith("-good.json")}
    unsaid = {name for name in bad if not any(name in where or name.rpartition(".")[0] in where for where in told)}
    assert len(bad) - len(unsaid) >= 80
    assert all(problem.what and problem.do.endswith(".") for problem in told.values())
    # What could be read all the same says what stands in it, and no more.
    assert {figure.low for name in unsaid & set(read) for figure in read[name].figures} <= {12.0}
    assert {name for name, problem in told.items() if isinstance(problem, Quarantined)} <= set(lists)
    assert whole == {name: (folder / name).read_bytes() for name in whole}
    assert {"slow.rss", "slow.rss.gz"} <= {name.partition("-x-")[2] for name in lists}
    assert len(kept) == len(read)
    assert pool.most < GIGABYTE


def looking(pool: Watched) -> "Looking":
    return Looking(pool)


class Looking:
    """Looks at a pool's workers every now and then."""

    def __init__(self, pool: Watched) -> None:
        self._pool, self._over = pool, threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.02):
            self._pool.look()


def test_by_itself_a_document_has_ten_seconds() -> None:
    documents = [Document("long.txt", PROSE.encode()), Document("short.txt", LEAD.encode())]
    with Watched(reader="rules") as pool, looking(pool):
        (_, long), (_, short) = pool.marked(documents)
    assert isinstance(long, Quarantined)
    assert long.what == "took longer than 10 s"
    assert long.data == PROSE.encode()
    assert isinstance(short, Marks)
    assert 8.0 < pool.longest < 12.0  # with what the worker needed to begin
    assert pool.most < GIGABYTE
