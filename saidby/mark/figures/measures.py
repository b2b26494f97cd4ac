"""What a figure measures: killed, wounded, deployed ...; read from the words around it.

Each rule below has a name, kept in the figure's reasons. They are tried in order; the first that finds a measure
settles it. A figure without any takes it from the figure that it goes on with, else it measures "other".
"""

from collections.abc import Callable

from saidby import grammar
from saidby.days import WEEKDAYS
from saidby.lexicon import Hit, MeasureWord
from saidby.mark.figures.following import BE, followed, object_follows
from saidby.mark.figures.scene import Finding, Item, Scene
from saidby.mark.figures.settings import AUXILIARIES, DETERMINERS, PREPOSITIONS, Setting

_SKIPPED = (
    grammar.ARTICLES
    | grammar.APPROXIMATORS
    | (grammar.DEFINITE - {"that"})
    | frozenset(
        "another other others additional further of total only just estimated least at all both as many much up to "
        "more than no fewer over reportedly also remaining initial original what".split()
    )
)
_ROLES = frozenset({"attending", "captured", "detained", "deployed", "displaced"})
_BEFALLS = frozenset({"killed", "wounded", "casualties", "infected", "missing", "rescued"})
_ADDED = frozenset({"also", "still", "and", "but", "among", '"', "“"})
_OPENING = 16  # words from the participle that opens a clause to the figure behind its verb
_LEFT_BREAKS = (PREPOSITIONS - {"of", "including", "like"}) | AUXILIARIES | {";", ":", ".", "(", ")", "that", "who"}
_BEHIND_PARTICIPLE = PREPOSITIONS | WEEKDAYS | {"were", "was", "are", "is"}
_PASSED_OVER = _SKIPPED | WEEKDAYS


def own_measure(scene: Scene, item: Item) -> Finding | None:
    """Return the measure that the words around the figure itself give it, None where they give none."""
    if item.compound:  # "an eight-storey block": the number says what the block is like
        return None
    for rule in _RULES:
        found = rule(scene, item)
        if found is not None:
            return found
    return None


def _governed(scene: Scene, item: Item) -> Finding | None:
    """killed 20; wounding at least 3; captured and bound ten; the arrest of two."""
    s = item.setting
    k = s.first
    for _ in range(8):
        hit = scene.hit_before(k)
        if hit is not None and _takes_object(s, hit):
            if _befell(scene, item, hit) or _in_state(scene, item, hit):
                return None
            name = "event of figure" if "event" in hit.entry.roles else "verb + figure"
            return scene.finding(hit, name, 0.95, item)
        if s.low(k - 1).endswith("ed") and s.low(k - 2) == "and":
            k -= 2
        elif s.low(k - 1) in _PASSED_OVER:
            k -= 1
        else:
            return None
    return None


def _takes_object(s: Setting, hit: Hit[MeasureWord]) -> bool:
    if "event" in hit.entry.roles:
        wanted = hit.entry.measure in {"captured", "detained"} and s.lows(hit.first - 2, hit.first) == ["for", "the"]
        return not wanted  # notices "for the arrest of two" arrest nobody
    return "verb" in hit.entry.roles and s.low(hit.first - 1) not in BE


def _in_state(scene: Scene, item: Item, verb: Hit[MeasureWord]) -> bool:
    """Tell whether the number counts people by their state, whatever was done: "treated nine wounded"."""
    hit = scene.hit_at(item.setting.last)
    if hit is None or verb.entry.measure != "other":
        return False
    return "adjective" in hit.entry.roles or ("noun" in hit.entry.roles and hit.entry.measure != "killed")


def _befell(scene: Scene, item: Item, event: Hit[MeasureWord]) -> bool:
    """Tell whether a participle says more of them than the event they were in: "the march of ten miners killed"."""
    hit = scene.hit_at(item.end)
    if hit is None or "event" not in event.entry.roles or "verb" not in hit.entry.roles or item.noun is None:
        return False
    said = item.setting.low(hit.first).endswith("ed") and not object_follows(item.setting, hit.last)
    return said and hit.entry.measure in {"killed", "wounded"} and event.entry.measure not in {"killed", "wounded"}


def _compared(scene: Scene, item: Item) -> Finding | None:
    """the casualties amount to more than half of the force: the share measures what is compared."""
    s = item.setting
    if not compares(s):
        return None
    hits = [hit for hit in scene.hits_in(s.first - 40, s.first) if {"noun", "tally"} & set(hit.entry.roles)]
    return scene.finding(hits[-1], "compared with a whole", 0.8, item) if hits else None


def compares(s: Setting) -> bool:
    """Tell whether the words before a share set something against the whole: "amounts to half of"."""
    before = s.low(s.first - 1 - (s.low(s.first - 1) == "to"))
    return s.number.kind == "share" and (before in s.nouns("compares") or s.low(s.first) in {"nearing", "approaching"})


def _resulting(scene: Scene, item: Item) -> Finding | None:
    """shot two men dead; left nine homeless: what became of them outweighs what was done."""
    hit = scene.hit_at(item.end)
    if hit is None or "adjective" not in hit.entry.roles or "verb" in hit.entry.roles or item.noun is None:
        return None
    return scene.finding(hit, "figure + noun + adjective", 0.95, item)


def _of_whole(scene: Scene, item: Item) -> Finding | None:
    """a third of the casualties were killed: said of a part, the verb outweighs the noun."""
    if item.noun is None or not item.noun.whole:
        return None
    return followed(scene, item)


def _counted(scene: Scene, item: Item) -> Finding | None:
    """20 casualties; 13 wounded men; 20 dead; 12 injured; several incidents of suicide."""
    s, noun = item.setting, item.noun
    last = item.end
    beyond = last + 1 + (s.low(last) == ")")
    for k in range(s.last, min(beyond, s.sentence.last)):
        hit = scene.hit_at(k)
        if hit is None:
            continue
        if "adjective" in hit.entry.roles and _beside(s, hit, last):
            name = "figure + noun + adjective" if hit.first >= last > s.last else "figure + adjective"
            return scene.finding(hit, name, 0.95, item)
        if "noun" in hit.entry.roles and hit.first <= last and (hit.last >= last or hit.first == s.last):
            if noun is not None and hit.first >= last and noun.head not in {"more", "other", "others"}:
                continue
            found = scene.finding(hit, "figure + noun", 0.95, item)
            return _unless_named(scene, item) or _unless_hurt(scene, item, found) or found
        if noun is not None and hit.last == last and s.value == 1 and "verb" in hit.entry.roles:  # "one arrest"
            return scene.finding(hit, "figure + noun", 0.85, item)
    return _kinds_of(scene, item)


def _unless_named(scene: Scene, item: Item) -> Finding | None:
    """Two bodies were identified: that they are named or handed over says nothing of a toll."""
    if item.noun is None or item.noun.head not in item.setting.nouns("remains"):
        return None
    said = followed(scene, item)
    return said if said is not None and said.measure == "other" else None


def _unless_hurt(scene: Scene, item: Item, noun: Finding) -> Finding | None:
    """Twelve pilgrims were injured: what befell them outweighs what they were there for."""
    if noun.measure not in _ROLES:
        return None
    said = followed(scene, item)
    return said if said is not None and said.measure in _BEFALLS else None


def _beside(s: Setting, hit: Hit[MeasureWord], last: int) -> bool:
    """Tell whether an adjective stands before its noun, or right after it with no object of its own."""
    if hit.last <= last or hit.first == s.last == last:
        return True
    return hit.first >= last and not ("verb" in hit.entry.roles and object_follows(s, hit.last))


def _kinds_of(scene: Scene, item: Item) -> Finding | None:
    """several incidents of suicide; a rise of 3 per cent in deaths."""
    s, at = item.setting, item.end
    heads = s.nouns("portion") | {"reports", "number", "percent", "total"}
    share = s.number.kind == "share" and item.noun is None and s.low(at) == "in"
    if not share and not (item.noun is not None and item.noun.head in heads and s.low(at) == "of"):
        return None
    hit = scene.hit_at(at + 1)
    if hit is None or "noun" not in hit.entry.roles:
        return None
    return scene.finding(hit, "figure + of + noun", 0.85, item)


def _among(scene: Scene, item: Item) -> Finding | None:
    """Three children were among the 14 dead: what befell all befell them."""
    s, k = item.setting, item.end
    if s.low(k) not in BE or s.lows(k + 1, k + 3) != ["among", "the"]:
        return None
    hits = [hit for hit in scene.hits_in(k + 3, k + 8) if {"adjective", "noun"} & set(hit.entry.roles)]
    clear = bool(hits) and "," not in s.lows(k, hits[0].first)
    return scene.finding(hits[0], "among those", 0.85, item) if clear else None


def _coordinated(scene: Scene, item: Item) -> Finding | None:
    """killing a man and two women; set fire to the mill in Bera and to 30 lorries: the first object has no number."""
    s = item.setting
    before = s.low(s.first - 1)
    again = before if before == "to" and s.low(s.first - 2) == "and" else ""
    as_well = s.lows(s.first - 3, s.first) == ["as", "well", "as"]
    if before not in {"and", ","} and not again and not as_well:
        return None
    loose = before == "and" and s.low(s.first - 2) != ","
    for k in range(s.first - 1 - 3 * as_well, max(s.first - 9 - 6 * bool(again), s.sentence.first), -1):
        hit = scene.hit_before(k)
        if hit is not None and (not again or s.low(hit.last - 1) == again):
            plain = s.low(hit.last) in DETERMINERS or "event" in hit.entry.roles or again
            verb = _takes_object(s, hit) and (plain or (loose and hit.entry.measure != "other"))
            return scene.finding(hit, "verb + list + figure", 0.85, item) if verb else None
        if k in scene.ends or (s.low(k) in _LEFT_BREAKS and not again):
            return None
    return None


def _accompanied(scene: Scene, item: Item) -> Finding | None:
    """he was detained with three other men: what was done to him was done to them."""
    s = item.setting
    together = s.low(s.first - 2) in {"along", "together"}
    if s.low(s.first - 1) != "with" or not (together or s.low(s.last) in {"other", "others", "more"}):
        return None
    hits = [hit for hit in scene.hits_in(s.first - 16, s.first) if "verb" in hit.entry.roles]
    be = bool(hits) and s.low(hits[-1].first - 1) in BE
    return scene.finding(hits[-1], "verb + with + figure", 0.8, item) if be else None


def _ordered(scene: Scene, item: Item) -> Finding | None:
    """Alerts were in effect on Monday for nine towns."""
    s = item.setting
    lead = next((k for k in range(s.first - 1, s.first - 5, -1) if s.low(k) not in _SKIPPED), s.first - 1)
    if s.low(lead) not in {"for", "in", "across", "over"}:
        return None
    hits = [hit for hit in scene.hits_in(lead - 9, lead) if "order" in hit.entry.roles]
    clear = bool(hits) and not {",", ";", "and", "who", "that"} & set(s.lows(hits[-1].last, lead))
    return scene.finding(hits[-1], "order + figure", 0.85, item) if clear else None


def _announced(scene: Scene, item: Item) -> Finding | None:
    """They gave 140 as the number of deaths."""
    s = item.setting
    if item.noun is not None or s.low(s.last) != "as":
        return None
    hits = [hit for hit in scene.hits_in(s.last + 1, s.last + 6) if {"tally", "noun"} & set(hit.entry.roles)]
    return scene.finding(hits[0], "figure as tally", 0.85, item) if hits else None


def _tallied(scene: Scene, item: Item) -> Finding | None:
    """the death toll rose to 44; deaths stand at 140; the injured number 210; among the dead were two girls."""
    s = item.setting
    bare = item.noun is None or item.noun.head in {"people", "persons", "mark", "men", "soldiers", "troops"}
    if s.number.kind not in {"count", "share"} or not (bare or s.low(s.first - 1) in {"are", "were", "is", "was", ":"}):
        return None
    for k in range(s.first, max(s.first - 24, s.sentence.first), -1):
        hit = scene.hit_before(k)
        if hit is not None and bare and "tally" not in hit.entry.roles and _numbered(s, hit):
            return scene.finding(hit, "number of + verb + figure", 0.85, item)
        if hit is not None and "tally" in hit.entry.roles and _is_subject(s, hit):
            among = s.low(hit.first - 1) == "the" and s.low(hit.first - 2) == "among"
            return scene.finding(hit, "tally + figure", 0.85, item) if bare or among else None
        if k - 1 in scene.ends or s.low(k - 1) == ";":
            return None
    return None


def _numbered(s: Setting, hit: Hit[MeasureWord]) -> bool:
    """Tell whether "the number of ..." leads to the verb: the number of farmers murdered has risen to ten."""
    words = s.lows(hit.first - 8, hit.first)
    participle = "verb" in hit.entry.roles and not s.low(hit.first).endswith(("e", "ing"))
    return (participle or "deed" in hit.entry.roles) and "number" in words


def _is_subject(s: Setting, hit: Hit[MeasureWord]) -> bool:
    """Tell whether the word names what is tallied: "the dead number 34", but not "left two people dead and ..."."""
    if "adjective" not in hit.entry.roles:
        return True
    return s.low(hit.first - 1) in {"the", "of", "those", "total", "people", "persons"} or hit.first == s.sentence.first


def _listed(scene: Scene, item: Item) -> Finding | None:
    """Among the weapons seized: 140 rifles; also seized were four radios."""
    s = item.setting
    if s.low(s.first - 1) not in {":", "were", "was", "are", "include"} and item is not scene.items[0]:
        return None
    for k in range(s.first - 1, max(s.first - 14, s.sentence.first), -1):
        if s.low(k) in {"included", "include", "includes"}:
            taken = [hit for hit in scene.hits_in(k - 8, k) if hit.entry.measure == "captured"]
            return scene.finding(taken[-1], "verb before list", 0.85, item) if taken else None
        if s.low(k) in {":", "were", "was", "are"}:
            hit = scene.hit_before(k)
            if hit is None and s.low(k) == ":":  # "Sheltered in Kern: 300 people"
                begin = s.sentence.first
                hit = scene.hit_at(begin) or scene.hit_at(begin + 1)
                hit = hit if hit is not None and hit.last >= k - 4 else None
            fits = hit is not None and "verb" in hit.entry.roles and s.low(hit.first - 1) not in BE
            return scene.finding(hit, "verb before list", 0.85, item) if hit is not None and fits else None
        if scene.hit_at(k) is not None:
            return None
    return None


def _inverted(scene: Scene, item: Item) -> Finding | None:
    """Killed in the blast on Monday were nine farmers; still missing are 40: the participle opens the clause."""
    s = item.setting
    if s.low(s.first - 1) not in {"were", "was", "are", "is"}:
        return None
    begin = next((k for k in range(s.first - 2, s.first - _OPENING, -1) if s.low(k - 1) in {"", ";", ":"}), None)
    while begin is not None and scene.hit_at(begin) is None and s.low(begin) in _ADDED:
        begin += 1
    hit = scene.hit_at(begin) if begin is not None else None
    between = range(begin or 0, s.first - 1)
    if hit is None or not {"verb", "adjective", "deed"} & set(hit.entry.roles) or any(k in scene.ends for k in between):
        return None
    participle = "adjective" in hit.entry.roles or any(
        s.low(k).endswith(("ed", "t", "n", "ing")) for k in range(hit.first, hit.last)
    )
    named = s.low(hit.last) in _BEHIND_PARTICIPLE
    return scene.finding(hit, "participle + figure", 0.9, item) if participle and named else None


_RULES: tuple[Callable[[Scene, Item], Finding | None], ...] = (
    _compared,
    _resulting,
    _governed,
    _of_whole,
    _counted,
    followed,
    _among,
    _coordinated,
    _accompanied,
    _ordered,
    _inverted,
    _listed,
    _announced,
    _tallied,
)
