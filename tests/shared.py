"""The shared folder of gold articles and seeds, which lies beside the repository or where SAIDBY_SHARED says."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("SAIDBY_SHARED") or Path(__file__).resolve().parent.parent.parent / "shared")


def shared(*parts: str) -> Path:
    """Return a path in the shared folder. Where it is absent the test is skipped, or fails where CI is set."""
    path = SHARED.joinpath(*parts)
    if path.exists():
        return path
    reason = f"no {'/'.join(parts)} in {SHARED}; set SAIDBY_SHARED to the folder that has it"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
