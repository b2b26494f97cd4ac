"""Parts that no word ties to their base: what became of those who were counted before."""

from collections.abc import Iterator, Sequence, Set
from functools import partial
from itertools import pairwise

from saidby.mark.tie.bases.ground import (
    LOSSES,
    Ground,
    Tied,
    alike,
    anyone,
    bare,
    called,
    kin,
    of_people,
    parallel,
    people,
    same_unit,
    smaller,
    stem,
    value,
)
from saidby.records import Figure

Found = Iterator[tuple[Figure, Figure]]

_ABOARD = frozenset("aboard board carrying carried passengers crew".split())
_CARE = frozenset(
    "hospital hospitals hospitalized hospitalised hospitalization treated treatment released discharged condition "
    "stable critical surgery intensive".split()
)
_SOON = 15  # words in which "another" follows "one"; later it opens a clause of its own
_THIRD = {2.0: "third", 3.0: "fourth", 4.0: "fifth"}
_DEGREE = frozenset("seriously critically severely gravely badly slightly lightly fatally".split())
_LYING = frozenset("critical serious stable grave fair good".split())
_SPREAD = frozenset("in from at on near by with as were was for".split())
_VERBS = frozenset("was were had has have died did say said is are".split())
_ROOM = 1.2  # "more than 500" has room for 330 and 245
_NOT_OF_THEM = frozenset("of the those while whereas where when".split())
_NO_VERBS = frozenset(", . ? ! : ; more other others".split())
_NOUN = 6  # words behind a number in which its noun stands
_BACK = 3  # sentences that a part looks back for its base
_FAR = 14  # ... where the number fits exactly
_FATES = LOSSES | {"rescued"}


def by_kind(ground: Ground, tied: Tied) -> Found:
    """Killed and wounded are parts of the casualties given just before, as long as they fit into them."""
    filled: dict[str, float] = {}
    for part in ground.figures:
        if part.id in tied:
            filled[tied[part.id]] = filled.get(tied[part.id], 0) + value(part)
    for i, part in enumerate(ground.figures):
        if part.kind != "count" or part.measure not in LOSSES or part.id in tied:
            continue
        whole = next((b for b in ground.wholes(i, 1) if b.measure == "casualties"), None)
        if whole is not None and alike(part, whole) and filled.get(whole.id, 0) + value(part) <= value(whole) * _ROOM:
            filled[whole.id] = filled.get(whole.id, 0) + value(part)
            yield part, whole


def aboard(ground: Ground, tied: Tied) -> Found:
    """Of those aboard some were saved, some died, some are missing."""
    telling = ground.telling(_ABOARD)
    carried = {
        f.id for f, k in zip(ground.figures, ground.sentences, strict=True) if k in telling and _carried(ground, f)
    }
    for i, part in enumerate(ground.figures):
        if not carried or part.kind != "count" or part.measure not in _FATES:
            continue
        base = ground.nearest(i, partial(_on_board, part, carried), back=_BACK, ahead=1)
        if base is not None:
            yield part, base


def _carried(ground: Ground, base: Figure) -> bool:
    return base.measure == "other" and base.bound != "vague" and "not" not in ground.before(base, 2)


def _on_board(part: Figure, carried: Set[str], base: Figure) -> bool:
    crowd = of_people(part) and (of_people(base) or "passengers" in (base.unit or "").casefold())
    return base.id in carried and (crowd or alike(part, base))


def elided(ground: Ground, tied: Tied) -> Found:
    """ "Two managed to flee": a number without its noun picks from the greater count before."""
    by_id = {f.id: f for f in ground.figures}
    for i, part in enumerate(ground.figures):
        sentence = ground.layout.sentence_at(part.span.start)
        if sentence is None or part.kind != "count":
            continue
        opens = part.span.start == sentence.start or ground.before(part, 1) == (";",)
        noun = None if part.unit is None or bare(part) else stem(part.unit)
        after = ground.after(part, 5)
        if (noun is not None and noun in {stem(w) for w in after}) or not (opens or (after[:1] and after[0] in _VERBS)):
            continue
        if _NOT_OF_THEM & set(ground.before(part, 2)) or not after[:1] or after[0] in _NO_VERBS:
            continue
        base = next((b for b in ground.wholes(i, 3 if opens else 2) if noun is None or same_unit(part, b)), None)
        if base is not None and base.id in tied and "other" not in ground.rest(i):
            base = by_id[tied[base.id]]
        if base is not None and (opens or base.measure in {part.measure, "infected"} or part.measure == "other"):
            yield part, base


def one_and_another(ground: Ground, tied: Tied) -> Found:
    """ "Hitting one man in the leg and another in the arm": of the two that were told of."""
    for i, part in enumerate(ground.figures):
        if part.kind != "count":
            continue
        rest = ground.rest(i)
        count, ahead = _with_the_others(ground, i, rest)
        if not count:
            yield from _and_another(ground, i, rest)
            continue
        base = ground.nearest(i, partial(_so_many, part, count), back=_FAR, ahead=ahead)
        if base is not None:
            yield part, base


def _with_the_others(ground: Ground, i: int, rest: Sequence[str]) -> tuple[float, int]:
    """Return how many the part makes with those told beside it (0: none are), and how far behind it the base may be."""
    count = value(ground.figures[i])
    if _THIRD.get(count) in rest:
        return count + 1, 2
    if count != 1 or "another" in rest[_SOON:]:
        return 0, 0
    if "another" in rest:
        return 2, 0
    if ("the", "other") in pairwise(rest):
        behind = ground.figures[i + 1] if i + 1 < len(ground.figures) else None
        return (1 + value(behind) if behind and "other" in ground.before(behind, 1) else 2), 0
    goes_on = ground.following(i)[:2] == ("the", "other")  # "One was a baker. The other drove a bus."
    return (2, 2) if goes_on else (0, 0)


def _and_another(ground: Ground, i: int, rest: Sequence[str]) -> Found:
    """ "Five people died in Bera, while another was killed in Arta": of the six who were killed."""
    part = ground.figures[i]
    behind = ground.figures[i + 1] if i + 1 < len(ground.figures) else part
    if "another" in rest and ground.before(behind, 1) != ("another",) and part.measure != "other":
        base = ground.nearest(i, partial(_one_more, part), back=_FAR)
        if base is not None:
            yield part, base


def _so_many(part: Figure, count: float, base: Figure) -> bool:
    return value(base) == count and alike(part, base)


def cared_for(ground: Ground, tied: Tied) -> Found:
    """ "Sixteen were taken to hospital": of those who were hurt."""
    for i, part in enumerate(ground.figures):
        if part.kind != "count" or part.measure not in {"other", "wounded"} or part.bound == "vague":
            continue
        if not _CARE & set(ground.rest(i)):
            continue
        hurt = {"wounded", "casualties"} if part.measure == "other" else {"wounded"}
        base = ground.nearest(i, partial(_hurt_like, part, hurt), back=_BACK)
        if base is not None and (part.measure == "other" or base.id not in tied):
            yield part, base


def _hurt_like(part: Figure, measures: Set[str], base: Figure) -> bool:
    return base.measure in measures and alike(part, base)


def told_apart(ground: Ground, tied: Tied) -> Found:
    """ "Eight people were hurt ... two soldiers were hurt too": some kind of people among whoever it was."""
    for i, part in enumerate(ground.figures):
        if part.kind != "count" or bare(part) or anyone(part) or part.measure not in {"killed", "wounded"}:
            continue
        if stem(part.unit or "") not in {stem(w) for w in ground.after(part, _NOUN)}:
            continue
        base = ground.nearest(i, partial(_whoever, part), back=3 * _BACK)
        if base is None or kin(part) == kin(base) or kin(part) == "case":
            continue
        if base in list(ground.wholes(i, _BACK)) or (base.bound != "vague" and ground.leads(base)):
            yield part, base


def _whoever(part: Figure, base: Figure) -> bool:
    return base.measure == part.measure and anyone(base) and of_people(base)


def and_others(ground: Ground, tied: Tied) -> Found:
    """ "She and three others were shot": of the four; "an officer and four men": of the five."""
    for i, part in enumerate(ground.figures):
        before, after = ground.before(part, 3), ground.after(part, 1)
        named = before[-1:] == ("and",) and (after in {("other",), ("others",)} or before[:1] in {("a",), ("an",)})
        if part.kind != "count" or not named:
            continue
        far = 0 if part.measure == "other" else 99
        base = ground.nearest(i, partial(_one_more, part), back=far, ahead=far)
        if base is not None:
            yield part, base


def _one_more(part: Figure, base: Figure) -> bool:
    same = part.measure in {base.measure, "other"}
    return value(base) == value(part) + 1 and same and of_people(base)


def _measured(measures: Sequence[str], base: Figure) -> bool:
    return base.measure in measures


def among(ground: Ground, tied: Tied) -> Found:
    """ "A hundred nurses are among the newcomers": of those counted before."""
    for i, part in enumerate(ground.figures):
        words = ground.after(part, 5)
        at = words.index("among") if "among" in words else 0
        if part.kind == "count" and at and words[at + 1 : at + 2] == ("them",):
            yield from ((part, base) for base in list(ground.wholes(i, 0))[:1])
        if part.kind != "count" or not at or words[at - 1] not in {"are", "were", "was", "is"}:
            continue
        meant = called(words[at + 1 :]) or (part.measure,)
        base = ground.nearest(i, partial(_measured, meant), back=_BACK)
        if base is not None:
            yield part, base


def by_degree(ground: Ground, tied: Tied) -> Found:
    """ "40 people were hurt, five seriously"."""
    for i, part in enumerate(ground.figures):
        after = ground.after(part, 3)
        lying = after[:1] == ("in",) and after[1:2] != () and after[1] in _LYING
        if part.kind != "count" or not (lying or set(after[:1]) & _DEGREE) or ground.before(part, 1) == ("and",):
            continue
        base = ground.nearest(i, partial(_measured, ("wounded", "casualties")), back=1)
        base = base or (next((b for b in ground.wholes(i, 1) if people(b)), None) if lying else None)
        if base is not None:
            yield part, base


def spread(ground: Ground, tied: Tied) -> Found:
    """ "More than 60 were hurt, 34 in the market and 12 at the mill": parts without their noun, behind their base."""
    for i, base in enumerate(ground.figures):
        parts: list[Figure] = []
        total = 0.0
        for k in range(i + 1, min(len(ground.figures), i + 12)):
            part = ground.figures[k]
            words, after = ground.between(ground.figures[k - 1], part), ground.after(part, 1)
            led = words[-1:] and words[-1] in {",", ":", "-", "–", "—", "--", "(", ";", "and", "with"}
            total += value(part)
            if not parts and parallel(ground, base, part):
                break
            if ground.sentences[k] != ground.sentences[i] or part.kind != "count" or not led or total > value(base):
                break
            if not set(after) & _SPREAD or len(words) > 12:
                break
            parts.append(part)
        if len(parts) > 1 and base.kind == "count" and all(alike(p, base) and smaller(p, base) for p in parts):
            yield from ((p, base) for p in parts)


def share_of_them(ground: Ground, tied: Tied) -> Found:
    """ "Nearly 300 died. About half were children"."""
    for i, part in enumerate(ground.figures):
        sentence = ground.layout.sentence_at(part.span.start)
        if part.kind != "share" or sentence is None or not set(ground.after(part, 1)) & {"were", "are", "was"}:
            continue
        if ground.layout.token_at(part.span.start) > sentence.first + 1:
            continue
        base = next((b for b in ground.wholes(i, 1) if of_people(b)), None)
        if base is not None:
            yield part, base
