"""What is cut out of articles for a statement's figures, and from which of them."""

from typing import Any

import pytest

from saidby.quoting import excerpt, measured_by, point_of, sentence_of, tell, whole_words
from saidby.records import Marks, Measure, Span, Story
from tests.link.build import story, told

BOARD = {"source": "Kerrin River Board", "said_on": "2026-05-01"}


def phrases(linked: Story, *marks: Marks) -> list[str]:
    shelf = {m.article.id: m for m in marks}
    found = [one for s in linked.statements for one in tell(s, linked, shelf)]
    return [one.phrase.of(shelf[one.doc].article.text) for one in found]


@pytest.mark.parametrize(
    ("marked", "figures", "expected"),
    [
        ("The Kerrin River Board said {500} drowned people were found.", [{"unit": "people"}], "500 drowned people"),
        ("The Kerrin River Board said {500} of all those people died.", [{"unit": "cattle"}], "500"),
        ("The Kerrin River Board said {500}, most of them people, died.", [{"unit": "people"}], "500"),
        (
            "The Kerrin River Board said {half} of the {900 miners} in the pit had died.",
            [{"kind": "share", "low": 0.5, "high": 0.5, "part_of": "f2"}, {"measure": "other", "unit": "miners"}],
            "half of the 900 miners in the pit had died",
        ),
        (
            "The Kerrin River Board said {half} of the dead were children, and went on.",
            [{"kind": "share", "low": 0.5, "high": 0.5}],
            "half of the dead were children",
        ),
    ],
)
def test_a_number_comes_with_what_it_counts(marked: str, figures: list[dict[str, Any]], expected: str) -> None:
    marks = told("a", marked, *(BOARD | figure for figure in figures))
    assert expected in phrases(story(marks), marks)


def test_words_on_somebodys_word_go_before_others() -> None:
    plain = told("a", "The toll stands at {500}, and {500} have died.", {}, BOARD)
    hedged = told("b", "The Kerrin River Board said {500} had very probably died.", BOARD | {"hedge": "very probably"})
    linked = story(plain, hedged)
    shelf = {"a": plain, "b": hedged}
    (statement,) = [s for s in linked.statements if s.source]
    (best,) = tell(statement, linked, shelf)
    assert best.doc == "b"
    assert set(best.docs) == {"a", "b"}


def test_an_amount_is_found_in_its_series() -> None:
    marks = told("a", "The Kerrin River Board said {500} had died.", BOARD)
    linked = story(marks)
    (statement,) = linked.statements
    (one,) = tell(statement, linked, {"a": marks})
    found = point_of(one, statement.id, linked)
    assert found is not None
    assert found[1].low == 500


def test_an_excerpt_is_the_sentence_and_of_a_long_one_a_part_between_words() -> None:
    marks = told("a", f"The Board said {{500}} died. {'Long ' * 90}words, {{600}} of them, {'went on ' * 60}here.")
    text = marks.article.text
    short, long = (excerpt("a", marks, [f.span]) for f in marks.figures)
    assert short.text == "The Board said 500 died."
    assert "600" in long.text
    assert len(long.text) < 300
    assert text[long.start - 1].isspace()
    assert text[long.end].isspace()
    assert text[long.start : long.end] == long.text


def test_a_span_across_sentences_has_both() -> None:
    marks = told("a", "One came. Two went. Three stayed.")
    text = marks.article.text
    here = Span(text.index("came"), text.index("went") + 4)
    assert sentence_of(here, marks).of(text) == "One came. Two went."


@pytest.mark.parametrize(
    ("cut", "whole"), [("sign", "sign-off"), ("certain", "uncertainty"), ("board", "board's"), ("The", "The")]
)
def test_words_are_never_cut_in_two(cut: str, whole: str) -> None:
    text = "The board's sign-off had some uncertainty."
    start = text.index(cut)
    assert whole_words(Span(start, start + len(cut)), text).of(text) == whole


@pytest.mark.parametrize(
    ("phrase", "measure", "word"),
    [
        ("500 people", "killed", "killed"),
        ("some 500 deaths", "killed", ""),
        ("500", "casualties", "casualties"),
        ("500 soldiers", "casualties", "as casualties"),
        ("500 casualties", "casualties", ""),
        ("24 schools", "damaged", "damaged"),
        ("24 schools", "other", ""),
    ],
)
def test_a_phrase_is_told_with_what_happened(phrase: str, measure: Measure, word: str) -> None:
    assert measured_by(phrase, measure) == word


def test_a_share_is_told_as_a_clause_and_money_has_no_measure() -> None:
    assert measured_by("half of the crew", "wounded", "share") == "were wounded"
    assert measured_by("half of the dead are children", "killed", "share") == ""
    assert measured_by("half of the shops were closed", "damaged", "share") == ""
    assert measured_by("$5 million", "damaged", "money") == ""
