"""What a figure measures: killed, wounded, deployed ...; read from the words around it.

Each rule below has a name, kept in the figure's reasons. They are tried in order; the first that finds a measure
settles it. A figure without any takes it from the figure that it goes on with, else it measures "other".
"""

from collections.abc import Callable

from saidby.lexicon import Hit, MeasureWord
from saidby.mark.figures.scene import Finding, Item, Scene
from saidby.mark.figures.settings import ADVERBS, AUXILIARIES, CONNECTIVES, DETERMINERS, PREPOSITIONS, Setting

_FAR = 16  # words between a noun and its verb; further off they belonged to other figures
_SKIPPED = frozenset(
    "another other others some the an a additional further total of only just estimated least at all both these those "
    "as many much up to more than no fewer nearly about around over approximately reportedly also , his her their its "
    "two-thirds unarmed civilian palestinian".split()
)
_BE = frozenset("is are was were be been being get gets got 's 're".split())
_BREAKS = frozenset(
    "; : . after when whereas but because since until before despite as where though although ( [".split()
)
_LEFT_BREAKS = (PREPOSITIONS - {"of", "including", "like"}) | AUXILIARIES | {";", ":", ".", "(", ")", "that", "who"}


def own_measure(scene: Scene, item: Item) -> Finding | None:
    """Return the measure that the words around the figure itself give it, None where they give none."""
    for rule in _RULES:
        found = rule(scene, item)
        if found is not None:
            return found
    return None


def _governed(scene: Scene, item: Item) -> Finding | None:
    """killed 20; wounding at least 3; the arrest of two."""
    s = item.setting
    k = s.first
    for _ in range(8):
        hit = scene.hit_before(k)
        if hit is not None and _takes_object(s, hit):
            name = "event of figure" if "event" in hit.entry.roles else "verb + figure"
            return scene.finding(hit, name, 0.95, item)
        if s.low(k - 1) not in _SKIPPED:
            return None
        k -= 1
    return None


def _takes_object(s: Setting, hit: Hit[MeasureWord]) -> bool:
    if "event" in hit.entry.roles:
        return True
    return "verb" in hit.entry.roles and s.low(hit.first - 1) not in _BE


def _counted(scene: Scene, item: Item) -> Finding | None:
    """20 casualties; 13 wounded men; 20 dead; 12 injured."""
    s, noun = item.setting, item.noun
    last = item.end
    for k in range(s.last, min(last + 1, s.sentence.last)):
        hit = scene.hit_at(k)
        if hit is None:
            if s.low(k) == "," or (noun is None and k > s.last):
                return None
            continue
        if "adjective" in hit.entry.roles and (hit.first == s.last or hit.last <= last):
            return scene.finding(hit, "figure + adjective", 0.95, item)
        if "noun" in hit.entry.roles and (hit.last >= last or hit.first == s.last):
            return scene.finding(hit, "figure + noun", 0.95, item)
    return None


def _followed(scene: Scene, item: Item) -> Finding | None:
    """20 people were killed; three men who died; 40 houses destroyed; 30 injured."""
    s, start = item.setting, item.end
    inside = s.low(s.first - 1) in PREPOSITIONS - {"of", "including", "than", "to", "like"}
    others = {other.setting.first for other in scene.items}
    be = False
    k = start
    while k < min(start + _FAR, s.sentence.last):
        low = s.low(k)
        if k in others or low in _BREAKS or (low == "while" or low in {"-", "–", "—"}) and k > start:
            return None
        hit = scene.hit_at(k)
        if hit is not None:
            if _said_of(s, hit, be=be, close=_close(s, start, k)):
                return None if inside and not _close(s, start, k) else scene.finding(hit, "figure + verb", 0.9, item)
            if "verb" in hit.entry.roles and not be:
                return None  # they did it, it was not done to them
            k = hit.last
            continue
        be = be or low in _BE
        be = be and low not in {"and", ","}
        k += 1
    return None


def _close(s: Setting, start: int, k: int) -> bool:
    """Tell whether nothing but "who", auxiliaries and adverbs stands between noun and verb."""
    return all(w in AUXILIARIES | ADVERBS | {"who", "that", "which", "to"} for w in s.lows(start, k))


def _said_of(s: Setting, hit: Hit[MeasureWord], *, be: bool, close: bool) -> bool:
    """Tell whether the word is said of the noun before it, and not done by it."""
    roles = hit.entry.roles
    if "deed" in roles:
        return True
    after = s.low(hit.last)
    if "adjective" in roles and (be or close or s.low(hit.first - 1) in {"left", "and"}):
        return "verb" not in roles or not _object_follows(s, hit.last) or be
    if "verb" not in roles:
        return False
    last = s.low(hit.last - 1)
    if last.endswith("ing") and s.low(hit.first - 1) != "being":
        return False
    return be or (close and not _object_follows(s, hit.last)) or after in {"by"}


def _object_follows(s: Setting, k: int) -> bool:
    """Tell whether an object begins at ``k``: then the verb before it is active."""
    low = s.low(k)
    if not low[:1].isalnum():
        return low in {"$", "£", "€"}
    return not (low in PREPOSITIONS | CONNECTIVES | ADVERBS | AUXILIARIES or low.endswith("ly"))


def _coordinated(scene: Scene, item: Item) -> Finding | None:
    """killing a man and two women: the verb stands before an item that is no figure."""
    s = item.setting
    if s.low(s.first - 1) not in {"and", ","}:
        return None
    others = {other.setting.last - 1 for other in scene.items}
    for k in range(s.first - 1, max(s.first - 9, s.sentence.first), -1):
        if k in others or s.low(k) in _LEFT_BREAKS:
            return None
        hit = scene.hit_before(k)
        if hit is not None:
            verb = _takes_object(s, hit) and (s.low(hit.last) in DETERMINERS or s.low(hit.last)[:1].isalpha())
            return scene.finding(hit, "verb + list + figure", 0.85, item) if verb and hit.last < s.first - 1 else None
    return None


def _tallied(scene: Scene, item: Item) -> Finding | None:
    """the death toll rose to 44; deaths stand at 288; the injured number 583."""
    s = item.setting
    if item.noun is not None and not item.noun.whole and item.noun.head not in {"people", "persons", "mark"}:
        return None
    others = {other.setting.last - 1 for other in scene.items}
    for k in range(s.first, max(s.first - 24, s.sentence.first), -1):
        hit = scene.hit_before(k)
        if hit is not None and "tally" in hit.entry.roles:
            return scene.finding(hit, "tally + figure", 0.85, item)
        if k - 1 in others or s.low(k - 1) in {";"}:
            return None
    return None


_RULES: tuple[Callable[[Scene, Item], Finding | None], ...] = (
    _governed,
    _counted,
    _followed,
    _coordinated,
    _tallied,
)
