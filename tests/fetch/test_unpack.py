"""Promise H5 over HTTP: unpacking is bounded by us, not by the library."""

import gzip
import random
import socket
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest

from saidby.errors import FetchError
from saidby.fetch import Limits
from tests.fetch.world import Reply, answer, world

MB = 1_000_000
NOISE = random.Random(7).randbytes(200_000)
TEXT = b"At least 40 people were hurt. " * 40
HEAD = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: %s\r\n\r\n"


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def fetched(coding: str, body: bytes) -> bytes:
    with world({"outside.example/": answer(body, headers={"Content-Encoding": coding})}) as box:
        return box.fetcher(Limits(pause=0)).fetch("http://outside.example/").body


PACKINGS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("X-GZIP", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "bare deflate": ("deflate", bare),
    "brotli": ("br", brotli.compress),
    "plain": ("identity", bytes),
    "unsaid": ("", bytes),
    "twice": ("gzip, br", lambda body: brotli.compress(gzip.compress(body))),
}


@pytest.mark.parametrize("name", PACKINGS)
@pytest.mark.parametrize("step", [1, 2, 1000])
def test_what_was_packed_comes_out_in_whatever_pieces_it_comes(name: str, step: int) -> None:
    coding, pack = PACKINGS[name]
    packed = pack(TEXT)

    def reply(line: socket.socket) -> None:
        pieces = [packed[at : at + step] for at in range(0, len(packed), step)]
        line.sendall(HEAD % coding.encode())
        for piece in [*pieces, b""]:
            line.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))

    replies: dict[str, Reply] = {"outside.example/": reply}
    with world(replies) as box:
        assert box.fetcher(Limits(pause=0)).fetch("http://outside.example/").body == TEXT


def test_all_members_come_out() -> None:
    assert fetched("gzip", gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0\0") == b"one two"


def test_nothing_at_all_is_nothing() -> None:
    assert fetched("gzip", b"") == b""


BOMBS = [
    *(("gzip", gzip.compress(b"\0" * size * MB, level)) for size in (2, 8, 32, 100) for level in (1, 6, 9)),
    *(("deflate", zlib.compress(b"a" * size * MB)) for size in (2, 8, 32)),
    *(("deflate", bare(b" " * size * MB)) for size in (2, 8, 32)),
    *(("br", brotli.compress(b" " * size * MB, quality=4)) for size in (2, 8, 32)),
    *(("gzip", gzip.compress(bytes(MB)) * members) for members in (2, 20, 90)),
    *(("gzip", gzip.compress(NOISE[:size]) + gzip.compress(bytes(101 * size + 2 * MB))) for size in (1000, 20_000)),
    *(("gzip", gzip.compress(NOISE * 4 + bytes(size * MB))) for size in (64, 80)),
    ("gzip", b"".join(gzip.compress(NOISE + bytes(2 * MB)) for _ in range(30))),
    ("gzip, gzip", gzip.compress(gzip.compress(bytes(32 * MB)))),
    ("gzip, br", brotli.compress(gzip.compress(bytes(32 * MB)))),
    ("br, gzip", gzip.compress(brotli.compress(bytes(32 * MB), quality=4))),
]


def test_there_are_thirty_bombs() -> None:
    assert len(BOMBS) >= 30


@pytest.mark.parametrize("number", range(len(BOMBS)))
def test_a_bomb_is_stopped(number: int) -> None:
    with pytest.raises(FetchError, match="unpacks to more than") as stopped:
        fetched(*BOMBS[number])
    assert stopped.value.kind == "bounds"


def test_what_a_bomb_costs_is_bounded() -> None:
    bomb = gzip.compress(bytes(100 * MB))
    tracemalloc.start()
    try:
        with pytest.raises(FetchError):
            fetched("gzip", bomb)
        assert tracemalloc.get_traced_memory()[1] < 40 * MB
    finally:
        tracemalloc.stop()


def test_a_text_of_honest_size_is_no_bomb() -> None:
    body = b"".join(b"%d people were counted at gate %d. " % (n * 7919 % 10_007, n) for n in range(500_000))
    assert len(body) > 15 * MB
    assert fetched("gzip", gzip.compress(body)) == body


@pytest.mark.parametrize("coding", ["zstd", "compress", "gzip, zstd", "exi", "GZIP;q=1", "gzip, gzip, gzip"])
def test_what_nobody_asked_for_is_refused(coding: str) -> None:
    with pytest.raises(FetchError, match=r"nobody asked for|3 times over") as refused:
        fetched(coding, TEXT)
    assert refused.value.kind == "bounds"


@pytest.mark.parametrize("body", [b"no gzip at all", gzip.compress(NOISE)[:100] + b"\xff" * 500, b"\x1f\x8b\xff\xff"])
def test_damage_is_told(body: bytes) -> None:
    with pytest.raises(FetchError, match="damaged or cut off"):
        fetched("gzip", body)


@pytest.mark.parametrize("cut", [1, 5, 60, 200])
@pytest.mark.parametrize("name", ["gzip", "deflate", "bare deflate", "brotli"])
def test_a_missing_end_is_told(name: str, cut: int) -> None:
    coding, pack = PACKINGS[name]
    with pytest.raises(FetchError, match="damaged or cut off"):
        fetched(coding, pack(NOISE[:300])[:-cut])
