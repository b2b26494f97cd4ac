"""Sentences without figures that two accounts share, with another degree of certainty."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from saidby.hooks import Evidence
from saidby.likeness import singular
from saidby.link.drift.words import drift, excerpt, in_quotes, quoted
from saidby.records import Drift, Hedge, Span
from saidby.text import Token, tokenize

_WINDOW = 16  # words on either side of a hedge that say what it tempers
_SHARED = 5  # content words in common, and ...
_ALIKE = 0.5  # ... their share of the shorter side, from which two sentences say the same (set on the gold stories)
_COMMON = frozenset(
    "the a an of in at for by to from and or on with that which who its their his her it they is are was were be been "
    "being has have had would will could may might not no any all both said says say added adding noted also but as "
    "this these those into than more such only ' - 's he she we i".split()
)


class _Tempered(Struct, frozen=True):
    """A hedge of a yardstick with the content words around it."""

    doc: str
    hedge: Hedge
    words: frozenset[str]
    shown: Span
    source: str | None
    quoted: bool


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


def _model(t: _Tempered, found: Sequence[_Tempered], index: defaultdict[str, list[int]]) -> _Tempered | None:
    """Return the quoted stretch that says the same; none where another quoted one has the hedge of ``t``."""
    shared = Counter(n for word in sorted(t.words) for n in index[word])
    alike = [
        found[n]
        for n, words in sorted(shared.items())
        if found[n].quoted and words >= _SHARED and words >= _ALIKE * min(len(t.words), len(found[n].words))
    ]
    alike = [o for o in alike if o.source is None or t.source is None or o.source == t.source]
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
            )


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
