"""Whether figures are right as often as their confidence says, and how many of the surest are.

usage: python -m score.confidence      on the development articles and on the fifth of the training articles held aside

Measured as the shared scorer does, on the figures that were found: the calibration error over ten bins that hold
equally many figures (beside it the one over ten equally wide bins), and the share right of the surest 60 %.
"""

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence

from saidby.pipeline import READER, mark, read
from saidby.records import Marks
from saidby.serve.score import what_is_right
from saidby.serve.score.matching import SCORED_KINDS, match
from saidby.views.forms import figure_form
from score import gold
from training.split import held_aside

BINS = 10
SUREST = 0.6
Judged = tuple[float, bool]  # how sure the program is of a figure, and whether its complete record is right


def marked(row: gold.Row, *, reader: str = READER) -> Marks:
    """Return what the program makes of a gold article's text."""
    given = json.dumps({name: row.get(name) for name in gold.TAKEN}).encode()
    return mark(read(given, name=f"{row['id']}.json"), reader=reader)


def judged(row: gold.Row, marks: Marks) -> Iterator[tuple[int, bool]]:
    """Yield for each figure that was found its place among the marks, and whether its complete record is right."""
    found = [figure_form(figure, marks.article.text) for figure in marks.figures]
    for j, i in match(found, row["figures"]).items():
        if row["figures"][j]["kind"] in SCORED_KINDS:
            yield i, what_is_right(found[i], row["figures"][j])["complete"]


def calibration_error(pairs: Sequence[Judged]) -> float:
    """Return the expected calibration error over ten bins that hold equally many figures, the least sure first."""
    ranked, n = sorted(pairs), len(pairs)
    return _error(ranked[k * n // BINS : (k + 1) * n // BINS] for k in range(BINS)) / n


def calibration_error_by_width(pairs: Sequence[Judged]) -> float:
    """Return the expected calibration error over ten bins of equal width."""
    bins: list[list[Judged]] = [[] for _ in range(BINS)]
    for sure, right in pairs:
        bins[min(int(sure * BINS), BINS - 1)].append((sure, right))
    return _error(bins) / len(pairs)


def _error(bins: Iterable[Sequence[Judged]]) -> float:
    return sum(abs(sum(sure for sure, _ in part) - sum(right for _, right in part)) for part in bins)


def of_the_surest(pairs: Sequence[Judged]) -> float:
    """Return which share of the surest 60 % is right."""
    surest = sorted(pairs)[-int(SUREST * len(pairs)) :]
    return sum(right for _, right in surest) / len(surest)


def chance_error(pairs: Sequence[Judged]) -> float:
    """Return the calibration error to be expected of so many figures were every confidence exact: chance alone."""
    ranked, n = sorted(pairs), len(pairs)
    parts = [ranked[k * n // BINS : (k + 1) * n // BINS] for k in range(BINS)]
    return sum(math.sqrt(2 / math.pi * sum(p * (1 - p) for p, _ in part)) for part in parts) / n


def line(name: str, pairs: Sequence[Judged]) -> str:
    """Return one line that says how well calibrated these are."""
    sure, right = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
    errors = f"{calibration_error(pairs):.3f} (by width {calibration_error_by_width(pairs):.3f}, "
    errors += f"by chance alone {chance_error(pairs):.3f})"
    ranked = f"of the surest 60 % {of_the_surest(pairs):.3f}"
    return f"{name}: {len(pairs)} figures, sure {sure:.3f}, right {right:.3f}, {ranked}, calibration error {errors}"


def measured(part: str, kept: Callable[[str], bool]) -> list[Judged]:
    """Return the found figures of one part of the gold articles, each with its confidence and whether it is right."""
    pairs: list[Judged] = []
    for name, row in gold.gold_articles(gold.SHARED / "gold" / part).items():
        if kept(name):
            marks = marked(row)
            pairs += [(marks.figures[i].confidence, right) for i, right in judged(row, marks)]
    return pairs


def main() -> None:
    """Print one line for the development articles and one for the training articles held aside."""
    print(line("dev", measured("dev", lambda _: True)))
    print(line("held aside", measured("train", held_aside)))


if __name__ == "__main__":
    main()
