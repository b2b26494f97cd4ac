"""Asks each peer the same texts, all in turn; every peer is a program of its own that answers line by line."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

from bench import install
from score import gold

ROUNDS = 5  # times that each peer reads the articles, all in turn: of each article the fastest counts
LONG = 20.0  # seconds for all articles: a peer that takes more is asked once, for one round then tells enough
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
Row = dict[str, Any]
Answers = dict[str, Row]


def asked_in_turn(peers: Mapping[str, Sequence[str]], texts: Sequence[Row], warm: Sequence[Row]) -> dict[str, Answers]:
    """Return what each peer answers to each text; its seconds are the least of all rounds.

    The peers take turns, so that what slows the machine down for a while slows all of them down. Each reads the
    ``warm`` texts first, which are others, and for which nothing counts.
    """
    texts = [*({**row, "id": None} for row in warm), *texts]
    best = {name: ask(command, texts) for name, command in peers.items()}
    for _ in range(ROUNDS - 1):
        for name, answers in best.items():
            if seconds(answers) > LONG:
                continue
            for id_, row in ask(peers[name], texts).items():
                answers[id_]["seconds"] = min(answers[id_]["seconds"], row["seconds"])
    return best


def ask(command: Sequence[str], texts: Sequence[Row]) -> Answers:
    """Return what a peer answers to each text, by id."""
    wanted = sum(text["id"] is not None for text in texts)
    asked = "".join(json.dumps(text) + "\n" for text in texts)
    env = os.environ | ONE_THREAD | {"NODE_PATH": str(install.NODE / "node_modules"), "PYTHONPATH": str(gold.ROOT)}
    done = subprocess.run(command, input=asked, capture_output=True, text=True, env=env, check=False)
    answers = {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}
    if done.returncode or len(answers) < wanted:
        told = f"ended with {done.returncode} after {len(answers)} of {wanted} texts"
        raise SystemExit(f"{' '.join(command)} {told}:\n{done.stderr[-2000:]}")
    return answers


def seconds(answers: Answers) -> float:
    """Return the time that all texts took."""
    return sum(float(row["seconds"]) for row in answers.values())


def milliseconds(answers: Answers) -> float:
    """Return the time that one text took, on average."""
    return 1000 * seconds(answers) / len(answers)
