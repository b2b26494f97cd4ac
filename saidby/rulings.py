"""Under which keys people decide about a story's sources, statements, derivations and drift.

A figure has a key of its own. Everything else is told by where it stands in articles, whose keys never change: so a key
leads to the same thing however often its story is linked anew, grows, or falls apart.
"""

import re
from collections.abc import Mapping

from saidby.records import Derivation, Drift

STATEMENT, SOURCE, DERIVATION, DRIFT = "statement:", "source:", "derivation:", "drift:"
_ARTICLE = re.compile(r"(?:statement:|source:|derivation:|drift:\w+:)?([0-9a-f]{64})[:>]")
_LOOSE = re.compile(r"^(?:the|an?) ")


def statement_key(key: str) -> str:
    """Return under which key people decide about a statement: that of any figure in it leads there."""
    return key if key.startswith(STATEMENT) else STATEMENT + key


def source_key(article: str, name: str) -> str:
    """Return under which key people decide about whom an article, by its key, calls ``name``."""
    return f"{SOURCE}{article}:{plain(name)}"


def plain(name: str) -> str:
    """Return a name without what may be written one way or the other: capitals, its article, spaces."""
    return _LOOSE.sub("", " ".join(name.casefold().split()))


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


def figure_in(target: str) -> str:
    """Return the key of the figure behind that of a statement; any other key as it is."""
    return target.removeprefix(STATEMENT)
