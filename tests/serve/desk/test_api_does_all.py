"""The API can do all that the desk does, and what it answers leads to what can be asked and decided next."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from saidby.ledger import Ledger
from saidby.pipeline import relink, update
from saidby.records import Marks, Quarantined
from saidby.serve.desk.gate.access import Access
from tests.ledger.build import example
from tests.serve.desk.visitors import desk, visitor

TEXT = "At least 40 people were killed at Osk, the river board said on Sunday.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "l.db", create=True) as book:
        update(book, list(example()))
        list(relink(book))
        bad = Quarantined(where="a.html", what="a page larger than 10 MB", do="Look.", data=b"<p>", name="a.html")
        book.quarantine(bad)
    return tmp_path / "l.db"


@pytest.fixture
def api(path: Path) -> Iterator[TestClient]:
    with visitor(path, reader="rules") as client:
        yield client


@pytest.fixture
def story(api: TestClient) -> str:
    return str(api.get("/api/stories").json()[0]["key"])


def decide(api: TestClient, about: str, target: str, verb: str = "accept", **more: Any) -> Any:
    decision = {"about": about, "target": target, "verb": verb, **more}
    return api.post("/api/judgements", json={"decisions": [decision]})


def done(api: TestClient, batch: Any) -> Any:
    for _ in range(1200):
        told = api.get(f"/api/additions/{batch['id']}").json()
        if told["state"] in {"done", "failed"}:
            return told
        time.sleep(0.05)
    raise AssertionError(told)


def test_everything_in_a_story_can_be_judged_by_what_the_api_tells_of_it(api: TestClient, story: str) -> None:
    parts = {
        part: api.get(f"/api/stories/{story}/{part}").json()
        for part in ("sources", "statements", "provenance", "drift")
    }
    figure = api.get("/api/queue").json()[0]["key"]
    assert decide(api, "figure", figure, "correct", fields={"measure": "wounded"}).status_code == 201
    assert decide(api, "source", parts["sources"][0]["key"]).status_code == 201
    assert decide(api, "statement", parts["statements"][0]["key"]).status_code == 201
    assert decide(api, "derivation", parts["provenance"][0]["key"], "reject").status_code == 201
    assert decide(api, "drift", parts["drift"][0]["key"], "correct", fields={"severity": "minor"}).status_code == 201
    one, other = (parts["sources"][n]["key"] for n in (0, 1))
    assert decide(api, "source", one, "merge", others=[other]).status_code == 201
    assert decide(api, "source", one, "split", others=[other]).status_code == 201
    steps = api.get("/api/judgements").json()
    assert [step["decisions"][0]["verb"] for step in steps][:3] == ["split", "merge", "correct"]
    assert {step["decisions"][0]["about"] for step in steps} == {"figure", "source", "statement", "derivation", "drift"}
    assert len(api.get("/api/judgements", params={"of": figure}).json()) == 1
    assert api.get("/api/judgements", params={"by": "nobody"}).json() == []


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ({"about": "figure", "target": "source:x", "verb": "accept"}, "no figure"),
        ({"about": "figure", "target": "f" * 64 + ":junk", "verb": "accept"}, "no figure"),
        ({"about": "source", "target": "x", "verb": "accept"}, "no source"),
        ({"about": "drift", "target": "x", "verb": "merge", "others": ["y"]}, "merge is for"),
        ({"about": "figure", "target": "FIGURE", "verb": "merge", "others": ["y"]}, "no figure"),
        ({"about": "figure", "target": "FIGURE", "verb": "correct", "fields": {"colour": "red"}}, "no field"),
        ({"about": "figure", "target": "FIGURE", "verb": "correct", "fields": {"low": 9, "high": 1}}, "lies above"),
        (
            {"about": "figure", "target": "FIGURE", "verb": "correct", "fields": {"span": {"start": 0, "end": 10**9}}},
            "has no words there",
        ),
        ({"about": "figure", "target": "FIGURE", "verb": "correct", "fields": {"statement": "none"}}, "no statement"),
        ({"about": "figure", "target": "FIGURE", "verb": "correct"}, "needs the fields"),
    ],
)
def test_nonsense_is_refused_and_nothing_of_it_kept(api: TestClient, decision: dict[str, Any], said: str) -> None:
    figure = api.get("/api/queue").json()[0]["key"]
    decision = {name: figure if value == "FIGURE" else value for name, value in decision.items()}
    good = {"about": "figure", "target": figure, "verb": "accept"}
    answer = api.post("/api/judgements", json={"decisions": [good, decision]})
    assert answer.status_code == 422
    assert said in answer.json()["error"]
    assert api.get("/api/judgements").json() == []


def test_a_stale_decision_is_answered_with_both_versions(path: Path) -> None:
    app = desk(path, names=("desk.example.org",), reader="rules")
    access = Access(Path(f"{path}-access"))
    ana, ben = ({"Authorization": f"Bearer {access.add(name, 'reviewer')}"} for name in ("ana", "ben"))
    with TestClient(app, base_url="http://127.0.0.1:8017") as client:
        key = client.get("/api/queue", headers=ana).json()[0]["key"]
        body = {"decisions": [{"about": "figure", "target": key, "verb": "reject"}], "seen": {key: 0}}
        assert client.post("/api/judgements", json=body, headers=ana).status_code == 201
        body["decisions"] = [{"about": "figure", "target": key, "verb": "correct", "fields": {"source": "the board"}}]
        told = client.post("/api/judgements", json=body, headers=ben)
        assert told.status_code == 409
        found = told.json()
        assert (found["target"], found["seen"]) == (key, 0)
        assert (found["theirs"]["by"], found["theirs"]["rejected"]) == (["ana"], True)
        assert found["theirs"]["figure"] is None
        assert found["yours"]["fields"] == {"source": "the board"}
        again = {**body, "seen": {key: found["theirs"]["version"]}}
        assert client.post("/api/judgements", json=again, headers=ben).status_code == 201
        assert client.get(f"/api/figures/{key}", headers=ben).json()["judged"]["source"] == "the board"


def test_undo_and_redo_of_a_step_are_done_once_however_often_they_are_sent(api: TestClient) -> None:
    keys = [one["key"] for one in api.get("/api/queue").json()[:2]]
    first, second = (decide(api, "figure", key).json()["step"] for key in keys)
    stale = api.post("/api/judgements/undo", json={"step": first})
    assert (stale.status_code, stale.json()["latest"]) == (409, second)
    for _ in range(3):
        answer = api.post("/api/judgements/undo", json={"step": second})
        assert (answer.status_code, answer.json()["step"]) == (200, second)
        assert list(answer.json()["versions"]) == [keys[1]]
    assert [step["undone"] > 0 for step in api.get("/api/judgements").json()] == [True, False]
    for _ in range(3):
        assert api.post("/api/judgements/redo", json={"step": second}).json()["step"] == second
    assert api.post("/api/judgements/redo", json={"step": 1}).status_code == 409
    assert api.post("/api/judgements/undo").json()["step"] == second
    assert api.post("/api/judgements/undo").json()["step"] == first
    assert api.post("/api/judgements/undo").json() == {"step": None, "versions": {}}


def test_a_queue_is_accepted_as_one_step_once(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    marks = Ledger.marks

    def counted(book: Ledger, key: str) -> Marks:
        read.append(key)
        return marks(book, key)

    monkeypatch.setattr(Ledger, "marks", counted)
    monkeypatch.setattr("saidby.serve.desk.linking.Linking.wake", lambda _: None)
    waiting = api.get("/api/queue/choices").json()
    measure = waiting["measures"][0]
    header = {"Idempotency-Key": "accept-all-1"}
    told = [api.post("/api/queue/accept", json={"measure": measure["value"]}, headers=header).json() for _ in range(3)]
    assert told[0] == told[1] == told[2]
    assert told[0]["figures"] == measure["figures"]
    assert len(read) <= 2 * len(example())  # each article once, however many of its figures there are
    assert api.get("/api/queue/choices").json()["waiting"] == waiting["waiting"] - measure["figures"]
    assert api.post("/api/judgements/undo", json={"step": told[0]["step"]}).status_code == 200
    assert api.get("/api/queue/choices").json()["waiting"] == waiting["waiting"]


def test_articles_are_brought_as_texts_files_or_the_example(api: TestClient) -> None:
    text = done(api, api.post("/api/additions", json={"texts": [TEXT]}).json())
    assert (text["state"], text["new"]) == ("done", 1)
    files = [("files", ("a.txt", f"{TEXT} One.")), ("files", ("b.txt", f"{TEXT} Two."))]
    told = done(api, api.post("/api/additions/files", files=files, data={"text": f"{TEXT} Three."}).json())
    assert (told["state"], told["new"]) == ("done", 3)
    shown = done(api, api.post("/api/additions", json={"example": True}).json())
    assert (shown["new"], shown["known"]) == (0, len(example()))
    assert api.post("/api/additions", json={}).status_code == 422
    assert api.post("/api/additions/files", data={"files": "no file"}).status_code == 422
    assert api.get("/api/additions/none").status_code == 404


def test_what_happened_and_what_waits_for_somebody_is_told(api: TestClient, story: str) -> None:
    assert api.get("/api/you").json()["role"] == "admin"
    happened = api.get("/api/history", params={"limit": 5}).json()
    assert [one["number"] for one in happened] == sorted((one["number"] for one in happened), reverse=True)
    assert happened[0]["words"]
    behind = api.get("/api/history", params={"limit": 5, "before": happened[-1]["number"]}).json()
    assert behind[0]["number"] < happened[-1]["number"]
    assert api.get("/api/history", params={"of": "nobody at all"}).json() == []
    assert api.get("/api/suggestions", params={"story": story}).json() == []
    assert api.get("/api/orphans").json() == []
    assert [one["name"] for one in api.get("/api/quarantine").json()] == ["a.html"]


def test_other_ways_to_ask_are_named(api: TestClient) -> None:
    answer = api.delete("/api/judgements")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert api.options("/api/queue/accept").headers["Allow"] == "POST, OPTIONS"
    assert api.post("/api/judgements", content="{}", headers={"Content-Type": "text/plain"}).status_code == 415
