"""``make score``: what the program reaches on the gold articles, and whether that is below a floor (exit code 1)."""

import os
import sys
import tempfile
import tomllib
from pathlib import Path

from score import gold


def main() -> int:
    """Print the scorers' pages and each floor with what was reached; return 1 where one was missed."""
    if not (gold.SHARED / "gold").is_dir():
        print(f"no gold articles in {gold.SHARED}: nothing scored. Set SAIDBY_SHARED to the folder that has them.")
        return int("CI" in os.environ)
    floors = tomllib.loads((gold.ROOT / "score" / "floors.toml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        dev = score_articles("dev", Path(folder))
        score_articles("train", Path(folder))
        page, seeds = gold.seed_scores(Path(folder) / "seeds")
    print(f"== the seed story\n{page}")
    missed = [not reached(f"dev {name}", dev[name], floor) for name, floor in floors["dev"].items()]
    missed += [not reached(f"seeds: {name}", seeds[name], least) for name, least in floors["seeds"]["least"].items()]
    missed += [not kept(f"seeds: {name}", seeds[name], most) for name, most in floors["seeds"]["most"].items()]
    return int(any(missed))


def score_articles(part: str, folder: Path) -> dict[str, float]:
    """Print the scores on one part of the gold articles and return them by name."""
    where = gold.SHARED / "gold" / part
    predicted = gold.predict(gold.gold_articles(where).values(), folder / part)
    page, scores = gold.figures_scores(where, predicted)
    print(f"== {part}: figures\n{page}")
    if part == "dev":
        print(
            f"== dev: attributions\n{gold.scorer('score_attributions', where.parent / 'attributions.jsonl', predicted)}"
        )
    return scores


def reached(name: str, value: float, floor: float) -> bool:
    """Print a line for something that may not be less than ``floor``; return whether it is not."""
    print(f"{'ok  ' if value >= floor else 'LOW '} {name}: {value:g} (at least {floor:g})")
    return value >= floor


def kept(name: str, value: float, most: float) -> bool:
    """Print a line for something that may not be more than ``most``; return whether it is not."""
    print(f"{'ok  ' if value <= most else 'HIGH'} {name}: {value:g} (at most {most:g})")
    return value <= most


if __name__ == "__main__":
    sys.exit(main())
