"""Passages that two articles share word for word."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from saidby.evidence import FindSource, Overlap
from saidby.records import Excerpt, Marks, Passage, Quote, Span
from saidby.text import Token, tokenize

SHINGLE = 8  # words; the shortest run that says more than that two writers use the same language
QUOTED_SHINGLE = 5  # words; quotation marks say already that the words are someone's


class _Words(Struct, frozen=True):
    doc: str
    text: str
    tokens: tuple[Token, ...]
    quotes: tuple[Quote, ...]


def find_passages(marks: Sequence[Marks]) -> list[Passage]:
    """Return the runs of eight and more words that an article has in common with an earlier one.

    ``marks`` come earliest first. Each run is set beside the earliest article that has it, so a wire that a hundred
    papers print gives a hundred passages, not five thousand. Signs and capitals do not count as words.
    """
    return _shared_runs([_words_of(m, m.sentences) for m in marks], SHINGLE)


def find_shared_quotes(marks: Sequence[Marks]) -> list[Passage]:
    """Return the runs of five and more words that stand in quotation marks in two articles."""
    return _shared_runs([_words_of(m, _joined(q.span for q in m.quotes)) for m in marks], QUOTED_SHINGLE)


def weigh(marks: Iterable[Marks], passages: Iterable[Passage]) -> list[Overlap]:
    """Return the passages with how many of their words are quoted, or on a source's word.

    Captions come with their pictures: their words count as quoted.
    """
    by_doc = {m.article.id: m for m in marks}
    kept: dict[str, _Kept] = {}

    def words(e: Excerpt) -> list[tuple[bool, bool]]:
        if e.doc not in kept:
            kept[e.doc] = _Kept(by_doc[e.doc])
        return kept[e.doc].words(e)

    found = []
    for p in passages:
        both = [(a or c, b or d) for (a, b), (c, d) in zip(words(p.one), words(p.other), strict=False)]
        unquoted = [said for quoted, said in both if not quoted]
        found.append(Overlap(p, len(unquoted), unquoted.count(False)))
    return found


class _Kept:
    """Which characters of an article are quoted, and which are on a source's word or name it."""

    def __init__(self, marks: Marks) -> None:
        self._quoted, self._said = (bytearray(len(marks.article.text)) for _ in range(2))
        captions = [f.span for f in marks.article.furniture if f.kind == "caption"]
        for span in [*captions, *(q.span for q in marks.quotes)]:
            self._quoted[span.start : span.end] = b"\1" * (span.end - span.start)
        for span in (s for a in marks.attributions for s in (*a.source, *a.cue, *a.content)):
            self._said[span.start : span.end] = b"\1" * (span.end - span.start)

    def words(self, e: Excerpt) -> list[tuple[bool, bool]]:
        """Return for each word of a stretch whether it is quoted, and whether it is on a source's word."""
        places = [t.start for t in tokenize(e.text, e.start) if t.text[0].isalnum()]
        return [(bool(self._quoted[at]), bool(self._said[at])) for at in places]


def quoted_alike(
    marks: Sequence[Marks], shared_quotes: Sequence[Passage], source_of: FindSource
) -> list[tuple[str | None, str | None]]:
    """Return the ids of the two sources to which two articles give the same quoted words, for each shared quote."""
    by_doc = {m.article.id: m for m in marks}

    def speaker(words: Excerpt) -> str | None:
        spoken = (q for q in by_doc[words.doc].quotes if q.span.start <= words.start < q.span.end)
        source = next((source_of(words.doc, q.speaker) for q in spoken), None)
        return source.id if source else None

    return [(speaker(p.one), speaker(p.other)) for p in shared_quotes]


def _shared_runs(articles: Sequence[_Words], size: int) -> list[Passage]:
    first_seen: dict[int, tuple[int, int]] = {}  # by the hash of a shingle, which takes far less room than its words
    found: list[Passage] = []
    for n, article in enumerate(articles):
        here = [hash(tuple(t.low for t in article.tokens[i : i + size])) for i in range(len(article.tokens) - size + 1)]
        i = 0
        while i < len(here):
            holder = first_seen.get(here[i])
            length = _run(articles[holder[0]].tokens, holder[1], article.tokens, i) if holder else 0
            if holder is None or length < size:
                i += 1
                continue
            found.append(_passage(articles[holder[0]], holder[1], article, i, length))
            i += length
        for i, shingle in enumerate(here):
            first_seen.setdefault(shingle, (n, i))
    return found


def _words_of(marks: Marks, spans: Iterable[Span]) -> _Words:
    text = marks.article.text
    tokens = [
        t
        for s in spans
        for t in tokenize(s.of(text), s.start)
        if t.text[0].isalnum()  # neither signs nor a possessive's ending
    ]
    return _Words(marks.article.id, text, tuple(tokens), marks.quotes)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return stretches in order, those that overlap as one: a quotation in a quotation has no words of its own."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _run(a: Sequence[Token], i: int, b: Sequence[Token], j: int) -> int:
    length = 0
    while i + length < len(a) and j + length < len(b) and a[i + length].low == b[j + length].low:
        length += 1
    return length


def _passage(a: _Words, i: int, b: _Words, j: int, length: int) -> Passage:
    one, other = (Span(w.tokens[k].start, w.tokens[k + length - 1].end) for w, k in ((a, i), (b, j)))
    return Passage(
        one=Excerpt(doc=a.doc, start=one.start, end=one.end, text=one.of(a.text)),
        other=Excerpt(doc=b.doc, start=other.start, end=other.end, text=other.of(b.text)),
        words=length,
        quoted=any(_covers(q.span, one) for q in a.quotes) and any(_covers(q.span, other) for q in b.quotes),
    )


def _covers(quote: Span, run: Span) -> bool:
    """Tell whether most of a run stands inside a quotation."""
    return min(quote.end, run.end) - max(quote.start, run.start) > 0.6 * (run.end - run.start)
