"""Verbs of saying and thinking: active, inverted, passive, participles, and whose they are."""

from saidby import grammar
from saidby.lexicon import Cue, Hit
from saidby.mark.attribution import words as w
from saidby.mark.attribution.ground import Ground, Range
from saidby.mark.attribution.phrases import source_after, source_before
from saidby.mark.attribution.reach import (
    ASIDES,
    CLAUSE_WORDS,
    after_quote,
    agrees,
    content_ahead,
    goes_on,
    group_start,
    mute,
    names_somebody,
    reach_of,
    tells_number,
)
from saidby.mark.attribution.spot import Spot

_FAR = 8  # words of what somebody is said to do, in front of who says so
_COMMANDS = frozenset({"order", "urge", "ask", "instruct", "direct", "request", "advise"})
_MAKES = frozenset({"write", "publish", "read"})
_NOT_QUALIFIED = CLAUSE_WORDS | w.SUBJECTS | w.DETERMINERS | w.PREPOSITIONS | w.FINITE
_NOT_PLAIN = w.PREPOSITIONS | w.SUBJECTS
_NO_SOURCE = w.CONJUNCTIONS | w.SUBORDINATORS | w.PREPOSITIONS
_BEGINS_SOURCE = w.DETERMINERS | w.SUBJECTS
_ENDS_COMMAND = w.FINITE | {".", ";"}
_KNOWN_SPEAKERS = frozenset({"he", "she", "they"})
_MODALS = grammar.MODALS | grammar.NEGATED_MODALS | {"ll", "cannot"}


def verb_cue(ground: Ground, hit: Hit[Cue], bounds: Range, earlier: list[Spot]) -> Spot | None:
    begin = group_start(ground, hit.first, bounds[0])
    low = ground.low(hit.first)
    if ground.low(begin - 1) == "to" and begin > bounds[0]:
        if ground.low(begin - 2) != "on" or ground.low(begin - 3) not in {"went", "goes", "gone"}:
            return None
        begin = group_start(ground, begin - 3, bounds[0])  # "went on to say"
    if _takes_lives(ground, hit):
        return None
    auxiliaries = {ground.low(k) for k in range(begin, hit.first)}
    ing = low.endswith("ing")
    if ing and not auxiliaries & w.BE:
        return _participle(ground, hit, begin, bounds, earlier)
    if auxiliaries & w.BE and not ing and low != hit.entry.term.split()[0]:
        return _passive(ground, hit, begin, bounds)
    return _active(ground, hit, begin, bounds, earlier)


def _participle(ground: Ground, hit: Hit[Cue], begin: int, bounds: Range, earlier: list[Spot]) -> Spot | None:
    reach = reach_of(ground, hit, bounds[1])
    if reach is None or begin == bounds[0]:
        return None
    cue_end, after = reach
    before = ground.low(begin - 1)
    quoted = ground.long_quote(begin - 1) is not None
    spot = Spot(
        entry=hit.entry,
        shape="participle",
        cue=(begin, cue_end),
        rule="participle",
        after=after,
        open=begin,
        close=cue_end,
    )
    if (
        before in {",", "—", "–", "and", "while", "but", "as", "by", "before", "after", "without", "in", "(", "when"}
        or quoted
    ):
        spot.source, spot.shared = _shared(ground, begin, bounds, earlier), True
    elif "clause" in hit.entry.takes and (ground.noun(begin - 1) or ground.capital(begin - 1)):
        spot.source = source_before(ground, begin, bounds[0]) or _behind_with(ground, begin, bounds[0])
        spot.outer = False
    return spot if spot.source is not None and not mute(ground, spot.source) else None


def _behind_with(ground: Ground, i: int, first: int) -> Range | None:
    """Return who stands between "with" and a participle: "..., with the Torvia Company announcing a loss"."""
    for k in range(i - 2, max(first, i - _FAR), -1):
        if ground.low(k) == "with":
            return (k + 1, i) if ground.low(k - 1) == "," else None
        if ground.verbish(k) or ground.low(k) in w.BREAKS:
            return None
    return None


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
        source = source_before(ground, group_start(ground, verb, start), start)
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
    if ground.low(by) == "to":  # "were confirmed to have fever by the board"
        by = next((k for k in range(by, min(by + _FAR, last)) if ground.low(k) in {"by", ",", "that"}), by)
    if ground.low(by) == "by":
        source = source_after(ground, by + 1, last)
        if source is not None and names_somebody(ground, source):
            that = _that_behind(ground, begin, source[1], last)
            stated = {"clause", "quote"} & {*hit.entry.takes}
            return Spot(
                entry=hit.entry,
                shape="passive",
                cue=(begin, by),
                source=source,
                rule="passive by" if stated else "attitude",  # "the plan was rejected by"
                before=begin if that is None else None,
                after=that,
                open=begin,
                close=source[1] if that is None else that,
            )
    if not hit.entry.unnamed:
        return None
    after = hit.last + (ground.low(hit.last) in {"as", "at"})
    plain = ground.low(hit.last) in {"to", "that", "as", "at", "dead", "missing", "in", "on"} or after >= last
    if not plain and not ground.verbish(after) and ground.low(after) not in w.DETERMINERS:
        return None
    return Spot(
        entry=hit.entry,
        shape="passive",
        cue=(begin, after),
        rule="passive without source",
        before=begin,
        after=after if after < last else None,
        open=begin,
        close=after,
    )


def _that_behind(ground: Ground, begin: int, i: int, last: int) -> int | None:
    """Return where "that" leads to the content: "it was announced by the board on Monday that ..."; else None."""
    that = ground.adjuncts_end(i, last)
    return that if ground.low(begin - 1) == "it" and ground.low(that) == "that" and that < last else None


def _active(ground: Ground, hit: Hit[Cue], begin: int, bounds: Range, earlier: list[Spot]) -> Spot | None:
    first, last = bounds
    entry = hit.entry
    reach = reach_of(ground, hit, last)
    if ground.low(begin - 1) in {"'s", "'"} and begin > first:
        return None
    source = None if after_quote(ground, begin) else source_before(ground, begin, first)
    leads = source is not None and content_ahead(ground, source[0], first) is None and names_somebody(ground, source)
    if begin == hit.first and not leads and "last" in entry.takes and "person" not in entry.takes:
        inverted = _inverted(ground, hit, bounds)
        if inverted is not None:
            return inverted
    spot = Spot(entry=entry, shape="verb", cue=(begin, hit.last), rule="source first", open=begin, close=hit.last)
    if source is None and ground.low(begin - 1) in {"and", "but", "or", "then", ",", "which"} and begin > first:
        source, spot.shared = _shared(ground, begin, bounds, earlier), True
    if spot.shared and _qualifies(ground, hit):
        return None
    if source is None or not agrees(ground, hit, begin, source):
        return None
    if not names_somebody(ground, source) and not _speaks_plainly(ground, entry, source, reach):
        return None
    that = reach is not None and (ground.low(reach[1]) == "that" or ground.quote_at[reach[1]] >= 0)
    if mute(ground, source) and not that and content_ahead(ground, source[0], first) is None:
        return None
    if "count" in entry.takes and not _counts_officially(ground, source):
        return None
    spot.source = source
    spot.open = source[0] if not spot.shared else begin
    spot.outer = spot.shared or _is_outer(ground, source[0], first)
    behind = reach[1] if reach else None
    if reach:
        spot.cue = (begin, reach[0])
    ahead = content_ahead(ground, source[0], first) if not spot.shared else None
    if ground.low(source[0] - 1) == "as" and source[0] > first and behind is None:
        return _as_clause(ground, spot, source[0] - 1, bounds)
    spot.close = max(spot.cue[1], ground.adjuncts_end(hit.last, last))
    return _placed(ground, spot, behind, ahead, bounds)


def _takes_lives(ground: Ground, hit: Hit[Cue]) -> bool:
    """Tell whether what "claims" says nothing: "the storm has claimed the lives of 40", "claimed 40 lives"."""
    words = [ground.low(k) for k in range(hit.last, hit.last + 7)]
    at = next((k for k, word in enumerate(words[:5]) if word in {"life", "lives"}), None)
    return hit.entry.term == "claim" and at is not None and "that" not in words[:at] and words[at + 1] not in w.FINITE


def _counts_officially(ground: Ground, source: Range) -> bool:
    """Tell whether what a source registers is a count that it states: a body's, an observer's, not a player's."""
    whose = range(source[0] - 4, source[1]) if ground.low(source[0]) in w.RELATIVES else range(*source)
    kinds = {h.entry.kind for k in whose if (h := ground.noun(k)) is not None}
    return bool(kinds & {"agency", "ministry", "ngo", "military"})


def _qualifies(ground: Ground, hit: Hit[Cue]) -> bool:
    """Tell whether a past form behind "and" is an adjective: "residents and alleged raiders"."""
    follows = ground.tokens[hit.last] if hit.last < ground.size else None
    if follows is None or not ground.low(hit.first).endswith("ed") or ground.quote_at[hit.last] >= 0:
        return False
    return follows.text.islower() and follows.low not in _NOT_QUALIFIED


def _speaks_plainly(ground: Ground, entry: Cue, source: Range, reach: Range | None) -> bool:
    """Tell whether an unknown noun speaks all the same: it "said that ..." or said quoted words."""
    if not {"clause", "quote"} <= set(entry.takes) or ground.low(source[0]) not in w.DETERMINERS | w.POSSESSIVES:
        return False
    return reach is not None and (ground.low(reach[1]) == "that" or ground.quote_at[reach[1]] >= 0)


def _placed(ground: Ground, spot: Spot, behind: int | None, ahead: int | None, bounds: Range) -> Spot | None:
    """Return the spot with its content before, behind or on both sides; None where there is none."""
    takes = spot.entry.takes
    may_follow = "last" in takes and ahead is not None and not any(ground.low(k) in _MODALS for k in range(*spot.cue))
    if may_follow and ahead is not None and not {"clause", "object"} & set(takes):  # "he replied": only to quoted words
        may_follow = ground.quote_at[ahead - 1] >= 0 or ground.quote_at[ahead - 2] >= 0
    if behind is not None and may_follow and not ground.long_quote(behind):
        told = "person" in takes and ground.low(behind) not in CLAUSE_WORDS and ground.low(behind - 1) != ":"
        behind = None if told or ground.low(behind) in ASIDES else behind
    if may_follow and ahead is not None:
        quoted = ground.long_quote(ahead - 1) is not None or ground.long_quote(ahead - 2) is not None
        if not quoted and _goes_on_at_once(ground, spot, bounds[1]):
            return None
        if behind is None or (quoted and not ground.long_quote(behind) and ground.low(behind) != "that"):
            spot.before, spot.rule = ahead, "source last"
            comma = spot.close
            if ground.low(comma) in {",", "—", "–"} and (
                ground.long_quote(comma + 1) or (not quoted and goes_on(ground, comma + 1, bounds[1]))
            ):
                spot.after, spot.rule = comma + 1, "source amid"
            return spot
        if quoted and ground.long_quote(behind):
            spot.before, spot.after, spot.rule = ahead, behind, "source amid"
            return spot
    if (
        behind is None
        and "last" in takes
        and ("clause" in takes or _takes_up_again(ground, spot))
        and _between_commas(ground, spot)
        and goes_on(ground, spot.close + 1, bounds[1])
    ):
        spot.after, spot.rule = spot.close + 1, "source amid"
        spot.before = spot.open - 1 if spot.open - bounds[0] > 1 else None
        return spot
    if behind is None:
        return None
    spot.after = behind
    spot.rule = _manner(ground, spot, behind)
    return spot


def _goes_on_at_once(ground: Ground, spot: Spot, last: int) -> bool:
    """Tell whether the cue has an object of another kind: "..., the country had admitted 60 refugees"."""
    return spot.close < last and ground.low(spot.close)[0].isdigit() and "object" not in spot.entry.takes


def _takes_up_again(ground: Ground, spot: Spot) -> bool:
    """Tell whether somebody known speaks on, although the words are not quoted: "..., she went on, ..."."""
    return spot.source is not None and ground.words(*spot.source).casefold() in _KNOWN_SPEAKERS


def _between_commas(ground: Ground, spot: Spot) -> bool:
    """Tell whether source and cue stand in a parenthesis: "Too often, she said, ...", "In Lund —she said— ..."."""
    marks = (ground.low(spot.open - 1), ground.low(spot.close))
    return marks == (",", ",") or (marks[0] in {"—", "–"} and marks[1] in {"—", "–"})


def _manner(ground: Ground, spot: Spot, behind: int) -> str:
    """Return the rule's name: what is only wanted, felt or possible is no statement on which a figure could stand."""
    if ground.low(behind) == "to" and "infinitive" in spot.entry.takes:
        return "intention"
    if spot.entry.term in _COMMANDS and _commands(ground, behind):
        return "intention"
    made = ground.low(behind) in w.DETERMINERS - {"that"} or ground.low(behind)[0].isdigit()
    if spot.entry.term in _MAKES and made:
        return "attitude"  # "he has written several plays"
    number = "number" in spot.entry.takes and tells_number(ground, spot.entry, behind, ground.size)
    if not number and not {"quote", "clause", "count"} & set(spot.entry.takes):
        return "attitude"
    if any(ground.low(k) in _MODALS for k in range(*spot.cue)):
        return "modal"
    return "belief" if spot.entry.believes else spot.rule


def _commands(ground: Ground, i: int) -> bool:
    """Tell whether somebody is told to do something: "ordered the owners to pay 60"."""
    if ground.low(i) in CLAUSE_WORDS or ground.quote_at[i] >= 0:
        return False
    for k in range(i, min(i + 24, ground.size)):
        if ground.low(k) == "to" and not ground.capital(k + 1):
            return True
        if ground.low(k) in _ENDS_COMMAND:
            return False
    return False


def _as_clause(ground: Ground, spot: Spot, i: int, bounds: Range) -> Spot | None:
    """ "As Ana Torv noted, ...", "..., as Ana Torv notes": the content stands outside the comma."""
    close = ground.adjuncts_end(spot.cue[1], bounds[1])
    spot.close, spot.open, spot.rule, spot.outer = close, i, "as clause", True
    if ground.low(i - 1) == "," and i - 1 > bounds[0]:
        spot.before = i - 1
    if ground.low(close) == "," and (spot.before is None or goes_on(ground, close + 1, bounds[1])):
        spot.after = close + 1
    return spot if spot.before is not None or spot.after is not None else None


def _is_outer(ground: Ground, i: int, first: int) -> bool:
    return (
        i == first
        or ground.low(i - 1) in {",", ";", ":", "—", "–", "and", "but", "while", "."}
        or bool(ground.long_quote(i - 1))
    )


def _subject_only(ground: Ground, first: int, cue: int, here: int) -> bool:
    """Tell whether source and cue cut a sentence between subject and verb: "The count, says the board, has risen"."""
    if ground.low(cue - 1) != "," or ground.low(here - 1) != "," or not ground.verbish(here):
        return False
    return not any(ground.verbish(k) or ground.quote_at[k] >= 0 for k in range(first, cue))


def _described_ahead(ground: Ground, i: int, last: int) -> bool:
    """Tell whether adjectives lead to a noun or name that can speak: "said well-known harbour lawyer Ana Torv"."""
    for k in range(i, min(i + 5, last)):
        if ground.noun(k) is not None or (k > i and ground.capital(k)):
            return True
        plain = ground.low(k) == "-" or (ground.low(k).isalpha() and ground.low(k) not in _NOT_PLAIN)
        if not plain or (ground.verbish(k) and not ground.low(k).endswith("ed")):
            return False
    return False


def _inverted(ground: Ground, hit: Hit[Cue], bounds: Range) -> Spot | None:
    """ "..., said Ana Torv, the mayor": the source behind its cue, the content before it."""
    first, last = bounds
    i = hit.last
    if hit.first <= first or not (
        ground.low(hit.first - 1) in {",", "—", "–", "?", "!"}
        or after_quote(ground, hit.first)
        or ground.long_quote(hit.first - 1)
    ):
        return None
    if ground.low(i) in _NO_SOURCE or ground.time_end(i, last) > i:
        return None
    low = ground.low(i)
    begins = low in _BEGINS_SOURCE or ground.capital(i) or ground.noun(i) is not None
    begins = begins or _described_ahead(ground, i, last)
    source = source_after(ground, i, last) if begins and low not in {"more", "most", "few", "no"} else None
    if source is None or not names_somebody(ground, source):
        return None
    stop = source[1]
    if stop < last and (ground.verbish(stop) or ground.low(stop) == "to") and ground.venue_end(stop, last) == stop:
        return None
    spot = Spot(
        entry=hit.entry,
        shape="verb",
        cue=(hit.first, hit.last),
        source=source,
        rule="source last, inverted",
        before=hit.first,
        open=hit.first,
        close=stop,
    )
    behind = ground.adjuncts_end(stop, last)
    here = behind + (ground.low(behind) in {",", ":", ";"})
    if here < last and (
        ground.long_quote(here)
        or _subject_only(ground, first, hit.first, here)
        or (ground.low(behind) == "," and ground.low(here) in w.CONTINUERS and goes_on(ground, here, last))
    ):
        spot.after = here
    return spot
