"""Measures handed from one figure to another: along a list, to a part of it, to a count taken up again."""

from collections.abc import Sequence

from msgspec import structs

from saidby import grammar
from saidby.mark.figures.gapped import parallels
from saidby.mark.figures.measures import compares, own_measure
from saidby.mark.figures.nature import fitting
from saidby.mark.figures.scene import Finding, Item, Scene
from saidby.mark.figures.settings import AUXILIARIES
from saidby.records import Reason

_JOINTS = frozenset(", and or & plus as well another a an the of even".split())
_SHARED = frozenset({"figure + verb", "list + figure", "figure + noun + adjective"})
_THINGS_TAKEN = frozenset({"captured", "destroyed", "damaged"})
_REMEMBERED = 300  # figures back that a count can take up; articles have fewer, one line of 10 MB has more
_NEAR = 10  # words between places and those who live there
_FEW = 20  # figures back at which the last count that is not of places must stand
_HARM = frozenset({"killed", "wounded", "casualties"})
_PARTS = frozenset({"including", "them", "whom", "among", "those", "these", "incl", "namely"})
_FIGURES = frozenset({"figure", "tally", "count", "total", "number", "estimate", "estimates", "numbers"})
_WHOLES = frozenset({"them", "whom", "those", "these", "which", "lot", "total", "number"})
_AGAIN = (grammar.DEFINITE - {"that"}) | {"all", "both", "other"}
_PLACE_JOINTS = _JOINTS | {"in", "from"}
_GOING_ON = AUXILIARIES | {",", "in", "more", "others"}


def all_measures(scenes: Sequence[Scene]) -> list[Finding | None]:
    """Return a measure for every item of the scenes in order, None where nothing in the text gives it one."""
    found: list[Finding | None] = []
    known: list[tuple[Item, Finding]] = []
    for scene in scenes:
        row: list[Finding | None] = []
        same = parallels(scene.items)
        for i, item in enumerate(scene.items):
            last = row[-1] if row else (known[-1][1] if known else None)
            own = _aside_share(item, row[-1] if row else None) or _settled(scene, item, known)
            if compares(item.setting) and (own is None or own.reason.rule != "compared with a whole"):
                own = _handed(last, "compared with a whole", item) if last is not None else own
            row.append(None if i in same else fitting(scene, item, own))
        _from_next(scene, row)
        _from_last(scene, row)
        for i, item in enumerate(scene.items):
            row[i] = row[i] or _from_before(item, known) or _from_sentence_before(scene, i, known)
            row[i] = row[i] or _changed(scene, i, row, known) or _in_brackets(scene, i, row, known)
        _from_last(scene, row)  # once more: what was taken up again starts lists, too
        row = [fitting(scene, item, finding) for item, finding in zip(scene.items, row, strict=True)]
        found += row
        known += [(item, finding) for item, finding in zip(scene.items, row, strict=True) if finding is not None]
    return _from_later([item for scene in scenes for item in scene.items], found)


def _from_later(items: Sequence[Item], found: list[Finding | None]) -> list[Finding | None]:
    """Back to 140; hope for six after the fall: a headline's or a bare figure measures what the story says of it."""
    told: dict[tuple[float, str, str], Finding] = {}
    for i in range(len(items) - 1, -1, -1):
        item, finding = items[i], found[i]
        s, head = items[i].setting, item.noun.head if item.noun is not None else ""
        key = (s.value, s.number.kind)
        if finding is not None:
            told[*key, head] = told[*key, ""] = finding
            continue
        earlier = told.get((*key, head)) if s.sentence.index == 0 or (not head and s.value > 20) else None
        found[i] = _handed(earlier, "told later", item) if earlier is not None else None
    return found


def _aside_share(item: Item, before: Finding | None) -> Finding | None:
    """3,000 casualties, more than half of the troops sent: a share set beside a figure measures what it does."""
    s = item.setting
    beside = s.number.kind == "share" and s.low(s.first - 1) == "," and item.noun is not None and item.noun.whole
    if item.noun is not None and item.noun.head in {"whom", "which", "them"}:
        return None  # "a third of whom were wounded" has a verb of its own
    return _handed(before, "share beside figure", item) if beside and before is not None else None


def _settled(scene: Scene, item: Item, known: Sequence[tuple[Item, Finding]]) -> Finding | None:
    """Return the figure's own measure; a count taken up again keeps the one it had."""
    own = _base(item, known) or own_measure(scene, item)
    if own is not None and own.measure == "other" and item.setting.low(item.setting.first - 1) in {"the", "these"}:
        return _from_before(item, known) or own
    return own


def _base(item: Item, known: Sequence[tuple[Item, Finding]]) -> Finding | None:
    """40 of the 90 are named: the whole keeps the measure that it had."""
    s = item.setting
    if s.lows(s.first - 2, s.first) not in (["of", "the"], ["of", "those"], ["of", "these"], ["of", "its"]):
        return None
    return _from_before(item, known)


def _from_next(scene: Scene, row: list[Finding | None]) -> None:
    """14 protesters and four officers were killed: the verb after the last item serves the whole list."""
    for i in range(len(row) - 2, -1, -1):
        after, own = row[i + 1], row[i]
        present = own is not None and own.measure == "attending" and own.reason.rule == "figure + noun"
        if (
            (own is None or (present and after is not None and after.measure in _HARM))
            and after is not None
            and after.reason.rule in _SHARED
        ):
            gap = scene.items[i].setting.lows(scene.items[i].end, scene.items[i + 1].setting.first)
            denied = scene.items[i].setting.low(scene.items[i].setting.first - 1) == "not" and "but" in gap
            if gap and (denied or _is_joint(scene, i, gap)):
                row[i] = _handed(after, "list + figure", scene.items[i])


def _is_joint(scene: Scene, i: int, gap: list[str]) -> bool:
    """Tell whether only commas, "and" and places part two items of a list: "55 in Arta, 52 in Bera and 82 in Cole"."""
    if all(word in _JOINTS for word in gap):
        return True
    s, begin = scene.items[i].setting, scene.items[i].end
    places = all(w in _PLACE_JOINTS or s.name_like(begin + k) for k, w in enumerate(gap))
    return places and scene.items[i + 1].noun is None


def _from_last(scene: Scene, row: list[Finding | None]) -> None:
    """killed 20 soldiers and five civilians; 20 killed, including two children; 47, of whom 12 women."""
    same = parallels(scene.items)
    for i in range(1, len(row)):
        before = row[same.get(i, i - 1)]
        if i in same:
            row[i] = row[i] or (_handed(before, "verb left out", scene.items[i]) if before is not None else None)
            continue
        if row[i] is not None or before is None:
            continue
        last, item = scene.items[i - 1], scene.items[i]
        gap = item.setting.lows(last.end, item.setting.first)
        if _of_place(last, before):
            row[i] = _handed(before, "people of the place", item) if _inhabits(item, gap) else None
            continue
        joined = _goes_on(last, gap)
        if joined or _is_part(item, gap) or _is_ellipsis(item, gap) or _is_haul(scene, i, before, gap):
            row[i] = _handed(before, "figure + list" if joined else "part of figure", item)


def _goes_on(last: Item, gap: list[str]) -> bool:
    """Tell whether a list goes on: "and five", "as well as five", "48 of them children and five"."""
    if not gap:
        return False
    if gap[-3:] == ["as", "well", "as"]:
        return not AUXILIARIES & set(gap)
    parts = last.noun is not None and last.noun.head in _WHOLES and gap[1:] == ["and"]
    return parts or all(word in _JOINTS for word in gap)


def _inhabits(item: Item, gap: list[str]) -> bool:
    """Tell whether the figure counts those who live in the places before it: "two towns, with 9,000 people"."""
    lead = [word for word in gap if word not in {"a", "total", "of"}]
    return item.noun is not None and lead[-1:] == ["with"] and len(gap) <= _NEAR and not AUXILIARIES & set(gap)


def _of_place(item: Item, finding: Finding) -> bool:
    """Tell whether a figure counts places: what is said of those is not said of what happened in them."""
    if finding.reason.rule == "place of harm":
        return True
    return finding.measure == "affected" and item.noun is not None and item.noun.head in item.setting.nouns("place")


def _changed(
    scene: Scene, i: int, row: Sequence[Finding | None], known: Sequence[tuple[Item, Finding]]
) -> Finding | None:
    """up from 250; came down to seven; that became 15; a rise of 7 per cent: the figure told before has changed."""
    item = scene.items[i]
    s = item.setting
    if item.noun is not None:
        return None
    before = s.lows(s.first - 4, s.first)
    changes = s.nouns("change")
    if not (changes & set(before)) or (before[-1] not in changes | {"to", "from", "at", "by", "of", "than"}):
        return None
    return _nearest(scene, i, row, known)


def _in_brackets(
    scene: Scene, i: int, row: Sequence[Finding | None], known: Sequence[tuple[Item, Finding]]
) -> Finding | None:
    """North Bera (2,560 to 3,365); Cole (+5%): a bare figure behind a name counts what the figures before it do."""
    item = scene.items[i]
    s = item.setting
    if item.noun is not None or s.low(s.last) not in {")", "to"}:
        return None
    opens = s.first - 1 - (s.low(s.first - 1) == "+")
    ranged = s.low(s.first - 1) == "to" and s.low(s.first - 3) == "("
    if not (s.low(opens) == "(" and s.name_like(opens - 1)) and not ranged:
        return None
    return _nearest(scene, i, row, known)


def _nearest(
    scene: Scene, i: int, row: Sequence[Finding | None], known: Sequence[tuple[Item, Finding]]
) -> Finding | None:
    """Return the measure of the last figure that counts no places, in this sentence or the two before it."""
    here = [(item, found) for item, found in zip(scene.items[:i], row[:i], strict=True) if found is not None]
    for earlier, finding in reversed([*known[-_FEW:], *here]):
        if scene.sentence.index - earlier.setting.sentence.index > 2:
            return None
        if not _of_place(earlier, finding):
            return _handed(finding, "figure told before", scene.items[i])
    return None


def _is_part(item: Item, gap: list[str]) -> bool:
    if item.noun is not None and item.noun.whole and item.noun.head in _WHOLES:
        return True
    if _of_them(item):
        return True
    if gap[-1:] in (["these"], ["those"]) and gap[-2:-1] != ["of"]:
        return False
    return bool(gap) and bool(_PARTS & set(gap[-3:]))


def _of_them(item: Item) -> bool:
    """Tell whether "of them", "of these" follows the number with no noun of its own."""
    s = item.setting
    if s.low(s.last) != "of" or s.low(s.last + 1) not in {"whom", "them", "these", "those"}:
        return False
    return item.noun is None or item.noun.head in _WHOLES or s.low(s.last + 1) in {"whom", "them"}


def _is_haul(scene: Scene, i: int, before: Finding, gap: list[str]) -> bool:
    """Tell whether a list of things taken or broken goes on: seized 4 rifles, a radio and uniforms, 36 grenades."""
    if before.measure not in _THINGS_TAKEN or not gap or len(gap) > 14:
        return False
    begin, end = scene.items[i - 1].end, scene.items[i].setting.first
    if scene.hits_in(begin, end) or {".", "who", "that", "which", "were", "was"} & set(gap):
        return False
    return gap[-1] in {",", "and", ";", "with", "including"}


def _is_ellipsis(item: Item, gap: list[str]) -> bool:
    """another 20 in B; Arta for 12 and Bera for one."""
    return item.noun is None and len(gap) <= 8 and "." not in gap


def _from_before(item: Item, known: Sequence[tuple[Item, Finding]]) -> Finding | None:
    """Return the measure of the earlier figure that this one takes up again: "the two women"."""
    s = item.setting
    for earlier, finding in reversed(known[-_REMEMBERED:]):
        if earlier.setting.value != s.value or earlier.setting.number.kind != s.number.kind:
            continue
        same = item.noun is not None and earlier.noun is not None and item.noun.head == earlier.noun.head
        again = s.low(s.first - 1) in _AGAIN
        if (same and (again or s.value > 20)) or (item.noun is None and s.value > 20):
            return _handed(finding, "taken up again", item)
        if again and (item.noun is None or earlier.noun is None or item.noun.head in s.nouns("anybody")):
            return _handed(finding, "taken up again", item)
    return None


def _from_sentence_before(scene: Scene, i: int, known: Sequence[tuple[Item, Finding]]) -> Finding | None:
    """One was ...: a bare number goes on with the last figure of the sentence before."""
    item = scene.items[i]
    of_them = _of_them(item)
    if (item.noun is not None and not of_them) or not known or i > 0:
        return None
    earlier, finding = known[-1]
    follows = item.setting.low(item.setting.last)
    if _FIGURES & set(item.setting.lows(item.setting.first - 6, item.setting.first)):
        of_them = True
    if not of_them and follows not in _GOING_ON and scene.hit_at(item.setting.last) is None:
        return None
    near = scene.sentence.index - earlier.setting.sentence.index <= 1
    return _handed(finding, "goes on with", item) if near and item.setting.number.kind == "count" else None


def _handed(finding: Finding, rule: str, item: Item) -> Finding:
    confidence = round(finding.confidence * 0.9, 3)
    reason = structs.replace(finding.reason, rule=rule, score=confidence)
    return Finding(finding.measure, _with_origin(reason, finding), confidence)


def _with_origin(reason: Reason, finding: Finding) -> Reason:
    return reason if reason.span is not None else structs.replace(reason, span=finding.reason.span)
