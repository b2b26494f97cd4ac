"""Gold articles as marks: what ``link`` would be given if ``mark`` made no mistake.

Gold figures and quotations stand in place of the program's. Words that gold gives without a place (hedges, mentions of
a source) are placed at their occurrence nearest to the figure.
"""

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import structs

from saidby.pipeline import mark, read
from saidby.records import Attribution, Figure, Hedge, Marks, Quote, Span
from saidby.serve.score.names import same_source
from score.gold import TAKEN

Row = dict[str, Any]


def gold_marks(row: Row, own: Marks | None = None) -> Marks:
    """Return the marks of one gold article; ``own`` are the program's, where they are at hand."""
    if own is None:
        given = {name: row.get(name) for name in TAKEN}
        own = mark(read(msgspec.json.encode(given), name=f"{row['id']}.json"))
    figures = tuple(_figure(f, own) for f in sorted(row["figures"], key=lambda f: (f["start"], f["end"])))
    hedges = {h for f in figures for h in f.hedge}
    known = {h.span: h for h in own.hedges}
    return structs.replace(
        own,
        figures=figures,
        quotes=tuple(_quote(q, own.article.text) for q in sorted(row["quotes"], key=lambda q: q["start"])),
        hedges=tuple(known.get(h) or _hedge(h, own) for h in sorted(hedges)),
        arithmetic=(),
    )


def _figure(row: Row, own: Marks) -> Figure:
    span = Span(row["start"], row["end"])
    twin = next((f for f in own.figures if f.span.start < span.end and span.start < f.span.end), None)
    mention = nearest(own.article.text, row["source_text"], span) if row["source_text"] else None
    spoken = _attribution(row["source"], span, own.attributions)
    return Figure(
        id=row["id"],
        key=twin.key if twin else f"{own.article.key}:{span.start}-{span.end}:{row['kind']}",
        span=span,
        bare=twin.bare if twin else span,
        kind=row["kind"],
        bound=row["bound"],
        low=row["low"],
        high=row["high"],
        unit=row["unit"],
        measure=row["measure"],
        whom=row["whom"],
        place=row["place"],
        source=row["source"],
        said_on=row["said_on"],
        as_of=row["as_of"],
        part_of=row["part_of"],
        source_span=mention,
        via=tuple(row.get("via") or ()),
        hedge=tuple(h for words in row["hedge"] if (h := nearest(own.article.text, words, span)) is not None),
        attribution=spoken.id if spoken else None,
        rule="gold",
    )


def nearest(text: str, words: str, to: Span) -> Span | None:
    """Return where these words stand, the occurrence nearest to a place; None where they stand nowhere."""
    found = [Span(m.start(), m.end()) for m in re.finditer(re.escape(words), text)]
    return min(found, key=lambda s: (max(to.start - s.end, s.start - to.end), s), default=None)


def _attribution(source: str | None, span: Span, attributions: Iterable[Attribution]) -> Attribution | None:
    """Return the program's attribution that has the figure in it and the gold source for its speaker, the innermost."""
    holding = [
        a
        for a in attributions
        if same_source(a.speaker, source) and any(c.start <= span.start < c.end for c in a.content) and source
    ]
    return min(holding, key=lambda a: sum(c.end - c.start for c in a.content), default=None)


def _quote(row: Row, text: str) -> Quote:
    span = Span(row["start"], row["end"])
    speaker = nearest(text, row["speaker_text"], span) if row.get("speaker_text") else None
    return Quote(span=span, speaker=row.get("speaker"), speaker_span=speaker, rule="gold")


def _hedge(span: Span, own: Marks) -> Hedge:
    return Hedge(span=span, term=span.of(own.article.text).casefold())
