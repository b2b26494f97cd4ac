"""``python -m bench.newsroom``: articles as JSON lines, and their truth.

usage: python -m bench.newsroom --articles N [--seed S] [--truth FILE] [--folder DIR]
  --truth FILE   one line of truth for each article
  --folder DIR   each article in a file of its own, for ``saidby read DIR``, instead of lines on standard output
"""

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path

import msgspec

from bench.newsroom.stream import newsroom


def main(arguments: list[str] | None = None) -> int:
    """Write the articles that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m bench.newsroom", description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=10, help="how many articles (10)")
    parser.add_argument("--seed", type=int, default=0, help="another seed, another world (0)")
    parser.add_argument("--truth", type=Path, help="write the truth of each article to this file, one a line")
    parser.add_argument("--folder", type=Path, help="write each article to a file in this folder")
    asked = parser.parse_args(arguments)
    if asked.folder:
        asked.folder.mkdir(parents=True, exist_ok=True)
    json = msgspec.json.Encoder()
    with ExitStack() as stack:
        truths = stack.enter_context(asked.truth.open("wb")) if asked.truth else None
        for item, truth in newsroom(asked.articles, seed=asked.seed):
            line = json.encode(item)
            if asked.folder:
                (asked.folder / f"{item.id}.json").write_bytes(line)
            else:
                sys.stdout.buffer.write(line + b"\n")
            if truths:
                truths.write(json.encode(truth) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
