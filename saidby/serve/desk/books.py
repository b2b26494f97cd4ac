"""The ledger, for many at once: one connection for each thread, and stories that were drawn a moment ago at hand."""

import threading
from collections import OrderedDict
from collections.abc import Mapping

from msgspec import structs

from saidby.errors import NotThere
from saidby.ledger import Ledger
from saidby.ledger.several import marks_of
from saidby.records import Marks, Story
from saidby.serve.drawn import Told

_AT_HAND = 1600  # articles of the stories held as they were linked last; 100 are about 10 MB
_ATTEMPTS = 3  # at reading a story while others link it anew


class Linked(Told, frozen=True, kw_only=True):
    """A story as it was linked last, in which ``version``."""

    version: int


class Books:
    """Opens the ledger in each thread that asks for it, and closes all when the desk closes."""

    def __init__(self, place: str) -> None:
        self.place = place
        self._own = threading.local()
        self._opened: dict[threading.Thread, Ledger] = {}
        self._stories: OrderedDict[str, Linked] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def ledger(self) -> Ledger:
        """The ledger of this thread. Those of threads that are over are let go of."""
        found: Ledger | None = getattr(self._own, "ledger", None)
        if found is None:
            found = self._own.ledger = Ledger.open(self.place, create=True)
            with self._lock:
                over = [self._opened.pop(thread) for thread in list(self._opened) if not thread.is_alive()]
                self._opened[threading.current_thread()] = found
            for ledger in over:
                ledger.store.close()
        return found

    def story(self, name: str) -> Linked:
        """Return a story by its key, a former one, or the beginning of one. Raise NotThere where there is none."""
        key = self.ledger.story_key(name)
        version, waits = self._version(key, name)
        with self._lock:
            known = self._stories.get(key)
            if known is not None:
                self._stories.move_to_end(key)
        if known is None or known.version != version:
            known = self._read(key, name)
            self._hold(key, known)
        return structs.replace(known, waits=waits)

    def close(self) -> None:
        """Let go of every connection."""
        with self._lock:
            for ledger in self._opened.values():
                ledger.store.close()
            self._opened.clear()

    def _version(self, key: str, name: str) -> tuple[int, bool]:
        question = "SELECT linked, wanted FROM story WHERE key = ? AND articles > 0"
        row = next(iter(list(self.ledger.ask(question, key))), None)
        if row is None or not row[0]:
            raise NotThere(name, "this story is not linked yet", "Wait a moment and look again.")
        return int(str(row[0])), row[0] != row[1]

    def _read(self, key: str, name: str) -> Linked:
        """Return a story with the articles that it had when it was linked, though others link it meanwhile."""
        for _ in range(_ATTEMPTS):
            version, waits = self._version(key, name)
            story = self.ledger.story(key)
            if self._version(key, name)[0] == version:
                break
        return Linked(story=story, marks=_marks(self.ledger, story), version=version, waits=waits)

    def _hold(self, key: str, found: Linked) -> None:
        """Keep a story at hand in the place of what was known of it; what was asked for least lately has to go."""
        with self._lock:
            self._stories.pop(key, None)
            self._stories[key] = found
            held = sum(len(one.marks) for one in self._stories.values())
            while held > _AT_HAND and len(self._stories) > 1:
                held -= len(self._stories.popitem(last=False)[1].marks)


def _marks(ledger: Ledger, story: Story) -> Mapping[str, Marks]:
    """Return the marks of the articles that a story is linked from, also of one that has left it since."""
    return marks_of(ledger, story.docs)
