"""Inputs made from others: bytes flipped, cut, doubled, moved, and set to what parsers stumble over."""

import random
import time
from collections.abc import Callable, Iterator, Sequence

LONGEST = 20_000
SLOW = 1.0  # seconds: no input may take longer
_KEPT = 30
_TRAPS = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xae",
        b"\xcc\x81",
        b"\xf0\x9f\x9a\x92",
        b"\\ud800",
        b"%00",
        b"\r\n\r\n",
    ),
    *(b"<![CDATA[", b"]]>", b"<!--", b"&#0;", b"&#x110000;", b"&a;", b"<div>", b"</p>", b"<script>", b"<a href="),
    *(b"{[", b"]}", b'""', b"'", b",,,", b"null", b"true", b"-", b"-0", b"1e999", b"99999999999999999999", b"/"),
    *(b"0000-00-00", b"9999-12-31T23:59:59-14:00", b"between ", b"minus ", b" per cent", b" lakh"),
    *(b"Content-Length: -1\r\n", b"WARC/1.0\r\n", b"\x1f\x8b\x08"),
)


def mutated(made_from: Sequence[bytes], seed: int) -> Iterator[bytes]:
    """Yield inputs without end; the same for the same seed."""
    dice = random.Random(seed)
    pool = list(made_from)
    while True:
        data = bytearray(dice.choice(pool))
        for _ in range(dice.choice((1, 1, 2, 4, 16))):
            data = _once(data, dice, pool)
        found = bytes(data[:LONGEST])
        if dice.random() < 0.05:  # some go on to be changed further
            pool = [*made_from, *pool[len(made_from) :][-_KEPT:], found]
        yield found


def _once(data: bytearray, dice: random.Random, pool: Sequence[bytes]) -> bytearray:
    at, to = sorted((dice.randint(0, len(data)), dice.randint(0, len(data))))
    to = min(to, at + dice.choice((1, 8, 64, 1024)))
    match dice.randrange(7):
        case 0 if data:
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        case 1:
            del data[at:to]
        case 2:
            data[at:at] = data[at:to] * dice.choice((1, 2, 40))
        case 3:
            data[at:to] = dice.choice(_TRAPS) * dice.choice((1, 1, 1, 200))
        case 4:
            other = dice.choice(pool)
            begin = dice.randint(0, len(other))
            data[at:at] = other[begin : begin + dice.choice((8, 256))]
        case 5:
            data[at:to] = dice.randbytes(to - at)
        case _:
            del data[at:]
    return data


def blindly(
    target: Callable[[bytes], None], made_from: tuple[bytes, ...], seconds: float, seed: int
) -> tuple[int, bytes, float]:
    """Return how many inputs were tried, the slowest, and the processor seconds that it took. Faults are raised."""
    for data in made_from:  # and what is loaded on the way is
        target(data)
    until = time.monotonic() + seconds
    tried, slowest, longest = 0, b"", 0.0
    for data in mutated(made_from, seed):
        start = time.process_time()
        target(data)
        took = time.process_time() - start
        tried += 1
        if took > longest:
            slowest, longest = data, took
        if time.monotonic() > until:
            break
    return tried, slowest, longest
