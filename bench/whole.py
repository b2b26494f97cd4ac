"""Whole articles: how fast mark() is beside a small neural pipeline; how soon ``read`` answers, in how much memory."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import install
from bench.turns import ROUNDS, Row, asked_in_turn, seconds
from saidby.errors import SaidbyError
from saidby.pipeline import RULES, mark
from saidby.records import Article
from score import gold

OURS = "saidby"
LEARNED = "learned"
PIPELINE = "spaCy, a small CNN pipeline"
WHOLE = [sys.executable, str(install.PEERS / "ours.py"), "whole"]
WATCHED = [sys.executable, "-I", "-S", str(install.PEERS / "watched.py")]  # small itself, or its memory would count
READ = [sys.executable, "-P", "-c", gold.RUN, "read", "--format", "jsonl"]


def whole_tables(texts: Sequence[Row], warm: Sequence[Row]) -> str:
    """Return the tables for whole articles, and a line that tells what the pipeline was trained on."""
    return f"{_speed_table(texts, warm)}\n{_start_table(texts)}\n{_taught()}\n"


def _readers() -> list[str]:
    """Return the readers of attributions that this tree has."""
    nothing = Article(id="text", key="", text="")
    try:
        mark(nothing, reader=LEARNED)
    except SaidbyError:
        return [RULES]
    return [LEARNED, RULES]


def _speed_table(texts: Sequence[Row], warm: Sequence[Row]) -> str:
    peers = {f"{OURS}, `--reader {name}`": [*WHOLE, name] for name in _readers()}
    peers[PIPELINE] = [str(install.PYTHON), str(install.PEERS / "cnn.py"), str(install.CNN)]
    timed = {name: seconds(answers) for name, answers in asked_in_turn(peers, texts, warm).items()}
    words = sum(len(row["text"].split()) for row in texts)
    lines = ["| whole articles | ms an article | words a second | as fast as spaCy |", "| --- | --- | --- | --- |"]
    for name, taken in timed.items():
        share = "" if name == PIPELINE else _times(timed[PIPELINE] / taken)
        lines.append(f"| {name} | {1000 * taken / len(texts):.1f} | {round(words / taken, -2):,.0f} | {share} |")
    return "\n".join(lines) + "\n"


def _times(ratio: float) -> str:
    return f"{ratio:.2f} times" if ratio < 2 else f"{ratio:.1f} times"


def _start_table(texts: Sequence[Row]) -> str:
    lines = [
        f"| `saidby read` | one article, command to end | processor time | memory | memory, {len(texts)} articles |",
        "| --- | --- | --- | --- | --- |",
    ]
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.json" for number in range(len(texts))]
        for file, row in zip(files, texts, strict=True):
            file.write_text(json.dumps({"text": row["text"], "published": row["published"]}), "utf-8")
        for name in _readers():
            one = [_watch([*READ, "--reader", name, str(files[0])]) for _ in range(ROUNDS)]
            many = _watch([*READ, "--reader", name, folder])
            soonest, worked = (min(row[what] for row in one) for what in ("seconds", "worked"))
            sizes = [max(row["megabytes"] for row in rows) for rows in (one, [many])]
            lines.append(
                f"| `--reader {name}` | {soonest:.2f} s | {worked:.2f} s | {sizes[0]:.0f} MB | {sizes[1]:.0f} MB |"
            )
    return "\n".join(lines) + "\n"


def _watch(command: Sequence[str]) -> Row:
    """Return how long a command took and the most memory it held."""
    env = os.environ | {"PYTHONPATH": str(gold.ROOT)}
    done = subprocess.run([*WATCHED, *command], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    row: Row = json.loads(done.stdout)
    return row


def _taught() -> str:
    taught = json.loads((install.CNN / "meta.json").read_text("utf-8"))["description"]
    return f"spaCy's pipeline: {taught}"
