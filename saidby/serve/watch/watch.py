"""The watch: polls what is due, fetches what is new, has it added to the ledger, and tells of what was revised.

Nothing is remembered outside the ledger, and what is remembered never runs ahead of what was done: a watch that is
stopped at any moment goes on where it was, and at worst does its last step again, which changes nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from msgspec import Struct, structs

from saidby.errors import BadInput, FetchError
from saidby.fetch import Answer
from saidby.fetch.address import shown
from saidby.ledger import Ledger
from saidby.ledger import watching as memory
from saidby.read.containers import Opened, open_stream
from saidby.read.documents import Document
from saidby.records import Problem
from saidby.serve.addresses import as_document
from saidby.serve.watch.alerts import Outbox
from saidby.serve.watch.entries import Listing, Named, articles_of, pages_of
from saidby.serve.watch.plan import FeedPlan
from saidby.serve.watch.schedule import after, given_up, is_due

AT_ONCE = 20  # pages fetched before they are added, and before feeds and alerts have their turn again
_CUT = "was cut off; its last entry waits for the rest"
_LONGEST_NAP = 60.0  # seconds: clocks that jump are noticed after that


class Fetch(Protocol):
    def __call__(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Answer: ...


class World(Struct, frozen=True):
    """All that a watch has to do with. ``add`` keeps documents, and says which of them could not be read."""

    fetch: Fetch
    add: Callable[[Sequence[Document]], Iterable[Problem]]
    clock: Callable[[], float]  # seconds since 1970
    tell: Callable[[Problem], None]
    opened: Opened = open_stream


class Watch:
    """Watches feeds."""

    def __init__(self, ledger: Ledger, feeds: Sequence[FeedPlan], outbox: Outbox, world: World) -> None:
        self._ledger, self._outbox, self._world = ledger, outbox, world
        self._feeds = {feed.address: feed for feed in feeds}

    def turn(self) -> None:
        """Do everything that is due, a limited number of pages at most."""
        for plan in self._feeds.values():
            state = memory.feed(self._ledger.store, plan.address)
            if is_due(state.due, self._world.clock(), every=plan.minutes * 60.0):
                self._poll(plan, state)
        self._fetch_pages()
        self._outbox.send(self._world.clock())

    def nap(self) -> float:
        """Return for how many seconds there is nothing to do: not for long, as clocks may jump."""
        now = self._world.clock()
        store = self._ledger.store
        dues = [memory.feed(store, address).due for address in self._feeds]
        dues += [entry.due for entry in memory.waiting(store, list(self._feeds))]
        return min(max(min(dues, default=now) - now, 0.0), _LONGEST_NAP)

    # --- feeds -----------------------------------------------------------------------------------------------
    def _poll(self, plan: FeedPlan, state: memory.Feed) -> None:
        """Ask a feed what is new. Its answer and all that follows from it is kept at once."""
        try:
            answer = self._world.fetch(plan.address, etag=state.etag, modified=state.modified)
            listing = None if answer.unchanged else _listing(answer, plan, self._world.opened)
        except BadInput as error:
            self._put_off(plan, state, error)
            return
        except Exception as error:  # noqa: BLE001 - a fault of ours in one feed must not cost the others
            what = f"the program failed on it ({type(error).__name__}: {error})"
            self._put_off(plan, state, BadInput(plan.address, what, "Please report it."))
            return
        if listing is None:
            self._keep(plan, structs.replace(state, trouble=None, failures=0), ())
            return
        if listing.left:
            what = f"has {listing.left:,} entries more than one poll takes"
            self._world.tell(Problem(where=plan.address, what=what, do="Look for feeds of its sections.", note=True))
        known = answer.headers if listing.whole else {}  # of a cut feed the rest is still to come: it is asked for anew
        trouble = None if listing.whole else _CUT
        if trouble and trouble != state.trouble:
            do = "If it stays so, look for another address of it."
            self._world.tell(Problem(where=plan.address, what=trouble, do=do, note=True))
        fresh = structs.replace(
            state, etag=known.get("etag"), modified=known.get("last-modified"), trouble=trouble, failures=0
        )
        self._take(plan, fresh, listing)

    def _take(self, plan: FeedPlan, state: memory.Feed, listing: Listing) -> None:
        """Keep which pages a feed names; have what it says itself added first."""
        said = [one for one in listing.entries if one.document and not self._is_done(plan, one)]
        for lot in (said[at : at + AT_ONCE] for at in range(0, len(said), AT_ONCE)):
            for problem in self._world.add([one.document for one in lot if one.document]):
                self._world.tell(problem)
        self._keep(plan, state, listing.entries)

    def _keep(self, plan: FeedPlan, state: memory.Feed, named: Sequence[Named]) -> None:
        now = self._world.clock()
        entries = [_entry(plan, one, now) for one in named]
        with self._ledger.writing():
            memory.keep_entries(self._ledger.store, entries)
            for one, entry in zip(named, entries, strict=True):
                if one.document:
                    memory.done(self._ledger.store, entry)
            memory.keep_feed(self._ledger.store, structs.replace(state, due=now + plan.minutes * 60.0))

    def _put_off(self, plan: FeedPlan, state: memory.Feed, error: BadInput) -> None:
        failures = state.failures + 1
        wait = error.wait if isinstance(error, FetchError) else None
        due = after(failures, self._world.clock(), every=plan.minutes * 60.0, wait=wait)
        if failures == 1 or str(error) != state.trouble:
            self._world.tell(Problem(where=plan.address, what=error.what, do="It is tried again.", note=True))
        with self._ledger.writing():
            memory.keep_feed(self._ledger.store, structs.replace(state, due=due, failures=failures, trouble=str(error)))

    def _is_done(self, plan: FeedPlan, one: Named) -> bool:
        return memory.is_done(self._ledger.store, _entry(plan, one, 0.0))

    # --- pages -----------------------------------------------------------------------------------------------
    def _fetch_pages(self) -> None:
        now = self._world.clock()
        waiting = memory.waiting(self._ledger.store, list(self._feeds))
        due = [entry for entry in waiting if is_due(entry.due, now)][:AT_ONCE]
        came: list[tuple[memory.Entry, Document]] = []
        for entry in due:
            try:
                came.append((entry, as_document(self._world.fetch(entry.address))))
            except FetchError as error:
                self._try_later(entry, error)
            except Exception as error:  # noqa: BLE001 - a fault of ours in one page must not cost the others
                what = f"the program failed on it ({type(error).__name__}: {error})"
                self._try_later(entry, FetchError(shown(entry.address), what, "Please report it.", kind="bounds"))
        if came:
            self._add_pages(came)

    def _add_pages(self, came: Sequence[tuple[memory.Entry, Document]]) -> None:
        for problem in self._world.add([document for _, document in came]):
            self._world.tell(problem)
        with self._ledger.writing():
            for entry, _ in came:
                memory.done(self._ledger.store, entry)

    def _try_later(self, entry: memory.Entry, error: FetchError) -> None:
        failures = entry.failures + 1
        over = given_up(error, failures)
        if over:
            self._world.tell(Problem(where=error.where, what=f"{error.what}; given up", do=error.do))
        with self._ledger.writing():
            if over:
                memory.done(self._ledger.store, entry, trouble=str(error))
            else:
                due = after(failures, self._world.clock(), wait=error.wait)
                memory.failed(self._ledger.store, entry, due=due, trouble=str(error))


def _listing(answer: Answer, plan: FeedPlan, opened: Opened) -> Listing:
    return pages_of(answer.body, answer.address) if plan.take == "page" else articles_of(as_document(answer), opened)


def _entry(plan: FeedPlan, one: Named, now: float) -> memory.Entry:
    return memory.Entry(feed=plan.address, entry=one.entry, address=one.address or "", version=one.version, due=now)
