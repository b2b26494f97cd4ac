"""saidby itself, asked in the same way: figures alone, dates alone, or the whole of mark() with a reader."""

import sys
from functools import partial

from lines import Found, answer

from saidby.lexicon import load_lexicon
from saidby.mark.dates import find_dates
from saidby.mark.figures import find_figures
from saidby.mark.numbers import find_numbers
from saidby.pipeline import mark
from saidby.records import Article
from saidby.text import lay_out

LEXICON = load_lexicon()


def figures(text: str, published: str | None) -> Found:
    """Return the figures of the text."""
    layout = lay_out(text)
    dates = find_dates(layout, published, LEXICON)
    found = find_figures(layout, find_numbers(layout, LEXICON), dates, "", LEXICON)
    return [{"start": f.bare.start, "end": f.bare.end, "low": f.low, "high": f.high} for f in found]


def dates(text: str, published: str | None) -> Found:
    """Return the dates of the text whose value is told."""
    found = find_dates(lay_out(text), published, LEXICON, ends_apart=True)
    return [{"start": m.span.start, "end": m.span.end, "value": m.value} for m in found if m.value is not None]


def whole(text: str, published: str | None, *, reader: str) -> Found:
    """Return the figures with all that hangs on them: sources, quotations, places, bases."""
    marks = mark(Article(id="text", key="", text=text, published=published), LEXICON, reader=reader)
    return [{"start": f.bare.start, "end": f.bare.end, "source": f.source} for f in marks.figures]


if __name__ == "__main__":
    what, *reader = sys.argv[1:]
    answer({"figures": figures, "dates": dates}.get(what) or partial(whole, reader=reader[0]))
