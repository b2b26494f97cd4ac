"""Every figure of a story with whose word it is there, who is counted, and where in its article it stands."""

from collections.abc import Callable, Sequence
from typing import Literal

from saidby.lexicon import Lexicon
from saidby.likeness import counted_words
from saidby.records import Figure, Marks, SourceIdentity, Span, Telling
from saidby.text import tokenize

_CARRIERS = frozenset("x twitter telegram facebook instagram youtube whatsapp".split())

FindSource = Callable[[str, str | None], SourceIdentity | None]


def tell(marks: Marks, source_of: FindSource, lexicon: Lexicon) -> list[Telling]:
    """Return the figures of one article in text order."""
    by_id = {f.id: f for f in marks.figures}
    found = []
    for order, figure in enumerate(marks.figures):
        words, countries = counted_words(figure.whom or figure.unit, lexicon)
        named = source_of(marks.article.id, figure.source)
        behind = _behind_slip(marks, figure, words, countries, source_of, lexicon) or named
        found.append(
            Telling(
                doc=marks.article.id,
                figure=figure,
                order=order,
                sentence=_sentence_of(marks, figure),
                part=_part_of_page(marks, figure),
                published=marks.article.published,
                claimant=behind.id if behind else None,
                named=named.id if named else None,
                counted=words,
                unit=counted_words(figure.unit, lexicon)[0] - {"more"},
                countries=countries,
                place=_narrow(figure.place, lexicon),
                base=by_id.get(figure.part_of or ""),
            )
        )
    return found


def _behind_slip(
    marks: Marks,
    figure: Figure,
    words: frozenset[str],
    countries: frozenset[str],
    source_of: FindSource,
    lexicon: Lexicon,
) -> SourceIdentity | None:
    """Return who stands behind a figure whose words make the counted people its source ("troops report losses").

    Only where the article names a carrier: then the carrier is the source and the people are what it speaks of.
    """
    told, told_countries = counted_words(figure.source, lexicon)
    if not told or told != words - {"more"} or told_countries != countries:
        return None
    carriers = [source_of(marks.article.id, v) for v in figure.via if v.casefold() not in _CARRIERS]
    return next((c for c in carriers if c is not None), None)


def _narrow(place: str | None, lexicon: Lexicon) -> str | None:
    hits = lexicon.places.find_in(place or "")
    whole = (
        len(hits) == 1
        and hits[0].entry.kind == "country"
        and hits[0].last - hits[0].first >= len(tokenize(place or ""))
    )
    return None if whole or place is None else place.casefold()


def _sentence_of(marks: Marks, figure: Figure) -> Span:
    inside = [s for s in marks.sentences if s.start <= figure.span.start < s.end]
    return inside[0] if inside else figure.span


def _part_of_page(marks: Marks, figure: Figure) -> Literal["headline", "points", "body"]:
    article = marks.article
    if article.title and article.title.start <= figure.span.start < article.title.end:
        return "headline"
    points: Sequence[Span] = [f.span for f in article.furniture if f.kind == "takeaways"]
    if any(p.start <= figure.span.start < p.end for p in points):
        return "points"
    line = article.text[: figure.span.start].rsplit("\n", 1)[-1].lstrip()
    return "points" if line[:1] in {"-", "•", "*", "–"} else "body"
