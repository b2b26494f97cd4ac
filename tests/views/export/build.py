"""Stories to export: the bundled one, and made ones in which every word can be chosen."""

from collections.abc import Sequence
from functools import cache

from saidby.pipeline import link
from saidby.records import (
    Amount,
    Article,
    Attribution,
    Claim,
    Conflict,
    Derivation,
    Drift,
    Estimate,
    Excerpt,
    Figure,
    Marks,
    Passage,
    Point,
    Quote,
    Range,
    Report,
    Root,
    Series,
    SourceIdentity,
    Span,
    Statement,
    Story,
)
from saidby.serve.intake import mark_demo

Told = tuple[Story, list[Marks]]


@cache
def demo() -> Told:
    """Return the bundled story."""
    marks = mark_demo(reader="rules")
    return link(marks), marks


def made(text: str, spans: Sequence[Span], words: str = "Velby police") -> Told:
    """Return a story of two articles with this text: figures, quotes and all that has a place stand at ``spans``.

    ``words`` is every name and explanation in it.
    """
    docs = {"one": "a" * 64, "other": "b" * 64}
    marks = [_marks(doc, key, text, spans, words) for doc, key in docs.items()]
    return _story(docs, text, spans, words), marks


def _marks(doc: str, key: str, text: str, spans: Sequence[Span], words: str) -> Marks:
    figures = [
        Figure(
            id=f"f{n}",
            key=f"{key}-{n}",
            span=span,
            bare=span,
            kind="count",
            bound="exact",
            low=n + 0.5,
            high=n + 0.5,
            unit=words,
            per=words,
            measure="killed",
            whom=words,
            place=words,
            source=words,
            source_span=span,
            via=(words, words),
            hedge=(span,),
            said_on="--05-06",
            rule="digits",
        )
        for n, span in enumerate(spans)
    ]
    return Marks(
        article=Article(
            id=doc,
            key=key,
            text=text,
            headline=words,
            outlet=words,
            published="2031-05",
            wire=words,
            url=words,
            writers=(words,),
            section=words,
        ),
        sentences=tuple(spans),
        figures=tuple(figures),
        quotes=tuple(Quote(span=s, speaker=words, speaker_span=s, rule="closed") for s in spans),
        attributions=tuple(Attribution(id=f"a{n}", cue=(s,), content=(s,), rule="cue") for n, s in enumerate(spans)),
    )


def _story(docs: dict[str, str], text: str, spans: Sequence[Span], words: str) -> Story:
    def at(doc: str, span: Span) -> Excerpt:
        return Excerpt(doc=doc, start=span.start, end=span.end, text=span.of(text))

    one, other = docs
    value = {"bound": "exact", "low": 12.0, "high": 12.0}
    amount = Amount(bound="exact", low=12.0, high=12.0, measure="killed", what=words)
    claim = Claim(bound="exact", low=12.0, high=12.0, statement="S1", source=words, date="2031-05-06")
    reports = tuple(Report(doc=doc, figures=("f0",), keys=(f"{key}-0",)) for doc, key in docs.items())
    said = (Report(doc=one, figures=(), spans=tuple(at(one, span) for span in spans)),)
    statement = Statement(id="S1", key="k1", source=words, claimant="velby", figures=(amount,), reports=reports)
    points = (
        Point(**value, statement="S1", date="2031-05-06"),  # type: ignore[arg-type]
        Point(**value, statement="S3", date="2031-05-07", supersedes="S1", change="up"),  # type: ignore[arg-type]
    )
    return Story(
        story=words,
        key=docs[one],
        docs=tuple(docs),
        aliases=(words,),
        sources=(
            SourceIdentity(id="velby", name=words, kind="agency", names=(words, f"{words} too"), voices=(words,)),
        ),
        statements=(
            statement,
            Statement(id="S2", key="k2", source=words, claimant="velby", figures=(), reports=said),
            Statement(id="S3", key="k3", source=words, claimant="velby", figures=(amount,), reports=reports),
        ),
        provenance=(
            Derivation(doc=one, derived_from=f"external:{words}", how="cites", evidence=words, rule="quoted document"),
            Derivation(
                doc=other,
                derived_from=one,
                how="verbatim copy",
                evidence=words,
                spans=tuple(at(other, span) for span in spans),
                rule="shared passages",
            ),
        ),
        drift=tuple(
            Drift(
                doc=one,
                start=span.start,
                end=span.end,
                text=span.of(text),
                kind="altered_quote",
                against=at(other, span),
                severity="minor",
                why=words,
                rule="altered",
            )
            for span in spans
        ),
        roots=(
            Root(
                figure=words,
                statements=("S1",),
                roots=(words, words),
                independent_roots=None,
                articles=tuple(docs),
                why=words,
            ),
        ),
        series=(Series(source=words, claimant="velby", measure="killed", whom=words, place=words, points=points),),
        conflicts=(Conflict(about=words, claims=(claim, claim)),),
        ranges=(
            Range(
                measure="killed",
                whom=words,
                place=words,
                claims=(claim,),
                independent_roots=None,
                estimates=(Estimate(rule="latest", best=claim, why=words),),
            ),
        ),
        passages=tuple(Passage(one=at(one, span), other=at(other, span), words=9) for span in spans),
    )
