"""Feeds, pages and a ledger's intake as a watch sees them, with everything that goes wrong, and the truth beside it."""

import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from saidby.errors import FetchError
from saidby.fetch import Answer
from saidby.ledger import Ledger
from saidby.ledger.events import Draft
from saidby.ledger.revisions import Revision, Told
from saidby.read.documents import Document
from saidby.records import Problem
from saidby.serve.watch.alerts import Alert, Undelivered
from saidby.serve.watch.plan import FeedPlan

WINDOW = 40  # entries that a feed shows
HOUR = 3600.0


class Crash(BaseException):
    """The program is ended here, as by kill -9."""


class Page(msgspec.Struct, kw_only=True):
    """An article as it stands: which of its source's figures it tells, and whether that revises the one before."""

    feed: int
    number: int
    figure: int
    revises: bool


class Newsroom:
    """``revisions`` has every figure that revised another, as (feed, number of the figure)."""

    def __init__(self, ledger: Ledger, *, seed: int, feeds: int = 8) -> None:
        self.ledger = ledger
        self.random = random.Random(seed)
        self.plans = [
            FeedPlan(address=f"https://feed{n}.example/all.{'xml' if n == 0 else 'json'}") for n in range(feeds)
        ]
        self.pages: dict[str, Page] = {}
        self.listed: list[list[str]] = [[] for _ in range(feeds)]
        self.figures = [0] * feeds
        self.revisions: set[tuple[int, int]] = set()
        self.true_time, self.jump = 1_900_000_000.0, 0.0
        self.polls = self.crashes = 0
        self.calm = False
        self.trouble: Counter[str] = Counter()
        self.told: Counter[tuple[str, str]] = Counter()  # (channel, key)
        self.about: dict[str, set[str]] = {}  # channel and revision -> keys
        self.told_twice = 0

    # --- what happens ----------------------------------------------------------------------------------------
    def clock(self) -> float:
        return self.true_time + self.jump

    def pass_time(self, seconds: float) -> None:
        self.true_time += seconds
        if self.calm:
            return
        if self.random.random() < 0.004:
            self.jump += self.random.choice([-86_400.0, 86_400.0])
            self.trouble["clock jump"] += 1
        for feed in range(len(self.plans)):
            if self.random.random() < seconds / (3 * HOUR):
                self._publish(feed)

    def _publish(self, feed: int) -> None:
        """Publish an article, or edit one that is listed; half of them tell what is known already."""
        revises = self.random.random() < 0.5
        self.figures[feed] += revises
        page = Page(feed=feed, number=len(self.pages), figure=self.figures[feed], revises=revises)
        if revises:
            self.revisions.add((feed, self.figures[feed]))
        fresh = self.random.random() < 0.8 or not self.listed[feed]
        address = f"https://feed{feed}.example/{page.number}" if fresh else self.random.choice(self.listed[feed][-10:])
        if not fresh and self.pages[address].revises:
            address, fresh = f"https://feed{feed}.example/{page.number}", True  # what nobody could see is nobody's loss
        self.pages[address] = page
        if fresh:
            self.listed[feed] = [*self.listed[feed], address][-WINDOW:]

    # --- the network -----------------------------------------------------------------------------------------
    def fetch(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        self._maybe_crash(0.002)
        self._maybe_fail(address)
        if address in self.pages:
            return self._answer(address, msgspec.json.encode(self.pages[address]))
        self.polls += 1
        feed = next(n for n, plan in enumerate(self.plans) if plan.address == address)
        tag = f'"{hash(tuple((it, self.pages[it].number) for it in self.listed[feed]))}"'
        if etag == tag:
            self.trouble["304"] += 1
            return self._answer(address, b"", status=304)
        body = self._feed(feed)
        if not self.calm and self.random.random() < 0.1:
            self.trouble["cut"] += 1
            body = body[: self.random.randrange(len(body))]
        return self._answer(address, body, tag=tag)

    def _maybe_fail(self, address: str) -> None:
        odds = 0.0 if self.calm else self.random.random()
        if odds > 0.95:
            self.trouble["time-out"] += 1
            raise FetchError(address, "took longer than 30 s", "Try again later.", kind="slow")
        if odds > 0.88:
            self.trouble["5xx"] += 1
            wait = self.random.choice([None, 5.0, 700.0])
            raise FetchError(address, "the server answers 503", "Later.", kind="status", status=503, wait=wait)
        if odds > 0.86:
            self.trouble["cut short"] += 1
            raise FetchError(address, "cannot be fetched (closed)", "Later.", kind="network")

    def _answer(self, address: str, body: bytes, *, status: int = 200, tag: str | None = None) -> Answer:
        headers = {"content-type": "text/html"} | ({"etag": tag} if tag else {})
        return Answer(asked=address, address=address, status=status, headers=headers, body=body, fetched="2031-05-06")

    def _feed(self, feed: int) -> bytes:
        listed = list(self.listed[feed])
        if self.random.random() < 0.3:
            self.random.shuffle(listed)
            self.trouble["reordered"] += 1
        rows = [{"id": it, "url": it, "title": f"Item {self.pages[it].number}"} for it in listed]
        form = "<item><guid>{id}</guid><link>{url}</link><title>{title}</title></item>"
        if self.plans[feed].address.endswith(".json"):
            return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": rows}).encode()
        items = "".join(form.format(**row) for row in rows)
        return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()

    def _maybe_crash(self, odds: float) -> None:
        if not self.calm and self.random.random() < odds:
            self.crashes += 1
            raise Crash

    # --- the ledger's intake ---------------------------------------------------------------------------------
    def add(self, documents: Sequence[Document]) -> Iterable[Problem]:
        """Keep each revision that is not in the ledger yet, all or none, as linking does."""
        self._maybe_crash(0.01)
        with self.ledger.writing():
            for document in documents:
                page = msgspec.json.decode(document.data, type=Page)
                if page.revises and not self._is_known(page):
                    self.ledger._record(
                        Draft(kind="revised", subject="story", body=msgspec.to_builtins(_revision(page)))
                    )
                self._maybe_crash(0.002)
        self._maybe_crash(0.01)
        return []

    def _is_known(self, page: Page) -> bool:
        question = "SELECT 1 FROM revised_figure WHERE side = 'after' AND figure = ?"
        return bool(list(self.ledger.ask(question, f"{page.feed}/{page.figure}")))

    def tell(self, problem: Problem) -> None:
        self.trouble["told"] += 1


class Receiver:
    """Somebody who is told, and who fails and crashes now and then."""

    def __init__(self, name: str, newsroom: Newsroom) -> None:
        self.name, self._newsroom = name, newsroom

    def send(self, alert: Alert) -> None:
        world = self._newsroom
        if not world.calm and world.random.random() < 0.1:
            world.trouble["undelivered"] += 1
            raise Undelivered("it does not answer")
        world.told[self.name, alert.key] += 1
        world.about.setdefault(f"{self.name} {alert.source} {alert.after.words}", set()).add(alert.key)
        before = world.crashes
        try:
            world._maybe_crash(0.02)
        finally:
            world.told_twice += world.crashes - before  # it was told, and nobody could write that down


def _revision(page: Page) -> Revision:
    def told(figure: int) -> Told:
        keys = (f"{page.feed}/{figure}",)
        value = {"low": float(figure), "high": float(figure), "bound": "exact", "date": None, "figures": keys}
        at = {"article": "a", "key": "k", "start": 0, "stop": 1, "words": str(figure)}
        return msgspec.convert({**value, **at}, Told)

    head = {"story": "story", "source": f"source {page.feed}", "measure": "killed", "whom": None, "place": None}
    return Revision(**head, change="up", before=told(page.figure - 1), after=told(page.figure))  # type: ignore[arg-type]
