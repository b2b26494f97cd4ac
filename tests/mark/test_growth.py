"""Numbers, dates and figures of hostile texts: never an error, and effort that grows no faster than the text.

A text is one row of words repeated: what a pattern begins to read and never ends, or could read in many ways.
The long form (200 kB, every row): ./dev tests tests/mark --hypothesis-profile=wide
"""

import sys
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidby.lexicon import Lexicon, load_lexicon
from saidby.mark.dates import find_dates
from saidby.mark.figures import find_figures
from saidby.mark.numbers import find_numbers
from saidby.pipeline import mark
from saidby.records import Article, DateMention, Figure, Number
from saidby.text import lay_out

WIDE = settings().max_examples > 1000
SIZE = 200_000 if WIDE else 8_000  # characters
PER_DOUBLING = 2.5
A_FEW = 5_000  # calls: below it what is done once a text decides

ROWS = (
    "1 ", "1-", "1 to ", "1 and ", "one and ", "twenty-", "from 1 to ", "at least 5 men, ", "$1 ", "1% ", "half of ",
    "a third of ", "tens of thousands of ", "5/6/", "June 5, ", "from Monday to ", "two weeks before ",
    "Monday ",
    "minus ", "5 killed, ",
)  # fmt: skip
MORE_ROWS = (
    "1,", "1.", "one ", "one hundred ", "hundred and ", "between 1 and ", "more than ", "more than 5, ", "up to ", "$",
    "% ", "half ", "dozens of ", "5/", "5-6-", "June ", "between June and ", "last ", "the first ",
    "the year ", "in the 1990s and ", "a few ", "minus ", "-", "(", "(1 ", "1) ", "of them 5 ", "killed ", "one of ",
    "one each in A, ", "two in three ", "2012-13 ", "9:30 ", "a.m. ", "1/2 ",
    "5- or ", "5 per day ", "x", "9", "'", "Mr. 5 ", "5\n", "5. ",
)  # fmt: skip

# For the whole of mark(): one endless sentence of numbers, sayings, dates and quotations that never close.
SAYINGS = (
    "police said 5 men died. ", "on Monday police said 5. ", "5 of them ", "he said ", '"a b," he said. ', "“a ", "'",
    "'a b c d.' ", "Ana Torv said. ", "WFB ", "Aa Bb Cc (ABC) ", "in Harrow ",
    "5 men ", "5 ", "12, ", "5 killed, police said, ", "On June 5 5 died, ",
)  # fmt: skip

Found = tuple[list[Number], list[DateMention], list[Figure]]


def marked(text: str, lexicon: Lexicon) -> Found:
    layout = lay_out(text)
    dates = find_dates(layout, "2031-05-20", lexicon)
    numbers = find_numbers(layout, lexicon)
    return numbers, dates, find_figures(layout, numbers, dates, "", lexicon)


def calls(text: str, work: Callable[[str], object]) -> int:
    """Return how many functions ``work`` calls: its effort, the same on every machine however busy."""
    count = 0

    def profile(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(profile)
    try:
        work(text)
    finally:
        sys.setprofile(None)
    return count


# --- effort -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", (*ROWS, *MORE_ROWS) if WIDE else ROWS)
def test_twice_the_text_takes_no_more_than_twice_the_effort(row: str, lexicon: Lexicon) -> None:
    texts = [(row * (size // len(row) + 1))[:size] for size in (SIZE // 2, SIZE)]
    assert _growth(texts, lambda text: marked(text, lexicon)) <= PER_DOUBLING


@pytest.mark.parametrize("row", SAYINGS)
def test_a_whole_article_twice_as_long_takes_no_more_than_twice_the_effort(row: str, lexicon: Lexicon) -> None:
    texts = [(row * (size // len(row) + 1))[:size] for size in (SIZE // 2, SIZE)]
    articles = {text: Article(id="long", key="", text=text, published="2031-05-20") for text in texts}
    assert _growth(texts, lambda text: mark(articles[text], lexicon)) <= PER_DOUBLING


def _growth(texts: Sequence[str], work: Callable[[str], object]) -> float:
    half, whole = (calls(text, work) for text in texts)
    return whole / max(half, A_FEW)


# --- any text ---------------------------------------------------------------------------------------------------

WORDS = (
    "1 5 12 31 99 1,200 1,00,000 940 000 6,9 2.3bn 10k 300+ .5 ½ ⅔ 3/4 1e9 1999 2012-13 90s 5th -5 −3 +7 ~20 £5 $2 "
    "€1,5 Rs500 % per cent percent percentage points one two twelve twenty forty hundred thousand million bn billion "
    "crore lakh dozen dozens scores half third thirds quarter and a of in the some several few couple more less than "
    "over "
    "under up to at least no fewer about around nearly almost between from each every out minus zero nil twice "
    "people troops killed wounded dead km miles tonnes dollars Monday Sunday June May Sept. 5/6/2031 2031-05-06 today "
    "yesterday last next week weeks month year years ago later before after since until 9:30 p.m. noon quarter "
    ". , ; : ( ) [ ] - – — / ' ’ \" “ ” … ? ! \n \n\n \u00a0 \u200b \u202e"
).split(" ")
texts = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=40).flatmap(
    lambda words: st.sampled_from((" ", "", "  ", "-")).map(lambda glue: glue.join(words))
)
anchors = st.sampled_from((None, "2031", "2031-05", "2031-05-20", "--05-20", "--02-29", "0001-01-01", "9999-12-31"))
THOROUGH = settings(max_examples=10_000 if WIDE else 500)


@THOROUGH
@given(texts)
def test_numbers_of_any_text_lie_in_it_in_order_and_make_sense(text: str) -> None:
    numbers = find_numbers(lay_out(text), load_lexicon())
    assert all(a.span.end <= b.span.start for a, b in pairwise(numbers))
    for n in numbers:
        assert n.span.start <= n.bare.start < n.bare.end <= n.span.end <= len(text)
        assert n.low is None or n.high is None or n.low <= n.high


@THOROUGH
@given(texts, anchors)
def test_dates_of_any_text_lie_in_it_in_order(text: str, anchor: str | None) -> None:
    dates = find_dates(lay_out(text), anchor, load_lexicon())
    assert all(a.span.end <= b.span.start for a, b in pairwise(dates))
    assert all(d.span.end <= len(text) and not (d.duration and d.value) for d in dates)


@THOROUGH
@given(texts)
def test_figures_of_any_text_are_some_of_its_numbers(text: str) -> None:
    numbers, _, figures = marked(text, load_lexicon())
    assert {f.bare for f in figures} <= {n.bare for n in numbers}
