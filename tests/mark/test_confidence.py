"""How sure a record is: a probability, with what speaks against it, from facts that can be named."""

from importlib import import_module

import pytest
from msgspec import structs

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
    facts = list(facts_of_all(lay_out(TEXT), marks))
    assert len(facts) == len(marks.figures)
    assert "sourced" in facts[0]
    assert "unsourced" in facts[1]


def test_the_weights_are_of_facts_that_figures_can_have() -> None:
    known = {fact.partition(":")[0] for fact in load_weights().facts}
    seen = {fact.partition(":")[0] for facts in facts_of_all(lay_out(TEXT), told(TEXT)) for fact in facts}
    assert {"kind", "measure", "article", "place"} <= known & seen


@pytest.mark.parametrize("fact", ["sourced", "unsourced"])
def test_what_speaks_against_a_figure_lowers_it_and_is_named(fact: str, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = Weights(bias=2.0, facts={fact: -3.0})
    monkeypatch.setattr(import_module("saidby.mark.confidence"), "load_weights", lambda: weights)
    marks = told(TEXT)
    bare = structs.replace(marks, figures=tuple(structs.replace(f, because=()) for f in marks.figures))
    for figure in with_confidence(lay_out(TEXT), bare).figures:
        has_it = (figure.source is not None) == (fact == "sourced")
        assert figure.confidence == (0.269 if has_it else 0.881)
        assert figure.because[0].rule == (fact if has_it else "nothing speaks against it")
