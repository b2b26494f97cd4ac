"""Packed files that unpack to far more than anyone needs, each with the door by which it comes."""

import gzip
import io
import json
import struct
import zlib
from collections.abc import Iterator

import brotli
from fastwarc.stream_io import ZstdWriter

from saidby.errors import BadInput
from saidby.read.containers import open_stream
from saidby.read.documents import Document
from saidby.read.unpack import unpacked
from tests.read.archives import answer, noise, record

LARGE = 150_000_000
RUN = 3_000_000
LINE = b'{"text": "At least 40 died."}\n'


def zstd(data: bytes) -> bytes:
    packed = io.BytesIO()
    writer = ZstdWriter(packed)
    writer.write(data)
    writer.close()
    return packed.getvalue()


def run(coding: str, letter: bytes = b"0", size: int = LARGE) -> bytes:
    """Return one letter over and over, packed piece by piece."""
    if coding in {"gzip", "deflate"}:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31 if coding == "gzip" else 15)
        return b"".join(packer.compress(letter * RUN) for _ in range(size // RUN)) + packer.flush()
    if coding == "br":
        stream = brotli.Compressor(quality=1)
        packed_by_brotli = b"".join(stream.process(letter * RUN) for _ in range(size // RUN))
        return bytes(packed_by_brotli + stream.finish())
    packed = io.BytesIO()
    writer = ZstdWriter(packed)
    for _ in range(size // RUN):
        writer.write(letter * RUN)
    writer.close()
    return packed.getvalue()


def bombs() -> Iterator[tuple[str, list[str], bytes]]:
    """Yield bodies that claim the codings they have, with a name for each."""
    flat = {coding: run(coding) for coding in ("gzip", "deflate", "br", "zstd")}
    again = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd}
    for coding, data in flat.items():
        yield f"{coding}, one letter", [coding], data
        yield f"{coding}, packed twice", [coding, coding], again[coding](data)
        yield f"{coding}, packed three times", [coding] * 3, again[coding](again[coding](data))
    yield "gzip within Brotli", ["gzip", "br"], brotli.compress(flat["gzip"])
    yield "Zstandard within gzip", ["zstd", "gzip"], gzip.compress(flat["zstd"])
    member = run("gzip", size=RUN)
    yield "gzip, many members", ["gzip"], member * 200
    yield "gzip, a member too small to tell before each", ["gzip"], (gzip.compress(b"a") + member) * 200
    yield "Zstandard, many frames", ["zstd"], run("zstd", size=RUN) * 200
    lying = bytearray(flat["gzip"])
    lying[-4:] = struct.pack("<I", 10)
    yield "gzip that says that it is ten bytes long", ["gzip"], bytes(lying)
    yield "gzip without its end", ["gzip"], flat["gzip"][:-8]
    yield "gzip that hardly packs at first", ["gzip"], gzip.compress(noise(1, 20_000)) + flat["gzip"]
    # Beyond 64 MB, though below a hundred times its size.
    yield "gzip, within the ratio", ["gzip"], gzip.compress(noise(1, 250_000) + bytes(25_000_000)) * 3
    yield "Brotli, nothing but zeros", ["br"], run("br", b"\0")


def files() -> Iterator[tuple[str, bytes]]:
    """Yield files and archives that are bombs or hold one."""
    rss = b"<rss version='2.0'><channel><item><description>"
    yield "a.rss.gz", gzip.compress(rss) + run("gzip")
    yield "a.json.br", run("br", b" ")
    yield "a.txt.zst", run("zstd", b"a")
    yield "a.jsonl.gz", run("gzip", LINE, LARGE // len(LINE))
    yield "b.jsonl.gz", run("gzip", b"{")
    yield "a.ndjson.zst", run("zstd", LINE, LARGE // len(LINE))
    endless = record(b"")[:-8].replace(b"Content-Length: 0", b"Content-Length: 9000000000") + b"\r\n\r\n"
    yield "a.warc.gz", gzip.compress(endless + b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n") + run("gzip")
    yield "b.warc.gz", gzip.compress(endless + b"0" * 100_000_000)
    yield "c.warc", record(answer(run("gzip"), more="Content-Encoding: gzip\r\n"))
    yield "d.warc.gz", gzip.compress(record(answer(run("br"), more="Content-Encoding: br\r\n")))


def resident() -> int:
    """Return the most memory that this process has held so far, in bytes."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


def refused(name: str, data: bytes) -> bool:
    """Tell whether a file gives a problem and no document that holds the bomb."""
    found = list(open_stream(io.BytesIO(data), name))
    documents = [item for item in found if isinstance(item, Document)]
    return len(documents) < len(found) and all(len(document.data) < RUN for document in documents[:2])


def main() -> None:
    """Unpack every bomb; print the rise of memory over what was held before, and the bombs that were not stopped."""
    rise, went_off, count = 0, [], 0
    for name, codings, data in bombs():
        count += 1
        before = _start()
        try:
            unpacked(data, codings, name)
            went_off.append(name)
        except BadInput:
            rise = max(rise, resident() - before)
    for name, data in files():
        count += 1
        before = _start()
        if not refused(name, data):
            went_off.append(name)
        rise = max(rise, resident() - before)
    print(json.dumps({"bombs": count, "rise": rise, "went_off": went_off}))  # noqa: T201


def _start() -> int:
    """Forget the most that was held, and return what is held now."""
    with open("/proc/self/clear_refs", "w", encoding="ascii") as switch:  # noqa: PTH123
        switch.write("5")
    return resident()


if __name__ == "__main__":
    main()
