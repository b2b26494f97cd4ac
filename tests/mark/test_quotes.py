"""Quoted passages: their marks, paragraphs and ends."""

import pytest

from saidby.mark.quotes import find_quotes, words_in
from saidby.text import lay_out


def quoted(text: str) -> list[str]:
    return [q.span.of(text) for q in find_quotes(lay_out(text))]


def rules(text: str) -> list[str]:
    return [q.rule for q in find_quotes(lay_out(text))]


CLOSED = [
    # straight marks: which one opens is told by its neighbours
    ('"The pier is gone," she said, "and nobody saw it."', ["The pier is gone,", "and nobody saw it."]),
    # curly marks
    ("“The pier is gone,” she said.", ["The pier is gone,"]),
    # angle marks
    ("«The pier is gone», she said.", ["The pier is gone"]),
    # marks set the wrong way round
    ("”The pier is gone,“ she said.", ["The pier is gone,"]),
    # two apostrophes for one mark
    ("''The pier is gone,'' she said.", ["The pier is gone,"]),
    # the space on the wrong side of a closing mark
    ("“The pier is gone, ”said Torv. “Nobody saw it, ”he added.", ["The pier is gone,", "Nobody saw it,"]),
    # an inner quotation belongs to the outer one
    ("“He cried ‘help’ and fell in,” she said.", ["He cried ‘help’ and fell in,"]),
    # British single marks around a clause
    ("‘The pier is gone and nobody saw it,’ she said.", ["The pier is gone and nobody saw it,"]),
    # an apostrophe closes nothing
    ("‘It’s the sailors’ own fault that they sank,’ she said.", ["It’s the sailors’ own fault that they sank,"]),
    # a quotation in brackets
    ('(She said "the pier is gone" twice.)', ["the pier is gone"]),
]


@pytest.mark.parametrize(("text", "passages"), CLOSED)
def test_a_passage_stands_between_its_marks(text: str, passages: list[str]) -> None:
    assert quoted(text) == passages


@pytest.mark.parametrize(
    "text",
    [
        "The sailors' union met in the fishers' hall.",  # possessives
        "The ‘ghost’ ship was found.",  # a nickname in single marks
        "It measured 60' by 9' at most.",  # feet
    ],
)
def test_apostrophes_are_no_marks(text: str) -> None:
    assert quoted(text) == []


def test_a_passage_that_opens_anew_is_one_a_paragraph() -> None:
    text = '"The pier is gone. Nobody saw it.\n"We were asleep," she said.'
    assert quoted(text) == ["The pier is gone. Nobody saw it.", "We were asleep,"]
    assert rules(text) == ["reopened", "closed"]


def test_a_passage_that_runs_on_is_one_in_all() -> None:
    text = '"The pier is gone.\nNobody saw it," she said.'
    assert quoted(text) == ["The pier is gone.\nNobody saw it,"]
    assert rules(text) == ["run on"]


def test_a_passage_that_never_closes_ends_with_its_sentence() -> None:
    text = 'She said "the pier is gone. The board met at noon.'
    assert quoted(text) == ["the pier is gone."]
    assert rules(text) == ["unclosed"]


def test_words_are_counted_without_marks() -> None:
    assert words_in("well-known, isn't it - 60 boats") == 5
