"""Figures that an article gives in its own voice: whose statement they repeat, if anyone's."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from saidby.evidence import Telling
from saidby.likeness import slot
from saidby.link.statements.joining import Index, enter, nearby
from saidby.link.statements.utterances import (
    ENOUGH_ALONE,
    SMALL,
    Utterance,
    at_odds,
    may_be_one,
    shared_weight,
    times_agree,
    weight,
)
from saidby.link.statements.wording import neighbours


def place_own_voice(
    units: Sequence[Utterance], said: list[Utterance], issued: Mapping[str, str] = MappingProxyType({})
) -> list[Utterance]:
    """Return all utterances once the headlines, bullets and leads have joined the statement that they repeat.

    ``issued`` has the articles that tell a text which a source put out, and that source: what several of them tell in
    the same words is its word too. A value that two statements of the same article give joins neither. What nobody
    said stays the articles' own: the figures of a sentence together, and sentences of several articles that share
    their values.
    """
    units = _give_to_issuer(units, said, issued)
    index = _index(said)
    placed = {(t.doc, t.figure.id): u for u in said for t in u.tellings}
    alone: list[Utterance] = []
    for unit in units:
        homes = [_with_base(t, placed) or _repeated(t, said, index, issued.get(t.doc)) for t in unit.tellings]
        left = []
        for t, home in zip(unit.tellings, homes, strict=True):
            best = home or _beside(t, homes)
            if best is None:
                left.append(t)
            else:
                best.note_shared([t])
                best.add([t])
                best.rules.append("repeats the value in the article's own voice")
                placed[t.doc, t.figure.id] = best
        if left:
            alone.append(Utterance(claimant=None, tellings=left, rules=unit.rules, words=unit.words))
    return said + _gather(alone)


def _give_to_issuer(units: Sequence[Utterance], said: list[Utterance], issued: Mapping[str, str]) -> list[Utterance]:
    """Return the units without those that articles have from one source's release in the same words.

    Each goes to that source's statement beside which most articles tell it.
    """
    beside = neighbours([*said, *units]) if issued else Counter()
    mates: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for (a, b), docs in beside.items():
        if a < len(said) <= b:
            mates[b - len(said)][a] += docs
    left = []
    for n, unit in enumerate(units):
        sources = {issued.get(doc) for doc in unit.docs}
        homes = mates[n] if unit.words and len(unit.docs) > 1 and len(sources) == 1 else Counter()
        near = [a for a in homes if {said[a].claimant} == sources and may_be_one(said[a], unit)]
        most = max((homes[a] for a in near), default=0)
        best = [a for a in near if homes[a] == most]
        if len(best) == 1:
            said[best[0]].take(unit, rule="same words as in others that tell the release")
        else:
            left.append(unit)
    return left


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
    t: Telling, said: Sequence[Utterance], index: Mapping[tuple[str, float], Sequence[int]], issuer: str | None
) -> Utterance | None:
    """Return the one statement that gives this value: of the same article, or of the source of the release that it
    tells, if they have it, else of any."""
    alone = Utterance(claimant=None, tellings=[t])
    fitting = []
    for n in nearby([t], index):
        evidence = max((weight(t, other) for other in said[n].faces), default=0.0)
        here = t.doc in said[n].docs or (issuer is not None and issuer == said[n].claimant)
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
            joined[at].note_shared(u.faces)
            joined[at].take(u)
            joined[at].rules.append("same value in the articles' own voice")
        else:
            joined.append(u)
        for key in keys:
            places = index.setdefault(key, [])
            if at not in places:
                places.append(at)
    return joined
