"""`saidby check`: whether a document has a figure, and from whom it has it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from saidby import mark, read
from saidby.serve.check import NoNumber, ask, check
from saidby.serve.cli import main

ARTICLE = (
    "At least 40 people were killed when the weir at Osk failed, the river board said on Monday. "
    "About 1,200 homes, a third of them in Lower Osk, were flooded. Repairs will cost $2.3bn. "
    "Between 10,000 and 12,000 people fled. Dozens of boats are stranded."
)

SAID = [
    # as it stands
    ("at least 40", ["At least 40"]),
    # without its bound, or spelled otherwise: the value decides
    ("40", ["At least 40"]),
    ("forty", ["At least 40"]),
    ("1.2k", ["About 1,200"]),
    # shares, money, ranges
    ("a third", ["a third"]),
    ("$2.3 billion", ["$2.3bn"]),
    ("10,000-12,000", ["Between 10,000 and 12,000"]),
    # vague words say only themselves
    ("dozens", ["Dozens"]),
    # what was pasted may have its quotation marks
    ("“at least 40”", ["At least 40"]),
]
NOT_SAID = [
    # another bound
    "more than 40",
    # one end of a range
    "10,000",
    # another currency, another unit
    "£2.3bn",
    "33 per cent",
    # "dozens" has a least value but does not say it
    "24",
]
NO_NUMBERS = ["June", "", "40 people", "3 and 4", "about"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "osk.txt"
    path.write_text(ARTICLE)
    return path


def run(*args: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, args)], input=stdin)


@pytest.mark.parametrize(("number", "words"), SAID)
def test_a_figure_is_found_by_value_and_by_bound_where_one_is_asked_for(number: str, words: list[str]) -> None:
    found = check(ask(number), mark(read(ARTICLE.encode(), name="osk.txt")))
    assert [f.span.of(ARTICLE) for f in found.figures] == words
    assert found.nearest == ()


@pytest.mark.parametrize("number", NOT_SAID)
def test_what_is_not_said_is_refused(number: str) -> None:
    found = check(ask(number), mark(read(ARTICLE.encode(), name="osk.txt")))
    assert found.figures == ()
    assert found.nearest


@pytest.mark.parametrize("words", NO_NUMBERS)
def test_what_is_no_number_is_not_looked_for(words: str) -> None:
    with pytest.raises(NoNumber):
        ask(words)


def test_a_figure_is_shown_with_its_place_its_sentence_and_its_source(file: Path) -> None:
    result = run("40", file)
    assert result.exit_code == 0
    assert "“At least 40”  f1, characters 0-11" in result.stdout
    assert "river board" in result.stdout
    assert "the weir at Osk failed" in result.stdout


def test_a_refusal_names_the_nearest_figures_and_ends_in_1(file: Path) -> None:
    result = run("1,300", file)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "osk: no figure says “1,300”. The nearest:"
    assert lines[2].startswith("“About 1,200”")


def test_json_says_the_same(file: Path) -> None:
    found = json.loads(run("a third", file, "--format", "json").stdout)
    assert found["found"]
    assert [f["text"] for f in found["figures"]] == ["a third"]
    assert found["figures"][0]["sentence"].startswith("About 1,200 homes")
    refused = run("half", "-", "--format", "json", stdin=ARTICLE)
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["nearest"][0]["text"] == "a third"


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_no_number_is_wrong_usage(file: Path, number: str) -> None:
    assert run(number, file).exit_code == 2


def test_a_document_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing, address = run("40", tmp_path / "none.txt"), run("40", "https://example.org/osk")
    assert (missing.exit_code, address.exit_code) == (3, 3)
    assert "no such file" in missing.stderr
    assert "example.org" in address.stderr
    assert run("40", tmp_path).exit_code == 2
