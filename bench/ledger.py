"""What it costs to keep a simulated newsroom, thousand by thousand: the ledger must not slow down or swell as it fills.

usage: python -m bench.ledger [--articles N] [--workers N] [--seed S] [--at FILE]
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from bench.newsroom import newsroom
from saidby.ledger import Arrival, Capture, Ledger
from saidby.pipeline import RULES, mark, read, relink, update

LOT = 20  # articles in one step of the ledger, as `saidby add` has it
SHOWN = 1000


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


def main() -> int:
    """Print a line for each thousand articles, then what linking all that was touched costs."""
    parser = argparse.ArgumentParser(prog="python -m bench.ledger")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at", type=Path)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(asked.at or Path(folder) / "it.saidby", create=True) as book,
    ):
        kept, spent, keeping, linking = 0, time.monotonic(), 0.0, 0.0
        for lot in arrivals(asked.articles, asked.seed, asked.workers):
            start = time.process_time()
            update(book, lot)
            keeping += time.process_time() - start
            kept += len(lot)
            if kept % SHOWN < len(lot):
                start = time.process_time()
                stories = sum(1 for _ in relink(book))
                linking = time.process_time() - start
                megabytes, files = held()
                size = Path(book.store.name).stat().st_size / 1e6
                print(
                    f"{kept:>7,} articles  kept in {keeping:5.2f} s of processor time, {stories:>4} stories linked in "
                    f"{linking:6.2f} s, {time.monotonic() - spent:6.1f} s in all; holds {megabytes:5.0f} MB, "
                    f"{files} files; the ledger has {size:6.1f} MB",
                    flush=True,
                )
                spent, keeping = time.monotonic(), 0.0
        start = time.process_time()
        flaws = list(book.verify())
        print(f"verified in {time.process_time() - start:.1f} s: {len(flaws)} flaws")
    return bool(flaws)


if __name__ == "__main__":
    sys.exit(main())
