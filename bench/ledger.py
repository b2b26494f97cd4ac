"""What it costs to keep a simulated newsroom, thousand by thousand: the ledger must not slow down or swell as it fills.

usage: python -m bench.ledger [--articles N] [--workers N] [--reviewers N] [--seed S] [--at FILE]

Articles are marked in worker processes and added by one, as `saidby add` does it, while reviewers save decisions beside
it. Then all stories are linked, and the ledger is opened again and verified.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import Event, Process, SimpleQueue
from multiprocessing.synchronize import Event as Signal
from pathlib import Path

from msgspec import Struct

from bench.newsroom import newsroom
from saidby.ledger import Arrival, Capture, Decision, Ledger
from saidby.pipeline import RULES, mark, read, relink, update

LOT = 20  # articles in one step of the ledger, as `saidby add` has it
SHOWN = 1000
PAUSE = 0.25  # seconds from one decision of a reviewer to the next
_SAMPLE = 300  # articles by which the pace of one core is taken


class Stretch(Struct, frozen=True, kw_only=True):
    """What some articles took, and how things stood behind them."""

    articles: int  # so far
    keeping: float  # seconds of processor time
    lasted: float  # seconds
    megabytes: float
    files: int
    ledger: float  # megabytes


def arrival(document: tuple[str, str]) -> Arrival:
    """Return an article of that id and text as it comes in."""
    name, text = document
    data = text.encode()
    marks = mark(read(data, name=f"{name}.txt"), reader=RULES)
    return Arrival(marks=marks, capture=Capture(data=data, route="file", name=name), maker="bench")


def arrivals(articles: int, seed: int, workers: int) -> Iterator[list[Arrival]]:
    """Yield the newsroom's articles, lot by lot, marked in so many processes."""
    items = ((item.id, item.text) for item, _ in newsroom(articles, seed=seed))
    with ProcessPoolExecutor(workers) as pool:
        while lot := list(islice(items, LOT * workers)):
            marked = list(pool.map(arrival, lot))
            yield from (marked[n : n + LOT] for n in range(0, len(marked), LOT))


def held() -> tuple[float, int]:
    """Return the megabytes that this process holds now, and how many files it has open."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6, len(os.listdir("/proc/self/fd"))  # noqa: PTH208


def kept(book: Ledger, lots: Iterator[list[Arrival]], *, shown: int = SHOWN) -> Iterator[Stretch]:
    """Add all that comes, and yield a stretch behind each so many articles."""
    articles, keeping, since = 0, 0.0, time.monotonic()
    for lot in lots:
        start = time.process_time()
        update(book, lot)
        keeping += time.process_time() - start
        articles += len(lot)
        if articles % shown < len(lot):
            megabytes, files = held()
            size = Path(book.store.name).stat().st_size / 1e6
            lasted = time.monotonic() - since
            yield Stretch(
                articles=articles, keeping=keeping, lasted=lasted, megabytes=megabytes, files=files, ledger=size
            )
            keeping, since = 0.0, time.monotonic()


def review(place: Path, name: str, over: Signal, told: "SimpleQueue[list[float]]") -> None:
    """Judge one figure after the other until it is over, then tell what each save took."""
    took: list[float] = []
    dice = random.Random(name)
    with Ledger.open(place) as book:
        while not over.wait(PAUSE):
            last = next(book.ask("SELECT coalesce(max(number), 0) FROM figure"))[0]
            found = book.ask("SELECT key FROM figure WHERE number >= ? LIMIT 1", dice.randint(0, int(str(last))))
            for (key,) in list(found):
                start = time.monotonic()
                book.judge([Decision(about="figure", target=str(key), verb="reject")], by=name)
                took.append(time.monotonic() - start)
    told.put(took)


def pace(seed: int) -> float:
    """Return how many articles one core marks in a second, with nothing kept."""
    documents = [(item.id, item.text) for item, _ in newsroom(_SAMPLE, seed=seed)]
    start = time.process_time()
    for document in documents:
        arrival(document)
    return len(documents) / (time.process_time() - start)


def filled(place: Path, articles: int, seed: int, workers: int, reviewers: int) -> tuple[list[Stretch], list[float]]:
    """Fill a ledger, print each stretch, and return all of them with what each save of the reviewers took."""
    over = Event()
    told: SimpleQueue[list[float]] = SimpleQueue()
    people = [Process(target=review, args=(place, f"reviewer {n}", over, told)) for n in range(reviewers)]
    stretches = []
    with Ledger.open(place, create=True) as book:
        for person in people:
            person.start()
        for stretch in kept(book, arrivals(articles, seed, workers)):
            stretches.append(stretch)
            print(
                f"{stretch.articles:>7,} articles  kept in {stretch.keeping:5.2f} s of processor time, "
                f"{stretch.lasted:6.1f} s in all; holds {stretch.megabytes:5.1f} MB, {stretch.files} files; "
                f"the ledger has {stretch.ledger:6.1f} MB",
                flush=True,
            )
        over.set()
        saves = sorted(took for _ in people for took in told.get())
        for person in people:
            person.join()
        start, begin = time.process_time(), held()[0]
        stories = sum(1 for _ in relink(book))
        print(
            f"{stories:,} stories linked in {time.process_time() - start:.1f} s of processor time; "
            f"holds {held()[0]:.1f} MB, {begin:.1f} before"
        )
    return stretches, saves


def summary(stretches: Sequence[Stretch], saves: Sequence[float], alone: float) -> Iterator[str]:
    """Yield lines: memory and time at the end against those after warm-up, the pace, and what saving took."""
    first, last = stretches[len(stretches) // 5], stretches[-1]
    yield f"memory {last.megabytes / first.megabytes - 1:+.1%} since {first.articles:,} articles"
    yield f"files {first.files} then, {last.files} now"
    yield f"time for as many articles, in all: {last.lasted / stretches[0].lasted:.2f} times that at the start"
    yield f"processor time of keeping: {last.keeping / stretches[0].keeping:.2f} times that at the start"
    whole = last.articles / sum(s.lasted for s in stretches)
    yield f"{whole:.0f} articles a second in all; one core alone marks {alone:.0f}: {whole / alone:.0%}"
    if saves:
        most = saves[int(len(saves) * 0.95)]
        yield f"{len(saves):,} saves: 95 % within {most * 1000:.0f} ms, all within {saves[-1] * 1000:.0f} ms"


def main() -> int:
    """Print a line for each thousand articles, then what linking and verifying all of them costs."""
    parser = argparse.ArgumentParser(prog="python -m bench.ledger")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--reviewers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = asked.at or Path(folder) / "it.saidby"
        alone = pace(asked.seed)
        stretches, saves = filled(place, asked.articles, asked.seed, asked.workers, asked.reviewers)
        for line in summary(stretches, saves, alone):
            print(line)
        start = time.process_time()
        with Ledger.open(place) as book:
            flaws = list(book.verify())
        print(f"opened again and verified in {time.process_time() - start:.1f} s of processor time: {len(flaws)} flaws")
    return bool(flaws)


if __name__ == "__main__":
    sys.exit(main())
