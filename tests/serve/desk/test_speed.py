"""The desk's pages are drawn in time, here those of one long story; `python -m bench.desk` has 100,000 reports.

Processor time counts, so that other work on the machine does not.
"""

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bench.filled import arrival, long_story
from saidby.ledger import Ledger
from saidby.pipeline import relink, update
from saidby.serve.desk import standing
from saidby.serve.desk.counting import Counting
from saidby.serve.desk.pages import article
from saidby.serve.desk.serving import _listener
from tests.serve.desk.forms import linked
from tests.serve.desk.visitors import visitor

ARTICLES = 90
PAGE, NEXT = 0.3, 0.1  # seconds
PARTS = ("", "/provenance", "/drift", "/articles", "/brief")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("speed") / "l.db"
    with Ledger.open(found, create=True) as book:
        update(book, [arrival(item) for item in long_story(ARTICLES, 7)])
        list(relink(book))
    return found


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with visitor(path, reader="rules") as found, Ledger.open(path) as book:
        linked(book)
        found.get("/review")
        yield found


def seconds(client: TestClient, address: str) -> float:
    """Return the processor time of the whole desk for a page, the least of three."""
    found = []
    for _ in range(3):
        client.app.state.desk.books._stories.clear()  # type: ignore[attr-defined]  # nothing is at hand
        start = time.process_time()
        answer = client.get(address)
        found.append(time.process_time() - start)
        assert answer.status_code == 200, answer.text
    return min(found)


@pytest.mark.parametrize("part", PARTS)
def test_a_long_storys_pages_are_drawn_in_time(client: TestClient, path: Path, part: str) -> None:
    with Ledger.open(path) as book:
        (key, articles) = max(book.ask("SELECT key, articles FROM story"), key=lambda row: int(str(row[1])))
    assert int(str(articles)) > ARTICLES // 2
    assert seconds(client, f"/stories/{str(key)[:16]}{part}") <= PAGE


def test_the_next_figure_is_there_at_once(client: TestClient, path: Path) -> None:
    with Ledger.open(path) as book:
        key = book.queue(limit=20)[-1].key
    assert seconds(client, f"/review/card/{key}") <= NEXT
    assert seconds(client, f"/api/queue?limit=25&after={key}") <= NEXT
    assert seconds(client, "/review") <= PAGE


@pytest.mark.parametrize(
    ("question", "values"),
    [
        (article._TOLD, ("a",)),
        (article._JUDGED, ("a",)),
        (article._STORY, ("a",)),
        (standing._TOLD, ("f",)),
        (standing._STATEMENTS, ("s",)),
        (standing._REJECTED, ("s", "drift:%", 9)),
    ],
)
def test_what_a_page_asks_is_found_without_looking_through_a_table(
    path: Path, question: str, values: tuple[str | int, ...]
) -> None:
    with Ledger.open(path) as book:
        plan = [str(row[3]) for row in book.ask(f"EXPLAIN QUERY PLAN {question}", *values)]
    assert plan
    assert not [step for step in plan if step.startswith("SCAN")]


def test_answers_are_sent_at_once() -> None:
    with closing(_listener("127.0.0.1", 0)) as listener:
        assert listener.proto == socket.IPPROTO_TCP  # without it asyncio leaves Nagle's algorithm on


def test_the_whole_ledger_is_looked_through_behind_the_pages_where_that_takes_long(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saidby.serve.desk.counting._QUICK", 0.0)
    counting = Counting(str(path))
    with Ledger.open(path) as book:
        first = counting.now(book)
        book.judge([], by="ana")
        assert counting.now(book) is first  # nobody waits
        counting.start()
        for _ in range(200):
            if counting.now(book) is not first:
                break
            time.sleep(0.02)
        assert counting.now(book).after > first.after
    counting.stop()
