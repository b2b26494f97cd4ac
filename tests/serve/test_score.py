"""`saidby score` measures what it says, and the same as the shared scorer."""

import importlib.util
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from saidby.errors import BadInput
from saidby.serve.score import SOMETIMES, Scores, read_gold, score_articles
from saidby.serve.score.names import same_source
from tests.shared import shared

TEXT = "Over 900 people died, about a third of them children, the board said. The board fears 2,000 are homeless."


def figure(words: str, number: int, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    plain = {"kind": "count", "low": 1, "high": 1, "bound": "exact", "measure": "killed", "source": "the board"}
    empty: dict[str, Any] = {"hedge": [], "via": [], "said_on": None, "as_of": None, "part_of": None}
    return {"id": f"f{number}", "start": start, "end": start + len(words), **plain, **empty, **fields}


def article() -> dict[str, Any]:
    figures = [
        figure("Over 900", 1, low=900, high=None, bound="more_than"),
        figure("about a third", 2, low=0.3333, high=0.3333, bound="about", kind="share", part_of="f1"),
        figure("2,000", 3, low=2000, high=2000, measure="displaced", hedge=["fears"]),
    ]
    return {"id": "weir", "text": TEXT, "figures": figures, "quotes": []}


def scored(found: list[dict[str, Any]]) -> Scores:
    return score_articles({"weir": article()}, [{"id": "weir", "figures": found, "quotes": []}])


def test_gold_against_itself_is_right_throughout() -> None:
    scores = scored(article()["figures"])
    assert scores.found.f1() == scores.fields["complete"].f1() == scores.fields["part_of"].f1() == 1.0


def test_a_missed_figure_costs_recall_and_a_needless_one_precision() -> None:
    figures = article()["figures"]
    fewer = scored(figures[:2])
    assert fewer.found.precision() == 1.0
    assert fewer.found.recall() == pytest.approx(2 / 3)
    more = scored([*figures, figure("of them", 4)])
    assert (more.found.precision(), more.found.recall()) == (0.75, 1.0)


@pytest.mark.parametrize(
    ("at", "change", "wrong"),
    [
        (0, {"low": 901}, {"value", "complete"}),
        (0, {"bound": "at_least"}, {"bound"}),
        (1, {"low": 1 / 3, "high": 1 / 3}, set()),
        (1, {"low": 0.32, "high": 0.32}, {"value", "complete"}),
        (2, {"measure": "affected"}, {"measure", "complete"}),
        (2, {"source": "the ministry"}, {"source", "complete"}),
        (2, {"source": "board"}, set()),
    ],
)
def test_one_wrong_field_costs_that_field_and_the_complete_record(
    at: int, change: dict[str, Any], wrong: set[str]
) -> None:
    figures = article()["figures"]
    figures[at] |= change
    scores = scored(figures)
    always = ("value", "bound", "kind", "measure", "source", "complete")
    assert {name for name in always if scores.right_on_found(name) < 1} == wrong


def test_an_unread_article_counts_as_empty() -> None:
    assert score_articles({"weir": article()}, []).found.recall() == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Britain's defence ministry", "UK Ministry of Defence", True),
        ("the UN", "United Nations", True),
        ("OCB", "Orsk Census Board", True),
        ("Orsk police", "Orsk army", False),
        ("Tavoria's Interior Ministry", "Tavoria's Health Ministry", False),
        ("Russian Defence Ministry", "Ukrainian Defence Ministry", False),
        ("ministry", "Interior Ministry", False),
        ("", None, True),
        (None, "the board", False),
    ],
)
def test_two_names_of_a_source(one: str | None, other: str | None, same: bool) -> None:
    assert same_source(one, other) is same


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weir.story.json").write_text("{}")
    with pytest.raises(BadInput, match="no annotated article"):
        read_gold(tmp_path)
    (tmp_path / "broken.json").write_text("{")
    with pytest.raises(BadInput, match="not JSON"):
        read_gold(tmp_path)


# --- the shared scorer ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gold() -> dict[str, dict[str, Any]]:
    return read_gold(shared("gold", "dev"))


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_figures", shared("score", "score_figures.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spoilt(gold: dict[str, dict[str, Any]], seed: int) -> Iterator[dict[str, Any]]:
    """Yield the gold articles with a good part of their fields, spans and figures wrong."""
    dice = random.Random(seed)
    names = sorted({f["source"] for row in gold.values() for f in row["figures"] if f["source"]})
    for row in deepcopy(list(gold.values())):
        kept = [f for f in row["figures"] if dice.random() < 0.85]
        for f in kept:
            f["start"] = max(0, f["start"] - dice.choice([0, 0, 0, 3, 40]))
            if dice.random() < 0.3:
                f["source"] = dice.choice([None, *names])
            if dice.random() < 0.2:
                f["low"] = dice.choice([None, 1, (f["low"] or 0) + 0.0001])
            if dice.random() < 0.2:
                f["measure"] = dice.choice(["killed", "other", "wounded"])
            if dice.random() < 0.2:
                f["bound"] = dice.choice(["exact", "about"])
            if dice.random() < 0.2:
                f |= {
                    "part_of": dice.choice([None, "f1", "f99"]),
                    "said_on": "2025-01-01",
                    "hedge": ["likely"],
                    "via": ["X"],
                }
            if dice.random() < 0.1:
                f["kind"] = dice.choice(["measure", "money"])
        row["figures"] = kept + [f | {"id": f["id"] + "b", "start": f["end"], "end": f["end"] + 4} for f in kept[::4]]
        row["quotes"] = [q | {"end": q["end"] - dice.choice([0, 0, 9])} for q in row["quotes"][dice.randrange(2) :]]
        yield row


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_numbers_are_those_of_the_shared_scorer(seed: int, gold: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    found = list(spoilt(gold, seed))
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("".join(json.dumps(row) + "\n" for row in found))
    command = [sys.executable, str(shared("score", "score_figures.py")), str(shared("gold", "dev")), str(predicted)]
    theirs = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    ours = score_articles(gold, found)
    lines = [f"found P {ours.found.precision():.3f} R {ours.found.recall():.3f} F1 {ours.found.f1():.3f}"]
    lines += [
        f"{name} right on found: {ours.right_on_found(name):.3f}"
        for name in ("value", "bound", "kind", "measure", "source")
    ]
    lines += [
        f"{name} P {tally.precision():.3f} R {tally.recall():.3f} F1 {tally.f1():.3f}"
        for name, field in [("source", "named_source"), *((name, name) for name in SOMETIMES[1:6])]
        for tally in [ours.fields[field]]
    ]
    whole = ours.fields["complete"]
    lines.append(f"complete P {whole.precision():.3f} R {whole.recall():.3f} F1 {whole.f1():.3f}")
    quotes, speakers = ours.fields["quote"], ours.fields["speaker"]
    lines.append(
        f"quotes found {quotes.right}/{quotes.wanted} of {quotes.given} given, "
        f"speaker right {speakers.right}/{speakers.wanted}"
    )
    printed = [re.sub(r"\s+\(.*\)", "", " ".join(line.split())) for line in theirs.splitlines()]
    assert [line for line in lines if line not in printed] == []


def test_two_names_mean_the_same_wherever_the_shared_scorer_says_so(
    gold: dict[str, dict[str, Any]], scorer: ModuleType
) -> None:
    names = sorted({f["source"] for row in gold.values() for f in row["figures"] if f["source"]})
    pairs = [(a, b) for a in names for b in names[::7]]
    assert [pair for pair in pairs if same_source(*pair) != scorer.same_source(*pair)] == []


def test_articles_without_annotation_are_no_gold(tmp_path: Path) -> None:
    (tmp_path / "plain.json").write_text('{"id": "plain", "text": "Forty people were saved."}')
    with pytest.raises(BadInput, match="no annotated article"):
        read_gold(tmp_path)
