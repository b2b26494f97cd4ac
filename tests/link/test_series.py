"""A source's figures over time, and sources that disagree."""

from typing import Any

import pytest

from saidby.pipeline import RULES, link, mark, read
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


def test_what_has_no_day_revises_nothing_and_is_nobodys_last_word() -> None:
    undated = told("c", "The Kerrin River Board said more than {650} died.", BOARD, published=None)
    rows = [article("a", 500, "2025-04-02"), article("b", 600, "2025-04-09"), undated]
    (series,) = story(*rows).series
    assert [(p.date, p.low, p.change) for p in series.points] == [
        (None, 650, None),
        ("2025-04-02", 500, None),
        ("2025-04-09", 600, "up"),
    ]


def test_a_revision_says_which_way_it_went() -> None:
    rows = [article("a", 500, "2025-04-02"), article("b", 650, "2025-04-09"), article("c", 600, "2025-04-16")]
    (series,) = story(*rows).series
    assert [(p.low, p.change) for p in series.points] == [(500, None), (650, "up"), (600, "down")]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (("exact", 106), ("more_than", 100), "unclear"),  # both can be true
        (("exact", 106), ("up_to", 120), "unclear"),
        (("at_least", 40), ("exact", 57), "up"),
        (("up_to", 270), ("exact", 200), "down"),
        (("at_least", 900), ("at_least", 700), "down"),
        (("exact", 500), ("at_least", 560), "up"),
    ],
)
def test_a_bound_that_has_room_for_the_old_number_goes_no_way(
    old: tuple[str, int], new: tuple[str, int], change: str
) -> None:
    rows = [article("a", old[1], "2025-04-02", bound=old[0]), article("b", new[1], "2025-04-09", bound=new[0])]
    (series,) = story(*rows).series
    assert series.points[1].change == change


def test_another_bound_of_one_number_goes_no_way() -> None:
    (series,) = story(article("a", 500, "2025-04-02"), article("b", 500, "2025-04-09", bound="up_to")).series
    assert series.points[1].supersedes == series.points[0].statement
    assert series.points[1].change == "unclear"


@pytest.mark.parametrize(("measure", "changes"), [("wounded", [None, None]), ("killed", [None, "up"])])
def test_of_two_values_of_one_day_the_greater_is_the_later_only_for_the_dead(
    measure: str, changes: list[str | None]
) -> None:
    rows = [article("a", 500, "2025-04-02", measure=measure), article("b", 650, "2025-04-02", measure=measure)]
    (series,) = story(*rows).series
    assert [p.change for p in series.points] == changes


def test_a_value_that_is_called_the_former_is_superseded_on_the_same_day_too() -> None:
    row = BOARD | {"said_on": "2025-04-02", "bound": "exact"}
    one = told("one", "The Kerrin River Board said {500} died.", row)
    both = told("two", "The toll rose to {650} from {500}, the Kerrin River Board said.", row, row)
    (series,) = story(one, both).series
    assert [(p.low, p.change) for p in series.points] == [(500, None), (650, "up")]


@pytest.mark.parametrize(
    ("first", "second", "changes"),
    [
        ("2025-04-02T08:00:00Z", "2025-04-02T19:00:00Z", [None, "up"]),
        ("2025-04-02T19:00:00Z", "2025-04-02T08:00:00Z", [None, "down"]),
        ("2025-04-02T08:00:00Z", None, [None, None]),
    ],
)
def test_of_one_day_what_was_told_before_is_superseded(
    first: str | None, second: str | None, changes: list[str | None]
) -> None:
    day = {"said_on": "2025-04-02", "bound": "exact", "measure": "wounded"}
    text = "The Kerrin River Board said {%s} were hurt."
    one = told("one", text % 500, BOARD | day, published="2025-04-02", published_at=first)
    two = told("two", text % 650, BOARD | day, published="2025-04-02", published_at=second)
    (series,) = story(one, two).series
    assert [p.change for p in series.points] == changes


def test_a_point_says_when_it_was_first_told() -> None:
    text = "The Kerrin River Board said more than {500} died."
    (series,) = story(told("a", text, BOARD | {"said_on": "2025-04-02"}, published="2025-04-03")).series
    assert (series.points[0].date, series.points[0].published) == ("2025-04-02", "2025-04-03")


@pytest.mark.parametrize(
    "text",
    [
        "The Kerrin River Board said {60} villagers died in the past 24 hours.",
        "The Kerrin River Board said {60} villagers died over the previous two days.",
        "The Kerrin River Board said {60} villagers died overnight.",
        "The Kerrin River Board said another {60} villagers died.",
        "The Kerrin River Board said {60} more villagers died.",
    ],
)
def test_what_comes_on_top_is_no_revision(text: str) -> None:
    row = BOARD | {"bound": "exact", "said_on": "2025-04-09"}
    whole, more = story(article("a", 500, "2025-04-02"), told("b", text, row)).series
    assert (whole.counts, more.counts) == (None, "increment")
    assert more.points[0].supersedes is None


def test_more_people_than_the_dead_are_no_increment() -> None:
    row = BOARD | {"bound": "exact", "said_on": "2025-04-09"}
    text = "The flood killed {10} villagers and hurt {60} more, the Kerrin River Board said."
    found = story(told("a", text, row, row | {"measure": "wounded"})).series
    assert {s.measure: s.counts for s in found} == {"killed": None, "wounded": None}


@pytest.mark.parametrize(
    "text",
    [
        "The Kerrin River Board said a total of {560} villagers died.",
        "The Kerrin River Board said {560} villagers had died so far.",
        "The Kerrin River Board put the toll at {560}.",
    ],
)
def test_a_total_is_called_one(text: str) -> None:
    (series,) = story(told("a", text, BOARD | {"said_on": "2025-04-09"})).series
    assert series.counts == "total"


@pytest.mark.parametrize(
    "text",
    [
        "The Kerrin River Board withdrew its figure of {500} dead.",
        "The Kerrin River Board has since retracted the estimate of {500} deaths.",
        "The Kerrin River Board said that its count of {500} was withdrawn.",
    ],
)
def test_a_withdrawn_figure_is_marked(text: str) -> None:
    back = told("b", text, BOARD | {"said_on": "2025-04-20"})
    (series,) = story(article("a", 500, "2025-04-02"), back).series
    assert all(p.withdrawn for p in series.points if p.low == 500)


def test_withdrawn_soldiers_are_no_withdrawn_figure() -> None:
    text = "The Kerrin River Board said more than {500} villagers died after soldiers withdrew."
    (series,) = story(told("a", text, BOARD)).series
    assert series.points[0].withdrawn is None


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


def test_a_share_in_a_conflict_says_of_what_it_is_one() -> None:
    third: dict[str, Any] = BOARD | {"kind": "share", "low": 0.33, "high": 0.33, "bound": "about", "part_of": "f1"}
    base: dict[str, Any] = BOARD | {"measure": "casualties"}
    one = told("one", "The Kerrin River Board said {5,000} were hit and {a third} of them killed.", base, third)
    other = told("two", "The Oska League said {600} were killed.", {"source": "Oska League", "whom": "villagers"})
    (conflict,) = story(one, other).conflicts
    (share,) = [c for c in conflict.claims if c.share_of is not None]
    assert share.share_of is not None
    assert share.share_of.low == 5000


def test_a_share_of_nothing_counted_is_in_no_conflict() -> None:
    half: dict[str, Any] = {"source": "Lissen Press", "whom": "villagers", "kind": "share", "low": 0.5, "high": 0.5}
    one = told("one", "Lissen Press said {half} of the villagers died.", half)
    assert story(one, article("two", 600, "2025-04-02", source="Oska League", bound="exact")).conflicts == ()


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (("about", 11_000), ("between", (10_000, 12_000)), False),
        (("about", 4_000), ("about", 4_700), True),
        (("about", 4_700), ("more_than", 5_000), True),
        (("more_than", 1_100), ("at_least", 1_450), True),
        (("more_than", 1_100), ("exact", 1_150), False),
        (("at_least", 40), ("exact", 57), False),
        (("at_least", 57), ("exact", 40), True),
        (("exact", 12_000), ("exact", 12_300), False),  # the round number stands for the other
        (("exact", 40), ("exact", 41), True),
        (("nearly", 300), ("exact", 290), False),
        (("up_to", 200), ("exact", 120), False),
        (("up_to", 200), ("exact", 230), True),
        (("vague", 2_000), ("exact", 11_000), False),
    ],
)
def test_values_are_in_conflict_where_no_number_fits_both(one: Any, other: Any, conflict: bool) -> None:
    def said(doc: str, source: str, bound: str, value: Any) -> Marks:
        ends = value if isinstance(value, tuple) else (value, value)
        row = {"low": ends[0], "high": ends[1], "bound": bound, "source": source}
        if bound in {"more_than", "at_least", "vague"}:
            row |= {"high": None}
        if bound in {"nearly", "up_to"}:
            row |= {"low": None}
        return article(doc, ends[0], "2025-04-02", **row)

    marks = said("a", "Kerrin River Board", *one), said("b", "Oska League", *other)
    assert bool(story(*marks).conflicts) == conflict


def test_a_higher_count_on_a_later_day_is_growth() -> None:
    first = article("a", 40, "2025-04-02", bound="exact")
    later = article("b", 60, "2025-04-03", bound="exact", source="Oska League")
    assert story(first, later).conflicts == ()


def test_a_lower_count_on_a_later_day_is_a_conflict() -> None:
    first = article("a", 60, "2025-04-02", bound="exact")
    later = article("b", 40, "2025-04-03", bound="exact", source="Oska League")
    assert len(story(first, later).conflicts) == 1


def test_what_one_article_sets_side_by_side_is_a_conflict_though_days_apart() -> None:
    board: dict[str, Any] = BOARD | {"bound": "exact", "said_on": "2025-04-02"}
    league: dict[str, Any] = {"source": "Oska League", "whom": "villagers", "said_on": "2025-04-03"}
    text = "The Kerrin River Board counts {40} villagers killed, the Oska League {60} villagers killed."
    assert len(story(told("a", text, board, league)).conflicts) == 1


def test_only_the_last_word_of_each_source_is_in_conflict() -> None:
    rows = [article("a", 38, "2025-04-02", bound="exact"), article("b", 50, "2025-04-03", bound="exact")]
    other = article("c", 44, "2025-04-03", bound="exact", source="Oska League")
    (conflict,) = story(*rows, other).conflicts
    assert {c.low for c in conflict.claims} == {50, 44}


def test_a_count_of_nobody_named_far_below_another_is_of_others() -> None:
    one = article("a", 3, "2025-04-02", bound="exact")
    for number, conflict in ((95, False), (12, True)):
        text = f"The Oska League said {{{number}}} died."
        other = told("b", text, {"source": "Oska League", "said_on": "2025-04-02"})
        assert bool(story(one, other).conflicts) == conflict


def test_the_count_of_one_place_may_be_a_part_of_the_whole() -> None:
    one = article("a", 50, "2025-04-02", bound="exact", place="Brennick")
    other = article("b", 300, "2025-04-02", bound="exact", source="Oska League")
    assert story(one, other).conflicts == ()


def test_an_open_bound_at_the_same_number_is_no_conflict() -> None:
    other = article("b", 5000, "2025-04-02", source="Oska League", bound="up_to")
    assert story(article("a", 5000, "2025-04-02"), other).conflicts == ()


def test_other_places_are_no_conflict() -> None:
    one = article("a", 5000, "2025-04-02", place="Brennick")
    other = article("b", 300, "2025-04-02", source="Oska League", place="Lissen")
    assert story(one, other).conflicts == ()


def test_what_a_source_denies_revises_nothing_and_is_in_no_range() -> None:
    text = (
        "PORT ELLORY, May 6, 2031 - Police said on Tuesday that 40 people were killed in the storm. "
        "Police denied that 55 people had been killed in the storm.\n"
    )
    found = link([mark(read(text.encode(), name="ellory.txt"), reader=RULES)])
    (series,) = found.series
    assert [(p.low, p.supersedes, p.withdrawn is None) for p in series.points] == [(40, None, True), (55, None, False)]
    assert [claim.low for r in found.ranges for claim in r.claims] == [40]
