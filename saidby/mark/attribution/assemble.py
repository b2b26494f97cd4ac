"""Puts the drafts of a text together: chains, speakers, kinds, ids."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Literal

from msgspec import structs

from saidby.lexicon import Lexicon
from saidby.mark.attribution.cited import settle_cited
from saidby.mark.attribution.claimant import Speaker
from saidby.mark.attribution.contents import Draft, find_drafts
from saidby.mark.attribution.ground import Ground, Range
from saidby.mark.attribution.merged import merge
from saidby.mark.attribution.speakers import resolve
from saidby.mark.attribution.units import cut
from saidby.records import Attribution, Quote, Saying, Span
from saidby.text import Layout, Stretches

_LEAST_QUOTE = 4  # words: shorter quoted words are terms, titles and scare quotes (shared with the gold's rule)
# Rules whose content is not what the source said in so many words.
_UNSPOKEN = frozenset({"intention", "attitude", "belief", "modal", "noun with owner", "passive by", "reader: act"})
# A quotation of whole sentences without a cue is the last speaker's if he spoke no further back (characters).
_WITHIN = 700
_CUES_WITHIN = _WITHIN // 2  # more cues than so much text can have


def find_attributions(
    layout: Layout, quotes: Sequence[Quote], lexicon: Lexicon, sayings: Sequence[Saying] | None = None
) -> list[Attribution]:
    """Return the attributions of a text in order, each with the chain that carries it.

    Behind its source:  the board said that ...     In front of it:  ..., according to the board
    Inverted:           "...," said Ana Torv        On both sides:   "...," she said, "..."
    Passed on:          Harbour Radio, citing ...   Going on:        ..., adding that ...
    Passive:            as reported by ...          Hearsay:         is believed to, reportedly
    By a noun:          its estimate of 60          Quoted on:       sentences in marks behind a cue

    ``sayings`` are what a learned reader found, taken together with what the rules find; None leaves it to the rules.
    """
    return find_both_ways(layout, quotes, lexicon, sayings)[0]


def find_both_ways(
    layout: Layout, quotes: Sequence[Quote], lexicon: Lexicon, sayings: Sequence[Saying] | None
) -> tuple[list[Attribution], list[Attribution]]:
    """Return the attributions, and beside them those of the rules by themselves: the same where nobody else read."""
    ground = Ground(layout, quotes, lexicon)
    units = cut(ground)
    drafts = sorted(settle_cited(ground, sorted(find_drafts(ground, units), key=_place)), key=_place)
    carriers = _chains(drafts)
    by_rules = _finished(ground, drafts, carriers)
    if sayings is None:
        return by_rules, by_rules
    both = sorted(merge(ground, units, drafts, carriers, sayings), key=_place)
    merged = sorted(settle_cited(ground, both), key=_place)
    return _finished(ground, merged, _with_rules(merged, _chains(merged))), by_rules


def _finished(ground: Ground, drafts: Sequence[Draft], carriers: Sequence[int | None]) -> list[Attribution]:
    keep = [n for n, d in enumerate(drafts) if not _only_hedges(d, carriers[n]) and not _adrift(d, carriers[n])]
    names = {n: f"a{k}" for k, n in enumerate(keep, 1)}
    place = {n: k for k, n in enumerate(keep)}
    around = [place.get(-1 if (c := carriers[n]) is None else c) for n in keep]
    speakers = resolve(ground, [drafts[n] for n in keep], around)
    return [
        _attribution(ground, drafts[n], names[n], names.get(-1 if (c := carriers[n]) is None else c), speakers[k])
        for k, n in enumerate(keep)
    ]


def _place(draft: Draft) -> tuple[Range, tuple[Range, ...]]:
    return draft.cue, draft.content


def _with_rules(drafts: Sequence[Draft], carriers: Sequence[int | None]) -> list[int | None]:
    """Return the carriers, where places show none that of the rules: "the board, cited by Harbour Radio"."""
    at = {d.cue: n for n, d in enumerate(drafts)}
    known = [at.get(d.carried_by) if d.carried_by is not None else None for d in drafts]
    return [
        m if carriers[n] is None and m is not None and _share(drafts[m], drafts[n]) else carriers[n]
        for n, m in enumerate(known)
    ]


def _share(one: Draft, other: Draft) -> bool:
    return any(a < d and c < b for a, b in one.content for c, d in other.content)


def speakers_of_quotes(layout: Layout, quotes: Sequence[Quote], attributions: Sequence[Attribution]) -> list[Quote]:
    """Return the quotations of four words and more, each with the speaker of the attribution whose content it is."""
    spoken = [a for a in attributions if a.source]
    # A content may leave out a mark at either end that the quotation has.
    widened = ((Span(max(0, s.start - 1), s.end + 1), a) for a in spoken for s in a.content)
    contents = Stretches(layout, widened)
    speaking = [a for a in spoken if a.rule not in _UNSPOKEN]
    return [_spoken(layout, q, contents, speaking) for q in quotes if _is_long(layout, q)]


def _is_long(layout: Layout, quote: Quote) -> bool:
    first, last = bisect_left(layout.starts, quote.span.start), bisect_left(layout.starts, quote.span.end)
    words = (1 for k in range(first, last) if layout.tokens[k].text[0].isalnum())
    return sum(islice(words, _LEAST_QUOTE)) == _LEAST_QUOTE


def _spoken(layout: Layout, quote: Quote, contents: Stretches[Attribution], speaking: Sequence[Attribution]) -> Quote:
    around = contents.holding(quote.span)
    own = [a for a in around if a.rule not in _UNSPOKEN] or around
    if own:
        best = min(own, key=lambda a: (sum(s.end - s.start for s in a.content), a.rule == "carrier"))
        return structs.replace(quote, speaker=best.speaker, speaker_span=best.source[0])
    if not _is_sentence(layout, quote):
        return quote
    near = speaking[: bisect_left(speaking, quote.span.start, key=_cue_start)]
    before = [a for a in near[-_CUES_WITHIN:] if 0 <= quote.span.start - a.cue[0].end < _WITHIN]
    if not before:
        return quote
    last = max(before, key=lambda a: a.cue[0])
    return structs.replace(quote, speaker=last.speaker, speaker_span=last.source[0], confidence=0.4)


def _is_sentence(layout: Layout, quote: Quote) -> bool:
    words = quote.span.of(layout.text)
    opens = any(0 < quote.span.start - p.start <= 2 for p in layout.paragraphs)
    return words[0].isupper() and (opens or words[-1] in ".!?,…")


def _cue_start(attribution: Attribution) -> int:
    return attribution.cue[0].start


def _chains(drafts: Sequence[Draft]) -> list[int | None]:
    """Return for each draft the one inside whose content it stands: the smallest."""
    sizes = [sum(b - a for a, b in d.content) for d in drafts]
    starts = sorted((a, b, m) for m, d in enumerate(drafts) for a, b in d.content)
    longest = max((b - a for a, b, _ in starts), default=0)
    at = {d.cue: n for n, d in enumerate(drafts)}
    found: list[int | None] = []
    for n, draft in enumerate(drafts):
        # Only contents that begin in front of the cue, and no further than the longest one reaches, can hold it.
        first = bisect_left(starts, (draft.cue[0] - longest, 0, 0))
        last = bisect_right(starts, (draft.cue[0], draft.cue[1] + longest, len(drafts)))
        around = {
            m
            for _, b, m in starts[first:last]
            if m != n and draft.cue[1] <= b and (sizes[m], -m) > (sizes[n], -n)
            # of two that hold each other the first is the outer one
        }
        found.append(min(around, key=lambda m: (sizes[m], m)) if around else _cited_by(drafts, n, at))
    return found


def _cited_by(drafts: Sequence[Draft], n: int, at: Mapping[Range, int]) -> int | None:
    """Return the draft with the same content that passes this one on: "KCNA, citing the commission", "X quoted Y"."""
    spot = drafts[n].spot
    cited = spot.shape == "carrier" and spot.entry.role == "carrier"
    if not cited and spot.rule != "quoted as saying":
        return None
    carrier = drafts[n].carried_by
    known = at.get(carrier) if carrier is not None else None
    if known is not None and known != n:
        return known
    same = [m for m, d in enumerate(drafts) if m != n and d.content == drafts[n].content]
    return next((m for m in same if (drafts[m].spot.shape != "carrier") == cited), None)


def _only_hedges(draft: Draft, carrier: int | None) -> bool:
    """Tell whether a passive of belief stands inside somebody's words: there it says how sure he is."""
    told = draft.spot.entry.term in {"report", "say", "announce", "confirm"}
    return carrier is not None and draft.spot.shape == "passive" and draft.source is None and not told


def _adrift(draft: Draft, carrier: int | None) -> bool:
    """Tell whether a draft from inside a quotation is in nobody's words."""
    return draft.unit.within is not None and carrier is None


def _attribution(ground: Ground, draft: Draft, name: str, carrier: str | None, speaker: Speaker) -> Attribution:
    return Attribution(
        id=name,
        source=(ground.span(draft.source),) if draft.source else (),
        cue=(ground.span(draft.cue),),
        content=tuple(ground.span(p) for p in draft.content),
        speaker=speaker.name,
        kind=speaker.kind,
        nested_in=carrier,
        direct=_direct(ground, draft),
        found_by=draft.found_by,
        rule=draft.spot.rule,
        entry=ground.lexicon.cues.name(draft.spot.entry),
        confidence=_confidence(draft),
    )


def _direct(ground: Ground, draft: Draft) -> bool | Literal["mixed"]:
    if all(max(ground.quote_at[a:b]) < 0 for a, b in draft.content):
        return False
    own = ground.quote_at[draft.cue[0]]
    words = [
        k for part in draft.content for k in range(*_without_that(ground, part)) if ground.tokens[k].text[0].isalnum()
    ]
    quoted = [ground.quote_at[k] >= 0 and ground.quote_at[k] != own for k in words]
    if all(quoted) and quoted:
        return True
    return "mixed" if any(quoted) else False


def _without_that(ground: Ground, part: Range) -> Range:
    return (part[0] + (ground.low(part[0]) == "that"), part[1])


# How often attributions of each rule had source, cue and content right (PolNeAR's development part and the gold
# articles together, November 2026). Measure again when the rules change.
_RIGHT = {
    "name and colon": 0.95,
    "source amid": 0.95,
    "source last": 0.93,
    "source first": 0.9,
    "source last, inverted": 0.88,
    "according to": 0.89,
    "source first, according to": 0.85,
    "quoted as saying": 0.85,
    "carrier": 0.8,
    "attitude": 0.77,
    "participle": 0.75,
    "as clause": 0.7,
    "hearsay adverb": 0.9,
    "passive without source": 0.75,
    "passive by": 0.65,
    "belief": 0.7,
    "intention": 0.65,
    "modal": 0.45,
    "noun with owner": 0.4,
    "hearsay noun": 0.3,
}


def _confidence(draft: Draft) -> float:
    return _RIGHT[draft.spot.rule] if draft.sure is None else round(draft.sure, 3)
