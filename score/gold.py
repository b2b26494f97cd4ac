"""The gold articles and seeds of the shared folder: what ``saidby`` makes of them, and what the shared scorers say.

The shared folder lies beside the repository (or where SAIDBY_SHARED says). Nothing of it is kept here.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SAIDBY_SHARED") or ROOT.parent / "shared")
TAKEN = ("id", "text", "title", "url", "outlet", "published")  # the fields that `saidby read` takes
STORY = "kursk"
RUN = "import sys; from saidby.serve.cli import main; main()"

Row = dict[str, Any]


def gold_articles(folder: Path) -> dict[str, Row]:
    """Return the gold articles of a folder by id, in the order of their file names."""
    rows = (json.loads(f.read_bytes()) for f in sorted(folder.glob("*.json")) if not f.name.endswith("story.json"))
    return {row["id"]: row for row in rows}


def write_inputs(articles: Iterable[Row], folder: Path) -> list[Path]:
    """Write one file an article, with the fields that ``read`` takes and no others."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for row in articles:
        path = folder / f"{row['id']}.json"
        path.write_text(json.dumps({name: row.get(name) for name in TAKEN}), "utf-8")
        paths.append(path)
    return paths


def saidby(*args: str | Path, program: Path = ROOT) -> str:
    """Return what the program at ``program`` prints; anything but exit code 0 is an error."""
    env = os.environ | {"PYTHONPATH": str(program)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", RUN, *map(str, args)], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"saidby {args[0]} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def predict(articles: Iterable[Row], folder: Path, *, program: Path = ROOT) -> Path:
    """Return the path of what ``saidby read`` says of the articles, one a line."""
    write_inputs(articles, folder)
    out = folder.with_suffix(".jsonl")
    out.write_text(saidby("read", folder, "--format", "jsonl", "--workers", "2", program=program), "utf-8")
    return out


def scorer(name: str, *args: str | Path) -> str:
    """Return what one of the shared scorers prints."""
    command = [sys.executable, str(SHARED / "score" / f"{name}.py"), *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def figures_scores(gold: Path, predicted: Path) -> tuple[str, dict[str, float]]:
    """Return the figure scorer's page and, by name, the F1 of what it counts and the shares right of what was found."""
    page = scorer("score_figures", gold, predicted)
    f1 = re.compile(r"^(\w+) +P [\d.]+ R [\d.]+ F1 ([\d.]+)", re.MULTILINE)
    right = re.compile(r"^(\w+) +right on found: ([\d.]+)", re.MULTILINE)
    scores = {m[1]: float(m[2]) for m in f1.finditer(page)}
    scores |= {f"{m[1]} right": float(m[2]) for m in right.finditer(page)}
    counted = re.search(r"^articles (\d+) +gold figures (\d+)", page, re.MULTILINE)
    scores |= {"articles": float(counted[1]), "figures": float(counted[2])} if counted else {}
    sure = re.search(r"^confidence calibration error ([\d.]+); .* complete ([\d.]+)$", page, re.MULTILINE)
    scores |= {"calibration error": float(sure[1]), "surest complete": float(sure[2])} if sure else {}
    return page, scores


# --- the seed story -------------------------------------------------------------------------------------------


def seed_files() -> dict[str, Path]:
    """Return the seed files by the id of the gold article with the same text."""
    by_text = {row["text"]: name for name, row in gold_articles(SHARED / "gold" / "dev").items()}
    return {by_text[f.read_bytes().decode()]: f for f in sorted((SHARED / "seeds").glob("*.txt"))}


def predict_seeds(folder: Path) -> tuple[Path, Path]:
    """Return the paths of what ``read`` and ``story`` say of the seed files, under the ids of the gold articles."""
    folder.mkdir(parents=True, exist_ok=True)
    files = seed_files()
    names = {path.stem: name for name, path in files.items()}
    articles = [json.loads(line) for line in saidby("read", *files.values(), "--format", "jsonl").splitlines()]
    story = json.loads(saidby("story", *files.values(), "--format", "json"))
    read, linked = folder / "articles.jsonl", folder / "story.json"
    read.write_text("".join(json.dumps(_renamed(row, names)) + "\n" for row in articles), "utf-8")
    linked.write_text(json.dumps(_renamed(story, names)), "utf-8")
    return read, linked


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


def seed_scores(folder: Path) -> tuple[str, dict[str, float]]:
    """Return the scorers' pages on the seeds and, by name, what the floors are set on."""
    read, linked = predict_seeds(folder)
    gold = folder / "gold"
    gold.mkdir(exist_ok=True)
    for name in seed_files():
        (gold / f"{name}.json").write_bytes((SHARED / "gold" / "dev" / f"{name}.json").read_bytes())
    figures, right = figures_scores(gold, read)
    story_file = SHARED / "gold" / "dev" / f"{STORY}.story.json"
    story = scorer("score_story", story_file, linked, gold, read)
    said = _numbers(r"gold figures (\d+) +predicted (\d+)", figures)
    found = round(said[0] * _numbers(r"found +P [\d.]+ R ([\d.]+)", figures)[0])
    statements = _numbers(r"sources: (\d+)/(\d+)", story)
    roots = _numbers(r"roots: (\d+)/(\d+)", story)
    outside, wrong = judge(json.loads(linked.read_bytes()), json.loads(story_file.read_bytes()))
    return figures + story + "".join(f"not judged: {json.dumps(row)}\n" for row in outside), {
        "gold figures missed": said[0] - found,
        "other figures": said[1] - found,
        "bounds wrong": round(found * (2 - right["value right"] - right["bound right"])),
        "sources right": round(found * right["source right"]),
        "statements": _numbers(r"extended B3 P [\d.]+ R [\d.]+ F1 ([\d.]+)", story)[0],
        "statements' sources wrong": statements[1] - statements[0],
        "roots wrong": roots[1] - roots[0],
        "drift located": round(
            _numbers(r"located P [\d.]+ R ([\d.]+)", story)[0] * _numbers(r"drift: gold (\d+)", story)[0]
        ),
        "drift not judged": len(outside),
        "drift judged wrong": wrong,
    }


def _numbers(pattern: str, page: str) -> list[float]:
    found = re.search(pattern, page)
    if found is None:
        raise SystemExit(f"the scorer's page has changed: no {pattern!r} in\n{page}")
    return [float(number) for number in found.groups()]


# --- drift findings that the gold list lacks ---------------------------------------------------------------------

Side = tuple[str, int, int]


def judge(story: Row, gold: Row) -> tuple[list[Row], int]:
    """Return the findings outside the gold list that nobody has judged yet, and how many were judged wrong."""
    verdicts = {_finding(row): row["verdict"] for row in judged_drift()}
    outside = list(not_listed(story["drift"], gold["drift"]))
    wrong = sum(verdicts.get(_finding(row)) == "wrong" for row in outside)
    return [row for row in outside if _finding(row) not in verdicts], wrong


def judged_drift() -> list[Row]:
    """Return the findings that a person has read, with their verdicts ("right" or "wrong")."""
    path = ROOT / "score" / "drift_judged.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def not_listed(found: list[Row], gold: list[Row]) -> Iterator[Row]:
    """Yield the findings that locate none of the gold list, matched one to one as the scorer does."""
    pairs = sorted(
        ((_closeness(f, g), i, j) for i, f in enumerate(found) for j, g in enumerate(gold)),
        reverse=True,
    )
    located: set[int] = set()
    taken: set[int] = set()
    for closeness, i, j in pairs:
        if closeness >= 0.3 and i not in located and j not in taken:  # the scorer's bar
            located.add(i)
            taken.add(j)
    return (row for i, row in enumerate(found) if i not in located)


def _finding(row: Row) -> tuple[str, Side, Side]:
    here, there = _sides(row)
    return row["kind"], here, there


def _sides(row: Row) -> tuple[Side, Side]:
    against = row.get("against") or row
    return (row["doc"], row["start"], row["end"]), (against["doc"], against["start"], against["end"])


def _closeness(one: Row, other: Row) -> float:
    return max(_shared(a, b) for a in _sides(one) for b in _sides(other))


def _shared(one: Side, other: Side) -> float:
    """Return intersection over union."""
    if one[0] != other[0]:
        return 0.0
    both = max(0, min(one[2], other[2]) - max(one[1], other[1]))
    return both / max(1, (one[2] - one[1]) + (other[2] - other[1]) - both)
