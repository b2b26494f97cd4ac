"""How unit, whom and place are compared with the annotation."""

import pytest

from score.fields import ALIKE, agreements, alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # case, number, small words and possessives do not count
        ("the Boats of Harrow", "boat Harrow"),
        ("Ostland's women", "Ostland woman"),
        (None, None),
    ],
)
def test_the_same_words_agree(one: str | None, other: str | None) -> None:
    assert alike(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        ("fishing boats in the harbour", "boats in the harbour", True),
        ("boats", "fishing boats in the harbour", True),
        ("boats", "men at sea", False),
        ("boats", None, False),
        (None, "boats", False),
    ],
)
def test_half_of_the_words_overlap(one: str | None, other: str | None, *, agrees: bool) -> None:
    assert (alike(one, other) >= ALIKE) == agrees


def test_figures_are_matched_where_they_overlap() -> None:
    gold = {
        "a": {"figures": [{"start": 0, "end": 5, "kind": "count", "unit": "boats", "whom": "boats", "place": None}]}
    }
    found = {"a": {"figures": [{"start": 3, "end": 5, "unit": "boat", "whom": "men"}, {"start": 9, "end": 10}]}}
    kept, apart = agreements(gold, found)
    assert (kept["unit"].exact, kept["whom"].overlap, kept["place"].exact) == (1, 0, 1)
    assert [row["field"] for row in apart] == ["whom"]
