"""Figures that an article gives in its own voice: whose statement they repeat, if anyone's."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from saidby.evidence import Telling
from saidby.grammar import ADVERBS, APPROXIMATORS, CONJUNCTS, DETERMINERS, PREPOSITIONS, QUANTIFIERS, SUBORDINATORS
from saidby.likeness import SMALL_COUNT, number_of, same_counted, same_value, slot
from saidby.link.statements.joining import Index, enter, nearby
from saidby.link.statements.utterances import (
    ENOUGH_ALONE,
    SMALL,
    Utterance,
    at_odds,
    may_be_one,
    may_meet,
    same_place,
    shared_weight,
    slipped,
    takes,
    weight,
)
from saidby.link.statements.wording import neighbours
from saidby.text import tokenize

_NAME = 4  # letters; shorter words that begin a sentence are seldom names
_NO_NAMES = ADVERBS | APPROXIMATORS | CONJUNCTS | DETERMINERS | PREPOSITIONS | QUANTIFIERS | SUBORDINATORS


class Around(Struct, frozen=True, kw_only=True):
    """What stands around the articles: the texts that they tell, and the names of who says what.

    ``issued`` has the source of the release that an article tells, ``wires`` the agency whose wire it is a copy of,
    ``names`` all names of a source, ``kin`` the articles with which an article has more words in common than chance
    gives.
    """

    issued: Mapping[str, str]
    wires: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    kin: Mapping[str, Collection[str]]


def place_own_voice(units: Sequence[Utterance], said: list[Utterance], around: Around) -> list[Utterance]:
    """Return all utterances once the headlines, bullets and leads have joined the statement that they repeat.

    What several articles tell of a release in the same words is its source's word. A value that two statements of the
    same article give joins neither, unless its sentence names one of their sources or it is the headline over the
    first of them. What nobody said stays the articles' own: the figures of a sentence together, and sentences of
    several articles that share their values.
    """
    units = _give_to_issuer(units, said, around.issued)
    homes_of = _Homes(said, around)
    placed = {(t.doc, t.figure.id): u for u in said for t in u.tellings}
    alone: list[Utterance] = []
    for unit in units:
        homes = [_with_base(t, placed) or homes_of.of(t) for t in unit.tellings]
        left = []
        for t, home in zip(unit.tellings, homes, strict=True):
            best = home or _beside(t, homes) or homes_of.slipped(t)
            if best is None or not takes(best, t):
                left.append(t)
            else:
                best.note_shared([t])
                best.add([t])
                best.rules.append("repeats the value in the article's own voice")
                placed[t.doc, t.figure.id] = best
        if left:
            alone.append(Utterance(claimant=None, tellings=left, rules=unit.rules, words=unit.words))
    return said + _gather(alone)


class _Homes:
    """The statements that values may repeat, by value."""

    def __init__(self, said: Sequence[Utterance], around: Around) -> None:
        self._said = said
        self._around = around
        self._wires = [{around.wires[doc] for doc in u.docs if doc in around.wires} for u in said]
        self._index: Index = {}
        self._in_doc: defaultdict[str, list[int]] = defaultdict(list)
        for n, u in enumerate(said):
            for doc in u.docs:
                self._in_doc[doc].append(n)
            enter(self._index, u.tellings, n)

    def of(self, t: Telling) -> Utterance | None:
        """Return the one statement that gives this value: of the same article if it has one, else of the text that the
        article tells, else of any."""
        alone = Utterance(claimant=None, tellings=[t])
        fitting: list[tuple[int, Utterance]] = []
        for n in nearby([t], self._index):
            near = self._near(t, n)
            faces = (o for o in self._said[n].faces if near or same_place(t.place, o.place))
            evidence = max((weight(t, other) for other in faces), default=0.0)
            if evidence >= (SMALL if near else ENOUGH_ALONE) and may_meet(self._said[n], alone):
                fitting.append((near, self._said[n]))
        nearest = max((near for near, _ in fitting), default=0)
        found = [u for near, u in fitting if near == nearest]
        if len(found) > 1:
            found = [u for u in found if self._named(u, t)] or _under(t, found)
        return found[0] if len(found) == 1 else None

    def slipped(self, t: Telling) -> Utterance | None:
        """Return the one statement of the same article that gives this number with two digits exchanged."""
        here = [self._said[n] for n in self._in_doc.get(t.doc, ())]
        found = [u for u in here if any(slipped(t, o) for o in u.faces)]
        return found[0] if len(found) == 1 else None

    def _near(self, t: Telling, n: int) -> int:
        u = self._said[n]
        if t.doc in u.docs:
            return 2
        issuer, wire = self._around.issued.get(t.doc), self._around.wires.get(t.doc)
        akin = any(doc in u.docs for doc in self._around.kin.get(t.doc, ()))
        return int((issuer is not None and issuer == u.claimant) or wire in self._wires[n] or akin)

    def _named(self, u: Utterance, t: Telling) -> bool:
        """Tell whether a sentence names the source of a statement, though not as one who says it."""
        words = t.words.casefold()
        return any(name.casefold() in words for name in self._around.names.get(u.claimant or "", ()))


def _under(t: Telling, found: Sequence[Utterance]) -> list[Utterance]:
    """Return the statement that comes first under a headline which gives its value, of those that give it too."""
    if t.part != "headline":
        return []
    first = {
        n: min((o.order for o in u.tellings if o.doc == t.doc and weight(t, o)), default=None)
        for n, u in enumerate(found)
    }
    told = sorted((order, n) for n, order in first.items() if order is not None)
    return [found[told[0][1]]] if told else []


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


def _gather(sentences: Sequence[Utterance]) -> list[Utterance]:
    """Join the sentences of all articles that give the same values of the same measure, through an index of these."""
    joined: list[Utterance] = []
    index: dict[tuple[str, tuple[str, float]], list[int]] = {}
    for u in sentences:
        keys = list(dict.fromkeys((t.figure.measure, slot(t.figure.kind, t.figure)) for t in u.tellings))
        candidates = sorted({n for key in keys for n in index.get(key, ())})
        scored = [(shared, -n) for n in candidates if (shared := _agreement(joined[n], u)) >= ENOUGH_ALONE]
        fitting = [s for s in scored if may_meet(joined[-s[1]], u) and not at_odds(joined[-s[1]], u)]
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


def _agreement(a: Utterance, b: Utterance) -> float:
    """Return the weight of the values that both give; of one named place a number says the same whatever it counts."""
    alike = any(_of_one_place(x, y) for x in a.faces for y in b.faces)
    if not any(same_place(x.place, y.place) and weight(x, y) for x in a.faces for y in b.faces) and not alike:
        return 0.0
    return max(shared_weight(a, b), ENOUGH_ALONE if alike else 0.0)


def _of_one_place(a: Telling, b: Telling) -> bool:
    x, y = a.figure, b.figure
    if x.kind != "count" or y.kind != "count" or {x.measure, y.measure} != {"other"} or number_of(x) <= SMALL_COUNT:
        return False
    return same_value(x, y) and same_counted(a, b) is not False and bool(_names_in(a) & _names_in(b))


def _names_in(t: Telling) -> frozenset[str]:
    """Return the place of a figure, and the words that its sentence writes as names."""
    names = {w.low for w in tokenize(t.words) if w.text[0].isupper() and len(w.low) >= _NAME} - _NO_NAMES
    return frozenset(names | ({t.place} if t.place else set()))
