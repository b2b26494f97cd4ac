"""How sure a record is: a probability, with what speaks against it, from facts that can be named."""

from importlib import import_module

import pytest
from msgspec import structs

from saidby.lexicon import load_lexicon
from saidby.mark.confidence import Weights, facts_of_all, load_weights, with_confidence
from saidby.text import lay_out
from tests.mark.told import told

TEXT = (
    "The flood has killed 60 people, the Orvane Relief Agency said on Monday. Some 1,200 were displaced.\n"
    "It is feared that 14 more died, officials said."
)


def test_every_figure_has_a_probability_and_its_reason() -> None:
    for figure in told(TEXT).figures:
        assert 0 < figure.confidence < 1
        assert figure.because[-1].step == "confidence"
        assert figure.because[-1].score == figure.confidence


def test_there_are_facts_for_each_figure_in_order() -> None:
    marks = told(TEXT)
    facts = list(facts_of_all(lay_out(TEXT), marks, load_lexicon()))
    assert len(facts) == len(marks.figures)
    assert "source: the main one of the article" in facts[0]
    assert "no source: between figures with one" in facts[1]
    assert all(len(of_one) == len(set(of_one)) for of_one in facts)


def test_the_weights_are_of_facts_that_figures_can_have() -> None:
    known = {fact.partition(":")[0] for fact in load_weights().facts}
    seen = {
        fact.partition(":")[0] for facts in facts_of_all(lay_out(TEXT), told(TEXT), load_lexicon()) for fact in facts
    }
    assert {"measure", "source", "no source", "paragraph"} <= known & seen


FACTS = [
    (
        "Torvia lost 60 boats, its ministry said. Boats lost, it is reported, are 14.",
        "14",
        "no source: a word of report",
    ),
    ("Torvia has 60 students, said Ana Orvane. Nine were killed and 14 wounded.", "60", "no measure: most others"),
    ("The flood killed 60, the board said. The flood killed 70, the mayor said.", "70", "source: not the main one"),
    ("\u201cWe lost 60 boats,\u201d a fisherman said.", "60", "source: without a name"),
    ("\u201cWe lost 60 boats,\u201d a fisherman said.", "60", "source: first person"),
    ("The flood killed 60, hurt 14 and left 300 without a home.", "14", "several figures in its sentence"),
    ("The flood killed 60. The flood hurt 60.", "60", "same number elsewhere: another measure"),
]


@pytest.mark.parametrize(("text", "words", "fact"), FACTS)
def test_facts_say_what_stands_around_a_figure(text: str, words: str, fact: str) -> None:
    marks = told(text)
    each = zip(marks.figures, facts_of_all(lay_out(text), marks, load_lexicon()), strict=True)
    facts = next(facts for figure, facts in each if figure.span.of(text) == words)
    assert any(known.startswith(fact) for known in facts), facts


@pytest.mark.parametrize("fact", ["source: the main one of the article", "no source: between figures with one"])
def test_what_speaks_against_a_figure_lowers_it_and_is_named(fact: str, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = Weights(bias=2.0, facts={fact: -3.0})
    monkeypatch.setattr(import_module("saidby.mark.confidence"), "load_weights", lambda: weights)
    marks = told(TEXT)
    bare = structs.replace(marks, figures=tuple(structs.replace(f, because=()) for f in marks.figures))
    facts = list(facts_of_all(lay_out(TEXT), bare, load_lexicon()))
    assert any(fact in of_one for of_one in facts)
    for figure, of_one in zip(with_confidence(lay_out(TEXT), bare, load_lexicon()).figures, facts, strict=True):
        has_it = fact in of_one
        assert figure.confidence == (0.269 if has_it else 0.881)
        assert figure.because[0].rule == (fact if has_it else "nothing speaks against it")
