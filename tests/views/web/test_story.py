"""The story's page: the headline series, the sources, what stands against them, and where it comes from."""

from typing import Any

import pytest
from msgspec import structs

from saidby.records import Claim, Conflict, Drift, Excerpt, Marks, Root, SourceIdentity, Story, Value
from saidby.views.web import story as view
from saidby.views.web.links import DeskLinks
from saidby.views.web.story import Scene, articles, origins, shown, story_page, summary, value_words
from tests.views.drawn import single, told
from tests.views.web.build import DESK, FOLDER, ids, marks, ways
from tests.views.web.build import shown as words_of

ROWS: tuple[dict[str, Any], ...] = (
    {"low": 60.0, "high": 60.0, "date": "2031-05-01", "hedge": "likely"},
    {"low": 90.0, "high": 90.0, "date": "2031-05-02", "change": "up", "supersedes": "S1"},
    {"bound": "at_least", "low": 70.0, "source": "river <watch>", "published": "2031-05-03"},
)


def named(story: Story) -> Story:
    """Return a story whose sources are identities of their own."""
    names = dict.fromkeys(s.source for s in story.series)
    return structs.replace(story, sources=tuple(SourceIdentity(id=name, name=name) for name in names))


def page(story: Story, shelf: list[Marks], frame: Any = DESK, **options: Any) -> str:
    scene = Scene(story, {m.article.id: m for m in shelf}, frame.links)
    return story_page(frame, scene, thing=shown(story, None, None), picture=None, caption="Two.", **options)


def test_each_point_stands_with_its_day_hedge_and_words() -> None:
    found = words_of(page(*told(*ROWS)))
    assert "1 May 2031 harbour board 60 likely" in found
    assert "90 revised up" in found
    assert "undated river <watch> at least 70" in found
    assert "number of doc1" in found


def test_a_source_leads_to_its_page_where_it_has_one() -> None:
    story, shelf = told(*ROWS)
    assert not [way for way in ways(page(story, shelf)) if "/sources/" in way]
    assert "/stories/x/sources/river%20%3Cwatch%3E" in ways(page(named(story), shelf))
    assert "sources/harbour-board-" in "".join(ways(page(named(story), shelf, FOLDER)))


def test_a_story_of_nothing_can_be_drawn() -> None:
    empty = Story(story="", key="", docs=())
    found = page(empty, [])
    assert "No figure in this story has a source and a measure." in words_of(found)
    assert "0 articles" in words_of(found)
    assert "The last word" not in found


def test_a_story_whose_figures_have_no_day_can_be_drawn() -> None:
    assert "undated" in words_of(page(*told({"low": 60.0, "high": 60.0})))


def test_an_article_that_the_story_does_not_have_is_left_out() -> None:
    story, _ = told(*ROWS)
    assert "number of" not in words_of(page(story, []))


def test_rows_of_one_statement_have_ids_of_their_own() -> None:
    story, shelf = told(*ROWS)
    twice = structs.replace(story.series[0], points=(story.series[0].points[0],) * 3)
    found = ids(page(structs.replace(story, series=(twice, *story.series[1:])), shelf))
    assert {"S1-killed", "S1-killed-2", "S1-killed-3"} <= set(found)
    assert len(found) == len(set(found))


def test_a_story_that_waits_says_so() -> None:
    assert "being linked anew" in page(*told(*ROWS), waits=True)
    assert "being linked anew" not in page(*told(*ROWS))


def test_what_is_asked_for_is_shown_else_the_headline() -> None:
    story, _ = told(*ROWS)
    headline = shown(story, None, None)
    assert headline is not None
    assert headline.measure == "killed"
    assert shown(story, "wounded", None) == headline
    assert shown(story, "killed", "") == headline


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((), ""),
        (("2031-05-06",), ", 6 May 2031"),
        (("2031-05", "2031-04-02"), ", 2 April 2031 to May 2031"),
        (("--05-06", None), ""),
    ],
)
def test_a_story_spans_the_days_that_are_known(days: tuple[str | None, ...], words: str) -> None:
    shelf = {str(n): marks("", article={"id": str(n), "published": day}) for n, day in enumerate(days)}
    found = summary(Story(story="x", key="x", docs=()), shelf)
    assert found.endswith(f"0 sources{words}")


def test_articles_come_by_their_days_and_those_without_a_year_last() -> None:
    days = ["--05-06", None, "2031-05-07", "2031-05-06", "2031-05"]
    shelf = {str(day): marks("", article={"id": str(day), "published": day}) for day in days}
    assert [row.title for row in articles(shelf, DeskLinks())] == [
        *("2031-05", "2031-05-06", "2031-05-07"),
        *("--05-06", "None"),
    ]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(60.0, 60.0, "60"), (0.5, 0.5, "half"), (0.37, 0.37, "37 %"), (1.0, 1.0, "1"), (0.0, 0.0, "0"), (1.5, 1.5, "1.5")],
)
def test_a_value_in_words(low: float, high: float, words: str) -> None:
    assert value_words(Value(bound="exact", low=low, high=high)) == words


def test_origins_are_told_of_what_several_articles_tell() -> None:
    story, _ = told(*ROWS)
    roots = (
        Root(figure="60", statements=("S1",), roots=("board",), independent_roots=1, articles=("a", "b"), why=""),
        Root(figure="<7>", statements=("S9",), roots=(), independent_roots=None, articles=("a", "b", "c"), why=""),
        Root(figure="90", statements=("S2",), roots=("board",), independent_roots=1, articles=("a",), why=""),
    )
    assert origins(structs.replace(story, roots=roots)) == [
        ("<7> — nobody named", 3, "unknown", True),
        ("60 killed — board", 2, "1", False),
    ]


def test_conflicts_and_drift_are_shown_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    story, shelf = told(*ROWS)
    claims = tuple(Claim(bound="exact", low=n, high=n, statement="S1") for n in (60.0, 90.0))
    conflict = Conflict(about="<boats>", claims=claims)
    drift = Drift(
        doc="doc2",
        start=0,
        end=7,
        kind="number_changed",
        against=Excerpt(doc="doc1", start=0, end=6),
        severity="major",
        why="60 became 90",
        rule="test",
    )
    monkeypatch.setattr(view, "MOST_CONFLICTS", 1)
    found = page(structs.replace(story, conflicts=(conflict, conflict), drift=(drift,)), shelf)
    assert "<boats> 60 nobody named 90 nobody named" in words_of(found)
    assert "1 more in the table" in words_of(found)
    assert "another number 60 became 90 The doc2 , beside The doc1" in words_of(found)
    assert "/articles/doc2/0-7#here" in ways(found)


def test_one_article_makes_a_page() -> None:
    assert "1 article ·" in words_of(page(*single()))
