"""Puts what a learned reader found beside what the rules found: one draft for each cue.

Where both found a cue, the reader's places hold (on annotated news its contents are right to the word more often) and
the rules' reasons. A cue that only the rules know stands where their shape leaves no doubt; one that only the reader
knows, where it is sure enough.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from saidby import grammar
from saidby.lexicon import Cue
from saidby.mark.attribution.contents import Draft
from saidby.mark.attribution.ground import Ground, Range
from saidby.mark.attribution.reach import CLAUSE_WORDS
from saidby.mark.attribution.spot import Shape, Spot
from saidby.mark.attribution.units import Unit
from saidby.mark.attribution.words import BE, STOPS
from saidby.records import Saying, Span

# How sure a reader has to be of what no rule found. About two in five of these are attributions.
_LEAST_SURE = 0.45
# Rules that stand without the reader. Of what the others find alone, one in eight is an attribution.
_CERTAIN = frozenset(
    {
        "according to",
        "as clause",
        "carrier",
        "hearsay adverb",
        "name and colon",
        "passive without source",
        "quoted as saying",
        "source amid",
        "source first, according to",
        "source last, inverted",
    }
)
_RULES_PLACES = frozenset({"passive without source"})  # where the rules' places are right more often than the reader's
_MODALS = grammar.MODALS | {"ll"}
_CLAUSE_OPENERS = CLAUSE_WORDS - {"where", "when"}
_CLAIMS = frozenset(
    "claim claims claimed claiming admit admits admitted boast boasts boasted deny denies denied".split()
)
_ENDS_CLAUSE = (grammar.RELATIVES - {"whom"}) | {"after", "as", "to", "while"}
_COUNT_OPENERS = grammar.NUMERALS | frozenset("more at about some over nearly almost around up".split())
_DASHES = frozenset("- – —".split())
_NEAR = 4  # readings looked at in front of a draft: cues that overlap are neighbours


class _Read(Struct, frozen=True):
    """What a reader found, in tokens."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    carried_by: Range | None  # the cue of its carrier
    sure: float


def merge(
    ground: Ground,
    units: Sequence[Unit],
    drafts: Sequence[Draft],
    carriers: Sequence[int | None],
    sayings: Sequence[Saying],
) -> list[Draft]:
    """Return one draft for each cue that rules or reader found. ``carriers``: which draft carries each by the rules."""
    reads = sorted((_in_tokens(ground, s) for s in sayings), key=lambda r: (r.cue, r.content))
    partner = _partners(drafts, reads)
    kept = {
        n: _both(ground, draft, reads[partner[n]], own=_own_source(drafts, n, reads[partner[n]]))
        if n in partner
        else draft
        for n, draft in enumerate(drafts)
        if n in partner or _stands(ground, draft)
    }
    merged = []
    for n, draft in kept.items():
        carrier = carriers[n]
        known = kept.get(carrier) if carrier is not None else None
        by_reader = reads[partner[n]].carried_by if n in partner else None
        merged.append(structs.replace(draft, carried_by=known.cue if known is not None else by_reader))
    taken = set(partner.values())
    return merged + list(_alone(ground, units, [r for k, r in enumerate(reads) if k not in taken]))


def _stands(ground: Ground, draft: Draft) -> bool:
    """Tell whether a draft needs no reader: its shape is plain, or it brings a count or a thing ("logged 2,000")."""
    if draft.spot.rule in _CERTAIN or draft.spot.entry.takes == ("object",):
        return True
    first = ground.low(draft.content[0][0])
    counts = "count" in draft.spot.entry.takes and (first.isdigit() or first in _COUNT_OPENERS)
    number = "number" in draft.spot.entry.takes and draft.spot.rule != "attitude"  # "put the toll at 2,000"
    counted = draft.spot.shape == "noun" and first in BE  # "the union's estimate for the pier was 2,000"
    return draft.source is not None and (counts or number or counted)


def _partners(drafts: Sequence[Draft], reads: Sequence[_Read]) -> dict[int, int]:
    """Return for each draft the reading whose cue shares most with its own, one to one, in the order of the text."""
    starts = [r.cue[0] for r in reads]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for n in sorted(range(len(drafts)), key=lambda n: drafts[n].cue):
        first, last = drafts[n].cue
        end = bisect_right(starts, last - 1)
        near = [k for k in range(max(0, end - _NEAR), end) if reads[k].cue[1] > first and k not in taken]
        if near:
            found[n] = max(near, key=lambda k: (min(reads[k].cue[1], last) - max(reads[k].cue[0], first), -k))
            taken.add(found[n])
    return found


def _own_source(drafts: Sequence[Draft], n: int, read: _Read) -> bool:
    """Tell whether the rules give a cue a source of its own, and the reader that of the cue beside it.

    In "..., according to the board, Harbour Radio reported" each cue has its own.
    """
    mine = drafts[n].source
    if mine is None or read.source is None or _meet(mine, read.source):
        return False
    beside = [d.source for d in drafts[max(0, n - 1) : n + 2] if d is not drafts[n] and d.source is not None]
    return any(_meet(s, read.source) for s in beside) and not any(_meet(s, mine) for s in beside)


def _meet(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _both(ground: Ground, draft: Draft, read: _Read, *, own: bool) -> Draft:
    """Return the rules' draft at the reader's places, with the parts that only the rules followed: later sentences.

    ``own``: the rules' places hold.
    """
    quotes = (
        draft.spot.rule == "carrier" and draft.spot.entry.term == "quote"
    )  # "quoted him as saying": his words' place
    apart = not any(_meet(a, b) for a in draft.content for b in read.content)
    counted = draft.spot.shape == "noun" and ground.low(draft.content[0][0]) in BE
    if own or draft.spot.rule in _RULES_PLACES or not read.content or counted or (quotes and apart):
        return structs.replace(draft, found_by="both", sure=read.sure)
    further = [
        rest
        for part in draft.content
        for rest in _beyond(ground, part, read.content)
        if ground.long_quote(rest[0]) is not None
    ]
    return structs.replace(
        draft,
        source=_longer_source(ground, draft.source, read.source),
        cue=read.cue,
        content=tuple(sorted([*_over_asides(ground, draft, read.content), *further])),
        found_by="both",
        sure=read.sure,
    )


def _over_asides(ground: Ground, draft: Draft, content: tuple[Range, ...]) -> tuple[Range, ...]:
    """Return the reader's parts, carried on to the rules' ends over an aside in dashes: "homes - two - burnt"."""
    (first, _), (_, end) = content[0], content[-1]
    begin = next((a for a, b in draft.content if a < first < b), first)
    last = next((b for a, b in draft.content if a < end < b), end)
    if ground.low(first - 1) in _DASHES and ground.low(first - 1) in ground.layout.lows[first:last]:
        content = ((begin, content[0][1]), *content[1:])
    closed = ground.low(end) in _DASHES and ground.low(end) in ground.layout.lows[end + 1 : last]
    if closed and (last in ground.starts or last == ground.size or ground.low(last) in STOPS):
        content = (*content[:-1], (content[-1][0], last))
    return content


def _longer_source(ground: Ground, rules: Range | None, read: Range | None) -> Range | None:
    """Return the reader's source; the rules' where it goes on to say who put a paper out: "a report on Monday by"."""
    if rules is None or read is None:
        return read or rules
    paper = (noun := ground.noun(read[1] - 1)) is not None and noun.entry.kind == "document"
    put_out = any(ground.low(k) == "by" for k in range(read[1], rules[1]))
    return rules if paper and put_out and rules[0] <= read[0] else read


def _beyond(ground: Ground, part: Range, known: Sequence[Range]) -> Iterator[Range]:
    """Yield what of the rules' part the reader did not follow: all of it, or sentences before and behind its own."""
    over = [(a, b) for a, b in known if part[0] < b and a < part[1]]
    if not over:
        yield part
        return
    begin, end = min(a for a, _ in over), max(b for _, b in over)
    own = max((k for k in range(part[0] + 1, begin + 1) if k in ground.starts), default=part[0])
    if own > part[0]:
        yield (part[0], own)
    later = next((k for k in range(end, part[1]) if k in ground.starts), part[1])
    if later < part[1]:
        yield (later, part[1])


def _alone(ground: Ground, units: Sequence[Unit], reads: Sequence[_Read]) -> Iterator[Draft]:
    outer = [u for u in units if u.within is None]
    starts = [u.first for u in outer]
    for read in reads:
        listed = ground.low(read.cue[0]) == ":" and not (read.content and _quoted(ground, read))
        wordless = not listed and all(not ground.tokens[k].text[0].isalnum() for k in range(*read.cue))  # "- Reuters"
        if read.sure < _LEAST_SURE or not read.content or listed or (wordless and not _sign(ground, read.cue[0])):
            continue
        unit = outer[max(0, bisect_right(starts, read.cue[0]) - 1)]
        yield Draft(
            source=read.source,
            cue=read.cue,
            content=read.content,
            spot=_spot(ground, read),
            unit=unit,
            found_by="reader",
            carried_by=read.carried_by,
            sure=read.sure,
        )


def _spot(ground: Ground, read: _Read) -> Spot:
    entry = next((h.entry for k in range(*read.cue) if (h := ground.cue_at.get(k)) is not None), None)
    parts = [read.cue, *([read.source] if read.source else [])]
    return Spot(
        entry=entry or Cue(term=ground.words(*read.cue).casefold(), role="verb", match=(), examples=()),
        shape=_shape(ground, read),
        cue=read.cue,
        rule=_rule(ground, read, counts=entry is not None and "count" in entry.takes and _official(ground, read)),
        source=read.source,
        open=min(p[0] for p in parts),
        close=max(p[1] for p in parts),
    )


def _sign(ground: Ground, cue: int) -> bool:
    """Tell whether a sign can be a cue: a colon, or a dash behind quoted words ("“I saw it.” - Ana Torv")."""
    return ground.low(cue) == ":" or ground.long_quote(cue - 1) is not None


def _official(ground: Ground, read: _Read) -> bool:
    """Tell whether what a source records can be a count that it states; a company's or a club's is its result."""
    kinds = {h.entry.kind for k in range(*(read.source or (0, 0))) if (h := ground.noun(k)) is not None}
    return "group" not in kinds


def _shape(ground: Ground, read: _Read) -> Shape:
    first = ground.low(read.cue[0])
    if first in {"citing", "quoting"}:
        return "carrier"
    if first in {"according", "per"}:
        return "preposition"
    return "verb" if read.source is not None else "passive"


def _rule(ground: Ground, read: _Read, *, counts: bool) -> str:
    """Name what kind of saying the reader found: wishes, plans and acts ("sentenced", "offers") are no statements."""
    first = ground.low(read.content[0][0])
    claims = ground.low(read.content[0][0] + 1) == "have" and any(ground.low(k) in _CLAIMS for k in range(*read.cue))
    if first == "to" and read.source is not None and not claims:  # "claimed to have sunk 60 boats" is said
        return "intention"
    if any(ground.low(k) in _MODALS for k in range(*read.cue)):
        return "modal"
    return "reader" if counts or _amid(ground, read) or _is_clause(ground, read) else "reader: act"


def _amid(ground: Ground, read: _Read) -> bool:
    """Tell whether somebody says what stands in front of his words: "in Lund, she specified, nine boats sank"."""
    if read.source is None or ground.low(read.source[0] - 1) == "by" or read.content[0][1] > read.cue[0]:
        return False
    ends = ground.low(read.cue[1]) in STOPS or read.cue[1] in ground.starts or read.cue[1] == ground.size
    closes = read.content[-1][1] <= read.source[0] < read.cue[0] and ends
    return closes or read.content[-1][0] >= read.cue[1]


def _is_clause(ground: Ground, read: _Read) -> bool:
    """Tell whether what is said is a clause or quoted, not a mere thing that something is done to."""
    first = read.content[0][0]
    if ground.low(first) in _CLAUSE_OPENERS or _quoted(ground, read):
        return True
    words = [k for part in read.content for k in range(*part)]
    end = next((n for n, k in enumerate(words) if n and ground.low(k) in _ENDS_CLAUSE), len(words))
    return any(ground.verbish(k) for k in words[:end])


def _quoted(ground: Ground, read: _Read) -> bool:
    return any(ground.long_quote(part[0]) is not None for part in read.content)


def _in_tokens(ground: Ground, saying: Saying) -> _Read:
    cue = _range(ground, saying.cue[0])
    return _Read(
        source=_without_cue(ground, _last_line(ground, _range(ground, saying.source[0]))) if saying.source else None,
        cue=cue,
        content=tuple(p for c in saying.content for p in _within_paragraph(ground, _range(ground, c), cue)),
        carried_by=_range(ground, saying.carried_by) if saying.carried_by else None,
        sure=saying.sure,
    )


def _within_paragraph(ground: Ground, part: Range, cue: Range) -> Iterator[Range]:
    """Yield what of a content stands in its cue's paragraph, is quoted, or follows a colon that ends the paragraph.

    Headlines have no full stop, so that a reader may run on from one into the text below it.
    """
    own = ground.paragraph_at(cue[0])
    first = part[0]
    while first < part[1]:
        paragraph = ground.paragraph_at(first)
        last = min(part[1], ground.paragraph_end(first))
        follows = first > cue[0] and ground.low(first - 1) == ":"
        if paragraph == own or ground.long_quote(first) is not None or follows:
            yield (first, last)
        first = last


def _last_line(ground: Ground, part: Range) -> Range:
    """Return a source without what stands in front of its sentence: headings have no full stop to end them."""
    return max((k for k in range(part[0] + 1, part[1]) if k in ground.starts), default=part[0]), part[1]


def _without_cue(ground: Ground, part: Range) -> Range:
    """Return a source without a verb of saying at its end: "CNN reported, citing ..."."""
    last = part[1] - (ground.low(part[1] - 1) == ",")
    hit = ground.cue_at.get(last - 1)
    said = hit is not None and hit.entry.role == "verb" and ground.verbish(last - 1)
    return (part[0], last - 1) if said and last - 1 > part[0] else part


def _range(ground: Ground, span: Span) -> Range:
    return ground.layout.token_at(span.start), ground.layout.token_at(span.end - 1) + 1
