"""Articles that openly relay one bulletin: its figures stand on its word where no cue repeats that.

An article may give an agency's situation report figure by figure and name it in every third sentence only. Where most
of what an article gives on anybody's word is one source's, and the words around say that this is a report or an
update, the counts told in between in nobody's words are that source's too.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from msgspec import structs

from saidby.records import Attribution, Figure, Marks, Reason, SourceKind, Span
from saidby.text import Layout

_LEAST = 4  # figures that the source has by its cues
_MOST_OF = 0.5  # share of the sourced figures that it has
_AROUND = 40  # words to each side of a cue
_NEAR = 2  # sentences from one of its own figures, for a count of anything but people's or things' harm
_BODIES: frozenset[SourceKind] = frozenset({"document", "agency", "ministry", "ngo", "military"})
_PAPERS = frozenset("report update bulletin briefing tally advisory breakdown dashboard reports updates".split())
_PUT_DOWN = frozenset({"reported", "recorded", "registered", "confirmed", "listed", "counted"})
_CROWDS = frozenset({"police", "officials", "authorities", "sources"})  # no one body that puts out a bulletin


def relay(figures: Sequence[Figure], layout: Layout, marks: Marks) -> list[Figure]:
    """Return the figures, those told in between on the word of the bulletin that the article relays, if it does."""
    owner = _relayed(figures, layout, marks)
    if owner is None:
        return list(figures)
    own = [f for f in figures if f.source == owner]
    near = {_sentence(layout, f.span) for f in own}
    spoken = {_sentence(layout, a.cue[0]) for a in marks.attributions if not _only_reported(layout, a)}
    return [
        _on_its_word(f, own, near, layout)
        if f.source is None and f.span.start > own[0].span.start and _sentence(layout, f.span) not in spoken
        else f
        for f in figures
    ]


def _relayed(figures: Sequence[Figure], layout: Layout, marks: Marks) -> str | None:
    """Return the source whose bulletin the article relays, else None."""
    counted = Counter(f.source for f in figures if f.source)
    if not counted:
        return None
    (owner, most), *others = counted.most_common(2)
    if most < max(_LEAST, _MOST_OF * counted.total()) or (others and others[0][1] == most):
        return None
    said = [a for a in marks.attributions if a.speaker == owner]
    bodies = sum(a.kind in _BODIES for a in said)
    if 2 * bodies <= len(said) or (owner or "").casefold() in _CROWDS:
        return None
    return owner if any(_names_a_paper(layout, a) for a in said) else None


def _only_reported(layout: Layout, attribution: Attribution) -> bool:
    """Tell whether a cue names nobody and only says that something was put down: "damage was reported at"."""
    return not attribution.source and any(t.low in _PUT_DOWN for t in layout.tokens_of(attribution.cue[0]))


def _names_a_paper(layout: Layout, attribution: Attribution) -> bool:
    """Tell whether the words around a cue, in its sentence and outside what is said, name a report or an update."""
    cue = attribution.cue[0]
    here, at = _sentence(layout, cue), layout.token_at(cue.start)
    return any(
        t.low in _PAPERS
        and _sentence(layout, Span(t.start, t.end)) == here
        and not any(c.start <= t.start and t.end <= c.end for c in attribution.content)
        for t in layout.tokens[max(0, at - _AROUND) : at + _AROUND]
    )


def _on_its_word(figure: Figure, own: Sequence[Figure], near: set[int], layout: Layout) -> Figure:
    here = _sentence(layout, figure.span)
    beside = any(here + k in near for k in range(-_NEAR, _NEAR + 1))
    if figure.kind not in {"count", "share"} or figure.bound == "vague" or not (figure.measure != "other" or beside):
        return figure
    at = bisect_left(own, figure.span.start, key=lambda f: f.span.start)
    nearest = min(own[max(0, at - 1) : at + 1], key=lambda f: (abs(f.span.start - figure.span.start), f.span.start))
    why = Reason(step="word", rule="the article relays one bulletin", span=nearest.source_span)
    return structs.replace(
        figure,
        source=nearest.source,
        source_span=nearest.source_span,
        via=nearest.via,
        attribution=nearest.attribution,
        said_on=nearest.said_on,
        because=(*figure.because, why),
        confidence=round(figure.confidence * 0.7, 4),
    )


def _sentence(layout: Layout, span: Span) -> int:
    sentence = layout.sentence_at(span.start)
    return sentence.index if sentence is not None else -1
