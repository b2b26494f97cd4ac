"""The same version and the same input give the same bytes (I2), whatever hashes, clocks and workers do meanwhile."""

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest

from bench.newsroom import newsroom
from saidby.serve.intake import demo_files

ARTICLES = 4  # beside those of the bundled example
TIMEOUT = 120
SEEDS = ("0", "1", "2", "3", "4")  # of Python's hashes
WORKERS = ("1", "2", "4")
LANGUAGES = ("C", "C.UTF-8")
ZONES = ("UTC", "Pacific/Kiritimati")  # where it is tomorrow already
# Each seed with each number of workers, which meet both languages, both zones and every order in turn.
TABLE = [(seed, workers, n) for n, (seed, workers) in enumerate(product(SEEDS, WORKERS))]
IN_A_LEDGER = TABLE[::6]
LEARNED = TABLE[::8]  # with the learned reader beside the rules, which takes longer to start


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with articles of several stories."""
    made = tmp_path_factory.mktemp("articles")
    for name, data in demo_files():
        (made / name).write_bytes(data)
    for item, _ in newsroom(ARTICLES, seed=11):
        (made / f"{item.id}.txt").write_text(item.text, "utf-8")
    return made


def said(*words: str | Path, seed: str, n: int) -> bytes:
    """Return what a command writes, in surroundings that must not matter."""
    surroundings = {"PYTHONHASHSEED": seed, "LC_ALL": LANGUAGES[n % 2], "TZ": ZONES[n // 2 % 2]}
    code = "import sys; from saidby.serve.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, *map(str, words)]
    done = subprocess.run(command, check=False, capture_output=True, env=os.environ | surroundings, timeout=TIMEOUT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def shuffled(folder: Path, n: int) -> list[Path]:
    return random.Random(n).sample(sorted(folder.iterdir()), len(list(folder.iterdir())))


@pytest.mark.parametrize(("reader", "table"), [("rules", TABLE), ("learned", LEARNED)])
def test_a_story_is_the_same_bytes_in_any_surroundings(
    folder: Path, reader: str, table: Sequence[tuple[str, str, int]]
) -> None:
    form = ("--format", "json", "--reader", reader)
    found = {
        said("story", *shuffled(folder, n), *form, "--workers", workers, seed=seed, n=n) for seed, workers, n in table
    }
    assert len(found) == 1
    assert len(found.pop()) > 5000


def test_the_statements_of_a_ledger_are_the_same_bytes_in_any_surroundings(folder: Path, tmp_path: Path) -> None:
    found = set()
    for seed, workers, n in IN_A_LEDGER:
        place = tmp_path / f"{n}.saidby"
        said("add", *shuffled(folder, n), "--ledger", place, "--reader", "rules", "--workers", workers, seed=seed, n=n)
        found.add(said("statements", "--ledger", place, "--format", "json", seed=seed, n=n))
    assert len(found) == 1
    assert len(found.pop()) > 5000
