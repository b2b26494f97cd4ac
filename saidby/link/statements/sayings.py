"""Statements without a number: a confirmation, a denial, a condition, told by several articles."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from saidby.evidence import FindSource
from saidby.likeness import dates_agree
from saidby.records import Attribution, Excerpt, Marks, Passage, Reason, Report, SourceIdentity, Span, Statement
from saidby.text import fold, tokenize

ALIKE = 0.6  # of the words that tell, shared by two wordings of one saying (set on invented pairs)
_LEAST = 4  # words that tell; shorter sayings are alike by chance
_LETTERS = 4  # shorter words hold others together, "no" and "not" aside
_DENIALS = frozenset({"no", "not", "none", "nobody", "never", "nor"})


class _Saying(Struct, frozen=True):
    doc: str
    order: int
    source: SourceIdentity
    content: Span
    words: frozenset[str]
    day: str | None


def group_sayings(
    marks: Sequence[Marks],
    passages: Sequence[Passage],
    source_of: FindSource,
    near: Callable[[str, str], int],
) -> list[Statement]:
    """Return what sources say without a number in two articles and more, in the order of its first telling.

    Evidence: the same words (``passages``), given to sources that may be one; else most of the words that tell, from
    one source within a few days. A denial is never one with what it denies.
    """
    sayings = [s for order, m in enumerate(marks) for s in _sayings_in(m, order, source_of)]
    top = list(range(len(sayings)))

    def of(n: int) -> int:
        while top[n] != n:
            n = top[n]
        return n

    shared: defaultdict[int, set[str]] = defaultdict(set)
    for a, b, words in [*_same_words(sayings, passages, near), *_alike(sayings)]:
        a, b = sorted((of(a), of(b)))
        if a != b:
            top[b] = a
            shared[a] |= shared.pop(b, set())
        shared[a] |= {words} - {""}
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for n in range(len(sayings)):
        groups[of(n)].append(n)
    by_doc = {m.article.id: m for m in marks}
    told = [(g, [sayings[n] for n in group]) for g, group in groups.items()]
    return [_statement(group, shared[g], by_doc) for g, group in told if len({s.doc for s in group}) > 1]


def _sayings_in(marks: Marks, order: int, source_of: FindSource) -> list[_Saying]:
    found = []
    for a in marks.attributions:
        source = source_of(marks.article.id, a.speaker)
        if source is None or a.nested_in is not None or _has_figure(a, marks):
            continue
        content = Span(min(c.start for c in a.content), max(c.end for c in a.content)) if a.content else None
        words = _telling_words(content.of(marks.article.text)) if content else frozenset()
        if content is not None and len(words) >= _LEAST:
            found.append(_Saying(marks.article.id, order, source, content, words, marks.article.published))
    return found


def _has_figure(a: Attribution, marks: Marks) -> bool:
    return any(c.start <= f.span.start < c.end for c in a.content for f in marks.figures)


def _telling_words(text: str) -> frozenset[str]:
    return frozenset(
        t.low for t in tokenize(text) if t.low in _DENIALS or (len(t.low) >= _LETTERS and t.low[0].isalpha())
    )


def _same_words(
    sayings: Sequence[_Saying], passages: Sequence[Passage], near: Callable[[str, str], int]
) -> list[tuple[int, int, str]]:
    in_doc: defaultdict[str, list[int]] = defaultdict(list)
    for n, s in enumerate(sayings):
        in_doc[s.doc].append(n)

    def holding(e: Excerpt) -> list[int]:
        return [n for n in in_doc[e.doc] if _overlap(sayings[n].content, e) > (e.end - e.start) / 2]

    return [
        (a, b, p.one.text)
        for p in passages
        for a in holding(p.one)
        for b in holding(p.other)
        if near(sayings[a].source.id, sayings[b].source.id)
    ]


def _overlap(content: Span, words: Excerpt) -> int:
    return min(content.end, words.end) - max(content.start, words.start)


def _alike(sayings: Sequence[_Saying]) -> list[tuple[int, int, str]]:
    """Return the pairs of one source's sayings in different wordings, found through an index over their words."""
    index: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    found = []
    for n, s in enumerate(sayings):
        counts: defaultdict[int, int] = defaultdict(int)
        for word in s.words:
            for other in index[s.source.id, word][-20:]:
                counts[other] += 1
            index[s.source.id, word].append(n)
        for other, common in sorted(counts.items()):
            o = sayings[other]
            most = common >= ALIKE * max(len(s.words), len(o.words))
            if most and s.words & _DENIALS == o.words & _DENIALS and dates_agree(s.day, o.day) and s.doc != o.doc:
                found.append((other, n, ""))
    return found


def _statement(group: Sequence[_Saying], shared: set[str], marks: Mapping[str, Marks]) -> Statement:
    first = min(group, key=lambda s: (s.order, s.content))
    source = min((s.source for s in group), key=lambda i: (i.standing != "named", i.parent is not None, i.id))
    spans: defaultdict[str, list[Excerpt]] = defaultdict(list)
    for s in sorted(group, key=lambda s: (s.order, s.content)):
        text = s.content.of(marks[s.doc].article.text)
        spans[s.doc].append(Excerpt(doc=s.doc, start=s.content.start, end=s.content.end, text=text))
    words = sorted(shared, key=lambda w: (-len(w), fold(w)))[:1]
    because = [Reason(step="statements", rule="same source, words alike" if not words else "same words")]
    because += [Reason(step="statements", rule=f"the same words: “{' '.join(w.split())}”") for w in words]
    return Statement(
        id="",
        key=f"{marks[first.doc].article.key}:{first.content.start}-{first.content.end}:saying",
        source=source.name,
        claimant=source.id,
        figures=(),
        reports=tuple(Report(doc=doc, figures=(), spans=tuple(told)) for doc, told in spans.items()),
        because=tuple(because),
        confidence=0.7 if words else 0.6,
    )
