"""Where: the place that the text ties a figure to, carried on until the text names another."""

from saidby.lexicon import Lexicon
from saidby.records import Marks, Span
from saidby.text import Layout, Sentence, Token

_BEFORE_PLACE = frozenset("in at near into inside outside across around to from off throughout within".split())
_NOT_A_PLACE = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday mr mrs ms president minister general i".split()
)
_PART_OF_NAME = frozenset("region province state city county district oblast department municipality front".split())
_JOINERS = frozenset({"of", "the", "'s", "’s", "-", "de", "la", "el", "al"})


def find_places(layout: Layout, marks: Marks, lexicon: Lexicon) -> dict[str, str]:
    """Return for each figure its place: named in its sentence, else the last one that the text gave."""
    places: dict[str, str] = {}
    last: str | None = None
    mentions = _mentions(layout, lexicon)
    starts = sorted(mentions)
    for figure in marks.figures:
        sentence = layout.sentence_at(figure.span.start)
        if sentence is None:
            continue
        here = [s for s in starts if sentence.start <= s < sentence.end]
        nearest = min(here, key=lambda s: (abs(s - figure.span.start), s), default=None)
        earlier = [s for s in starts if s < sentence.start]
        last = mentions[nearest] if nearest is not None else (mentions[earlier[-1]] if earlier else last)
        if last is not None and figure.kind != "measure":
            places[figure.id] = last
    return places


def _mentions(layout: Layout, lexicon: Lexicon) -> dict[int, str]:
    """Return the places of the text by their offsets: a name behind a preposition of place."""
    found: dict[int, str] = {}
    for sentence in layout.sentences:
        tokens = layout.tokens[sentence.first : sentence.last]
        for i, token in enumerate(tokens[:-1]):
            if token.low in _BEFORE_PLACE:
                span = _name_at(tokens, i + 1, layout, sentence)
                if span is not None:
                    found[span.start] = span.of(layout.text)
    del lexicon
    return found


def _name_at(tokens: tuple[Token, ...], i: int, layout: Layout, sentence: Sentence) -> Span | None:
    """Return the place name at token ``i``: "Harrow", "the Lower Vale region", "Ostland's Harrow region"."""
    if i < len(tokens) and tokens[i].low == "the":
        i += 1
    first = i
    while i < len(tokens) and (_is_name(tokens[i]) or (i > first and tokens[i].low in _JOINERS | _PART_OF_NAME)):
        i += 1
    while i > first and not (_is_name(tokens[i - 1]) or tokens[i - 1].low in _PART_OF_NAME):
        i -= 1
    if i == first or layout.capitals:
        return None
    possessive = next((k for k in range(first, i) if tokens[k].low == "'s"), None)
    begin = possessive + 1 if possessive is not None and possessive + 1 < i else first
    return Span(tokens[begin].start, tokens[i - 1].end)


def _is_name(token: Token) -> bool:
    return token.text[0].isupper() and token.low not in _NOT_A_PLACE and token.text.isalpha()
