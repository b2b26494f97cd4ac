"""Two texts word by word: their runs joined are the texts, and what is marked is what the other lacks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.differing import compared

WORDS = st.lists(st.sampled_from("the weir gave way at dawn, 60 boats lost. “No” — said".split()), max_size=12)


def marked(one: str, other: str) -> tuple[str, str]:
    """Return both texts with what the other lacks in brackets."""
    both = compared(one, other)
    mine, theirs = ("".join(f"[{r.text}]" if r.changed else r.text for r in runs) for runs in both)
    return mine, theirs


@pytest.mark.parametrize(
    ("one", "other", "mine", "theirs"),
    [
        ("the weir gave way", "the weir gave way", "the weir gave way", "the weir gave way"),
        ("The weir gave way", "the weir gave way", "The weir gave way", "the weir gave way"),
        ("at least 60 boats", "60 boats", "[at least] 60 boats", "60 boats"),
        ("60 boats were lost", "70 boats were lost", "[60] boats were lost", "[70] boats were lost"),
        ("60 boats were lost", "60 boats sank", "60 boats [were lost]", "60 boats [sank]"),
        ("a b c d", "w x y z", "[a b c d]", "[w x y z]"),
        ("", "", "", ""),
    ],
)
def test_what_the_other_lacks_is_marked(one: str, other: str, mine: str, theirs: str) -> None:
    assert marked(one, other) == (mine, theirs)


@given(WORDS, WORDS)
def test_runs_joined_are_the_texts_and_no_two_beside_each_other_are_alike(ones: list[str], others: list[str]) -> None:
    one, other = " ".join(ones), "\n".join(others)
    for text, runs in zip((one, other), compared(one, other), strict=True):
        assert "".join(run.text for run in runs) == text
        assert all(a.changed != b.changed for a, b in pairwise(runs))


@given(WORDS)
def test_equal_texts_differ_in_nothing(words: list[str]) -> None:
    text = " ".join(words)
    assert not [run for runs in compared(text, text) for run in runs if run.changed and run.text]
