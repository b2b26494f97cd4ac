"""What comes packed is unpacked whole, or refused: damage and bombs give nothing."""

import gzip
import json
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.errors import BadInput
from saidby.read.unpack import PIECE, unpacked
from tests.read.bombs import zstd

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = b"".join(b"%d people left their homes.\n" % n for n in range(20_000))
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd,
}


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, len(TEXT)])
@pytest.mark.parametrize("coding", PACKERS)
def test_what_was_packed_comes_out_whole(coding: str, size: int) -> None:
    assert unpacked(PACKERS[coding](TEXT[:size]), [coding], "a") == TEXT[:size]


def test_several_members_several_layers_and_bare_deflate() -> None:
    assert unpacked(gzip.compress(b"a") + gzip.compress(b"b") + bytes(512), ["gzip"], "a") == b"ab"
    assert unpacked(zstd(b"a") + zstd(b"b"), ["zstd"], "a") == b"ab"
    assert unpacked(gzip.compress(brotli.compress(TEXT)), ["br", "gzip"], "a") == TEXT
    assert unpacked(bare(TEXT), ["deflate"], "a") == TEXT
    assert unpacked(TEXT, ["identity", ""], "a") == TEXT


@pytest.mark.parametrize("coding", PACKERS)
def test_what_is_cut_off_is_refused(coding: str) -> None:
    packed = PACKERS[coding](TEXT)
    for cut in (1, 5, len(packed) // 2, len(packed) - 1):
        with pytest.raises(BadInput, match="damaged or cut off"):
            unpacked(packed[:cut], [coding], "a")


@pytest.mark.parametrize(
    ("codings", "what"), [(["gzip"] * 3, "packed 3 times over"), (["lzma"], "a way that is not known here")]
)
def test_odd_packings_are_refused(codings: list[str], what: str) -> None:
    with pytest.raises(BadInput, match=what):
        unpacked(b"x", codings, "a")


@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=300), st.integers(0, 200))
def test_any_bytes_are_unpacked_or_refused(coding: str, junk: bytes, kept: int) -> None:
    with suppress(BadInput):
        unpacked(PACKERS[coding](b"At least 40 died.")[:kept] + junk, [coding], "a")


def test_thirty_bombs_are_stopped_and_cost_less_than_200_mb() -> None:
    """Promise H5, in a process of its own: its memory is what the bombs cost."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.read.bombs"], cwd=ROOT, capture_output=True, check=True, timeout=120
    )
    found = json.loads(done.stdout)
    assert found["went_off"] == []
    assert found["bombs"] >= 30
    assert found["rise"] <= 200_000_000
