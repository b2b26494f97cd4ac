"""``make compare``: the gold figures that the working tree gets right and another revision did not, and the reverse.

usage: ./dev compare [REVISION or PREDICTIONS.jsonl] [dev|train]     (default: HEAD dev)
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from score import gold
from score.gold import Row

AROUND = 70  # characters of context on each side


def main(against: str = "HEAD", part: str = "dev") -> None:
    """Print each figure won and each lost, in its context."""
    articles = gold.gold_articles(gold.SHARED / "gold" / part)
    with tempfile.TemporaryDirectory() as folder:
        now = _complete(articles, gold.predict(articles.values(), Path(folder) / "now"))
        before = _complete(articles, _other(against, articles, Path(folder)))
    for word, figures in (("won", now - before), ("lost", before - now)):
        print(f"== {word}: {len(figures)}")
        for name, start, end in sorted(figures):
            print(f"  {name}: {_context(articles[name]['text'], start, end)}")
    print(f"complete: {len(before)} before, {len(now)} now")


def _other(against: str, articles: dict[str, Row], folder: Path) -> Path:
    """Return the predictions to compare with: a file of them, or made by the program at a revision."""
    if Path(against).is_file():
        return Path(against)
    tree = folder / "tree"
    git = ["git", "-C", str(gold.ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(tree), against], check=True)
    try:
        return gold.predict(articles.values(), folder / "before", program=tree)
    finally:
        subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def _complete(articles: dict[str, Row], predicted: Path) -> set[tuple[str, int, int]]:
    """Return the gold figures whose value, measure and source are right, each as article id, start and end."""
    rules = _scorer_rules()
    rows = {row["id"]: row for row in map(json.loads, predicted.read_text("utf-8").splitlines())}
    return {
        (name, figure["start"], figure["end"])
        for name, article in articles.items()
        for figure, found in _pairs(article["figures"], rows[name]["figures"])
        if rules.eq(found["low"], figure["low"])
        and rules.eq(found["high"], figure["high"])
        and found["measure"] == figure["measure"]
        and rules.same_source(found["source"], figure["source"])
    }


def _pairs(figures: list[Row], found: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield each gold figure with the found one that shares most of its words."""
    for figure in figures:
        best = max(found, key=lambda f: _overlap(f, figure), default=None)
        if best is not None and _overlap(best, figure) > 0:
            yield figure, best


def _overlap(one: Row, other: Row) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _context(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())


def _scorer_rules() -> Any:
    """Return the shared figure scorer as a module: what counts as the same value and the same source."""
    spec = importlib.util.spec_from_file_location("score_figures", gold.SHARED / "score" / "score_figures.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no figure scorer in {gold.SHARED}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main(*sys.argv[1:])
