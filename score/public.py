"""``make score``, second part: the public sets, each by its own page, and whether a score is below its floor.

usage: python -m score.public [SET…]     without one: all
"""

import os
import sys
import tomllib
from collections.abc import Callable

from score import gate, gold, muc, newsquant, pages, reader, recognizers, tempeval

Page = tuple[str, dict[str, float]]


def newsquant_page() -> Page:
    tallies = newsquant.scores()
    return newsquant.show(tallies), {name: tally.f1 for name, tally in tallies.items()}


def recognizers_page() -> Page:
    cases = {"numbers": recognizers.number_cases(), "dates": recognizers.date_cases()}
    page = "\n".join(recognizers.show(name, found) for name, found in cases.items())
    return page, {name: recognizers.agreement(found) for name, found in cases.items()}


def tempeval_page() -> Page:
    tally = tempeval.score()
    return tally.line("dates with their value"), {"value": tally.f1}


def muc_page() -> Page:
    right, wanted = muc.recall(muc.reports())
    return f"counted people killed or wounded: {right} of {wanted} found", {"recall": right / wanted}


PAGES: dict[str, Callable[[], Page]] = {
    "newsquant": newsquant_page,
    "recognizers": recognizers_page,
    "tempeval": tempeval_page,
    "muc": muc_page,
    "reader": reader.scores,
    "pages": pages.scores,
}


def main(*names: str) -> int:
    """Print the pages and each floor with what was reached; return 1 where one was missed."""
    if not (gold.SHARED / "data").is_dir():
        print(f"no public sets in {gold.SHARED}: nothing scored. Set SAIDBY_SHARED to the folder that has them.")
        return int("CI" in os.environ)
    floors = tomllib.loads((gold.ROOT / "score" / "floors.toml").read_text("utf-8")).get("public", {})
    kept = [_kept(name, floors.get(name, {})) for name in names or PAGES]
    return int(not all(kept))


def _kept(name: str, floors: dict[str, float]) -> bool:
    page, scores = PAGES[name]()
    print(f"== {name}\n{page}")
    reached = [gate.at_least(f"{name}: {what}", round(scores[what], 3), floor) for what, floor in floors.items()]
    return all(reached)  # every line is printed, also after one that is low


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
