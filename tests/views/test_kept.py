"""A ledger's tables on a terminal."""

import pytest

from saidby.views.terminal.kept import legible

SERIES = ("story", "source", "bound", "low", "high", "change", "key")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (("more_than", 900.0, None), "more than 900"),
        (("between", 10000.0, 12000.0), "10,000 to 12,000"),
        (("exact", 1.0 / 3, 1.0 / 3), "a third"),
        (("about", 870, 870), "about 870"),
    ],
)
def test_a_value_keeps_its_bound(value: tuple[object, ...], words: str) -> None:
    names, rows = legible(SERIES, [("s1", "Velby police", *value, "up", "abc")], aside={"key"})
    assert names == ["story", "source", "amount", "change"]
    assert rows == [["s1", "Velby police", words, "up"]]


def test_a_story_that_all_rows_have_is_not_said_in_each() -> None:
    rows = [("s1", "a", "exact", 1, 1, None, ""), ("s1", "b", "exact", 2, 2, None, "")]
    assert legible(SERIES, rows, aside={"key"})[0] == ["source", "amount", "change"]
    assert legible(SERIES, [*rows, ("s2", *rows[0][1:])], aside={"key"})[0][0] == "story"


def test_lists_and_codes_come_in_words() -> None:
    given = [("hedge_dropped", '["Velby police","Open Hands"]', None)]
    assert legible(("kind", "roots", "why"), given) == (
        ["kind", "roots", "why"],
        [["hedge dropped", "Velby police; Open Hands", ""]],
    )


@pytest.mark.parametrize("words", ["[killed] in the valley", "[1] Correction", "[", '["a", 1]', "[sic] was said"])
def test_words_in_brackets_are_words_and_no_list(words: str) -> None:
    assert legible(("what", "words"), [("article", words)]) == (["what", "words"], [["article", words]])
