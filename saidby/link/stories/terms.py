"""What an article is about, in a few weighted terms, and the details by which another account of it is known.

How rare a term is comes from a table of how usual words are in news, never from the articles that happen to be there:
so what two articles have in common does not change when a third one arrives.
"""

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files

from msgspec import Struct

from saidby.days import period_of
from saidby.likeness import number_of
from saidby.records import Article, Figure, Marks, Quote

TERMS = 40  # an article; fewer lose long reports that come to the matter late
LEADING = 12  # of these, by which an article is looked up
_LEAD = 600  # characters: headline and lead say what the news is, and count twice
_PLAIN = 2.5  # bits: what every sixth article has says nothing about any
_UNKNOWN = 10.0  # bits of a word that is not in the table
_NO_NAME = 0.5  # of a name's weight, that of any other word as rare (swept 0.4-1: names tell events apart)
_LEAST_NUMBER = 13  # smaller counts are told of everything
_BITS_A_DIGIT = 2.5  # of a figure: one that is round to its first digit is told of everything, too
_RUN = 5  # words of a quotation that are looked for together
_OF_RUNS = 4  # of so many runs side by side one is kept: any eight words that two quotations share are found
_UNDATED = 9_999_999  # behind every day that there is
_WORD = re.compile(r"[^\W\d_]{3,}")
_ANY_WORD = re.compile(r"\w+")
_BEGINS = re.compile(r"(?:^|[\n.!?:]\W{0,2})$")


class Signature(Struct, frozen=True, kw_only=True):
    """An article in brief. ``weights`` have length one; ``day`` counts days, and is None where nobody knows it.

    ``details`` stand for its figures and its quotations.
    """

    id: str
    key: str
    day: int | None
    weights: Mapping[str, float]
    leading: tuple[str, ...]
    details: frozenset[int]

    @property
    def place(self) -> str:
        """Return where the article stands among all others in time, as a text that sorts so; without a day, last."""
        return f"{_UNDATED if self.day is None else self.day:07d} {self.key} {self.id}"


def day_of(place: str) -> int | None:
    """Return the day of the article at a place; None where nobody knows it."""
    day = int(place[:7])
    return None if day == _UNDATED else day


def key_of(place: str) -> str:
    """Return the key of the article at a place."""
    return place.split(" ", 2)[1]


def signature(marks: Marks) -> Signature:
    """Return what an article is about."""
    best = sorted(_weighed(marks).items(), key=lambda pair: (-pair[1], pair[0]))[:TERMS]
    length = math.sqrt(sum(weight * weight for _, weight in best)) or 1.0
    return Signature(
        id=marks.article.id,
        key=marks.article.key,
        day=_day(marks.article),
        weights={sys.intern(term): weight / length for term, weight in best},
        leading=tuple(term for term, _ in best[:LEADING]),
        details=frozenset([*_told_figures(marks.figures), *_spoken(marks.quotes, marks.article.text)]),
    )


def likeness(one: Signature, other: Signature) -> float:
    """Return how much two articles have in common: 0 nothing, 1 all their terms with the same weight."""
    a, b = one.weights, other.weights
    return sum(a[term] * b[term] for term in a.keys() & b.keys())


def about(story: Iterable[Signature], *, terms: int = 3) -> str:
    """Return the terms that weigh most in all articles of a story together."""
    total: Counter[str] = Counter()
    for one in story:
        for term in one.leading:
            total[term] += round(1000 * one.weights[term])
    return ", ".join(term for term, _ in sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:terms])


def as_written(name: str, articles: Iterable[Article]) -> str:
    """Return a name made of terms with each as most articles write it: "kursk, dam" as "Kursk, dam"."""
    terms = dict.fromkeys(name.split(", "))
    forms: dict[str, Counter[str]] = {term: Counter() for term in terms}
    for article in articles:
        for text, _ in _told(article):
            for found in _WORD.findall(text):
                if (known := forms.get(found.casefold())) is not None and not (len(found) > 1 and found.isupper()):
                    known[found] += 1
    return ", ".join(min(forms[term], key=lambda form: (-forms[term][form], form), default=term) for term in terms)


# --- terms --------------------------------------------------------------------------------------------------------
def _weighed(marks: Marks) -> dict[str, float]:
    """Return words and figures with their weights: the rarer and the more often told, the weightier."""
    counts, names = _words(marks.article)
    words = {
        term: (1 + math.log2(n)) * rarity * (1 if term in names else _NO_NAME)
        for term, n in counts.items()
        if (rarity := _familiar().get(term, _UNKNOWN) - _PLAIN) > 0
    }
    numbers = Counter(f"{number:.15g}" for f in marks.figures if (number := _counted(f)) is not None)
    return words | {term: (1 + math.log2(n)) * _bits_of_number(term) for term, n in numbers.items()}


def _words(article: Article) -> tuple[Counter[str], set[str]]:
    """Return how often each word stands in an article, those of its beginning twice, and which of them are names.

    A name has a capital where no sentence begins, and is nowhere without. Where all is in capitals, all may be names.
    """
    counts: Counter[str] = Counter()
    named, plain = set(), set()
    for text, start in _told(article):
        for found in _WORD.finditer(text):
            word = found[0].casefold()
            counts[word] += 2 if start + found.start() < _LEAD else 1
            if found[0][0].islower():
                plain.add(word)
            elif word not in named and not _BEGINS.search(text, max(0, found.start() - 3), found.start()):
                named.add(word)
    return counts, named - plain


def _told(article: Article) -> Iterator[tuple[str, int]]:
    """Yield the stretches that are the article's own, with their places; a headline from elsewhere stands first."""
    if article.headline:
        yield article.headline, 0
    at = 0
    for gap in sorted(f.span for f in article.furniture if not f.told):
        if at < gap.start:
            yield article.text[at : gap.start], at
        at = max(at, gap.end)
    yield article.text[at:], at


@cache
def _familiar() -> Mapping[str, int]:
    """Return for each usual word its bits: one article in 2 ** bits has it."""
    lines = (files("saidby") / "models" / "familiar.txt").read_text("utf-8").splitlines()
    return {word: int(bits) for bits, *words in map(str.split, lines) for word in words}


def _counted(figure: Figure) -> float | None:
    """Return the number of a figure that is large enough to be known by it."""
    number = float(number_of(figure))
    return number if figure.kind != "share" and number >= _LEAST_NUMBER else None


def _bits_of_number(number: str) -> float:
    return min(_UNKNOWN - _PLAIN, _BITS_A_DIGIT * len(number.partition("e")[0].replace(".", "").rstrip("0")))


# --- details ------------------------------------------------------------------------------------------------------
def _told_figures(figures: Iterable[Figure]) -> Iterator[int]:
    """Yield a stand-in for each number of what was counted; what befell nobody, on nobody's word, is background."""
    for f in figures:
        number = _counted(f)
        if number is not None and (f.measure != "other" or f.source is not None):
            yield _stand_in(f"{f.measure} {number:.15g}")


def _spoken(quotes: Sequence[Quote], text: str) -> Iterator[int]:
    """Yield stand-ins for runs of quoted words, thinned out by winnowing (Schleimer, Wilkerson and Aiken 2003)."""
    for quote in quotes:
        words = _ANY_WORD.findall(quote.span.of(text).casefold())
        runs = [_stand_in(" ".join(words[n : n + _RUN])) for n in range(len(words) - _RUN + 1)]
        yield from {min(runs[n : n + _OF_RUNS]) for n in range(max(1, len(runs) - _OF_RUNS + 1)) if runs}


def _stand_in(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=7).digest())


def _day(article: Article) -> int | None:
    """Return the day of publication as a number, where it is known to the day."""
    period = period_of(article.published[:10]) if article.published and len(article.published) >= 10 else None
    return period.start.toordinal() if period else None
