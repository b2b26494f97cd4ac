"""What a reviewer asks: which figures to look at next, and how far two reviewers agree."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from saidby.ledger.judgements import Verdict, independent
from saidby.ledger.projection import Reader, steps
from saidby.ledger.store import Store, Value
from saidby.records import Bound, Figure, Kind, Measure

COMPARED = ("low", "high", "bound", "kind", "unit", "measure", "whom", "place", "source", "said_on", "as_of")
_SHOWN = (
    "key, article, start, stop, words, kind, measure, low, high, bound, whom, place, source, said_on, as_of, rule, "
    "confidence, story"
)


class Waiting(Struct, frozen=True, kw_only=True):
    """A figure to be reviewed, as the program found it. ``article`` is the article's key, ``article_id`` its name."""

    key: str
    article: str
    start: int
    stop: int
    words: str
    kind: Kind
    measure: Measure
    low: float | None
    high: float | None
    bound: Bound
    whom: str | None
    place: str | None
    source: str | None
    said_on: str | None
    as_of: str | None
    rule: str
    confidence: float
    story: str | None
    article_id: str


class Placed(Struct, frozen=True, kw_only=True):
    """A figure: as people have it (None where it was rejected), and as the program finds it now (None where it no
    longer does). ``version`` is what ``judge`` takes for ``seen``; ``by`` are those who judged it, the latest last."""

    article: str
    article_id: str
    judged: Figure | None
    found: Figure | None
    version: int
    rejected: bool
    by: tuple[str, ...]


class Agreement(Struct, frozen=True, kw_only=True):
    """How often two people say the same of a field. ``kappa`` (Cohen 1960) takes off what chance would do; None where
    both always say one and the same thing, or nothing."""

    field: str  # or "figure": whether it is one
    figures: int
    same: int
    agreement: float | None
    kappa: float | None


def queue(
    store: Store,
    chosen: Mapping[str, str | None],
    *,
    limit: int,
    after: str | None,
    by: str | None,
    judged_by: str | None,
) -> list[Waiting]:
    """Return figures to review; see ``Reading.queue``."""
    where, values = _conditions(chosen, by=by, judged_by=judged_by)
    place = list(store.ask("SELECT confidence, number FROM figure WHERE key = ?", after)) if after else []
    if place:
        where.append("(confidence, figure.number) > (?, ?)")
        values += place[0]
    question = f"""
        SELECT {_SHOWN}, (SELECT id FROM article WHERE article.key = figure.article) FROM figure
        WHERE {" AND ".join(where or ["1 = 1"])} ORDER BY confidence, figure.number LIMIT ?"""  # noqa: S608
    names = Waiting.__struct_fields__
    rows = store.ask(question, *values, limit)
    return [msgspec.convert(dict(zip(names, row, strict=True)), Waiting) for row in rows]


def waiting(store: Store, chosen: Mapping[str, str | None], *, by: str | None) -> int:
    """Return how many figures a queue has."""
    where, values = _conditions(chosen, by=by, judged_by=None)
    question = f"SELECT count(*) FROM figure WHERE {' AND '.join(where or ['1 = 1'])}"  # noqa: S608  (words of our own)
    return int(str(next(iter(list(store.ask(question, *values))))[0]))


def _conditions(
    chosen: Mapping[str, str | None], *, by: str | None, judged_by: str | None
) -> tuple[list[str], list[Value]]:
    wanted = {column: value for column, value in chosen.items() if value is not None}
    where, values = _narrowed(wanted, open_only=by is None and judged_by is None)
    for person, told in ((by, "NOT EXISTS"), (judged_by, "EXISTS")):
        if person is not None:
            where.append(f"{told} (SELECT 1 FROM opinion WHERE by_whom = ? AND target = figure.key)")  # noqa: S608
            values.append(person)
    return where, values


def _narrowed(wanted: Mapping[str, str], *, open_only: bool) -> tuple[list[str], list[Value]]:
    """Return conditions and their values. The first is looked up in an index, the others as it goes along.

    What is fewest in most ledgers comes first. Joined with nothing a column is found in no index: so the database has
    no choice, and takes no common measure for a way to a small story.
    """
    order = [column for column in ("story", "source", "rule", "measure") if column in wanted]
    where = [f"{column} = ?" if n == 0 else f"{column} || '' = ?" for n, column in enumerate(order)]
    return [*where, *(["judged = 0"] if open_only else [])], [wanted[column] for column in order]


def agreement(reader: Reader, one: str, other: str) -> list[Agreement]:
    """Return how far two people agree about what both judged independently."""
    question = """
        SELECT mine.target FROM opinion AS mine JOIN opinion AS theirs ON theirs.target = mine.target
        WHERE mine.by_whom = ? AND theirs.by_whom = ? ORDER BY mine.target"""
    pairs: list[tuple[Verdict, Verdict]] = []
    for (target,) in list(reader.ask(question, one, other)):
        made = [s for s in steps(reader, of=str(target)) if any(d.about == "figure" for d in s.decisions)]
        own = independent(made, str(target))
        if {one, other} <= own.keys():
            pairs.append((own[one], own[other]))
    told = {"figure": [(not a.rejected, not b.rejected) for a, b in pairs]} | {
        name: [
            (a.fields[name], b.fields[name])
            for a, b in pairs
            if not (a.rejected or b.rejected) and name in a.fields and name in b.fields
        ]
        for name in COMPARED
    }
    return [_agreement(name, values) for name, values in told.items()]


def _agreement(field: str, told: Sequence[tuple[Any, Any]]) -> Agreement:
    count, same = len(told), sum(a == b for a, b in told)
    if not count:
        return Agreement(field=field, figures=0, same=0, agreement=None, kappa=None)
    ones, others = (Counter(map(repr, side)) for side in zip(*told, strict=True))
    by_chance = sum(ones[value] * others[value] for value in ones) / count**2
    kappa = None if by_chance == 1 else (same / count - by_chance) / (1 - by_chance)
    return Agreement(field=field, figures=count, same=same, agreement=same / count, kappa=kappa)
