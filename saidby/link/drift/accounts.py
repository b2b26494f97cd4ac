"""The accounts of one value: every telling of it under its statement."""

import re
from collections.abc import Iterator, Sequence

from saidby.evidence import Evidence, Telling
from saidby.likeness import SMALL_COUNT, number_of, same_counted, same_value
from saidby.records import Figure, Statement

# "had put the toll at 40 on Friday", "the earlier count was 40", "40 in the count that it gave on Friday"
_BACK = re.compile(
    r"\b(?:earlier|previous|previously|initial|initially)\b|\bhad (?:\w+ )?(?:put|said|given|reported|estimated)\b|"
    r"\bthe (?:count|estimate|figure|toll) that\b",
    re.IGNORECASE,
)

_PLACES = 2  # in a sentence with one count each; with more it is a list
_NO_PLACE = frozenset("it he she they which who that there".split())


def tellings_of(evidence: Evidence, statement: Statement) -> list[Telling]:
    """Return all tellings of a statement, article by article."""
    return [evidence.tellings[r.doc, f] for r in statement.reports for f in r.figures]


def by_article(evidence: Evidence) -> dict[str, list[Telling]]:
    """Return the tellings of each article in text order."""
    found: dict[str, list[Telling]] = {doc: [] for doc in evidence.marks}
    for (doc, _), t in evidence.tellings.items():
        found[doc].append(t)
    return found


def looks_back(t: Telling) -> bool:
    """Tell whether a figure is told as the source's earlier one."""
    return t.earlier or _BACK.search(t.words) is not None


def listed(tellings: Sequence[Telling]) -> set[str]:
    """Return the ids of the figures of an article that give one count for several places: each is but a part.

    The first of a long row may be the total of the others.
    """
    rows: dict[tuple[int, str], list[Telling]] = {}
    for t in tellings:
        if t.figure.kind == "count":
            rows.setdefault((t.sentence.start, t.figure.measure), []).append(t)
    parts = [
        row[1:] if len(row) > _PLACES + 1 else row for row in rows.values() if len({t.place for t in row}) > _PLACES
    ]
    parts += [row for row in rows.values() if any(_has(t) for t in row)]
    return {t.figure.id for row in parts for t in row}


def _has(t: Telling) -> bool:
    """Tell whether a place is said to have so many: "Torvia had 29 detained"."""
    before = t.words[: t.figure.span.start - t.sentence.start].split()[-2:]
    return len(before) == 2 and before[1] in {"had", "has"} and before[0].casefold() not in _NO_PLACE | {t.place}


def accounts(evidence: Evidence) -> Iterator[tuple[Statement, list[Telling]]]:
    """Yield each value of each statement with all its tellings, two at least, where they are surely of one thing."""
    for statement in evidence.statements:
        for group in by_value(tellings_of(evidence, statement)):
            if len(group) > 1 and _telling_enough(statement, group[0].figure):
                yield statement, group


def _telling_enough(statement: Statement, figure: Figure) -> bool:
    """Tell whether two tellings of a value are of one thing: not distances, nor what only looks alike."""
    if figure.measure != "other":
        return figure.kind != "measure"
    return (
        figure.kind != "measure"
        and statement.claimant is not None
        and (figure.kind != "count" or number_of(figure) > SMALL_COUNT)
    )


def by_value(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Return the tellings in groups of one measure and value; what has no measure must count the same things."""
    groups: list[list[Telling]] = []
    for t in tellings:
        for group in groups:
            if _one_value(group[0], t):
                group.append(t)
                break
        else:
            groups.append([t])
    return groups


def _one_value(a: Telling, b: Telling) -> bool:
    x, y = a.figure, b.figure
    if (x.kind, x.measure) != (y.kind, y.measure) or not same_value(x, y, kind=x.kind):
        return False
    return x.measure != "other" or bool(same_counted(a, b))


def body_first(tellings: Sequence[Telling]) -> list[Telling]:
    """Return the tellings with those of the body before those of headlines and bullets."""
    return sorted(tellings, key=lambda t: t.part != "body")


def one_a_doc(tellings: Sequence[Telling]) -> list[Telling]:
    """Return the first telling of each article, a body's rather than a headline's."""
    found: dict[str, Telling] = {}
    for t in body_first(tellings):
        found.setdefault(t.doc, t)
    return list(found.values())


def elsewhere(t: Telling, others: Sequence[Telling]) -> Telling:
    """Return the account to lay beside ``t``: of another article where there is one."""
    return next((o for o in others if o.doc != t.doc), others[0])
