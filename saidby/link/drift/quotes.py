"""Quotations that differ between articles."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from msgspec import Struct
from rapidfuzz.distance import LCSseq, Levenshtein

from saidby.evidence import Evidence
from saidby.likeness import singular
from saidby.link.drift.excerpts import drift, excerpt, quoted
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
_OPENS, _CLOSES = "([", ")]"
_LONG_WORD = 7  # letters; shorter words one letter apart are often two words
_OWNED = ("...", "…", "[")  # the writer owns up to having left out or put in words
_FULL = {"re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would", "t": "not", "cannot": "cannot", "wo": "will"}
_FUNCTION = frozenset(
    "for to in on at by from of with as and or but if that which who whom it its is are was were be has have had will "
    "would can could do did does so very just this these those there we they he she i you not".split()
)
_SMALL = frozenset("the a an that this of in to and s is percent per cent".split())


_Step = tuple[str, int, int, int, int]  # what became of a[i:j] in b[k:m]


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
    said = {d: " | ".join(_plain(q.span.of(m.article.text)) for q in m.quotes) for d, m in evidence.marks.items()}
    votes = [_having(said, c.one, c.other.doc) - _having(said, c.other, c.one.doc) for c in changes]
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
        why=f"the quotation has {_or_nothing(said)} where the other has {_or_nothing(meant)}",
        rule="same quotation, other words",
        minor=all(w in _FUNCTION for w in (meant + " " + said).casefold().split()),
    )


def _or_nothing(words: str) -> str:
    return quoted(words) if words else "nothing"


def _having(said: Mapping[str, str], version: Excerpt, but: str) -> int:
    """Return how many articles quote these words."""
    words = _plain(version.text)
    return sum(words in quotes for doc, quotes in said.items() if doc != but)


def _pairs(evidence: Evidence) -> list[_Pair]:
    """Return the quotations of two articles that are one, as far as their words tell, each pair once."""
    found: dict[tuple[str, Span, str, Span], _Pair] = {}
    for p in evidence.shared_quotes:
        one, other = _quote_at(evidence, p.one), _quote_at(evidence, p.other)
        if one and other and p.one.doc != p.other.doc:
            found[p.one.doc, one.span, p.other.doc, other.span] = _Pair((p.one.doc, one), (p.other.doc, other))
    for pair in _short_pairs(evidence):
        found.setdefault((pair.one[0], pair.one[1].span, pair.other[0], pair.other[1].span), pair)
    return list(found.values())


def _short_pairs(evidence: Evidence) -> Iterator[_Pair]:
    """Yield quotations that have nearly all their words in common, however short the runs between the changes.

    Each is set beside the first that has three words of its in a row.
    """
    first: dict[tuple[str, ...], tuple[str, Quote, tuple[str, ...]]] = {}
    for doc, marks in evidence.marks.items():
        for quote in marks.quotes:
            words = tuple(_key(t) for t in _words(evidence, doc, quote))
            runs = list(zip(*(words[n:] for n in range(_RUN)), strict=False))
            known = [first[r] for r in runs if r in first]
            for holder, other, theirs in dict.fromkeys(known):
                if holder != doc and words != theirs and _nearly_all(words, theirs):
                    yield _Pair((holder, other), (doc, quote))
            for r in runs:
                first.setdefault(r, (doc, quote, words))


def _nearly_all(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether two rows of words are one, a word or two aside."""
    least = max(_SHORT, _NEARLY_ALL * max(len(a), len(b)))
    if min(len(a), len(b)) < least or len(set(a) & set(b) - _FUNCTION) < _RUN:
        return False
    return LCSseq.similarity(a, b) >= least


def _quote_at(evidence: Evidence, words: Excerpt) -> Quote | None:
    quotes = evidence.marks[words.doc].quotes
    return next((q for q in quotes if q.span.start <= words.start < q.span.end), None)


def _changes(evidence: Evidence, pair: _Pair) -> Iterator[_Change]:
    a, b = (_words(evidence, *side) for side in (pair.one, pair.other))
    matcher = SequenceMatcher(a=[_key(t) for t in a], b=[_key(t) for t in b], autojunk=False)
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
        if _means_nothing(evidence, pair, a[i:j], b[k:m]):
            continue
        words = (" ".join(t.text for t in a[i:j]), " ".join(t.text for t in b[k:m]))
        one = excerpt(evidence, pair.one[0], _around(a, i, j))
        other = excerpt(evidence, pair.other[0], _around(b, k, m))
        if not any(sign in e.text for sign in _OWNED for e in (one, other)):
            yield _Change(one, other, words)


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
    if tag != "replace" or j - i != m - k or j - i > _AT_EDGE or all(t.low in _FUNCTION for t in words):
        return False
    return len(steps) > 1 and n in {0, len(steps) - 1} and _words_in(steps, n + 1 if n == 0 else n - 1) >= _ANCHOR


def _words_in(steps: Sequence[_Step], n: int) -> int:
    """Return how many words both have in common there."""
    if not 0 <= n < len(steps) or steps[n][0] != "equal":
        return 0
    return steps[n][2] - steps[n][1]


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
    one, other = ([_key(t) for t in side if t.low not in _SMALL] for side in (a, b))
    if "".join(_in_full(one)) == "".join(_in_full(other)) or _misspelt(one, other):
        return True
    texts = [q.span.of(evidence.marks[d].article.text) for d, q in (pair.one, pair.other)]
    return any(sign in text for text in texts for sign in _OWNED) and not (one and other)


def _in_full(words: Sequence[str]) -> list[str]:
    """Return words with contractions written out: "don't" and "do not" are one."""
    return [_FULL.get(w, w[:-1] if w.endswith("n") and after == "t" else w) for w, after in pairwise([*words, ""])]


def _misspelt(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two stretches are one word in two spellings: one letter apart, or singular and plural."""
    if len(one) != 1 or len(other) != 1 or (one[0] + other[0]).isdigit():
        return False
    long = min(len(one[0]), len(other[0])) >= _LONG_WORD
    return singular(one[0]) == singular(other[0]) or (long and Levenshtein.distance(one[0], other[0]) == 1)


def _around(tokens: Sequence[Token], first: int, last: int) -> Span:
    return Span(tokens[max(0, first - _CONTEXT)].start, tokens[min(len(tokens), last + _CONTEXT) - 1].end)


def _plain(text: str) -> str:
    return " ".join(_key(t) for t in tokenize(text) if t.text[0].isalnum())


def _key(token: Token) -> str:
    """Return a word as both sides of the Atlantic spell it."""
    word = token.low.replace("-", "").replace(".", "")
    for british, american in (("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized")):
        if word.endswith(british) and len(word) > len(british) + 2:
            return word[: -len(british)] + american
    return word.replace("our", "or").replace("centre", "center").replace("defence", "defense")
