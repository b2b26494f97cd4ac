"""Which articles the program puts together: on the simulated newsroom, on annotated articles, and on a real crowd.

usage: python -m score.stories [--articles N ...] [--seed S] [--real] [--errors]

``stories.toml`` has which of the annotated articles a reader takes for one story; all others stand alone.
"""

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct, structs

from bench.growth import light_marks
from bench.newsroom import newsroom
from saidby.link.stories import Stories, signature
from saidby.pipeline import read
from saidby.records import Marks
from score import gold, provenance
from score.gold_marks import gold_marks

FILE = gold.ROOT / "score" / "stories.toml"
Groups = list[list[str]]


class Agreement(Struct, frozen=True, kw_only=True):
    """How well groups agree with the truth: B-cubed (Bagga and Baldwin 1998), which its extended form is for these."""

    precision: float
    recall: float
    found: int
    true: int

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        b3 = f"B3 P {self.precision:.4f} R {self.recall:.4f} F1 {self.f1:.4f}"
        return f"{b3}, {self.found:,} stories of {self.true:,}"


def agreement(groups: Groups, truth: Mapping[str, str]) -> Agreement:
    """Return how well the groups agree with the story that each article is truly of."""
    items = [one for group in groups for one in group]
    sizes = Counter(truth[one] for one in items)
    precision = recall = 0.0
    for group in groups:
        for story, count in Counter(truth[one] for one in group).items():
            precision += count * count / len(group)
            recall += count * count / sizes[story]
    n = max(1, len(items))
    return Agreement(precision=precision / n, recall=recall / n, found=len(groups), true=len(sizes))


def grouped(marks: Iterable[Marks]) -> Groups:
    """Return the ids of the articles of each story."""
    return [[one.id for one in story] for story in Stories(map(signature, marks))]


def simulated(articles: int, seed: int) -> tuple[Groups, dict[str, str]]:
    """Return what is found in a simulated newsroom, from true figures and quotations, and the truth."""
    truth: dict[str, str] = {}
    stories = Stories()
    for item, told in newsroom(articles, seed=seed):
        truth[item.id] = told.story
        article = read(msgspec.json.encode(item), name=f"{item.id}.json")
        stories.add(signature(structs.replace(light_marks(item, told), article=article)))
    return [[one.id for one in story] for story in stories], truth


def annotated() -> tuple[Groups, dict[str, str]]:
    """Return what is found among the annotated articles, from their true figures and quotations, and the truth."""
    folder = gold.SHARED / "gold"
    rows = gold.gold_articles(folder / "dev") | gold.gold_articles(folder / "train")
    return grouped(gold_marks(row, _unmarked(row)) for row in rows.values()), told_by_reader(rows)


def crowd() -> tuple[Groups, dict[str, str]]:
    """Return what is found among all that some outlets ran on three stories, and of which story each article is."""
    rows = [row for story in provenance.STORIES for row in provenance.articles(story)]
    return grouped(map(provenance.marked, rows)), {row["id"]: row["id"].partition("-")[0] for row in rows}


def _unmarked(row: gold.Row) -> Marks:
    given = {name: row.get(name) for name in gold.TAKEN}
    return Marks(article=read(msgspec.json.encode(given), name=f"{row['id']}.json"))


def told_by_reader(ids: Iterable[str]) -> dict[str, str]:
    """Return the story of each article: that of ``stories.toml``, or its own."""
    labelled = tomllib.loads(FILE.read_text("utf-8"))
    return {id_: id_ for id_ in ids} | {id_: name for name, members in labelled.items() for id_ in members}


def mistakes(groups: Groups, truth: Mapping[str, str]) -> list[str]:
    """Return a line for each story that is mixed and for each that fell apart."""
    homes: dict[str, list[int]] = {}
    for group in groups:
        for story in dict.fromkeys(truth[one] for one in group):
            homes.setdefault(story, []).append(sum(truth[one] == story for one in group))
    mixed = [Counter(truth[one] for one in group) for group in groups]
    found = [f"mixed: {', '.join(f'{story} ({n})' for story, n in m.most_common(5))}" for m in mixed if len(m) > 1]
    return found + [
        f"fallen apart: {story} {sorted(parts, reverse=True)[:12]}" for story, parts in homes.items() if len(parts) > 1
    ]


def main() -> int:
    """Print a line for each collection of articles."""
    parser = argparse.ArgumentParser(prog="python -m score.stories")
    parser.add_argument("--articles", type=int, nargs="*", default=[1500, 10000], help="of the simulated newsroom")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real", action="store_true", help="the three real stories, too: some minutes")
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    results = [(f"simulated, {n:,} articles", simulated(n, asked.seed)) for n in asked.articles]
    if (gold.SHARED / "gold").is_dir():
        results.append(("annotated articles", annotated()))
        results += [("three real stories", crowd())] if asked.real else []
    for name, (groups, truth) in results:
        print(f"{name}: {agreement(groups, truth)}")
        for line in mistakes(groups, truth) if asked.errors else ():
            print(f"  {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
