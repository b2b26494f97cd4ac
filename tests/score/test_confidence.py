"""Calibration is measured as the shared scorer measures it."""

import re

import pytest

from score.confidence import calibration_error, calibration_error_by_width, chance_error, line, of_the_surest
from tests.shared import shared

SURE = [(k / 40, k % 4 != 0) for k in range(40)]


def test_bins_hold_equally_many_figures() -> None:
    assert calibration_error([(0.9, True)] * 9 + [(0.9, False)]) == pytest.approx(0.18)
    assert calibration_error_by_width([(0.9, True)] * 9 + [(0.9, False)]) == pytest.approx(0)


def test_the_surest_are_counted_from_the_top() -> None:
    assert of_the_surest([(0.1, False)] * 4 + [(0.9, True)] * 6) == 1
    assert of_the_surest([(0.9, False)] * 4 + [(0.1, True)] * 6) == pytest.approx(2 / 6)


def test_a_line_says_what_chance_alone_would_give() -> None:
    assert chance_error([(1.0, True)] * 10) == 0
    assert "by chance alone" in line("dev", SURE)


def test_the_shared_scorer_measures_the_same() -> None:
    source = shared("score", "score_figures.py").read_text("utf-8")
    body = re.search(r"conf\.sort\(\);.*?or conf\n", source, re.DOTALL)
    assert body is not None, "the shared scorer has changed"
    scope = {"conf": list(SURE)}
    exec("if True:\n        " + body[0], scope)  # noqa: S102
    assert scope["ece"] == pytest.approx(calibration_error(SURE))
    top = scope["top"]
    assert sum(right for _, right in top) / len(top) == pytest.approx(of_the_surest(SURE))
