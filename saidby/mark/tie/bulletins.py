"""Words that openly relay one bulletin: its figures stand on its word where no cue repeats that.

An article may give an agency's situation report figure by figure and name it in every third sentence only. Where its
opening says that a body put out a report or an update, or where most of what it gives on anybody's word is one body's
and the words around say so, the counts told in between in nobody's words are that body's too. In any other article
they are in the sentence right behind one that relays a bulletin, and where harm "was recorded" of which one body alone
gives counts.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct, structs

from saidby.mark.tie.inherited import on_its_word
from saidby.records import Attribution, Figure, Marks, Reason, SourceKind, Span
from saidby.text import Layout

_RULE, _SURE = "relays one bulletin", 0.7
_LEAST = 4  # figures that the source has by its cues, where the opening announces no bulletin of its
_MOST_OF = 0.5  # share of the sourced figures that it has
_OPENING = 4  # sentences in which a bulletin is announced
_AROUND = 40  # words to each side of a cue
_NEAR = 2  # sentences from one of its own figures, for a count of anything but people's or things' harm
_BODIES: frozenset[SourceKind] = frozenset({"document", "agency", "ministry", "ngo", "military"})
_COUNTING = _BODIES | {"group"}
_TALLIES = frozenset("bulletin bulletins briefing update updates tally breakdown dashboard".split())
_PAPERS = _TALLIES | {"report", "reports", "advisory"}
_HEADING = 16  # words and marks of a heading at most
_HEADINGS = ("situation report", "sitrep", "bulletin", "dashboard")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_PUT_DOWN = frozenset({"reported", "recorded", "registered", "confirmed", "listed", "counted"})
_CROWDS = frozenset(
    {"police", "sheriff", "officials", "authorities", "sources"}
)  # no one body that puts out a bulletin
_TOLD = frozenset({"count", "share", "money"})
_SAID = frozenset(
    {"source first", "source last", "source last, inverted", "according to", "source first, according to"}
)
_COUNTED: frozenset[str] = frozenset({"count", "share"})


class _Bulletin(Struct, frozen=True):
    """Whose bulletin an article relays: from where on, and what by its own cues is that body's."""

    start: int
    own: tuple[Figure, ...]


def relay(figures: Sequence[Figure], layout: Layout, marks: Marks) -> list[Figure]:
    """Return the figures, those told in between on the word of the bulletin that the words relay, if they do."""
    figures = _put_down(_between(_behind_bulletins(figures, layout, marks), layout, marks), layout, marks)
    bulletin = _relayed(figures, layout, marks)
    if bulletin is None:
        return figures
    spoken = {layout.sentence_of(a.cue[0]) for a in marks.attributions if not _only_reported(layout, a)}
    near = {layout.sentence_of(f.span) for f in bulletin.own} | {
        layout.sentence_of(Span(bulletin.start, bulletin.start + 1))
    }
    done: list[Figure] = []
    for figure in figures:
        here = layout.sentence_of(figure.span)
        told = figure.source is None and here not in spoken and figure.span.start > bulletin.start
        if told and _tallied(figure, here, near):
            figure = on_its_word(figure, _nearest(figure, bulletin.own), rule=_RULE, sure=_SURE)
            near.add(here)
        done.append(figure)
    return done


def _behind_bulletins(figures: Sequence[Figure], layout: Layout, marks: Marks) -> list[Figure]:
    """Return the figures, those in a sentence right behind one that relays a bulletin on the bulletin's word."""
    sourced = {layout.sentence_of(a.cue[0]) for a in marks.attributions if a.source}
    by_id = {a.id: a for a in marks.attributions}
    heirs: dict[int, Figure] = {}  # sentence -> the figure whose word it goes on with
    last: Figure | None = None  # the last with a source
    done: list[Figure] = []
    for figure in figures:
        here = layout.sentence_of(figure.span)
        if figure.source is None and here >= 0:
            if here not in sourced and last is not None and _goes_on(figure, last, layout, marks, by_id):
                heirs.setdefault(here, last)
            if here in heirs:
                figure = on_its_word(figure, heirs[here], rule=_RULE, sure=_SURE)
        last = figure if figure.source else last
        done.append(figure)
    return done


def _between(figures: Sequence[Figure], layout: Layout, marks: Marks) -> list[Figure]:
    """Return the figures, counts in a sentence between two in which one body speaks on the word of that body.

    Papers mix what the police say of a crime with what they saw themselves: there it is the article's own word.
    """
    spoken = {layout.sentence_of(a.cue[0]) for a in marks.attributions if not _only_reported(layout, a)}
    cued: dict[int, list[Attribution]] = {}
    for a in marks.attributions:
        if a.source:
            cued.setdefault(layout.sentence_of(a.cue[0]), []).append(a)
    done = []
    for figure in figures:
        here = layout.sentence_of(figure.span)
        if figure.source is None and here not in spoken and figure.kind in _TOLD and figure.bound != "vague":
            before, behind = cued.get(here - 1), cued.get(here + 1)
            if before and behind and _is_one_body(before[-1], behind[0]):
                figure = _said_by(figure, before[-1])
        done.append(figure)
    return done


def _is_one_body(one: Attribution, other: Attribution) -> bool:
    name = _plain(one.speaker)
    same = name == _plain(other.speaker) and one.kind in _BODIES and one.rule in _SAID and other.rule in _SAID
    return same and _CROWDS.isdisjoint(name.split()) and one.nested_in is None


def _said_by(figure: Figure, attribution: Attribution) -> Figure:
    why = Reason(step="word", rule="between two sentences of one body", span=attribution.source[0])
    return structs.replace(
        figure,
        source=attribution.speaker,
        source_span=attribution.source[0],
        attribution=attribution.id,
        because=(*figure.because, why),
        confidence=round(figure.confidence * 0.6, 4),
    )


def _put_down(figures: Sequence[Figure], layout: Layout, marks: Marks) -> list[Figure]:
    """Return the figures, what "was recorded" on the word of the one body that the text has counting such harm."""
    by_id = {a.id: a for a in marks.attributions}
    first: dict[str, list[Figure]] = {}  # by what is counted: each body's first count of it
    for figure in figures:
        said = by_id.get(figure.attribution or "")
        if figure.measure != "other" and figure.source and said is not None and said.kind in _COUNTING:
            known = first.setdefault(figure.measure, [])
            if all(f.source != figure.source for f in known):
                known.append(figure)
    reported = [c for a in marks.attributions if _only_reported(layout, a) for c in a.content]
    return [
        on_its_word(f, first[f.measure][0], rule=_RULE, sure=_SURE)
        if f.source is None
        and len(first.get(f.measure, ())) == 1
        and _may_count(first[f.measure][0], f)
        and any(_holds(c, f.bare) for c in reported)
        else f
        for f in figures
    ]


def _may_count(count: Figure, later: Figure) -> bool:
    """Tell whether a count is told of in front of another, on the word of a body that is named."""
    named = count.source is not None and not count.source.islower() and count.source.casefold() not in _CROWDS
    return named and count.span.start < later.span.start and later.bound != "vague"


def _relayed(figures: Sequence[Figure], layout: Layout, marks: Marks) -> _Bulletin | None:
    """Return the one bulletin that the whole article relays, else None."""
    counted = Counter(_plain(f.source) for f in figures if f.source)
    if not counted:
        return None
    (owner, most), *others = counted.most_common(2)
    said = [a for a in marks.attributions if _plain(a.speaker) == owner]
    papers = sum(a.kind == "document" for a in said)
    bodies = sum(a.kind in (_COUNTING if papers > 1 else _BODIES) for a in said)
    if 2 * bodies <= len(said) or owner in _CROWDS:
        return None
    if most < _MOST_OF * counted.total() or (others and others[0][1] == most):
        return None
    own = tuple(f for f in figures if f.source and _plain(f.source) == owner)
    announced = _announced(said, layout)
    if announced is not None:
        return _Bulletin(announced, own)
    if _headed(layout):
        return _Bulletin(own[0].span.start, own)
    if most < _LEAST or not any(_names_a_paper(layout, a, _PAPERS) for a in said):
        return None
    return _Bulletin(min(own[0].span.start, *_opened(said, layout)), own)


def _plain(name: str | None) -> str:
    """Return a name without its short form in brackets, folded."""
    return _IN_BRACKETS.sub("", name or "").casefold()


def _headed(layout: Layout) -> bool:
    """Tell whether the first line calls the article a bulletin or a situation report."""
    line = layout.tokens_of(layout.paragraphs[0]) if layout.paragraphs else ()
    words = " ".join(t.low for t in line)
    return len(line) <= _HEADING and not words.endswith(".") and any(word in words for word in _HEADINGS)


def _announced(said: Sequence[Attribution], layout: Layout) -> int | None:
    """Return where an opening sentence in nobody's words ends that names the body and an update or a tally of its."""
    names = {a.speaker for a in said if a.speaker is not None}
    told = {layout.sentence_of(a.cue[0]) for a in said}
    for sentence in layout.sentences[:_OPENING]:
        words = layout.lows[sentence.first : sentence.last]
        ended = words[-1:] in ((".",), ("!",))
        if sentence.index not in told and ended and _TALLIES & {*words}:
            text = " ".join(sentence.span.of(layout.text).split())
            if any(name in text for name in names):
                return sentence.end
    return None


def _opened(said: Sequence[Attribution], layout: Layout) -> list[int]:
    """Return where the article opens with what the body's report says, if it gives no figures there."""
    first = min(said, key=lambda a: a.cue[0])
    opens = layout.sentence_of(first.cue[0]) < _OPENING and _names_a_paper(layout, first, _PAPERS)
    return [first.cue[0].start] if opens else [layout.tokens[-1].end]


def _only_reported(layout: Layout, attribution: Attribution) -> bool:
    """Tell whether a cue names nobody and only says that something was put down: "damage was reported at"."""
    return not attribution.source and any(t.low in _PUT_DOWN for t in layout.tokens_of(attribution.cue[0]))


def _names_a_paper(layout: Layout, attribution: Attribution, papers: frozenset[str]) -> bool:
    """Tell whether the words around a cue, in its sentence and outside what is said, name a report or an update."""
    cue = attribution.cue[0]
    here, at = layout.sentence_of(cue), layout.token_at(cue.start)
    return any(
        t.low in papers
        and layout.sentence_of(t.span) == here
        and not any(c.start <= t.start and t.end <= c.end for c in attribution.content)
        for t in layout.tokens[max(0, at - _AROUND) : at + _AROUND]
    )


def _tallied(figure: Figure, here: int, near: set[int]) -> bool:
    """Tell whether a bulletin counts such things: harm anywhere, other things beside its own figures."""
    if figure.kind == "money":
        return figure.measure == "damaged"
    beside = any(here + k in near for k in range(-_NEAR, _NEAR + 1))
    return figure.kind in _COUNTED and figure.bound != "vague" and (figure.measure != "other" or beside)


def _nearest(figure: Figure, own: Sequence[Figure]) -> Figure:
    at = bisect_left(own, figure.span.start, key=lambda f: f.span.start)
    return min(own[max(0, at - 1) : at + 1], key=lambda f: (abs(f.span.start - figure.span.start), f.span.start))


def _goes_on(
    figure: Figure, last: Figure, layout: Layout, marks: Marks, attributions: Mapping[str, Attribution]
) -> bool:
    """Tell whether a count follows in the sentence right behind one that relays a bulletin's count."""
    attribution = attributions.get(last.attribution or "")
    if attribution is None or layout.sentence_of(figure.span) - layout.sentence_of(last.span) != 1:
        return False
    if any(_holds(q.span, figure.bare) for q in marks.quotes):
        return False
    counted = figure.kind == "count" and figure.measure != "other" and last.measure != "other"
    return counted and _names_a_paper(layout, attribution, _TALLIES)


def _holds(span: Span, inner: Span) -> bool:
    return span.start <= inner.start and inner.end <= span.end
