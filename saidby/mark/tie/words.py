"""On whose word a figure stands, and through whom it came."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import structs

from saidby.lexicon import Lexicon
from saidby.records import Attribution, Figure, Reason, Span
from saidby.text import Layout, Token

# Where posts are made; "X" is a name only beside one of the words that follow.
_PLATFORMS = {
    "x": "X",
    "twitter": "Twitter",
    "telegram": "Telegram",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "weibo": "Weibo",
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "whatsapp": "WhatsApp",
    "linkedin": "LinkedIn",
}
_NO_STATEMENT = frozenset({"intention", "attitude", "modal"})  # wishes, plans and what may be said
_POSTED = frozenset("post posts account channel page handle".split())
_TELLING = frozenset("told tell tells telling".split())


def standing_on(figure: Figure, attributions: Sequence[Attribution], lexicon: Lexicon) -> Attribution | None:
    """Return the innermost attribution with a named source whose content holds the figure, else None.

    A mere place ("the island reported 60 cases, the health board said") gives way to the body that speaks of it.
    """
    stated = [a for a in attributions if a.source and a.rule not in _NO_STATEMENT]
    holding = [a for a in stated if any(_holds(c, figure.bare) for c in a.content)]
    bodies = [a for a in holding if not _is_place(a.speaker or "", lexicon)] or holding
    carried = {a.nested_in for a in bodies}
    innermost = [a for a in bodies if a.id not in carried] or bodies
    return min(innermost, key=lambda a: (_length(a), -a.confidence, a.id), default=None)


def _is_place(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a speaker is no more than a country or region, such as "mainland China"."""
    hits = lexicon.places.find_in(name)
    return len(hits) == 1 and len(name.split()) <= 3 and name.casefold().endswith(hits[0].entry.term.casefold())


def word_of(
    figure: Figure,
    attribution: Attribution | None,
    attributions: Sequence[Attribution],
    carriers: Mapping[str, tuple[str, ...]],
) -> dict[str, Any]:
    """Return source, the mention nearest to the figure, and the carriers between it and the article."""
    if attribution is None or attribution.speaker is None:
        return {}
    by_id = {a.id: a for a in attributions}
    via = list(carriers.get(attribution.id, ()))
    outer = by_id.pop(attribution.nested_in or "", None)
    while outer is not None:
        if outer.speaker is not None and outer.speaker != attribution.speaker:
            via += [outer.speaker, *carriers.get(outer.id, ())]
        outer = by_id.pop(outer.nested_in or "", None)
    mention = min(attribution.source, key=lambda s: (abs(s.start - figure.span.start), s.start))
    why = Reason(step="word", rule=attribution.rule, span=attribution.cue[0], entry=attribution.entry)
    return {
        "source": attribution.speaker,
        "source_span": mention,
        "via": tuple(dict.fromkeys(v for v in via if v != attribution.speaker)),
        "attribution": attribution.id,
        "because": (*figure.because, why),
        "confidence": round(figure.confidence * attribution.confidence, 4),
    }


def find_carriers(layout: Layout, attributions: Sequence[Attribution], lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Return for each attribution the outlets that were told and the platforms on which it was posted.

    A carrier holds for what the same speaker says later on, until another is named.
    """
    carriers: dict[str, tuple[str, ...]] = {}
    last: dict[str, tuple[str, ...]] = {}
    for a in sorted(attributions, key=lambda a: a.cue[0].start):
        here = tuple(dict.fromkeys([*_told(layout, a, lexicon), *_posted(layout, a)]))
        if a.speaker is not None:
            if here:
                last[a.speaker] = here
            here = here or last.get(a.speaker, ())
        if here:
            carriers[a.id] = here
    return carriers


def go_on(figures: Sequence[Figure], layout: Layout) -> list[Figure]:
    """Return the figures with the source carried into a sentence that plainly goes on with it.

    A share "of these casualties" in an unattributed sentence stands on the word on which its base stood one sentence
    before, and so does what follows it in that sentence.
    """
    done: list[Figure] = []
    by_id = {f.id: f for f in figures}
    heirs: dict[int, Figure] = {}  # sentence -> the base whose word it goes on with
    for figure in figures:
        here = layout.sentence_at(figure.span.start)
        base = by_id.get(figure.part_of or "")
        if figure.source is None and here is not None:
            there = layout.sentence_at(base.span.start) if base is not None else None
            if base is not None and base.source and there and figure.kind == "share" and here.index - there.index == 1:
                heirs.setdefault(here.index, base)
            if here.index in heirs:
                figure = _inherit(figure, heirs[here.index])
        by_id[figure.id] = figure
        done.append(figure)
    return done


def _inherit(figure: Figure, base: Figure) -> Figure:
    why = Reason(step="word", rule="goes on with the source of its base", span=base.source_span)
    return structs.replace(
        figure,
        source=base.source,
        source_span=base.source_span,
        via=base.via,
        attribution=base.attribution,
        said_on=figure.said_on or base.said_on,
        because=(*figure.because, why),
        confidence=round(figure.confidence * 0.8, 4),
    )


def _told(layout: Layout, attribution: Attribution, lexicon: Lexicon) -> list[str]:
    """ "told Harbour News": the outlet named right behind the cue."""
    cue = attribution.cue[0]
    words = [t.low for t in layout.tokens_of(cue)]
    if not _TELLING & set(words):
        return []
    i = layout.token_at(cue.end)
    for k in range(i, min(i + 3, len(layout.tokens))):
        hit = lexicon.outlets.at(layout.tokens, k)
        if hit is not None:
            return [hit.span(layout.tokens).of(layout.text)]
    return []


def _posted(layout: Layout, attribution: Attribution) -> list[str]:
    """ "in a post on X", "on its Telegram channel": a platform in the cue's sentence, outside the content."""
    sentence = layout.sentence_at(attribution.cue[0].start)
    if sentence is None:
        return []
    tokens = [
        t for t in layout.tokens_of(sentence) if not any(_holds(c, Span(t.start, t.end)) for c in attribution.content)
    ]
    return [_PLATFORMS[t.low] for i, t in enumerate(tokens) if t.low in _PLATFORMS and _is_platform(tokens, i)]


def _is_platform(tokens: Sequence[Token], i: int) -> bool:
    if not tokens[i].text[0].isupper():
        return False
    before = tokens[i - 1].low if i else ""
    after = next((t.low for t in tokens[i + 1 : i + 3] if t.low != "'s"), "")
    return before in {"on", "via"} or after in _POSTED


def _holds(content: Span, span: Span) -> bool:
    return content.start <= span.start and span.end <= content.end


def _length(attribution: Attribution) -> int:
    return sum(c.end - c.start for c in attribution.content)
