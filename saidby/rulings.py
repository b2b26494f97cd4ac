"""What people decided about a story's sources, statements, derivations and drift, and under which keys.

A figure has a key of its own. Everything else is told by where it stands in articles, whose keys never change: so a key
leads to the same thing however often its story is linked anew, grows, or falls apart.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from msgspec import Struct

from saidby.records import Derivation, Drift, Marks, Reason, Statement

STATEMENT, SOURCE, DERIVATION, DRIFT = "statement:", "source:", "derivation:", "drift:"
JUDGED = "judged: "  # how a reason begins that is somebody's word
_ARTICLE = re.compile(r"(?:statement:|source:|derivation:|drift:\w+:)?([0-9a-f]{64})[:>]")
_PLACE = re.compile(r"([0-9a-f]{64}):(\d+)-(\d+)")
_LOOSE = re.compile(r"^(?:the|an?) ")


class Ruling(Struct, frozen=True, kw_only=True):
    """What people decided about one thing: always above what the program finds.

    ``fields``: of an accepted record what was shown, of a corrected one what is right. ``same`` and ``apart``: the keys
    of what is one with it, and of what is not. ``by``: who decided, the latest last.
    """

    target: str
    rejected: bool = False
    fields: Mapping[str, Any] = {}
    same: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


def reason(step: str, what: str, by: Collection[str]) -> Reason:
    """Return the reason that names whose word something is."""
    return Reason(step=step, rule=f"{JUDGED}{what}, by {' and '.join(by)}")


def places_of(statement: Statement, keys: Mapping[str, str]) -> Iterator[str]:
    """Yield every key that leads to a statement: of its figures, or of what it says without any."""
    yield statement.key
    for report in statement.reports:
        yield from report.keys
        yield from (f"{keys[e.doc]}:{e.start}-{e.end}:saying" for e in report.spans)


def statement_key(key: str) -> str:
    """Return under which key people decide about a statement: that of any figure in it leads there."""
    return key if key.startswith(STATEMENT) else STATEMENT + key


def source_key(article: str, name: str) -> str:
    """Return under which key people decide about whom an article, by its key, calls ``name``."""
    return f"{SOURCE}{article}:{plain(name)}"


def plain(name: str) -> str:
    """Return a name without what may be written one way or the other: capitals, its article, spaces."""
    return _LOOSE.sub("", " ".join(name.casefold().split()))


def names_in(marks: Marks) -> set[str]:
    """Return whom an article names as a source, each name as it is compared."""
    told = [f.source for f in marks.figures] + [v for f in marks.figures for v in f.via]
    told += [a.speaker for a in marks.attributions] + [q.speaker for q in marks.quotes] + [marks.article.wire]
    return {plain(name) for name in told if name}


def derivation_key(derivation: Derivation, keys: Mapping[str, str]) -> str:
    """Return the key of a derivation; ``keys`` are those of the articles by their ids."""
    origin = derivation.derived_from
    return f"{DERIVATION}{keys[derivation.doc]}>{keys.get(origin, origin)}"


def drift_key(drift: Drift, keys: Mapping[str, str]) -> str:
    """Return the key of a finding of drift: its kind, and where both its stretches stand."""
    here, there = ((keys[e.doc], e.start, e.end) for e in (drift, drift.against))
    return f"{DRIFT}{drift.kind}:{here[0]}:{here[1]}-{here[2]}>{there[0]}:{there[1]}-{there[2]}"


def article_in(target: str) -> str | None:
    """Return the key of the article that a key names first; None where it names none, as that of a figure."""
    found = _ARTICLE.match(target)
    return found[1] if found else None


def places_in(target: str) -> list[tuple[str, int, int]]:
    """Return the stretches that a finding of drift, by its key, lies between: article, start and end."""
    return [(article, int(start), int(end)) for article, start, end in _PLACE.findall(target)]


def articles_in(target: str) -> list[str]:
    """Return what a derivation, by its key, is between: an article and its origin, by their keys or one by its name."""
    return target.removeprefix(DERIVATION).split(">", 1)


def figure_in(target: str) -> str:
    """Return the key of the figure behind that of a statement; any other key as it is."""
    return target.removeprefix(STATEMENT)


def is_of_story(target: str) -> bool:
    """Tell whether a key is that of anything but a figure."""
    return target.startswith((STATEMENT, SOURCE, DERIVATION, DRIFT))
