"""Pictures without the extra: refused in words that name it."""

import builtins
from pathlib import Path
from typing import Any

import pytest

from saidby.errors import SaidbyError
from saidby.views.charts import pictures, rows
from tests.views.drawn import demo

DOCS = Path(__file__).resolve().parents[3] / "docs" / "pictures"


def test_the_picture_in_the_documentation_is_that_of_the_bundled_story() -> None:
    picture = (DOCS / "demo-killed.svg").read_text("utf-8")
    story, marks = demo()
    assert [row[1] for row in rows(story, marks) if row[1] not in picture] == []


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "vl_convert":
            raise ImportError(name)
        return usual(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SaidbyError, match=r"pip install 'saidby\[charts\]'"):
        pictures.svg_of({})
