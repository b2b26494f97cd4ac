"""Figures that an article gives in its own voice: whose statement they repeat, if anyone's."""

from collections.abc import Mapping, Sequence

from saidby.evidence import Telling
from saidby.likeness import slot
from saidby.link.statements.utterances import (
    ENOUGH_ALONE,
    SMALL,
    Index,
    Utterance,
    at_odds,
    enter,
    nearby,
    shared_weight,
    times_agree,
    weight,
)


def place_own_voice(units: Sequence[Utterance], said: list[Utterance]) -> list[Utterance]:
    """Return all utterances once the headlines, bullets and leads have joined the statement that they repeat.

    A value that two statements of the same article give joins neither. What nobody said stays the articles' own:
    the figures of a sentence together, and sentences of several articles that share their values.
    """
    index = _index(said)
    placed = {(t.doc, t.figure.id): u for u in said for t in u.tellings}
    alone: list[Utterance] = []
    for unit in units:
        homes = [_with_base(t, placed) or _repeated(t, said, index) for t in unit.tellings]
        left = []
        for t, home in zip(unit.tellings, homes, strict=True):
            best = home or _beside(t, homes)
            if best is None:
                left.append(t)
            else:
                best.add([t])
                best.rules.append("repeats the value in the article's own voice")
                placed[t.doc, t.figure.id] = best
        if left:
            alone.append(Utterance(claimant=None, tellings=left, rules=unit.rules, words=unit.words))
    return said + _gather(alone)


def _with_base(t: Telling, placed: Mapping[tuple[str, str], Utterance]) -> Utterance | None:
    """Return the statement that has the figure of which this is a part, if it gives this value too."""
    home = placed.get((t.doc, t.base.id)) if t.base is not None else None
    return home if home and any(weight(t, other) for other in home.faces) else None


def _beside(t: Telling, homes: Sequence[Utterance | None]) -> Utterance | None:
    """Return the statement that another figure of the sentence repeats, if it gives this value too."""
    giving = [u for u in homes if u is not None and any(weight(t, other) for other in u.faces)]
    return giving[0] if giving and all(u is giving[0] for u in giving) else None


def _index(utterances: Sequence[Utterance]) -> Index:
    index: Index = {}
    for n, u in enumerate(utterances):
        enter(index, u.tellings, n)
    return index


def _repeated(
    t: Telling, said: Sequence[Utterance], index: Mapping[tuple[str, float], Sequence[int]]
) -> Utterance | None:
    """Return the one statement that gives this value: of the same article if it has one, else of any."""
    alone = Utterance(claimant=None, tellings=[t])
    fitting = []
    for n in nearby([t], index):
        evidence = max((weight(t, other) for other in said[n].faces), default=0.0)
        here = t.doc in said[n].docs
        if evidence >= (SMALL if here else ENOUGH_ALONE) and times_agree(said[n], alone):
            fitting.append((here, said[n]))
    nearest = [u for here, u in fitting if here] or [u for _, u in fitting]
    return nearest[0] if len(nearest) == 1 else None


def _gather(sentences: Sequence[Utterance]) -> list[Utterance]:
    """Join the sentences of all articles that give the same values of the same measure, through an index of these."""
    joined: list[Utterance] = []
    index: dict[tuple[str, tuple[str, float]], list[int]] = {}
    for u in sentences:
        keys = list(dict.fromkeys((t.figure.measure, slot(t.figure.kind, t.figure)) for t in u.tellings))
        candidates = sorted({n for key in keys for n in index.get(key, ())})
        scored = [(shared, -n) for n in candidates if (shared := shared_weight(joined[n], u)) >= ENOUGH_ALONE]
        fitting = [s for s in scored if times_agree(joined[-s[1]], u) and not at_odds(joined[-s[1]], u)]
        at = -max(fitting)[1] if fitting else len(joined)
        if fitting:
            joined[at].take(u)
            joined[at].rules.append("same value in the articles' own voice")
        else:
            joined.append(u)
        for key in keys:
            places = index.setdefault(key, [])
            if at not in places:
                places.append(at)
    return joined
