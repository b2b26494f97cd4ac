"""How a thing stands by people's word, to be shown beside the thing itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from saidby.wording import clean, listed


class Stand(Struct, frozen=True, kw_only=True):
    """One thing that can be judged, by its key. ``version`` is what one who decides has seen.

    ``same`` and ``apart``: the keys that people hold to be one with it, and not to be.
    """

    key: str
    version: int = 0
    by: tuple[str, ...] = ()
    rejected: bool = False
    fields: Mapping[str, Any] = {}
    same: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Who decided about it, and what; nothing where nobody did."""
        told = {"rejected": self.rejected, "judged": self.fields, "put together or kept apart": self.same or self.apart}
        said = next((words for words, so in told.items() if so), "")
        return f"{said} by {listed([clean(name) for name in self.by])}" if said else ""


Stands = Callable[[Iterable[str]], Mapping[str, Stand]]  # how each of these keys stands
Aside = Callable[[str], Sequence[Stand]]  # what people rejected of a story, of one kind


def unjudged(keys: Iterable[str]) -> Mapping[str, Stand]:
    """Return things of which nobody is asked, as in a folder of pages."""
    return {key: Stand(key=key) for key in keys}


def nothing(_: str) -> Sequence[Stand]:
    """Return nothing that was set aside."""
    return ()
