"""Passages that articles share."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from saidby.link.copies import SHINGLE, find_passages, find_shared_quotes
from saidby.records import Quote, Span
from tests.link.build import told

RUN = "the river rose by two metres in a single night and took both bridges"


def test_a_shared_run_is_found_whole() -> None:
    one = told("one", f"In Brennick {RUN} with it.")
    other = told("other", f"Witnesses say that {RUN}, then fell.")
    (passage,) = find_passages([one, other])
    assert passage.one.text == passage.other.text == RUN
    assert passage.words == len(RUN.split())
    assert not passage.quoted


def test_capitals_and_signs_do_not_break_a_run() -> None:
    one, other = told("one", f"Yes, {RUN}."), told("other", f"Yes {RUN.replace('night and', 'NIGHT, and')}.")
    assert [p.words for p in find_passages([one, other])] == [len(RUN.split()) + 1]


def test_seven_words_are_no_passage() -> None:
    short = " ".join(RUN.split()[: SHINGLE - 1])
    assert find_passages([told("one", f"Here {short}."), told("other", f"There {short}.")]) == []


def test_a_run_in_quotation_marks_on_both_sides_is_quoted() -> None:
    one, other = told("one", f"“{RUN},” she said."), told("other", f"He was told: “{RUN}.”")
    assert [p.quoted for p in find_passages([one, other])] == [True]
    assert [p.quoted for p in find_passages([one, told("third", f"So {RUN}.")])] == [False]


def test_five_quoted_words_are_a_shared_quote() -> None:
    one = told("one", "He spoke of “a night that nobody here forgets” on Friday.")
    other = told("other", "It was “a night that nobody here forgets,” he said.")
    assert [p.words for p in find_shared_quotes([one, other])] == [6]


def test_a_quotation_in_a_quotation_has_no_words_of_its_own() -> None:
    words = "She heard him call {0} and then nothing of a night that nobody here forgets"
    one, other = (told(name, f"“{words.format('x')}.”") for name in ("one", "other"))
    inner = [Quote(span=Span(at, at + 24), rule="test") for at in (one.article.text.index("a night"), 12)]
    marks = [structs.replace(m, quotes=(*m.quotes, *inner)) for m in (one, other)]
    (passage,) = find_shared_quotes(marks)
    assert passage.one.text == words.format("x")


def test_every_copy_is_laid_beside_the_first_only() -> None:
    copies = [told(f"d{n}", f"At {n} o'clock {RUN}.") for n in range(9)]
    passages = find_passages(copies)
    assert len(passages) == 8
    assert {p.one.doc for p in passages} == {"d0"}


@given(st.lists(st.sampled_from("ab cd ef gh ij".split()), max_size=40), st.integers(0, 12))
def test_excerpts_cut_their_words_out_of_the_texts(words: list[str], shift: int) -> None:
    marks = [told("one", " ".join(words) or "x"), told("other", " ".join([*["so"] * shift, *words]) or "x")]
    texts = {m.article.id: m.article.text for m in marks}
    for passage in find_passages(marks):
        for side in (passage.one, passage.other):
            assert texts[side.doc][side.start : side.end] == side.text
