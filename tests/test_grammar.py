"""The classes of grammar hold words as tokens are, and the larger ones hold the smaller."""

import pytest

from saidby import grammar
from saidby.text import tokenize

CLASSES = {name: words for name, words in vars(grammar).items() if isinstance(words, frozenset)}


@pytest.mark.parametrize("name", CLASSES)
def test_every_word_can_be_met_in_a_text(name: str) -> None:
    assert [word for word in CLASSES[name] if [token.low for token in tokenize(word)] != [word]] == []


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("They've left and she'd stay.", {"ve", "d"}),
        ("It isn’t so, and we’re not.", {"isn", "re"}),
        ("He won't, and they haven't.", {"won", "haven"}),
    ],
)
def test_shortened_words_are_met_as_their_parts(text: str, met: set[str]) -> None:
    assert {token.low for token in tokenize(text)} & (grammar.NEGATED | grammar.CLITICS) == met


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("ARTICLES", "DETERMINERS"),
        ("DEFINITE", "DETERMINERS"),
        ("DISTRIBUTIVES", "DETERMINERS"),
        ("RELATIVE_PRONOUNS", "RELATIVES"),
        ("BE", "AUXILIARIES"),
        ("MODALS", "AUXILIARIES"),
        ("NON_FINITE", "AUXILIARIES"),
        ("HYPHENS", "DASHES"),
    ],
)
def test_a_class_holds_its_parts(part: str, whole: str) -> None:
    assert CLASSES[part] < CLASSES[whole]


def test_what_counts_as_no_determiner_of_its_noun_stands_apart() -> None:
    assert not grammar.DETERMINERS & grammar.QUANTIFIERS
    assert not grammar.AUXILIARIES & (grammar.NEGATED | grammar.CLITICS)
