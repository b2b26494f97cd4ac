"""A number, what it measures and whom it is a share of, in one account otherwise than in another of one utterance."""

from collections.abc import Iterator, Sequence

from saidby.evidence import Evidence, Retelling, Telling
from saidby.likeness import SMALL_COUNT, is_slip, number_of, same_counted, same_value
from saidby.link.drift.differences import (
    Pair,
    Votes,
    alone,
    counts,
    once,
    one_count,
    one_number,
    same_day,
    telling_number,
    told,
    told_in_both,
)
from saidby.link.drift.excerpts import claim, drift, quoted, words_near
from saidby.link.drift.values import with_measure
from saidby.records import Drift, Measure

_FATES: frozenset[Measure] = frozenset(
    {"killed", "wounded", "missing", "captured", "detained", "rescued", "displaced", "casualties"}
)
# Writers put one for the other, and mean the same.
_ALIKE: tuple[frozenset[Measure], ...] = (frozenset({"captured", "detained"}), frozenset({"rescued", "displaced"}))


_LARGE = 100  # smaller numbers are told by chance of two things, where nothing else ties the accounts
_SHORT = 3  # letters; longer words that two clauses share say of whom they speak


def number_changed(evidence: Evidence) -> Iterator[Drift]:
    """One number of an utterance has its digits in another order, or differs where all else agrees.

    A later count of the same source is none: it is of another day.
    """
    votes = Votes(evidence)
    pairs = (pair for r in evidence.retellings if same_day(r) for pair in _other_numbers(r))
    for t, model in once(pairs, votes):
        account, against = claim(evidence, t), claim(evidence, model)
        one, other = (x.figure.span.of(evidence.marks[x.doc].article.text) for x in (model, t))
        why = f"{quoted(one)} has become {quoted(other)}"
        yield drift("number_changed", account, against, why=why, rule="one number differs")


def _other_numbers(r: Retelling) -> Iterator[Pair]:
    here, there = (counts(told(a)) for a in (r.one, r.other))
    mine, theirs = alone(here, there), alone(there, here)
    pairs = [(a, b) for a in mine for b in theirs if one_count(a, b)]
    shared = {number_of(a.figure) for a, _ in told_in_both(r)} if pairs else set()
    exact_day = r.one.day is not None and r.one.day == r.other.day
    for a, b in pairs:
        others = {number_of(y.figure) for x, y in pairs if x is a}, {number_of(x.figure) for x, y in pairs if y is b}
        if max(map(len, others)) > 1:
            continue
        if is_slip(a.figure, b.figure):
            sure = bool(shared or exact_day or r.by & {"quote", "passage"})
        else:
            sure = bool(shared and exact_day and "quote" in r.by and a.claimant and b.claimant)
        if sure:
            yield a, b


def measure_changed(evidence: Evidence) -> Iterator[Drift]:
    """The same number of people met another fate: killed for injured, missing for rescued."""
    votes = Votes(evidence)
    pairs = (pair for r in evidence.retellings if same_day(r) for pair in _other_measures(r))
    for t, model in once(pairs, votes):
        account, against = claim(evidence, t), claim(evidence, model)
        why = f"{t.figure.measure} here, {model.figure.measure} there, and the same number"
        yield drift("measure_changed", account, against, why=why, rule="another fate")


def _other_measures(r: Retelling) -> Iterator[Pair]:
    here, there = told(r.one), told(r.other)
    least = SMALL_COUNT if r.by & {"quote", "passage"} or any(told_in_both(r)) else _LARGE
    for a in alone(here, there):
        for b in alone(there, here):
            if _another_fate(a, b) and number_of(a.figure) > least and not (_counted(b, here) or _counted(a, there)):
                yield a, b


def _counted(t: Telling, others: Sequence[Telling]) -> bool:
    """Tell whether another account has a number of its own for what is counted here."""
    return any(o.figure.measure == t.figure.measure and o.base is None and telling_number(o) for o in others)


def _another_fate(a: Telling, b: Telling) -> bool:
    x, y = a.figure, b.figure
    return (
        x.kind == y.kind == "count"
        and x.measure != y.measure
        and {x.measure, y.measure} <= _FATES
        and not any({x.measure, y.measure} <= alike for alike in _ALIKE)
        and same_value(x, y)
        and (a.base is None) == (b.base is None)
    )


def share_of_another_group(evidence: Evidence) -> Iterator[Drift]:
    """A share of the same people is of another group: a third of the dead for a third of the injured."""
    votes = Votes(evidence)
    pairs = (pair for r in evidence.retellings if same_day(r) for pair in _other_groups(evidence, r))
    for t, model in once(pairs, votes):
        account, against = with_measure(evidence, t), with_measure(evidence, model)
        one, other = (x.figure.span.of(evidence.marks[x.doc].article.text) for x in (model, t))
        why = f"{quoted(one)} is of the {model.figure.measure} there, {quoted(other)} of the {t.figure.measure} here"
        yield drift("wrong_attachment", account, against, why=why, rule="share of another group")


def _other_groups(evidence: Evidence, r: Retelling) -> Iterator[Pair]:
    here, there = ([t for t in told(a) if t.figure.kind == "share"] for a in (r.one, r.other))
    for a in here:
        for b in there:
            measures = {a.figure.measure, b.figure.measure}
            other = len(measures) == 2 and measures <= _FATES and one_number(a, b)
            if other and all(_said_of(evidence, t) for t in (a, b)) and _same_people(evidence, a, b):
                yield a, b


def _said_of(evidence: Evidence, t: Telling) -> bool:
    """Tell whether a share's own clause has the word for what it is a share of, and no other such word."""
    hits = evidence.lexicon.measures.find(words_near(evidence, t))
    return {h.entry.measure for h in hits if h.entry.measure in _FATES} == {t.figure.measure}


def _same_people(evidence: Evidence, a: Telling, b: Telling) -> bool:
    """Tell whether two shares are of the same people: by the words for them, or by those beside the figures."""
    counted = same_counted(a, b)
    if counted is not None and not (a.base and b.base):
        return counted
    near = [{k.low for k in words_near(evidence, t) if len(k.text) > _SHORT and k.text[0].isalpha()} for t in (a, b)]
    return bool(near[0] & near[1])
