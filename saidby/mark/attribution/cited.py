"""Puts whom a carrier cites inside what the carrier says: "Interfax reported 40 deaths, citing the ministry"."""

from collections.abc import Iterator, Sequence

from msgspec import structs

from saidby.mark.attribution.contents import Draft
from saidby.mark.attribution.ground import Ground, Range

_FAR = 30  # tokens between a cue of citing and its carrier's


def settle_cited(ground: Ground, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, given in order of their cues, each cited source inside its carrier's words.

    In front:  Citing the board, Harbour Radio said that ...      Amid:  Harbour Radio, citing the board, said ...
    Behind:    Harbour Radio reported nine dead, citing the board      Nine died, according to Harbour Radio, citing ...
    """
    settled = list(drafts)
    for n, draft in enumerate(drafts):
        if draft.spot.shape != "carrier" or draft.spot.entry.role != "carrier" or draft.source is None:
            continue
        m = _carrier_of(ground, drafts, n)
        if m is not None:
            settled[n] = _inside(draft, drafts[m])
            if drafts[m].carried_by == draft.cue:
                settled[m] = structs.replace(drafts[m], carried_by=None)
    return settled


def _carrier_of(ground: Ground, drafts: Sequence[Draft], n: int) -> int | None:
    """Return the nearest draft of the sentence, of another source, that has the content or is the content itself."""
    cited = drafts[n]
    near = (m for m in _near(drafts, n) if drafts[m].spot.shape != "carrier")
    own = [m for m in near if _one_sentence(ground, drafts[m], cited)]
    fitting = [m for m in own if _is_outside(drafts[m], cited) and _same_words(drafts[m], cited)]
    opens = cited.cue[0] in ground.starts
    behind = [m for m in fitting if (drafts[m].cue > cited.cue) == opens or _amid(ground, drafts[m], cited)]
    return min(behind, key=lambda m: (not _amid(ground, drafts[m], cited), _distance(drafts[m], cited)), default=None)


def _near(drafts: Sequence[Draft], n: int) -> Iterator[int]:
    """Yield the drafts whose cues are near, on either side: work does not grow with the text."""
    for side in (range(n - 1, -1, -1), range(n + 1, len(drafts))):
        for m in side:
            if _distance(drafts[m], drafts[n]) > _FAR:
                break
            yield m


def _one_sentence(ground: Ground, one: Draft, other: Draft) -> bool:
    first, last = sorted((one.cue, other.cue))
    apart = any(k in ground.starts for k in range(first[0] + 1, last[0] + 1))
    return not apart and ground.quote_at[one.cue[0]] == ground.quote_at[other.cue[0]]


def _is_outside(carrier: Draft, cited: Draft) -> bool:
    source = carrier.source
    return source is not None and not _meet(source, cited.source or cited.cue)


def _same_words(carrier: Draft, cited: Draft) -> bool:
    """Tell whether the cited's content meets the carrier's, holds its cue, or was taken to be the cited itself."""
    parts = [*carrier.content, carrier.cue]
    nothing = all(_meet(part, cited.source or cited.cue) for part in cited.content)
    return nothing or any(_meet(a, b) for a in cited.content for b in parts)


def _amid(ground: Ground, carrier: Draft, cited: Draft) -> bool:
    """Tell whether citing stands between the carrier's name and its cue: "Harbour Radio, citing the board, said"."""
    source = carrier.source
    return source is not None and source[1] <= cited.cue[0] <= source[1] + 1 and carrier.cue[0] >= cited.cue[1]


def _inside(cited: Draft, carrier: Draft) -> Draft:
    own = [cited.cue, *([cited.source] if cited.source else [])]
    parts = [part for part in carrier.content if not any(_meet(part, o) for o in own)]
    cut = [(a, min(b, cited.cue[0])) for a, b in carrier.content if (a, b) not in parts and a < cited.cue[0]]
    content = tuple(sorted([*parts, *cut]))
    return structs.replace(cited, content=content or cited.content, carried_by=carrier.cue)


def _distance(one: Draft, other: Draft) -> int:
    return abs(one.cue[0] - other.cue[0])


def _meet(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]
