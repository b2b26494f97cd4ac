"""``saidby brief`` and ``saidby table`` from the outside: from files, from a ledger, and what they refuse."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from saidby.serve.cli import main

OTHER = (
    "MARN, June 2, 2031 - At least 31 goats were stolen from the fair at Marn, the Marn fair board said on Monday.\n"
)


def saidby(*words: str | Path) -> Result:
    rules = ["--reader", "rules"] if words[0] in {"brief", "table", "add"} else []
    return CliRunner().invoke(main, [*map(str, words), *rules])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told")
    saidby("demo", "--copy-to", folder / "demo")
    done = saidby("add", folder / "demo", "--ledger", folder / "it.saidby")
    assert done.exit_code == 0, done.output
    return folder


@pytest.mark.parametrize(
    ("form", "first"), [("md", "# Killed: "), ("html", '<article class="brief">'), ("text", "KILLED: ")]
)
def test_a_brief_comes_in_three_forms(folder: Path, form: str, first: str) -> None:
    done = saidby("brief", folder / "demo", "--format", form)
    assert done.exit_code == 0
    assert done.output.startswith(first)
    assert "more than 1,100" in done.output


@pytest.mark.parametrize("command", [("brief",), ("table", "--wikitext")], ids=["brief", "table"])
def test_a_ledger_and_its_files_give_the_same(folder: Path, command: tuple[str, ...]) -> None:
    straight = saidby(*command, folder / "demo")
    kept = saidby(*command, "--ledger", folder / "it.saidby")
    assert straight.exit_code == kept.exit_code == 0
    assert straight.output == kept.output


def test_since_a_day(folder: Path) -> None:
    done = saidby("brief", folder / "demo", "--since", "2026-04-20")
    assert "## Revised" in done.output
    assert "## In short" not in done.output


@pytest.mark.parametrize("day", ["yesterday", "2026-13", "2026-02-30", "--04-20"])
def test_since_needs_a_day(folder: Path, day: str) -> None:
    done = saidby("brief", folder / "demo", f"--since={day}")
    assert done.exit_code == 2
    assert "is no day" in done.output


def test_each_story_has_its_brief_or_the_one_that_is_asked_for(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "marn.txt").write_text(OTHER)
    both = saidby("brief", folder / "demo", tmp_path)
    assert both.output.count("\n## In short") == 2
    saidby("add", folder / "demo", tmp_path, "--ledger", tmp_path / "two.saidby")
    listed = saidby("stories", "--ledger", tmp_path / "two.saidby", "--format", "csv")
    keys = [line.partition(",")[0] for line in listed.output.splitlines()[1:]]
    assert len(keys) == 2
    for key in keys:
        one = saidby("brief", "--ledger", tmp_path / "two.saidby", "--story", key[:10])
        assert one.output.count("\n## In short") == 1
        assert one.output == saidby("brief", folder / "demo", tmp_path, "--story", key[:10]).output


def test_what_is_not_there_is_refused(folder: Path) -> None:
    assert saidby("brief", folder / "demo", "--story", "zzz").exit_code == 1
    assert saidby("brief").exit_code == 2
    assert saidby("brief", folder / "demo", "--ledger", folder / "it.saidby").exit_code == 2
    assert saidby("table", folder / "demo").exit_code == 2


def test_without_a_figure_for_it_there_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "marn.txt").write_text("The fair at Marn opened on Monday, its board said, and all went well there.\n")
    done = saidby("table", "--wikitext", tmp_path)
    assert done.exit_code == 1
    assert "no source gives a figure" in done.stderr
