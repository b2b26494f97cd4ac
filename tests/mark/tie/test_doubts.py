"""A figure that the rules by themselves would put on another word says so."""

from collections.abc import Sequence

from msgspec import structs

from saidby.lexicon import load_lexicon
from saidby.mark.attribution import find_both_ways
from saidby.mark.quotes import find_quotes
from saidby.mark.tie import with_doubts
from saidby.records import Attribution, Figure, Saying, Span
from saidby.text import lay_out
from tests.mark.told import told

TEXT = "The Orvane Relief Agency said 60 people died. Some 1,200 were displaced."


def doubted(by_rules: Sequence[Attribution]) -> list[Figure]:
    marks = told(TEXT)
    bare = structs.replace(marks, figures=tuple(structs.replace(f, because=()) for f in marks.figures))
    return list(with_doubts(lay_out(TEXT), bare, by_rules, load_lexicon()).figures)


def test_nothing_is_added_where_the_rules_agree() -> None:
    assert all(figure.because == () for figure in doubted(told(TEXT).attributions))


def test_a_figure_that_rules_would_put_on_nobodys_word_says_so() -> None:
    sourced, own_voice = doubted([])
    (why,) = sourced.because
    assert (why.step, why.rule) == ("rules alone", "on nobody's word")
    assert own_voice.because == ()


def test_a_figure_that_rules_would_put_on_anothers_word_names_him() -> None:
    others = [structs.replace(a, speaker="Torvia Board") for a in told(TEXT).attributions]
    assert doubted(others)[0].because[0].rule == "on the word of Torvia Board"


def test_the_rules_by_themselves_hold_what_a_reader_moves() -> None:
    text = "The board said 60 people died."
    layout = lay_out(text)
    moved = Saying(source=(Span(0, 9),), cue=(Span(10, 14),), content=(Span(18, 29),), sure=0.99)
    both, alone = find_both_ways(layout, find_quotes(layout), load_lexicon(), [moved])
    assert [a.content[0].start for a in both] == [18]
    assert [a.content[0].start for a in alone] == [15]
    unread, same = find_both_ways(layout, find_quotes(layout), load_lexicon(), None)
    assert unread is same
