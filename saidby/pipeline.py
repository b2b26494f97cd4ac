"""The page: read(), mark() and link() list their steps in order. Steps meet here and never import each other."""

import hashlib
import json
from collections.abc import Sequence

from saidby.lexicon import Lexicon, load_lexicon
from saidby.mark.attribution import find_attributions
from saidby.mark.dates import find_dates
from saidby.mark.figures import find_figures
from saidby.mark.hedges import find_hedges
from saidby.mark.numbers import find_numbers
from saidby.mark.quotes import find_quotes
from saidby.mark.tie import tie
from saidby.records import Article, Marks, Story
from saidby.text import lay_out, normalise


def read(data: bytes, *, name: str, lexicon: Lexicon | None = None) -> Article:
    """Return one article from the bytes of a file; ``name`` is its file name. Raise BadInput where it is none."""
    lexicon = lexicon or load_lexicon()
    if name.endswith(".json"):
        row = json.loads(data)
    else:
        row = {"id": name.rsplit(".", 1)[0], "text": data.decode()}
    text = row["text"]
    key = hashlib.sha256(normalise(text).encode()).hexdigest()
    return Article(
        id=row["id"], key=key, text=text, outlet=row.get("outlet"), published=row.get("published"), url=row.get("url")
    )


def mark(article: Article, lexicon: Lexicon | None = None) -> Marks:
    """Return everything that one article says. Pure: no files, no network, no other article."""
    lexicon = lexicon or load_lexicon()
    layout = lay_out(article.text, skip=[f.span for f in article.furniture if not f.told])
    dates = find_dates(layout, article.published, lexicon)
    numbers = find_numbers(layout, lexicon)
    figures = find_figures(layout, numbers, dates, article.key, lexicon)
    quotes = find_quotes(layout)
    marks = Marks(
        article=article,
        sentences=tuple(s.span for s in layout.sentences),
        figures=tuple(figures),
        quotes=tuple(quotes),
        attributions=tuple(find_attributions(layout, quotes, lexicon)),
        hedges=tuple(find_hedges(layout, lexicon)),
        dates=tuple(dates),
    )
    return tie(layout, marks, lexicon)


def link(marks: Sequence[Marks], lexicon: Lexicon | None = None) -> Story:
    """Return many articles as one story. Pure; the order of ``marks`` changes nothing."""
    raise NotImplementedError
