"""Marks made of a gold article, so that a story can be judged apart from the reading of its articles."""

import hashlib
import json
from pathlib import Path
from typing import Any

from saidby.lexicon import Lexicon
from saidby.mark.dates import find_dates
from saidby.mark.hedges import find_hedges
from saidby.records import Article, Attribution, Figure, Marks, Quote, Span
from saidby.text import Layout, lay_out, normalise


def marks_from_gold(path: Path, lexicon: Lexicon) -> Marks:
    """Return what an annotator marked in one article; cues and contents are the sentences of the figures."""
    row = json.loads(path.read_text())
    text = row["text"]
    layout = lay_out(text)
    figures = [_figure(f, layout) for f in row["figures"]]
    quotes = [
        Quote(span=Span(q["start"], q["end"]), speaker=q["speaker"], speaker_span=None, rule="gold")
        for q in row["quotes"]
    ]
    title = row["title"]
    return Marks(
        article=Article(
            id=row["id"],
            key=hashlib.sha256(normalise(text).encode()).hexdigest(),
            text=text,
            title=Span(text.index(title), text.index(title) + len(title)) if title and title in text else None,
            outlet=row["outlet"],
            published=row["published"],
            wire=row["wire"],
        ),
        sentences=tuple(s.span for s in layout.sentences),
        figures=tuple(figures),
        quotes=tuple(quotes),
        attributions=tuple(_attributions(figures, quotes, layout)),
        hedges=tuple(find_hedges(layout, lexicon)),
        dates=tuple(find_dates(layout, row["published"], lexicon)),
    )


def _figure(row: dict[str, Any], layout: Layout) -> Figure:
    span = Span(row["start"], row["end"])
    sentence = layout.sentence_at(span.start)
    source = _nearest(layout.text, row["source_text"], span.start)
    return Figure(
        id=row["id"],
        key=row["id"],
        span=span,
        bare=span,
        kind=row["kind"],
        bound=row["bound"],
        low=row["low"],
        high=row["high"],
        unit=row["unit"],
        measure=row["measure"],
        whom=row["whom"],
        place=row["place"],
        source=row["source"],
        source_span=source,
        via=tuple(row["via"]),
        hedge=tuple(h for h in (_nearest(layout.text, w, span.start) for w in row["hedge"]) if h),
        said_on=row["said_on"],
        as_of=row["as_of"],
        part_of=row["part_of"],
        attribution=f"{sentence.index if sentence else 0} {row['source']}" if row["source"] else None,
        rule="gold",
    )


def _attributions(figures: list[Figure], quotes: list[Quote], layout: Layout) -> list[Attribution]:
    found: dict[str, Attribution] = {}
    for f in figures:
        sentence = layout.sentence_at(f.span.start)
        if f.attribution and f.source_span and sentence:
            found.setdefault(
                f.attribution,
                Attribution(
                    id=f.attribution,
                    source=(f.source_span,),
                    cue=(f.source_span,),
                    content=(sentence.span,),
                    speaker=f.source,
                    rule="gold",
                ),
            )
    for n, q in enumerate(q for q in quotes if q.speaker):
        found[f"q{n}"] = Attribution(
            id=f"q{n}", source=(q.span,), cue=(q.span,), content=(q.span,), speaker=q.speaker, direct=True, rule="gold"
        )
    return list(found.values())


def _nearest(text: str, words: str | None, at: int) -> Span | None:
    """Return the place of ``words`` nearest to ``at``."""
    if not words:
        return None
    starts = []
    i = text.find(words)
    while i >= 0:
        starts.append(i)
        i = text.find(words, i + 1)
    best = min(starts, key=lambda s: abs(s - at), default=None)
    return None if best is None else Span(best, best + len(words))
