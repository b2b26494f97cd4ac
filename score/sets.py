"""The public annotated sets of the shared folder, and what is counted on them."""

import gzip
import json
from functools import cache
from typing import Any

from msgspec import Struct

from saidby.lexicon import Lexicon, load_lexicon
from saidby.mark.dates import find_dates
from saidby.mark.figures import find_figures
from saidby.mark.numbers import find_numbers
from saidby.mark.tie import tie
from saidby.records import Article, Figure, Marks
from saidby.text import lay_out
from score import gold

Row = dict[str, Any]


def rows(*parts: str) -> list[Row]:
    """Return the documents of one set: a gzipped file in the shared folder, one JSON object a line."""
    with gzip.open(gold.SHARED.joinpath("data", *parts), "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


def figures_of(text: str, published: str | None = None) -> tuple[Figure, ...]:
    """Return the figures of a bare text with what they count, found by the steps that read figures alone."""
    words = lexicon()
    layout = lay_out(text)
    dates = find_dates(layout, published, words)
    found = find_figures(layout, find_numbers(layout, words), dates, "", words)
    article = Article(id="text", key="", text=text, published=published)
    sentences = tuple(s.span for s in layout.sentences)
    return tie(
        layout, Marks(article=article, sentences=sentences, figures=tuple(found), dates=tuple(dates)), words
    ).figures


class Tally(Struct, frozen=True):
    """How many were right, of those found and of those annotated."""

    right: int
    found: int
    annotated: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        both = self.found + self.annotated
        return 2 * self.right / both if both else 0.0

    def line(self, name: str) -> str:
        """Return one row of a printed table."""
        return f"{name:<28} P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}   ({self.right} right)"


def singular(word: str) -> str:
    """Return the word in lower case without a plural's ending; good enough to compare two units."""
    low = word.casefold().strip()
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if low.endswith(ending) and len(low) > len(ending) + 1:
            return low.removesuffix(ending) + instead
    return low[:-1] if low.endswith("s") and not low.endswith(("ss", "us")) and len(low) > 2 else low
