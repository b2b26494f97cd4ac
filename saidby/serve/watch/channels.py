"""Who is told of a revised figure: the terminal, a command of the user's, and readers of an Atom feed."""

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from saidby.ledger import Ledger
from saidby.ledger import watching as memory
from saidby.serve.watch.alerts import Alert, Quoted, Undelivered, alert_of
from saidby.views.export.atom import Entry
from saidby.views.export.atom import atom as feed_of
from saidby.views.terminal.lines import BLANK, Line, Piece
from saidby.wording import clean, date_words

KEY = "SAIDBY_KEY"  # the environment variable that has an alert's key
_PATIENCE = 30.0  # seconds that a command may take
_LATEST = 200  # alerts that the Atom feed shows


class Terminal:
    """Lines on the terminal."""

    name = "terminal"

    def __init__(self, write: Callable[[Sequence[Line]], None]) -> None:
        self._write = write

    def send(self, alert: Alert) -> None:
        self._write(page(alert))


class Command:
    """A command that gets the alert as JSON on its standard input, and its key in SAIDBY_KEY as well.

    What it answers is in its exit code: 0, and it is told no more of this revision.
    """

    name = "command"

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)

    def send(self, alert: Alert) -> None:
        environment = {**os.environ, KEY: alert.key}
        try:
            done = subprocess.run(  # noqa: S603 - the user's own command, without a shell; the alert is no part of it
                self._words,
                input=msgspec.json.encode(alert),
                env=environment,
                timeout=_PATIENCE,
                stdout=subprocess.DEVNULL,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Undelivered(f"{self._words[0]} took longer than {_PATIENCE:g} s") from error
        except OSError as error:
            raise Undelivered(f"{self._words[0]} cannot be started ({error.strerror})") from error
        if done.returncode:
            raise Undelivered(f"{self._words[0]} ended with code {done.returncode}")


class Atom:
    """A file that feed readers read: the latest alerts, each as an entry with an id of its own."""

    name = "atom"

    def __init__(self, path: Path, ledger: Ledger) -> None:
        self._path, self._ledger = path, ledger

    def send(self, alert: Alert) -> None:
        former = [alert_of(self._ledger, told) for told in memory.told(self._ledger, self.name, most=_LATEST - 1)]
        alerts = [alert, *(one for one in former if one.key != alert.key)]
        unfinished = self._path.with_name(f"{self._path.name}.unfinished")
        try:
            unfinished.write_bytes(atom(alerts))
            unfinished.replace(self._path)
        except OSError as error:
            raise Undelivered(f"{self._path} cannot be written ({error.strerror})") from error


def headline(alert: Alert) -> str:
    """Return an alert in one line: who, of what, from what to what."""
    about = _about(alert)
    return f"{clean(alert.source)}: {clean(alert.before.words)} → {clean(alert.after.words)} ({about})"


def _about(alert: Alert) -> str:
    place = alert.place if alert.place and alert.place not in (alert.whom or "") else None
    return ", ".join(clean(part) for part in (alert.measure, alert.whom, place) if part)


def page(alert: Alert) -> list[Line]:
    """Return an alert as lines of the terminal."""
    about = _about(alert)
    return [
        (Piece("revised  ", "heading"), Piece(clean(alert.source), "source"), Piece(f"  {about}", "dim")),
        *_side("before", alert.before),
        *_side("now", alert.after),
        (Piece(f"  {alert.key[:12]}", "dim"),),
        BLANK,
    ]


def _side(label: str, told: Quoted) -> list[Line]:
    words = Piece(f"“{clean(told.words)}”", "changed" if label == "now" else "figure")
    head = (Piece(f"  {label:<7}", "dim"), words, Piece(f"  {_where(told)}", "dim"))
    return [head, (Piece(f"         {clean(told.sentence)}"),)] if told.sentence else [head]


def _where(told: Quoted) -> str:
    day = date_words(told.date) if told.date else None
    return ", ".join(clean(part) for part in (told.outlet or told.article, day) if part)


def atom(alerts: Sequence[Alert]) -> bytes:
    """Return an Atom feed of alerts, the latest first."""
    entries = (
        Entry(
            id=f"urn:saidby:revision:{alert.key}",
            title=headline(alert),
            updated=alert.at,
            author=alert.source,
            content="\n".join(_lines(alert)),
            links=(alert.after.address or "",),
        )
        for alert in alerts
    )
    return feed_of(entries, id_="urn:saidby:revisions", title="Revised figures")


def _lines(alert: Alert) -> list[str]:
    sides = (("Before", alert.before), ("Now", alert.after))
    return [f"{label}: “{told.sentence or told.words}” ({_where(told)})" for label, told in sides]
