"""What is counted of stories, and that they come out right where that is known."""

import tomllib

from saidby.link.stories import Stories, signature
from score import gold
from score.stories import FILE, agreement, annotated, mistakes, simulated, told_by_reader
from tests.shared import shared


def test_groups_that_agree_have_all_points() -> None:
    same = agreement([["a", "b"], ["c"]], {"a": "x", "b": "x", "c": "y"})
    assert (same.precision, same.recall, same.f1) == (1.0, 1.0, 1.0)


def test_what_is_mixed_costs_precision_and_what_fell_apart_recall() -> None:
    truth = {"a": "x", "b": "x", "c": "y", "d": "y"}
    mixed, apart = agreement([["a", "b", "c", "d"]], truth), agreement([["a"], ["b"], ["c"], ["d"]], truth)
    assert (mixed.precision, mixed.recall) == (0.5, 1.0)
    assert (apart.precision, apart.recall) == (1.0, 0.5)
    assert mistakes([["a", "c"], ["b"], ["d"]], truth)[0] == "mixed: x (1), y (1)"


def test_stories_of_the_simulated_newsroom_come_out() -> None:
    assert agreement(*simulated(600, seed=2)).f1 >= 0.97


def test_annotated_articles_come_out_as_a_reader_has_them() -> None:
    shared("gold", "dev")
    groups, truth = annotated()
    assert agreement(groups, truth).f1 >= 0.995
    for name in ("kursk", "sukanya"):
        assert sum(name in {truth[one] for one in group} for group in groups) == 1


def test_an_article_is_labelled_once() -> None:
    labelled = [id_ for members in tomllib.loads(FILE.read_text("utf-8")).values() for id_ in members]
    assert len(labelled) == len(set(labelled))
    known = gold.gold_articles(shared("gold", "dev")) | gold.gold_articles(shared("gold", "train"))
    assert set(labelled) <= set(told_by_reader(known)) & set(known)


def test_nothing_makes_no_story() -> None:
    assert list(Stories(map(signature, ()))) == []
