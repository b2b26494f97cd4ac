"""Reads what people bring to the desk, one batch after the other, behind the pages; each tells how far it is."""

import hashlib
import io
import queue
import secrets
import threading
from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct

from saidby.bulk import Pool
from saidby.errors import NotThere, SaidbyError
from saidby.ledger import Arrival, Ledger
from saidby.read.containers import ending_of
from saidby.read.documents import Document
from saidby.read.files import gather
from saidby.records import Problem
from saidby.serve.adding import Added, add_all, keeping_away
from saidby.serve.addresses import fetch_documents
from saidby.serve.desk.gate.discreet import told_of
from saidby.serve.intake import arrival_of, demo_files, made_by, reading
from saidby.serve.notes import notes_on
from saidby.wording import clean

_REMEMBERED = 100  # batches that the desk can still tell of
_LONGEST = 200  # characters of a file's name
_MOST_TOLD = 200  # problems of one batch that are told in full
_MOST_WAITING = 200_000_000  # bytes that wait to be read: a memory's worth, and hours of work
_MOST_BATCHES = 1000  # batches that wait to be read
_FIRST = Document(name="first.txt", data=b"The ministry said on Sunday that 60 boats were lost.")
State = Literal["waiting", "reading", "done", "failed"]


class Brought(Struct, frozen=True, kw_only=True):
    """What somebody brings: files by their names, texts, addresses, or the bundled example."""

    files: tuple[tuple[str, bytes], ...] = ()
    texts: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    example: bool = False

    def __len__(self) -> int:
        return len(self.files) + len(self.texts) + len(self.addresses) + self.example

    @property
    def size(self) -> int:
        """How much memory it takes, in bytes."""
        return sum(len(data) for _, data in self.files) + 4 * sum(map(len, (*self.texts, *self.addresses)))


class Batch(Struct, kw_only=True):
    """How far the reading of what was brought at once has come, and in the end what came of it."""

    id: str
    by: str
    state: State = "waiting"
    read: int = 0  # documents, of which one file may have many
    problems: list[Problem] = []
    more_problems: int = 0
    new: int = 0
    known: int = 0
    stories: dict[str, str] = {}
    revisions: int = 0
    error: str | None = None

    @property
    def over(self) -> bool:
        return self.state in {"done", "failed"}


class Reading:
    """One thread that reads batch after batch. ``after``: called when one is in the ledger."""

    def __init__(self, place: str, *, workers: int, reader: str, after: Callable[[], None]) -> None:
        self._place, self._workers, self._reader, self._after = place, workers, reader, after
        self._waiting: queue.SimpleQueue[tuple[Batch, Brought] | None] = queue.SimpleQueue()
        self._batches: dict[str, Batch] = {}
        self._sizes: dict[str, int] = {}  # of the batches that are not read yet
        self._lock = threading.Lock()
        self._over = False
        self._thread = threading.Thread(target=self._run, name="reading", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End after the batch in hand; what waits is dropped, and was never acknowledged as kept."""
        self._over = True
        self._waiting.put(None)
        self._thread.join(timeout=3)

    def bring(self, brought: Brought, *, by: str) -> Batch:
        """Take a batch to be read, and return its state, which goes on changing.

        Raise SaidbyError on an empty one, and where too much waits already.
        """
        if not len(brought):
            raise SaidbyError("There is nothing to read: choose files, paste a text or an address.")
        batch = Batch(id=secrets.token_hex(6), by=by)
        with self._lock:
            if len(self._sizes) >= _MOST_BATCHES or sum(self._sizes.values()) + brought.size > _MOST_WAITING:
                raise SaidbyError("Too much waits to be read already. Bring this again when some of it is read.")
            self._sizes[batch.id] = brought.size
            self._batches[batch.id] = batch
            over = [name for name, one in self._batches.items() if one.over]
            for old in over[: max(0, len(self._batches) - _REMEMBERED)]:
                del self._batches[old]
        self._waiting.put((batch, brought))
        return batch

    def batch(self, name: str) -> Batch:
        """Return a batch by its id. Raise NotThere where there is none any more."""
        if (found := self._batches.get(name)) is None:
            raise NotThere(name, "the desk has forgotten this batch", "Look for its articles among the stories.")
        return found

    def _run(self) -> None:
        with reading(workers=self._workers, reader=self._reader) as pool:
            try:
                list(pool.marked([_FIRST]))  # a worker takes seconds to be there: let it be before somebody waits
            except Exception as error:  # noqa: BLE001  (who brings something is told, if it still fails then)
                told_of(error, "Starting a reader")
            while (item := self._waiting.get()) is not None and not self._over:
                batch, brought = item
                self._read(pool, batch, brought)
                with self._lock:
                    self._sizes.pop(batch.id)
                self._after()

    def _read(self, pool: Pool, batch: Batch, brought: Brought) -> None:
        batch.state = "reading"
        try:
            with Ledger.open(self._place, create=True) as ledger:
                _told(batch, add_all(ledger, self._arrivals(ledger, pool, batch, brought)))
            batch.state = "done"
        except (SaidbyError, OSError) as error:
            batch.error, batch.state = str(error), "failed"
        except Exception as error:  # noqa: BLE001  (whatever it is: the batches behind this one are to be read)
            batch.error, batch.state = told_of(error, "Reading this batch"), "failed"

    def _arrivals(self, ledger: Ledger, pool: Pool, batch: Batch, brought: Brought) -> Iterator[Arrival]:
        maker = made_by(self._reader)
        for item, outcome in pool.marked(_documents(brought, pool)):
            batch.read += 1
            if isinstance(outcome, Problem) or isinstance(item, Problem):
                problem = outcome if isinstance(outcome, Problem) else item
                for _ in keeping_away(ledger, [problem]):
                    _tell(batch, problem)  # type: ignore[arg-type]  # one of them is
                continue
            for note in notes_on(outcome.article, item.name):
                _tell(batch, note)
            yield arrival_of(item, outcome, maker)


def _documents(brought: Brought, pool: Pool) -> Iterator[Document | Problem]:
    if brought.example:
        yield from (Document(name=name, data=data, route="file") for name, data in demo_files())
    for name, data in brought.files:
        yield from pool.opened(io.BytesIO(data), _own(name, data))
    for text in brought.texts:
        data = text.encode()
        name = f"pasted-{hashlib.sha256(data).hexdigest()[:8]}"
        yield Document(name=name + ending_of(data), data=data, route="paste")
    # To a command a path is as good as an address: here it would be a path on the machine that the desk runs on.
    web = [address for address in brought.addresses if _is_of_the_web(address)]
    yield from gather(web, fetch=fetch_documents(), opened=pool.opened)
    for address in brought.addresses:
        if not _is_of_the_web(address):
            do = "Write https:// in front of it; of a file choose the file itself."
            yield Problem(where=clean(address)[:_LONGEST] or "''", what="is no address of the web", do=do)


def _is_of_the_web(address: str) -> bool:
    return address.casefold().startswith(("http://", "https://"))


def _own(name: str, data: bytes) -> str:
    """Return a file's name as it is shown: without any folder, on one line, with an ending by what it begins like.

    Nothing is ever written under it.
    """
    plain = clean(name.replace("\\", "/").rpartition("/")[2])[:_LONGEST].strip(". ") or "file"
    return plain if "." in plain else plain + ending_of(data)


def _tell(batch: Batch, problem: Problem) -> None:
    if len(batch.problems) < _MOST_TOLD:
        batch.problems.append(problem)
    else:
        batch.more_problems += 1


def _told(batch: Batch, added: Added) -> None:
    batch.new, batch.known = len(added.new), len(added.known)
    batch.stories = dict(added.stories)
    batch.revisions = len(added.revisions)
