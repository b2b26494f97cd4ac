"""Figures that an article gives in its own voice: whose statement they repeat, if anyone's."""

from collections.abc import Mapping, Sequence

from saidby.likeness import slot
from saidby.link.statements.utterances import (
    ENOUGH_ALONE,
    SMALL,
    Utterance,
    at_odds,
    nearby,
    shared_weight,
    times_agree,
    weight,
)
from saidby.records import Telling

Index = dict[tuple[str, float], list[int]]


def place_own_voice(tellings: Sequence[Telling], said: list[Utterance]) -> list[Utterance]:
    """Return all utterances once the headlines, bullets and leads have joined the statement that they repeat.

    A value that two statements of the same article give joins neither. What nobody said stays the articles' own:
    the figures of a sentence together, and sentences of several articles that share their values.
    """
    index = _index(said)
    alone: list[Utterance] = []
    for group in _sentences(tellings):
        homes = [_repeated(t, said, index) for t in group]
        left = []
        for t, home in zip(group, homes, strict=True):
            best = home or _beside(t, homes)
            if best is None:
                left.append(t)
            else:
                best.tellings.append(t)
                best.rules.append("repeats the value in the article's own voice")
        alone += [Utterance(claimant=None, tellings=left)] if left else []
    return said + _gather(alone)


def _sentences(tellings: Sequence[Telling]) -> list[list[Telling]]:
    groups: dict[tuple[str, int], list[Telling]] = {}
    for t in tellings:
        groups.setdefault((t.doc, t.sentence.start), []).append(t)
    return list(groups.values())


def _beside(t: Telling, homes: Sequence[Utterance | None]) -> Utterance | None:
    """Return the statement that another figure of the sentence repeats, if it gives this value too."""
    giving = [u for u in homes if u is not None and any(weight(t, other) for other in u.tellings)]
    return giving[0] if giving and all(u is giving[0] for u in giving) else None


def _index(utterances: Sequence[Utterance]) -> Index:
    index: Index = {}
    for n, u in enumerate(utterances):
        for t in u.tellings:
            places = index.setdefault(slot(t.figure.kind, t.figure), [])
            if n not in places:
                places.append(n)
    return index


def _repeated(
    t: Telling, said: Sequence[Utterance], index: Mapping[tuple[str, float], Sequence[int]]
) -> Utterance | None:
    """Return the one statement that gives this value: of the same article if it has one, else of any."""
    alone = Utterance(claimant=None, tellings=[t])
    fitting = []
    for n in nearby([t], index):
        evidence = max((weight(t, other) for other in said[n].tellings), default=0.0)
        here = t.doc in said[n].docs()
        if evidence >= (SMALL if here else ENOUGH_ALONE) and times_agree(said[n], alone):
            fitting.append((here, said[n]))
    nearest = [u for here, u in fitting if here] or [u for _, u in fitting]
    return nearest[0] if len(nearest) == 1 else None


def _gather(sentences: Sequence[Utterance]) -> list[Utterance]:
    joined: list[Utterance] = []
    index: Index = {}
    for u in sentences:
        scored = [
            (shared_weight(joined[n], u), -n)
            for n in nearby(u.tellings, index)
            if times_agree(joined[n], u) and not at_odds(joined[n], u)
        ]
        best = max((s for s in scored if s[0] >= ENOUGH_ALONE), default=None)
        if best is None:
            joined.append(u)
        else:
            joined[-best[1]].tellings += u.tellings
            joined[-best[1]].rules.append("same value in the articles' own voice")
        at = len(joined) - 1 if best is None else -best[1]
        for t in u.tellings:
            places = index.setdefault(slot(t.figure.kind, t.figure), [])
            if at not in places:
                places.append(at)
    return joined
