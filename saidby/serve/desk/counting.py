"""What takes a look through the whole ledger: counts for lists of choices, and what waits for somebody.

In a small ledger that is done whenever something happened. Where it takes long, what was found last is shown, and a
thread looks again behind the pages.
"""

import threading
import time
from itertools import islice

from msgspec import Struct

from saidby.ledger import Ledger, Orphan, Suggestion
from saidby.ledger.afterwards import orphans, suggestions
from saidby.ledger.quarantine import Kept, quarantined

MOST = 500  # suggestions, orphans and documents in quarantine that are looked for
_CHOICES = 60
_QUICK = 0.03  # seconds in which it is looked while somebody waits
_REST = 20  # times as long as looking took, before it is looked again


class Counts(Struct, frozen=True, kw_only=True):
    """How things stood behind the event ``after``."""

    after: int
    took: float
    sources: list[tuple[str, int]]
    measures: list[tuple[str, int]]
    rules: list[tuple[str, int]]
    suggestions: list[Suggestion]
    orphans: list[Orphan]
    quarantine: list[Kept]


class Counting:
    """Looks through the ledger again when something has happened and somebody asks."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._known: Counts | None = None
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="counting", daemon=True)

    def start(self) -> None:
        self._wake.set()
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def now(self, ledger: Ledger) -> Counts:
        """Return how things stand, or a little while ago stood where looking takes long."""
        known, last = self._known, last_event(ledger)
        if known is not None and (known.after == last or known.took > _QUICK):
            if known.after != last:
                self._wake.set()
            return known
        return self._look(ledger)

    def _look(self, ledger: Ledger) -> Counts:
        with self._lock:
            if self._known is None or self._known.after != last_event(ledger):
                self._known = counted(ledger)
            return self._known

    def _run(self) -> None:
        with Ledger.open(self._place, create=True) as ledger:
            while not self._over.is_set():
                self._wake.wait()
                self._wake.clear()
                if not self._over.is_set():
                    self._over.wait(_REST * self._look(ledger).took)


def counted(ledger: Ledger) -> Counts:
    """Look through the ledger."""
    start = time.monotonic()
    after = last_event(ledger)
    sources, measures, rules = (ledger.commonest(it, limit=_CHOICES) for it in ("source", "measure", "rule"))
    open_, lost = list(islice(suggestions(ledger), MOST)), list(islice(orphans(ledger), MOST))
    kept_away = list(islice(quarantined(ledger.store), MOST))
    return Counts(
        after=after,
        took=time.monotonic() - start,
        sources=sources,
        measures=measures,
        rules=rules,
        suggestions=open_,
        orphans=lost,
        quarantine=kept_away,
    )


def last_event(ledger: Ledger) -> int:
    return int(str(next(iter(list(ledger.ask("SELECT coalesce(max(seq), 0) FROM event"))))[0]))
