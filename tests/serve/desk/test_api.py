"""The API: what is asked is answered by records, each decision is kept once, and nobody overwrites another unseen."""

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from saidby.ledger import Decision, Ledger
from tests.serve.desk.kept import keys


def decide(client: TestClient, key: str, verb: str = "reject", token: str = "", **more: Any) -> Any:
    """Send a decision about a figure, and return the answer."""
    fields = more.pop("fields", {})
    body = {"decisions": [{"about": "figure", "target": key, "verb": verb, "fields": fields}], **more}
    return client.post("/api/judgements", json=body, headers={"Idempotency-Key": token} if token else {})


def first_key(client: TestClient) -> str:
    return str(client.get("/api/queue").json()[0]["key"])


# --- stories and articles --------------------------------------------------------------------------------------
def test_stories_come_the_latest_first_and_page_by_page(eva: TestClient, there: Path) -> None:
    every = eva.get("/api/stories").json()
    assert [one["key"] for one in every] == keys(there, "story")
    assert [eva.get("/api/stories", params={"limit": 1, "offset": n}).json() for n in range(3)] == [
        every[:1],
        every[1:],
        [],
    ]


@pytest.mark.parametrize(
    "part", ["sources", "statements", "series", "conflicts", "ranges", "provenance", "drift", "roots", "passages"]
)
def test_each_part_of_a_story_is_the_storys_own(eva: TestClient, there: Path, part: str) -> None:
    weir = keys(there, "story")[0]
    whole = eva.get(f"/api/stories/{weir[:12]}").json()
    found = eva.get(f"/api/stories/{weir}/{part}").json()
    named = [one for one in found if part in {"provenance", "drift"} and one.pop("key")]
    assert found == whole[part]
    assert not named or len(named) == len(found)


def test_the_words_at_a_place_are_the_texts_own(eva: TestClient, there: Path) -> None:
    article = keys(there, "article")[0]
    text = eva.get(f"/api/articles/{article}").json()["text"]
    found = eva.get(f"/api/articles/{article[:16]}/words/5-12").json()
    assert (found["article"], found["text"]) == (article, text[5:12])
    for place in ("5-5", "0-99999"):
        assert eva.get(f"/api/articles/{article}/words/{place}").status_code == 404


def test_captures_say_where_an_article_was_met(eva: TestClient, there: Path) -> None:
    (found,) = eva.get(f"/api/articles/{keys(there, 'article')[0]}/captures").json()
    assert (found["name"], found["address"]) == ("first.txt", "https://example.org/weir")


def test_what_is_not_there_is_told_without_the_ledgers_place(eva: TestClient, there: Path) -> None:
    for address in ("articles/x", "stories/x", "stories/x/drift", "figures/x", "additions/x", "queue?story=x"):
        answer = eva.get(f"/api/{address}")
        assert answer.status_code == 404
        assert str(there) not in answer.text
        assert answer.json()["error"]


def test_words_are_found_in_articles_and_statements(eva: TestClient) -> None:
    found = eva.get("/api/search", params={"q": "weir boats"}).json()
    assert {one["kind"] for one in found} == {"article", "statement"}
    assert all("[weir]" in one["around"].lower() or "[boats]" in one["around"].lower() for one in found)
    assert eva.get("/api/search", params={"q": "zebra"}).json() == []


# --- the queue -------------------------------------------------------------------------------------------------
def test_the_queue_is_narrowed_and_goes_on_behind_a_figure(eva: TestClient, there: Path) -> None:
    every = [one["key"] for one in eva.get("/api/queue").json()]
    assert eva.get("/api/queue", params={"limit": 1}).json()[0]["key"] == every[0]
    assert [one["key"] for one in eva.get("/api/queue", params={"after": every[0]}).json()] == every[1:]
    apart = [eva.get("/api/queue", params={"story": key[:12]}).json() for key in keys(there, "story")]
    assert sorted(one["key"] for some in apart for one in some) == sorted(every)
    choices = eva.get("/api/queue/choices", params={"measure": "infected"}).json()
    assert choices["waiting"] == 1
    assert {"value": "infected", "figures": 1} in choices["measures"]


def test_a_queue_is_accepted_as_one_step_once(ana: TestClient) -> None:
    waiting = len(ana.get("/api/queue").json())
    token = {"Idempotency-Key": "the-same-key"}
    first = ana.post("/api/queue/accept", json={}, headers=token).json()
    again = ana.post("/api/queue/accept", json={}, headers=token).json()
    assert first["figures"] == waiting
    assert again == first
    assert ana.post("/api/queue/accept", json={}).json() == {"step": None, "figures": 0}
    assert ana.post("/api/judgements/undo").json()["step"] == first["step"]
    assert len(ana.get("/api/queue").json()) == waiting


# --- decisions -------------------------------------------------------------------------------------------------
def test_a_decision_that_is_sent_again_is_kept_once(ana: TestClient) -> None:
    key = first_key(ana)
    first, again = (decide(ana, key, token="one-and-the-same", seen={key: 0}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert len(ana.get("/api/judgements").json()) == 1


def test_a_stale_decision_is_answered_with_both_versions(ana: TestClient, path: Path) -> None:
    key = first_key(ana)
    with Ledger.open(path) as book:
        step = book.judge([Decision(about="figure", target=key, verb="correct", fields={"source": "x"})], by="bob")
    answer = decide(ana, key, "correct", fields={"source": "y"}, seen={key: 0})
    told = answer.json()
    assert answer.status_code == 409
    assert (told["target"], told["seen"], told["theirs"]["version"], told["theirs"]["by"]) == (key, 0, step, ["bob"])
    assert (told["theirs"]["fields"]["source"], told["yours"]["fields"]["source"]) == ("x", "y")
    assert decide(ana, key, "correct", fields={"source": "y"}, seen={key: step}).status_code == 201


def test_who_decides_blind_is_told_nothing_of_others(ana: TestClient, path: Path) -> None:
    key = first_key(ana)
    with Ledger.open(path) as book:
        book.judge([Decision(about="figure", target=key, verb="correct", fields={"source": "a mayor"})], by="bob")
    answer = decide(ana, key, "accept", seen={key: 0}, blind=True)
    assert answer.status_code == 201
    (mine,) = ana.get("/api/judgements", params={"by": "ana"}).json()
    assert mine["blind"]
    assert "a mayor" not in str(mine)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"decisions": []},
        {"decisions": [{"about": "figure", "target": "x", "verb": "accept"}]},
        {"decisions": [{"about": "weather", "target": "x", "verb": "accept"}]},
        {"decisions": [{"about": "figure", "target": "x", "verb": "burn"}]},
        {"decisions": [{"about": "drift", "target": "x", "verb": "merge", "others": ["y"]}]},
        {"decisions": 7},
        [],
    ],
)
def test_nonsense_is_refused_in_words(eva: TestClient, body: object) -> None:
    answer = eva.post("/api/judgements", json=body)
    assert answer.status_code in {404, 422}
    assert answer.json()["error"]
    assert eva.get("/api/judgements").json() == []


@pytest.mark.parametrize("fields", [{"low": 9, "high": 3}, {"measure": "x"}, {"colour": "red"}, {"span": {"start": 1}}])
def test_fields_that_make_no_figure_are_refused(eva: TestClient, fields: dict[str, object]) -> None:
    assert decide(eva, first_key(eva), "correct", fields=fields).status_code == 422


def test_the_latest_step_is_undone_and_redone_and_no_other(ana: TestClient) -> None:
    one, other = [it["key"] for it in ana.get("/api/queue").json()][:2]
    first, second = (decide(ana, key).json()["step"] for key in (one, other))
    late = ana.post("/api/judgements/undo", json={"step": first})
    assert (late.status_code, late.json()["latest"]) == (409, second)
    assert ana.post("/api/judgements/undo", json={"step": second}).json()["step"] == second
    assert ana.post("/api/judgements/undo", json={"step": second}).json()["step"] == second
    assert ana.post("/api/judgements/redo").json()["step"] == second
    assert ana.post("/api/judgements/redo").json()["step"] is None


# --- what happened ---------------------------------------------------------------------------------------------
def test_history_comes_page_by_page_of_all_and_of_one(ana: TestClient) -> None:
    key = first_key(ana)
    for verb in ("accept", "reject", "accept"):
        decide(ana, key, verb)
    for of in ({}, {"of": key}, {"of": "ana"}):
        every = ana.get("/api/history", params={**of, "limit": 500}).json()
        numbers = [one["number"] for one in every]
        assert numbers == sorted(numbers, reverse=True)
        first = ana.get("/api/history", params={**of, "limit": 2}).json()
        second = ana.get("/api/history", params={**of, "limit": 2, "before": first[-1]["number"]}).json()
        assert [*first, *second] == every[:4]
    assert len(ana.get("/api/history", params={"of": key}).json()) == 3
