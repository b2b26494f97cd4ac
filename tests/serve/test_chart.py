"""``saidby chart``: the picture asked for, in the form asked for, or a refusal in words."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from saidby.serve.cli import main


def saidby(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the bundled articles."""
    place = tmp_path_factory.mktemp("charts")
    saidby("demo", "--copy-to", place / "demo")
    return place


def test_the_form_follows_the_ending_of_the_file(folder: Path) -> None:
    for name, start in (("it.svg", b"<svg"), ("it.png", b"\x89PNG"), ("it.json", b"{")):
        done = saidby("chart", folder / "demo", "--reader", "rules", "--out", folder / name)
        assert done.exit_code == 0, done.output
        assert (folder / name).read_bytes().startswith(start)
    assert json.loads((folder / "it.json").read_text())["$schema"].endswith(".json")


def test_the_graph_is_svg_and_needs_no_extra(folder: Path) -> None:
    done = saidby("chart", folder / "demo", "--reader", "rules", "--graph")
    assert done.exit_code == 0
    assert done.output.startswith("<svg")
    assert "root of 7 articles" in done.output
    assert saidby("chart", folder / "demo", "--graph", "--format", "png").exit_code == 2


def test_a_ledger_gives_the_same_picture_as_its_files(folder: Path) -> None:
    book = folder / "it.saidby"
    saidby("add", folder / "demo", "--ledger", book, "--reader", "rules")
    options = ("--format", "vega-lite", "--measure", "killed")
    kept = saidby("chart", "--ledger", book, *options)
    assert kept.exit_code == 0, kept.output
    assert json.loads(kept.output) == json.loads(saidby("chart", folder / "demo", "--reader", "rules", *options).output)


@pytest.mark.parametrize("options", [("--roots",), ("--source", "Open Hands"), ("--theme", "dark", "--width", "374")])
def test_each_chart_can_be_asked_for(folder: Path, options: tuple[str, ...]) -> None:
    done = saidby("chart", folder / "demo", "--reader", "rules", "--format", "vega-lite", *options)
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["description"]


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--measure", "infected"), 1, "no series of infected. It has: killed"),
        (("--source", "nobody"), 1, "nobody has no series"),
        (("--roots", "--graph"), 2, "at a time"),
    ],
)
def test_what_cannot_be_drawn_is_said(folder: Path, options: tuple[str, ...], code: int, words: str) -> None:
    done = saidby("chart", folder / "demo", "--reader", "rules", *options)
    assert done.exit_code == code
    assert words in done.output
