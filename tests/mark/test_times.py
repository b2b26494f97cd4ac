"""When a source said a figure, and which time the figure is of."""

from typing import Any

import pytest

from tests.mark.marked import rows
from tests.mark.told import figure_of

PUBLISHED = "2025-04-02"  # a Wednesday


@pytest.mark.parametrize(("row", "text"), rows("times.toml", "said"))
def test_a_figure_has_the_day_on_which_it_was_said(row: dict[str, Any], text: str) -> None:
    assert figure_of(row["figure"], text, published=PUBLISHED).said_on == row.get("day")


@pytest.mark.parametrize(("row", "text"), rows("times.toml", "of"))
def test_a_figure_has_the_time_that_it_is_of(row: dict[str, Any], text: str) -> None:
    assert figure_of(row["figure"], text, published=PUBLISHED).as_of == row.get("day")
