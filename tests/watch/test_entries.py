"""What a feed names."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.errors import BadInput
from saidby.read.documents import Document
from saidby.serve.watch.entries import MOST, articles_of, pages_of

FEED = "https://news.example/feeds/all.xml"
ITEM = "<item><guid>{n}</guid><link>/story/{n}</link><title>Story {n}</title><description>{said}</description></item>"
SAID = "At least 40 people were killed at Port Ellory, the harbour police said on Tuesday."


def rss(*numbers: int, said: str = SAID, rest: str = "") -> bytes:
    items = "".join(ITEM.format(n=n, said=said) for n in numbers)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>{rest}'.encode()


def names(data: bytes) -> list[str]:
    return [one.entry for one in pages_of(data, FEED).entries]


def test_entries_of_each_form() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>urn:1</id><title>a</title>'
        '<link href="https://news.example/1"/><updated>2031-05-06T00:00:00Z</updated></entry></feed>'
    )
    items = [{"id": 7, "url": "https://news.example/7"}, {"url": "https://news.example/8"}, {"id": "9"}, "x"]
    found = [pages_of(data, FEED).entries for data in (rss(1), atom.encode(), json.dumps({"items": items}).encode())]
    assert [[(one.entry, one.address) for one in entries] for entries in found] == [
        [("1", "https://news.example/story/1")],
        [("urn:1", "https://news.example/1")],
        [("7", "https://news.example/7"), ("https://news.example/8", "https://news.example/8")],
    ]


def test_a_version_changes_with_what_an_entry_says_and_not_with_its_place() -> None:
    before, moved, edited = pages_of(rss(1, 2), FEED), pages_of(rss(2, 1), FEED), pages_of(rss(1, 2, said="45"), FEED)
    assert {(one.entry, one.version) for one in before.entries} == {(one.entry, one.version) for one in moved.entries}
    assert not {one.version for one in before.entries} & {one.version for one in edited.entries}


def test_of_a_feed_that_was_cut_the_last_entry_is_not_trusted() -> None:
    whole = rss(1, 2, 3)
    for cut in range(whole.index(b"<item>") + 1, len(whole) - len("</rss>")):
        listing = pages_of(whole[:cut], FEED)
        assert not listing.whole
        sure = {(one.entry, one.version) for one in listing.entries}
        assert sure <= {(one.entry, one.version) for one in pages_of(whole, FEED).entries}
    assert pages_of(whole, FEED).whole
    assert pages_of(rss(1, rest="\n<!-- made in 0.2 s -->\n"), FEED).whole


def test_the_same_entry_twice_counts_once() -> None:
    assert names(rss(1, 2, 1)) == ["1", "2"]


def test_no_more_entries_than_a_poll_may_bring() -> None:
    items = [{"id": str(n), "url": f"https://news.example/{n}"} for n in range(MOST + 5)]
    assert len(names(json.dumps({"items": items}).encode())) == MOST


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!doctype html><html><body>Not found</body></html>",
        b'{"items": 3}',
        b'{"items": [{"id": "1"',
        b"[]",
        b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>',
        b"\x00\xff" * 40,
    ],
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        pages_of(data, FEED)


def test_articles_that_a_feed_has_in_itself() -> None:
    listing = articles_of(Document(name="all.xml", data=rss(1, 2), route="url", address=FEED))
    assert [one.document.route for one in listing.entries if one.document] == ["feed", "feed"]
    assert all(SAID.encode() in one.document.data for one in listing.entries if one.document)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("\ud800\0"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "url", "x"]), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.sampled_from(["id", "url", "external_url", "title"]), JUNK), max_size=4) | JUNK)
def test_any_json_is_a_feed_or_refused(items: object) -> None:
    with suppress(BadInput):
        for one in pages_of(json.dumps({"items": items}).encode(), FEED).entries:
            assert len(f"{one.entry}{one.address}".encode()) < 40_000


@given(st.binary(max_size=200), st.integers(0, 400))
def test_any_bytes_are_a_feed_or_refused(junk: bytes, at: int) -> None:
    whole = rss(1, 2)
    with suppress(BadInput):
        pages_of(whole[:at] + junk + whole[at:], FEED)


def test_what_is_beyond_reason_is_kept_short() -> None:
    items = [
        {"id": "x" * 9000, "url": "https://news.example/1"},
        {"id": "2", "url": "https://news.example/" + "y" * 9000},
    ]
    (entry,) = pages_of(json.dumps({"items": items}).encode(), FEED).entries
    assert len(entry.entry) == 32
