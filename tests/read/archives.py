"""Web archives for tests: invented pages of invented outlets."""

import gzip
import random

PAGE = (
    "<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
    "<p>At least {count} people were killed when the weir at Osk failed, the river board said on Monday.</p>"
    "<p>Another 12 were wounded, and 300 left their homes, a spokesman for the valley's council said.</p>"
    "</article></body></html>"
)


def page(count: int = 40) -> bytes:
    return PAGE.format(title=f"Weir failure killed at least {count}, board says", count=count).encode()


def answer(body: bytes, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = "") -> bytes:
    """Return what a server sends."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def record(block: bytes, *, number: int = 1, address: str | None = None, more: str = "") -> bytes:
    """Return one record of an archive."""
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2026-05-05T08:30:00Z\r\n"
        f"WARC-Target-URI: {address or f'https://mail.osk.example/{number}'}\r\n"
        f"Content-Type: application/http; msgtype=response\r\n{more}Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def packed(records: list[bytes]) -> list[bytes]:
    """Return the records as members of a gzipped archive."""
    return [gzip.compress(data, 6, mtime=0) for data in records]


def noise(seed: int, size: int = 600) -> bytes:
    """Return words that do not pack well, as pages' words do not."""
    return random.Random(seed).randbytes(size).hex().encode()


def places(parts: list[bytes]) -> list[tuple[int, int]]:
    """Return where each part begins and ends once they stand one behind the other."""
    found, at = [], 0
    for part in parts:
        found.append((at, at + len(part)))
        at += len(part)
    return found
