"""What people say of which figures are of one statement, and of the statements themselves: above what was found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, structs

from saidby.evidence import Telling
from saidby.link.statements.utterances import Utterance, kept_apart
from saidby.records import Apart, Reason, Statement
from saidby.rulings import Ruling, figure_in, places_of, reason, statement_key

NEW = "new"  # in place of a statement's key: one of its own
_CORRECTABLE = ("said_on", "kind")  # of a statement itself; all else is its figures' and its source's


class Bonds(Struct, frozen=True):
    """What is one and what is not, by the keys of figures. Each pair has who said so."""

    same: Mapping[tuple[str, str], tuple[str, ...]]
    apart: Mapping[tuple[str, str], tuple[str, ...]]
    moved: Mapping[str, tuple[str, tuple[str, ...]]]  # figure -> where people put it, and who


def bonds(rulings: Iterable[Ruling]) -> Bonds:
    """Return what rulings on figures and statements tie together and keep apart."""
    same: dict[tuple[str, str], tuple[str, ...]] = {}
    apart: dict[tuple[str, str], tuple[str, ...]] = {}
    moved: dict[str, tuple[str, tuple[str, ...]]] = {}
    for ruling in rulings:
        one = figure_in(ruling.target)
        for others, pairs in ((ruling.same, same), (ruling.apart, apart)):
            for other in map(figure_in, others):
                pairs[min(one, other), max(one, other)] = ruling.by
        if one == ruling.target and isinstance(to := ruling.fields.get("statement"), str):
            moved[one] = figure_in(to), ruling.by
    return Bonds(same, apart, moved)


def bound(tellings: Sequence[Telling], given: Bonds) -> Sequence[Telling]:
    """Return the tellings, each with what people keep it apart from."""
    if not given.apart and not given.moved:
        return tellings
    apart: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in given.apart:
        apart[one].add(other)
        apart[other].add(one)
    return [
        structs.replace(t, apart=frozenset(apart[key]), alone=key in given.moved)
        if (key := t.figure.key) in apart or key in given.moved
        else t
        for t in tellings
    ]


def joined(utterances: Sequence[Utterance], given: Bonds) -> list[Utterance]:
    """Return the utterances once those are one of which people say so, unless people also keep them apart."""
    home = {t.figure.key: n for n, u in enumerate(utterances) for t in u.tellings}
    top = list(range(len(utterances)))

    def of(n: int) -> int:
        while top[n] != n:
            n = top[n]
        return n

    for one, other, rule in _ties(given):
        if one not in home or other not in home:
            continue
        a, b = sorted((of(home[one]), of(home[other])), key=lambda n: _standing(utterances[n], n))
        if a != b and not kept_apart(utterances[a], utterances[b]):
            utterances[a].take(utterances[b])
            utterances[a].rules.append(rule.rule)
            top[b] = a
    return [u for n, u in enumerate(utterances) if of(n) == n]


def _ties(given: Bonds) -> list[tuple[str, str, Reason]]:
    ties = [(one, other, reason("statements", "the same", by)) for (one, other), by in sorted(given.same.items())]
    return ties + [
        (to, figure, reason("statements", "a report of this statement", by))
        for figure, (to, by) in sorted(given.moved.items())
        if to not in {NEW, figure}
    ]


def _standing(u: Utterance, n: int) -> tuple[bool, bool, int, int]:
    """Return what sorts first the one whose source the whole has: named, and what the program put there."""
    return u.claimant is None, u.alone, -len(u.docs), n


def ruled(statements: Sequence[Statement], rulings: Iterable[Ruling], keys: Mapping[str, str]) -> list[Statement]:
    """Return the statements without those that were rejected, with what is right of the others.

    ``keys`` are those of the articles, by id. A statement kept apart by people's word says so.
    """
    rulings = list(rulings)
    on = {r.target: r for r in rulings if r.target == statement_key(r.target)}
    given = bonds(rulings)
    if not on and not given.apart and not given.moved:
        return list(statements)
    kept = [s for one in statements if (s := _ruled(one, on, keys)) is not None]
    at = {key: s.key for s in kept for key in places_of(s, keys)}
    own: dict[str, Reason] = {}
    apart: defaultdict[str, dict[str, Reason]] = defaultdict(dict)
    for (one, other), by in sorted(given.apart.items()):
        for here, there in pairwise((at.get(one), at.get(other), at.get(one))):
            if here and there and here != there:
                apart[here][there] = reason("statements", "not the same", by)
    for key, (to, by) in sorted(given.moved.items()):
        if to == NEW and key in at:
            own[at[key]] = reason("statements", "one of its own", by)
    return [_explained(s, own.get(s.key), apart[s.key]) for s in kept]


def _ruled(statement: Statement, on: Mapping[str, Ruling], keys: Mapping[str, str]) -> Statement | None:
    """Return a statement as people have it; None where they have it for none."""
    for place in dict.fromkeys(places_of(statement, keys)) if on else ():
        ruling = on.get(statement_key(place))
        if ruling is not None and ruling.rejected:
            return None
        if ruling is not None and ruling.fields:
            right = {name: value for name, value in ruling.fields.items() if name in _CORRECTABLE}
            because = (*statement.because, reason("statements", "as shown", ruling.by))
            statement = structs.replace(statement, **right, because=because, confidence=1.0)
    return statement


def _explained(statement: Statement, own: Reason | None, kept: Mapping[str, Reason]) -> Statement:
    """Return a statement with whose word it is that it stands for itself, and apart from which others."""
    others = tuple(a for a in statement.apart if a.key not in kept)
    judged = tuple(Apart(key=key, because=(why,)) for key, why in kept.items())
    because = statement.because if own is None else (*statement.because, own)
    return structs.replace(statement, because=because, apart=judged + others)
