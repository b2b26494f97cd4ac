"""IPTC ninjs: texts of all three versions, with their publisher and their day."""

import io
import json
from typing import Any

import pytest

from saidby.pipeline import read
from saidby.read.containers import open_stream
from saidby.read.documents import Document
from saidby.records import Problem

TEXT = "At least 40 people were killed at Osk, the river board said.\n\nAnother 12 are missing."
HTML = "<p>At least 40 people were killed at Osk, the river board said.</p><p>Another 12 are missing.</p>"
FIRST = {
    "uri": "https://lpa.example/items/osk-1",
    "type": "text",
    "versioncreated": "2026-05-04T07:00:00+02:00",
    "headline": "Weir fails at Osk",
    "body_text": "Plain.",
    "body_xhtml": HTML,
    "infosource": [{"name": "Lowland Press Agency"}],
}
SECOND = {
    "uri": "urn:newsml:lpa.example:20260504:osk-1",
    "versioncreated": "2026-05-04T07:00:00+02:00",
    "headlines": [{"role": "short", "value": "Weir"}, {"role": "main", "value": "Weir fails at Osk"}],
    "bodies": [
        {"role": "summary", "contenttype": "text/plain", "value": "Short."},
        {"role": "main", "contenttype": "text/html", "value": HTML},
    ],
    "copyrightholder": "Lowland Press Agency",
}
THIRD = {
    "uri": "https://lpa.example/items/osk-1",
    "versionCreated": "2026-05-04T07:00:00+02:00",
    "headlines": [{"value": "Weir fails at Osk"}],
    "bodies": [{"role": "main", "contentType": "text/plain", "value": TEXT}],
    "infoSources": [{"name": "Lowland Press Agency"}],
}


def opened(found: Any) -> list[Document | Problem]:
    return list(open_stream(io.BytesIO(json.dumps(found).encode()), "osk.json"))


@pytest.mark.parametrize("item", [FIRST, SECOND, THIRD])
def test_a_text_of_each_version_is_an_article(item: dict[str, Any]) -> None:
    (document,) = opened(item)
    assert isinstance(document, Document)
    assert document.route == "ninjs"
    article = read(document.data, name=document.name, address=document.address)
    assert article.text == f"Weir fails at Osk\n\n{TEXT}"
    assert (article.outlet, article.published) == ("Lowland Press Agency", "2026-05-04")
    assert article.id in {"lpa.example_items_osk-1", "newsml_lpa.example_20260504_osk-1"}


def test_associated_texts_come_behind_and_pictures_are_passed_over() -> None:
    inner = {"uri": "urn:b", "body_text": "Twelve are missing."}
    picture = {"uri": "urn:c", "type": "picture", "headline": "The weir"}
    *texts, note = opened(FIRST | {"associations": {"side": inner, "main": picture}})
    assert [item.name for item in texts if isinstance(item, Document)] == [
        "osk.json/lpa.example_items_osk-1.json",
        "osk.json/b.json",
    ]
    assert isinstance(note, Problem)
    assert note.note
    *texts, note = opened(THIRD | {"associations": [inner | {"name": "side"}, picture]})
    assert len(texts) == 2


def test_several_items_in_one_file_are_several_articles() -> None:
    assert len(opened([FIRST, SECOND])) == 2


@pytest.mark.parametrize(
    ("item", "what", "note"),
    [
        ({"uri": "urn:a", "type": "picture"}, "holds no text", False),
        (FIRST | {"pubstatus": "canceled"}, "its publisher has marked it as canceled", True),
        ({"uri": "urn:a", "bodies": "none", "headlines": 7, "associations": 3}, "holds no text", False),
        ({"uri": "urn:a", "bodies": [7, {"value": 3}], "body_text": 5}, "holds no text", False),
    ],
)
def test_what_holds_no_text_is_a_problem(item: dict[str, Any], what: str, note: bool) -> None:
    (problem,) = opened(item)
    assert isinstance(problem, Problem)
    assert (problem.what, problem.note) == (what, note)


def test_an_article_of_our_own_form_stays_one_whatever_else_it_has() -> None:
    row = {"id": "a", "text": TEXT, "uri": "urn:a", "items": []}
    assert opened(row) == [Document(name="osk.json", data=json.dumps(row).encode())]


def test_beyond_a_thousand_items_the_rest_is_left_out_and_said_to_be() -> None:
    found = opened([{"uri": f"urn:{n}", "body_text": f"At least {n} died."} for n in range(1003)])
    assert len([item for item in found if isinstance(item, Document)]) == 1000
    assert [item.what for item in found if isinstance(item, Problem)] == [
        "holds more than 1,000 items; the others were left out"
    ]
