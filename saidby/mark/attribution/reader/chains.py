"""Which attribution carries which: "the crew drowned, the police said, the Harbour Post reported"."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from saidby.records import Span
from saidby.text import Layout

_CITES = frozenset({"citing", "quoting"})  # whom the carrier has it from
_NEARLY = 0.8  # of the larger content is shared where two contents are the same


class Said(Struct, frozen=True, kw_only=True):
    """An attribution as the model reads it. ``nested_in`` is the place, in the same reading, of its carrier.

    Scores lie between 0 and 1; that of a part that is missing is 0.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float  # that there is a cue
    source_score: float
    cue_score: float
    content_score: float
    nested_in: int | None = None


def chained(layout: Layout, found: Sequence[Said]) -> Iterator[Said]:
    """Yield every attribution with the one that carries it, where there is one.

    That is the one whose content is the smallest around its cue; or, of two sources of one and the same content in a
    sentence, the one that cites the other, else the one whose words of saying stand further off.
    """
    found = list(found)
    for outer, inner in _pairs(layout, found):
        found[outer] = _widened(found[outer], found[inner])
    cited = {inner: outer for outer, inner in _pairs(layout, found, citing=True)}
    sizes = [_size(said) for said in found]
    for n, said in enumerate(found):
        # Of two that hold each other's cue the larger content carries, the first where they are of one size.
        around = [
            (sizes[m], m)
            for m, other in enumerate(found)
            if m != n and _holds(other, said) and not (_holds(said, other) and (sizes[n], -n) > (sizes[m], -m))
        ]
        carrier = min(around)[1] if around else cited.get(n)
        yield said if carrier is None else structs.replace(said, nested_in=carrier)


def _pairs(layout: Layout, found: Sequence[Said], *, citing: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the outer and the inner of two that give one content to two sources."""
    for n, said in enumerate(found):
        for m in range(n + 1, len(found)):
            other = found[m]
            if _alike(said, other) and not (_holds(said, other) or _holds(other, said)):
                cites = [_cites(layout, one) for one in (said, other)]
                if citing and any(cites):
                    yield (m, n) if cites[0] else (n, m)
                elif not citing and not any(cites) and _two_sources(layout, said, other):
                    yield (n, m) if _distance(said) >= _distance(other) else (m, n)


def _two_sources(layout: Layout, one: Said, other: Said) -> bool:
    sentences = [layout.sentence_at(said.cue[0].start) for said in (one, other)]
    return bool(one.source and other.source) and one.source != other.source and sentences[0] == sentences[1]


def _widened(outer: Said, inner: Said) -> Said:
    """Return ``outer`` without the inner source, and all of ``inner`` in its content where nothing stands between."""
    source = tuple(s for s in outer.source if s not in inner.source) or outer.source
    beside = [*inner.content, *inner.cue, *inner.source]
    whole = Span(min(s.start for s in beside), max(s.end for s in beside))
    if any(whole.start < s.end and s.start < whole.end for s in (*outer.cue, *source)):
        return outer
    return structs.replace(outer, source=source, content=(whole,))


def _cites(layout: Layout, said: Said) -> bool:
    return layout.tokens[layout.token_at(said.cue[0].start)].low in _CITES


def _holds(outer: Said, inner: Said) -> bool:
    return any(s.start <= inner.cue[0].start and inner.cue[0].end <= s.end for s in outer.content)


def _size(said: Said) -> int:
    return sum(s.end - s.start for s in said.content)


def _distance(said: Said) -> int:
    """Return how far a cue stands from its content."""
    return min(max(s.start - said.cue[-1].end, said.cue[0].start - s.end, 0) for s in said.content)


def _alike(one: Said, other: Said) -> bool:
    """Tell whether two contents are nearly the same words."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)
    return shared > _NEARLY * max(_size(one), _size(other))
