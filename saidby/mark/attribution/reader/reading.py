"""Reads a text window by window and says where sources, cues, contents and names stand in it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
from msgspec import Struct, structs

from saidby.mark.attribution.reader.decode import (
    NAME_KINDS,
    ROLES,
    Numbers,
    Parts,
    Range,
    decode,
    likeliest,
    ranges_of,
)
from saidby.mark.attribution.reader.windows import Window, windows, words_of
from saidby.mark.attribution.reader.wordpiece import Cutter
from saidby.records import Quote, Span
from saidby.text import Layout

_CITES = frozenset({"citing", "quoting"})  # whom the carrier has it from, with the same content
_NEARLY = 0.8

Needed = Callable[[Span], bool]  # whether a stretch of the text can hold anything worth reading


class Seen(Struct, frozen=True):
    """What the encoder makes of one window, a row for each word."""

    vectors: Numbers
    cues: Numbers  # how likely a cue begins there
    names: Numbers  # how likely each label of a name is


class Net(Protocol):
    """A trained model. ``least`` is how likely a cue has to be, ``steps`` what each step between labels costs."""

    least: float
    steps: Numbers

    def see(self, window: Window) -> Seen:
        """Return what the encoder makes of a window."""
        ...

    def marks(self, seen: Seen, anchors: list[int]) -> Numbers:
        """Return (cues, words, labels) for cues that begin at these words."""
        ...


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


class Name(Struct, frozen=True, kw_only=True):
    span: Span
    kind: str
    score: float


class Reading(Struct, frozen=True):
    said: tuple[Said, ...]  # in the order of their cues
    names: tuple[Name, ...]


def read_text(
    layout: Layout, quotes: Sequence[Quote], net: Net, cutter: Cutter, *, needed: Needed | None = None
) -> Reading:
    """Return what is said in a text and by whom; windows that are not ``needed`` are passed over.

    Every window goes through the model alone, so that the result hangs on nothing but the text.
    """
    found: list[Said] = []
    names: list[Name] = []
    for window in windows(layout, words_of(layout, quotes, cutter)):
        if needed is None or needed(_span(layout, (window.first, window.last))):
            seen = net.see(window)
            found += _said(layout, window, seen, net)
            names += _names(layout, window, seen)
    return Reading(tuple(_nested(layout, found)), tuple(names))


def _said(layout: Layout, window: Window, seen: Seen, net: Net) -> Iterator[Said]:
    for parts in decode(seen.cues, lambda anchors: net.marks(seen, anchors), net.steps, least=net.least):
        source, cue, content = (
            tuple(_span(layout, (window.first + a, window.first + b)) for a, b in parts.ranges[k])
            for k in range(len(ROLES))
        )
        yield _with_scores(parts, source, cue, content)


def _with_scores(parts: Parts, source: tuple[Span, ...], cue: tuple[Span, ...], content: tuple[Span, ...]) -> Said:
    return Said(
        source=source,
        cue=cue,
        content=content,
        score=parts.score,
        source_score=parts.scores[0],
        cue_score=parts.scores[1],
        content_score=parts.scores[2],
    )


def _names(layout: Layout, window: Window, seen: Seen) -> Iterator[Name]:
    count = seen.names.shape[1]
    path = likeliest(np.log(seen.names + 1e-9)[None], np.zeros((count, count), dtype=np.float32))[0].tolist()
    for number, kind in enumerate(NAME_KINDS):
        for first, last in ranges_of(path, number):
            score = float(np.mean([seen.names[k, path[k]] for k in range(first, last)]))
            yield Name(span=_span(layout, (window.first + first, window.first + last)), kind=kind, score=score)


def _nested(layout: Layout, found: Sequence[Said]) -> Iterator[Said]:
    """Yield every attribution with the one that carries it, where there is one.

    That is the one whose content is the smallest around its cue, or the one that cites it: "X said ..., citing Y".
    """
    sizes = [_size(said) for said in found]
    for n, said in enumerate(found):
        # Of two that hold each other's cue the larger content carries, the first where they are of one size.
        around = [
            (sizes[m], m)
            for m, other in enumerate(found)
            if m != n and _holds(other, said) and not (_holds(said, other) and (sizes[n], -n) > (sizes[m], -m))
        ]
        if not around and layout.tokens[layout.token_at(said.cue[0].start)].low in _CITES:
            around = [(sizes[m], m) for m, other in enumerate(found) if m != n and _alike(said, other)]
        yield structs.replace(said, nested_in=min(around)[1]) if around else said


def _holds(outer: Said, inner: Said) -> bool:
    return any(s.start <= inner.cue[0].start and inner.cue[0].end <= s.end for s in outer.content)


def _size(said: Said) -> int:
    return sum(s.end - s.start for s in said.content)


def _alike(one: Said, other: Said) -> bool:
    """Tell whether two contents are nearly the same words."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)
    return shared > _NEARLY * max(_size(one), _size(other))


def _span(layout: Layout, tokens: Range) -> Span:
    return Span(layout.tokens[tokens[0]].start, layout.tokens[tokens[1] - 1].end)
