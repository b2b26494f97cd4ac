"""Of which figure is this one a part: "600 of the 4,700", "40 hurt, among them nine children", 6 + 3 = 9."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from saidby.records import Figure, Span
from saidby.text import Layout

# Words that say that what follows was counted already.
_PICKED = frozenset("including included include includes among whom which them those these".split())
_INCLUDING = frozenset("including included include includes".split())
_TAKEN_UP = frozenset("these those the its their such".split())
_FINITE = frozenset("was were had has have is are injured wounded killed".split())
_PEOPLE = frozenset(
    "people person man woman men women child children boy girl soldier officer policeman civilian adult minor".split()
)
_MAX_PARTS = 8  # longest list of sub-totals that is tried as a sum; lists in the gold articles have up to seven
_WINDOW = 12  # figures on either side of a total among which its parts are sought
_NEAR = 5  # words between a part and its base in "N of the roughly M"
_BACK = 3  # sentences that "a third of the casualties" looks back for its base


def find_bases(layout: Layout, figures: Sequence[Figure]) -> dict[str, str]:
    """Return for each figure that is a part or share the id of its base.

    Of the number:   600 of the (about) 4,700        Of the noun:  a third of these casualties
    Picked out:      40 hurt, including nine ...     Added up:     28 crew, 14 from A and 14 from B
    """
    bases: dict[str, str] = {}
    for rule in (_of_the_number, _picked_out, _of_the_noun, _added_up):
        for part, base in rule(layout, figures):
            if part.id not in bases and part.id != base.id and bases.get(base.id) != part.id:
                bases[part.id] = base.id
    return bases


def _between(layout: Layout, one: Figure, other: Figure) -> tuple[str, ...]:
    """Return the folded words between two figures, in text order."""
    if one.span.end >= other.span.start:
        return ()
    return tuple(t.low for t in layout.tokens_of(Span(one.span.end, other.span.start)))


def _of_the_number(layout: Layout, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    for part, base in pairwise(figures):
        words = _between(layout, part, base)
        if words[:1] == ("out",):
            words = words[1:]
        if words[:1] != ("of",) or len(words) > _NEAR or {",", ";", "and"} & set(words) or base.kind == "share":
            continue
        if _smaller(part, base) and (len(words) == 1 or words[1] in _TAKEN_UP or part.kind == "share"):
            yield part, base


def _picked_out(layout: Layout, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """The figure after "including" or "of whom", and those listed with it, are parts of the one before."""
    for i, part in enumerate(figures):
        if part.kind == "measure" or i == 0:
            continue
        sentence = layout.sentence_at(part.span.start)
        if sentence is None:
            continue
        start = max(sentence.start, figures[i - 1].span.end)
        words = tuple(t.low for t in layout.tokens_of(Span(start, part.span.start))) if start < part.span.start else ()
        base = _whole_before(layout, figures, i, opens=start == sentence.start)
        if base is not None and _picks(words, opens=start == sentence.start) and _smaller(part, base):
            yield part, base
            yield from ((other, base) for other in _listed_with(layout, figures, i, base))


def _picks(words: tuple[str, ...], *, opens: bool) -> bool:
    if not words:
        return False
    if opens:
        return len(words) <= 6 and words[0] in {"of", "among"} and words[1:2] != () and words[1] in _PICKED | _TAKEN_UP
    if any(w in _INCLUDING for w in words[-8:]):
        return True
    return any(a in {"of", "among"} and b in _PICKED for a, b in pairwise(words))


def _whole_before(layout: Layout, figures: Sequence[Figure], i: int, *, opens: bool) -> Figure | None:
    """Return the count from which figure ``i`` is picked out: in the same sentence, else just before it."""
    for base in reversed(figures[max(0, i - 4) : i]):
        if base.kind != "count" or base.high == 1:
            continue
        here, there = layout.sentence_at(figures[i].span.start), layout.sentence_at(base.span.start)
        if here is None or there is None or here.index - there.index > int(opens):
            return None
        return base
    return None


def _listed_with(layout: Layout, figures: Sequence[Figure], i: int, base: Figure) -> Iterator[Figure]:
    """The rest of a list: "including nine children, two nurses and a driver"."""
    total = figures[i].low or 0.0
    for k in range(i + 1, min(i + _MAX_PARTS, len(figures))):
        words = _between(layout, figures[k - 1], figures[k])
        total += figures[k].low or 0.0
        fits = base.high is None or total <= base.high
        if len(words) > 6 or not {",", "and", ";"} & set(words) or not fits or figures[k].kind != figures[i].kind:
            return
        if set(words) & _FINITE or not (_people(base) or _same_unit(figures[k], figures[i])):
            return
        yield figures[k]


def _of_the_noun(layout: Layout, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """ "A third of these casualties" hangs on the count of casualties that stands nearest."""
    for i, part in enumerate(figures):
        if part.kind != "share" or part.unit is None or not _followed_by_of(layout, part):
            continue
        sentence = layout.sentence_at(part.span.start)
        noun = _stem(part.unit)
        if sentence is None:
            continue
        before = [f for f in figures[:i] if f.kind == "count" and f.unit and _stem(f.unit) == noun]
        after = [f for f in figures[i + 1 : i + 4] if f.kind == "count" and f.unit and _stem(f.unit) == noun]
        near = [f for f in reversed(before) if _distance(layout, f, part) <= _BACK]
        ahead = [f for f in after if f.measure != part.measure or not near]
        chosen = (ahead[:1] or near[:1]) if part.measure not in {"killed", "wounded"} else (near[:1] or ahead[:1])
        for base in chosen:
            yield part, base


def _distance(layout: Layout, one: Figure, other: Figure) -> int:
    a, b = layout.sentence_at(one.span.start), layout.sentence_at(other.span.start)
    return abs(a.index - b.index) if a and b else 99


def _followed_by_of(layout: Layout, figure: Figure) -> bool:
    i = layout.token_at(figure.span.end)
    return i < len(layout.tokens) and layout.tokens[i].low == "of"


def _added_up(layout: Layout, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Runs of exact counts of one thing that add up to a neighbouring total of it.

    Small sums come about by chance: a total under ten counts only with its parts in the sentence behind it.
    """
    exact = [f for f in figures if f.kind == "count" and f.bound == "exact" and f.low is not None]
    for i, total in enumerate(exact):
        if total.low is None or total.low < 2:
            continue
        for run in _runs(exact, i):
            if _adds_up(run, total) and (total.low >= 10 or _right_behind(layout, run, total)):
                yield from ((f, total) for f in run)
                break


def _adds_up(run: Sequence[Figure], total: Figure) -> bool:
    alike = all(f.measure == total.measure and (_same_unit(f, total) or _people(total)) for f in run)
    return alike and sum(f.low or 0.0 for f in run) == total.low


def _right_behind(layout: Layout, run: Sequence[Figure], total: Figure) -> bool:
    return run[0].span.start > total.span.start and all(_distance(layout, f, total) == 0 for f in run)


def _same_unit(one: Figure, other: Figure) -> bool:
    return bool(one.unit and other.unit and _stem(one.unit) == _stem(other.unit))


def _people(figure: Figure) -> bool:
    return figure.unit is not None and {_stem(figure.unit), figure.unit.casefold()} & _PEOPLE != set()


def _runs(figures: Sequence[Figure], i: int) -> Iterator[list[Figure]]:
    """Yield the runs of neighbours that may be the parts of figure ``i``, those just after it first."""
    starts = [*range(i + 1, min(len(figures), i + _WINDOW)), *range(i - 1, max(-1, i - _WINDOW), -1)]
    for start in starts:
        for length in range(2, _MAX_PARTS + 1):
            run = list(figures[start : start + length])
            if len(run) == length and all(f is not figures[i] for f in run):
                yield run


def _smaller(part: Figure, base: Figure) -> bool:
    if part.kind == "share":
        return base.kind in {"count", "money"}
    if part.kind != base.kind:
        return False
    low = part.low if part.low is not None else part.high
    high = base.high if base.high is not None else base.low
    return low is not None and high is not None and (low < high or (low == high and base.high is None))


def _stem(noun: str) -> str:
    return noun.casefold().split()[-1].rstrip("s")
