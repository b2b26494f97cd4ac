"""The ledger, for many at once: one connection for each thread, and stories that were drawn a moment ago at hand."""

import threading
from collections import OrderedDict
from collections.abc import Mapping

from msgspec import Struct

from saidby.errors import NotThere
from saidby.ledger import Ledger
from saidby.records import Marks, Story

_AT_HAND = 16  # stories held as they were linked last; one of 100 articles is about 10 MB


class Linked(Struct, frozen=True, kw_only=True):
    """A story as it was linked last, with its articles' marks by their ids. ``waits``: it is to be linked anew."""

    story: Story
    marks: Mapping[str, Marks]
    version: int
    waits: bool


class Books:
    """Opens the ledger in each thread that asks for it, and closes all when the desk closes."""

    def __init__(self, place: str) -> None:
        self.place = place
        self._own = threading.local()
        self._opened: list[Ledger] = []
        self._stories: OrderedDict[tuple[str, int], Linked] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def ledger(self) -> Ledger:
        """The ledger of this thread."""
        found: Ledger | None = getattr(self._own, "ledger", None)
        if found is None:
            found = self._own.ledger = Ledger.open(self.place, create=True)
            with self._lock:
                self._opened.append(found)
        return found

    def story(self, name: str) -> Linked:
        """Return a story by its key, a former one, or the beginning of one. Raise NotThere where there is none."""
        ledger = self.ledger
        key = ledger.story_key(name)
        row = next(iter(list(ledger.ask("SELECT linked, wanted FROM story WHERE key = ? AND articles > 0", key))), None)
        if row is None or not row[0]:
            raise NotThere(self.place, f"the story {name} is not linked yet", "Wait a moment and look again.")
        version, waits = int(str(row[0])), row[0] != row[1]
        with self._lock:
            if known := self._stories.get((key, version)):
                self._stories.move_to_end((key, version))
        if known is None:
            known = Linked(story=ledger.story(key), marks=_marks(ledger, key), version=version, waits=waits)
            with self._lock:
                self._stories[key, version] = known
                while len(self._stories) > _AT_HAND:
                    self._stories.popitem(last=False)
        return Linked(story=known.story, marks=known.marks, version=version, waits=waits)

    def close(self) -> None:
        """Let go of every connection."""
        with self._lock:
            for ledger in self._opened:
                ledger.store.close()
            self._opened.clear()


def _marks(ledger: Ledger, story: str) -> Mapping[str, Marks]:
    found = [ledger.judged_marks(key) for key in ledger.members(story)]
    return {marks.article.id: marks for marks in found}
