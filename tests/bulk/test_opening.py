"""Files that hold many articles are opened by a process of its own: the same comes out, and harm stays there."""

import gzip
import io
import json
import os
import signal
from pathlib import Path

import pytest

from saidby.bulk import Limits, Pool
from saidby.read.containers import open_stream
from saidby.read.documents import Document
from saidby.read.files import gather
from saidby.records import Marks, Problem, Quarantined
from tests.read.archives import answer, noise, record

LEAD = "At least {count} people were killed when a ferry sank off Port Ellory, the harbour police said on Tuesday."
ROWS = "\n".join(json.dumps({"id": f"a{n}", "text": LEAD.format(count=n)}) for n in range(2, 40)).encode()
ITEM = "<item><title>Ferry sinks</title><guid>ferry-{n}</guid><description>{text}</description></item>"


def feed(entries: int, text: str = LEAD) -> bytes:
    items = "".join(ITEM.format(n=n, text=text.replace("{count}", str(n))) for n in range(entries))
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Mail</title>{items}</channel></rss>".encode()


FILES = {
    "rows.jsonl": ROWS,
    "rows.jsonl.gz": gzip.compress(ROWS),
    "broken.jsonl": ROWS[:-3] + b"\n{}\n\n[]",
    "nothing.jsonl": b"",
    "feed.rss": feed(12),
    "feed.rss.gz": gzip.compress(feed(3)),
    "cut.rss": feed(12)[:-90],
    "other.xml": b"<invoice><line>5</line></invoice>",
    "wire.json": json.dumps({"uri": "urn:x:1", "headline": "Ferry", "body_text": LEAD.format(count=5)}).encode(),
    "own.json": json.dumps({"text": LEAD.format(count=5), "uri": "x"}).encode(),
    "feed.json": json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}]}).encode(),
    "a.txt": LEAD.encode(),
    "a.txt.gz": gzip.compress(LEAD.encode()),
    "cut.txt.gz": gzip.compress(noise(1, 90_000))[:-200],
    "pages.warc": b"".join(record(answer(f"<p>{LEAD.format(count=n)}</p>".encode())) for n in range(4)),
    "pages.warc.gz": b"".join(gzip.compress(record(answer(LEAD.encode()))) for n in range(4)),
    "large.warc": record(answer(b"<p>" + noise(3, 12_000_000))) + record(answer(LEAD.encode())),
    "damaged.warc": record(answer(LEAD.encode())) + noise(4, 3_000) + record(answer(LEAD.encode())),
}


@pytest.mark.parametrize("name", FILES)
def test_what_comes_out_of_a_file_is_what_opening_it_here_gives(name: str) -> None:
    with Pool(reader="rules") as pool:
        found = list(pool.opened(io.BytesIO(FILES[name]), name))
    assert found == list(open_stream(io.BytesIO(FILES[name]), name))
    assert found


def test_one_process_opens_one_file_after_the_other() -> None:
    with Pool(reader="rules") as pool:
        doors = set()
        for _ in range(3):
            assert len(list(pool.opened(io.BytesIO(FILES["feed.rss"]), "feed.rss"))) == 12
            doors |= {door._process.pid for door in pool._opener._idle}
        assert len(doors) == 1
        left = pool.opened(io.BytesIO(FILES["rows.jsonl"]), "rows.jsonl")
        next(left)
        assert len(list(pool.opened(io.BytesIO(FILES["feed.rss"]), "feed.rss"))) == 12
    assert (pool._opener._idle, pool._opener._busy) == ([], [])


def test_what_is_one_article_as_it_stands_needs_no_process() -> None:
    with Pool(reader="rules") as pool:
        for name in ("a.txt", "a.html", "a.json"):
            assert len(list(pool.opened(io.BytesIO(FILES["a.txt"]), name))) == 1
        assert pool._opener._idle == []


def test_a_file_that_takes_too_long_to_open_is_in_quarantine_and_the_next_one_is_opened() -> None:
    slow = feed(900, "<![CDATA[" + "<p>5 men died</p>\n" * 500 + "]]>")
    with Pool(reader="rules", limits=Limits(seconds=0.3)) as pool:
        (only,) = pool.opened(io.BytesIO(slow), "slow.rss")
        after = list(pool.opened(io.BytesIO(FILES["feed.rss"]), "feed.rss"))
    assert only == Quarantined(
        where="slow.rss",
        what="took longer than 0.3 s",
        do="Split it, or allow more with SAIDBY_SECONDS.",
        data=slow,
        name="slow.rss",
    )
    assert len(after) == 12


def test_a_file_that_takes_too_much_memory_to_open_is_in_quarantine_and_the_next_one_is_opened() -> None:
    wide = b'[{"uri": "urn:x:1", "x": [' + b"[]," * 3_000_000 + b"[]]}]"
    with Pool(reader="rules", limits=Limits(seconds=60, memory=160 << 20)) as pool:
        (only,) = pool.opened(io.BytesIO(wide), "wide.json")
        after = list(pool.opened(io.BytesIO(FILES["feed.rss"]), "feed.rss"))
    assert isinstance(only, Quarantined)
    assert only.what == "needed more than 160 MB of memory"
    assert only.data == wide
    assert len(after) == 12


def test_what_was_found_before_a_process_was_ended_is_there_and_the_file_is_named() -> None:
    with Pool(reader="rules") as pool:
        coming = pool.opened(io.BytesIO((ROWS + b"\n") * 2_000), "rows.jsonl")
        found = [next(coming)]
        (pid,) = [door._process.pid for door in pool._opener._busy]
        os.kill(pid, signal.SIGKILL)
        found += coming
    assert [type(item) for item in found[:-1]] == [Document] * (len(found) - 1)
    (last,) = found[-1:]
    assert isinstance(last, Problem)
    assert (last.where, last.what) == ("rows.jsonl", "the process that read it was ended (SIGKILL)")


def test_articles_before_and_behind_a_hostile_file_come_in(tmp_path: Path) -> None:
    (tmp_path / "1.jsonl").write_bytes(ROWS)
    (tmp_path / "2.rss").write_bytes(feed(900, "<![CDATA[" + "<p>5 men died</p>\n" * 500 + "]]>"))
    (tmp_path / "3.rss").write_bytes(feed(3))
    with Pool(2, reader="rules", limits=Limits(seconds=0.3)) as pool:
        outcomes = [outcome for _, outcome in pool.marked(gather([str(tmp_path)], opened=pool.opened))]
    assert [type(outcome) for outcome in outcomes] == [Marks] * 38 + [Quarantined] + [Marks] * 3
