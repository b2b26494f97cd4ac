"""The article's page: its text with all that was found, and the record of each figure."""

from saidby.records import Omission, Reason, Span
from saidby.views.web.article import Around, Met, Told, article_page
from saidby.views.web.links import anchor
from tests.views.web.build import DESK, FOLDER, at, figure, furniture, ids, marks, shown, ways

TEXT = "At least 60 boats <were> likely lost, the ministry said. Some 90 had put to sea."
OWN = figure(
    "At least 60",
    TEXT,
    bound="at_least",
    high=None,
    source="the ministry",
    hedge=(at("likely", TEXT),),
    said_on="2031-05-06",
    part_of="f2",
    confidence=0.876,
    because=(Reason(step="sources", rule="cue behind"),),
)
BASE = figure("90", TEXT, 2, low=90.0, high=90.0)
WEIR = marks(TEXT, OWN, BASE, article={"title": None, "published": "2031-05-06", "url": "https://example.org/weir"})


def test_each_figure_leads_to_its_record_and_back() -> None:
    page = article_page(DESK, WEIR, Around())
    for one in (OWN, BASE):
        assert {anchor(one.key), f"record-{anchor(one.key)}"} <= set(ids(page))
        assert {f"#{anchor(one.key)}", f"#record-{anchor(one.key)}", f"/review?figure={one.key}"} <= set(ways(page))
    assert len(ids(page)) == len(set(ids(page)))


def test_a_record_says_all_that_is_known_of_a_figure() -> None:
    words = shown(article_page(DESK, WEIR, Around(told={OWN.key: Told(id="S1", source="the ministry", href="/s#S1")})))
    for fact in (
        *("at least 60", "Sure 88 %", "Bound at least", "Measure killed", "Source the ministry", "Hedge “likely”"),
        *("Said 6 May 2031", "Part of “90”", "Statement S1 of the ministry", "sources: cue behind"),
    ):
        assert fact in words
    assert "As of" not in words


def test_a_statement_without_a_page_is_named_and_leads_nowhere() -> None:
    page = article_page(FOLDER, WEIR, Around(told={OWN.key: Told(id="S1", source="nobody named", href="")}))
    assert "Statement S1 of nobody named" in shown(page)
    assert "" not in ways(page)


def test_the_text_is_escaped() -> None:
    assert "boats &lt;were&gt;" in article_page(DESK, WEIR, Around())


def test_a_stretch_has_its_own_place_wherever_it_begins() -> None:
    for words in ("60 boats", "lost", "least 60 boats <were> likely lost", "said. Some 90", "At"):
        page = article_page(DESK, WEIR, Around(), here=at(words, TEXT))
        assert ids(page).count("here") == 1


def test_places_that_others_point_at_are_there() -> None:
    page = article_page(FOLDER, WEIR, Around(), points=[Span(3, 9), Span(3, 12), Span(20, 30)])
    assert {"at-3-9", "at-3-12", "at-20-30"} <= set(ids(page))


def test_a_figure_inside_another_can_be_shown() -> None:
    told = marks(TEXT, figure("At least 60 boats", TEXT, 1), figure("60", TEXT, 2))
    page = article_page(DESK, told, Around())
    assert {way[1:] for way in ways(page) if way.startswith("#figure")} <= set(ids(page))


def test_an_article_without_figures_title_or_words() -> None:
    page = article_page(DESK, marks(""), Around())
    assert "<h1>weir</h1>" in page
    assert "0 figures" in shown(page)
    assert "undated" in shown(page)


def test_where_it_was_met_and_what_else_was_met_there() -> None:
    around = Around(
        met=[Met(at="2031-05-06", route="feed", place="https://example.org/<weir>", sha256="ab" * 32)],
        others=[("A later text at the same place is weir-2", "/articles/b")],
    )
    page = article_page(DESK, WEIR, around)
    assert "https://example.org/<weir>" in shown(page)
    assert "A later text at the same place is weir-2: see it" in shown(page)
    assert "/articles/b" in ways(page)


def test_judged_and_rejected_figures_are_told_apart() -> None:
    around = Around(judged={OWN.key: "judged by ana"}, rejected=[("7", "rejected by bob", "/review?figure=x")])
    page = article_page(DESK, WEIR, around)
    assert "judged by ana" in shown(page)
    assert "No figures, by people’s word “7” rejected by bob see it" in shown(page)


def test_doubts_and_what_is_missing_are_told() -> None:
    article = {
        "doubts": ("cut off <here>",),
        "omissions": (Omission(text="40 hurt", numerals=("40",), why="in a picture"),),
        "furniture": (furniture(Span(0, 3)),),
    }
    words = shown(article_page(DESK, marks(TEXT, article=article), Around()))
    assert "cut off <here>" in words
    assert "“40 hurt” (40): in a picture" in words


def test_a_file_has_no_way_to_the_review_and_no_script() -> None:
    page = article_page(FOLDER, WEIR, Around())
    assert "<script" not in page
    assert not [way for way in ways(page) if way.startswith("/")]
