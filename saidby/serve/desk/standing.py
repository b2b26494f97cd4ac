"""How things of a page stand by people's word, many at once."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from saidby.ledger import Ledger
from saidby.views.web.judged import Stand

_AT_ONCE = 200  # keys that are asked for together
_MOST = 200  # things that people set aside, on one page
_COLUMNS = "target, version, rejected, fields, same, apart, by_whom"
_REJECTED = f"""
    SELECT {_COLUMNS} FROM verdict WHERE rejected = 1 AND target IN (
        SELECT judged.target FROM article JOIN judged ON judged.article = article.key
        WHERE article.story = ? AND judged.target LIKE ?)
    ORDER BY version DESC LIMIT ?"""  # noqa: S608  (names of our own)


def stands(ledger: Ledger, keys: Iterable[str]) -> Mapping[str, Stand]:
    """Return how each of these stands, also those that nobody judged."""
    wanted = list(dict.fromkeys(keys))
    found = {key: Stand(key=key) for key in wanted}
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        places = ", ".join("?" * len(some))
        asked = f"SELECT {_COLUMNS} FROM verdict WHERE target IN ({places})"  # noqa: S608  (names of our own)
        found |= {one.key: one for one in _stands(ledger.ask(asked, *some))}
    return found


def set_aside(ledger: Ledger, story: str, kind: str) -> list[Stand]:
    """Return what people rejected of a story, the latest first; ``kind`` is how its keys begin."""
    return list(_stands(ledger.ask(_REJECTED, story, f"{kind}%", _MOST)))


def _stands(rows: Iterable[Any]) -> Iterator[Stand]:
    for target, version, rejected, fields, same, apart, by in rows:
        decode = msgspec.json.decode
        yield Stand(
            key=str(target),
            version=int(version),
            by=tuple(decode(by)),
            rejected=bool(rejected),
            fields=decode(fields),
            same=tuple(decode(same)),
            apart=tuple(decode(apart)),
        )
