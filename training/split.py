"""Which training articles are kept for measuring only."""

import hashlib


def held_aside(article: str) -> bool:
    """Tell whether a training article, by its id, is of the fifth that neither trains nor calibrates anything."""
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % 5 == 0


def lent_to_calibration(article: str) -> bool:
    """Tell whether a training article is of the fifth that calibrates confidence: the reader does not train on it."""
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % 5 == 1
