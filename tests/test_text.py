"""Tokens, sentences and paragraphs cut exact words out of a text and leave none out."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.records import Span
from saidby.text import Layout, Stretches, beginning_in, lay_out, normalise, tokenize

PARAGRAPHS = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text("utf-8"))["paragraph"]

# Texts like those that we get: words and numbers between all the marks, spaces and line ends that Unicode has.
PIECES = st.sampled_from(
    "The He said. “quoted” 'odd' 6,000 2.5 U.S. Mr. Dr. a.m. No. 4 – — … ! ? ) ( \n \n\n \r\n \t \u00a0 \u2028 naïve "
    "한국 ﬁne 👩‍👩‍👧 e\u0301 \u200b \x00 Ⅷ ½ 10k x’s Inc. INC. ".split(" ")
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES, max_size=60).map("".join)
)


@st.composite
def texts_with_gaps(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """Draw a text and stretches of it to skip, which may touch or overlap."""
    text = draw(TEXTS)
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    pairs = draw(st.lists(ends, max_size=4))
    return text, [Span(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]


@pytest.mark.parametrize("row", PARAGRAPHS, ids=lambda row: row["why"])
def test_sentences_end_where_they_end(row: dict[str, Any]) -> None:
    layout = lay_out(" ".join(row["sentences"]))
    assert [s.span.of(layout.text) for s in layout.sentences] == row["sentences"]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Britain's 6,000", ["Britain", "'s", "6,000"]),
        ("Britain’s U.S. aid", ["Britain", "’s", "U.S.", "aid"]),
        ("10k 2.5m $3bn", ["10", "k", "2.5", "m", "$", "3", "bn"]),
        ("10,000-12,000", ["10,000", "-", "12,000"]),
        ("1,00,000 (12%)", ["1,00,000", "(", "12", "%", ")"]),
        ("at 5 a.m.", ["at", "5", "a.m."]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == tokens


@given(TEXTS)
def test_tokens_cut_their_words_and_leave_none_out(text: str) -> None:
    tokens = tokenize(text)
    covered = [False] * len(text)
    for token in tokens:
        assert text[token.start : token.end] == token.text
        covered[token.start : token.end] = [True] * (token.end - token.start)
    assert all(here.end <= there.start for here, there in pairwise(tokens))
    assert all(done or char.isspace() for done, char in zip(covered, text, strict=True))


@given(texts_with_gaps())
def test_sentences_and_paragraphs_hold_every_token_that_is_not_skipped(drawn: tuple[str, list[Span]]) -> None:
    text, gaps = drawn
    layout = lay_out(text, skip=gaps)
    assert layout.text == text
    assert [t for s in layout.sentences for t in layout.tokens[s.first : s.last]] == list(layout.tokens)
    assert_nested(layout)
    kept = {i for token in layout.tokens for i in range(token.start, token.end)}
    skipped = {i for gap in gaps for i in range(gap.start, gap.end)}
    assert not kept & skipped
    assert {i for i in range(len(text)) if not text[i].isspace()} <= kept | skipped


def assert_nested(layout: Layout) -> None:
    """Assert that sentences lie in their paragraphs, in order, and begin and end with their tokens."""
    for i, sentence in enumerate(layout.sentences):
        paragraph = layout.paragraphs[sentence.paragraph]
        assert sentence.index == i
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end
        assert (layout.tokens[sentence.first].start, layout.tokens[sentence.last - 1].end) == (
            sentence.start,
            sentence.end,
        )
        assert layout.sentence_at(sentence.start) == sentence == layout.sentence_at(sentence.end - 1)
        assert layout.tokens_of(sentence) == layout.tokens[sentence.first : sentence.last]
    for here, there in pairwise(layout.paragraphs):
        assert here.end <= there.start


def test_a_line_break_ends_a_paragraph() -> None:
    layout = lay_out("A headline without a stop\nThe first line. And more.\n\nThe second.")
    assert [p.of(layout.text) for p in layout.paragraphs] == [
        "A headline without a stop",
        "The first line. And more.",
        "The second.",
    ]


def test_lines_broken_at_a_fixed_width_go_on() -> None:
    lines = [
        "THE RIVER BOARD SAID ON MONDAY THAT AT LEAST FORTY HOUSES HAD",
        "BEEN LOST TO THE FLOOD AND THAT THE NUMBER WOULD RISE WHEN THE",
        "ROADS TO THE UPPER VALLEY WERE OPEN AGAIN, WHICH IT THOUGHT WOULD",
        "TAKE A WEEK AT LEAST, PERHAPS TWO, AS THE BRIDGE AT OSK IS DOWN",
        "AND NO FERRY RUNS IN WINTER, NOT EVEN FOR THE RIVER BOARD AND ITS",
        "MEN.",
    ]
    layout = lay_out("\n".join(lines))
    assert len(layout.paragraphs) == len(layout.sentences) == 1
    assert layout.capitals


def test_normal_form_evens_out_what_carries_no_meaning() -> None:
    assert normalise("cafe\u0301\r\n  of\u00a0Osk ") == "café of Osk"
    assert normalise("6,000") != normalise("6000")


def test_a_sentence_ends_where_the_space_behind_it_was_lost() -> None:
    text = 'Two men opened fire.Police said so at Lund.se today."We ran," a sailor said.'
    found = [s.span.of(text) for s in lay_out(text).sentences]
    assert found == ["Two men opened fire.", "Police said so at Lund.se today.", '"We ran," a sailor said.']


def test_what_begins_in_a_stretch_is_found_by_place() -> None:
    layout = lay_out("One boat sank. Two boats came. Three were saved.")
    second = layout.sentences[1]
    found = beginning_in(layout.tokens, second.start, second.end)
    assert [t.text for t in found] == ["Two", "boats", "came", "."]
    assert beginning_in(layout.tokens, 0, 0) == ()


def test_stretches_tell_which_of_them_hold_a_place() -> None:
    text = "One boat sank. Two boats came. Three were saved."
    layout = lay_out(text)
    whole, last = Span(0, len(text)), layout.sentences[2].span
    stretches = Stretches(layout, [(whole, "whole"), (last, "last"), (Span(0, 8), "first words")])
    assert stretches.holding(Span(0, 3)) == ["whole", "first words"]
    assert stretches.holding(Span(31, 36)) == ["whole", "last"]
    assert stretches.holding(Span(4, 20)) == ["whole"]
