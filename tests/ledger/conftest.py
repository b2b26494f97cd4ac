"""The stores that one suite of tests holds to the same contract."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ledger.server import Server, server

STORES = ("sqlite", "postgresql")
Places = Callable[[str], Path | str]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with server() as started:
        yield started


@pytest.fixture
def place_in(request: pytest.FixtureRequest, tmp_path: Path) -> Places:
    """Return what makes a place for a new ledger in a store of that name."""
    made = 0

    def place(store: str) -> Path | str:
        nonlocal made
        made += 1
        if store == "sqlite":
            return tmp_path / f"{made}.saidby"
        started: Server = request.getfixturevalue("postgres")
        return started.schema()

    return place


@pytest.fixture(params=STORES)
def place(request: pytest.FixtureRequest, place_in: Places) -> Path | str:
    """Return a place for a new ledger, once in each store."""
    return place_in(request.param)
