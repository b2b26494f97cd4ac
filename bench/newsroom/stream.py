"""Articles of all stories in order of time. Only the open stories are held."""

import heapq
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random

from bench.newsroom.records import Item, Truth
from bench.newsroom.setting import Set
from bench.newsroom.stories import Story
from bench.newsroom.world import make_world

BEGIN = datetime(2027, 1, 4, 5, tzinfo=UTC)
_MOST = 40.0  # stories a day
_GROWTH = 30.0  # days in which one story a day more begins
_REMEMBERED = 60  # numbers of earlier stories, some of which turn up again in later ones
Coming = tuple[datetime, int, Set, Iterator[tuple[datetime, Set]]]


def newsroom(articles: int, *, seed: int = 0) -> Iterator[tuple[Item, Truth]]:
    """Yield so many articles with their truth; the first of many are those of few."""
    for done in islice(_stream(seed), articles):
        yield done.item, done.truth


def _stream(seed: int) -> Iterator[Set]:
    world, dice = make_world(seed), Random(f"{seed}/days")
    numbers: list[float] = []
    coming: list[Coming] = []
    begins, number = BEGIN, 0
    while True:
        while not coming or coming[0][0] >= begins:
            story = Story(seed, number, begins, world, numbers).articles()
            del numbers[:-_REMEMBERED]
            _push(coming, number, story)
            number += 1
            a_day = min(_MOST, 1 + (begins - BEGIN) / timedelta(days=_GROWTH))
            begins += timedelta(days=dice.uniform(0.2, 1.8) / a_day)
        _, own, done, story = heapq.heappop(coming)
        yield done
        _push(coming, own, story)


def _push(coming: list[Coming], number: int, story: Iterator[tuple[datetime, Set]]) -> None:
    """Put the story's next article in its place; a story without one is closed."""
    first = next(story, None)
    if first is not None:
        heapq.heappush(coming, (first[0], number, first[1], story))
