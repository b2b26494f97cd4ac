"""Refuses what is not English. Short texts and old wires in capitals get the benefit of the doubt."""

from functools import cache
from typing import Any

from saidby.errors import BadInput

_SAMPLE = 6000  # characters: enough for certainty, little enough to cost nothing
_SHORT = 60  # letters below which no language can be told
# Function words that hardly stand in another language; a text in English has one in every four or five words.
_ENGLISH = frozenset("the of and to in that is was for with on by said from were are has have been it".split())
_PAST_LATIN = "\u0250"  # the first letter after the Latin blocks
_ENOUGH = 0.12  # share of such words above which a text is taken for English without asking further


def check_language(text: str, name: str) -> None:
    """Raise BadInput where the text is plainly not English."""
    sample = text[:_SAMPLE].lower()
    words = [w for w in sample.split() if w.strip(".,;:!?\"'()[]“”’").isalpha()]
    letters = sum(c.isalpha() for c in sample)
    if _is_latin(sample, letters) and (letters < _SHORT or _looks_english(words)):
        return
    language, probability = _identifier().classify(sample)
    if not _is_latin(sample, letters) or (language != "en" and probability > 0.9):
        raise BadInput(name, f"not in English, but in another language ({language})", "Give an English article.")


def _is_latin(sample: str, letters: int) -> bool:
    """Tell whether the text can be English at all: half of its letters are Latin, accents and ligatures included."""
    return sum(c.isalpha() and c < _PAST_LATIN for c in sample) * 2 >= letters


def _looks_english(words: list[str]) -> bool:
    return bool(words) and sum(w in _ENGLISH for w in words) > _ENOUGH * len(words)


@cache
def _identifier() -> Any:
    # Imported late: loading its model takes longer than showing the help.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
