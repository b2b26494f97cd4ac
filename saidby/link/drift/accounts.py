"""The accounts of one value: every telling of it under its statement."""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence

from saidby.evidence import Evidence, Telling
from saidby.likeness import SMALL_COUNT, number_of, same_counted, same_value
from saidby.records import Figure, Statement

# "had put the toll at 40 on Friday", "the earlier count was 40", "40 in the count that it gave on Friday"
_BACK = re.compile(
    r"\b(?:earlier|previous|previously|initial|initially)\b|\bhad (?:\w+ )?(?:put|said|given|reported|estimated)\b|"
    r"\bthe (?:count|estimate|figure|toll) that\b",
    re.IGNORECASE,
)


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


def first_of_each(tellings: Sequence[Telling], key: Callable[[Telling], Hashable]) -> list[Telling]:
    """Return the first telling of each kind: a thousand articles that say the same are compared once."""
    found: dict[Hashable, Telling] = {}
    for t in tellings:
        found.setdefault(key(t), t)
    return list(found.values())
