"""Cues that are no plain verbs: "according to", "citing", "its estimate of", "quoted as saying", a colon."""

from msgspec import structs

from saidby.lexicon import Cue, Hit
from saidby.mark.attribution import words as w
from saidby.mark.attribution.ground import Ground, Range
from saidby.mark.attribution.phrases import source_after, source_before
from saidby.mark.attribution.reach import APPROXIMATIONS, content_ahead, goes_on, group_start, names_somebody
from saidby.mark.attribution.spot import Spot

_COLON = Cue(term=":", role="verb", takes=("quote",), match=(), examples=())


_NOT_IN_NAMES = w.PREPOSITIONS - {"of", "for"}
_LEADING = w.CONJUNCTIONS | w.ADVERBS | {","}
_FIGURES = frozenset("estimate estimates count tally toll figure figures forecast projection calculation".split())
_IN_HEADLINES = frozenset({"agency", "anonymous", "ministry", "military", "person"})
_CLOSING = 7  # tokens of a source behind a headline
_HEARSAY = frozenset(
    {"claim", "report", "the rumor", "fear", "the allegation", "the speculation", "hope", "the suspicion"}
)


def name_and_colon(ground: Ground, first: int, last: int) -> Spot | None:
    """Return "Ana Torv: “...”", a name and a colon before quoted words."""
    words = ground.layout.lows[first : min(first + 10, last)]
    colon = first + words.index(":") if ":" in words else first
    if colon == first or colon + 1 >= last:
        return None
    if ground.long_quote(colon + 1) is None and not _headline(ground, first, colon, last):
        return None
    if any(ground.verbish(k) or k in ground.cue_at or ground.low(k) in _NOT_IN_NAMES for k in range(first, colon)):
        return None
    if not names_somebody(ground, (first, colon)) or any(ground.low(k).isdigit() for k in range(first, colon)):
        return None
    return Spot(
        entry=_COLON,
        shape="verb",
        cue=(colon, colon + 1),
        source=(first, colon),
        rule="name and colon",
        after=colon + 1,
        open=first,
        close=colon + 1,
    )


def colon_and_name(ground: Ground, first: int, last: int) -> Spot | None:
    """Return "Two boats lost: police", a headline that ends in a colon and who says so."""
    colon = next((k for k in range(last - 2, max(first + 2, last - _CLOSING), -1) if ground.low(k) == ":"), None)
    line = ground.tokens[first].start in ground.openings and ground.paragraph_end(first) == last
    if colon is None or not line or ground.layout.capitals:
        return None
    head = ground.noun(last - 1)
    speaks = head is not None and head.last == last and head.entry.kind in _IN_HEADLINES | {"outlet", "ngo"}
    if not speaks or any(ground.verbish(k) or ground.low(k) in _NOT_IN_NAMES for k in range(colon + 1, last)):
        return None
    return Spot(
        entry=_COLON,
        shape="verb",
        cue=(colon, colon + 1),
        source=(colon + 1, last),
        rule="name and colon",
        before=colon,
        open=colon,
        close=last,
    )


def _headline(ground: Ground, first: int, colon: int, last: int) -> bool:
    """Tell whether a line without a full stop opens with a source and a colon: "Police: Two boats lost"."""
    head = ground.noun(colon - 1)
    speaks = head is not None and head.entry.kind in _IN_HEADLINES
    known = ground.lexicon.sources.at(ground.tokens, first, colon)  # "WHO: 60 cases"
    speaks = speaks or (known is not None and known.last == colon)
    line = ground.tokens[first].start in ground.openings
    ends = ground.low(last) not in w.STOPS and ground.low(last - 1) not in w.STOPS
    return speaks and line and ends and colon - first < 5 and not ground.layout.capitals


def quoted_as(ground: Ground, hit: Hit[Cue], bounds: Range) -> list[Spot]:
    """Return speaker and carrier of "Harbour Radio quoted him as saying", "he was quoted by ... as saying"."""
    first, last = bounds
    said = next((k for k in range(hit.last, min(hit.last + 14, last - 1)) if ground.low(k) == "as"), None)
    if said is None or ground.low(said + 1) not in {"saying", "telling"}:
        return []
    begin = group_start(ground, hit.first, first)
    left = source_before(ground, begin, first)
    passive = any(ground.low(k) in w.BE for k in range(begin, hit.first))
    by = hit.last + (ground.low(hit.last) in {"by", "in"})
    right = (by, said) if by < said else None
    if left is None or (right is None and not passive):
        return []
    speaker, carrier = (left, right) if passive else (right, left)
    before = content_ahead(ground, left[0], first)
    reach = ground.adjuncts_end(said + 2, last)
    after = reach + (ground.low(reach) in {",", ":", "that"}) if reach < last and before is None else None
    if before is None and after is None:
        return []
    inner = Spot(
        entry=hit.entry,
        shape="verb",
        cue=(said, said + 2),
        rule="quoted as saying",
        source=speaker,
        before=before,
        after=after,
        open=left[0],
        close=said + 2,
    )
    outer = structs.replace(inner, shape="carrier", cue=(begin, hit.last), rule="carrier", source=carrier)
    return [inner, outer] if carrier is not None else [inner]


def preposition(ground: Ground, hit: Hit[Cue], bounds: Range) -> Spot | None:
    first, last = bounds
    lead = all(ground.low(k) in _LEADING for k in range(first, hit.first))
    own = next((k for k in range(hit.first, hit.last) if ground.low(k) in w.POSSESSIVES), None)
    source = (own, own + 1) if own is not None else source_after(ground, hit.last, last, leads=lead)
    if source is None or (ground.low(hit.first) == "per" and not (lead or ground.low(hit.first - 1) == ",")):
        return None
    if hit.entry.term == "based on" and not _answers(ground, source):
        return None
    spot = Spot(
        entry=hit.entry,
        shape="preposition",
        cue=(hit.first, _short(ground, hit)),
        source=source,
        rule="according to",
        open=hit.first,
        close=max(source[1], hit.last),
    )
    behind = ground.adjuncts_end(max(source[1], hit.last), last)
    if lead:
        spot.after = behind + (ground.low(behind) == ",")
        spot.rule = "source first, according to"
        return spot if spot.after < last else None
    spot.before = hit.first
    if ground.low(behind) == "," and ground.low(hit.first - 1) == "," and goes_on(ground, behind + 1, last):
        spot.after = behind + 1
    return spot


def _answers(ground: Ground, source: Range) -> bool:
    """Tell whether what something is based on is somebody's: "a bulletin of the port office", not "recent figures".

    "The legacy of the port office" says nothing: what the phrase denotes has to be a paper or who puts one out.
    """
    end = next((k for k in range(source[0] + 1, source[1]) if ground.low(k) in w.PREPOSITIONS), source[1])
    if all(ground.noun(k) is None for k in range(source[0], end)):
        return False
    nouns = [h.entry.kind for k in range(*source) if (h := ground.noun(k)) is not None]
    named = not ground.layout.capitals and any(ground.capital(k) for k in range(*source))
    return bool(nouns) and (named or any(kind != "document" for kind in nouns))


def _short(ground: Ground, hit: Hit[Cue]) -> int:
    """The "by" of "as reported by" belongs to the source."""
    return hit.last - 1 if hit.last - hit.first > 2 and ground.low(hit.last - 1) == "by" else hit.last


def carrier(ground: Ground, hit: Hit[Cue], bounds: Range) -> Spot | None:
    source = source_after(ground, hit.last, bounds[1], leads=hit.first == bounds[0])
    if source is None:
        return None
    spot = Spot(
        entry=hit.entry,
        shape="carrier",
        cue=(hit.first, hit.last),
        source=source,
        rule="carrier",
        open=hit.first,
        close=source[1],
    )
    if hit.first == bounds[0]:
        spot.after = source[1] + (ground.low(source[1]) == ",")
    else:
        spot.before = hit.first
        if ground.low(source[1]) == "," and ground.low(hit.first - 1) == ",":
            spot.after = source[1] + 1
    return spot


def noun_cue(ground: Ground, hit: Hit[Cue], bounds: Range) -> Spot | None:
    """Return "its earlier estimate of 60", "the union's claim that ..."; without an owner only "rumours that ..."."""
    last = bounds[1]
    if ground.low(hit.last) in {"by", "from"} and "that" in hit.entry.noun:
        return _noun_by(ground, hit, last)
    after = _behind_noun(ground, hit, last)
    if after is None:
        return None
    owner = next((k for k in range(hit.first - 1, max(bounds[0], hit.first - 5) - 1, -1) if _owns(ground, k)), None)
    spot = Spot(
        entry=hit.entry,
        shape="noun",
        cue=(hit.first, after),
        rule="hearsay noun",
        after=after,
        open=hit.first,
        close=after,
    )
    if owner is None:
        return spot if ground.low(after) == "that" and hit.entry.term in _HEARSAY else None
    source = (owner, owner + 1) if ground.low(owner) in w.POSSESSIVES else source_before(ground, owner, bounds[0])
    if source is None or any(ground.verbish(k) for k in range(owner + 1, hit.first)):
        return None
    rule = "intention" if ground.low(after) == "to" else "noun with owner"
    return structs.replace(spot, cue=(owner + 1, after), source=source, rule=rule, open=source[0])


def _behind_noun(ground: Ground, hit: Hit[Cue], last: int) -> int | None:
    """Return where the content of a noun of saying begins behind it: at "that", "to" or a count, behind "of"."""
    i = hit.last
    low = ground.low(i)
    if low in w.BE and ground.low(i + 1) == "that":
        i, low = i + 1, "that"
    counted = _counted_at(ground, i, last) if _FIGURES & {*hit.entry.term.split()} else None
    if counted is not None:
        return counted
    if low not in hit.entry.noun or i + 1 >= last or ground.time_end(i, last) > i:
        return None
    return i if low in {"that", "to"} else i + 1


def _noun_by(ground: Ground, hit: Hit[Cue], last: int) -> Spot | None:
    """Return "an announcement by the union that ...", with whoever makes it behind the noun."""
    source = source_after(ground, hit.last + 1, last)
    if source is None or ground.low(source[1]) != "that" or not names_somebody(ground, source):
        return None
    return Spot(
        entry=hit.entry,
        shape="noun",
        cue=(hit.first, hit.last + 1),
        source=source,
        rule="noun with owner",
        after=source[1],
        open=hit.first,
        close=source[1],
    )


def _counted_at(ground: Ground, i: int, last: int) -> int | None:
    """Return where "was 300" stands behind "the union's estimate for the pier"; None where no count follows."""
    for k in range(i, min(i + 8, last - 1)):
        if ground.low(k) in w.BE | {"stood", "stands"}:
            at = k + 1 + (ground.low(k + 1) == "at")
            return k if ground.low(at) in APPROXIMATIONS or ground.low(at)[:1].isdigit() else None
        if ground.verbish(k) or ground.low(k) in w.STOPS | {",", ";", ":", "that", "and"}:
            return None
    return None


def _owns(ground: Ground, i: int) -> bool:
    low = ground.low(i)
    return low in w.POSSESSIVES or low == "'s" or (low == "'" and ground.low(i - 1).endswith("s"))
