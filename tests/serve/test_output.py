"""Tables on a terminal: as wide as it is, and no day or value is ever cut."""

import io

import pytest
from rich.console import Console

from saidby.serve import output

HEADER = ("figure", "bound", "value", "measure", "whom", "source", "via", "hedge", "said on")
ROW = (
    *("approximately 11,000", "about", "11,000", "displaced", "residents of Brennick"),
    *("Orvane provincial administration", "Lissen agency", "estimated", "2026-04-17"),
)


def table(width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    screen = Console(width=width, file=io.StringIO())
    monkeypatch.setattr(output, "console", lambda: screen)
    output.write_table("osk-1", HEADER, [ROW])
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


@pytest.mark.parametrize("width", [60, 70, 80, 90, 100, 132, 200])
def test_a_day_is_whole_at_every_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = table(width, monkeypatch)
    assert "2026-04-17" in shown
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize(("width", "kept"), [(80, False), (132, True)])
def test_bound_and_value_go_where_words_would_be_broken(
    width: int, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = table(width, monkeypatch)
    assert ("bound" in shown) is kept
    assert "approximately" in shown
