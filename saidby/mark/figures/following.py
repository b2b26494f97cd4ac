"""What is said of a counted noun by the verb behind it: "20 people were killed", "13 men who died"."""

from saidby import grammar
from saidby.days import WEEKDAYS
from saidby.lexicon import Hit, MeasureWord
from saidby.mark.figures.scene import Finding, Item, Scene
from saidby.mark.figures.settings import ADVERBS, AUXILIARIES, CONNECTIVES, PREPOSITIONS, Setting

_FAR = 16  # words between a noun and its verb; further off they belonged to other figures
_CLAUSE = 20  # words of a participle's clause
BE = grammar.BE | frozenset("got remain remains remained 's".split())
_BREAKS = frozenset("; : . when whereas but because since until before despite as where though although".split())
_ASIDES = frozenset("including among whom most mostly many some aged all both which mainly ranging such with".split())
_CLOSING = {",": {","}, "(": {")"}, "[": {"]"}, "—": {"—"}, "–": {"–"}, "-": {"-"}}
_INSIDE = PREPOSITIONS - frozenset("of including than to like after before since until as".split())
_PLAIN = AUXILIARIES | ADVERBS | frozenset("who that which to it they he she others of those".split())
_BINDING = PREPOSITIONS | AUXILIARIES | BE
_NEGATIONS = frozenset({"not", "never", "neither", "nor"})
_NO_OBJECT = PREPOSITIONS | CONNECTIVES | ADVERBS | AUXILIARIES
_DAYS = WEEKDAYS | {"last"}
_NEW_CLAUSE = {"who", "that", "which", "and"} | _BREAKS


def followed(scene: Scene, item: Item) -> Finding | None:
    """20 people were killed; three men who died; 40 houses destroyed; 30 injured; troops that the North sent."""
    s, start = item.setting, item.end
    start = _past_whole(scene, s, start) or _past_clause(scene, s, start) or start
    inside = s.low(s.first - 1) in _INSIDE
    be = negated = False
    settled: Finding | None = None
    k, limit = start, start + _FAR
    while k < min(limit, s.sentence.last):
        past = _past_aside(s, k) or _past_place(scene, s, k)
        if past is not None:
            start, k, limit = (past if k == start else start), past, limit + past - k
            continue
        if _ends(scene, s, k, be=be, first=k <= start):
            return settled
        hit = None if s.low(k) == "as" else scene.hit_at(k)
        if hit is None:
            be = be or s.low(k) in BE
            negated = negated or s.low(k) in _NEGATIONS or s.lows(k, k + 3) == ["waiting", "to", "be"]
            k += 1
            continue
        if _said_of(s, hit, be=be, close=_close(s, start, k)):
            if negated or (inside and not _close(s, start, k)):
                return None
            found = scene.finding(hit, "figure + verb", 0.9, item)
            if hit.entry.measure != "other":
                return found
            settled, limit = settled or found, min(limit, hit.last + 4)  # "who was treated there died"
        elif "verb" in hit.entry.roles and not be:
            return settled  # they did it, it was not done to them
        k = hit.last
    return settled


def _ends(scene: Scene, s: Setting, k: int, *, be: bool, first: bool) -> bool:
    """Tell whether what is said of the noun ends before ``k``: another figure, another subject, another clause."""
    low, after = s.low(k), s.low(k + 1)
    if low == "as" and after in {"being", "having"}:
        return False
    if k in scene.starts or low in _BREAKS or low == "while":
        return True
    if low in {"left", "leaving", "caused"} and not first and scene.hit_at(k) is None:
        return True
    if low == "," and after in {"the", "it", "he", "she", "they", "police"} and not be:
        return True
    return low == "after" and not after.endswith("ing")


def _past_whole(scene: Scene, s: Setting, k: int) -> int | None:
    """Return the token after the whole of which the figure is a part: "40 out of the 90 are"."""
    if s.lows(k, k + 2) != ["out", "of"]:
        return None
    item = scene.starts.get(k + 2) or scene.starts.get(k + 3)
    return item.end if item is not None else None


def _past_clause(scene: Scene, s: Setting, k: int) -> int | None:
    """Return the token after a participle's clause: "three cables carrying half of the calls have been cut"."""
    if not s.low(k).endswith("ing") or len(s.low(k)) < 6 or scene.hit_at(k) is not None:
        return None
    for j in range(k + 1, min(k + _CLAUSE, s.sentence.last)):
        if s.low(j) in _NEW_CLAUSE and s.low(j + 1) in AUXILIARIES:
            return None
        if s.low(j) in {"were", "was"} or (s.low(j) in {"have", "has"} and s.low(j + 1) == "been"):
            return j
    return None


def _past_aside(s: Setting, k: int) -> int | None:
    """Return the token after an aside that opens at ``k``: ", including a child,"; "-- a sergeant --"; "(...)"."""
    low = s.low(k)
    counted = s.lows(k + 2, k + 4) in (["of", "whom"], ["of", "them"])  # ", 11 of whom have burns,"
    if low not in _CLOSING or (low == "," and s.low(k + 1) not in _ASIDES and not counted):
        return None
    if low == "-" and s.joined(k - 1) and s.joined(k):
        return None
    begin = k + 1
    while s.low(begin) == low:
        begin += 1
    for j in range(begin, min(begin + _FAR, s.sentence.last)):
        if s.low(j) in _CLOSING[low] and not (low == "-" and s.joined(j - 1) and s.joined(j)):
            while s.low(j) in _CLOSING[low]:
                j += 1
            return j
    return None


def _past_place(scene: Scene, s: Setting, k: int) -> int | None:
    """Return the token after a counted place: "40 people in three towns were killed"."""
    if s.low(k - 1) not in {"in", "across", "from"}:
        return None
    item = scene.starts.get(k)
    return item.end if item is not None and item.noun is not None else None


def _close(s: Setting, start: int, k: int) -> bool:
    """Tell whether nothing but "who", auxiliaries, adverbs or the doer of a relative clause parts noun and verb."""
    words = s.lows(start, k)
    if words[:1] == ["and"] and len(words) < 4:  # "36 artists and others killed"
        return _BINDING.isdisjoint(words)
    return all(w in _PLAIN or w.endswith("ly") or s.name_like(start + i) for i, w in enumerate(words))


def _said_of(s: Setting, hit: Hit[MeasureWord], *, be: bool, close: bool) -> bool:
    """Tell whether the word is said of the noun before it, and not done by it."""
    roles = hit.entry.roles
    active = object_follows(s, hit.last)
    if (
        s.low(hit.first) != "being"
        and s.low(hit.first).endswith("ing")
        and s.low(hit.first - 1) in {"for", "of", "by", "in", "from", "without", "to"}
    ):
        return False
    if "noun" in roles and not {"verb", "adjective"} & set(roles):
        return s.low(hit.first - 1) in BE | {"all"}  # "a third of these were fatalities"
    if "deed" in roles and not ("verb" in roles and active and not be):
        return be or close or "verb" not in roles or not s.low(hit.first).endswith("ed") or s.low(hit.first - 1) == ","
    if "adjective" in roles and (be or close or s.low(hit.first - 1) in {"left", "and"}):
        return be or not ("verb" in roles and active)
    if "verb" not in roles:
        return False
    if s.low(hit.first) != "being" and (s.low(hit.first).endswith(("ing", "e")) or _is_base(s.low(hit.first), hit)):
        return False  # "50 were rescue officials", "were involved in the murder": no participle
    return (be and not (active and s.low(hit.first - 1) == "and")) or (close and not active) or s.low(hit.last) == "by"


def _is_base(word: str, hit: Hit[MeasureWord]) -> bool:
    """Tell whether ``word`` is the plain form of a verb whose participle the entry has, too: "kill", not "killed"."""
    return f"{word}ed" in " ".join(hit.entry.match).replace("|", " ").split()


def object_follows(s: Setting, k: int) -> bool:
    """Tell whether an object begins at ``k``: then the verb before it is active."""
    low = s.low(k)
    if not low[:1].isalnum():
        return low in {"$", "£", "€"}
    if low in _NO_OBJECT or low.endswith("ly"):
        return False
    if low in s.nouns("saying") and s.number.kind == "count":  # "the 40 people interviewed said"
        return False
    return low not in _DAYS
