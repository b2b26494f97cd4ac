"""Whether two names mean the same source, for scoring only: the linking of sources has its own, stricter way."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from msgspec import Struct

LONGEST = 6  # words that one name may have more than the other: beyond that it is a sentence, which names nobody
SHARED = 0.5  # share of common words from which names mean the same where neither holds the other
_ACRONYM = re.compile(r"\b(?:[A-Z]\.?){2,8}(?!\w)")


class _Words(Struct, frozen=True):
    places: frozenset[str]
    offices: frozenset[str]
    nobody: frozenset[str]
    titles: frozenset[str]
    small: frozenset[str]
    pattern: re.Pattern[str]
    same: dict[str, str]


@cache
def _words() -> _Words:
    table = tomllib.loads((files("saidby.serve.score") / "names.toml").read_text(encoding="utf-8"))
    common_forms = table["places"] | table["same"]
    same = {word: name for name, words in common_forms.items() for word in words}
    longest_first = sorted(same, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    rows = {name: frozenset(words.split()) for name, words in table["words"].items()}
    rows["places"] |= frozenset(table["places"])
    return _Words(**rows, pattern=pattern, same=same)


def same_source(one: str | None, other: str | None) -> bool:
    """Return whether two names of a source mean the same; no name means no name."""
    if not one or not other:
        return not one and not other
    return _same(_spelled_out(one, other), _spelled_out(other, one))


def _same(one: str, other: str) -> bool:
    words = _words()
    mine, theirs = _meaning(one), _meaning(other)
    if mine <= words.places or theirs <= words.places:
        mine, theirs = _meaning(one, titles=True), _meaning(other, titles=True)
    if mine < theirs and mine <= words.nobody:
        return False
    if any((mine & kind) - theirs and (theirs & kind) - mine for kind in (words.places, words.offices)):
        return False
    if abs(len(mine) - len(theirs)) > LONGEST:
        return False
    common = len(mine & theirs)
    return common > 0 and (mine <= theirs or theirs <= mine or common / len(mine | theirs) >= SHARED)


@cache
def _meaning(name: str, *, titles: bool = False) -> frozenset[str]:
    """Return the words of a name that tell who it is."""
    words = _words()
    left_out = words.small if titles else words.small | words.titles
    low = unicodedata.normalize("NFKD", name.lower()).replace("’", "'").replace("'s", "")
    low = words.pattern.sub(lambda found: words.same[found[0]], low)
    kept = {word.strip(".") for word in re.findall(r"[\w.]+", low) if word not in left_out}
    return frozenset(kept or re.findall(r"\w+", low))


def _spelled_out(name: str, other: str) -> str:
    """Return ``name`` with its first acronym that ``other`` spells out put in full."""
    there = re.findall(r"[\w'’.]+", other)
    for found in _ACRONYM.finditer(name):
        letters = found[0].replace(".", "")
        full = _run_for(letters, there)
        if full:
            return name.replace(found[0], full)
    return name


def _run_for(letters: str, there: list[str]) -> str | None:
    """Return the first run of words whose initials, all of them or those in capitals, are ``letters``."""
    for first in range(len(there)):
        if not there[first][0].isupper():
            continue
        for last in range(first + 2, min(len(there), first + 12) + 1):
            run = there[first:last]
            if letters in (_initials(run), _initials([word for word in run if word[0].isupper()])):
                return " ".join(run)
    return None


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words).upper()
