"""Trains the weights by which ``saidby.mark.confidence`` says how sure a figure's complete record is.

    python -m training.confidence SHARED          train on gold/train, a fifth held aside; write models/confidence.json
    python -m training.confidence SHARED --show   only say how well calibrated the present weights are

The held-aside fifth neither trains nor calibrates; the development articles do not either. Every article is read twice,
with the learned reader and by the rules alone. What the reader has learnt from it knows better than any new article:
such a reading counts less, so that the fifth on which the reader was not trained says most of how often it is right.
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from saidby.lexicon import load_lexicon
from saidby.mark.confidence import Weights, facts_of_all, probability
from saidby.pipeline import READER, RULES
from saidby.text import lay_out
from score.confidence import Judged, judged, line, marked
from score.gold import Row, gold_articles
from training.split import held_aside, lent_to_calibration

WEIGHTS = Path(__file__).parent.parent / "saidby" / "models" / "confidence.json"
SEEN = 12  # figures in which a fact must occur to be weighed
RIDGE = 12.5  # how strongly weights are held small
STEPS = 30  # Newton steps: far more than it takes
FOLDS = 10
CROWD = 0.75  # an article of n figures counts as n ** (1 - CROWD): what goes wrong in one goes wrong many times
# What a reading counts by who read, where the reader was not trained on the article and where it was.
COUNTS = {READER: (1.0, 0.25), RULES: (0.5, 0.25)}

Numbers = NDArray[np.float64]


class Example(Struct, frozen=True):
    """A found figure: what is true of it, and whether its complete record is right."""

    facts: tuple[str, ...]
    right: bool
    counts: float


class Reading(Struct, frozen=True):
    """The found figures of one article, as one reader read it."""

    article: str
    story: str
    reader: str
    examples: tuple[Example, ...]


def readings(folder: Path, *, readers: Sequence[str], dev: bool = False) -> Iterator[Reading]:
    """Yield what each reader makes of each gold article of a folder."""
    for name, row in gold_articles(folder).items():
        for reader in readers:
            known = not dev and not held_aside(name) and not lent_to_calibration(name)
            examples = tuple(_examples(row, reader, COUNTS[reader][known]))
            yield Reading(name, row.get("story") or name, reader, examples)


def _examples(row: Row, reader: str, counts: float) -> Iterator[Example]:
    marks = marked(row, reader=reader)
    layout = lay_out(marks.article.text, skip=[f.span for f in marks.article.furniture if not f.told])
    facts = list(facts_of_all(layout, marks, load_lexicon()))
    found = list(judged(row, marks))
    for i, right in found:
        yield Example(tuple(facts[i]), right, counts * len(found) ** -CROWD)


def trained(examples: Sequence[Example]) -> Weights:
    """Return the weights that make these examples most likely, held small by a ridge."""
    seen = Counter(fact for example in examples for fact in example.facts)
    names = sorted(fact for fact, n in seen.items() if n >= SEEN)
    x, y = _matrix(examples, names), np.array([example.right for example in examples], float)
    counts = np.array([example.counts for example in examples])
    counts *= len(counts) / counts.sum()
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 0.01
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (counts * (y - p)) - ridge * w
        curve = (x.T * (counts * p * (1 - p))) @ x + np.diag(ridge)
        w += np.linalg.solve(curve, slope)
    return Weights(bias=round(float(w[0]), 4), facts={n: round(float(v), 4) for n, v in zip(names, w[1:], strict=True)})


def _matrix(examples: Sequence[Example], names: Sequence[str]) -> Numbers:
    place = {name: k for k, name in enumerate(names, 1)}
    x = np.zeros((len(examples), len(names) + 1))
    x[:, 0] = 1
    for row, example in enumerate(examples):
        x[row, [place[fact] for fact in example.facts if fact in place]] = 1
    return x


def weighed(weights: Weights, parts: Sequence[Reading]) -> list[Judged]:
    """Return each example with its confidence under these weights."""
    return [(probability(e.facts, weights), e.right) for part in parts for e in part.examples]


def cross_validated(parts: Sequence[Reading]) -> dict[str, list[Judged]]:
    """Return by article what weights say of it that were trained without its story, with the reader only."""
    found: dict[str, list[Judged]] = {}
    for fold in range(FOLDS):
        weights = trained([e for part in parts if _fold(part.story) != fold for e in part.examples])
        own = [part for part in parts if _fold(part.story) == fold and part.reader == READER]
        found |= {part.article: weighed(weights, [part]) for part in own}
    return found


def _fold(story: str) -> int:
    return int(hashlib.sha256(story.encode()).hexdigest(), 16) % FOLDS


def main(shared: Path, *options: str) -> None:
    """Train, say how well it went, and write the weights."""
    train = list(readings(shared / "gold" / "train", readers=(READER, RULES)))
    dev = list(readings(shared / "gold" / "dev", readers=(READER, RULES), dev=True))
    own = [part for part in train if not held_aside(part.article)]
    if "--show" in options:
        weights = msgspec.json.decode(WEIGHTS.read_bytes(), type=Weights)
    else:
        weights = trained([example for part in own for example in part.examples])
        WEIGHTS.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=1) + b"\n")
        crossed = cross_validated(own)
        lent = [pair for name, pairs in crossed.items() if lent_to_calibration(name) for pair in pairs]
        print(line("cross-validated, articles new to the reader", lent))
    for name, parts in (("held aside", [p for p in train if held_aside(p.article)]), ("dev", dev)):
        for reader in (READER, RULES):
            print(line(f"{name}, {reader}", weighed(weights, [part for part in parts if part.reader == reader])))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
