"""Articles with marks for tests: figures stand in braces in the text, and have good defaults."""

import hashlib
import re
from typing import Any

from saidby.lexicon import Lexicon, load_lexicon
from saidby.mark.dates import find_dates
from saidby.mark.hedges import find_hedges
from saidby.mark.quotes import find_quotes
from saidby.pipeline import link
from saidby.records import Article, Attribution, Figure, Marks, Quote, Span, Story
from saidby.text import Layout, lay_out

_FIGURE = re.compile(r"\{([^}]*)\}")


def told(doc: str, marked: str, *figures: dict[str, Any], speaker: str | None = None, **article: Any) -> Marks:
    """Return an article. ``figures`` say what differs from the defaults, one for each pair of braces in order.

    A figure is killed people unless it says otherwise; its bounds are the digits in its braces. Its hedge and the
    words that name its source are looked up in its sentence. ``speaker`` speaks all quotations.
    """
    text = marked.replace("{", "").replace("}", "")
    layout = lay_out(text)
    lexicon = load_lexicon()
    spans = [Span(m.start() - 2 * n, m.end() - 2 * n - 2) for n, m in enumerate(_FIGURE.finditer(marked))]
    rows = [*figures, *[{} for _ in spans[len(figures) :]]]
    made = [_figure(n, span, layout, row) for n, (span, row) in enumerate(zip(spans, rows, strict=True), 1)]
    quotes = [Quote(span=q.span, speaker=speaker, rule="test") for q in find_quotes(layout)]
    return Marks(
        article=Article(id=doc, key=hashlib.sha256(text.encode()).hexdigest(), text=text, **article),
        sentences=tuple(s.span for s in layout.sentences),
        figures=tuple(made),
        quotes=tuple(quotes),
        attributions=tuple(_attributions(made, quotes, layout)),
        hedges=tuple(find_hedges(layout, lexicon)),
        dates=tuple(find_dates(layout, article.get("published"), lexicon)),
    )


def story(*marks: Marks, lexicon: Lexicon | None = None) -> Story:
    return link(marks, lexicon)


def _figure(n: int, span: Span, layout: Layout, row: dict[str, Any]) -> Figure:
    row = dict(row)
    words = span.of(layout.text)
    sentence = layout.sentence_at(span.start)
    assert sentence is not None
    number = float(re.sub(r"[^\d.]", "", words) or 0)
    bound = row.get("bound", "exact")
    source, hedge = row.get("source"), row.pop("hedge", None)
    named = row.pop("named", source)
    fields: dict[str, Any] = {
        "kind": "count",
        "measure": "killed",
        "bound": bound,
        "low": None if bound in {"nearly", "up_to"} else number,
        "high": None if bound in {"more_than", "at_least"} else number,
        "source_span": _in(layout, sentence.span, named),
        "hedge": tuple(s for s in [_in(layout, sentence.span, hedge)] if s),
        "attribution": f"a{sentence.index}" if source else None,
    }
    return Figure(id=f"f{n}", key=f"{hash_of(layout.text)}-{n}", span=span, bare=span, rule="test", **(fields | row))


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _in(layout: Layout, sentence: Span, words: str | None) -> Span | None:
    at = layout.text.find(words, sentence.start, sentence.end) if words else -1
    return Span(at, at + len(words or "")) if at >= 0 else None


def _attributions(figures: list[Figure], quotes: list[Quote], layout: Layout) -> list[Attribution]:
    found = {}
    for f in figures:
        sentence = layout.sentence_at(f.span.start)
        if f.attribution and f.source_span and sentence:
            found[f.attribution] = Attribution(
                id=f.attribution,
                source=(f.source_span,),
                cue=(f.source_span,),
                content=(sentence.span,),
                speaker=f.source,
                rule="test",
            )
    for n, q in enumerate(quotes):
        if q.speaker:
            found[f"q{n}"] = Attribution(
                id=f"q{n}", source=(q.span,), cue=(q.span,), content=(q.span,), speaker=q.speaker, rule="test"
            )
    return list(found.values())
