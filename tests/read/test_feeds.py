"""Feeds: each entry is an article, with the outlet that its source names and the day in its own zone."""

import io
import json
import re
import time
from html import escape

import pytest

from saidby.pipeline import read
from saidby.read.containers import open_stream
from saidby.read.documents import Document, Names
from saidby.records import Article, Problem

HEAD = "<?xml version='1.0' encoding='UTF-8'?>"
BODY = "<p>At least <b>40</b> people were killed at Osk,\n the river board said.</p><p>Fewer than 5 are missing.</p>"
TEXT = "At least 40 people were killed at Osk, the river board said.\n\nFewer than 5 are missing."


def rss(items: str) -> bytes:
    names = "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
    channel = f"<channel><title>Osk Mail</title><link>https://mail.osk.example/</link>{items}</channel>"
    return f"{HEAD}<rss version='2.0' {names}>{channel}</rss>".encode()


def atom(entries: str) -> bytes:
    return f"{HEAD}<feed xmlns='http://www.w3.org/2005/Atom'><title>Osk Mail</title>{entries}</feed>".encode()


def opened(data: bytes, name: str = "osk.rss") -> list[Document | Problem]:
    return list(open_stream(io.BytesIO(data), name))


def articles(data: bytes, name: str = "osk.rss") -> list[Article]:
    found = [item for item in opened(data, name) if isinstance(item, Document)]
    return [read(item.data, name=item.name, address=item.address) for item in found]


def problems(data: bytes, name: str = "osk.rss") -> list[Problem]:
    return [item for item in opened(data, name) if isinstance(item, Problem)]


def test_an_rss_entry_is_an_article_with_its_source_and_its_day() -> None:
    (article,) = articles(
        rss(
            "<item><title>Weir fails &amp;amp; floods Osk</title><link>https://mail.osk.example/a?utm_source=rss</link>"
            "<guid isPermaLink='false'>osk-1</guid><pubDate>Sun, 03 May 2026 23:30:00 -0700</pubDate>"
            "<source url='https://lpa.example/rss'>Lowland Press Agency</source><description>Short.</description>"
            f"<content:encoded>{escape(BODY)}</content:encoded></item>"
        )
    )
    assert article.id == "osk-1"
    assert article.text == f"Weir fails & floods Osk\n\n{TEXT}"
    assert article.title is not None
    assert article.outlet == "Lowland Press Agency"
    assert (article.published, article.published_at) == ("2026-05-03", "2026-05-04T06:30:00Z")
    assert article.url == "https://mail.osk.example/a"


def test_an_atom_entry_is_an_article() -> None:
    content = f"<div xmlns='http://www.w3.org/1999/xhtml'>{BODY}</div>"
    (article,) = articles(
        atom(
            "<entry><title type='html'>Weir &lt;i>fails&lt;/i></title><id>tag:mail.osk.example,2026:1</id>"
            "<link href='https://mail.osk.example/a'/><updated>2026-05-05T00:00:00Z</updated>"
            f"<published>2026-05-04T07:00:00+02:00</published><content type='xhtml'>{content}</content>"
            "<source><id>urn:x</id><title>Lowland Press Agency</title></source></entry>"
        ),
        "osk.atom",
    )
    assert article.text == f"Weir fails\n\n{TEXT}"
    assert article.outlet == "Lowland Press Agency"
    assert article.published == "2026-05-04"


@pytest.mark.parametrize("version", ["1", "1.1"])
def test_an_item_of_a_json_feed_is_an_article(version: str) -> None:
    items = [
        {"id": 7, "url": "https://mail.osk.example/a", "title": "Weir fails", "content_html": BODY,
         "date_published": "2026-05-04T07:00:00+02:00", "_source": {"title": "Lowland Press Agency"}},
        {"id": "b", "content_text": "At least 12 were hurt, the police said."},
    ]  # fmt: skip
    feed = {"version": f"https://jsonfeed.org/version/{version}", "title": "Osk Mail", "items": items}
    first, second = articles(json.dumps(feed).encode(), "osk.json")
    assert (first.id, first.text, first.outlet) == ("7", f"Weir fails\n\n{TEXT}", "Lowland Press Agency")
    assert (second.id, second.outlet, second.published) == ("b", "Osk Mail", None)


def test_escaped_signs_in_a_plain_summary_are_signs() -> None:
    (article,) = articles(
        rss("<item><guid>a</guid><description>Under &amp;lt;5 metres &amp;amp; rising.</description></item>")
    )
    assert article.text == "Under <5 metres & rising."


def test_the_longest_of_summary_and_content_is_the_text() -> None:
    item = (
        f"<item><guid>a</guid><description>{escape(BODY)}</description><content:encoded>Short.</content:encoded></item>"
    )
    assert articles(rss(item))[0].text == TEXT


def test_an_entry_that_is_a_headline_is_passed_over_with_a_note() -> None:
    (note,) = problems(rss("<item><guid>a</guid><title>Weir fails</title></item>"))
    assert note.note
    assert note.where == "osk.rss/a"


def test_beyond_a_thousand_entries_the_rest_is_left_out_and_said_to_be() -> None:
    items = "".join(f"<item><guid>g{n}</guid><description>At least {n} died.</description></item>" for n in range(1203))
    found = opened(rss(items))
    assert len([item for item in found if isinstance(item, Document)]) == 1000
    assert isinstance(found[-1], Problem)
    assert found[-1].what == "has more than 1,000 entries; 203 were left out"
    assert not found[-1].note


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (rss(""), "holds no entries"),
        (b"<rss", "not XML"),
        (b"<rss version='2.0'>", "holds no entries"),
        (b"<kml><Placemark/></kml>", "XML of a kind that is not read (kml)"),
        (b"", "not XML"),
        (b"<rss>" + b" " * 10_000_000, "larger than 10 MB"),
    ],
)
def test_what_is_no_feed_is_refused_in_one_line(data: bytes, what: str) -> None:
    (problem,) = problems(data)
    assert what in problem.what
    assert not problem.note


def test_a_feed_that_breaks_off_gives_what_came() -> None:
    whole = rss("<item><guid>a</guid><description>At least 40 died.</description></item>" * 2)
    assert articles(whole[: whole.rindex(b"<guid>")])[0].text == "At least 40 died."


def test_entries_of_one_id_have_two_names() -> None:
    item = "<item><guid>a</guid><description>At least 40 died.</description></item>"
    assert [article.id for article in articles(rss(item * 2))] == ["a", "a~2"]


ONE = "<item><guid>a</guid><description>At least 40 died.</description></item>"


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<a>" * 600 + "</a>" * 600, "tags within tags, more than 512 deep"),
        ("<a " + " ".join(f"a{n}='1'" for n in range(501)) + "/>", "a tag with more than 500 attributes"),
        ("<a " + "a='1' " * 501 + "/>", "a tag with more than 500 attributes"),  # damaged: one name twice
        ("<a/>" * 200_001, "more than 200,000 tags"),
        ("<a>" * 200_001 + "<b", "more than 200,000 tags|more than 512 deep"),
    ],
)
def test_what_would_keep_a_parser_busy_is_refused_before(inside: str, what: str) -> None:
    began = time.process_time()
    (problem,) = problems(rss(f"{ONE}<item><guid>b</guid><description>{inside}</description></item>"))
    assert re.search(what, problem.what)
    assert time.process_time() - began < 2


def test_a_damaged_feed_may_have_tags_that_end_themselves() -> None:
    items = "".join(
        f"<item><guid>g{n}</guid><description>At least {n} died.<br/></description></item>" for n in range(900)
    )
    assert len(articles(rss(f"{items}<item>& <x"))) >= 900


def test_an_entry_with_too_many_tags_costs_only_itself() -> None:
    body = escape("<p>" * 200_001)
    found = opened(rss(f"{ONE}<item><guid>b</guid><description>{body}</description></item>{ONE}"))
    assert [type(item) for item in found] == [Document, Problem, Document]


def test_many_entries_of_one_name_are_named_at_once() -> None:
    began = time.process_time()
    names = Names()
    assert [names.of("a") for _ in range(100_000)][-1] == "a~100000"
    assert time.process_time() - began < 2
