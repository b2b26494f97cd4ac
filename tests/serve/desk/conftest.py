"""Fixtures of the desk's tests."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium, for one module: while it is there, no other event loop runs in this thread."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no chromium: install Debian's package chromium")
        pytest.skip("no chromium: install Debian's package chromium")
    with sync_playwright() as player:
        yield player.chromium.launch(executable_path=path, args=["--no-sandbox"])
