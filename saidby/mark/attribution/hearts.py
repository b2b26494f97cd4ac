"""What a source's words say by themselves: where their heart is, which noun they denote, of what kind that is."""

from saidby.mark.attribution import words as w
from saidby.mark.attribution.claimant import BODIES
from saidby.mark.attribution.ground import Ground, Range
from saidby.mark.attribution.names import run_end, stripped
from saidby.mark.attribution.parts import is_list
from saidby.records import SourceKind

_OFFICES_TOO = frozenset({"officer", "detective", "inspector", "superintendent", "chief"})  # they speak without a name
_BEFORE_BODY = (w.PREPOSITIONS - {"of", "for"}) | w.BREAKS | w.SUBORDINATORS


def heart(ground: Ground, part: Range) -> Range:
    """Return the phrase up to its first comma, without determiner."""
    first, last = stripped(ground, part)
    if is_list(ground, first, last):
        return first, last
    for k in range(first, last):
        if k > first and ground.low(k) == "," and _named_behind(ground, first, k, last):
            return heart(ground, (k + 1, last))
        if ground.low(k) in {",", "—", "–"} or (ground.low(k) in {"who", "which"} and k > first):
            return first, max(k, first + 1)
    return first, last


def _named_behind(ground: Ground, first: int, comma: int, last: int) -> bool:
    """Tell whether a body is only described in front of the comma, and named behind: "the rescue agency, NRA,"."""
    if ground.layout.capitals or any(ground.capital(k) for k in range(first, comma)):
        return False
    body = (h := ground.noun(comma - 1)) is not None and h.entry.kind in BODIES
    end = run_end(ground, comma + 1)
    return body and comma + 1 < end <= last and (end == last or ground.low(end) == ",")


def head_of(ground: Ground, core: Range) -> tuple[str, SourceKind] | None:
    """Return the noun that says what the phrase denotes: the last one before a preposition."""
    best: tuple[str, SourceKind] | None = None
    for k in range(*core):
        low = ground.low(k)
        if k > core[0] and low in w.PREPOSITIONS and best is not None:
            break
        hit = ground.noun(k)
        if hit is not None and (low in _OFFICES_TOO or not ground.title(k)):
            best = (hit.entry.term, hit.entry.kind)
    return best


def kind_of(ground: Ground, core: Range, head: tuple[str, SourceKind] | None) -> SourceKind:
    """Return of what kind a body or group is by its words; ``head``: the noun that it denotes."""
    lexicon, tokens = ground.lexicon, ground.tokens
    source = lexicon.sources.at(tokens, core[0], core[1])
    if source is not None and source.last == core[1]:
        return source.entry.kind
    if any(lexicon.outlets.at(tokens, k, core[1]) is not None for k in range(*core)):
        return "outlet"
    if head is not None:
        return head[1]
    place = lexicon.places.at(tokens, core[0], core[1])
    if place is not None and place.last == core[1]:
        return "other"
    if any(ground.capital(k) for k in range(*core)) and not ground.layout.capitals:
        return "agency" if tokens[core[0]].text.isupper() else "group"
    return "anonymous"


def cleft(ground: Ground, last: int, first: int) -> Range | None:
    """Return whom "it was the port office that" picks out, up to token ``last``."""
    be = next((k for k in range(last - 1, max(first, last - 8), -1) if ground.low(k) in w.BE), None)
    return (be + 1, last) if be is not None and be + 1 < last and ground.low(be - 1) == "it" else None


def asked(ground: Ground, last: int, first: int) -> Range | None:
    """Return the body to which somebody turned, up to token ``last``: "they went to the port office"."""
    k = last
    while k > first and ground.low(k - 1) not in _BEFORE_BODY and not ground.verbish(k - 1):
        k -= 1
    body = (h := ground.noun(last - 1)) is not None and h.entry.kind in BODIES - {"document"}
    return (k, last) if body and first < k < last and ground.low(k - 1) in {"to", "at", "from", "with"} else None


def behind_verb(ground: Ground, part: Range) -> Range:
    """Return what a relative clause tells of: of "the Harbour Post published letters that" the letters."""
    for k in range(part[1] - 2, part[0], -1):
        acts = ground.verbish(k) and ground.low(k).endswith("ed") and ground.capital(k - 1)
        if acts and not ground.capital(k) and ground.low(k + 1) not in w.PREPOSITIONS | w.BREAKS:
            return k + 1, part[1]
    return part
