"""Starts a watch on a ledger, and ends it politely."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Self

from saidby.errors import LedgerError
from saidby.fetch import Fetcher
from saidby.ledger import Arrival, Ledger
from saidby.read.documents import Document
from saidby.records import Marks, Problem
from saidby.serve.adding import add_all, keep_away
from saidby.serve.addresses import limits_from
from saidby.serve.intake import arrival_of, made_by, reading
from saidby.serve.output import tell, write_lines
from saidby.serve.watch.alerts import Channel, Outbox
from saidby.serve.watch.channels import Atom, Command, Terminal
from saidby.serve.watch.plan import Plan, limits_of, read_plan
from saidby.serve.watch.watch import Watch, World

with suppress(ImportError):
    import fcntl


def watch_feeds(path: Path, place: str, *, reader: str, once: bool) -> None:
    """Watch what a feeds file names until somebody ends it; ``once``: do what is due, pages included, and come back."""
    plan = read_plan(path)
    fetcher = Fetcher(limits_of(plan, limits_from(os.environ), path))
    with alone(place), Ledger.open(place, create=True) as ledger, _ended_politely(), ExitStack() as stack:
        outbox = Outbox(ledger, channels(plan, ledger, path.parent), tell)
        adding = stack.enter_context(Adding(ledger, reader))
        adding(())  # what was kept before the last watch was stopped may still have to be linked
        watch = Watch(ledger, plan.feed, outbox, World(fetcher.fetch, adding, time.time, tell, adding.opened))
        watch.turn()
        while not once or watch.nap() <= 0:
            time.sleep(watch.nap())
            watch.turn()


class Adding:
    """Has documents marked and brings them into a ledger, each new one into its story, which is linked anew."""

    def __init__(self, ledger: Ledger, reader: str) -> None:
        self._ledger, self._reader = ledger, reader
        self._pool = reading(reader=reader)
        self.opened = self._pool.opened

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def __call__(self, documents: Sequence[Document]) -> list[Problem]:
        """Add what can be read, and return why the rest cannot."""
        problems: list[Problem] = []
        add_all(self._ledger, self._arrivals(documents, problems))
        return problems

    def _arrivals(self, documents: Sequence[Document], problems: list[Problem]) -> Iterator[Arrival]:
        maker = made_by(self._reader)
        for item, outcome in self._pool.marked(documents):
            if isinstance(outcome, Marks) and isinstance(item, Document):
                yield arrival_of(item, outcome, maker)
            elif isinstance(outcome, Problem):
                keep_away(self._ledger, outcome)
                problems.append(outcome)


def channels(plan: Plan, ledger: Ledger, folder: Path) -> list[Channel]:
    """Return whom a plan has told; the Atom file stands beside the plan unless its path says otherwise."""
    found: list[Channel] = []
    if plan.alert.terminal:
        found.append(Terminal(write_lines))
    if plan.alert.command:
        found.append(Command(plan.alert.command))
    if plan.alert.atom:
        found.append(Atom(folder / plan.alert.atom, ledger))
    return found


@contextmanager
def alone(ledger: str) -> Iterator[None]:
    """Hold the only right to watch on a ledger: two watches would tell of everything twice. Raise LedgerError."""
    if "fcntl" not in globals() or "://" in ledger:
        yield
        return
    place = os.open(f"{ledger}-watch", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(place)
        raise LedgerError(ledger, "is being watched already", "End the other watch first.") from error
    try:
        yield
    finally:
        os.close(place)


@contextmanager
def _ended_politely() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end what goes on inside at once: nothing that was begun is half kept."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    former = signal.signal(signal.SIGTERM, stop)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, former)
