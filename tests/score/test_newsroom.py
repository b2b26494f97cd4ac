"""The scorer for simulated stories: what is right counts, what is made up costs."""

from collections import defaultdict

import pytest

from bench.newsroom import Item, Truth
from bench.newsroom.records import ParentTruth
from saidby.records import Derivation, Story
from score.lineage import World, edges_of, line_of
from score.newsroom import _b_cubed, main, measure, simulate, true_marks

FIVE = {("a", "f1"), ("a", "f2"), ("b", "f1"), ("c", "f1"), ("c", "f2")}
TRUE = {"one": {("a", "f1"), ("b", "f1")}, "two": {("a", "f2"), ("c", "f1"), ("c", "f2")}}


def test_the_true_groups_score_one() -> None:
    assert _b_cubed(FIVE, TRUE, TRUE) == (1.0, 1.0)


def test_one_group_of_all_costs_precision() -> None:
    precision, recall = _b_cubed(FIVE, {"all": FIVE}, TRUE)
    assert recall == 1.0
    assert precision == pytest.approx((2 * 2 / 5 + 3 * 3 / 5) / 5)


def test_groups_of_one_cost_recall() -> None:
    precision, recall = _b_cubed(FIVE, {str(m): {m} for m in FIVE}, TRUE)
    assert precision == 1.0
    assert recall == pytest.approx((2 / 2 + 3 / 3) / 5)


def test_what_is_not_told_costs_both() -> None:
    assert _b_cubed(FIVE, {}, TRUE) == (0.0, 0.0)


def article(id_: str, parent: str | None = None, how: str = "rewrite") -> tuple[Item, Truth]:
    item = Item(id=id_, outlet="The Velby Post", published="2027-01-04", url="https://velby.example", text="Nothing.")
    parents = (ParentTruth(derived_from=parent, how=how),) if parent else ()
    truth = Truth(
        id=id_, story="story0", outlet=item.outlet, published="2027-01-04", wire=None, title=None, derived_from=parents
    )
    return item, truth


def world_of(*articles: tuple[Item, Truth]) -> World:
    return World(0, {i.id: i for i, _ in articles}, {t.id: t for _, t in articles})


CHAIN = world_of(article("wire"), article("copy", "wire"), article("retold", "copy", "retelling"), article("lone"))


def derived(doc: str, parent: str, how: str = "rewrite") -> Derivation:
    return Derivation(doc=doc, derived_from=parent, how=how, evidence="", rule="test")


def test_an_article_comes_from_its_parents_parents() -> None:
    assert line_of(CHAIN, "retold") == ["copy", "wire"]


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (derived("copy", "wire"), 1),
        (derived("retold", "wire"), 1),  # at second hand
        (derived("copy", "retold", "shared origin"), 1),
        (derived("lone", "wire"), 0),
    ],
)
def test_a_derivation_is_right_where_both_have_one_line(found: Derivation, right: int) -> None:
    edges = edges_of(CHAIN, Story(story="s", key="", docs=(), provenance=(found,)), defaultdict(list))
    assert (edges.right, edges.told) == (right, 1)


def test_the_scorer_runs_on_a_small_world(capsys: pytest.CaptureFixture[str]) -> None:
    assert main("--articles", "12", "--show", "1") == 0
    assert "statements, B3" in capsys.readouterr().out


def test_true_marks_have_the_true_figures() -> None:
    world = simulate(15, 3)
    marks = [true_marks(item, world.truths[item.id]) for item in world.items.values()]
    result = measure(world, marks)
    assert result.found == result.values_right == result.sources_right == result.figures
