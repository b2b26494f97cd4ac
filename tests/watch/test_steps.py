"""Single steps of a watch: what it asks, what it keeps, and of what it tells."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from saidby.errors import FetchError
from saidby.fetch import Answer
from saidby.ledger import Ledger
from saidby.ledger import watching as memory
from saidby.ledger.health import examine
from saidby.read.documents import Document
from saidby.records import Problem
from saidby.serve.watch.alerts import Outbox
from saidby.serve.watch.plan import FeedPlan
from saidby.serve.watch.watch import Watch, World

FEED = "https://velby.example/rss"
ITEM = "<item><guid>{n}</guid><link>https://velby.example/{n}</link><description>Story {n}.</description></item>"
WHOLE = '<rss version="2.0"><channel>' + "".join(ITEM.format(n=n) for n in range(3)) + "</channel></rss>"
Reply = str | Exception


class Bench:
    """A watch on one feed, with replies by address that a test can change, and a clock that it can move."""

    def __init__(self, ledger: Ledger, take: str = "page") -> None:
        self.now = 1_900_000_000.0
        self.replies: dict[str, Reply] = {FEED: WHOLE}
        self.replies |= {f"https://velby.example/{n}": f"<p>{n}" for n in range(3)}
        self.asked: list[tuple[str, str | None]] = []
        self.added: list[str] = []
        self.told: list[Problem] = []
        self.ledger = ledger
        plan = FeedPlan(address=FEED, take=take)  # type: ignore[arg-type]
        world = World(self.fetch, self.add, lambda: self.now, self.told.append)
        self.watch = Watch(ledger, [plan], Outbox(ledger, [], self.told.append), world)

    def fetch(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        self.asked.append((address, etag))
        reply = self.replies[address]
        if isinstance(reply, Exception):
            raise reply
        headers = {"etag": f'"{hash(reply)}"', "content-type": "text/xml" if address == FEED else "text/html"}
        status = 304 if etag == headers["etag"] else 200
        body = b"" if status == 304 else reply.encode()
        return Answer(asked=address, address=address, status=status, headers=headers, body=body, fetched="2031-05-06")

    def add(self, documents: Sequence[Document]) -> list[Problem]:
        self.added += [document.name for document in documents]
        return [Problem(where=d.name, what="no article", do="") for d in documents if d.data == b"<p>none"]

    def after(self, hours: float) -> list[str]:
        """Return what is asked for when so many hours have passed."""
        self.now += hours * 3600
        before = len(self.asked)
        self.watch.turn()
        return [address for address, _ in self.asked[before:]]


Make = Callable[..., Bench]


@pytest.fixture
def make(place: Path | str) -> Iterator[Make]:
    with Ledger.open(place, create=True) as ledger:
        yield lambda take="page": Bench(ledger, take)


def test_a_new_feed_is_read_at_once_and_its_pages_once(make: Make) -> None:
    bench = make()
    assert len(bench.after(0)) == 4
    assert bench.after(0.1) == []
    assert bench.after(1) == [FEED]
    assert bench.added == ["velby.example_0.html", "velby.example_1.html", "velby.example_2.html"]
    assert bench.asked[-1][1] is not None


def test_a_feed_that_was_cut_is_asked_for_as_a_whole(make: Make) -> None:
    bench = make()
    bench.replies[FEED] = WHOLE[: WHOLE.rindex("<guid>")]
    assert len(bench.after(0)) == 3  # the feed, and two of its pages: the third may have been cut
    state = memory.feed(bench.ledger.store, FEED)
    assert (state.etag, state.modified) == (None, None)
    bench.replies[FEED] = WHOLE
    assert bench.after(1) == [FEED, "https://velby.example/2"]


def test_a_feed_that_is_cut_each_time_is_named_once(make: Make) -> None:
    bench = make()
    bench.replies[FEED] = WHOLE[: WHOLE.rindex("<guid>")]
    for hours in (0, 1, 1):
        bench.after(hours)
    assert [(one.where, one.what) for one in bench.told] == [(FEED, "was cut off; its last entry waits for the rest")]
    bench.replies[FEED] = WHOLE
    bench.after(1)
    assert memory.feed(bench.ledger.store, FEED).trouble is None


def test_an_entry_that_says_something_else_is_fetched_again(make: Make) -> None:
    bench = make()
    bench.after(0)
    bench.replies[FEED] = WHOLE.replace("Story 1.", "Story 1, corrected.")
    assert bench.after(1) == [FEED, "https://velby.example/1"]


def test_a_feed_that_fails_is_told_of_once_and_asked_ever_later(make: Make) -> None:
    bench = make()
    bench.replies[FEED] = FetchError(FEED, "the server answers 503", "Later.", kind="status", status=503, wait=3000)
    assert bench.after(0) == [FEED]
    assert bench.after(0.5) == []
    assert bench.after(0.5) == [FEED]
    assert bench.after(24) == [FEED]
    assert [problem.what for problem in bench.told] == ["the server answers 503"]
    bench.replies[FEED] = WHOLE
    assert len(bench.after(6)) == 4


def test_a_page_that_does_not_exist_is_given_up_and_named(make: Make) -> None:
    bench, gone = make(), "https://velby.example/1"
    bench.replies[gone] = FetchError(gone, "the server answers 404", "Check the address.", kind="status", status=404)
    tries = sum(bench.after(7).count(gone) for _ in range(20))
    assert tries == 5
    assert [(problem.where, problem.what) for problem in bench.told] == [(gone, "the server answers 404; given up")]


def test_a_page_waits_though_its_feed_has_forgotten_it(make: Make) -> None:
    bench, late = make(), "https://velby.example/1"
    bench.replies[late] = FetchError(late, "took longer than 30 s", "Later.", kind="slow")
    bench.after(0)
    bench.replies |= {FEED: WHOLE.replace(ITEM.format(n=1), ""), late: "<p>1"}
    assert late in bench.after(1)


def test_what_cannot_be_read_is_named_once(make: Make) -> None:
    bench = make()
    bench.replies["https://velby.example/1"] = "<p>none"
    bench.after(0)
    bench.after(24)
    assert [problem.what for problem in bench.told] == ["no article"]


def test_a_fault_of_ours_in_one_page_or_feed_costs_no_other(make: Make) -> None:
    bench = make()
    bench.replies["https://velby.example/1"] = KeyError("oops")
    assert len(bench.after(0)) == 4
    assert len(bench.added) == 2
    bench.replies[FEED] = KeyError("oops")
    assert FEED in bench.after(1)
    assert "the program failed on it (KeyError: 'oops')" in [problem.what for problem in bench.told]


def test_articles_in_the_feed_itself_are_added_once(make: Make) -> None:
    bench = make("entry")
    assert bench.after(0) == [FEED]
    assert len(bench.added) == 3
    bench.replies[FEED] = WHOLE.replace("Story 1.", "Story 1, corrected.")
    bench.after(1)
    bench.after(1)
    assert len(bench.added) == 4


def test_a_clock_that_goes_back_a_day_keeps_nobody_waiting(make: Make) -> None:
    bench = make()
    bench.after(0)
    assert bench.after(-24) == [FEED]
    assert bench.after(0.1) == []


def test_too_many_entries_are_told_of(make: Make) -> None:
    bench = make()
    items = [{"id": str(n), "url": "https://velby.example/0"} for n in range(1003)]
    bench.replies[FEED] = json.dumps({"items": items})
    bench.after(0)
    assert [problem.what for problem in bench.told] == ["has 3 entries more than one poll takes"]


def test_there_is_nothing_to_do_until_something_is_due(make: Make) -> None:
    bench = make()
    assert bench.watch.nap() == 0
    bench.after(0)
    assert bench.watch.nap() == 60
    bench.now += 14.5 * 60
    assert bench.watch.nap() == pytest.approx(30)


def test_doctor_names_feeds_that_fail_and_channels_that_wait(make: Make) -> None:
    bench = make()
    bench.replies[FEED] = FetchError(FEED, "the server answers 503", "Later.", kind="status", status=503)
    memory.open_channel(bench.ledger, "command")
    for _ in range(3):
        bench.after(7)
    found = {one.what: (one.well, one.says) for one in examine(bench.ledger, program="saidby")}
    assert found["feeds"] == (False, f"1 watched, 1 failing; the worst: {FEED}: the server answers 503. Later.")
    assert found["channel command"] == (True, "told of everything")
