"""``make score``: what the program reaches on the gold articles, and whether that is below a floor (exit code 1).

usage: ./dev score [--write]     --write: put the figures into README.md and docs/accuracy.md
"""

import os
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from score import gold, newsroom
from score.fields import fields_page

NEWSROOM = 300  # simulated articles, and ...
DRIFTING = 600  # ... so many more for the kinds of drift, of which there are few
PAGES = (gold.ROOT / "README.md", gold.ROOT / "docs" / "accuracy.md")
BEGIN, END = "<!-- scores: begin -->\n", "<!-- scores: end -->"
ROWS = {
    "found, F1": "found",
    "bounds right, of those found": "value right",
    "measure right, of those found": "measure right",
    "source right, of those found": "source right",
    "complete, F1": "complete",
}
Scores = dict[str, float]


def main(*options: str) -> int:
    """Print the scorers' pages and each floor with what was reached; return 1 where one was missed."""
    if not (gold.SHARED / "gold").is_dir():
        print(f"no gold articles in {gold.SHARED}: nothing scored. Set SAIDBY_SHARED to the folder that has them.")
        return int("CI" in os.environ)
    floors = tomllib.loads((gold.ROOT / "score" / "floors.toml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        train, dev = (score_articles(part, Path(folder)) for part in ("train", "dev"))
        page, seeds = gold.seed_scores(Path(folder) / "seeds")
    print(f"== the seed story\n{page}")
    kept = [at_least(f"dev {name}", dev[name], floor) for name, floor in floors["dev"]["least"].items()]
    kept += [at_most(f"dev {name}", dev[name], most) for name, most in floors["dev"]["most"].items()]
    kept += [at_least(f"seeds: {name}", seeds[name], least) for name, least in floors["seeds"]["least"].items()]
    kept += [at_most(f"seeds: {name}", seeds[name], most) for name, most in floors["seeds"]["most"].items()]
    kept += newsroom_kept(floors["newsroom"])
    kept += drift_kept(floors["newsroom"]["drift"])
    kept += [up_to_date(path, table(dev, train), write="--write" in options) for path in PAGES]
    return int(not all(kept))


def newsroom_kept(floors: Mapping[str, Mapping[str, float]]) -> list[bool]:
    """Print each floor for a small simulated newsroom with what was reached; return which of them hold."""
    world = newsroom.simulate(NEWSROOM, seed=5)
    items = list(world.items.values())
    told = {
        "true": newsroom.measure(world, [newsroom.true_marks(item, world.truths[item.id]) for item in items]),
        "own": newsroom.measure(world, [newsroom.own_marks(item) for item in items]),
    }
    reached = {f"{marks} {name}": rate for marks, r in told.items() for name, rate in newsroom.rates(r).items()}
    kept = [at_least(f"newsroom, {name}", reached[name], floor) for name, floor in floors["least"].items()]
    return kept + [at_most(f"newsroom, {name}", reached[name], most) for name, most in floors["most"].items()]


def drift_kept(floors: Mapping[str, float]) -> list[bool]:
    """Print the floor of each kind of drift, from the true marks of more articles, with what was reached."""
    world = newsroom.simulate(DRIFTING, seed=1)
    marks = [newsroom.true_marks(item, world.truths[item.id]) for item in world.items.values()]
    reached = newsroom.drift_rates(newsroom.measure(world, marks))
    return [at_least(f"newsroom, drift: {kind}", reached.get(kind, 0.0), floor) for kind, floor in floors.items()]


def score_articles(part: str, folder: Path) -> Scores:
    """Print the scores on one part of the gold articles and return them by name."""
    where = gold.SHARED / "gold" / part
    predicted = gold.predict(gold.gold_articles(where).values(), folder / part)
    page, scores = gold.figures_scores(where, predicted)
    print(f"== {part}: figures\n{page}== {part}: unit, whom and place (no floor)\n{fields_page(where, predicted)}")
    if part == "dev":
        attributions = gold.scorer("score_attributions", where.parent / "attributions.jsonl", predicted)
        print(f"== {part}: attributions\n{attributions}")
    return scores


def at_least(name: str, value: float, floor: float) -> bool:
    """Print a line for what may not be less than ``floor``; return whether that holds."""
    print(f"{'ok  ' if value >= floor else 'LOW '} {name}: {value:g} (at least {floor:g})")
    return value >= floor


def at_most(name: str, value: float, most: float) -> bool:
    """Print a line for what may not be more than ``most``; return whether that holds."""
    print(f"{'ok  ' if value <= most else 'HIGH'} {name}: {value:g} (at most {most:g})")
    return value <= most


# --- the table in the documentation -----------------------------------------------------------------------------


def table(dev: Scores, train: Scores) -> str:
    """Return the scores as the table that README and docs show."""
    head = f"| | dev ({_size(dev)}) | train ({_size(train)}) |\n| --- | --- | --- |\n"
    return head + "".join(f"| {name} | {dev[key]:.3f} | {train[key]:.3f} |\n" for name, key in ROWS.items())


def _size(scores: Scores) -> str:
    return f"{scores['articles']:,.0f} articles, {scores['figures']:,.0f} figures"


def up_to_date(path: Path, scores: str, *, write: bool) -> bool:
    """Return whether the page shows these scores; with ``write`` it does so afterwards."""
    before, begin, rest = path.read_text("utf-8").partition(BEGIN)
    shown, end, after = rest.partition(END)
    if write:
        path.write_text(before + begin + scores + end + after, "utf-8")
    current = write or shown == scores
    print(
        f"{'ok  ' if current else 'OLD '} {path.name} shows these scores" + ("" if current else ": ./dev score --write")
    )
    return current


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
