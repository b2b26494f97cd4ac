"""Names of one body with its words in another order: "Velby General Hospital", "the General Hospital of Velby"."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from msgspec import structs

from saidby.link.sources.names import Reading, stem, words_of

LEAST = 3  # words; two are too few: a Velby University and a University of Velby may both be there

Place = tuple[str, str]  # an article and a name in it


def in_one_order(readings: Mapping[Place, Reading]) -> dict[Place, Reading]:
    """Return the readings, each own name that the story has in several orders in the one that is told most.

    "Tavorian" and "Tavoria" count as one word: a people's ending goes with the order.
    """
    told: defaultdict[tuple[str, ...], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for r in readings.values():
        if _long(r):
            told[_set_of(r.words)][r.words] += 1
    first = {key: min(orders, key=lambda words: (-orders[words], words)) for key, orders in told.items()}
    return {p: _with_words(r, first[_set_of(r.words)]) if _long(r) else r for p, r in readings.items()}


def _long(reading: Reading) -> bool:
    """Tell whether a name has words enough, "General" included."""
    return len(reading.words) > 1 and len(words_of(reading.name)) >= LEAST


def _set_of(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(stem(word) for word in words))


def _with_words(reading: Reading, words: tuple[str, ...]) -> Reading:
    if reading.words == words:
        return reading
    return structs.replace(reading, key=f"name:{' '.join(words)}", words=words)
