"""How time and memory grow with the number of articles, from the first thousand of a simulated newsroom to 64,000.

usage: python -m bench.growth [--most N] [--seed S] [--link]
  --link   link every story, too, from true figures and quotations; else they are only told apart

Articles come one by one, in one process on one core. A line is printed each time that their number has doubled: the
seconds that went into telling stories apart, the pairs of articles that were compared, the articles of the stories that
each arrival has touched (which would be linked anew), and the memory that is held. What the simulator itself takes is
not counted. With --link, a line tells the seconds in which the stories of so many articles are linked.
"""

import argparse
import importlib
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from bench.newsroom import Item, Truth, newsroom
from saidby.link.stories import Signature, Stories, signature
from saidby.pipeline import link
from saidby.records import Article, Marks
from saidby.text import lay_out
from score.gold_marks import gold_marks

FIRST = 1000
_stories = importlib.import_module("saidby.link.stories")


def light_marks(item: Item, truth: Truth) -> Marks:
    """Return the true figures and quotations of an article as marks; nothing is read in its text."""
    article = Article(
        id=item.id,
        key=item.id,
        text=item.text,
        outlet=item.outlet,
        published=item.published[:10],
        published_from="metadata",
        wire=truth.wire,
        url=item.url,
    )
    sentences = tuple(s.span for s in lay_out(item.text).sentences)
    row = msgspec.to_builtins(truth) | {"text": item.text, "url": item.url, "outlet": item.outlet}
    return gold_marks(row, Marks(article=article, sentences=sentences))


def held() -> float:
    """Return the memory that the process holds now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def told_apart(stream: Iterable[tuple[Item, Truth]]) -> tuple[Stories, Iterator[str]]:
    """Return the stories, which fill as the lines are asked for, and a line for each doubling."""
    stories = Stories()
    return stories, _lines(stream, stories)


def _lines(stream: Iterable[tuple[Item, Truth]], stories: Stories) -> Iterator[str]:
    compared, touched, seconds, due = 0, 0, 0.0, FIRST
    begin = held()
    original = _stories.linked

    def counted(one: Signature, other: Signature) -> bool:
        nonlocal compared
        compared += 1
        return bool(original(one, other))

    _stories.linked = counted  # type: ignore[attr-defined]
    for number, (item, truth) in enumerate(stream, 1):
        marks = light_marks(item, truth)
        start = time.process_time()
        changed = stories.add(signature(marks))
        seconds += time.process_time() - start
        touched += _touched(stories, changed)
        if number == due:
            counts = f"{compared:>11,} pairs {touched / number:>6.1f} touched"
            yield f"{number:>7,} {seconds:>8.2f} s {counts} {held() - begin:>7.1f} MB"
            due *= 2
    _stories.linked = original  # type: ignore[attr-defined]


def _touched(stories: Stories, changed: Iterable[Signature]) -> int:
    """Return how many articles are in the stories of these."""
    found: set[str] = set()
    for one in changed:
        if one.id not in found:
            found |= {s.id for s in stories.story_of(one)}
    return len(found)


def linked_stories(stream: Iterable[tuple[Item, Truth]], stories: Stories) -> Iterator[str]:
    """Link each story as soon as its last article has come; yield a line for each doubling."""
    groups = list(stories)
    home = {one.id: n for n, group in enumerate(groups) for one in group}
    waiting: dict[int, list[Marks]] = {}
    done, seconds, due = 0, 0.0, FIRST
    for item, truth in stream:
        story = waiting.setdefault(home[item.id], [])
        story.append(light_marks(item, truth))
        if len(story) < len(groups[home[item.id]]):
            continue
        start = time.process_time()
        link(waiting.pop(home[item.id]))
        seconds += time.process_time() - start
        done += len(story)
        if done >= due:
            yield f"{done:>7,} articles linked in {seconds:>8.2f} s"
            due *= 2


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth")
    parser.add_argument("--most", type=int, default=64000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--link", action="store_true")
    asked = parser.parse_args()
    stories, lines = told_apart(newsroom(asked.most, seed=asked.seed))
    for line in lines:
        print(line, flush=True)
    sizes = sorted((len(story) for story in stories), reverse=True)
    print(f"{len(sizes):,} stories, the largest of {sizes[0]} articles")
    if asked.link:
        for line in linked_stories(newsroom(asked.most, seed=asked.seed), stories):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
