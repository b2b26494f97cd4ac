"""Trains the weights by which ``saidby.mark.confidence`` says how sure a figure's complete record is.

    python -m training.confidence SHARED          train on gold/train, a fifth held aside; write models/confidence.json
    python -m training.confidence SHARED --show   only say how well calibrated the present weights are

The held-aside fifth neither trains nor calibrates; the development articles do not either.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from saidby.mark.confidence import Weights, facts_of_all
from saidby.pipeline import mark, read
from saidby.serve.score import read_gold
from saidby.serve.score.matching import SCORED_KINDS, match
from saidby.serve.score.names import same_source
from saidby.text import lay_out
from saidby.views.forms import figure_form
from score.gold import TAKEN
from training.split import held_aside

WEIGHTS = Path(__file__).parent.parent / "saidby" / "models" / "confidence.json"
SEEN = 12  # figures in which a fact must occur to be weighed
RIDGE = 40.0  # how strongly weights are held small; the best of five in cross-validation over the training articles
STEPS = 30  # Newton steps: far more than it takes

Row = tuple[list[str], bool]


def examples(folder: Path) -> Iterator[tuple[str, list[Row], int]]:
    """Yield for each gold article its id, the facts of its found figures, each with whether its record is right."""
    for name, gold in read_gold(folder).items():
        given = json.dumps({key: gold.get(key) for key in TAKEN}).encode()
        marks = mark(read(given, name=f"{name}.json"))
        layout = lay_out(marks.article.text, skip=[f.span for f in marks.article.furniture if not f.told])
        found = [figure_form(f, marks.article.text) for f in marks.figures]
        taken = match(found, gold["figures"])
        facts = list(facts_of_all(layout, marks))
        rows = []
        for j, i in taken.items():
            truth, guess = gold["figures"][j], found[i]
            if truth["kind"] in SCORED_KINDS:
                right = (guess["low"], guess["high"], guess["measure"]) == (
                    truth["low"],
                    truth["high"],
                    truth["measure"],
                )
                rows.append((facts[i], right and same_source(guess["source"], truth["source"])))
        yield name, rows, len(rows)


def trained(rows: Sequence[Row]) -> Weights:
    """Return the weights that make these examples most likely, held small by a ridge."""
    counts = Counter(fact for facts, _ in rows for fact in set(facts))
    names = sorted(fact for fact, n in counts.items() if n >= SEEN)
    x, y = _matrix(rows, names), np.array([right for _, right in rows], float)
    w = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 0.01
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (y - p) - ridge * w
        curve = (x.T * (p * (1 - p))) @ x + np.diag(ridge)
        w += np.linalg.solve(curve, slope)
    return Weights(bias=round(float(w[0]), 4), facts={n: round(float(v), 4) for n, v in zip(names, w[1:], strict=True)})


def _matrix(rows: Sequence[Row], names: Sequence[str]) -> "np.ndarray":
    place = {name: k for k, name in enumerate(names, 1)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, 0] = 1
    for n, (facts, _) in enumerate(rows):
        x[n, [place[f] for f in facts if f in place]] = 1
    return x


def probabilities(weights: Weights, rows: Iterable[Row]) -> "np.ndarray":
    """Return the probability of each example under these weights."""
    sums = [weights.bias + sum(weights.facts.get(f, 0.0) for f in set(facts)) for facts, _ in rows]
    return 1 / (1 + np.exp(-np.array(sums)))


def report(name: str, p: "np.ndarray", rows: Sequence[Row]) -> str:
    """Return the expected calibration error over ten equal bins and how many of the surest 60 % are right."""
    y = np.array([right for _, right in rows], float)
    bins = np.minimum((p * 10).astype(int), 9)
    error = sum(
        abs(y[bins == b].mean() - p[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any()
    )
    surest = np.argsort(-p, kind="stable")[: round(len(p) * 0.6)]
    right = f"right {y.mean():.3f}, of the surest 60 % {y[surest].mean():.3f}"
    return f"{name}: {len(rows)} figures, calibration error {error:.3f}, {right}"


def main(shared: Path, *options: str) -> None:
    """Train, say how well it went, and write the weights."""
    train = list(examples(shared / "gold" / "train"))
    own = [rows for name, rows, _ in train if not held_aside(name)]
    aside = [row for name, rows, _ in train if held_aside(name) for row in rows]
    dev = [row for _, rows, _ in examples(shared / "gold" / "dev") for row in rows]
    if "--show" in options:
        weights = msgspec.json.decode(WEIGHTS.read_bytes(), type=Weights)
    else:
        crossed = _cross_validated(own)
        print(report("cross-validated", *crossed))
        weights = trained([row for rows in own for row in rows])
        WEIGHTS.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=1) + b"\n")
    for name, rows in (("held aside", aside), ("dev", dev)):
        print(report(name, probabilities(weights, rows), rows))


def _cross_validated(articles: Sequence[list[Row]]) -> tuple["np.ndarray", list[Row]]:
    found, rows = [], []
    for fold in range(5):
        weights = trained([row for n, article in enumerate(articles) if n % 5 != fold for row in article])
        part = [row for n, article in enumerate(articles) if n % 5 == fold for row in article]
        found.append(probabilities(weights, part))
        rows += part
    return np.concatenate(found), rows


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
