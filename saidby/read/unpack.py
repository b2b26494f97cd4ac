"""Unpacks what came compressed. How much may come out is decided here, whatever the library would allow."""

import zlib
from collections.abc import Iterable, Iterator, Sequence

from saidby.errors import BadInput, OverLimit

# PROMISES of the project: 64 MB, or a hundred times what was put in, of which the first megabyte is free.
MOST = 64_000_000
RATIO = 100
FREE = 1_000_000
LAYERS = 2  # a server may pack a packed file once more; nobody honest goes on
PIECE = 65_536
CODINGS = ("gzip", "x-gzip", "deflate", "br", "zstd")
ENDINGS = {".gz": "gzip", ".br": "br", ".zst": "zstd"}
GZIP = b"\x1f\x8b\x08"
_DAMAGED = "Fetch it again; what came before the damage cannot be trusted alone."

Pieces = Iterator[bytes]


class Gauge:
    """Counts what went in and what came out, and stops what grows beyond all reason."""

    def __init__(self, name: str, most: int | None = MOST) -> None:
        self.name, self.most = name, most
        self.taken = self.given = 0

    def take(self, piece: bytes) -> bytes:
        self.taken += len(piece)
        return piece

    def give(self, piece: bytes) -> bytes:
        """Count a piece that came out. Raise BadInput where that is too much."""
        self.given += len(piece)
        if self.most is not None and self.given > self.most:
            raise OverLimit(self.name, f"unpacks to more than {self.most // 1_000_000} MB", "Split it before packing.")
        if self.given > FREE and self.given > RATIO * self.taken:
            what = f"unpacks to more than {RATIO} times its size"
            raise OverLimit(self.name, what, "Unpack it yourself, if you trust whoever made it.")
        return piece


def unpacked(data: bytes, codings: Sequence[str], name: str, *, most: int | None = MOST) -> bytes:
    """Return what was packed with these codings, the last one outermost. Raise BadInput for damage and for bombs."""
    out = bytearray()
    for piece in unpacking(_cut(data), codings, name, most=most):
        out += piece
    return bytes(out)


def unpacking(source: Iterable[bytes], codings: Sequence[str], name: str, *, most: int | None = MOST) -> Pieces:
    """Yield what was packed, piece by piece; nothing larger than a piece is held. Raise BadInput as it shows."""
    codings = [coding.strip().lower() for coding in codings if coding.strip().lower() not in {"", "identity"}]
    if len(codings) > LAYERS:
        raise OverLimit(name, f"packed {len(codings)} times over", "Unpack it yourself, if you trust whoever made it.")
    if unknown := [coding for coding in codings if coding not in CODINGS]:
        raise BadInput(name, f"packed in a way that is not known here ({unknown[0][:20]})", "Unpack it yourself.")
    pieces = iter(source)
    for coding in reversed(codings):
        pieces = _one_layer(pieces, coding, Gauge(name, most))
    return pieces


def _one_layer(source: Pieces, coding: str, gauge: Gauge) -> Pieces:
    fed = map(gauge.take, source)
    try:
        if coding == "br":
            pieces = _brotli(fed)
        elif coding == "zstd":
            pieces = _zstd(fed)
        else:
            pieces = _deflated(fed, coding)
        yield from map(gauge.give, pieces)
    except (zlib.error, EOFError, OSError) as error:
        what = f"damaged or cut off after {gauge.given:,} bytes ({coding})"
        raise BadInput(gauge.name, what, _DAMAGED) from error


def _cut(data: bytes) -> Pieces:
    view = memoryview(data)
    return (bytes(view[at : at + PIECE]) for at in range(0, len(data), PIECE))


def _deflated(source: Pieces, coding: str) -> Pieces:
    """Yield what gzip (one member or many) or deflate (with or without its header) packed."""
    rest = next(source, b"")
    if coding == "deflate":
        wrapped = rest[:1] and rest[0] & 0x0F == 8 and int.from_bytes(rest[:2], "big") % 31 == 0
        wbits = zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS
    else:
        wbits = zlib.MAX_WBITS | 16
    while True:
        member = zlib.decompressobj(wbits)
        full = False  # zlib may hold more than it gave, though it has taken everything
        while not member.eof:
            if not rest and not full and not (rest := next(source, b"")):
                raise EOFError
            piece = member.decompress(rest, PIECE)
            full = len(piece) == PIECE
            rest = member.unused_data if member.eof else member.unconsumed_tail
            yield piece
        while not rest.strip(b"\0"):  # tapes and some servers fill up with zeros
            if not (rest := next(source, b"")):
                return
        if coding == "deflate":
            raise EOFError


def _brotli(source: Pieces) -> Pieces:
    import brotli

    reader = brotli.Decompressor()
    try:
        for piece in source:
            while out := reader.process(piece, output_buffer_limit=PIECE):
                yield out
                piece = b""  # more of the same may be waiting
    except brotli.error as error:
        raise EOFError from error
    if not reader.is_finished():
        raise EOFError


def _zstd(source: Pieces) -> Pieces:
    from fastwarc.stream_io import ZstdReader

    reader = ZstdReader(_Drawn(source))
    while piece := reader.read(PIECE):
        yield piece


class _Drawn:
    """Pieces as a file that is read once, from its beginning to its end."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._rest = b""
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        if not self._rest:
            self._rest = next(self._pieces, b"")
        piece = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(piece) :]
        self._at += len(piece)
        return piece

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Stay where it is, for callers that only ask where that may be."""
        if (offset, whence) not in {(0, 1), (self._at, 0)}:
            raise OSError("what is unpacked on the way can be read once only")
        return self._at

    def close(self) -> None:
        """Leave the pieces to whoever has them."""
