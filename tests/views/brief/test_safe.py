"""Promise S7: nothing that articles, outlets or sources bring is active in a brief."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from saidby.views.brief import Brief, brief, html, markdown, plain
from tests.views.hostile import ADDRESSES, PAYLOADS, hostile_story

_TAGS = {"article", "h1", "h2", "p", "ul", "ol", "li", "sup", "a", "cite", "span"}
_ATTRIBUTES = {"class", "id", "href", "rel"}
_OURS = {"heading", "paragraph", "bullet_list", "list_item", "em", "footnote_block", "footnote", "footnote_anchor"}
_OURS |= {"footnote_ref", "text", "inline", "softbreak", "link"}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _brief(payload: str, address: str | None = None) -> Brief:
    story, marks = hostile_story(payload, address)
    return brief(story, marks)


def tokens(page: str) -> Iterator[Token]:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    for token in parser.parse(page):
        yield token
        yield from token.children or ()


def test_there_are_a_hundred_payloads() -> None:
    assert len(PAYLOADS) >= 100
    assert len(set(PAYLOADS)) == len(PAYLOADS)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_html_has_our_tags_alone(payload: str) -> None:
    parser = _Tags()
    parser.feed(html(_brief(payload)))
    assert {tag for tag, _ in parser.found} <= _TAGS
    assert {name for _, attributes in parser.found for name in attributes} <= _ATTRIBUTES
    assert all((a.get("href") or "#").startswith("#") for _, a in parser.found)
    assert sum(tag == "article" for tag, _ in parser.found) == 1


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_has_our_marks_alone(payload: str) -> None:
    whole = _brief(payload)
    found = list(tokens(markdown(whole)))
    kinds = {t.type.removesuffix("_open").removesuffix("_close") for t in found}
    assert kinds <= _OURS - {"link"}
    assert sum(t.type == "heading_open" for t in found) == 1 + len(whole.sections)
    assert {t.meta["id"] for t in found if t.type == "footnote_open"} == set(range(len(whole.cited())))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_plain_text_steers_no_terminal(payload: str) -> None:
    assert all(char.isprintable() or char == "\n" for char in plain(_brief(payload)))


@pytest.mark.parametrize("address", ADDRESSES)
def test_links_lead_to_web_pages_and_end_where_they_should(address: str) -> None:
    whole = _brief("plain", address)
    parser = _Tags()
    parser.feed(html(whole))
    links = [a["href"] or "" for tag, a in parser.found if tag == "a" and not (a["href"] or "").startswith("#")]
    links += [str(t.attrGet("href")) for t in tokens(markdown(whole)) if t.type == "link_open"]
    safe = address.startswith("https://")
    assert bool(links) == safe
    assert all(link.startswith("https://a.example/") and not set(link) & set("<>\"'|{}[]` \n") for link in links)


def test_what_is_escaped_reads_as_it_was() -> None:
    words = "2.5 *million* [sic] <b> R&D $5 a_b C#"
    (inline,) = [t for t in tokens(markdown(_brief(words))) if t.type == "inline" and "Post " in t.content][:1]
    shown = "".join(t.content for t in inline.children or () if t.type == "text")
    assert words in shown
