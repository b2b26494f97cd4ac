"""Web archives: pages with their addresses, and what is damaged named by its place while the rest is read."""

import base64
import gzip
import hashlib
import io
import random
import time
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner

from saidby.read.archive import pages
from saidby.read.documents import Document
from saidby.read.warc import Lost, Record, records
from saidby.records import Problem
from saidby.serve.cli import main
from tests.read.archives import answer, noise, packed, page, places, record

FLIPS, SEEDS, CUTS = 20, 100, 100


def documents(archive: bytes) -> list[Document]:
    return [found for found in pages(io.BytesIO(archive), "a.warc") if isinstance(found, Document)]


def problems(archive: bytes) -> list[Problem]:
    return [found for found in pages(io.BytesIO(archive), "a.warc") if isinstance(found, Problem)]


# --- pages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [False, True])
def test_a_page_comes_with_its_address_its_headers_and_the_time_of_its_fetching(pack: bool) -> None:
    data = record(answer(page(), more="Server: weir/1\r\n"), address="https://mail.osk.example/a?x=1")
    (found,) = documents(gzip.compress(data) if pack else data)
    assert found.data == page()
    assert found.route == "warc"
    assert found.address == "https://mail.osk.example/a?x=1"
    assert found.headers == {"Content-Type": "text/html; charset=utf-8", "Server": "weir/1"}
    assert found.fetched == "2026-05-05T08:30:00Z"
    assert found.name.startswith("a.warc/mail.osk.example_a_x_1-")
    assert found.name.endswith(".html")


@pytest.mark.parametrize(
    ("block", "data"),
    [
        (answer(gzip.compress(page()), more="Content-Encoding: gzip\r\n"), page()),
        (answer(brotli.compress(page()), more="Content-Encoding: br\r\n"), page()),
        (answer(page(), more="Content-Encoding: gzip\r\n"), page()),  # unpacked by whoever stored it
        (answer(b"5\r\nAt le\r\n8\r\nast 40 d\r\n0\r\n\r\n", kind="text/plain", more="Transfer-Encoding: chunked\r\n"),
         b"At least 40 d"),
        (answer(b"At least 40 died.", kind="text/plain", more="Transfer-Encoding: chunked\r\n"), b"At least 40 died."),
        (answer("40 at the café".encode("latin-1"), kind="text/plain; charset=iso-8859-1"), "40 at the café".encode()),
    ],
)  # fmt: skip
def test_a_body_is_read_as_its_author_wrote_it_and_kept_as_it_came(block: bytes, data: bytes) -> None:
    (found,) = documents(record(block))
    assert found.data == data
    assert (found.raw or found.data) == block.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize(
    "block",
    [
        answer(b"\x89PNG", kind="image/png"),
        answer(page(), status="404 Not Found"),
        answer(page(), status="301 Moved Permanently"),
        answer(b"body { color: red }", kind="text/css"),
    ],
)
def test_what_is_no_page_is_passed_over_with_a_note(block: bytes) -> None:
    (note,) = problems(record(block))
    assert note.note
    assert note.what == "1 records, 0 pages"


def test_two_captures_of_one_address_have_two_names() -> None:
    both = [record(answer(page(n)), address="https://mail.osk.example/a") for n in (40, 41)]
    assert [d.name for d in documents(b"".join(both))] == [
        "a.warc/mail.osk.example_a.html",
        "a.warc/mail.osk.example_a~2.html",
    ]


def test_a_record_whose_digest_is_another_is_lost() -> None:
    block = answer(page())
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()  # noqa: S324 - the archives' own choice
    true = record(block, more=f"WARC-Block-Digest: sha1:{digest}\r\n")
    assert len(documents(true)) == 1
    (problem, _) = problems(true.replace(b"least 40", b"least 90"))
    assert problem.what.startswith("byte 0: its digest is another")


def test_a_page_beyond_10_mb_is_left_out_and_a_film_passed_over() -> None:
    large = record(answer(b"x" * 11_000_000)), record(answer(b"x" * 11_000_000, kind="video/mp4"))
    found = list(pages(io.BytesIO(b"".join([*large, record(answer(page()))])), "a.warc"))
    assert [type(f) for f in found] == [Problem, Document, Problem]
    assert isinstance(found[0], Problem)
    assert "larger than 10 MB" in found[0].what


@pytest.mark.parametrize(
    "junk", [b"", b"nothing of the kind", b"\x1f\x8b\x08\x00", gzip.compress(b"no archive", mtime=0)]
)
def test_what_is_no_archive_is_said_to_be_none(junk: bytes) -> None:
    (problem, *_) = problems(junk)
    assert not problem.note


# --- damage (promise H6) --------------------------------------------------------------------------------------


def test_what_lies_between_records_is_named_and_does_not_matter() -> None:
    parts = packed([record(answer(page(n)), number=n) for n in (1, 2)])
    found = list(records(io.BytesIO(parts[0] + b"junk" * 5 + parts[1]), "a.warc"))
    assert [type(f) for f in found] == [Record, Lost, Record]
    assert (found[1].offset, found[1].end - found[1].offset) == (len(parts[0]), 20)  # type: ignore[union-attr]


def test_an_archive_that_is_one_member_is_read_up_to_the_damage() -> None:
    whole = gzip.compress(b"".join(record(answer(noise(n)), number=n) for n in range(100)))
    assert len(documents(whole)) == 100
    found = list(records(io.BytesIO(whole[: len(whole) * 3 // 4]), "a.warc"))
    assert len(found) > 70
    assert isinstance(found[-1], Lost)
    assert found[-1].why == f"damaged or cut off, behind {len(found) - 1} whole records"


def archive(*, pack: bool) -> list[bytes]:
    parts = [record(answer(noise(n)), number=n) for n in range(1500)]
    return packed(parts) if pack else parts


def flipped(whole: bytes, seed: int) -> tuple[bytes, list[int]]:
    chance = random.Random(seed)
    damaged = bytearray(whole)
    hits = [chance.randrange(len(whole)) for _ in range(FLIPS)]
    for hit in hits:
        damaged[hit] ^= chance.randrange(1, 256)
    return bytes(damaged), hits


def missed(parts: list[tuple[int, int]], hits: list[int], found: list[Record | Lost]) -> Iterator[tuple[int, bool]]:
    """Yield the offset of each record that is not read, and whether it was intact. Fail where no loss names it."""
    read = {item.offset for item in found if isinstance(item, Record)}
    losses = [item for item in found if isinstance(item, Lost)]
    for start, end in parts:
        if start not in read:
            assert any(loss.offset < end and start < max(loss.end, loss.offset + 1) for loss in losses)
            yield start, not any(start <= hit < end for hit in hits)


@pytest.mark.parametrize("pack", [True, False])
def test_flipped_bytes_cost_only_the_records_they_hit_and_each_loss_is_named(pack: bool) -> None:
    parts = archive(pack=pack)
    whole, spans = b"".join(parts), places(parts)
    for seed in range(SEEDS):
        damaged, hits = flipped(whole, seed)
        lost = list(missed(spans, hits, list(records(io.BytesIO(damaged), "a.warc"))))
        intact = len(parts) - len({start for start, end in spans if any(start <= hit < end for hit in hits)})
        assert sum(was_intact for _, was_intact in lost) <= 0.01 * intact


@pytest.mark.parametrize("pack", [True, False])
def test_an_archive_that_was_cut_is_read_up_to_the_cut(pack: bool) -> None:
    parts = archive(pack=pack)[:300]
    whole, spans = b"".join(parts), places(parts)
    chance = random.Random(7)
    for _ in range(CUTS):
        cut = chance.randrange(1, len(whole))
        found = list(records(io.BytesIO(whole[:cut]), "a.warc"))
        read = {item.offset for item in found if isinstance(item, Record)}
        assert read >= {start for start, end in spans if end <= cut}
        last = max((start for start, _ in spans if start <= cut))
        assert isinstance(found[-1], Lost) == (cut - last > 0 and last not in read)


@pytest.mark.parametrize(
    "part",
    [
        b"WARC/1.0\r\nContent-Length: 7\r\n\r\n",
        b"\r\n\r\nWARC/1.",
        b"\x1f\x8b\x08\0",
        b"\x1f\x8b\x08\0\0\0\0\0\0\3\0\xff\xff\0\0",
        gzip.compress(b"junk", mtime=0),
        gzip.compress(b"WARC/1.0\r\n", mtime=0),
    ],
)
def test_an_archive_of_nothing_but_beginnings_is_one_loss_and_soon_told(part: bytes) -> None:
    began = time.process_time()
    (found,) = records(io.BytesIO(part * (1_000_000 // len(part))), "a.warc")
    assert isinstance(found, Lost)
    assert time.process_time() - began < 2


def test_damage_ends_in_exit_code_3_and_the_rest_is_read(tmp_path: Path) -> None:
    parts = packed([record(answer(page(n)), number=n) for n in range(40, 44)])
    parts[1] = parts[1][:60] + b"\0\0\0" + parts[1][63:]
    (tmp_path / "osk.warc.gz").write_bytes(b"".join(parts))
    done = CliRunner().invoke(main, ["read", str(tmp_path), "--reader", "rules", "--format", "csv"])
    assert done.exit_code == 3
    assert f"bytes {len(parts[0]):,} to {len(parts[0] + parts[1]):,}" in done.stderr
    assert {line.split(",")[0] for line in done.stdout.splitlines()[1:]} == {
        f"mail.osk.example_{n}" for n in (40, 42, 43)
    }
