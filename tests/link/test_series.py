"""A source's figures over time, and sources that disagree."""

from typing import Any

from saidby.records import Marks
from tests.link.build import story, told

BOARD: dict[str, Any] = {"source": "Kerrin River Board", "whom": "villagers", "bound": "more_than"}


def article(doc: str, value: int, day: str, **row: Any) -> Marks:
    text = f"The {row.get('source', 'Kerrin River Board')} said more than {{{value:,}}} died."
    return told(doc, text, BOARD | {"said_on": day} | row)


def test_a_later_figure_supersedes_the_earlier_one() -> None:
    (series,) = story(article("june", 6000, "2025-06-15"), article("april", 5000, "2025-04-02")).series
    assert [(p.date, p.low) for p in series.points] == [("2025-04-02", 5000), ("2025-06-15", 6000)]
    assert series.points[0].supersedes is None
    assert series.points[1].supersedes == series.points[0].statement


def test_a_figure_said_again_supersedes_nothing() -> None:
    (series,) = story(article("june", 5000, "2025-06-15"), article("april", 5000, "2025-04-02")).series
    assert [p.supersedes for p in series.points] == [None, None]


def test_measures_and_people_have_their_own_series() -> None:
    found = story(
        article("a", 500, "2025-04-02"),
        article("b", 600, "2025-04-03", measure="wounded"),
        article("c", 700, "2025-04-04", whom="soldiers"),
    ).series
    assert len(found) == 3


def test_sources_that_disagree_in_one_month_are_in_conflict() -> None:
    other = article("b", 4700, "2025-04", source="Oska League", bound="about")
    (conflict,) = story(article("a", 5000, "2025-04-02"), other).conflicts
    assert {(c.source, c.low) for c in conflict.claims} == {("Kerrin River Board", 5000), ("Oska League", 4700)}


def test_months_apart_is_no_conflict() -> None:
    other = article("b", 4700, "2025-08", source="Oska League", bound="about")
    assert story(article("a", 5000, "2025-04-02"), other).conflicts == ()


def test_a_source_is_not_in_conflict_with_itself() -> None:
    assert story(article("a", 5000, "2025-04-02"), article("b", 5100, "2025-04-20")).conflicts == ()


def test_agreeing_sources_are_not_in_conflict() -> None:
    other = article("b", 5000, "2025-04-02", source="Oska League")
    assert story(article("a", 5000, "2025-04-02"), other).conflicts == ()


def test_a_share_disagrees_as_the_number_that_it_makes() -> None:
    third: dict[str, Any] = BOARD | {"kind": "share", "low": 0.33, "high": 0.33, "bound": "about", "part_of": "f1"}
    base: dict[str, Any] = BOARD | {"measure": "casualties"}
    one = told("one", "The Kerrin River Board said {5,000} were hit and {a third} of them killed.", base, third)
    other = told("two", "The Oska League said {600} were killed.", {"source": "Oska League", "whom": "villagers"})
    (conflict,) = story(one, other).conflicts
    assert {c.source for c in conflict.claims} == {"Kerrin River Board", "Oska League"}


def test_an_open_bound_at_the_same_number_is_no_conflict() -> None:
    other = article("b", 5000, "2025-04-02", source="Oska League", bound="up_to")
    assert story(article("a", 5000, "2025-04-02"), other).conflicts == ()


def test_other_places_are_no_conflict() -> None:
    one = article("a", 5000, "2025-04-02", place="Brennick")
    other = article("b", 300, "2025-04-02", source="Oska League", place="Lissen")
    assert story(one, other).conflicts == ()
