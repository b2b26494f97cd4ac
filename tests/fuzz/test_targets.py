"""Whatever bytes come, nothing fails and nothing hangs: each target for a moment, or longer by SAIDBY_FUZZ (H3)."""

import os
from collections.abc import Mapping

import pytest

from tests.fuzz.mutation import SLOW, blindly
from tests.fuzz.targets import TARGETS, Target, seeds

SECONDS = float(os.environ.get("SAIDBY_FUZZ", "2"))
SEED = 7


@pytest.fixture(scope="module")
def made() -> Mapping[str, tuple[Target, tuple[bytes, ...]]]:
    return seeds()


@pytest.mark.parametrize("name", TARGETS)
def test_no_bytes_whatever_make_a_parser_fail_or_hang(
    name: str, made: Mapping[str, tuple[Target, tuple[bytes, ...]]]
) -> None:
    target, made_from = made[name]
    tried, slowest, longest = blindly(target, made_from, SECONDS, SEED)
    assert tried > 0
    assert longest <= SLOW, slowest


def test_every_target_has_its_seeds(made: Mapping[str, tuple[Target, tuple[bytes, ...]]]) -> None:
    assert tuple(made) == TARGETS
