"""Who or what is counted, as a short name."""

from saidby.lexicon import Lexicon
from saidby.records import Figure, Span
from saidby.text import Layout, Sentence

_ABSTRACT = frozenset(
    "casualties casualty deaths death fatalities losses injuries wounded dead killed injured cases victims".split()
)
_ARMED = ("troops", "soldiers", "forces", "servicemen", "fighters", "men", "personnel")


def whom_of(figure: Figure, layout: Layout, lexicon: Lexicon) -> str | None:
    """Return the noun phrase that the figure counts; for bare "casualties" the people that its sentence speaks of."""
    sentence = layout.sentence_at(figure.span.start)
    if sentence is None or figure.unit is None:
        return None
    phrase = _phrase(figure, layout, sentence)
    head = figure.unit.casefold().split()[-1]
    if _names_people(phrase, lexicon):
        return _without_head(phrase, head)
    people = _people(figure, layout, lexicon, sentence)
    if people is not None and (head in _ABSTRACT or head in _ARMED):
        return f"{people} {_group(people, layout) if head in _ABSTRACT else figure.unit}"
    return phrase or figure.unit


def _group(people: str, layout: Layout) -> str:
    """Return what the article calls the people counted: "Ostlander troops", else "Ostlander people"."""
    text = layout.text.casefold()
    found = [(text.find(f"{people.casefold()} {noun}"), noun) for noun in _ARMED]
    return min(((at, noun) for at, noun in found if at >= 0), default=(0, "people"))[1]


def _phrase(figure: Figure, layout: Layout, sentence: Sentence) -> str:
    """Return the words from the number to its noun, where the noun stands right behind it."""
    if figure.unit is None:
        return ""
    rest = layout.text[figure.span.end : sentence.end]
    at = rest.find(figure.unit)
    between = rest[:at] if at >= 0 else ""
    if at < 0 or len(between.split()) > 4 or any(c in between for c in ",.;:()"):
        return ""
    words = [w for w in (between + figure.unit).split() if w.casefold() not in {"of", "the", "other", "additional"}]
    return " ".join(words)


def _names_people(phrase: str, lexicon: Lexicon) -> bool:
    return any(hit.entry.demonyms for hit in lexicon.places.find_in(phrase))


def _without_head(phrase: str, head: str) -> str:
    """ "North Korean troop casualties" are North Korean troops."""
    words = phrase.split()
    if words[-1].casefold() not in _ABSTRACT or len(words) < 2:
        return phrase
    rest = words[:-1]
    return " ".join([*rest[:-1], rest[-1] + "s"]) if rest[-1] in {"troop", "soldier"} else f"{' '.join(rest)} people"


def _people(figure: Figure, layout: Layout, lexicon: Lexicon, sentence: Sentence) -> str | None:
    """Return the demonym of the people whom the sentence names first before the figure, else right after it."""
    hits = list(lexicon.places.find(layout.tokens, sentence.first, sentence.last))
    spans = [(hit.span(layout.tokens), hit.entry) for hit in hits if hit.entry.demonyms]
    before = [entry for span, entry in spans if span.end <= figure.span.start]
    among = [entry for span, entry in spans if _among(figure.span.end, span.start, layout)]
    chosen = (among or before)[:1]
    return chosen[0].demonyms[0] if chosen else None


def _among(start: int, end: int, layout: Layout) -> bool:
    words = [t.low for t in layout.tokens_of(Span(start, end))] if start < end else []
    return 0 < len(words) <= 4 and bool({"among", "amongst"} & set(words))
