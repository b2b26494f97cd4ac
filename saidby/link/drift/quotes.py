"""Quotations that differ between articles."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from saidby.hooks import Evidence
from saidby.link.drift.words import drift, excerpt, quoted
from saidby.records import Drift, Excerpt, Quote, Span
from saidby.text import Token, tokenize

_CONTEXT = 2  # words shown on either side of the change
_LONGEST = 6  # words: longer differences are another sentence, not another word
_ALIKE = 0.6  # share of the shorter quotation's words that both have in the same order
_OPENS, _CLOSES = "([", ")]"
_SMALL = frozenset("the a an that this of in to and s".split())


class _Pair(Struct, frozen=True):
    one: tuple[str, Quote]
    other: tuple[str, Quote]


class _Change(Struct, frozen=True):
    """Two versions of one stretch, each with the words that the other lacks."""

    one: Excerpt
    other: Excerpt
    words: tuple[str, str]


def altered_quote(evidence: Evidence) -> Iterator[Drift]:
    """Two articles put different words between quotation marks in what is otherwise one quotation.

    Spelling, capitals, signs, glosses in brackets, left-out words at either end and at an ellipsis are no change.
    The version that fewer articles have is the altered one; of two equal ones that of the article which has altered
    other quotations, else the later.
    """
    changes = [change for pair in _pairs(evidence) for change in _changes(evidence, pair)]
    votes = [_having(evidence, c.one, c.other.doc) - _having(evidence, c.other, c.one.doc) for c in changes]
    altering = Counter(c.other.doc if vote > 0 else c.one.doc for c, vote in zip(changes, votes, strict=True) if vote)
    order = {doc: n for n, doc in enumerate(evidence.marks)}
    for c, vote in zip(changes, votes, strict=True):
        first_right = (vote, altering[c.other.doc] - altering[c.one.doc], order[c.other.doc] - order[c.one.doc]) > (
            0,
            0,
            0,
        )
        yield _altered(c if first_right else _Change(c.other, c.one, (c.words[1], c.words[0])))


def _altered(change: _Change) -> Drift:
    meant, said = change.words
    return drift(
        "number_changed" if any(c.isdigit() for c in meant + said) else "altered_quote",
        change.other,
        change.one,
        why=f"inside quotation marks {quoted(said) if said else 'nothing'} for {quoted(meant) if meant else 'nothing'}",
        rule="same quotation, other words",
    )


def _having(evidence: Evidence, version: Excerpt, but: str) -> int:
    """Return how many articles quote these words."""
    words = " ".join(_plain(version.text))
    return sum(
        any(words in " ".join(_plain(q.span.of(m.article.text))) for q in m.quotes)
        for doc, m in evidence.marks.items()
        if doc != but
    )


def _pairs(evidence: Evidence) -> list[_Pair]:
    """Return the quotations of two articles that share a run of words, each pair once."""
    found: dict[tuple[str, Span, str, Span], _Pair] = {}
    for p in evidence.shared_quotes:
        one, other = _quote_at(evidence, p.one), _quote_at(evidence, p.other)
        if one and other and p.one.doc != p.other.doc:
            found[p.one.doc, one.span, p.other.doc, other.span] = _Pair((p.one.doc, one), (p.other.doc, other))
    return list(found.values())


def _quote_at(evidence: Evidence, words: Excerpt) -> Quote | None:
    quotes = evidence.marks[words.doc].quotes
    return next((q for q in quotes if q.span.start <= words.start < q.span.end), None)


def _changes(evidence: Evidence, pair: _Pair) -> Iterator[_Change]:
    a, b = (_words(evidence, *side) for side in (pair.one, pair.other))
    matcher = SequenceMatcher(a=[_key(t) for t in a], b=[_key(t) for t in b], autojunk=False)
    blocks = matcher.get_matching_blocks()
    if sum(block.size for block in blocks) < _ALIKE * min(len(a), len(b)):
        return
    for tag, i, j, k, m in matcher.get_opcodes():
        at_end = i == 0 or k == 0 or j == len(a) or m == len(b)
        if tag == "equal" or at_end or max(j - i, m - k) > _LONGEST:
            continue
        if _means_nothing(evidence, pair, a[i:j], b[k:m]):
            continue
        words = (" ".join(t.text for t in a[i:j]), " ".join(t.text for t in b[k:m]))
        one = excerpt(evidence, pair.one[0], _around(a, i, j))
        yield _Change(one, excerpt(evidence, pair.other[0], _around(b, k, m)), words)


def _words(evidence: Evidence, doc: str, quote: Quote) -> list[Token]:
    """Return the words of a quotation, glosses in brackets left out."""
    depth = 0
    found = []
    for t in tokenize(quote.span.of(evidence.marks[doc].article.text), quote.span.start):
        depth += t.text in _OPENS
        if not depth and t.text[0].isalnum():
            found.append(t)
        depth -= t.text in _CLOSES and depth > 0
    return found


def _means_nothing(evidence: Evidence, pair: _Pair, a: Sequence[Token], b: Sequence[Token]) -> bool:
    """Tell whether two stretches differ in spelling, small words, or what an ellipsis or brackets own up to."""
    one, other = [_key(t) for t in a if t.low not in _SMALL], [_key(t) for t in b if t.low not in _SMALL]
    if one == other or "".join(one) == "".join(other):
        return True
    texts = [evidence.marks[d].article.text[q.span.start : q.span.end] for d, q in (pair.one, pair.other)]
    owned = any(mark in text for text in texts for mark in ("...", "…", "["))
    return owned and not (one and other)


def _around(tokens: Sequence[Token], first: int, last: int) -> Span:
    return Span(tokens[max(0, first - _CONTEXT)].start, tokens[min(len(tokens), last + _CONTEXT) - 1].end)


def _plain(text: str) -> list[str]:
    return [_key(t) for t in tokenize(text) if t.text[0].isalnum()]


def _key(token: Token) -> str:
    """Return a word as both sides of the Atlantic spell it, without its plural ending."""
    word = token.low.replace("-", "")
    for british, american in (("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized")):
        if word.endswith(british) and len(word) > len(british) + 2:
            return word[: -len(british)] + american
    return word.replace("our", "or").replace("centre", "center").replace("defence", "defense")
