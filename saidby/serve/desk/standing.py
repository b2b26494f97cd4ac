"""How things of a page stand by people's word, many at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from saidby.ledger import Ledger
from saidby.ledger.store import Row, Value
from saidby.views.web.judged import Stand
from saidby.wording import clean, counted

_AT_ONCE = 200  # keys that are asked for together
_MOST = 200  # things that people set aside, on one page
_COLUMNS = "target, version, rejected, fields, same, apart, by_whom"
_REJECTED = f"""
    SELECT {_COLUMNS} FROM verdict WHERE rejected = 1 AND target IN (
        SELECT judged.target FROM article JOIN judged ON judged.article = article.key
        WHERE article.story = ? AND judged.target LIKE ?)
    ORDER BY version DESC LIMIT ?"""  # noqa: S608  (names of our own)

_TOLD = """
    SELECT statement.story, statement.id, statement.claimant, statement.said_on FROM report JOIN statement
    ON statement.story = report.story AND statement.id = report.statement WHERE report.figure = ? LIMIT 1"""
_STATEMENTS = "SELECT key, id, source, claimant, said_on, says, reports FROM statement WHERE story = ?"
_CANDIDATES = 20  # statements that a report may belong to instead


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


def statements_beside(ledger: Ledger, figure: str) -> list[tuple[str, str]]:
    """Return key and words of other statements of a figure's story that it may tell: of the same source, or near it."""
    told = list(ledger.ask(_TOLD, figure))
    if not told:
        return []
    story, own, claimant, said_on = told[0]
    rows = [row for row in ledger.ask(_STATEMENTS, story) if row[1] != own and ":" not in str(row[0])]

    def rank(row: Row) -> tuple[bool, int, str]:
        return row[3] != claimant, _days_between(row[4], said_on), str(row[1])

    return [(str(key), _in_words(row)) for key, *row in sorted(rows, key=rank)[:_CANDIDATES]]


def _in_words(row: Sequence[Value]) -> str:
    _, source, _, said_on, says, reports = row
    day = f"{said_on!s}, " if said_on else ""
    return f"{clean(str(source or 'nobody named'))} ({day}{counted(int(str(reports)), 'report')}): {clean(str(says))}"


def _days_between(one: Value, other: Value) -> int:
    try:
        return abs((date.fromisoformat(str(one)) - date.fromisoformat(str(other))).days)
    except ValueError:  # a month, a year, or no day at all
        return 10_000


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
