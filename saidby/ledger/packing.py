"""Bytes as the ledger holds them: packed, behind a check that tells of any altered bit, even one that unpacks alike."""

import zlib

_LEVEL = 6
_CHECK = 4  # bytes


def pack(data: bytes) -> bytes:
    """Return ``data`` packed."""
    packed = zlib.compress(data, _LEVEL)
    return zlib.crc32(packed).to_bytes(_CHECK, "big") + packed


def unpack(packed: bytes, *, most: int | None = None) -> bytes | None:
    """Return what was packed; None where any bit of it was altered, or it is more than ``most`` bytes."""
    if int.from_bytes(packed[:_CHECK], "big") != zlib.crc32(packed[_CHECK:]):
        return None
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(packed[_CHECK:], 0 if most is None else most + 1)
    except zlib.error:
        return None
    whole = unpacking.eof and not unpacking.unused_data and (most is None or len(data) <= most)
    return data if whole else None
