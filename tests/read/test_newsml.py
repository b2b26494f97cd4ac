"""NewsML-G2 and NITF: news items with their bodies, alone and in messages."""

import io

import pytest

from saidby.pipeline import read
from saidby.read.containers import open_stream
from saidby.read.documents import Document
from saidby.records import Article, Problem

IPTC = "xmlns='http://iptc.org/std/nar/2006-10-01/'"
PARAGRAPHS = "<p>At least <b>40</b> people were killed at Osk, the river board said.</p><p>Another 12 are missing.</p>"
TEXT = "At least 40 people were killed at Osk, the river board said.\n\nAnother 12 are missing."
NITF = (
    "<nitf><head><docdata><doc-id id-string='osk-9'/><date.issue norm='20260504T070000Z'/></docdata></head>"
    "<body><body.head><hedline><hl1>Weir fails at Osk</hl1></hedline><distributor>Lowland Press Agency</distributor>"
    f"</body.head><body.content>{PARAGRAPHS}</body.content></body></nitf>"
)
XHTML = f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>{PARAGRAPHS}</body></html>"


def item(content: str, *, status: str = "stat:usable", guid: str = "urn:newsml:lpa.example:osk-1") -> str:
    return (
        f"<newsItem {IPTC} guid='{guid}' version='2'><itemMeta><provider qcode='nprov:LPA'/>"
        f"<versionCreated>2026-05-04T07:00:00+02:00</versionCreated><pubStatus qcode='{status}'/>"
        "<link rel='irel:seeAlso' href='https://lpa.example/osk-1'/></itemMeta>"
        "<contentMeta><infoSource qcode='is:LPA'><name>Lowland Press Agency</name></infoSource>"
        f"<headline>Weir fails at Osk</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def opened(xml: str | bytes, name: str = "osk.xml") -> list[Document | Problem]:
    return list(open_stream(io.BytesIO(xml.encode() if isinstance(xml, str) else xml), name))


def article(xml: str | bytes) -> Article:
    (found,) = opened(xml)
    assert isinstance(found, Document), found
    return read(found.data, name=found.name, address=found.address)


@pytest.mark.parametrize(
    "content",
    [
        f"<inlineXML contenttype='application/xhtml+xml'>{XHTML}</inlineXML>",
        f"<inlineXML contenttype='application/nitf+xml'>{NITF}</inlineXML>",
        f"<inlineData contenttype='text/plain'>{TEXT}</inlineData>",
        "<inlineData contenttype='text/html'>" + PARAGRAPHS.replace("<", "&lt;") + "</inlineData>",
    ],
)
def test_the_body_of_a_news_item_is_the_article(content: str) -> None:
    found = article(item(content))
    assert found.text == f"Weir fails at Osk\n\n{TEXT}"
    assert found.id == "newsml_lpa.example_osk-1"
    assert (found.outlet, found.published, found.url) == (
        "Lowland Press Agency",
        "2026-05-04",
        "https://lpa.example/osk-1",
    )


def test_a_file_in_nitf_is_an_article() -> None:
    found = article(f"<!DOCTYPE nitf SYSTEM 'http://nitf.example/nitf.dtd'>{NITF}")
    assert found.text == f"Weir fails at Osk\n\n{TEXT}"
    assert (found.id, found.outlet, found.published) == ("osk-9", "Lowland Press Agency", "2026-05-04")


def test_every_item_of_a_message_is_an_article() -> None:
    both = item("<inlineData>At least 40 died.</inlineData>") + item("<inlineData>Another 12.</inlineData>", guid="b")
    found = opened(f"<newsMessage {IPTC}><header/><itemSet>{both}</itemSet></newsMessage>")
    assert [entry.name for entry in found if isinstance(entry, Document)] == [
        "osk.xml/newsml_lpa.example_osk-1.json",
        "osk.xml/b.json",
    ]


@pytest.mark.parametrize(
    ("xml", "what", "note"),
    [
        (f"<packageItem {IPTC}><groupSet><group><itemRef residref='a'/></group></groupSet></packageItem>",
         "a package, which names 1 items and holds none", True),
        (item("<remoteContent href='https://lpa.example/a.xml'/>"), "has no text in it", True),
        (item("<inlineData>x</inlineData>", status="stat:canceled"), "its publisher has marked it as canceled", True),
        (f"<conceptItem {IPTC}/>", "holds no news item (conceptItem)", False),
        (item("<inlineData>x</inlineData>")[:-5], "damaged XML", False),
        ("<nitf><body/></nitf>", "holds no text", False),
        ("<nitf>" + "<p>" * 600, "tags within tags, more than 512 deep", False),
        ("<nitf>" + "<p/>" * 200_001, "has more than 200,000 tags", False),
    ],
)  # fmt: skip
def test_what_holds_no_text_is_a_problem(xml: str, what: str, note: bool) -> None:
    (problem,) = opened(xml)
    assert isinstance(problem, Problem)
    assert problem.what.startswith(what)
    assert problem.note == note


def test_other_encodings_are_read_as_they_are_declared() -> None:
    xml = f"<?xml version='1.0' encoding='utf-16'?>{item('<inlineData>Forty died at the café.</inlineData>')}"
    assert article(xml.encode("utf-16")).text.endswith("Forty died at the café.")
