"""The day on which an article has a quotation spoken."""

import re

from saidby.evidence import Evidence
from saidby.records import DateMention, Quote, Span

_NEAR = 40  # characters between a quotation's cue or speaker and its day: "in a statement on its website on Monday"
_CLAUSE = frozenset("when after before as while because if where until since".split())


def day_of_quote(evidence: Evidence, doc: str, quote: Quote) -> DateMention | None:
    """Return the words that say when a quotation was spoken: the only date beside its cue, outside quotation marks."""
    marks = evidence.marks[doc]
    spans = [quote.speaker_span] if quote.speaker_span else []
    for a in marks.attributions:
        if any(c.start < quote.span.end and quote.span.start < c.end for c in a.content):
            spans += [*a.cue, *a.source]
    line = _line(marks.article.text, quote.span)
    near = [
        d
        for d in marks.dates
        if d.value
        and not d.duration
        and line.start <= d.span.start < line.end
        and not any(q.span.start <= d.span.start < q.span.end for q in marks.quotes)
        and any(_beside(marks.article.text, s, d.span) for s in spans)
    ]
    return near[0] if len({d.value for d in near}) == 1 else None


def _beside(text: str, cue: Span, day: Span) -> bool:
    """Tell whether a day stands near a cue or a name, in no clause of its own: "said that when it met on Monday"."""
    first, second = sorted((cue, day))
    between = text[first.end : max(first.end, second.start)]
    clause = re.split(r"[,;:.“”\"\n]", text[max(0, day.start - _NEAR) : day.start])[-1]
    within = {*between.casefold().split()} & (_CLAUSE | {"that", "who", "which"})
    return len(between) <= _NEAR and not within and not _CLAUSE & {*clause.casefold().split()}


def _line(text: str, span: Span) -> Span:
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    return Span(start, end if end > 0 else len(text))
