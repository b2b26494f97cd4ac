"""Pictures without the extra: refused in words that name it."""

import builtins
from typing import Any

import pytest

from saidby.errors import SaidbyError
from saidby.views.charts import pictures


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "vl_convert":
            raise ImportError(name)
        return usual(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SaidbyError, match=r"pip install 'saidby\[charts\]'"):
        pictures.svg_of({})
