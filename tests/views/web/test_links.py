"""Where pages find each other, at the desk and in a folder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.records import Span
from saidby.views.web.links import DeskLinks, FolderLinks, anchor, leaf

KEY = "0123456789abcdef" * 4


def test_the_desks_addresses() -> None:
    links = DeskLinks(version="1")
    assert links.home() == "/"
    assert links.story(KEY, "drift") == "/stories/0123456789abcdef/drift"
    assert links.source(KEY, "harbour/police é") == "/stories/0123456789abcdef/sources/harbour%2Fpolice%20%C3%A9"
    assert links.statement(KEY, "S4", None) == "/stories/0123456789abcdef/statements/S4"
    assert links.article(KEY) == "/articles/0123456789abcdef"
    assert links.article(KEY, figure="f" * 32) == "/articles/0123456789abcdef#figure-ffffffffffffffff"
    assert links.article(KEY, figure="f", span=Span(3, 9)) == "/articles/0123456789abcdef/3-9#here"
    assert links.table(KEY, "points", "csv") == "/api/stories/0123456789abcdef/tables/points?format=csv"
    assert links.asset("desk.css") == "/static/desk.css?v=1"


def test_a_queue_is_asked_for_by_what_narrows_it() -> None:
    links = DeskLinks()
    assert links.review() == "/review"
    assert links.review(story="x", source="A & B", rule=None) == "/review?story=x&source=A+%26+B"
    assert DeskLinks(judges=False).review() is None


def test_a_folders_addresses_are_files_beside_and_below() -> None:
    links, below = FolderLinks(), FolderLinks(depth=1)
    assert (links.home(), below.home()) == ("index.html", "../index.html")
    assert (links.story(KEY), below.story(KEY, "brief")) == ("index.html", "../brief.html")
    assert below.source(KEY, "harbour-police") == "../sources/harbour-police.html"
    assert below.statement(KEY, "S4", "harbour-police") == "../sources/harbour-police.html#S4"
    assert below.statement(KEY, "S4", None) is None
    assert links.article(KEY, span=Span(3, 9)) == "articles/0123456789abcdef.html#at-3-9"
    assert links.article(KEY, figure="f") == "articles/0123456789abcdef.html#figure-f"
    assert links.table(KEY, "points", "csv") == "tables/points.csv"
    assert links.review() is None


def test_a_folder_among_others_leads_home_to_the_list_of_them() -> None:
    assert FolderLinks(among=True).home() == "../index.html"
    assert FolderLinks(among=True, depth=1).home() == "../../index.html"
    assert FolderLinks(among=True).story(KEY) == "index.html"


@pytest.mark.parametrize(("name", "file"), [("harbour-police", "harbour-police"), ("", "x-e3b0c442")])
def test_a_files_name(name: str, file: str) -> None:
    assert leaf(name) == file


@given(st.text())
def test_a_files_name_has_no_way_out_of_its_folder(name: str) -> None:
    assert set(leaf(name)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
    assert 0 < len(leaf(name)) <= 70


@given(st.text(), st.text())
def test_two_names_have_two_files(one: str, other: str) -> None:
    assert (leaf(one) == leaf(other)) == (one == other)


def test_a_figures_anchor_is_the_beginning_of_its_key() -> None:
    assert anchor("a" * 32) == "figure-" + "a" * 16
