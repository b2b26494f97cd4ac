"""The day on which an article came out, by the outlet's own clock, in whatever words the page has it."""

import pytest

from saidby.lexicon import Lexicon
from saidby.read.page import Page, read_page
from saidby.read.page.elsewhere import day_elsewhere, languages
from tests.read.page.pages import BODY, PARAGRAPHS, TITLE, json_ld, meta, page

UNIVERSAL = "2021-05-05T02:25:37+00:00"


def found(html: str, lexicon: Lexicon, url: str | None = None) -> Page:
    return read_page(html.encode(), "flood.html", lexicon, url=url)


@pytest.mark.parametrize(
    ("head", "above", "day"),
    [
        # the same moment with its zone
        (json_ld(datePublished=UNIVERSAL), "<time datetime='2021-05-04T22:25:37-04:00'>4 May</time>", "2021-05-04"),
        (meta("article:published_time", UNIVERSAL), "<p>By Jo Penn | May 4, 2021</p>", "2021-05-04"),
        (meta("article:published_time", "2021-05-04T22:10:00Z"), "<p>5 May 2021, 08:10</p>", "2021-05-05"),
        # at that hour it is the same day there and here, or the line is of another article
        (meta("article:published_time", "2021-05-04T14:00:00Z"), "<p>May 3, 2021</p>", "2021-05-04"),
        (meta("article:published_time", UNIVERSAL), "<p>May 2, 2021</p>", "2021-05-05"),
        (meta("article:published_time", UNIVERSAL), "<p>May 4, 2021</p><p>May 5, 2021</p>", "2021-05-05"),
        # a moment with a zone of its own is the outlet's
        (meta("article:published_time", "2021-05-05T00:25:00-04:00"), "<p>May 4, 2021</p>", "2021-05-05"),
        (json_ld(datePublished="Wed May 05 2021 02:25:37 GMT+0000 (UTC)"), "<p>4 May 2021</p>", "2021-05-04"),
    ],
)
def test_the_day_is_that_of_the_outlets_clock(head: str, above: str, day: str, lexicon: Lexicon) -> None:
    published = found(page(head=head, above=above), lexicon).published
    assert published is not None
    assert published[:10] == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Updated 6 May 2021; published 4 May 2021", "2021-05-04"),
        ("Published 4 May 2021, updated 6 May 2021", "2021-05-04"),
        ("Mardi 4 mai 2021 à 10h15", "2021-05-04"),
        ("Von Jo Penn, 4. Mai 2021", "2021-05-04"),
        ("Martes, 4 de mayo de 2021", "2021-05-04"),
        ("4 травня 2021, 09:00", "2021-05-04"),
        ("2021년 5월 4일", "2021-05-04"),
        ("4 bridges were closed in 2021", None),
    ],
)
def test_lines_below_the_headline(line: str, day: str | None, lexicon: Lexicon) -> None:
    assert found(page(above=f"<p>{line}</p>"), lexicon).published == day


def test_a_line_below_the_headline_goes_before_one_above_it(lexicon: Lexicon) -> None:
    html = page(above="<p>4 May 2021</p>").replace("<h1>", "<div>Friday, 7 May 2021</div><h1>")
    assert found(html, lexicon).published == "2021-05-04"


@pytest.mark.parametrize(
    ("below", "day"),
    [
        ("<li>Date: 04.05.2021</li>", "2021"),  # one of two days: only the year is told
        ("<li>Date: 24.05.2021</li>", "2021-05-24"),
        ("<p>First published on 24 May 2021</p>", "2021-05-24"),
        ("<p>Published 24 May 2021</p><p>Published 2 May 2021</p>", None),  # of other articles
        ("<div class='comment-list'><p>Posted 24 May 2021</p></div>", None),
        ("<p>Copyright 2021 Kerrin Post</p>", None),
        ("<p>Last updated: 24 May 2021</p>", "2021-05-24"),
    ],
)
def test_lines_that_say_what_their_day_is_may_stand_anywhere(below: str, day: str | None, lexicon: Lexicon) -> None:
    boxes = "".join(f"<div>Box {n}</div>" for n in "abcdefgh")
    html = page().replace("</main>", f"</main>{boxes}{below}")
    assert found(html, lexicon).published == (day if day != "2021" else None)


def test_the_name_for_browsers_may_end_with_the_day(lexicon: Lexicon) -> None:
    assert found(page(title=TITLE).replace("| Kerrin Post", "| KP | 24.05.2021"), lexicon).published == "2021-05-24"
    assert found(page().replace("| Kerrin Post", "| What 24 May 2021 has shown us"), lexicon).published is None


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
def test_each_language_proves_its_months(language) -> None:  # type: ignore[no-untyped-def]
    assert len(language.months) == 12
    assert language.examples
    assert {day_elsewhere(line) for line in language.examples.values()} == set(language.examples)


# --- who and where: pages of several makes ------------------------------------------------------------------------

DATED = BODY.replace("<p>Floods", "<p>{0}Floods", 1)


@pytest.mark.parametrize(
    ("head", "above", "opening", "outlet", "writers", "place"),
    [
        (json_ld(publisher={"name": "Kerrin Post"}, author={"name": "Jo Penn"}), "", "TULLA, May 4 - ",
         "Kerrin Post", ("Jo Penn",), "TULLA"),
        (meta("og:site_name", "Velby Times"), "<p>By Ann Reed in Tulla</p>", "TULLA (AP) — ",
         "Velby Times", (), "TULLA"),
        ("<meta name='dc.publisher' content='Radio Tulla'><meta name='author' content='Ann Reed'>", "",
         "TULLA, Kerrin, May 4 (Reuters) - ", "Radio Tulla", ("Ann Reed",), "TULLA, Kerrin"),
        ("", "<p><a rel='author' href='/p/4'>Ann Reed</a></p>", "", None, ("Ann Reed",), None),
        ("", "<div class='byline'>By Ann Reed and Jo Penn</div>", "", None, ("Ann Reed", "Jo Penn"), None),
    ],
)  # fmt: skip
def test_outlet_byline_and_dateline(
    head: str, above: str, opening: str, outlet: str | None, writers: tuple[str, ...], place: str | None
) -> None:
    from saidby.pipeline import read

    article = read(page(DATED.format(opening), head=head, above=above).encode(), name="flood.html")
    assert (article.outlet, article.writers) == (outlet, writers)
    assert (article.dateline.place if article.dateline else None) == place
    assert PARAGRAPHS[0] in article.text
