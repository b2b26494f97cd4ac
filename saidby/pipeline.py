"""The page: read(), mark() and link() list their steps in order. Steps meet here and never import each other."""

import hashlib
from collections.abc import Sequence

from saidby.lexicon import Lexicon, load_lexicon
from saidby.mark.attribution import find_attributions, speakers_of_quotes
from saidby.mark.dates import find_dates
from saidby.mark.figures import find_figures
from saidby.mark.hedges import find_hedges
from saidby.mark.numbers import find_numbers
from saidby.mark.quotes import find_quotes
from saidby.mark.tie import tie
from saidby.read.dateline import find_dateline
from saidby.read.furniture import find_furniture, with_header
from saidby.read.given import take
from saidby.read.language import check_language
from saidby.read.outlet import find_outlet
from saidby.read.published import check_published, find_published
from saidby.read.title import find_byline, find_title
from saidby.read.wire import find_wire
from saidby.records import Article, Marks, Story
from saidby.text import lay_out, normalise


def read(data: bytes, *, name: str, lexicon: Lexicon | None = None) -> Article:
    """Return one article from the bytes of a file; ``name`` is its file name. Raise BadInput where it is none."""
    lexicon = lexicon or load_lexicon()
    given = take(data, name)
    text = given.text
    check_language(text, name)
    furniture = find_furniture(text, lexicon)
    dateline = find_dateline(text, furniture, lexicon)
    title = find_title(text, given.title, furniture, dateline.span.start if dateline else None)
    byline = find_byline(text, title, furniture)
    outlet = find_outlet(
        text, given=given.outlet, url=given.url, dateline=dateline, furniture=furniture, lexicon=lexicon
    )
    wire = find_wire(text, outlet=outlet, dateline=dateline, furniture=furniture, lexicon=lexicon)
    published = find_published(
        text,
        given=check_published(given.published, name, lexicon),
        url=given.url,
        dateline=dateline,
        furniture=furniture,
        lexicon=lexicon,
    )
    return Article(
        id=given.id or name,
        key=hashlib.sha256(normalise(text).encode()).hexdigest(),
        text=text,
        title=title,
        headline=given.title if title is None else None,
        outlet=outlet,
        byline=byline,
        dateline=dateline,
        published=published[0] if published else None,
        published_from=published[1] if published else None,
        wire=wire[0] if wire else None,
        credit=wire[1] if wire else None,
        url=given.url,
        furniture=tuple(with_header(furniture, dateline=dateline, byline=byline)),
    )


def mark(article: Article, lexicon: Lexicon | None = None) -> Marks:
    """Return everything that one article says. Pure: no files, no network, no other article."""
    lexicon = lexicon or load_lexicon()
    layout = lay_out(article.text, skip=[f.span for f in article.furniture if not f.told])
    dates = find_dates(layout, article.published, lexicon)
    numbers = find_numbers(layout, lexicon)
    figures = find_figures(layout, numbers, dates, article.key, lexicon)
    quotes = find_quotes(layout)
    attributions = find_attributions(layout, quotes, lexicon)
    marks = Marks(
        article=article,
        sentences=tuple(s.span for s in layout.sentences),
        figures=tuple(figures),
        quotes=tuple(speakers_of_quotes(layout, quotes, attributions)),
        attributions=tuple(attributions),
        hedges=tuple(find_hedges(layout, lexicon)),
        dates=tuple(dates),
    )
    return tie(layout, marks, lexicon)


def link(marks: Sequence[Marks], lexicon: Lexicon | None = None) -> Story:
    """Return many articles as one story. Pure; the order of ``marks`` changes nothing."""
    raise NotImplementedError
