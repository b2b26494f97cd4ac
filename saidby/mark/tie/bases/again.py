"""Parts that follow other parts: the rest of a list, the others, the same ones taken up again."""

from collections.abc import Iterator, Mapping

from saidby import grammar
from saidby.mark.tie.bases.ground import LOSSES, Ground, Tied, alike, bare, kin, of_people, smaller, value
from saidby.records import Figure

Found = Iterator[tuple[Figure, Figure]]

_REST = frozenset("other remaining balance rest others".split())
_LEFT = frozenset("remaining balance".split())
_DEFINITE = (grammar.DEFINITE - {"that"}) | {"both"}
_BACK = 3
_LISTED = 10  # words between two parts of a list
_FEW = 3
_MANY = 20  # from here on the same number twice is hardly chance
_TOLD = 12  # figures between a part and its second telling


def listed(ground: Ground, tied: Tied) -> Found:
    """ "Seven holes, four of them near the door, plus two at the back": as long as the base has room for all."""
    bases = dict(tied)
    by_id = {f.id: f for f in ground.figures}
    filled: dict[str, float] = {}
    for i, part in enumerate(ground.figures):
        before = ground.figures[i - 1] if i else part
        base = by_id.get(bases.get(before.id, ""))
        if part.id in bases:
            filled[bases[part.id]] = filled.get(bases[part.id], 0.0) + value(part)
            continue
        if base is None or base.id == part.id or ground.sentences[i] != ground.sentences[i - 1]:
            continue
        words = ground.between(before, part)
        joined = len(words) <= _LISTED and {",", "and", "plus", ";"} & set(words)
        room = filled.get(base.id, 0.0) + value(part) <= value(base) and part.kind == before.kind == base.kind
        picked = ground.after(before, 2)[:1] == ("of",) and ground.after(before, 2)[1:] in {("them",), ("whom",)}
        room = room and part.measure in {before.measure, base.measure}
        if joined and room and picked and base.span.start < part.span.start:
            bases[part.id] = base.id
            filled[base.id] = filled.get(base.id, 0.0) + value(part)
            yield part, base


def the_rest(ground: Ground, tied: Tied) -> Found:
    """ "The other three": the rest of what the part before it was taken from, else of the like counted before."""
    by_id = {f.id: f for f in ground.figures}
    for i, part in enumerate(ground.figures):
        before, after = ground.before(part, 2), ground.after(part, 1)
        if value(part) == 1 and after not in {("other",), ("others",)} and bare(part):
            continue  # "the other one"
        if part.kind != "count" or not (_REST & set(before[-1:] + after) or "balance" in before[-1:]):
            continue
        base = _of_its_sibling(ground, i, tied, by_id)
        if base is not None:
            yield part, base
        elif before[-1:] == ("the",) or set(before[-1:]) & _LEFT or (before[:1] == ("the",) and set(before) & _REST):
            row = (b for b in ground.wholes(i, _BACK) if b.id not in tied and value(b) > value(part))
            whole = next((b for b in row if bare(part) or kin(part) == kin(b)), None) or _like_above(ground, i, tied)
            if whole is not None:
                yield part, whole


def _of_its_sibling(ground: Ground, i: int, tied: Tied, by_id: Mapping[str, Figure]) -> Figure | None:
    part = ground.figures[i]
    for k in range(i - 1, max(-1, i - 4), -1):
        earlier = ground.figures[k]
        close = ground.sentences[i] - ground.sentences[k] <= 1
        base = by_id.get(tied.get(earlier.id, part.id), part)
        same = part.measure in {earlier.measure, base.measure, "other"} or earlier.measure == "other"
        if base is not part and close and same and smaller(part, base) and alike(part, earlier):
            return base
    return None


def _like_above(ground: Ground, i: int, tied: Tied) -> Figure | None:
    part = ground.figures[i]
    words = set((part.unit or "").casefold().split())

    def akin(base: Figure) -> bool:
        return base.id not in tied and kin(part) == kin(base) and value(base) > value(part)

    def named(base: Figure) -> bool:
        shared = words & set((base.unit or "").casefold().split())
        return base.id not in tied and bool(shared) and value(base) > value(part)

    def like(base: Figure) -> bool:
        known = base.id not in tied and base.bound != "vague" and value(base) > value(part)
        return known and of_people(part) and of_people(base) and alike(part, base)

    found = (ground.nearest(i, fits, back=99, ahead=_BACK) for fits in (akin, named, like))
    return next((base for base in found if base is not None), None)


def taken_up(ground: Ground, tied: Tied) -> Found:
    """ "The three boats" that were told of before are of the same five."""
    by_id = {f.id: f for f in ground.figures}
    for i, part in enumerate(ground.figures):
        if part.kind != "count" or not _DEFINITE & set(ground.before(part, 1)):
            continue
        for earlier in reversed(ground.figures[max(0, i - 6) : i]):
            same = value(earlier) == value(part) and (kin(earlier) == kin(part) or bare(earlier))
            if same and earlier.id in tied and tied[earlier.id] != part.id:
                yield part, by_id[tied[earlier.id]]
                break


def told_twice(ground: Ground, tied: Tied) -> Found:
    """The same number of the same thing elsewhere in the article is the same part."""
    by_id = {f.id: f for f in ground.figures}
    for i, part in enumerate(ground.figures):
        if part.kind != "count" or part.bound == "vague" or (value(part) < _FEW and part.measure == "other"):
            continue
        for other in ground.figures[max(0, i - _TOLD) : i + _TOLD]:
            base = by_id.get(tied.get(other.id, ""))
            if base is None or other is part or value(other) != value(part) or part.measure != other.measure:
                continue
            if base.measure in LOSSES and base.measure != part.measure:
                continue
            same = kin(other) == kin(part) or (value(part) >= _MANY and alike(part, other))
            if same and part.unit and smaller(part, base) and base.id != part.id:
                yield part, base
                break
