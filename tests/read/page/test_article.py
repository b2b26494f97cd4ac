"""The article is found among all that is on a page; what is left out and has numerals is listed."""

import json
from pathlib import Path

import pytest

from saidby.errors import BadInput
from saidby.lexicon import Lexicon
from saidby.pipeline import mark, read
from saidby.read.documents import Document
from saidby.read.files import gather
from saidby.read.page import Page, read_page
from saidby.views.forms import article_form
from tests.read.page.pages import BODY, PARAGRAPHS, TITLE, json_ld, meta, page
from tests.shared import shared


def found(html: str, lexicon: Lexicon) -> Page:
    return read_page(html.encode(), "flood.html", lexicon)


def test_the_text_is_headline_and_paragraphs(lexicon: Lexicon) -> None:
    assert found(page(), lexicon).text == "\n\n".join([TITLE, *PARAGRAPHS])
    assert found(page(), lexicon).body == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "other",
    [
        "<p><a href='/7'>Read more: 60 dead after storm on Lake Velby</a></p>",
        "<aside><h3>Most read</h3><ul><li><a href='/8'>Fire in 2 barns</a></li></ul></aside>",
        "<div style='display:none'><p>Subscribe for 3 months</p></div>",
        "<script>var count = 12; document.write('<p>99 dead</p>')</script>",
        "<form><p>Sign up: 40,000 readers do</p><input></form>",
        "<!-- 77 lines -->",
    ],
)
def test_what_stands_between_the_paragraphs_is_left_out(other: str, lexicon: Lexicon) -> None:
    body = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{other}<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>"
    assert found(page(body), lexicon).body == "\n\n".join(PARAGRAPHS)


def test_headings_and_quoted_posts_between_paragraphs_stay(lexicon: Lexicon) -> None:
    more = "<h2>Help for 90 homes</h2>"
    post = "<blockquote class='post'><p>We have 14 boats out there. Please stay at home.</p></blockquote>"
    text = found(page(BODY + more + BODY.replace("12", "13") + post + f"<p>{PARAGRAPHS[0]}</p>"), lexicon).body
    assert "Help for 90 homes" in text
    assert "We have 14 boats" in text


def test_the_rows_of_a_table_are_lines(lexicon: Lexicon) -> None:
    rows = "<table><tr><th>Village</th><th>Dead</th></tr><tr><td>Tulla</td><td>7</td></tr></table>"
    page_found = found(page(BODY + rows + BODY.replace("12", "13")), lexicon)
    left_out = " ".join(o.text for o in page_found.omissions)
    assert "Tulla\t7" in page_found.body or "Tulla\t7" in left_out


def test_paragraphs_in_a_second_box_of_the_same_kind_are_found(lexicon: Lexicon) -> None:
    later = [paragraph.replace("Tulla", "Velby").replace("12", "31") for paragraph in PARAGRAPHS]
    boxes = "".join(
        f"<div class='part-{n}'><div class='text'>{''.join(f'<p>{p}</p>' for p in part)}</div></div><aside>{n}</aside>"
        for n, part in enumerate([PARAGRAPHS, later])
    )
    text = found(page(boxes), lexicon).body
    assert [p for p in [*PARAGRAPHS, *later] if p not in text] == []


@pytest.mark.parametrize(
    ("other", "numeral", "why"),
    [
        ("<p><a href='/7'>Read more: 60 dead after storm</a></p>", "60", "links to other pages"),
        ("<aside><p>In numbers: 77 homes are without power today in all</p></aside>", "77", "aside"),
        (
            "<figure><img src='a.jpg'><figcaption>One of 41 boats on the river near the old mill</figcaption></figure>",
            "41",
            "",
        ),
    ],
)
def test_numerals_that_are_seen_and_not_kept_are_listed_with_the_reason(
    other: str, numeral: str, why: str, lexicon: Lexicon
) -> None:
    result = found(page(BODY + other + BODY.replace("12", "13")), lexicon)
    listed = [o for o in result.omissions if numeral in o.numerals]
    assert numeral in result.body or (listed and why in listed[0].why)


def test_every_numeral_of_the_annotated_pages_is_kept_or_listed() -> None:
    shared("data", "boilerplate", "zyte", "pages.jsonl.gz")
    from score import pages, sets

    rows = sets.rows("boilerplate", "zyte", "pages.jsonl.gz")[:30]
    text = pages.text_scores(rows)
    assert text.kept + text.listed >= 0.995 * text.numerals
    assert text.f1 >= 0.965


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<html><head><title>Kerrin Post</title></head><body><nav><a href='/'>Home</a></nav></body></html>",
        "<!DOCTYPE html><html><body><script>app()</script><noscript>Please turn scripts on</noscript></body></html>",
        "<html><body><img src='a.jpg'></body></html>",
    ],
)
def test_a_page_without_an_article_is_refused(html: str, lexicon: Lexicon) -> None:
    with pytest.raises(BadInput) as refusal:
        found(html, lexicon)
    assert refusal.value.do == "Save what it says as plain text."


def test_a_text_that_only_the_metadata_have_is_taken_and_doubted(lexicon: Lexicon) -> None:
    head = json_ld(articleBody="\n\n".join(PARAGRAPHS))
    result = found(f"<html><head>{head}</head><body><div id='app'></div></body></html>", lexicon)
    assert result.body == "\n\n".join(PARAGRAPHS)
    assert any("metadata" in doubt for doubt in result.doubts)


# --- through the pipeline -----------------------------------------------------------------------------------------


def test_every_span_cuts_its_words_out_of_the_text() -> None:
    marks = mark(read(page(above="<p class='byline'>By Ann Reed</p>").encode(), name="flood.html"), reader="rules")
    article = marks.article
    assert (article.id, article.outlet, article.writers) == ("flood", None, ("Ann Reed",))
    assert article.title is not None
    assert article.title.of(article.text) == TITLE
    assert {"12 people", "340"} & {f.span.of(article.text) for f in marks.figures} or marks.figures
    assert all(article.text[f.bare.start : f.bare.end] == f.bare.of(article.text) for f in marks.figures)


@pytest.mark.parametrize(
    ("byline", "writers", "wire"),
    [
        ("By Ann Reed", ("Ann Reed",), None),
        ("By Ann Reed and Jo Penn", ("Ann Reed", "Jo Penn"), None),
        ("By Ann Reed, Associated Press", ("Ann Reed", "Associated Press"), "Associated Press"),
        ("By Reuters", ("Reuters",), "Reuters"),
    ],
)
def test_the_byline_names_writers_and_the_agency(byline: str, writers: tuple[str, ...], wire: str | None) -> None:
    article = read(page(above=f"<p class='meta'>{byline}</p>").encode(), name="flood.html")
    assert (article.writers, article.wire) == (writers, wire)
    assert byline not in article.text


def test_a_line_that_only_begins_like_a_byline_stays() -> None:
    article = read(page(above="<p>By the river at Tulla lie boats and beams.</p>").encode(), name="flood.html")
    assert article.writers == ()


def test_a_page_and_a_feeds_entry_of_it_are_one_article() -> None:
    entry = json.dumps({"text": "\n\n".join([TITLE, *PARAGRAPHS]), "title": TITLE}).encode()
    assert read(page(above="<p>By Ann Reed</p>").encode(), name="a.html").key == read(entry, name="a.json").key


def test_the_dateline_is_read_in_the_first_paragraph() -> None:
    body = BODY.replace("<p>Floods", "<p>TULLA, May 4 (Reuters) - Floods", 1)
    article = read(page(body, head=meta("og:site_name", "Kerrin Post")).encode(), name="flood.html")
    assert article.dateline is not None
    assert (article.dateline.place, article.wire, article.outlet) == ("TULLA", "Reuters", "Kerrin Post")


def test_a_page_says_where_its_day_comes_from() -> None:
    head = meta("article:published_time", "2021-05-04T08:30:00+02:00") + meta("og:site_name", "Kerrin Post")
    article = read(page(head=head).encode(), name="flood.html")
    assert (article.published, article.published_from) == ("2021-05-04", "article:published_time")
    assert (article.published_at, article.outlet) == ("2021-05-04T06:30:00Z", "Kerrin Post")


@pytest.mark.parametrize("name", ["flood.html", "flood.htm", "flood.XHTML", "flood.txt", "stdin.txt", "flood"])
def test_a_page_is_known_by_its_name_or_by_how_it_begins(name: str) -> None:
    assert read(page().encode(), name=name).title is not None


@pytest.mark.parametrize(
    "begin", ["<html>", "\ufeff<!doctype html>", "<!-- saved -->\n<!DOCTYPE html>", "<?xml version='1.0'?><html>"]
)
def test_a_page_begins_in_many_ways(begin: str) -> None:
    assert read((begin + BODY).encode(), name="flood.txt").text.startswith("Floods")


def test_a_page_in_utf_16_is_known_too() -> None:
    assert read(page().encode("utf-16"), name="flood.txt").text.startswith(TITLE)


def test_pages_of_a_folder_are_read(tmp_path: Path) -> None:
    for name in ("a.html", "b.htm", "c.xhtml", "d.HTML"):
        (tmp_path / name).write_text(page())
    names = [Path(d.name).name for d in gather([str(tmp_path)]) if isinstance(d, Document)]
    assert names == ["a.html", "b.htm", "c.xhtml", "d.HTML"]
    assert [read((tmp_path / n).read_bytes(), name=n).id for n in names] == ["a", "b", "c", "d"]


def test_the_same_bytes_give_the_same_article(lexicon: Lexicon) -> None:
    assert found(page(), lexicon) == found(page(), lexicon)


def test_the_json_of_a_page_has_what_only_pages_have() -> None:
    other = "<aside><p>In numbers: 77 homes are without power today in all</p></aside>"
    html = page(BODY + other + BODY.replace("12", "13"), head=meta("article:section", "Valley"))
    form = article_form(mark(read(html.encode(), name="a.html"), reader="rules"))
    assert form["section"] == "Valley"
    assert "doubts" not in form
    assert all(set(omission) == {"text", "numerals", "why"} for omission in form.get("omissions", []))
