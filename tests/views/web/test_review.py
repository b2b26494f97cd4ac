"""The review: a figure with its words and fields, and the queue that it comes from."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.records import Span
from saidby.serve.desk.decided import changed
from saidby.views.web.review import Card, Choices, Filter, Queue, agreement_page, card, card_fragment, review_page
from tests.views.web.build import DESK, at, figure, marks, shown, ways

SENTENCES = [f"Sentence {n} is here." for n in "abcdefg"]
SENTENCES[3] = "At least 60 boats were likely lost, the ministry said."
TEXT = " ".join(SENTENCES)
SPANS = tuple(at(s, TEXT) for s in SENTENCES)
OWN = figure("At least 60", TEXT, bound="at_least", high=None, source="the ministry", hedge=(at("likely", TEXT),))
WEIR = marks(TEXT, OWN, sentences=SPANS)
NONE = Choices()


def shown_card(**options: object) -> Card:
    return card(DESK, WEIR, OWN, version=3, **options)  # type: ignore[arg-type]


def words_of(found: Card) -> str:
    return "".join(piece.text for s in found.stretches for piece in s.pieces)


def test_a_figure_stands_among_the_sentences_around_it() -> None:
    assert words_of(shown_card()) == " ".join(SENTENCES[1:6])


def test_words_in_no_sentence_stand_among_what_is_near() -> None:
    assert words_of(card(DESK, marks(TEXT, OWN), OWN, version=0)) == TEXT


def test_words_can_be_made_more_and_fewer_by_one() -> None:
    found = shown_card()
    assert (found.span, found.moved) == (OWN.span, False)
    assert found.longer is not None
    assert found.shorter is not None
    assert (found.longer.of(TEXT), found.shorter.of(TEXT)) == ("At least 60 boats", "At least")
    other = shown_card(span=found.longer)
    assert (other.words, other.moved) == ("At least 60 boats", True)


def test_one_word_cannot_be_made_fewer_nor_the_last_more() -> None:
    assert shown_card(span=at("60", TEXT)).shorter is None
    last = marks("60", figure("60", "60"))
    assert card(DESK, last, last.figures[0], version=0).longer is None


@given(st.data())
def test_longer_and_shorter_are_other_words_of_the_text(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(TEXT))))
    found = shown_card(span=span)
    if found.longer:
        assert found.longer.start == span.start
        assert span.end < found.longer.end <= len(TEXT)
    if found.shorter:
        assert span.start < found.shorter.end < span.end
    assert span.of(TEXT) in words_of(found)


@given(
    st.none() | st.floats(-1e15, 1e15, allow_nan=False),
    st.sampled_from([1 / 3, 12_345_678_901.0, 0.1 + 0.2, 6000.0, 1e-7]),
)
def test_a_form_that_is_sent_back_as_it_came_changes_nothing(low: float | None, high: float) -> None:
    own = figure("At least 60", TEXT, bound="between", low=low, high=high, source="the ministry", said_on="2031-05")
    fields = {f.name: f.value for f in card(DESK, WEIR, own, version=0).fields if not f.fixed}
    place = {"start": str(own.span.start), "end": str(own.span.end)}
    assert changed(own, fields | place) == {}


def test_a_name_over_two_lines_is_shown_on_one_and_comes_back_as_the_same() -> None:
    own = figure("At least 60", TEXT, source="the\nministry ", whom="boats\u202e")
    fields = {f.name: f.value for f in card(DESK, WEIR, own, version=0).fields if not f.fixed}
    assert (fields["source"], fields["whom"]) == ("the ministry", "boats")
    assert changed(own, fields) == {}
    assert changed(own, fields | {"source": "the mayor"}) == {"source": "the mayor"}


def test_a_form_says_what_is_other() -> None:
    typed = {"source": " the mayor ", "low": "6,000", "high": "", "measure": "killed", "whom": ""}
    assert changed(OWN, typed) == {"source": "the mayor", "low": 6000.0}


def test_a_card_carries_what_the_viewer_has_seen_and_which_queue_it_is_of() -> None:
    only = Filter(source='A "B"', blind=True)
    found = card_fragment(DESK, shown_card(verdict="judged by <bob>"), token="t1", chosen=only)
    assert 'name="seen" value="3"' in found
    assert 'name="token" value="t1"' in found
    assert 'name="only_blind" value="true"' in found
    assert "A &#34;B&#34;" in found
    assert "judged by &lt;bob&gt;" in found
    assert f"/review?source=A+%22B%22&blind=true&figure={OWN.key}&start=66&end=83" in [
        re.sub(r"start=\d+&end=\d+", "start=66&end=83", way) for way in ways(found)
    ]


@pytest.mark.parametrize(
    ("only", "asked"),
    [
        (Filter(), {}),
        (Filter(story="x", measure=""), {"story": "x"}),
        (Filter(rule="r", blind=True), {"rule": "r", "blind": "true"}),
    ],
)
def test_what_is_asked_for_stands_in_the_address(only: Filter, asked: dict[str, str]) -> None:
    assert only.asked() == asked


def test_an_empty_queue_says_so() -> None:
    queue = Queue(first=None, keys=(), waiting=0, token="t")
    assert "Nothing waits to be judged here" in shown(review_page(DESK, Filter(), NONE, queue))


def test_a_queue_whose_rest_was_skipped_leads_to_its_beginning() -> None:
    queue = Queue(first=None, keys=(), waiting=2, token="t")
    page = review_page(DESK, Filter(measure="killed"), NONE, queue)
    assert "2 figures were skipped" in shown(page)
    assert "/review?measure=killed" in ways(page)


def test_what_a_script_is_told_ends_no_script() -> None:
    queue = Queue(first=shown_card(), keys=("</script><b>",), waiting=1, token="t")
    page = review_page(DESK, Filter(source="</script>"), NONE, queue)
    assert "</script><b>" not in page
    assert page.count("</script>") == page.count("<script")


def test_agreement_is_told_only_of_what_both_judged() -> None:
    row = {"field": "said_on", "figures": 4, "same": 3, "agreement": 0.75, "kappa": None}
    assert "said on 4 3 0.75 –" in shown(agreement_page(DESK, ["ana", "bob"], "ana", "bob", [row]))
    assert "no figure independently" in shown(agreement_page(DESK, ["ana"], "ana", "", []))
