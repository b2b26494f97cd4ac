"""The page of one source: its names, its series, and every statement at a place of its own."""

from typing import Any

from msgspec import structs

from saidby.records import Excerpt, Marks, Report, SourceIdentity, Statement, Story
from saidby.views.web.drawing import Frame
from saidby.views.web.source import MOST, said_by, source_page
from tests.views.drawn import told
from tests.views.web.build import DESK, FOLDER, ids, scene, shown, ways

BOARD = SourceIdentity(id="harbour board", name="harbour board", names=("harbour board", "the <board>"))


def page(story: Story, shelf: list[Marks], frame: Frame = DESK, **options: Any) -> str:
    return source_page(frame, scene(story, shelf, frame), BOARD, **options)


def many(count: int) -> tuple[Story, list[Marks]]:
    """Return a story in which the board says that many things without a number, and somebody else one."""
    story, shelf = told({"low": 60.0, "high": 60.0, "date": "2031-05-01"}, {"low": 7.0, "source": "police"})
    words = Report(doc="doc1", figures=(), spans=(Excerpt(doc="doc1", start=0, end=7),))
    said = [
        Statement(id=f"S{n}", key=f"s{n}", source="board", claimant=BOARD.id, figures=(), reports=(words,))
        for n in range(10, 9 + count)
    ]
    return structs.replace(story, statements=(*story.statements, *said), sources=(BOARD,)), shelf


def test_a_source_has_its_names_series_and_statements_and_those_of_no_other() -> None:
    words = shown(page(*many(3)))
    assert "Also called “the <board>”." in words
    assert "3 statements" in words
    assert "killed (people)" in words
    assert "without a number" in words
    assert "doc2" not in words


def test_each_statement_has_a_place() -> None:
    found = page(*many(3))
    assert [name for name in ids(found) if name.startswith("S")] == ["S1-killed", "S1", "S10", "S11"]
    assert "/articles/doc1/0-7#here" in ways(found)


def test_statements_beyond_the_first_page_are_on_the_next() -> None:
    story, shelf = many(MOST + 5)
    first, second = page(story, shelf), page(story, shelf, first=MOST)
    last = said_by(story, BOARD.id)[-1].id
    assert last not in ids(first)
    assert last in ids(second)
    assert f"?first={MOST}" in ways(first)
    assert "?first=0" in ways(second)
    assert f"1 to {MOST} of {MOST + 5}" in shown(first)
    assert f"{MOST + 1} to {MOST + 5} of {MOST + 5}" in shown(second)


def test_a_page_beyond_the_last_is_empty_and_leads_back() -> None:
    found = page(*many(3), first=1000)
    assert not [name for name in ids(found) if name in {"S1", "S10", "S11"}]
    assert f"?first={1000 - MOST}" in ways(found)


def test_a_file_has_all_statements() -> None:
    story, shelf = many(MOST + 5)
    found = page(story, shelf, FOLDER)
    assert {s.id for s in said_by(story, BOARD.id)} <= set(ids(found))
    assert not [way for way in ways(found) if way.startswith("?")]


def test_a_source_that_said_nothing_can_be_drawn() -> None:
    story, shelf = told({"low": 7.0, "source": "police"})
    assert "0 statements" in shown(page(story, shelf))


def test_a_source_that_is_part_of_another_leads_to_it() -> None:
    story, shelf = many(1)
    above = SourceIdentity(id="port", name="Port of Osk")
    part = structs.replace(BOARD, parent="port")
    story = structs.replace(story, sources=(part, above))
    found = source_page(DESK, scene(story, shelf), part)
    assert "part of Port of Osk" in shown(found)
    assert "/stories/x/sources/port" in ways(found)
