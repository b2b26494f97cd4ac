"""Sums among an article's figures: what holds, what fails, and what is left open."""

import pytest
from msgspec import structs

from saidby.lexicon import load_lexicon
from saidby.mark.arithmetic import find_arithmetic
from saidby.records import Arithmetic
from saidby.text import lay_out
from tests.mark.told import told

# kind, text, the whole of which the other counts and shares are parts
HOLD = [
    # a share, its base and the part
    ("share", "The fleet lost more than 600 boats, more than half of the about 1,100 that sailed.", "about 1,100"),
    # ... in brackets or beside it
    ("share", "Of the 60 boats, 24 boats (40 per cent) sank.", "60"),
    ("share", "Of the 300 villages, about 100, or 33 per cent, were cut off.", "300"),
    # parts that add up
    ("sum", "The crew of 28 sailors were 14 sailors from Malta and 14 sailors from Cyprus.", "28"),
    # a change, by difference and by ratio
    ("difference", "Deaths rose from 40 to 60, an increase of 20.", None),
    ("rise", "Cases climbed from 2,600 to 5,800 (+123%).", None),
    ("rise", "Sales fell 25 per cent from 400 to 300.", None),
    # other units, within their rounding
    ("conversion", "The road is 40 kilometres (25 miles) long.", None),
    ("conversion", "The fire burned 2,100 acres (850 hectares).", None),
    # two amounts at one rate
    ("conversion", "The bridge cost 20 million euros ($22 million), the road 100 million euros ($110 million).", None),
]
FAIL = [
    ("share", "Of the 60 boats, 24 boats (70 per cent) sank.", "60"),
    ("sum", "The storm killed 40 people, including 90 children.", None),
    ("sum", "Of the 40 people on the ferry, 30 were killed and 25 were wounded.", "40"),
    ("difference", "Deaths rose from 40 to 60, an increase of 35.", None),
    ("rise", "Cases climbed from 2,600 to 5,800 (+40%).", None),
    ("conversion", "The road is 40 kilometres (64 miles) long.", None),
]
OPEN = [
    # bounds that leave room for it
    ("Of at least 60 boats, 24 boats (30 per cent) sank.", "at least 60"),
    # "nearly half" of about so many is rounded twice
    ("Of about 1,000 boats, some 380 boats (nearly half) sank.", "about 1,000"),
    # the same people may be in two parts
    ("Of the 40 people on the ferry, 30 were women and 25 were tourists.", "40"),
    # no change: a range
    ("From 40 to 60 boats sank, 20 of them new.", None),
    # two currencies of which one amount alone tells no rate
    ("The bridge cost 20 million euros ($22 million).", None),
    # per cent of what is itself a share
    ("The rate rose from 40 per cent to 60 per cent, an increase of 50 per cent.", None),
    # a share told of other things, in a clause of its own
    ("The storm wrecked 237 homes and about half of the 3,400 village halls.", "3,400"),
    # vague words
    ("Of dozens of boats, 24 boats (10 per cent) sank.", "dozens"),
]


def sums(text: str, whole: str | None) -> list[Arithmetic]:
    """Return the arithmetic of a text in which all other figures are parts of the one with the words ``whole``."""
    figures = [structs.replace(f, part_of=None) for f in told(text).figures]
    base = next((f.id for f in figures if f.span.of(text) == whole), None)
    tied = [f if f.id == base else structs.replace(f, part_of=base) for f in figures]
    return find_arithmetic(lay_out(text), tied, load_lexicon())


@pytest.mark.parametrize(("kind", "text", "whole"), HOLD)
def test_what_comes_out_holds(kind: str, text: str, whole: str | None) -> None:
    assert [(a.kind, a.holds) for a in sums(text, whole)] == [(kind, True)]


@pytest.mark.parametrize(("kind", "text", "whole"), FAIL)
def test_what_cannot_be_fails(kind: str, text: str, whole: str | None) -> None:
    assert [(a.kind, a.holds) for a in sums(text, whole)] == [(kind, False)]


@pytest.mark.parametrize(("text", "whole"), OPEN)
def test_what_is_not_certain_is_left_out(text: str, whole: str | None) -> None:
    assert sums(text, whole) == []


def test_a_sum_names_its_figures_and_says_why() -> None:
    text = "Of the 60 boats, 24 boats (70 per cent) sank."
    words = {f.id: f.span.of(text) for f in told(text).figures}
    (found,) = sums(text, "60")
    assert [words[i] for i in found.figures] == ["70 per cent", "24", "60"]
    assert found.why == "“24” of “60” is 40.0%, not “70 per cent”"


def test_marks_carry_their_arithmetic() -> None:
    text = "The road is 40 kilometres (25 miles) long."
    assert [(a.kind, a.holds) for a in told(text).arithmetic] == [("conversion", True)]
