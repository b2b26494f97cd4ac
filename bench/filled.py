"""A ledger as a desk of many months has it: simulated articles with their days and outlets, linked into stories.

usage: python -m bench.filled FILE [--articles N] [--workers N] [--seed S]

One of its stories is told by 300 articles, so that the longest pages are measured too.
"""

import argparse
import heapq
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, islice
from pathlib import Path

from msgspec import structs

from bench.ledger import LOT
from bench.newsroom import Item, newsroom
from bench.newsroom.stories import Story
from bench.newsroom.stream import BEGIN
from bench.newsroom.world import make_world
from saidby.ledger import Arrival, Capture, Ledger
from saidby.pipeline import RULES, mark, read, relink, update

ARTICLES = 17_500  # they have a little more than 100,000 reports
LONG = 300
_LATER = 1_000_000  # a number that no story of the newsroom has
_SPEAKING = 30  # times as many articles on each statement as a story of the newsroom may have
_SHOWN = 1000


class _LongStory(Story):
    """An event that papers keep coming back to."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed, _LATER, BEGIN, make_world(seed), [])
        for statement in [*self.happening.statements] * _SPEAKING:
            self._schedule(statement)
        heapq.heapify(self._jobs)


def long_story(articles: int, seed: int) -> Iterator[Item]:
    """Yield so many articles on one event, in the order in which they appear."""
    return (done.item for _, done in islice(_LongStory(seed).articles(), articles))


def arrival(item: Item) -> Arrival:
    """Return an article with its day, its outlet and its address, as a page would have given them."""
    data = item.text.encode()
    article = structs.replace(
        read(data, name=f"{item.id}.txt"),
        outlet=item.outlet,
        published=item.published[:10],
        published_from="metadata",
        url=item.url,
    )
    marks = mark(article, reader=RULES)
    return Arrival(marks=marks, capture=Capture(data=data, route="url", name=item.id, address=item.url), maker="bench")


def fill(place: Path, articles: int, *, workers: int, seed: int) -> None:
    """Make a ledger of so many articles, and link all its stories."""
    items = chain((item for item, _ in newsroom(articles, seed=seed)), long_story(LONG, seed))
    done = 0
    with Ledger.open(place, create=True) as book, ProcessPoolExecutor(workers) as pool:
        while lot := list(islice(items, LOT * workers)):
            update(book, list(pool.map(arrival, lot)))
            done += len(lot)
            if done % _SHOWN < len(lot):
                print(f"{done:,} articles", file=sys.stderr, flush=True)
        stories = sum(1 for _ in relink(book))
        (reports,) = next(iter(list(book.ask("SELECT count(*) FROM report"))))
        print(f"{done:,} articles, {stories:,} stories, {int(str(reports)):,} reports", file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.filled")
    parser.add_argument("place", type=Path, metavar="FILE")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    fill(asked.place, asked.articles, workers=asked.workers, seed=asked.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
