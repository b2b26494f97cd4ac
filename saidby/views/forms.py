"""Marks and stories in the JSON form that the outside sees: that of the gold files, field for field, and a few more."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from saidby.records import Attribution, Figure, Marks, Quote, Span, Story

_OF_PAGES = ("writers", "section", "omissions", "doubts")  # what only web pages have


def article_form(marks: Marks) -> dict[str, Any]:
    """Return one article with its figures, quotes and attributions."""
    article = marks.article
    text = article.text
    return {
        "id": article.id,
        "key": article.key,
        "url": article.url,
        "outlet": article.outlet,
        "published": article.published,
        "wire": article.wire,
        "title": article.title.of(text) if article.title else article.headline,
        "text": text,
        "figures": [figure_form(f, text) for f in marks.figures],
        "quotes": [_quote_form(q, text) for q in marks.quotes],
        "attributions": [_attribution_form(a, text) for a in marks.attributions],
        "arithmetic": [msgspec.to_builtins(a) for a in marks.arithmetic],
        "furniture": [{"kind": f.kind, **_span_form(f.span, text)} for f in article.furniture],
        **{name: told for name in _OF_PAGES if (told := msgspec.to_builtins(getattr(article, name)))},
    }


def story_form(story: Story) -> dict[str, Any]:
    """Return a story as plain values, ready for JSON."""
    form = msgspec.to_builtins(story)
    if not isinstance(form, Mapping):
        raise TypeError("a story is a mapping")
    return dict(form)


_LINKS = ("statements", "sources", "roots", "provenance", "passages")


def stories_form(stories: Sequence[Story]) -> dict[str, Any]:
    """Return stories as one object: the one with most articles, of equals the first, and under ``others`` the rest."""
    chief = max(range(len(stories)), key=lambda n: (len(stories[n].docs), -n))
    others = [story_form(story) for n, story in enumerate(stories) if n != chief]
    return story_form(stories[chief]) | ({"others": others} if others else {})


def links_form(stories: Sequence[Story], statement: str | None = None) -> dict[str, Any]:
    """Return of each story what ties its articles together, or what of it belongs to one statement; as above."""
    found = [_links(form, statement) for form in _with_others(stories)]
    kept = [form for form in found if statement is None or form["statements"]]
    return kept[0] | ({"others": kept[1:]} if len(kept) > 1 else {})


def _with_others(stories: Sequence[Story]) -> list[dict[str, Any]]:
    form = stories_form(stories)
    return [form, *form.pop("others", ())]


def _links(form: Mapping[str, Any], statement: str | None) -> dict[str, Any]:
    kept = {name: form[name] for name in _LINKS}
    if statement is None:
        return kept
    chosen = [s for s in kept["statements"] if s["id"] == statement]
    docs = {report["doc"] for s in chosen for report in s["reports"]}
    return {
        "statements": chosen,
        "sources": [s for s in kept["sources"] if s["id"] in {c["claimant"] for c in chosen}],
        "roots": [r for r in kept["roots"] if statement in r["statements"]],
        "provenance": [d for d in kept["provenance"] if d["doc"] in docs],
        "passages": [p for p in kept["passages"] if {p["one"]["doc"], p["other"]["doc"]} <= docs],
    }


def _span_form(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def figure_form(figure: Figure, text: str) -> dict[str, Any]:
    """Return one figure of an article with this text."""
    return {
        "id": figure.id,
        "key": figure.key,
        **_span_form(figure.span, text),
        "kind": figure.kind,
        "low": figure.low,
        "high": figure.high,
        "bound": figure.bound,
        "unit": figure.unit,
        "per": figure.per,
        "about": [_span_form(span, text) for span in figure.about],
        "measure": figure.measure,
        "whom": figure.whom,
        "place": figure.place,
        "source": figure.source,
        "source_text": figure.source_span.of(text) if figure.source_span else None,
        "via": list(figure.via),
        "hedge": [h.of(text) for h in figure.hedge],
        "said_on": figure.said_on,
        "as_of": figure.as_of,
        "part_of": figure.part_of,
        "attribution": figure.attribution,
        "rule": figure.rule,
        "confidence": figure.confidence,
    }


def _quote_form(quote: Quote, text: str) -> dict[str, Any]:
    return {
        **_span_form(quote.span, text),
        "speaker": quote.speaker,
        "speaker_text": quote.speaker_span.of(text) if quote.speaker_span else None,
        "rule": quote.rule,
        "confidence": quote.confidence,
    }


def _attribution_form(attribution: Attribution, text: str) -> dict[str, Any]:
    return {
        "id": attribution.id,
        "source": [_span_form(s, text) for s in attribution.source],
        "cue": [_span_form(s, text) for s in attribution.cue],
        "content": [_span_form(s, text) for s in attribution.content],
        "speaker": attribution.speaker,
        "kind": attribution.kind,
        "nested_in": attribution.nested_in,
        "direct": attribution.direct,
        "found_by": attribution.found_by,
        "rule": attribution.rule,
        "confidence": attribution.confidence,
    }
