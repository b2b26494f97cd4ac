"""Reads a text window by window and says where sources, cues, contents and names stand in it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
from msgspec import Struct, structs

from saidby.mark.attribution.reader.chains import Said, chained
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


class Name(Struct, frozen=True, kw_only=True):
    span: Span
    kind: str
    score: float


class Reading(Struct, frozen=True):
    said: tuple[Said, ...]  # in the order of their cues
    names: tuple[Name, ...]


def read_text(
    layout: Layout,
    quotes: Sequence[Quote],
    net: Net,
    cutter: Cutter,
    *,
    needed: Needed | None = None,
    with_names: bool = True,
) -> Reading:
    """Return what is said in a text and by whom; windows that are not ``needed`` are passed over.

    Every window goes through the model alone, so that the result hangs on nothing but the text. No chain leaves its
    window, as no cue finds its content beyond it.
    """
    found: list[Said] = []
    names: list[Name] = []
    for window in windows(layout, words_of(layout, quotes, cutter)):
        if needed is None or needed(_span(layout, (window.first, window.last))):
            seen = net.see(window)
            before = len(found)
            for said in chained(layout, list(_said(layout, window, seen, net))):
                inner = said.nested_in is not None
                found.append(structs.replace(said, nested_in=before + (said.nested_in or 0)) if inner else said)
            names += _names(layout, window, seen) if with_names else ()
    return Reading(tuple(found), tuple(names))


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


def _span(layout: Layout, tokens: Range) -> Span:
    return Span(layout.tokens[tokens[0]].start, layout.tokens[tokens[1] - 1].end)
