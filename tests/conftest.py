"""Fixtures that many tests share."""

import pytest
from hypothesis import settings

from saidby.lexicon import Lexicon, load_lexicon

# The same examples on every run and machine: a red check is red for everyone.
# Search wider with: ./dev tests --hypothesis-profile=wide
settings.register_profile("same", derandomize=True, deadline=None, max_examples=100)
settings.register_profile("wide", deadline=None, max_examples=5000)
settings.load_profile("same")


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()
