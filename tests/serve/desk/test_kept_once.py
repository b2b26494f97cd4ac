"""Promises R2 and R12: a decision that was acknowledged is kept once, whatever dies; nobody overwrites unseen."""

import json
import os
import random
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from msgspec import Struct

from saidby.ledger import Ledger
from saidby.pipeline import relink, update
from saidby.serve.desk.app import create_app
from saidby.serve.desk.gate.access import Access
from saidby.serve.desk.settings import Settings
from tests.ledger.build import arrival
from tests.serve.desk.visitors import answering

KILLS = int(os.environ.get("SAIDBY_DESK_KILLS", "200"))
EDITS = int(os.environ.get("SAIDBY_DESK_EDITS", "2000"))
PAIRS = int(os.environ.get("SAIDBY_DESK_PAIRS", "1000"))
EDITORS = 4
DROPPED = 0.3  # of all answers
TEXT = "Storm at Osk\n\n" + " ".join(
    f"In ward {n}, {n + 20} people were killed, the river board said on Sunday." for n in range(1, 41)
)


@pytest.fixture
def stormy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[str]]:
    """Give a ledger and the keys of its figures; desks of this test read no articles, so none starts workers."""
    monkeypatch.setattr("saidby.serve.desk.reading.Reading.start", lambda _: None)
    monkeypatch.setattr("saidby.serve.desk.reading.Reading.stop", lambda _: None)
    path = tmp_path / "l.db"
    with Ledger.open(path, create=True) as book:
        update(book, [arrival("storm.txt", TEXT)])
        list(relink(book))
        keys = [str(key) for (key,) in book.ask("SELECT key FROM figure ORDER BY key")]
    assert len(keys) >= EDITORS
    return path, keys


class Line:
    """A program's way to the desk, which loses some answers and tries again until it has one."""

    def __init__(self, port: int, token: str, seed: int, *, dropped: float) -> None:
        self._port, self._chance, self._dropped = port, random.Random(seed), dropped
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.sent = 0

    def post(self, path: str, body: Any, key: str) -> tuple[int, Any]:
        """Send until an answer comes, each time with the same key."""
        while True:
            with suppress(OSError, HTTPException):
                answer = self._once(path, json.dumps(body).encode(), key)
                if self._chance.random() >= self._dropped:
                    return answer
            time.sleep(0.001)

    def _once(self, path: str, body: bytes, key: str) -> tuple[int, Any]:
        self.sent += 1
        with closing(HTTPConnection("127.0.0.1", self._port, timeout=10)) as line:
            line.request("POST", path, body, self._headers | {"Idempotency-Key": key})
            if self._chance.random() < self._dropped / 10:
                raise OSError  # the line is gone before the answer is
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())


class Edited(Struct):
    """What one editor had acknowledged: of each edit its step, and of each figure what it was given last."""

    steps: dict[str, int]
    last: dict[str, float]


def edit(line: Line, name: str, keys: list[str], over: threading.Event) -> Edited:
    """Correct one figure after the other, above the version that the last answer told of."""
    done = Edited({}, {})
    seen: dict[str, int] = {}
    for n in range(1_000_000):
        if over.is_set():
            break
        target, value, why = keys[n % len(keys)], float(1000 + n), f"{name} {n}"
        decision = {"about": "figure", "target": target, "verb": "correct", "fields": {"high": value}, "why": why}
        body = {"decisions": [decision], "seen": {target: seen.get(target, 0)}}
        status, told = line.post("/api/judgements", body, f"{name}-edit-{n}")
        assert status == 201, told
        done.steps[why], done.last[target] = told["step"], value
        seen |= told["versions"]
    return done


def serve(app: FastAPI, line: socket.socket) -> int:
    """Start a desk in a process of its own, and return its number."""
    number = os.fork()
    if number == 0:
        try:
            uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="on")).run(sockets=[line])
        finally:
            os._exit(0)
    return number


def test_a_desk_that_is_killed_over_and_over_keeps_each_acknowledged_edit_once(stormy: tuple[Path, list[str]]) -> None:
    path, keys = stormy
    token = Access(Path(f"{path}-access")).add("ana", "reviewer")
    chance, over = random.Random(3), threading.Event()
    with closing(socket.create_server(("127.0.0.1", 0))) as listening, ThreadPoolExecutor(EDITORS) as pool:
        port = listening.getsockname()[1]
        app = create_app(Settings(ledger=str(path), port=port))
        lines = [Line(port, token, n, dropped=DROPPED) for n in range(EDITORS)]
        shares = [keys[n::EDITORS] for n in range(EDITORS)]
        editors = [pool.submit(edit, line, f"e{n}", shares[n], over) for n, line in enumerate(lines)]
        kills = 0
        try:
            while kills < KILLS or _kept(path) < EDITS:
                number = serve(app, listening)
                begun, wanted = _kept(path), chance.randint(1, 2 * EDITS // KILLS)
                waited = time.monotonic() + 20
                while _kept(path) < begun + wanted and time.monotonic() < waited:
                    time.sleep(0.003)
                time.sleep(chance.uniform(0, 0.02))
                os.kill(number, signal.SIGKILL)
                kills += os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) == -signal.SIGKILL
                for each in editors:
                    assert not each.done(), each.result()
        finally:
            over.set()
            number = serve(app, listening)
            done = [each.result(60) for each in editors]
            os.kill(number, signal.SIGTERM)
            os.waitpid(number, 0)
    print(f"{kills} kills, {sum(len(d.steps) for d in done)} edits, {sum(line.sent for line in lines)} requests")  # noqa: T201
    _nothing_lost_or_doubled(path, done)
    assert kills >= KILLS


def _kept(path: Path) -> int:
    with Ledger.open(path) as book:
        return int(str(next(book.ask("SELECT count(*) FROM step"))[0]))


def _nothing_lost_or_doubled(path: Path, done: list[Edited]) -> None:
    acknowledged = {why: step for one in done for why, step in one.steps.items()}
    assert len(acknowledged) >= EDITS
    with Ledger.open(path) as book:
        kept = [(str(why), int(str(step))) for why, step in book.ask("SELECT why, step FROM decision")]
        assert Counter(why for why, _ in kept) == Counter(acknowledged.keys())
        assert dict(kept) == acknowledged
        for target, value in (pair for one in done for pair in one.last.items()):
            placed = book.figure(target)
            assert placed is not None
            assert placed.judged is not None
            assert placed.judged.high == value
        assert list(book.verify()) == []


# --- promise R12 -------------------------------------------------------------------------------------------------


@pytest.fixture
def two(stormy: tuple[Path, list[str]]) -> Iterator[tuple[int, list[str], list[str], Path]]:
    """Give the port of a desk, tokens of two reviewers, and the keys of its figures."""
    path, keys = stormy
    access = Access(Path(f"{path}-access"))
    tokens = [access.add(name, "reviewer") for name in ("ana", "ben")]
    with answering(path) as address:
        yield int(address.rpartition(":")[2]), tokens, keys, path


def test_of_two_who_edit_at_once_one_wins_and_the_other_sees_both_versions(
    two: tuple[int, list[str], list[str], Path],
) -> None:
    port, tokens, keys, path = two
    lines = [Line(port, token, n, dropped=0) for n, token in enumerate(tokens)]
    versions = dict.fromkeys(keys, 0)
    with ThreadPoolExecutor(2) as pool:
        for n in range(PAIRS):
            target = keys[n % len(keys)]
            bodies = [_edit(target, f"{who} {n}", versions[target]) for who in ("ana", "ben")]
            sent = [pool.submit(lines[w].post, "/api/judgements", bodies[w], f"pair-{w}-{n}") for w in (0, 1)]
            answers = [each.result() for each in sent]
            won, lost = (next(w for w in (0, 1) if answers[w][0] == code) for code in (201, 409))
            told = answers[lost][1]
            assert told["theirs"]["by"][-1] == ("ana", "ben")[won]
            assert told["theirs"]["figure"]["source"] == bodies[won]["decisions"][0]["fields"]["source"]
            assert told["theirs"]["version"] == answers[won][1]["versions"][target]
            assert told["yours"]["fields"] == bodies[lost]["decisions"][0]["fields"]
            assert (told["target"], told["seen"]) == (target, versions[target])
            versions[target] = told["theirs"]["version"]
    with Ledger.open(path) as book:
        assert next(book.ask("SELECT count(*) FROM step")) == (PAIRS,)


def _edit(target: str, source: str, seen: int) -> dict[str, Any]:
    decision = {"about": "figure", "target": target, "verb": "correct", "fields": {"source": source}}
    return {"decisions": [decision], "seen": {target: seen}}
