"""Which stretch of an article to lay beside which, so that a reader sees the change."""

from collections.abc import Sequence

from saidby.evidence import Evidence, Telling
from saidby.records import Attribution, Drift, DriftKind, Excerpt, Span
from saidby.text import Token, tokenize

_BREAKS = frozenset(',;:.!?"“”—–-•*()[]')
_JOINS = frozenset("and while that but".split())
_SURE: dict[DriftKind, float] = {"altered_quote": 0.85, "arithmetic": 0.6, "number_changed": 0.6}
_LEFT = 3  # words before a figure that show its verb
_RIGHT = 8  # words after it in which its noun or verb stands


def excerpt(evidence: Evidence, doc: str, span: Span) -> Excerpt:
    """Return a stretch of an article with its words."""
    return Excerpt(doc=doc, start=span.start, end=span.end, text=span.of(evidence.marks[doc].article.text))


def drift(kind: DriftKind, account: Excerpt, against: Excerpt, *, why: str, rule: str, minor: bool = False) -> Drift:
    """Return a finding: ``account`` departs from ``against``."""
    return Drift(
        kind=kind,
        doc=account.doc,
        start=account.start,
        end=account.end,
        text=account.text,
        against=against,
        severity="minor" if minor else "major",
        why=why,
        rule=rule,
        confidence=_SURE.get(kind, 0.7),
    )


def sentence_words(evidence: Evidence, t: Telling) -> list[Token]:
    """Return the tokens of the sentence in which a figure stands."""
    return tokenize(t.sentence.of(evidence.marks[t.doc].article.text), t.sentence.start)


def words_near(evidence: Evidence, t: Telling) -> list[Token]:
    """Return the words of the clause that a figure stands in."""
    tokens = sentence_words(evidence, t)
    first = next((i for i, k in enumerate(tokens) if k.end > t.figure.span.start), 0)
    last = next((i for i, k in enumerate(tokens) if k.start >= t.figure.span.end), len(tokens))
    while first > 0 and tokens[first - 1].text not in _BREAKS and tokens[first - 1].low not in _JOINS:
        first -= 1
    while last < len(tokens) and tokens[last].text not in _BREAKS and tokens[last].low not in _JOINS:
        last += 1
    return [k for k in tokens[first:last] if k.end <= t.figure.span.start or k.start >= t.figure.span.end]


def claim(evidence: Evidence, t: Telling) -> Excerpt:
    """Return a figure with its verb and its noun: "have lost 60 boats", "60 boats have been sunk or burnt"."""
    tokens = sentence_words(evidence, t)
    first = next((i for i, k in enumerate(tokens) if k.end > t.figure.span.start), 0)
    last = next((i for i, k in enumerate(tokens) if k.start >= t.figure.span.end), len(tokens))
    return excerpt(evidence, t.doc, Span(tokens[_left(tokens, first)].start, _right(evidence, tokens, last)))


def _left(tokens: Sequence[Token], first: int) -> int:
    start = first
    while (
        start > max(0, first - _LEFT)
        and tokens[start - 1].text not in _BREAKS
        and not tokens[start - 1].text[0].isdigit()
    ):
        start -= 1
    return start


def _right(evidence: Evidence, tokens: Sequence[Token], last: int) -> int:
    """Return the end of the last word of measure that goes with the figure, or of its noun."""
    stop = last
    while (
        stop < min(len(tokens), last + _RIGHT)
        and tokens[stop].text not in _BREAKS
        and not tokens[stop].text[0].isdigit()
    ):
        stop += 1
    hits = list(evidence.lexicon.measures.find(tokens, last, stop))
    if hits:
        return tokens[hits[-1].last - 1].end
    return tokens[min(stop, last + 2) - 1].end if stop > last else tokens[last - 1].end


def hedged(evidence: Evidence, t: Telling, hedge: Span) -> Excerpt:
    """Return a hedge with the verb that it tempers: "are believed to have lost"."""
    tokens = sentence_words(evidence, t)
    at = [i for i, k in enumerate(tokens) if k.start >= hedge.start and k.end <= hedge.end]
    if not at:
        return excerpt(evidence, t.doc, hedge)
    first = max(0, at[0] - 1)
    if tokens[first].text in _BREAKS:
        first = at[0]
    before = [i for i, k in enumerate(tokens) if at[-1] < i and k.end <= t.figure.span.start]
    near = before and len(before) <= _RIGHT and not any(tokens[i].text in _BREAKS for i in before)
    last = before[-1] if near else min(len(tokens) - 1, at[-1] + 2)
    return excerpt(evidence, t.doc, Span(tokens[first].start, tokens[last].end))


def attribution_of(evidence: Evidence, t: Telling) -> Attribution | None:
    """Return the attribution on whose word a figure stands."""
    found = (a for a in evidence.marks[t.doc].attributions if a.id == t.figure.attribution)
    return next(found, None)


def naming(evidence: Evidence, t: Telling) -> Excerpt | None:
    """Return the words that name a figure's source, with the cue beside them: "the river board said"."""
    span = t.figure.source_span
    attribution = attribution_of(evidence, t)
    if attribution is not None:
        own = [s for s in attribution.source if span is None or s == span] or list(attribution.source)
        spans = own[:1] + [c for c in attribution.cue if own and _gap(own[0], c) <= 30]
        if spans:
            span = Span(min(s.start for s in spans), max(s.end for s in spans))
    return excerpt(evidence, t.doc, span) if span else None


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end)


def in_quotes(evidence: Evidence, doc: str, span: Span) -> bool:
    """Tell whether a stretch stands in quotation marks."""
    return any(q.span.start <= span.start and span.end <= q.span.end for q in evidence.marks[doc].quotes)


def quoted(text: str) -> str:
    """Return words between quotation marks, for a sentence that explains."""
    return f"“{' '.join(text.split())}”"
