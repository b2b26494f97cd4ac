"""Tells of revised figures: what a source said before, what it says now, each in its words and where they stand."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

from msgspec import Struct

from saidby.errors import LedgerError
from saidby.ledger import Ledger
from saidby.ledger.revisions import Told as Side
from saidby.ledger.watching import Told, open_channel, untold
from saidby.records import Problem

_FIRST_WAIT = 10.0  # seconds after which a channel that failed is tried again, then ever later


class Quoted(Struct, frozen=True, kw_only=True):
    """One side of a revision: the words of the figure, and the sentence in which an article has them."""

    words: str
    sentence: str | None
    date: str | None
    article: str
    outlet: str | None
    address: str | None
    low: float | None
    high: float | None
    bound: str


class Alert(Struct, frozen=True, kw_only=True):
    """What is told of one revision. ``key``: the same whenever it is told again, and that of no other."""

    key: str
    at: str
    story: str
    source: str
    measure: str
    whom: str | None
    place: str | None
    change: str | None
    before: Quoted
    after: Quoted


class Undelivered(Exception):
    """Why a channel could not be told."""


class Channel(Protocol):
    """Somebody who is told. ``name`` stays the same from one start to the next."""

    name: str

    def send(self, alert: Alert) -> None:
        """Tell of a revision. Raise Undelivered where that is to be tried again."""


class Outbox:
    """Tells each channel of each revision once: what was told is in the ledger, with the revision's number.

    Who is stopped between telling and writing that down tells once more, with the same key.
    """

    def __init__(self, ledger: Ledger, channels: Sequence[Channel], tell: Callable[[Problem], None]) -> None:
        self._ledger, self._channels, self._tell = ledger, channels, tell
        self._failures: dict[str, int] = {}
        self._due: dict[str, float] = {}
        for channel in channels:
            open_channel(ledger, channel.name)

    def send(self, now: float) -> None:
        """Tell every channel of what it was not told yet; one that fails is tried again later."""
        for channel in self._channels:
            if now >= self._due.get(channel.name, now) or self._due[channel.name] > now + 86_400:
                self._send(channel, now)

    def _send(self, channel: Channel, now: float) -> None:
        for told in untold(self._ledger, channel.name):
            try:
                channel.send(alert_of(self._ledger, told))
            except Undelivered as error:
                failures = self._failures[channel.name] = self._failures.get(channel.name, 0) + 1
                self._due[channel.name] = now + min(_FIRST_WAIT * 2 ** min(failures - 1, 9), 3600.0)
                self._tell(Problem(where=channel.name, what=f"was not told: {error}", do="It is tried again."))
                return
            self._ledger.watched(channel.name, told.number)
            self._failures.pop(channel.name, None)
            self._due.pop(channel.name, None)


def alert_of(ledger: Ledger, told: Told) -> Alert:
    """Return what to tell of a revision."""
    revision = told.revision
    return Alert(
        key=told.key,
        at=told.at,
        story=revision.story,
        source=revision.source,
        measure=revision.measure,
        whom=revision.whom,
        place=revision.place,
        change=revision.change,
        before=_quoted(ledger, revision.before),
        after=_quoted(ledger, revision.after),
    )


def _quoted(ledger: Ledger, side: Side) -> Quoted:
    sentence = outlet = address = None
    with suppress(LedgerError):  # what was taken out of a ledger for good reason is told without its sentence
        marks = ledger.marks(side.key)
        text = marks.article.text
        outlet, address = marks.article.outlet, marks.article.url
        around = [s.of(text) for s in marks.sentences if s.start <= side.start and side.stop <= s.end]
        sentence = " ".join(around[0].split()) if around else None
    return Quoted(
        words=side.words,
        sentence=sentence,
        date=side.date,
        article=side.article,
        outlet=outlet,
        address=address,
        low=side.low,
        high=side.high,
        bound=side.bound,
    )
