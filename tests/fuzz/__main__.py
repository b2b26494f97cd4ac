"""Fuzzes one target for so many seconds, with atheris where it is installed. See ``targets``."""

import importlib
import importlib.util
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.fuzz.mutation import LONGEST, SLOW, blindly


def led(atheris: Any, name: str, seconds: str) -> None:
    """Fuzz with inputs that are led by what they reach. Never returns: ends with 0 if nothing was found."""
    with atheris.instrument_imports(include=["saidby"]):
        target, made_from = importlib.import_module("tests.fuzz.targets").seeds()[name]
    with TemporaryDirectory() as corpus:
        for n, data in enumerate(made_from):
            (Path(corpus) / str(n)).write_bytes(data)
        limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOW:.0f}"]
        atheris.Setup([sys.argv[0], *limits, corpus], target)
        atheris.Fuzz()


def main(name: str, seconds: str = "600") -> int:
    """Fuzz; return 1 where an input took too long."""
    if importlib.util.find_spec("atheris"):
        led(importlib.import_module("atheris"), name, seconds)
    target, made_from = importlib.import_module("tests.fuzz.targets").seeds()[name]
    tried, slowest, longest = blindly(target, made_from, float(seconds), time.time_ns())
    sys.stdout.write(f"{name}: {tried:,} inputs, the slowest in {longest:.2f} s\n")
    if longest > SLOW:
        sys.stdout.write(f"{slowest!r}\n")
    return int(longest > SLOW)


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        sys.stdout.write("\n".join(importlib.import_module("tests.fuzz.targets").TARGETS) + "\n")
        sys.exit()
    if not 2 <= len(sys.argv) <= 3:
        sys.exit("usage: python -m tests.fuzz NAME [SECONDS]   (names: python -m tests.fuzz --list)")
    sys.exit(main(*sys.argv[1:]))
