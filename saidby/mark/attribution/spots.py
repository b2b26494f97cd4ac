"""Where a unit has cues, and for each: its source, and on which side its content stands."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from saidby.lexicon import Cue, Hit
from saidby.mark.attribution import words as w
from saidby.mark.attribution.ground import Ground, Range
from saidby.mark.attribution.phrases import source_after, source_before
from saidby.mark.attribution.units import Unit, end

Shape = Literal["verb", "participle", "passive", "preposition", "carrier", "adverb", "noun", "colon"]

_CLAUSE_WORDS = frozenset("that whether how why what if where when".split())
_COLON = Cue(term=":", role="verb", takes=("quote",), match=(), examples=())
_QUOTE_ENDS = frozenset(", ! ? . …".split())
_MODALS = frozenset("must should would could can may might cannot couldn shouldn wouldn".split())
# Verbs whose base form is more often a noun: without "that" or a pronoun behind them they are no cue.
_NOUNS = frozenset("state note question request order comment view plan vote call protest dream share rule project challenge".split())
_ASIDE = frozenset("after during when as in at on by following while using referring without before since with for "
                   "from because ahead through via amid upon once though although if".split())  # fmt: skip


class Spot(Struct, kw_only=True):
    """A cue where it stands. ``after`` is where content begins behind it; ``before`` where content in front ends."""

    entry: Cue
    shape: Shape
    cue: Range
    rule: str
    source: Range | None = None
    shared: bool = False
    outer: bool = True  # not inside what an earlier cue of the unit brings
    after: int | None = None
    before: int | None = None
    close: int  # where source and cue end, whichever comes last
    open: int  # where source and cue begin


def find_spots(ground: Ground, unit: Unit) -> list[Spot]:
    """Return the cues of a unit in order, each with its source; cues that lead to nothing are left out."""
    found: list[Spot] = []
    first, last = unit.first, end(ground, unit)
    i = first
    named = _colon(ground, first, last)
    if named is not None:
        found.append(named)
        i = named.cue[1]
    while i < last:
        passage = ground.long_quote(i)
        if passage is not None and unit.within is None:
            i = max(passage.last, i + 1)
            continue
        hit = ground.cue_at.get(i)
        if hit is not None and hit.last <= last and hit.entry.term in {"quote", "cite"}:
            pair = _quoted_as(ground, hit, (first, last))
            if pair:
                found += pair
                i = pair[0].cue[1]
                continue
        if hit is not None and hit.last <= last:
            spot = _spot(ground, hit, (first, last), found)
            if spot is not None:
                found.append(spot)
            i = hit.last
        else:
            i += 1
    return found


def _spot(ground: Ground, hit: Hit[Cue], bounds: Range, earlier: list[Spot]) -> Spot | None:
    role = hit.entry.role
    if ground.low(hit.first - 1) == "-" and ground.tokens[hit.first].start == ground.tokens[hit.first - 1].end:
        return None  # "so-called"
    if role == "preposition":
        return _preposition(ground, hit, bounds)
    if role == "carrier":
        return _carrier(ground, hit, bounds)
    if role == "adverb":
        return Spot(entry=hit.entry, shape="adverb", cue=(hit.first, hit.last), rule="hearsay adverb",
                    after=hit.last, before=hit.first, open=hit.first, close=hit.last)  # fmt: skip
    if role == "noun":
        return _noun(ground, hit, bounds)
    if _is_name(ground, hit, bounds):
        return None
    return _verb(ground, hit, bounds, earlier) or (_noun(ground, hit, bounds) if hit.entry.noun else None)


def _colon(ground: Ground, first: int, last: int) -> Spot | None:
    """Return "Ana Torv: “...”", a name and a colon before quoted words."""
    colon = next((k for k in range(first, min(first + 10, last)) if ground.low(k) == ":"), None)
    if colon is None or colon == first or ground.long_quote(colon + 1) is None:
        return None
    if any(ground.verbish(k) or k in ground.cue_at or ground.low(k) in w.PREPOSITIONS - {"of", "for"} for k in range(first, colon)):
        return None
    if not _names_somebody(ground, (first, colon)) or any(ground.low(k).isdigit() for k in range(first, colon)):
        return None
    return Spot(entry=_COLON, shape="verb", cue=(colon, colon + 1), source=(first, colon), rule="name and colon", after=colon + 1,
                open=first, close=colon + 1)  # fmt: skip


def _quoted_as(ground: Ground, hit: Hit[Cue], bounds: Range) -> list[Spot]:
    """Return speaker and carrier of "Harbour Radio quoted him as saying", "he was quoted by Harbour Radio as saying"."""
    first, last = bounds
    said = next((k for k in range(hit.last, min(hit.last + 14, last - 1)) if ground.low(k) == "as"), None)
    if said is None or ground.low(said + 1) not in {"saying", "telling"}:
        return []
    begin = _group_start(ground, hit.first, first)
    left = source_before(ground, begin, first)
    passive = any(ground.low(k) in w.BE for k in range(begin, hit.first))
    by = hit.last + (ground.low(hit.last) in {"by", "in"})
    right = (by, said) if by < said else None
    if left is None or (right is None and not passive):
        return []
    speaker, carrier = (left, right) if passive else (right, left)
    ahead = _ahead(ground, left[0], first)
    reach = ground.adjuncts_end(said + 2, last)
    after = reach + (ground.low(reach) in {",", ":", "that"}) if reach < last and ahead is None else None
    inner = Spot(entry=hit.entry, shape="verb", cue=(said, said + 2), source=speaker, rule="quoted as saying",
                 before=ahead, after=after, open=left[0], close=said + 2)  # fmt: skip
    if carrier is None:
        return [inner]
    outer = Spot(entry=hit.entry, shape="carrier", cue=(begin, by if passive else hit.last), source=carrier, rule="carrier",
                 before=ahead, after=after, open=left[0], close=said + 2)  # fmt: skip
    return [inner, outer] if after is not None or ahead is not None else []


def _is_name(ground: Ground, hit: Hit[Cue], bounds: Range) -> bool:
    """Tell whether a capitalised verb is part of a name rather than of a headline in capitalised words."""
    if ground.layout.capitals or not ground.tokens[hit.first].text[0].isupper() or hit.first == bounds[0]:
        return False
    long = [i for i in range(*bounds) if ground.tokens[i].text.isalpha() and len(ground.tokens[i].text) > 3]
    return sum(ground.tokens[i].text[0].isupper() for i in long) < 0.7 * len(long)


def _preposition(ground: Ground, hit: Hit[Cue], bounds: Range) -> Spot | None:
    first, last = bounds
    lead = all(ground.low(k) in w.CONJUNCTIONS | w.ADVERBS | {","} for k in range(first, hit.first))
    source = source_after(ground, hit.last, last, leads=lead)
    if source is None or (ground.low(hit.first) == "per" and not (lead or ground.low(hit.first - 1) == ",")):
        return None
    if hit.entry.term == "based on" and not any(ground.noun(k) for k in range(*source)):
        return None
    spot = Spot(entry=hit.entry, shape="preposition", cue=(hit.first, _short(ground, hit)), source=source,
                rule="according to", open=hit.first, close=source[1])  # fmt: skip
    behind = ground.adjuncts_end(source[1], last)
    if lead:
        spot.after = behind + (ground.low(behind) == ",")
        spot.rule = "source first, according to"
        return spot if spot.after < last else None
    spot.before = hit.first
    if ground.low(behind) == "," and ground.low(hit.first - 1) == "," and _goes_on(ground, behind + 1, last):
        spot.after = behind + 1
    return spot


def _short(ground: Ground, hit: Hit[Cue]) -> int:
    """The "by" of "as reported by" belongs to the source."""
    return hit.last - 1 if hit.last - hit.first > 2 and ground.low(hit.last - 1) == "by" else hit.last


def _goes_on(ground: Ground, i: int, last: int) -> bool:
    """Tell whether the words behind a parenthesis go on with its content."""
    low = ground.low(i)
    if i >= last or low in {"adding", "saying", "citing", "according", "who", "which"} or low.endswith("ing"):
        return False
    hit = ground.cue_at.get(i + 1 if low in w.CONJUNCTIONS else i)
    return hit is None or hit.entry.role != "verb"


def _carrier(ground: Ground, hit: Hit[Cue], bounds: Range) -> Spot | None:
    source = source_after(ground, hit.last, bounds[1], leads=hit.first == bounds[0])
    if source is None:
        return None
    spot = Spot(entry=hit.entry, shape="carrier", cue=(hit.first, hit.last), source=source, rule="carrier",
                open=hit.first, close=source[1])  # fmt: skip
    if hit.first == bounds[0]:
        spot.after = source[1] + (ground.low(source[1]) == ",")
    else:
        spot.before = hit.first
        if ground.low(source[1]) == "," and ground.low(hit.first - 1) == ",":
            spot.after = source[1] + 1
    return spot


def _noun(ground: Ground, hit: Hit[Cue], bounds: Range) -> Spot | None:
    """ "its earlier estimate of 60", "the union's claim that ..."; without an owner only hearsay: "rumours that ..."."""
    i, last = hit.last, bounds[1]
    low = ground.low(i)
    if low in w.BE and ground.low(i + 1) == "that":
        i, low = i + 1, "that"
    if low not in hit.entry.noun or i + 1 >= last or ground.time_end(i, last) > i:
        return None
    owner = next((k for k in range(hit.first - 1, max(bounds[0], hit.first - 5) - 1, -1) if _owns(ground, k)), None)
    after = i if low in {"that", "to"} else i + 1
    cue_end = i if low in {"that", "to"} else i + 1
    if owner is None:
        if low != "that" or hit.entry.term not in _HEARSAY:
            return None
        return Spot(entry=hit.entry, shape="noun", cue=(hit.first, cue_end), rule="hearsay noun", after=after,
                    open=hit.first, close=cue_end)  # fmt: skip
    source = (owner, owner + 1) if ground.low(owner) in w.POSSESSIVES else source_before(ground, owner, bounds[0])
    if source is None or any(ground.verbish(k) for k in range(owner + 1, hit.first)):
        return None
    return Spot(entry=hit.entry, shape="noun", cue=(owner + 1, cue_end), source=source, rule="noun with owner",
                after=after, open=source[0], close=cue_end)  # fmt: skip


_HEARSAY = frozenset(
    {"claim", "report", "the rumor", "fear", "the allegation", "the speculation", "hope", "the suspicion"}
)


def _owns(ground: Ground, i: int) -> bool:
    low = ground.low(i)
    return low in w.POSSESSIVES or low == "'s" or (low == "'" and ground.low(i - 1).endswith("s"))


def _verb(ground: Ground, hit: Hit[Cue], bounds: Range, earlier: list[Spot]) -> Spot | None:
    begin = _group_start(ground, hit.first, bounds[0])
    helpers = {ground.low(k) for k in range(begin, hit.first)}
    low = ground.low(hit.first)
    if ground.low(begin - 1) == "to" and begin > bounds[0]:
        return None
    ing = low.endswith("ing")
    if ing and not helpers & w.BE:
        return _participle(ground, hit, begin, bounds, earlier)
    if helpers & w.BE and not ing and low != hit.entry.term.split()[0]:
        return _passive(ground, hit, begin, bounds)
    return _active(ground, hit, begin, bounds, earlier)


def _group_start(ground: Ground, i: int, first: int) -> int:
    """Return where the verb's auxiliaries and adverbs begin: "has not yet said"."""
    while i > first:
        low = ground.low(i - 1)
        if low == "'" and ground.low(i) in w.CONTRACTED:
            i -= 1
        elif low == "'s" and ground.low(i - 2) not in w.SUBJECTS | {"there", "that"}:
            break
        elif (
            (low in w.AUXILIARIES and (low not in w.CONTRACTED or ground.low(i - 2) == "'"))
            or low in w.ADVERBS - {"this", "both"}
            or (low.endswith("ly") and len(low) > 4 and low not in {"family", "july"})
        ):
            i -= 1
        else:
            break
    return i


def _participle(ground: Ground, hit: Hit[Cue], begin: int, bounds: Range, earlier: list[Spot]) -> Spot | None:
    reach = _reach(ground, hit, bounds[1])
    if reach is None or begin == bounds[0]:
        return None
    cue_end, after = reach
    before = ground.low(begin - 1)
    quoted = ground.long_quote(begin - 1) is not None
    spot = Spot(entry=hit.entry, shape="participle", cue=(begin, cue_end), rule="participle", after=after,
                open=begin, close=cue_end)  # fmt: skip
    if (
        before in {",", "—", "–", "and", "while", "but", "as", "by", "before", "after", "without", "in", "(", "when"}
        or quoted
    ):
        spot.source, spot.shared = _shared(ground, begin, bounds, earlier), True
    elif "clause" in hit.entry.takes and (ground.noun(begin - 1) or ground.capital(begin - 1)):
        spot.source = source_before(ground, begin, bounds[0])
        spot.outer = False
    return spot if spot.source is not None else None


def _shared(ground: Ground, i: int, bounds: Range, earlier: list[Spot]) -> Range | None:
    """Return the source that a cue without one of its own goes on with: that of the unit's last outer cue, else the
    subject of its clause."""
    for spot in reversed(earlier):
        if spot.outer and spot.source is not None and spot.shape != "noun":
            return spot.source
    start = bounds[0]
    for k in range(i - 1, bounds[0] - 1, -1):
        if ground.low(k) in {";", ":"} or ground.long_quote(k):
            start = k + 1
            break
    verb = next((k for k in range(start, i) if _is_verb(ground, k) and not ground.long_quote(k)), None)
    while verb is not None and verb < i:
        source = source_before(ground, _group_start(ground, verb, start), start)
        if source is not None:
            return source
        verb = next((k for k in range(verb + 1, i) if _is_verb(ground, k)), None)
    return None


def _is_verb(ground: Ground, i: int) -> bool:
    hit = ground.cue_at.get(i)
    return ground.verbish(i) or (hit is not None and hit.entry.role == "verb" and not hit.entry.noun)


def _passive(ground: Ground, hit: Hit[Cue], begin: int, bounds: Range) -> Spot | None:
    last = bounds[1]
    if "person" in hit.entry.takes or ground.low(hit.last) == "for":
        return None
    by = ground.adjuncts_end(hit.last, last)
    if ground.low(by) == "by":
        source = source_after(ground, by + 1, last)
        if source is not None and _names_somebody(ground, source):
            return Spot(entry=hit.entry, shape="passive", cue=(begin, by), source=source, rule="passive by",
                        before=begin, open=begin, close=source[1])  # fmt: skip
    if not hit.entry.unnamed:
        return None
    after = hit.last + (ground.low(hit.last) in {"as", "at"})
    if ground.low(hit.last) not in {"to", "that", "as", "at", "dead", "missing", "in", "on"} and after < last:
        if not ground.verbish(after) and ground.low(after) not in w.DETERMINERS:
            return None
    return Spot(entry=hit.entry, shape="passive", cue=(begin, after), rule="passive without source", before=begin,
                after=after if after < last else None, open=begin, close=after)  # fmt: skip


def _names_somebody(ground: Ground, source: Range) -> bool:
    if ground.layout.capitals:
        return True
    known = w.SUBJECTS | w.OBJECTS | w.POSSESSIVES | {"which", "that"}
    return any(ground.capital(k) or ground.noun(k) or ground.low(k) in known for k in range(*source))


def _active(ground: Ground, hit: Hit[Cue], begin: int, bounds: Range, earlier: list[Spot]) -> Spot | None:
    first, last = bounds
    entry = hit.entry
    reach = _reach(ground, hit, last)
    if ground.low(begin - 1) in {"'s", "'"} and begin > first:
        return None
    source = None if _after_quote(ground, begin) else source_before(ground, begin, first)
    leads = source is not None and _ahead(ground, source[0], first) is None
    if begin == hit.first and not leads and "last" in entry.takes and "person" not in entry.takes:
        inverted = _inverted(ground, hit, bounds)
        if inverted is not None:
            return inverted
    spot = Spot(entry=entry, shape="verb", cue=(begin, hit.last), rule="source first", open=begin, close=hit.last)
    if source is None and ground.low(begin - 1) in {"and", "but", "or", "then", ",", "which"} and begin > first:
        source, spot.shared = _shared(ground, begin, bounds, earlier), True
    if source is None or not _agrees(ground, hit, begin, source):
        return None
    if not _names_somebody(ground, source) and not _speaks_plainly(ground, entry, source, reach):
        return None
    spot.source = source
    spot.open = source[0] if not spot.shared else begin
    spot.outer = spot.shared or _is_outer(ground, source[0], first)
    behind = reach[1] if reach else None
    if reach:
        spot.cue = (begin, reach[0])
    ahead = _ahead(ground, source[0], first) if not spot.shared else None
    if ground.low(source[0] - 1) == "as" and source[0] > first and behind is None:
        return _as_clause(ground, spot, source[0] - 1, bounds)
    spot.close = max(spot.cue[1], ground.adjuncts_end(hit.last, last))
    return _placed(ground, spot, behind, ahead, bounds)


def _speaks_plainly(ground: Ground, entry: Cue, source: Range, reach: Range | None) -> bool:
    """Tell whether an unknown noun speaks all the same: it "said that ..." or said quoted words."""
    if not {"clause", "quote"} <= set(entry.takes) or ground.low(source[0]) not in w.DETERMINERS | w.POSSESSIVES:
        return False
    return reach is not None and (ground.low(reach[1]) == "that" or ground.quote_at[reach[1]] >= 0)


def _placed(ground: Ground, spot: Spot, behind: int | None, ahead: int | None, bounds: Range) -> Spot | None:
    """Return the spot with its content before, behind or on both sides; None where there is none."""
    takes = spot.entry.takes
    may_follow = "last" in takes and ahead is not None
    if may_follow and ahead is not None and not {"clause", "object"} & set(takes):  # "he replied": only to quoted words
        may_follow = ground.quote_at[ahead - 1] >= 0 or ground.quote_at[ahead - 2] >= 0
    if behind is not None and may_follow and not ground.long_quote(behind):
        told = "person" in takes and ground.low(behind) not in _CLAUSE_WORDS and ground.low(behind - 1) != ":"
        behind = None if told or ground.low(behind) in _ASIDE else behind
    if may_follow and ahead is not None:
        quoted = ground.long_quote(ahead - 1) is not None or ground.long_quote(ahead - 2) is not None
        if behind is None or (quoted and not ground.long_quote(behind) and ground.low(behind) != "that"):
            spot.before, spot.rule = ahead, "source last"
            comma = spot.close
            if ground.low(comma) in {",", "—", "–"} and (
                ground.long_quote(comma + 1) or (not quoted and _goes_on(ground, comma + 1, bounds[1]))
            ):
                spot.after, spot.rule = comma + 1, "source amid"
            return spot
        if quoted and ground.long_quote(behind):
            spot.before, spot.after, spot.rule = ahead, behind, "source amid"
            return spot
    if behind is None and {"last", "clause"} <= set(takes) and _between_commas(ground, spot) and _goes_on(ground, spot.close + 1, bounds[1]):
        spot.after, spot.rule = spot.close + 1, "source amid"
        spot.before = spot.open - 1 if spot.open - bounds[0] > 1 else None
        return spot
    if behind is None:
        return None
    spot.after = behind
    spot.rule = _manner(ground, spot, behind)
    return spot


def _between_commas(ground: Ground, spot: Spot) -> bool:
    """Tell whether source and cue stand in a parenthesis: "Too often, she said, ..."."""
    return ground.low(spot.open - 1) == "," and ground.low(spot.close) == ","


def _manner(ground: Ground, spot: Spot, behind: int) -> str:
    """Return the rule's name: what is only wanted, felt or possible is no statement on which a figure could stand."""
    if ground.low(behind) == "to" and "infinitive" in spot.entry.takes:
        return "intention"
    if not {"quote", "number", "clause"} & set(spot.entry.takes):
        return "attitude"
    if any(ground.low(k) in _MODALS for k in range(*spot.cue)):
        return "modal"
    return "belief" if spot.entry.believes else spot.rule


def _as_clause(ground: Ground, spot: Spot, i: int, bounds: Range) -> Spot | None:
    """ "As Ana Torv noted, ...", "..., as Ana Torv notes": the content stands outside the comma."""
    close = ground.adjuncts_end(spot.cue[1], bounds[1])
    spot.close, spot.open, spot.rule, spot.outer = close, i, "as clause", True
    if ground.low(i - 1) == "," and i - 1 > bounds[0]:
        spot.before = i - 1
    if ground.low(close) == "," and (spot.before is None or _goes_on(ground, close + 1, bounds[1])):
        spot.after = close + 1
    return spot if spot.before is not None or spot.after is not None else None


def _after_quote(ground: Ground, i: int) -> bool:
    n = ground.quote_at[i - 1] if i else -1
    if n < 0 or ground.passages[n].last != i:
        return False
    k = i - 1
    while k > ground.passages[n].first and not ground.low(k).isalnum() and ground.low(k) not in _QUOTE_ENDS:
        k -= 1
    return ground.low(k) in _QUOTE_ENDS


def _is_outer(ground: Ground, i: int, first: int) -> bool:
    return (
        i == first
        or ground.low(i - 1) in {",", ";", ":", "—", "–", "and", "but", "while", "."}
        or bool(ground.long_quote(i - 1))
    )


def _ahead(ground: Ground, i: int, first: int) -> int | None:
    """Return where content that stands before a source at ``i`` ends, None where there is none to speak of."""
    if i <= first:
        return None
    before = ground.low(i - 1)
    if ground.long_quote(i - 1) or _after_quote(ground, i):
        return i
    if before not in {",", "—", "–", "-", "?", "!"}:
        return None
    start = first
    while start < i - 1 and ground.low(start) in w.CONJUNCTIONS | w.ADVERBS | {","}:
        start += 1
    lead = max(ground.time_end(start, i), ground.venue_end(start, i))
    if lead >= i - 1 or start >= i - 2:
        return None
    return i - 1


def _inverted(ground: Ground, hit: Hit[Cue], bounds: Range) -> Spot | None:
    """ "..., said Ana Torv, the mayor": the source behind its cue, the content before it."""
    first, last = bounds
    i = hit.last
    if hit.first <= first or not (ground.low(hit.first - 1) in {",", "—", "–", "?", "!"} or _after_quote(ground, hit.first)
                                  or ground.long_quote(hit.first - 1)):  # fmt: skip
        return None
    if ground.low(i) in w.CONJUNCTIONS | w.SUBORDINATORS | w.PREPOSITIONS or ground.time_end(i, last) > i:
        return None
    low = ground.low(i)
    begins = low in w.DETERMINERS | w.SUBJECTS or ground.capital(i) or ground.noun(i) is not None
    source = source_after(ground, i, last) if begins and low not in {"more", "most", "few", "no"} else None
    if source is None or not _names_somebody(ground, source):
        return None
    stop = source[1]
    if stop < last and (ground.verbish(stop) or ground.low(stop) in {"to"}) and ground.venue_end(stop, last) == stop:
        return None
    spot = Spot(entry=hit.entry, shape="verb", cue=(hit.first, hit.last), source=source, rule="source last, inverted",
                before=hit.first, open=hit.first, close=stop)  # fmt: skip
    behind = ground.adjuncts_end(stop, last)
    here = behind + (ground.low(behind) in {",", ":", ";"})
    if here < last and (
        ground.long_quote(here)
        or (ground.low(behind) == "," and ground.low(here) in w.CONTINUERS and _goes_on(ground, here, last))
    ):
        spot.after = here
    return spot


def _reach(ground: Ground, hit: Hit[Cue], last: int) -> Range | None:
    """Return where the cue ends and where content begins behind it; None where the verb takes nothing of the kind."""
    entry = hit.entry
    i = hit.last
    if ground.low(i) in entry.led_by and i + 1 < last:
        return (i + 1, i + 1)
    if not entry.takes:
        return None
    if "person" in entry.takes:
        i = _told_end(ground, i, last)
    cue_end = _cue_end(ground, hit.last, last)
    i = ground.adjuncts_end(i, last)
    low = ground.low(i)
    if i >= last:
        return None
    colon = next((k for k in range(i, min(i + 18, last - 1)) if ground.low(k) == ":" or ground.verbish(k)), None)
    if colon is not None and colon > i and ground.low(colon) == ":" and ground.long_quote(colon + 1):
        return (cue_end, colon + 1)
    if low == ":" and i + 1 < last:
        return (i + 1 if i == cue_end else cue_end, i + 1)
    if low == ",":
        return (cue_end, i + 1) if ground.long_quote(i + 1) or (ground.quote_at[i + 1] >= 0 and i + 1 < last) else None
    return (cue_end, i) if _fits(ground, entry, i, last) else None


def _told_end(ground: Ground, i: int, last: int) -> int:
    """Return where the person told ends: before the next "that" if no verb comes first, else behind the recipient."""
    for k in range(i, min(i + 16, last)):
        if ground.low(k) == "that" and k > i:
            return k
        if ground.verbish(k) or ground.low(k) in {",", ":"} or ground.long_quote(k):
            break
    return ground.recipient_end(i, last)


def _fits(ground: Ground, entry: Cue, i: int, last: int) -> bool:
    low = ground.low(i)
    if "number" in entry.takes:
        return "at" in {ground.low(k) for k in range(i, min(i + 14, last))}
    if ground.long_quote(i):
        return bool(entry.takes)
    if low in w.STOPS | w.FINITE | {";", ")", "—", "–", "and", "but", "or"}:
        return False
    if low == "to":
        return ("infinitive" in entry.takes and "object" not in entry.takes) or (
            "infinitive" in entry.takes and "clause" in entry.takes
        )
    if low in _CLAUSE_WORDS:
        return "clause" in entry.takes or ("object" in entry.takes and low in {"what", "how"})
    if "object" in entry.takes:
        return low not in w.PREPOSITIONS - {"over", "about", "between", "up", "near"} or "clause" in entry.takes
    if not {"last", "person"} & set(entry.takes) and not any(ground.verbish(k) for k in range(i, last)):
        return False  # "has seen heavy fighting" tells of no words
    return "clause" in entry.takes and (low not in _ASIDE | {"of", "to", "about", "into"})


def _cue_end(ground: Ground, i: int, last: int) -> int:
    """Return where the cue ends: behind "in a statement" where that follows at once."""
    stop = ground.venue_end(i, last)
    if ground.low(i) != "in" or stop == i:
        return i
    return next((k + 1 for k in range(i, stop) if ground.low(k) in w.CUE_VENUES), i)


def _agrees(ground: Ground, hit: Hit[Cue], begin: int, source: Range) -> bool:
    """Tell whether source and verb fit in number: what does not is a noun ("the report claims", "a record catch")."""
    low, head = ground.low(hit.first), ground.low(source[1] - 1)
    helped = any(ground.low(k) in w.AUXILIARIES for k in range(begin, hit.first))
    if helped or low.endswith(("ed", "ing")) or low in w.IRREGULAR_PASTS | w.BE | {"put", "read", "forecast"}:
        return True
    if source[1] - source[0] == 1 and head in w.SUBJECTS:
        return True
    if (hit.entry.noun or low in _NOUNS) and not low.endswith("s") and ground.low(hit.last) not in _CLAUSE_WORDS | w.SUBJECTS:
        return ground.low(hit.last) == "to" and "infinitive" in hit.entry.takes
    following = ground.cue_at.get(hit.last)
    if hit.entry.noun and following is not None and following.entry.role == "verb":
        return False
    if ground.low(source[1] - 2) == "-" and not ground.capital(source[1] - 1) and hit.entry.noun:
        return False
    plural = head in w.PLURALS or (head.endswith("s") and not head.endswith("ss"))
    plural = plural or any(ground.low(k) == "and" for k in range(*source)) or _plural_head(ground, source)
    if low.endswith("s"):
        return not plural or head in w.COLLECTIVES or ground.capital(source[1] - 1) or ground.low(source[0]) == "one"
    return plural


def _plural_head(ground: Ground, source: Range) -> bool:
    """Tell whether the noun before the phrase's first preposition or comma is a plural: "officers in the town"."""
    for k in range(source[0] + 1, source[1]):
        if ground.low(k) in w.PREPOSITIONS | {","}:
            head = ground.low(k - 1)
            return head in w.PLURALS or (head.endswith("s") and not head.endswith("ss"))
    return False


def order(spots: list[Spot]) -> Iterator[Spot]:
    """Yield the spots in the order of their cues."""
    yield from sorted(spots, key=lambda s: s.cue)
