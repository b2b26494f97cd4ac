"""The pages of what was looked for, and of what happened."""

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from saidby.views.web.drawing import Frame, draw

_HIT = re.compile(r"\[([^\[\]]*)\]")
_WORD = re.compile(r"\w+")


class Hit(Struct, frozen=True, kw_only=True):
    """An article or a statement that was found. ``around``: words, every second run one that was looked for."""

    kind: str
    name: str
    href: str
    around: Sequence[str]


class Happened(Struct, frozen=True, kw_only=True):
    """One event."""

    number: int
    at: str
    by: str
    what: str


def parted(around: str, asked: str) -> list[str]:
    """Return a snippet in runs: of "a [b] c" the words before a hit, the hit, and so on.

    What stands in brackets in the article itself, as "[sic]", is no hit: no word that was asked for.
    """
    words, runs = set(_WORD.findall(plainly(asked))), [""]
    for n, run in enumerate(_HIT.split(around)):
        hit = n % 2 == 1 and words.issuperset(_WORD.findall(plainly(run)))
        if hit:
            runs += [run, ""]
        else:
            runs[-1] += f"[{run}]" if n % 2 else run
    return runs


def plainly(words: str) -> str:
    """Return words as they are looked for: without capitals and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))


def search_page(frame: Frame, asked: str, hits: Sequence[Hit], *, most: int) -> str:
    """Return what was found, the best first."""
    return draw("search.html", frame, asked=asked, hits=hits, most=most)


def history_page(frame: Frame, rows: Sequence[Happened], *, of: str, more: int | None, trouble: str) -> str:
    """Return what happened, the latest first; ``more`` is the number behind which the next page begins."""
    return draw("history.html", frame, rows=rows, of=of, more=more, trouble=trouble)
