"""Unpacks what came packed, and stops at bounds of our own, whatever a library or a header says."""

import zlib

from saidby.fetch.limits import Limits

ACCEPTED = "gzip, deflate"  # what requests ask for; whoever sends anything else is refused
_STEP = 65536  # bytes unpacked at a time: all that a bomb can cost
_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's names for the three wrappings
_MEMBER = b"\x1f\x8b"  # how each member of a gzip stream begins


class Unpackable(Exception):
    """Why something cannot be unpacked."""


class Unpacker:
    """Unpacks one body piece by piece. ``coding`` is what its header says."""

    def __init__(self, coding: str, limits: Limits) -> None:
        name = coding.strip().lower().removeprefix("x-")
        if name not in {"", "identity", "gzip", "deflate"}:
            raise Unpackable(f"comes packed in a way that nobody asked for ({name[:40]})")
        self._packing = name if name in {"gzip", "deflate"} else None
        self._limits = limits
        self._stream: zlib._Decompress | None = None
        self._waiting = b""  # one byte does not say yet what begins with it
        self._came = self._gave = self._members = 0

    def unpack(self, piece: bytes) -> bytes:
        """Return what a piece holds. Raise Unpackable where it is damaged or unpacks beyond all measure."""
        self._came += len(piece)
        if self._packing is None:
            return piece
        found = bytearray()
        rest = self._waiting + piece
        self._waiting = b""
        while rest and (stream := self._begun(rest)) is not None:
            try:
                more = stream.decompress(rest, _STEP)
            except zlib.error as error:
                raise Unpackable(f"is damaged: its {self._packing} cannot be unpacked") from error
            self._weigh(len(more))
            found += more
            rest = stream.unconsumed_tail
            if stream.eof:
                rest, self._stream = stream.unused_data, None
                self._members += 1
        return bytes(found)

    def finish(self) -> None:
        """Raise Unpackable where the end is missing."""
        if self._stream is not None or (self._waiting and not self._members):
            raise Unpackable("was cut short: the end of what was packed is missing")

    def _begun(self, rest: bytes) -> "zlib._Decompress | None":
        """Return what unpacks ``rest``; None for too little to tell, and for odd bytes that some let follow."""
        if self._stream is None:
            if len(rest) < len(_MEMBER):
                self._waiting = rest
            elif not self._members or (self._packing == "gzip" and rest.startswith(_MEMBER)):
                self._stream = zlib.decompressobj(_GZIP if self._packing == "gzip" else _wrapping(rest))
        return self._stream

    def _weigh(self, more: int) -> None:
        self._gave += more
        if self._gave > self._limits.unpacked:
            raise Unpackable(f"unpacks to more than {self._limits.unpacked // 1_000_000} MB")
        if self._gave > self._limits.free and self._gave > self._came * self._limits.ratio:
            raise Unpackable(f"unpacks to more than {self._limits.ratio} times its size")


def _wrapping(head: bytes) -> int:
    """Return how what is called "deflate" is wrapped: by the book, or bare, as some servers have it."""
    return _ZLIB if head[0] & 15 == 8 and int.from_bytes(head[:2], "big") % 31 == 0 else _RAW
