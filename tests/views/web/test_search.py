"""What was looked for, and what happened."""

import pytest

from saidby.views.web.search import Happened, Hit, history_page, parted, search_page
from tests.views.web.build import DESK, shown, ways


@pytest.mark.parametrize(
    ("around", "asked", "runs"),
    [
        ("a [weir] gave way", "weir", ["a ", "weir", " gave way"]),
        ("[Weir] and [weir]", "weir", ["", "Weir", " and ", "weir", ""]),
        ("the [Höchst] weir", "hochst", ["the ", "Höchst", " weir"]),
        ("the [weir gave] way", "gave weir", ["the ", "weir gave", " way"]),
        ("it [sic] gave [way]", "way", ["it [sic] gave ", "way", ""]),
        ("[[weir]]", "weir", ["[", "weir", "]"]),
        ("nothing", "weir", ["nothing"]),
        ("a [ b", "b", ["a [ b"]),
        ("", "", [""]),
    ],
)
def test_a_snippet_in_runs(around: str, asked: str, runs: list[str]) -> None:
    assert parted(around, asked) == runs


def test_hits_are_marked_and_lead_to_their_places() -> None:
    hit = Hit(kind="article", name="<b>weir</b>", href="/articles/x", around=parted("the [weir] & all", "weir"))
    page = search_page(DESK, "weir", [hit], most=50)
    assert "<mark>weir</mark>" in page
    assert "&lt;b&gt;weir&lt;/b&gt;" in page
    assert "/articles/x" in ways(page)
    assert "The best 50" not in page
    assert "The best 1 " in search_page(DESK, "weir", [hit], most=1)


def test_nothing_found_and_nothing_asked_say_so() -> None:
    assert "No article and no statement" in search_page(DESK, "weir", [], most=50)
    assert "Type words" in search_page(DESK, "", [], most=50)


def test_the_history_goes_on_before_its_last_event() -> None:
    rows = [Happened(number=n, at="2031-05-06 07:08:09", by="ana", what="judged") for n in (9, 8)]
    assert "?before=8" in ways(history_page(DESK, rows, of="", more=8, trouble=""))
    assert "?of=a+%26+b&before=8" in ways(history_page(DESK, rows, of="a & b", more=8, trouble=""))


def test_an_empty_history_says_so() -> None:
    assert "Nothing has happened yet." in shown(history_page(DESK, [], of="", more=None, trouble=""))
    assert "no such" in shown(history_page(DESK, [], of="x", more=None, trouble="no such thing"))
