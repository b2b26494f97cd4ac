"""A feed that feed readers read."""

import re
from io import BytesIO
from typing import Any

import feedparser
import pytest
from msgspec import structs

from saidby.records import Marks, Span
from saidby.views.export import Learnt
from saidby.views.export.atom import EPOCH, revision_feed, web_address
from saidby.views.export.material import Material
from tests.views.export.build import Told, demo, made


def parsed(*told: Told, learnt: list[Learnt] | None = None) -> Any:
    found = feedparser.parse(BytesIO(revision_feed([Material(*one, learnt) for one in told])))
    assert not found.bozo
    return found


def test_each_revision_is_an_entry_with_both_sides_quoted() -> None:
    found = parsed(demo())
    assert found.feed.id == f"urn:saidby:story:{demo()[0].key}"
    titles = {entry.title for entry in found.entries}
    assert "Orvane provincial health service: about 640 → around 870 (killed, people in Brennick)" in titles
    for entry in found.entries:
        before, now = entry.content[0].value.splitlines()
        assert before.startswith("Before: “")
        assert now.startswith("Now: “")
        assert entry.updated.endswith("Z")
        assert entry.author


def test_ids_stay_when_the_order_of_articles_changes_and_are_unique() -> None:
    story, marks = demo()
    ids = [entry.id for entry in parsed((story, marks)).entries]
    assert len(set(ids)) == len(ids) == 2
    assert [entry.id for entry in parsed((story, marks[::-1])).entries] == ids


def test_a_ledger_says_when_it_learnt_of_it() -> None:
    revision = Material(*demo()).learnt()[0].revision
    learnt = [Learnt(key="k", revision=revision, at="2031-05-06T07:08:09.010Z")]
    found = parsed(demo(), learnt=learnt)
    assert [(entry.id, entry.updated) for entry in found.entries] == [
        ("urn:saidby:revision:k", "2031-05-06T07:08:09.010Z")
    ]
    assert found.feed.updated == "2031-05-06T07:08:09.010Z"


def test_several_stories_make_one_feed() -> None:
    found = parsed(demo(), made("12 died", [Span(0, 2)]))
    assert found.feed.id == "urn:saidby:revisions"
    assert len(found.entries) == 3


def _dated(marks: Marks, published: str | None) -> Marks:
    return structs.replace(marks, article=structs.replace(marks.article, published=published))


@pytest.mark.parametrize(
    ("published", "moment"),
    [
        ("2031", "2031-01-01T00:00:00Z"),
        ("2031-05", "2031-05-01T00:00:00Z"),
        ("2031-05-06", "2031-05-06T00:00:00Z"),
        ("--05-06", EPOCH),
        (None, EPOCH),
    ],
)
def test_without_a_ledger_the_day_of_publication_stands(published: str | None, moment: str) -> None:
    story, marks = made("12 died", [Span(0, 2)])
    assert parsed((story, [_dated(one, published) for one in marks])).entries[0].updated == moment


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://velby.example/a?b=c#d", "https://velby.example/a?b=c#d"),
        ("https://velby.example/a b\"<'", "https://velby.example/a%20b%22%3C'"),
        ("https://велби.example/é", "https://велби.example/é"),
        ("javascript:alert(1)", None),
        ("JAVASCRIPT://velby.example/%0aalert(1)", None),
        ("data:text/html,x", None),
        ("https://", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_only_addresses_of_the_web_become_links(address: str, link: str | None) -> None:
    assert web_address(address) == link


def test_what_is_quoted_stands_in_the_articles() -> None:
    texts = [one.article.text for one in demo()[1]]
    quoted = [
        words
        for entry in parsed(demo()).entries
        for line in entry.content[0].value.splitlines()
        for words in re.findall(r"“(.+?)”(?: \(|$)", line)
    ]
    assert len(quoted) == 8
    assert [words for words in quoted if not any(words in text for text in texts)] == []


def test_a_carriage_return_in_a_sentence_is_kept() -> None:
    told = made("12 died,\r\nthey said", [Span(0, 20)])
    assert b"died,&#13;\nthey" in revision_feed([Material(*told)])
