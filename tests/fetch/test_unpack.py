"""Promise H5 over HTTP: unpacking is bounded by us, not by the library."""

import gzip
import random
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.fetch import Limits
from saidby.fetch.unpack import Unpackable, Unpacker

MB = 1_000_000
NOISE = random.Random(7).randbytes(200_000)


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKINGS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("X-GZIP", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "bare deflate": ("deflate", bare),
    "plain": ("identity", bytes),
    "unsaid": ("", bytes),
}


def unpacked(coding: str, body: bytes, *, step: int = 65536, limits: Limits | None = None) -> bytes:
    unpacker = Unpacker(coding, limits or Limits())
    found = b"".join(unpacker.unpack(body[at : at + step]) for at in range(0, len(body), step))
    unpacker.finish()
    return found


@pytest.mark.parametrize("name", PACKINGS)
@pytest.mark.parametrize("step", [1, 2, 3, 1000, 65536])
def test_what_was_packed_comes_out(name: str, step: int) -> None:
    coding, pack = PACKINGS[name]
    body = b"At least 40 people were hurt. " * 40
    assert unpacked(coding, pack(body), step=step) == body


@given(st.binary(max_size=300), st.sampled_from(sorted(PACKINGS)), st.integers(1, 70))
def test_any_bytes_come_out(body: bytes, name: str, step: int) -> None:
    coding, pack = PACKINGS[name]
    assert unpacked(coding, pack(body), step=step) == body


@pytest.mark.parametrize("step", [1, 7, 65536])
def test_all_members_come_out_and_odd_bytes_behind_do_not(step: int) -> None:
    assert unpacked("gzip", gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0\0", step=step) == b"one two"


BOMBS = [
    *(("gzip", gzip.compress(b"\0" * size * MB, level)) for size in (2, 8, 32, 100) for level in (1, 6, 9)),
    *(("deflate", zlib.compress(b"a" * size * MB)) for size in (2, 8, 32, 100)),
    *(("deflate", bare(b" " * size * MB)) for size in (2, 8, 32)),
    *(("gzip", gzip.compress(bytes(MB)) * members) for members in (2, 20, 90)),
    *(("gzip", gzip.compress(b"x" * 200_000) + gzip.compress(bytes(size * MB))) for size in (2, 30)),
    *(("gzip", gzip.compress(NOISE[:size]) + gzip.compress(bytes(100 * size + 2 * MB))) for size in (1000, 20_000)),
    *(("gzip", gzip.compress(NOISE * 2 + bytes(size * MB))) for size in (63, 80)),
    *(("gzip", gzip.compress(NOISE) * 0 + gzip.compress(NOISE + bytes(70 * MB)) + NOISE * 4) for _ in (1,)),
    ("gzip", b"".join(gzip.compress(NOISE + bytes(2 * MB)) for _ in range(30))),
]


def test_there_are_thirty_bombs() -> None:
    assert len(BOMBS) >= 30


@pytest.mark.parametrize("number", range(len(BOMBS)))
def test_a_bomb_is_stopped(number: int) -> None:
    coding, body = BOMBS[number]
    with pytest.raises(Unpackable, match="unpacks to more than"):
        unpacked(coding, body)


def test_what_a_bomb_costs_is_bounded() -> None:
    tracemalloc.start()
    try:
        with pytest.raises(Unpackable):
            unpacked("gzip", BOMBS[0][1])
        assert tracemalloc.get_traced_memory()[1] < 20 * MB
    finally:
        tracemalloc.stop()


def test_a_text_of_honest_size_is_no_bomb() -> None:
    body = b"".join(b"%d people were counted at gate %d. " % (n * 7919 % 10_007, n) for n in range(500_000))
    assert len(body) > 15 * MB
    assert unpacked("gzip", gzip.compress(body)) == body


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, gzip", "gzip, br", "exi", "GZIP;q=1", "\x00"])
def test_what_nobody_asked_for_is_refused(coding: str) -> None:
    with pytest.raises(Unpackable, match="nobody asked for"):
        Unpacker(coding, Limits())


@pytest.mark.parametrize("body", [b"no gzip at all", gzip.compress(NOISE)[:100] + b"\xff" * 500, b"\x1f\x8b\xff\xff"])
def test_damage_is_told(body: bytes) -> None:
    with pytest.raises(Unpackable):
        unpacked("gzip", body)


@pytest.mark.parametrize("cut", [1, 5, 60, 200])
def test_a_missing_end_is_told(cut: int) -> None:
    with pytest.raises(Unpackable, match="cut short"):
        unpacked("gzip", gzip.compress(NOISE[:200])[:-cut])


def test_nothing_at_all_is_nothing() -> None:
    assert unpacked("gzip", b"") == b""
