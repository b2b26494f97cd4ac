"""The seed story agrees with what a careful reader made of it, within the floors of ``score/floors.toml``."""

import tomllib

import pytest

from score.gold import ROOT, judge, judged_drift, seed_scores
from tests.shared import shared

FLOORS = tomllib.loads((ROOT / "score" / "floors.toml").read_text("utf-8"))["seeds"]


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    shared("seeds")
    shared("score", "score_story.py")
    return seed_scores(tmp_path_factory.mktemp("seeds"))[1]


@pytest.mark.parametrize("name", FLOORS["least"])
def test_at_least(name: str, scores: dict[str, float]) -> None:
    assert scores[name] >= FLOORS["least"][name]


@pytest.mark.parametrize("name", FLOORS["most"])
def test_at_most(name: str, scores: dict[str, float]) -> None:
    assert scores[name] <= FLOORS["most"][name]


def test_a_verdict_is_right_or_wrong_and_given_once() -> None:
    rows = judged_drift()
    assert {row["verdict"] for row in rows} <= {"right", "wrong"}
    places = [(row["kind"], row["doc"], row["start"], row["end"], str(row["against"])) for row in rows]
    assert len(set(places)) == len(places)


def test_only_findings_that_locate_nothing_listed_need_a_verdict() -> None:
    listed = {
        "kind": "altered_quote",
        "doc": "a",
        "start": 10,
        "end": 30,
        "against": {"doc": "b", "start": 0, "end": 20},
    }
    near = listed | {"start": 12, "end": 30, "kind": "hedge_dropped"}
    twice = listed | {"start": 14, "against": {"doc": "b", "start": 4, "end": 20}}
    elsewhere = listed | {"start": 50, "end": 60, "against": {"doc": "b", "start": 90, "end": 99}}
    outside, wrong = judge({"drift": [near, twice, elsewhere]}, {"drift": [listed]})
    assert outside == [twice, elsewhere]
    assert wrong == 0
