"""What a page says about itself: title, writers, outlet, section, day, address."""

from typing import Any

import pytest

from saidby.lexicon import Lexicon, faults
from saidby.read.page import Page, read_page
from saidby.read.page.address import clean_address
from tests.read.page.pages import BODY, TITLE, json_ld, meta, page, script

ADDRESS = "https://kerrin.example/2021/05/04/floods"


def found(html: str, lexicon: Lexicon, url: str | None = None) -> Page:
    return read_page(html.encode(), "flood.html", lexicon, url=url)


@pytest.mark.parametrize(
    ("node", "writers", "outlet"),
    [
        ({"author": "Jo Penn", "publisher": {"name": "Kerrin Post"}}, ("Jo Penn",), "Kerrin Post"),
        ({"author": {"@type": "Person", "name": "By Jo Penn and Ann Reed"}}, ("Jo Penn", "Ann Reed"), None),
        ({"author": [{"name": "Jo Penn"}, {"name": "Ann Reed, PhD"}]}, ("Jo Penn", "Ann Reed"), None),
        ({"author": {"name": "Kerrin Post"}, "publisher": {"name": "Kerrin Post"}}, (), "Kerrin Post"),
        ({"author": "https://kerrin.example/people/jo-penn"}, (), None),
        ({"author": "@jopenn", "publisher": {"name": "https://kerrin.example"}}, (), None),
        ({"author": {"name": "admin"}}, (), None),
        ({"author": ["O&#8217;Hara Penn"]}, ("O’Hara Penn",), None),
    ],
)
def test_writers_and_outlet_in_json_ld(
    node: dict[str, Any], writers: tuple[str, ...], outlet: str | None, lexicon: Lexicon
) -> None:
    result = found(page(head=json_ld(**node)), lexicon)
    assert (result.writers, result.outlet) == (writers, outlet)


def test_graphs_lists_and_references_are_followed(lexicon: Lexicon) -> None:
    graph = {
        "@graph": [
            {"@type": "WebSite", "name": "Kerrin Post Online", "@id": "#site"},
            {"@type": ["NewsArticle"], "headline": TITLE, "author": {"@id": "#jo"}, "publisher": {"@id": "#org"},
             "datePublished": "2021-05-04T08:30:00+02:00", "articleSection": ["Valley", "News"]},
            {"@type": "Person", "@id": "#jo", "name": "Jo Penn"},
            {"@type": "Organization", "@id": "#org", "name": "Kerrin Post"},
        ]
    }  # fmt: skip
    result = found(page(head=script([graph])), lexicon)
    assert (result.writers, result.outlet, result.section) == (("Jo Penn",), "Kerrin Post", "Valley")
    assert (result.published, result.published_from) == ("2021-05-04T08:30:00+02:00", "JSON-LD")


def test_of_several_articles_the_one_with_the_pages_title_counts(lexicon: Lexicon) -> None:
    others = [{"@type": "NewsArticle", "headline": f"Fire {n}", "datePublished": f"2019-01-0{n}"} for n in (1, 2)]
    head = script([*others, {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2021-05-04"}])
    assert found(page(head=head), lexicon).published == "2021-05-04"


@pytest.mark.parametrize("broken", ["{", "[" * 5000, "{'a': 1}", '{"@type": 7, "author": [[["x"]]]}', "null", '"x"'])
def test_broken_json_ld_costs_nothing(broken: str, lexicon: Lexicon) -> None:
    result = found(page(head=f"<script type='application/ld+json'>{broken}</script>"), lexicon)
    assert result.title == TITLE


@pytest.mark.parametrize(
    ("head", "above", "day", "where"),
    [
        (meta("article:published_time", "2021-05-04T22:10:00Z"), "", "2021-05-04T22:10:00Z", "article:published_time"),
        ("<meta itemprop='datePublished' content='2021-05-04'>", "", "2021-05-04", "datepublished"),
        ("<meta name='pubdate' content='20210504'>", "", "2021-05-04", "pubdate"),
        ("<meta name='date' content='Tue, 04 May 2021 08:30:00 +0200'>", "", "2021-05-04T08:30:00+02:00", "date"),
        ("<meta name='dc.date' content='2021-05'>", "", "2021-05", "dc.date"),
        ("", "<time datetime='2021-05-04' pubdate>yesterday</time>", "2021-05-04", "time"),
        ("", "<p><time datetime='2021-05-04T09:00'>9 am</time></p>", "2021-05-04T09:00", "time"),
        ("", "<p>Published 4 May 2021 | 3 min read</p>", "2021-05-04", "page"),
        ("", "<p>Tuesday, May 4, 2021. Updated May 6, 2021</p>", "2021-05-04", "page"),
        ('<script>x = {"publishedAt": "2021-05-04T08:00:00Z"}</script>', "", "2021-05-04T08:00:00Z", "script"),
        (meta("article:modified_time", "2021-05-06"), "", "2021-05-06", "last change"),
        (meta("article:published_time", "1970-01-01") + meta("article:modified_time", "soon"), "", None, None),
        (meta("article:published_time", "04/05/2021"), "", "2021", "article:published_time"),
        (meta("article:published_time", "4 May 2021"), "", "2021-05-04", "article:published_time"),
        (meta("article:published_time", "Tuesday, 4 May 2021"), "", "2021-05-04", "article:published_time"),
        (meta("article:published_time", "Last updated 6 May 2021"), "", None, None),
        (meta("article:published_time", "04/05/2021"), "<p>4 May 2021</p>", "2021-05-04", "page"),
    ],
)
def test_days(head: str, above: str, day: str | None, where: str | None, lexicon: Lexicon) -> None:
    result = found(page(head=head, above=above), lexicon)
    assert (result.published, result.published_from) == (day, where)


@pytest.mark.parametrize(
    ("told", "day", "moment"),
    [
        ("2021-05-05T02:25:00Z", "2021-05-04", "2021-05-05T02:25:00Z"),  # the outlet's evening
        ("2021-05-05T02:25:00+05:00", "2021-05-05T02:25:00+05:00", "2021-05-04T21:25:00Z"),
        ("2023-01-09T10:00:00Z", "2021-05-04", None),  # the page was made again
    ],
)
def test_the_day_in_the_address_settles_what_metadata_leave_open(
    told: str, day: str, moment: str | None, lexicon: Lexicon
) -> None:
    result = found(page(head=meta("article:published_time", told)), lexicon, ADDRESS)
    assert (result.published, result.published_at) == (day, moment)


@pytest.mark.parametrize(
    ("head", "title", "shown"),
    [
        (json_ld(), TITLE, True),
        (meta("og:title", f"{TITLE} - Kerrin Post") + meta("og:site_name", "Kerrin Post"), TITLE, True),
        (meta("og:title", TITLE[:40] + "..."), TITLE, True),
        ("", TITLE, True),
    ],
)
def test_titles(head: str, title: str, shown: bool, lexicon: Lexicon) -> None:
    result = found(page(head=head), lexicon)
    assert result.title == title
    assert result.text.startswith(title) == shown


def test_a_title_that_only_metadata_have_is_not_put_into_the_text(lexicon: Lexicon) -> None:
    html = (
        f"<html><head><title>Floods kill 12 | Kerrin Post</title></head><body><article>{BODY}</article></body></html>"
    )
    result = found(html, lexicon)
    assert (result.title, result.text) == ("Floods kill 12", result.body)


@pytest.mark.parametrize(
    ("head", "url", "address"),
    [
        (f"<link rel='canonical' href='{ADDRESS}?utm_source=mail#top'>", None, ADDRESS),
        (meta("og:url", ADDRESS), "https://m.kerrin.example/x?fbclid=7", ADDRESS),
        ("<link rel='canonical' href='/2021/05/04/floods'>", "https://kerrin.example/a", ADDRESS),
        ("<link rel='canonical' href='https://kerrin.example/'>", f"{ADDRESS}?gclid=1", ADDRESS),
        ("<link rel='canonical' href='javascript:alert(1)'>", None, None),
        ("", f"{ADDRESS}?fbclid=abc", ADDRESS),
    ],
)
def test_addresses(head: str, url: str | None, address: str | None, lexicon: Lexicon) -> None:
    assert found(page(head=head), lexicon, url).url == address


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://Kerrin.example:443/a?id=7&utm_campaign=x&utm_id=3", "https://kerrin.example/a?id=7"),
        ("http://kerrin.example?page=2&fbclid=x", "http://kerrin.example/?page=2"),
        ("https://kerrin.example/a?story=12&ref_src=tw&at_custom1=x", "https://kerrin.example/a?story=12"),
        ("https://kerrin.example/a?atom=1&p=3&ref=4", "https://kerrin.example/a?atom=1&p=3&ref=4"),
        ("ftp://kerrin.example/a", None),
        ("https://[bad", None),
        ("https://kerrin.example:99999/", None),
        ("https://kerrin.example/" + "a" * 3000, None),
    ],
)
def test_what_tells_where_a_reader_came_from_goes(address: str, clean: str | None, lexicon: Lexicon) -> None:
    assert clean_address(address, lexicon) == clean


def test_the_parameters_prove_themselves(lexicon: Lexicon) -> None:
    assert faults(lexicon.tracking) == []
