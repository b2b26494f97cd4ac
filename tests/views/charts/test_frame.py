"""Scales with whole ticks, and labels that lie on nothing."""

from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidby.headline import headline
from saidby.views.charts.frame import Frame, _box, _overlap, boxes_of, frame_of, iso_of, place_labels, spread, ticks
from saidby.views.charts.points import Dot, tracks_of
from tests.views.drawn import told


def dots_of(*rows: dict[str, Any]) -> list[Dot]:
    story, marks = told(*rows)
    thing = headline(story)
    assert thing is not None
    return [dot for track in tracks_of(story, marks, thing) for dot in track.dots]


@pytest.mark.parametrize(
    ("first", "last", "width", "form", "most"),
    [
        (date(2031, 5, 1), date(2031, 5, 6), 656, "%-d %b", 6),
        (date(2031, 5, 1), date(2031, 6, 5), 310, "%-d %b", 5),
        (date(2031, 1, 5), date(2031, 12, 20), 656, "%b %Y", 9),
        (date(2011, 1, 5), date(2031, 12, 20), 310, "%Y", 5),
    ],
)
def test_ticks_are_few_and_within_the_frame(first: date, last: date, width: int, form: str, most: int) -> None:
    days, shown = ticks(Frame(width, 300, first, last, 10.0))
    assert shown == form
    assert 1 <= len(days) <= most
    assert first <= days[0] <= days[-1] <= last


def test_a_moment_is_written_in_utc() -> None:
    assert iso_of(date(2031, 5, 1).toordinal() + 0.5) == "2031-05-01T12:00:00Z"


@settings(deadline=None, max_examples=50)
@given(
    rows=st.lists(
        st.tuples(st.integers(1, 28), st.integers(1, 2000), st.sampled_from(["exact", "at_least", "up_to", "about"])),
        min_size=1,
        max_size=14,
    ),
    width=st.sampled_from([310, 656]),
)
def test_no_label_lies_on_another_on_a_mark_or_outside(rows: list[tuple[int, int, str]], width: int) -> None:
    dots = dots_of(
        *(
            {
                "bound": bound,
                "low": None if bound == "up_to" else float(value),
                "high": None if bound == "at_least" else float(value),
                "date": f"2031-05-{day:02}",
                "source": f"source {n}",
            }
            for n, (day, value, bound) in enumerate(rows)
        )
    )
    frame = frame_of(dots, width, 300)
    placed = spread(dots, frame)
    taken = [box for dot in placed for box in boxes_of(frame, dot)]
    labels = place_labels(frame, [(dot, dot.words) for dot in placed], taken)
    boxes = [_box(frame, label.dot, label.words, (label.dx, label.dy), label.align) for label in labels]
    assert not [pair for pair in combinations(boxes, 2) if _overlap(*pair)]
    assert not [box for box in boxes for other in taken if _overlap(box, other)]
    assert all(box[0] >= 0 and box[2] <= width for box in boxes)
