"""Quotations that differ between articles."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct
from rapidfuzz.distance import LCSseq

from saidby.evidence import Evidence, Telling
from saidby.likeness import dates_agree, is_slip, same_value
from saidby.link.drift.excerpts import drift, excerpt, quoted
from saidby.link.drift.wordings import FUNCTION, key, same_meaning, weighs_little, words_of
from saidby.records import Drift, Excerpt, Quote, Span
from saidby.text import Token, tokenize

_CONTEXT = 2  # words shown on either side of the change
_ANCHOR = 5  # words that both have around a change, at least
_AT_EDGE = 2  # words that may differ at the beginning or end of both quotations
_RUN = 3  # words in common by which two short quotations are found, and ...
_SHORT = 6  # ... the words, and ...
_NEARLY_ALL = 0.75  # ... their share of the longer one, that make them one
_LONGEST = 6  # words: longer differences are another sentence, not another word
_ALIKE = 0.6  # share of the shorter quotation's words that both have in the same order
_CHANGED = 3  # words in common for each that is another: with fewer, two sayings have a turn of phrase in common
_OWNED = ("...", "…", "[")  # the writer owns up to having left out or put in words
_MARKS = ("“", "”", '"', "‘‘", "’’", "''", ",’", ",'")  # another quotation begins or ends: it was misread

_Step = tuple[str, int, int, int, int]  # what became of a[i:j] in b[k:m]


_Stretch = tuple[Sequence[Token], int, int]  # the words of a quotation, and which of them differ


class Pair(Struct, frozen=True):
    one: tuple[str, Quote]
    other: tuple[str, Quote]


class _Change(Struct, frozen=True):
    """Two versions of one stretch, each with the words that the other lacks."""

    one: Excerpt
    other: Excerpt
    words: tuple[str, str]
    minor: bool


def altered_quote(evidence: Evidence) -> Iterator[Drift]:
    """Two articles put different words between quotation marks in what is otherwise one quotation.

    Spelling, capitals, signs, glosses in brackets, left-out words at either end and at an ellipsis are no change.
    The version that fewer articles have is the altered one; of two equal ones that of the article which has altered
    other quotations, else the later.
    """
    changes = [change for pair in pairs_of_quotes(evidence) for change in _changes(evidence, pair)]
    said = _Said(evidence)
    votes = [said.in_docs(c.one, but=c.other.doc) - said.in_docs(c.other, but=c.one.doc) for c in changes]
    altering = Counter(c.other.doc if vote > 0 else c.one.doc for c, vote in zip(changes, votes, strict=True) if vote)
    order = {doc: n for n, doc in enumerate(evidence.marks)}
    for c, vote in zip(changes, votes, strict=True):
        order_right = order[c.other.doc] - order[c.one.doc]
        first_right = (vote, altering[c.other.doc] - altering[c.one.doc], order_right) > (0, 0, 0)
        if not _two_counts(evidence, c):
            yield _altered(c if first_right else _Change(c.other, c.one, c.words[::-1], c.minor))


def _two_counts(evidence: Evidence, change: _Change) -> bool:
    """Tell whether a number differs since two sources put theirs in like words, or one of them on two days."""
    one, other = (_count_in(evidence, e) for e in (change.one, change.other))
    if one is None or other is None or is_slip(one.figure, other.figure) or same_value(one.figure, other.figure):
        return False  # one number, or what has become of it: the words beside it are another matter
    sources = one.claimant != other.claimant
    return sources or not dates_agree(one.said_on or one.published, other.said_on or other.published, within=0)


def _count_in(evidence: Evidence, e: Excerpt) -> Telling | None:
    figures = (f for f in evidence.marks[e.doc].figures if e.start <= f.bare.start < e.end)
    return next((evidence.tellings[e.doc, f.id] for f in figures), None)


def _altered(change: _Change) -> Drift:
    meant, said = change.words
    return drift(
        "number_changed" if any(c.isdigit() for c in meant + said) else "altered_quote",
        change.other,
        change.one,
        why=_sentence(said, meant),
        rule="same quotation, other words",
        minor=change.minor,
    )


def _sentence(said: str, meant: str) -> str:
    if not said:
        return f"the quotation leaves out {quoted(meant)}, which the other account quotes"
    if not meant:
        return f"the quotation has {quoted(said)}, which the other account does not quote"
    return f"the quotation has {quoted(said)} where the other account quotes {quoted(meant)}"


class _Said:
    """What the articles quote, by every three words in a row."""

    def __init__(self, evidence: Evidence) -> None:
        self._quotes: dict[str, str] = {}
        self._docs: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for doc, marks in evidence.marks.items():
            rows = [_plain(q.span.of(marks.article.text)) for q in marks.quotes]
            self._quotes[doc] = " | ".join(rows)
            for run in {run for row in rows for run in _runs(row.split())}:
                self._docs[run].add(doc)

    def in_docs(self, version: Excerpt, *, but: str) -> int:
        """Return how many articles quote these words."""
        words = _plain(version.text)
        runs = _runs(words.split())
        docs = min((self._docs[r] for r in runs), key=len) if runs else self._quotes
        return sum(words in self._quotes[doc] for doc in docs if doc != but)


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[n:] for n in range(_RUN)), strict=False))


def pairs_of_quotes(evidence: Evidence) -> list[Pair]:
    """Return the quotations of two articles that are one, as far as their words tell, each pair once."""
    found: dict[tuple[str, Span, str, Span], Pair] = {}
    for p in evidence.shared_quotes:
        # a run may go on through the quotations that follow
        row = zip(_quotes_in(evidence, p.one), _quotes_in(evidence, p.other), strict=False)
        for one, other in row if p.one.doc != p.other.doc else ():
            found[p.one.doc, one.span, p.other.doc, other.span] = Pair((p.one.doc, one), (p.other.doc, other))
    for pair in _short_pairs(evidence):
        found.setdefault((pair.one[0], pair.one[1].span, pair.other[0], pair.other[1].span), pair)
    return list(found.values())


def _short_pairs(evidence: Evidence) -> Iterator[Pair]:
    """Yield quotations that have nearly all their words in common, however short the runs between the changes.

    Each is set beside the first that has three words of its in a row.
    """
    first: dict[tuple[str, ...], tuple[str, Quote, tuple[str, ...]]] = {}
    for doc, marks in evidence.marks.items():
        for quote in marks.quotes:
            words = tuple(key(t) for t in _words(evidence, doc, quote))
            runs = _runs(words)
            known = [first[r] for r in runs if r in first]
            for holder, other, theirs in dict.fromkeys(known):
                if holder != doc and words != theirs and _nearly_all(words, theirs):
                    yield Pair((holder, other), (doc, quote))
            for r in runs:
                first.setdefault(r, (doc, quote, words))


def _nearly_all(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether two rows of words are one, a word or two aside."""
    least = max(_SHORT, _NEARLY_ALL * max(len(a), len(b)))
    if min(len(a), len(b)) < least or len(set(a) & set(b) - FUNCTION) < _RUN:
        return False
    return LCSseq.similarity(a, b) >= least


def _quotes_in(evidence: Evidence, words: Excerpt) -> list[Quote]:
    quotes = evidence.marks[words.doc].quotes
    return [q for q in quotes if q.span.start < words.end and words.start < q.span.end]


def _changes(evidence: Evidence, pair: Pair) -> Iterator[_Change]:
    a, b = (_words(evidence, *side) for side in (pair.one, pair.other))
    matcher = SequenceMatcher(a=[key(t) for t in a], b=[key(t) for t in b], autojunk=False)
    blocks = matcher.get_matching_blocks()
    if sum(block.size for block in blocks) < _ALIKE * min(len(a), len(b)):
        return
    steps = matcher.get_opcodes()
    if _CHANGED * _replaced(steps) > sum(block.size for block in blocks):
        return
    for n, (tag, i, j, k, m) in enumerate(steps):
        if tag == "equal" or max(j - i, m - k) > _LONGEST:
            continue
        if not (_anchored(steps, n) or _at_edge(steps, n, (*a[i:j], *b[k:m]))):
            continue
        beside = a[max(0, i - _CONTEXT) : i] + a[j : j + _CONTEXT]
        if not same_meaning(a[i:j], b[k:m], beside) and not _owned(evidence, pair, a[i:j], b[k:m]):
            yield from _change(evidence, pair, (a, i, j), (b, k, m))


def _change(evidence: Evidence, pair: Pair, a: _Stretch, b: _Stretch) -> Iterator[_Change]:
    """Yield the change with the words around it; not where signs tell that these were never one quotation."""
    one, other = (excerpt(evidence, doc, _around(*at)) for (doc, _), at in ((pair.one, a), (pair.other, b)))
    texts = [evidence.marks[doc].article.text for doc, _ in (pair.one, pair.other)]
    if any(sign in e.text for sign in (*_OWNED, *_MARKS, "#", "@") for e in (one, other)):
        return
    words = (_whole(texts[0], *a), _whole(texts[1], *b))
    yield _Change(one, other, words, minor=weighs_little(a[0][a[1] : a[2]], b[0][b[1] : b[2]]))


def _whole(text: str, tokens: Sequence[Token], first: int, last: int) -> str:
    """Return words as they stand, contractions whole: "haven't" where "haven" differs from "hadn"."""
    if first == last:
        return ""
    start, end = tokens[first].start, tokens[last - 1].end
    while start > 1 and text[start - 1] in "'’" and text[start - 2].isalpha():
        start = next((n for n in range(start - 2, 0, -1) if not text[n - 1].isalpha()), 0)
    while end + 1 < len(text) and text[end] in "'’" and text[end + 1].isalpha():
        end = next((n for n in range(end + 2, len(text)) if not text[n].isalpha()), len(text))
    return text[start:end]


def _replaced(steps: Sequence[_Step]) -> int:
    """Return how many words stand for others; what is longer than a change is another sentence."""
    sizes = (max(j - i, m - k) for tag, i, j, k, m in steps if tag == "replace")
    return sum(size for size in sizes if size <= _LONGEST)


def _anchored(steps: Sequence[_Step], n: int) -> bool:
    """Tell whether a change stands between words that both quotations have, so that it is no other sentence.

    One word is enough with which both begin, or both end.
    """
    left, right = (_words_in(steps, k) for k in (n - 1, n + 1))
    few_left = left < _CONTEXT and n != 1
    few_right = right < _CONTEXT and n != len(steps) - 2
    return bool(left and right) and not few_left and not few_right and left + right >= _ANCHOR


def _at_edge(steps: Sequence[_Step], n: int, words: Sequence[Token]) -> bool:
    """Tell whether both quotations begin, or both end, with as many words of their own: nothing is just left out."""
    tag, i, j, k, m = steps[n]
    if tag != "replace" or j - i != m - k or j - i > _AT_EDGE or all(t.low in FUNCTION for t in words):
        return False
    return len(steps) > 1 and n in {0, len(steps) - 1} and _words_in(steps, n + 1 if n == 0 else n - 1) >= _ANCHOR


def _words_in(steps: Sequence[_Step], n: int) -> int:
    """Return how many words both have in common there."""
    if not 0 <= n < len(steps) or steps[n][0] != "equal":
        return 0
    return steps[n][2] - steps[n][1]


def _words(evidence: Evidence, doc: str, quote: Quote) -> list[Token]:
    return words_of(quote.span.of(evidence.marks[doc].article.text), quote.span.start)


def _owned(evidence: Evidence, pair: Pair, a: Sequence[Token], b: Sequence[Token]) -> bool:
    """Tell whether words are missing that an ellipsis or brackets own up to."""
    texts = [q.span.of(evidence.marks[d].article.text) for d, q in (pair.one, pair.other)]
    return not (a and b) and any(sign in text for text in texts for sign in _OWNED)


def _around(tokens: Sequence[Token], first: int, last: int) -> Span:
    return Span(tokens[max(0, first - _CONTEXT)].start, tokens[min(len(tokens), last + _CONTEXT) - 1].end)


def _plain(text: str) -> str:
    return " ".join(key(t) for t in tokenize(text) if t.text[0].isalnum())
