"""Figures that add up to another, told before or behind it: 6 + 3 = 9."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from saidby.mark.tie.bases.ground import LOSSES, Ground, Tied, alike, kin, of_people, parallel, value
from saidby.records import Figure

_WINDOW = 30  # figures on either side of a total among which its parts are sought
_NEAREST = 6  # rows of parts that are looked into for each total, the nearest first
_MAX_PARTS = 14  # longest list of sub-totals; the gold articles have up to nine
_SEVERAL = 12  # words behind "each" in which the names stand
_JOINED = 8  # words between two parts of one list: "14 from the north and 14 from the far south"
_FEW = 10  # sums below it come about by chance: they count only in one breath
_SURE = 100  # from here on a sum of two figures hardly comes about by chance
_CLOSE = 6  # sentences between a total and parts that no list joins
_FAR = 12  # ... and those that one joins
_RISEN = 0.9  # of the total: a part so great is rather the toll of the day before
_MORE = frozenset("more another additional further".split())
_LOOSE = frozenset({"more_than", "nearly", "less_than", "vague", "up_to"})
_FATES = LOSSES | {"rescued"}


class _Sum(Struct, frozen=True):
    total: Figure
    parts: Sequence[Figure]
    sure: int  # 4: listed right behind their total, 3: in one breath, 2: all there are, 1: so great a number


def added_up(ground: Ground, tied: Tied) -> Iterator[tuple[Figure, Figure]]:
    """Yield the parts of sums, the surest first, then the longest, then those nearest behind their total.

    A figure is a part of one total only, told once or more often.
    """
    worth = [_worth(ground, f) for f in ground.figures]
    sums = [s for i in range(len(ground.figures)) for s in _sums_to(ground, worth, i)]
    taken: dict[str, float] = {}
    by_id = {f.id: f for f in ground.figures}
    for found in sorted(sums, key=lambda s: (-s.sure, -len(s.parts), _apart(s), s.total.span.start)):
        total = value(found.total)
        ids = {p.id for p in found.parts}
        if all(taken.get(p.id, total) == total and tied.get(p.id) not in ids for p in found.parts):
            taken |= {p.id: total for p in found.parts}
            told = (by_id[tied[p.id]] for p in found.parts if p.id in tied)
            base = next((b for b in told if value(b) == total), found.total)  # told more often: where one part is tied
            yield from ((part, base) for part in found.parts)


def _apart(found: _Sum) -> int:
    """Return how far the parts stand from their total; a total before them is the nearer one."""
    first, total = found.parts[0].span.start, found.total.span.start
    return first - total if total < first else 1_000_000 + total - first


def _sums_to(ground: Ground, worth: Sequence[float], i: int) -> Iterator[_Sum]:
    total = ground.figures[i]
    more = _MORE & set(ground.before(total, 1) + ground.after(total, 1))
    if total.kind != "count" or value(total) < 2 or total.bound in _LOOSE or more:
        return
    listed = _list_behind(ground, i)
    if listed:
        yield _Sum(total, [ground.figures[k] for k in listed], 4)
    near = range(max(0, i - _WINDOW), min(len(ground.figures), i + _WINDOW + 1))
    less = [k for k in near if 0 < worth[k] < value(total) and k != i]
    fates = [k for k in less if _befell(ground, k, i)]
    for run in _runs([worth[k] for k in fates], value(total)):
        if len({ground.figures[k].measure for k in fates[run]}) == len(fates[run]):
            yield _Sum(total, [ground.figures[k] for k in fates[run]], 3)
    row = [k for k in less if _fits(ground.figures[k], total)]
    runs = sorted(_runs([worth[k] for k in row], value(total)), key=lambda run: abs(row[run.start] - i))
    for run in runs[:_NEAREST]:
        sure = _sureness(ground, row[run], row, i)
        if sure:
            yield _Sum(total, [ground.figures[k] for k in row[run]], sure)


def _runs(worth: Sequence[float], total: float) -> Iterator[slice]:
    """Yield the stretches of a row of positive numbers that make the total, in one pass."""
    added, first = 0.0, 0
    for last, number in enumerate(worth):
        added += number
        while added > total:
            added -= worth[first]
            first += 1
        if added == total and 0 < last - first < _MAX_PARTS:
            yield slice(first, last + 1)


def _fits(part: Figure, total: Figure) -> bool:
    if part.bound == "vague" or not value(part) < value(total):
        return False
    same = part.measure == total.measure or (total.measure == "casualties" and part.measure in LOSSES)
    return same and alike(part, total) and bool(part.unit or total.unit)


def _befell(ground: Ground, k: int, i: int) -> bool:
    """Tell whether figure ``k`` says what became of some of those aboard or at hand, whom figure ``i`` counts."""
    part, total = ground.figures[k], ground.figures[i]
    near = abs(ground.sentences[k] - ground.sentences[i]) <= 2
    crowd = of_people(total) and total.measure in {"other", "rescued"}
    return near and crowd and part.measure in _FATES and alike(part, total)


def _worth(ground: Ground, figure: Figure) -> float:
    """Return what a part adds; "one each in A and B" adds two."""
    if figure.kind != "count" or "each" not in ground.after(figure, 2):
        return value(figure) if figure.kind == "count" else 0.0
    behind = ground.after(figure, _SEVERAL)
    names = "and" in ground.before(figure, 4) or "and" in behind[behind.index("each") :]
    return value(figure) * (2 if names else 1)


def _list_behind(ground: Ground, i: int) -> list[int]:
    """Return the figures right behind figure ``i`` that a list tells and that make it together, whatever they count."""
    total, added, found = ground.figures[i], 0.0, list[int]()
    for k in range(i + 1, min(len(ground.figures), i + _MAX_PARTS)):
        part = ground.figures[k]
        if k == i + 1 and value(part) > value(total) and "of" in ground.between(total, part):
            continue  # "66 of the 210": what follows makes the 66
        if part.kind != "count" or part.bound in _LOOSE or not value(part) or not _goes_on(ground, i, k):
            return []
        added, found = added + value(part), [*found, k]
        if added >= value(total):
            break
    return found if added == value(total) and len(found) > 1 and _may_list(ground, i, found) else []


def _goes_on(ground: Ground, i: int, k: int) -> bool:
    """Tell whether figure ``k`` can be of the list that is told behind figure ``i``."""
    if k == i + 1 or value(ground.figures[i]) >= 2 * _FEW:
        return ground.sentences[k] - ground.sentences[i] <= (1 if k == i + 1 else 2)
    words = ground.between(ground.figures[k - 1], ground.figures[k])
    return bool({",", "and", ";", "plus"} & set(words)) and len(words) <= 2 * _JOINED


def _may_list(ground: Ground, i: int, found: Sequence[int]) -> bool:
    total, figures = ground.figures[i], [ground.figures[k] for k in found]
    if value(total) < _FEW and parallel(ground, total, figures[0]):
        return False
    if any(_changes(ground, a, b) for a, b in pairwise(figures)):
        return False
    measures = {f.measure for f in figures}
    if total.measure == "casualties" and value(total) >= _SURE:
        return measures <= LOSSES | {"other"}
    if len(measures) > 1 and len({kin(f) for f in (total, *figures)}) > 1:
        return False
    if ground.sentences[found[0]] != ground.sentences[i]:
        return all(alike(f, total) for f in figures) and figures[0].measure in {total.measure, "other"}
    opens = {"including", "-", "–", "—", "--", ":", "(", "include"} & set(ground.between(total, figures[0]))
    return bool(opens) or all(alike(f, total) for f in figures)


def _changes(ground: Ground, one: Figure, other: Figure) -> bool:
    """ "Fell 60 points to 940", "30 more than the 200": told of each other, and no parts of one whole."""
    words = ground.between(one, other)
    counting = words == (",",) and value(other) - value(one) == 1  # "one, two, three"
    return counting or (len(words) <= _JOINED and (words[-1:] == ("to",) or "than" in words))


def _taken_up(ground: Ground, part: Figure) -> bool:
    """ "The two then drove off": they were counted before."""
    return ground.before(part, 1) in {("the",), ("these",), ("both",), ("all",)} and ground.after(part, 1) != ("other",)


def _sureness(ground: Ground, run: Sequence[int], row: Sequence[int], i: int) -> int:
    figures, total = [ground.figures[k] for k in run], value(ground.figures[i])
    if run[0] == i + 1 and total < _FEW and parallel(ground, ground.figures[i], figures[0]):
        return 0
    if any(_changes(ground, a, b) for a, b in pairwise(figures)):
        return 0
    once = all(ground.sentences[a] == ground.sentences[b] for a, b in pairwise(run))
    tight = once and all(len(ground.between(a, b)) <= _JOINED for a, b in pairwise(figures))
    far = min(abs(ground.sentences[k] - ground.sentences[i]) for k in (run[0], run[-1]))
    if (tight and (total < _FEW or far <= _FAR)) or (once and len(run) > 2 and far <= 1):
        return 3
    wide = max(abs(ground.sentences[k] - ground.sentences[i]) for k in (run[0], run[-1]))
    open_ended = ground.figures[i].bound == "at_least" and len(run) > 2 and wide > 2
    same = sum(f.bound not in {"exact", "about", ground.figures[i].bound} for f in figures) <= 1
    if open_ended or not same or any(_taken_up(ground, f) for f in figures):
        return 0
    if run[0] < i < run[-1] or (max(map(value, figures)) > _RISEN * total and total > _FEW):
        return 0
    if len(run) == len(row) and total >= (4 if len(run) == 2 else _FEW):
        return 2
    great = total >= _SURE or (len(run) > 2 and total >= 2 * _FEW)
    return int(great and far <= _CLOSE)
