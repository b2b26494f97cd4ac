"""Fuzzes one target for so many seconds, with atheris where it is installed. See ``targets``."""

import importlib
import importlib.util
import sys
import time
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.fuzz.mutation import LONGEST, mutated
from tests.fuzz.targets import TARGETS, Target, seeds

SLOW = 1.0  # seconds: no input may take longer


def with_atheris(target: Target, made_from: tuple[bytes, ...], seconds: int) -> None:
    """Never returns: ends with 0 if nothing was found, and leaves what was found in a file."""
    atheris: Any = importlib.import_module("atheris")  # has no types, and is not everywhere
    atheris.instrument_all()
    with TemporaryDirectory() as corpus:
        for n, data in enumerate(made_from):
            (Path(corpus) / str(n)).write_bytes(data)
        limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOW:.0f}"]
        atheris.Setup([sys.argv[0], *limits, corpus], target)
        atheris.Fuzz()


def blindly(target: Target, made_from: tuple[bytes, ...], seconds: float, seed: int) -> tuple[int, bytes, float]:
    """Return how many inputs were tried, the slowest, and the processor seconds that it took. Faults are raised."""
    until = time.monotonic() + seconds
    tried, slowest, longest = 0, b"", 0.0
    for data in chain(made_from, mutated(made_from, seed)):
        start = time.process_time()
        target(data)
        took = time.process_time() - start
        tried += 1
        if took > longest:
            slowest, longest = data, took
        if time.monotonic() > until:
            break
    return tried, slowest, longest


def main(name: str, seconds: str = "600") -> int:
    """Fuzz; return 1 where an input took too long."""
    target, made_from = seeds()[name]
    if importlib.util.find_spec("atheris"):
        with_atheris(target, made_from, int(seconds))
    tried, slowest, longest = blindly(target, made_from, float(seconds), time.time_ns())
    sys.stdout.write(f"{name}: {tried:,} inputs, the slowest in {longest:.2f} s\n")
    if longest > SLOW:
        sys.stdout.write(f"{slowest!r}\n")
    return int(longest > SLOW)


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        sys.stdout.write("\n".join(TARGETS) + "\n")
        sys.exit()
    if not 2 <= len(sys.argv) <= 3 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: python -m tests.fuzz {'|'.join(TARGETS)} [SECONDS]")
    sys.exit(main(*sys.argv[1:]))
