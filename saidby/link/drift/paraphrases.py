"""Sentences without figures that two accounts share, with another degree of certainty."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from saidby.evidence import Evidence
from saidby.likeness import JOINING, NEIGHBOURS, number_of, singular
from saidby.link.drift.excerpts import drift, excerpt, in_quotes, quoted
from saidby.records import Drift, Excerpt, Hedge, Span
from saidby.text import Token, tokenize

_WINDOW = 16  # words on either side of a hedge that say what it tempers
_SHARED = 5  # content words in common, and ...
_ALIKE = 0.5  # ... their share of the shorter side, from which two sentences say the same (set on the gold stories)
_SAME = 0.6  # ... of a flat sentence: more of its words, for there is no hedge to compare
_COMMON = JOINING | frozenset(
    "he i she they we is are was were be been being has have had may might could will would not no or but as than "
    "only also more such any all both this these those into say says said noted adding added ' -".split()
)


class _Tempered(Struct, frozen=True):
    """A hedge of a yardstick with the content words around it."""

    doc: str
    hedge: Hedge
    words: frozenset[str]
    shown: Span
    source: str | None
    quoted: bool
    numbers: frozenset[float]  # of the figures that it tempers


def hedge_reworded(evidence: Evidence) -> Iterator[Drift]:
    """A paraphrase is more or less sure than the source's quoted words, both on a yardstick.

    Two tempered stretches are compared where they share most of their content words and no other source is named.
    """
    found = [t for doc in evidence.marks for t in _tempered(evidence, doc)]
    index: defaultdict[str, list[int]] = defaultdict(list)
    for n, t in enumerate(found):
        for word in sorted(t.words):
            index[word].append(n)
    for t in found:
        if t.quoted:
            continue
        model = _model(t, found, index)
        if model is not None:
            yield _reworded(evidence, t, model)


def hedge_left_out(evidence: Evidence) -> Iterator[Drift]:
    """A paraphrase states flatly what the source's quoted words temper on a yardstick.

    Only beside a quotation in the same article, or in one that tells the same statement of that source.
    """
    quoted_ones = [t for doc in evidence.marks for t in _tempered(evidence, doc) if t.quoted]
    index: defaultdict[str, list[int]] = defaultdict(list)
    for n, t in enumerate(quoted_ones):
        for word in sorted(t.words):
            index[word].append(n)
    together = _told_together(evidence)
    for doc, sentence, words, source in _flat(evidence):
        shared = Counter(n for word in sorted(words) for n in index[word])
        alike = [
            quoted_ones[n]
            for n, common in sorted(shared.items())
            if common >= _SHARED
            and common >= _SAME * len(words)
            and source in (None, quoted_ones[n].source)
            and (quoted_ones[n].doc == doc or (doc, quoted_ones[n].doc, quoted_ones[n].source) in together)
        ]
        if alike:
            model = max(alike, key=lambda o: (o.doc == doc, len(o.words & words)))
            yield _left_out(evidence, excerpt(evidence, doc, sentence), model)


def _left_out(evidence: Evidence, account: Excerpt, model: _Tempered) -> Drift:
    words = quoted(model.hedge.span.of(evidence.marks[model.doc].article.text))
    against = excerpt(evidence, model.doc, model.shown)
    why = f"{words} in the quotation is left out, and the same is told as fact"
    return drift("hedge_dropped", account, against, why=why, rule="flat paraphrase beside its quotation")


def _told_together(evidence: Evidence) -> set[tuple[str, str, str | None]]:
    """Return the pairs of articles that tell one statement, with its source; of large stories neighbours only."""
    found: set[tuple[str, str, str | None]] = set()
    for s in evidence.statements:
        docs = [r.doc for r in s.reports]
        for n, doc in enumerate(docs):
            for other in docs[n + 1 : n + 1 + NEIGHBOURS] if s.claimant else ():
                found |= {(doc, other, s.claimant), (other, doc, s.claimant)}
    return found


def _flat(evidence: Evidence) -> Iterator[tuple[str, Span, frozenset[str], str | None]]:
    """Yield the sentences of the body that hold no hedge, figure or quotation, with their content words and source."""
    for doc, marks in evidence.marks.items():
        taken = [h.span for h in marks.hedges] + [f.span for f in marks.figures] + [q.span for q in marks.quotes]
        starts = sorted(s.start for s in taken)
        for sentence in marks.sentences:
            i = bisect_left(starts, sentence.start)
            inside = i < len(starts) and starts[i] < sentence.end
            if inside or in_quotes(evidence, doc, sentence):
                continue
            tokens = tokenize(sentence.of(marks.article.text), sentence.start)
            words = frozenset(_stem(k.low) for k in tokens if k.text[0].isalpha() and k.low not in _COMMON)
            if len(words) >= _SHARED:
                yield doc, sentence, words, _source_of(evidence, doc, sentence)


def _model(t: _Tempered, found: Sequence[_Tempered], index: defaultdict[str, list[int]]) -> _Tempered | None:
    """Return the quoted stretch that says the same; none where another quoted one has the hedge of ``t``."""
    shared = Counter(n for word in sorted(t.words) for n in index[word])
    alike = [
        found[n]
        for n, words in sorted(shared.items())
        if found[n].quoted and words >= _SHARED and words >= _ALIKE * min(len(t.words), len(found[n].words))
    ]
    alike = [o for o in alike if o.source is None or t.source is None or o.source == t.source]
    alike = [o for o in alike if not (o.numbers and t.numbers) or o.numbers & t.numbers]  # else of another count
    if not alike or any((o.hedge.low, o.hedge.high) == (t.hedge.low, t.hedge.high) for o in alike):
        return None
    return max(alike, key=lambda o: (o.doc == t.doc, len(o.words & t.words)))


def _tempered(evidence: Evidence, doc: str) -> Iterator[_Tempered]:
    marks = evidence.marks[doc]
    for sentence in marks.sentences:
        hedges = [h for h in marks.hedges if sentence.start <= h.span.start < sentence.end and h.low is not None]
        tokens = tokenize(sentence.of(marks.article.text), sentence.start) if hedges else []
        for hedge in hedges:
            at = next(i for i, k in enumerate(tokens) if k.end > hedge.span.start)
            near = tokens[max(0, at - _WINDOW) : at + _WINDOW]
            words = frozenset(_stem(k.low) for k in near if k.text[0].isalpha() and k.low not in _COMMON)
            hedging = frozenset(_stem(k.low) for k in tokenize(hedge.span.of(marks.article.text)))
            yield _Tempered(
                doc,
                hedge,
                words - hedging,
                _with_verb(tokens, hedge.span),
                _source_of(evidence, doc, hedge.span),
                in_quotes(evidence, doc, hedge.span),
                frozenset(number_of(f) for f in marks.figures if any(_touch(hedge.span, h) for h in f.hedge)),
            )


def _touch(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _with_verb(tokens: Sequence[Token], hedge: Span) -> Span:
    at = [i for i, k in enumerate(tokens) if k.start < hedge.end and k.end > hedge.start]
    return Span(tokens[max(0, at[0] - 1)].start, tokens[min(len(tokens) - 1, at[-1] + 2)].end)


def _source_of(evidence: Evidence, doc: str, span: Span) -> str | None:
    marks = evidence.marks[doc]
    spoken = [q.speaker for q in marks.quotes if q.span.start <= span.start < q.span.end]
    told = [a.speaker for a in marks.attributions if any(c.start <= span.start < c.end for c in a.content)]
    source = next((s for name in spoken + told if (s := evidence.source_of(doc, name))), None)
    return source.id if source else None


def _stem(word: str) -> str:
    """Return a word without the endings in which two tellings differ."""
    word = singular(word)
    for ending in ("ian", "ing", "ed", "ly"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)]
    return word


def _reworded(evidence: Evidence, t: _Tempered, model: _Tempered) -> Drift:
    account, against = excerpt(evidence, t.doc, t.shown), excerpt(evidence, model.doc, model.shown)
    one, other = (h.span.of(evidence.marks[d].article.text) for d, h in ((t.doc, t.hedge), (model.doc, model.hedge)))
    less = (t.hedge.low or 0) < (model.hedge.low or 0)
    return drift(
        "hedge_changed",
        account,
        against,
        why=f"{quoted(other)} in the quotation has become {quoted(one)}, which is {'less' if less else 'more'} sure",
        rule="paraphrase beside its quotation",
    )
