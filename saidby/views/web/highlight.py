"""An article's text in pieces, each with what it is marked as: cut here, so that no offset goes wrong in a browser."""

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from saidby.records import Marks, Span
from saidby.views.web.links import anchor


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of text in which nothing begins or ends. ``kinds``: what it is part of, as classes of the page.

    ``ids``: under which others point at this place.
    """

    text: str
    kinds: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


class Stretch(Struct, frozen=True, kw_only=True):
    """Pieces one after another: those of one figure, or those between two. ``start`` is where they begin."""

    pieces: tuple[Piece, ...]
    start: int
    end: int
    figure: str | None = None  # its key
    id: str | None = None


class _Mark(Struct, frozen=True):
    span: Span
    kind: str


def stretches(
    marks: Marks, *, here: Span | None = None, points: Sequence[Span] = (), within: Span | None = None
) -> list[Stretch]:
    """Return the text, or what is ``within``, in order and without gaps, cut where anything marked begins or ends.

    ``here`` is a stretch to be shown above all; ``points`` are places that others point at. Where figures overlap, the
    one that begins first is the stretch, and the other is marked inside it, where it can be pointed at.
    """
    text = marks.article.text
    found = _marks(marks, here)
    figures = _apart(marks)
    pointed = _pointed(marks, {key for _, key in figures}, here, points)
    first, last = (within.start, within.end) if within else (0, len(text))
    places = {first, last, *(e for m in found for e in (m.span.start, m.span.end)), *pointed}
    cuts = [Span(a, b) for a, b in pairwise(sorted(p for p in places if first <= p <= last))]
    owned = [(cut, kinds, _owner(cut, figures)) for cut, kinds in _covering(cuts, found)]
    result = []
    for key, group in groupby(owned, key=lambda it: it[2]):
        some = list(group)
        pieces = tuple(Piece(text=c.of(text), kinds=kinds, ids=tuple(pointed.get(c.start, ()))) for c, kinds, _ in some)
        start, end = some[0][0].start, some[-1][0].end
        result.append(Stretch(pieces=pieces, start=start, end=end, figure=key, id=anchor(key) if key else None))
    return result


def _pointed(marks: Marks, apart: Container[str], here: Span | None, points: Sequence[Span]) -> Mapping[int, list[str]]:
    """Return the places that others point at, with the ids by which they do."""
    found: dict[int, list[str]] = {}
    if here:
        found[here.start] = ["here"]
    for point in dict.fromkeys(points):
        found.setdefault(point.start, []).append(f"at-{point.start}-{point.end}")
    for figure in marks.figures:
        if figure.key not in apart:
            found.setdefault(figure.span.start, []).append(anchor(figure.key))
    return found


def _marks(marks: Marks, here: Span | None) -> list[_Mark]:
    found = [_Mark(figure.span, "figure") for figure in marks.figures]
    found += [_Mark(span, "hedge") for figure in marks.figures for span in figure.hedge]
    found += [_Mark(hedge.span, "hedge") for hedge in marks.hedges]
    found += [_Mark(span, "source") for a in marks.attributions for span in a.source]
    found += [_Mark(f.source_span, "source") for f in marks.figures if f.source_span]
    found += [_Mark(span, "cue") for a in marks.attributions for span in a.cue]
    found += [_Mark(quote.span, "quote") for quote in marks.quotes]
    found += [_Mark(f.span, "furniture") for f in marks.article.furniture]
    return [*found, _Mark(here, "here")] if here else found


def _apart(marks: Marks) -> list[tuple[Span, str]]:
    """Return the figures' spans with their keys, in order; of two that overlap the one that begins first."""
    result: list[tuple[Span, str]] = []
    for figure in sorted(marks.figures, key=lambda f: (f.span.start, -f.span.end)):
        if not result or figure.span.start >= result[-1][0].end:
            result.append((figure.span, figure.key))
    return result


def _covering(cuts: Sequence[Span], found: Sequence[_Mark]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Yield each cut with the kinds of what lies over it; both come in order, so each mark is looked at while open."""
    waiting = sorted(found, key=lambda m: m.span.start, reverse=True)
    over: list[_Mark] = []
    for cut in cuts:
        while waiting and waiting[-1].span.start <= cut.start:
            over.append(waiting.pop())
        over = [m for m in over if m.span.end > cut.start]
        yield cut, tuple(sorted({m.kind for m in over}))


def _owner(cut: Span, figures: list[tuple[Span, str]]) -> str | None:
    """Return the key of the figure that the cut is in. Cuts come in order: figures that are past are dropped."""
    while figures and figures[0][0].end <= cut.start:
        figures.pop(0)
    return figures[0][1] if figures and figures[0][0].start <= cut.start else None
