"""The figures of an article with the words around them, and whether two of them can count the same things."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from saidby.likeness import singular
from saidby.records import Figure, Measure
from saidby.text import Layout

THEM = frozenset("them these those whom lot".split())
PEOPLE = frozenset(
    "people person man woman men women child children boy girl soldier officer policeman civilian adult minor patient "
    "victim individual resident passenger death fatality casualty dead case infection other injured wounded worker "
    "employee student teacher guerrilla rebel insurgent terrorist militant troop teen teenager suspect migrant refugee "
    "protester firefighter journalist doctor nurse tourist fighter driver inmate prisoner survivor sailor seaman "
    "peasant farmer youth guard bystander worshipper pilgrim rescuer body crew crewman voter respondent".split()
)
LOSSES: frozenset[Measure] = frozenset({"killed", "wounded", "missing"})  # what "casualties" are made of
_HARM: frozenset[Measure] = frozenset({*LOSSES, "casualties", "rescued", "infected", "detained"})
# They name whoever was hurt, and say nothing of who that was.
_ANYONE = frozenset("people person victim casualty death dead fatality other individual injured wounded body".split())
_KIN = {
    word: row.split()[0]
    for row in (
        "rebel guerrilla insurgent terrorist militant extremist fighter subversive",
        "soldier troop serviceman",
        "boat vessel ship skiff trawler",
        "member lawmaker parliamentarian legislator mp deputy",
        "dead body death fatality corpse deceased",
        "charge count",
        "worker employee",
        "child minor",
        "house home",
        "teen teenager",
        "case infection",
    )
    for word in row.split()
}
_HURT = frozenset("victim injured wounded survivor".split())
_LEAD = 2  # index of the last sentence of a lead; the headline is one
_SIGHT = 25  # words behind a figure that can say more of it
_REACH = 40  # figures before a part among which its base is sought where no word leads to it
_AHEAD = 12  # ... and behind it


_LED = frozenset("in on at from to for by with".split())


class Ground(Struct, frozen=True):
    """The figures of an article with the layout that says where they stand; ``sentences`` has the index of each's."""

    layout: Layout
    figures: Sequence[Figure]
    sentences: Sequence[int]

    def words(self, start: int, end: int) -> tuple[str, ...]:
        return self.layout.lows_between(start, end)

    def between(self, one: Figure, other: Figure) -> tuple[str, ...]:
        return self.words(one.span.end, other.span.start)

    def after(self, figure: Figure, count: int) -> tuple[str, ...]:
        i = self.layout.token_at(figure.span.end)
        return self.layout.lows[i : i + count]

    def before(self, figure: Figure, count: int) -> tuple[str, ...]:
        i = self.layout.token_at(figure.span.start)
        return self.layout.lows[max(0, i - count) : i]

    def opening(self, i: int) -> tuple[str, ...]:
        """Return the words of its sentence before figure ``i`` where it is the first there, else none."""
        sentence = self.layout.sentence_at(self.figures[i].span.start)
        if sentence is None or (i and self.sentences[i - 1] == self.sentences[i]):
            return ()
        return self.words(sentence.start, self.figures[i].span.start)

    def rest(self, i: int) -> tuple[str, ...]:
        """Return the next words of its sentence behind figure ``i``."""
        sentence = self.layout.sentence_at(self.figures[i].span.start)
        first = self.layout.token_at(self.figures[i].span.end)
        last = min(sentence.last, first + _SIGHT) if sentence else first
        return self.layout.lows[first:last]

    def following(self, i: int) -> tuple[str, ...]:
        """Return the first words of the sentence behind that of figure ``i``."""
        sentence = self.layout.sentence_at(self.figures[i].span.start)
        return self.layout.lows[sentence.last : sentence.last + 2] if sentence else ()

    def leads(self, figure: Figure) -> bool:
        """Tell whether a figure stands in the headline or in the first sentences."""
        return figure.span.start < self.layout.sentences[min(_LEAD, len(self.layout.sentences) - 1)].end

    def telling(self, cues: frozenset[str]) -> set[int]:
        """Return the sentences with figures in which one of the words stands."""
        found = (self.layout.sentences[k] for k in sorted({k for k in self.sentences if k >= 0}))
        return {s.index for s in found if not cues.isdisjoint(self.layout.lows[s.first : s.last])}

    def wholes(self, i: int, sentences: int) -> Iterator[Figure]:
        """Yield the greater counts before figure ``i``, sums of its currency for money, nearest first."""
        part = self.figures[i]
        for k in range(i - 1, max(-1, i - _REACH), -1):
            if self.sentences[i] - self.sentences[k] > sentences:
                return
            base = self.figures[k]
            counted = base.kind == "count" or (base.kind == part.kind == "money" and base.unit == part.unit)
            if counted and smaller(part, base):
                yield base

    def nearest(self, i: int, fits: Callable[[Figure], bool], *, back: int, ahead: int = 0) -> Figure | None:
        """Return the greater figure of the kind that fits: the nearest before, else the nearest behind."""
        part = self.figures[i]
        before, behind = range(i - 1, max(-1, i - _REACH), -1), range(i + 1, min(len(self.figures), i + _AHEAD))
        for row, sentences in ((before, back), (behind, ahead)):
            for k in row:
                if abs(self.sentences[k] - self.sentences[i]) > sentences:
                    break
                base = self.figures[k]
                if base.kind == part.kind and smaller(part, base) and fits(base):
                    return base
        return None


# What the hurt are called afterwards, with what had happened to them.
_CALLED: dict[str, tuple[Measure, ...]] = {
    **dict.fromkeys(("dead", "deceased", "killed", "slain", "fatality"), ("killed",)),
    **dict.fromkeys(("injured", "wounded", "hurt", "injury"), ("wounded",)),
    **dict.fromkeys(("missing", "lost"), ("missing",)),
    **dict.fromkeys(("arrested", "detained", "detainee"), ("detained", "captured")),
    **dict.fromkeys(("rescued", "saved"), ("rescued",)),
    **dict.fromkeys(("infected", "sick"), ("infected",)),
    "victim": ("killed", "wounded", "casualties"),
    "casualty": ("casualties", "killed", "wounded"),
}


def called(words: Sequence[str]) -> tuple[Measure, ...]:
    """Return what had happened to those whom the words name by it: "the dead", "those killed"."""
    return next((_CALLED[stem(w)] for w in words if stem(w) in _CALLED), ())


Tied = Mapping[str, str]  # part to base, both by id
Rule = Callable[[Ground, Tied], Iterator[tuple[Figure, Figure]]]


def lay_ground(layout: Layout, figures: Sequence[Figure]) -> Ground:
    found = [layout.sentence_at(f.span.start) for f in figures]
    return Ground(layout, figures, [s.index if s else -99 for s in found])


def smaller(part: Figure, base: Figure) -> bool:
    if part.kind == "share":
        return base.kind in {"count", "money"}
    low = part.low if part.low is not None else part.high
    high = base.high if base.high is not None else base.low
    if part.kind != base.kind or low is None or high is None:
        return False
    return low < high or (low == high and base.high is None and part.high is not None)


def value(figure: Figure) -> float:
    return figure.low if figure.low is not None else figure.high or 0.0


@lru_cache(4096)
def stem(noun: str) -> str:
    return singular(noun.casefold().split()[-1])


@lru_cache(4096)
def of_kin(noun: str) -> str:
    """Return the one noun that stands for all that mean the same."""
    noun = noun[:-3] + "man" if noun.endswith("men") else "child" if noun == "children" else noun
    return _KIN.get(noun, noun)


def kin(figure: Figure) -> str:
    return of_kin(stem(figure.unit)) if figure.unit and figure.unit.strip() else ""


def same_unit(one: Figure, other: Figure) -> bool:
    return bool(one.unit and other.unit and stem(one.unit) == stem(other.unit))


def bare(figure: Figure) -> bool:
    """Tell whether the number stands without a noun of its own: "the other three", "two of them"."""
    return not figure.unit or figure.unit.casefold() in THEM


def people(figure: Figure) -> bool:
    return bool(figure.unit) and bool({stem(figure.unit or ""), (figure.unit or "").casefold()} & PEOPLE)


def of_people(figure: Figure) -> bool:
    return people(figure) or figure.measure in _HARM


def anyone(figure: Figure) -> bool:
    return not figure.unit or stem(figure.unit) in _ANYONE


def alike(part: Figure, base: Figure) -> bool:
    """Tell whether what the one counts can be among what the other counts."""
    if bare(part):
        return True
    if stem(part.unit or "") in _HURT and base.measure not in _HARM and base.kind == "count":
        return False
    if kin(part) == kin(base):
        return True
    return of_people(part) and of_people(base) and (anyone(base) or anyone(part))


def parallel(ground: Ground, first: Figure, second: Figure) -> bool:
    """ "Five came on Monday, three on Tuesday": each for itself, and the first is no base of the rest."""
    words = ground.between(first, second)
    return words[-1:] == (",",) and bool(set(ground.after(second, 1)) & set(words) & _LED)
