"""The table for Wikipedia: a row for each source and day, in the words of the articles, and promise S7."""

import mwparserfromhell
import pytest
from mwparserfromhell.nodes import ExternalLink, Tag, Template, Wikilink
from mwparserfromhell.wikicode import Wikicode

from saidby.pipeline import link, mark, read
from saidby.serve.intake import mark_demo
from saidby.views.wikitext import wikitext
from tests.link.build import story, told
from tests.shared import shared
from tests.views.hostile import ADDRESSES, PAYLOADS, hostile_story

_TEMPLATES = {"cite news", "efn", "notelist"}
_FIELDS = {"title", "work", "date", "url", "quote"}
_TAGS = {"table", "tr", "th", "td", "ref"}


def parsed(page: str) -> Wikicode:
    return mwparserfromhell.parse(page)


def check(page: str) -> None:
    """Fail where anything in a table is not of our making."""
    code = parsed(page)
    assert page.count("{{") == page.count("}}") == len(code.filter_templates())
    assert {str(t.name).strip() for t in code.filter_templates()} <= _TEMPLATES
    cited = [t for t in code.filter_templates() if str(t.name).strip() == "cite news"]
    assert cited
    assert all({str(p.name).strip() for p in t.params} <= _FIELDS for t in cited)
    assert all(t.has("title") and t.has("quote") for t in cited)
    assert not code.filter(forcetype=Wikilink)
    assert {str(t.tag) for t in code.filter(forcetype=Tag)} <= _TAGS
    assert not code.filter_comments()
    assert not code.filter_headings()
    assert not code.filter_arguments()
    ours = {str(t.get("url").value).strip() for t in cited if t.has("url")}
    assert {str(e) for e in code.filter(forcetype=ExternalLink)} <= ours
    assert "__" not in page
    assert "~~" not in page
    assert "''" not in page
    assert all(line[:2] in {"{|", "|+", "|-", "|}", "| ", "|", "! ", "{{"} for line in page.splitlines())


def rows(page: str) -> list[list[str]]:
    """Return the cells of each row, without the head."""
    (table,) = parsed(page).filter_tags(matches=lambda tag: tag.tag == "table")
    found = table.contents.filter_tags(matches=lambda tag: tag.tag == "tr", recursive=False)
    return [
        [str(cell.contents).strip() for cell in row.contents.filter_tags(matches=lambda tag: tag.tag == "td")]
        for row in found[1:]
    ]


def test_a_row_for_each_source_and_day() -> None:
    marks = mark_demo()
    page = wikitext(link(marks), marks)
    check(page)
    found = [(row[0], row[2]) for row in rows(page)]
    assert len(set(found)) == len(found)
    assert ("17 April 2026", "Tavoria's interior ministry") in found
    assert ("26 April 2026", "Tavoria's interior ministry") in found
    assert page.startswith('{| class="wikitable sortable"\n')


def test_bounds_and_hedges_stay_in_words() -> None:
    marks = mark_demo()
    page = wikitext(link(marks), marks)
    (row,) = [r for r in rows(page) if r[0] == "26 April 2026"]
    assert row[3].startswith("more than 1,100{{efn|")
    assert "“highly likely”" in page
    assert page.rstrip().endswith("{{notelist}}")


def test_a_part_of_what_its_cell_does_not_tell_is_told_alone() -> None:
    text = "The port guard said on Friday that {32} people died, {1} of them a pilot; {148} were on board."
    port = {"source": "port guard", "said_on": "2031-05-09"}
    parts = [{**port, "part_of": "f3"}, {**port, "part_of": "f3"}, {**port, "measure": "other"}]
    marks = [told("osk", text, *parts, published="2031-05-09", outlet="Norda")]
    page = wikitext(link(marks), marks)
    assert "| 32" in page
    assert "among them" not in page


def test_a_part_of_a_count_is_told_as_one() -> None:
    marks = mark_demo()
    (row,) = [r for r in rows(wikitext(link(marks), marks)) if r[0] == "23 April 2026"]
    assert row[3] == "some 870; about 310 children among them"


def test_what_comes_on_top_is_told_as_more() -> None:
    marks = mark_demo()
    (row,) = [r for r in rows(wikitext(link(marks), marks)) if r[2] == "Tavoria's army"]
    assert "1,500; 600 more" in row


def test_an_article_is_cited_in_full_once_and_by_name_from_then_on() -> None:
    marks = mark_demo()
    code = parsed(wikitext(link(marks), marks))
    refs = [t for t in code.filter_tags() if t.tag == "ref"]
    names = [str(t.get("name").value) for t in refs]
    full = [str(t.get("name").value) for t in refs if not t.self_closing]
    assert len(full) == len(set(full)) == len(set(names))
    first = {name: refs[names.index(name)] for name in names}
    assert not any(ref.self_closing for ref in first.values())


def test_what_was_taken_back_is_marked() -> None:
    board = {"source": "Kerrin River Board", "said_on": "2026-05-01"}
    one = told("a", "The Kerrin River Board said on 1 May that {500} people had died.", board, published="2026-05-01")
    other = told("b", "The Kerrin River Board has since retracted the estimate of {500} deaths.", board)
    assert "500 (taken back)" in wikitext(story(one, other), [one, other])


def test_without_a_source_or_a_measure_there_is_no_table() -> None:
    one = told("a", "About {40} people died.")
    other = told("b", "The board said {40} trucks came.", {"source": "the board", "measure": "other"})
    assert wikitext(story(one), [one]) == ""
    assert wikitext(story(other), [other]) == ""


def test_every_number_of_the_seeds_stands_in_a_quoted_article() -> None:
    marks = [mark(read(path.read_bytes(), name=path.name)) for path in sorted(shared("seeds").glob("*.txt"))]
    page = wikitext(link(marks), marks)
    check(page)
    quoted = " ".join(str(t.get("quote").value) for t in parsed(page).filter_templates(matches="cite news"))
    for row in rows(page):
        for cell in row[3:-1]:
            words = cell.partition("{{")[0].split(";")[0].removesuffix(" were casualties")
            assert words.casefold() in quoted.casefold()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_an_article_is_active(payload: str) -> None:
    check(wikitext(*hostile_story(payload)))


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_one_of_the_web_or_none(address: str) -> None:
    page = wikitext(*hostile_story("plain", address))
    check(page)
    urls = [str(t.get("url").value).strip() for t in parsed(page).filter(forcetype=Template) if t.has("url")]
    assert bool(urls) == address.startswith("https://")
    assert all(url.startswith("https://a.example/") and not set(url) & set("{}|[]<>\"' \n") for url in urls)
