"""Words that say how sure, and when they do not."""

import pytest

from saidby.lexicon import load_lexicon
from saidby.mark.hedges import find_hedges
from saidby.records import Hedge
from saidby.text import lay_out


def hedges_in(text: str) -> list[Hedge]:
    return find_hedges(lay_out(text), load_lexicon())


def hedging(text: str) -> list[str]:
    return [h.span.of(text) for h in hedges_in(text)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The fleet has highly likely lost 60 boats.", 0.80, 0.90),
        ("The losses are almost certainly higher.", 0.95, 1.0),
        ("The pier is unlikely to reopen.", 0.25, 0.35),
        ("There is a realistic possibility of a landslide.", 0.40, 0.50),
    ],
)
def test_a_yardstick_term_has_its_range(text: str, low: float, high: float) -> None:
    assert [(h.low, h.high, h.yardstick) for h in hedges_in(text)] == [(low, high, "UK PHIA")]


def test_a_term_keeps_every_yardstick_that_defines_it() -> None:
    likely = next(e for e in load_lexicon().hedges.entries if e.term == "likely")
    assert likely.yardsticks == {"UK PHIA": (0.55, 0.75), "US ICD 203": (0.55, 0.8), "NATO AJP-2.1": (0.6, 0.9)}


def test_a_term_that_only_one_house_defines_names_that_house() -> None:
    assert [h.yardstick for h in hedges_in("The fleet has very likely lost 60 boats.")] == ["US ICD 203"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("An estimated 60 boats were lost.", ["estimated"]),  # before a number
        ("There were 60 confirmed cases.", ["confirmed"]),  # before a noun
        ("Nine were confirmed dead.", ["confirmed"]),  # passive
        ("Two boats reportedly sank.", ["reportedly"]),
        ("Nine are feared dead.", ["feared"]),
        ("The toll could reach 60.", ["could"]),
        ("The toll may reach 60.", ["may"]),
        ("THE TOLL MAY REACH 60.", ["MAY"]),  # capitals throughout say nothing about months
        ("The preliminary toll is nine.", ["preliminary"]),
        ("The initial toll was nine.", ["initial"]),  # a first count
        ("A study estimated that 60 boats were lost.", ["estimated"]),  # who estimates is not sure
        ("It has been reported that 60 boats were lost.", ["reported"]),  # by nobody named
        ("The toll has not yet been confirmed.", ["not yet been confirmed"]),
    ],
)
def test_ordinary_hedges_are_found(text: str, words: list[str]) -> None:
    assert hedging(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The ministry confirmed that nine boats sank.",  # a verb of saying
        "The ministry has confirmed nine deaths.",
        "Harbour Radio reported nine deaths.",
        "The storm came in May and left in June.",  # the month
        "Nine boats sank on 3 May near Lund.",
        "The boats initially sent there were lost.",  # a first time, no first count
    ],
)
def test_verbs_of_saying_and_months_hedge_nothing(text: str) -> None:
    assert hedging(text) == []
