"""Fixtures of the desk's tests."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect, sync_playwright
from starlette.testclient import TestClient

from saidby.serve.cli import main
from saidby.serve.desk.gate.access import Access
from tests.serve.desk.kept import comer, ledger
from tests.serve.desk.running import Running, running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium, for one module: while it is there, no other event loop runs in this thread."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium: install Debian's package chromium")
        pytest.skip("no chromium: install Debian's package chromium")
    expect.set_options(timeout=20_000)  # milliseconds; this is about what happens, not about how soon
    with sync_playwright() as player:
        yield player.chromium.launch(executable_path=path, args=["--no-sandbox"])


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Give a desk with the bundled story, to be looked at alone: many tests share it."""
    folder = tmp_path_factory.mktemp("filled")
    fill(folder / "l.db")
    with running(folder / "l.db") as desk:
        yield desk


@pytest.fixture(scope="session")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Give a desk with accounts."""
    ledger = tmp_path_factory.mktemp("guarded") / "l.db"
    Access(Path(f"{ledger}-access")).add("ana", "reviewer")
    with running(ledger, "--name", "desk.example.org") as desk:
        yield desk


def fill(ledger: Path) -> None:
    """Put the bundled story into a new ledger."""
    example = ledger.parent / "example"
    for call in (["demo", "--copy-to", example], ["add", example, "--ledger", ledger, "--reader", "rules"]):
        done = CliRunner().invoke(main, [str(each) for each in call])
        assert done.exit_code == 0, done.output


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return ledger(tmp_path)


@pytest.fixture
def ana(path: Path) -> TestClient:
    return comer(path, "ana")


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in which nothing is changed."""
    return ledger(tmp_path_factory.mktemp("there"))


@pytest.fixture(scope="module")
def eva(there: Path) -> TestClient:
    """Somebody who changes nothing there."""
    return comer(there, "eva")
