"""``saidby export`` from the outside: every form, of a ledger and of articles, whole or not at all."""

import csv
import gc
import json
import weakref
from collections.abc import Iterator
from pathlib import Path

import feedparser
import polars as pl
import pytest
from click.testing import CliRunner, Result

from saidby.errors import SaidbyError
from saidby.ledger import Ledger
from saidby.records import Span
from saidby.serve import exporting
from saidby.serve.cli import main
from saidby.views.export import TABLES
from saidby.views.export.dictionary import NAME
from saidby.views.export.material import Material
from tests.views.export.build import made

FILES = {"datapackage.json", "dictionary.csv", "dictionary.md"}


def saidby(*words: str | Path, **environment: str) -> Result:
    return CliRunner(env={"SAIDBY_LEDGER": None, **environment}).invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the bundled example; a ledger of it lies beside."""
    folder = tmp_path_factory.mktemp("desk")
    saidby("demo", "--copy-to", folder / "demo")
    done = saidby("add", folder / "demo", "--ledger", folder / "it.saidby", "--reader", "rules")
    assert done.exit_code == 0, done.output
    return folder / "demo"


@pytest.fixture(scope="module")
def book(demo: Path) -> Path:
    return demo.parent / "it.saidby"


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tables_of_a_ledger_and_of_its_articles_are_the_same(demo: Path, book: Path, tmp_path: Path) -> None:
    kept = saidby("export", "--ledger", book, "--format", "csv", "--out", tmp_path / "kept")
    straight = saidby("export", demo, "--format", "csv", "--out", tmp_path / "straight", "--reader", "rules")
    assert kept.exit_code == straight.exit_code == 0, kept.output + straight.output
    assert {path.name for path in (tmp_path / "kept").iterdir()} == {f"{table.name}.csv" for table in TABLES} | FILES
    for table in TABLES:
        if table.name not in {"stories", "revisions"}:  # a ledger names stories, and knows when it learnt of revisions
            assert rows(tmp_path / "kept", table.name) == rows(tmp_path / "straight", table.name)
    (one, other) = rows(tmp_path / "kept", "revisions")
    assert one["at"] <= other["at"]
    total = sum(len(rows(tmp_path / "kept", table.name)) for table in TABLES)
    assert f"({total:,} rows)" in kept.output


def test_revisions_of_a_ledger_have_the_keys_that_alerts_have(book: Path, tmp_path: Path) -> None:
    assert saidby("export", tmp_path / "it.atom", "--ledger", book, "--format", "atom").exit_code == 0
    found = feedparser.parse((tmp_path / "it.atom").read_bytes())
    with Ledger.open(book) as ledger:
        seals = {str(seal) for (seal,) in ledger.ask("SELECT seal FROM event WHERE kind = 'revised'")}
    assert {entry.id.removeprefix("urn:saidby:revision:") for entry in found.entries} == seals


def test_parquet_has_the_rows_of_the_csv_however_many_pieces_it_was_written_in(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_AT_ONCE", 7)
    saidby("export", "--ledger", book, "--format", "csv", "--raw", "--out", tmp_path / "csv")
    done = saidby("export", "--ledger", book, "--format", "parquet", "--out", tmp_path / "parquet")
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "parquet").iterdir()} == {f"{t.name}.parquet" for t in TABLES} | FILES
    for table in TABLES:
        frame = pl.read_parquet(tmp_path / "parquet" / f"{table.name}.parquet")
        as_csv = rows(tmp_path / "csv", table.name)
        words = [column.name for column in table.columns if column.type == "text"]
        assert frame.height == len(as_csv)
        assert [[value or "" for value in row] for row in frame.select(words).rows()] == [
            [row[name] for name in words] for row in as_csv
        ]


@pytest.mark.parametrize("form", ["jsonl", "jsonld", "atom"])
def test_one_file_or_standard_output_are_the_same(demo: Path, tmp_path: Path, form: str) -> None:
    command = ("export", demo, "--format", form, "--reader", "rules")
    assert saidby(*command, "--out", tmp_path / "it").exit_code == 0
    assert saidby(*command).stdout_bytes == (tmp_path / "it").read_bytes()


def test_a_story_can_be_chosen(demo: Path, book: Path) -> None:
    key = json.loads(saidby("stories", "--ledger", book, "--format", "json").output)[0]["key"]
    whole = saidby("export", "--ledger", book, "--format", "jsonl").output
    assert saidby("export", "--ledger", book, "--format", "jsonl", "--story", key[:10]).output == whole
    assert saidby("export", "--ledger", book, "--format", "jsonl", "--story", "nothing").exit_code == 1
    refused = saidby("export", demo, "--format", "jsonl", "--story", "nothing", "--reader", "rules")
    assert refused.exit_code == 1
    assert refused.stdout == ""


def test_without_a_form_it_is_the_log(book: Path, tmp_path: Path) -> None:
    assert saidby("export", tmp_path / "it.log", "--ledger", book).exit_code == 0
    assert saidby("export", tmp_path / "it2.log", SAIDBY_LEDGER=str(book)).exit_code == 0
    assert (tmp_path / "it.log").read_bytes() == (tmp_path / "it2.log").read_bytes()
    assert saidby("export", "-", "--ledger", book).stdout_bytes == (tmp_path / "it.log").read_bytes()


def test_a_ledger_of_the_environment_leaves_articles_to_be_read(demo: Path, book: Path) -> None:
    read = saidby("export", demo, "--format", "jsonl", "--reader", "rules", SAIDBY_LEDGER=str(book))
    assert read.output == saidby("export", demo, "--format", "jsonl", "--reader", "rules").output
    kept = saidby("export", "--format", "jsonl", SAIDBY_LEDGER=str(book))
    assert kept.output == saidby("export", "--ledger", book, "--format", "jsonl").output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["x.txt"], "a log is that of a ledger"),
        (["--format", "csv"], "name files or folders"),
        (["x.txt", "--format", "csv"], "csv needs --out FOLDER"),
        (["x.txt", "--format", "parquet", "--out", "-"], "parquet is a folder"),
        (["x.txt", "--format", "jsonl", "--raw"], "--raw goes with --format csv"),
        (["a", "b", "--ledger", "L"], "name one place"),
        (["a", "--ledger", "L", "--out", "b"], "give one of them"),
        (["--ledger", "L"], "log needs --out FILE"),
    ],
)
def test_what_makes_no_sense_is_told(words: list[str], says: str) -> None:
    done = saidby("export", *words)
    assert done.exit_code == 2
    assert says in done.output


def test_a_file_that_is_there_is_overwritten_on_demand_alone(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "it.jsonl"
    target.write_text("mine")
    command = ("export", target, "--ledger", book, "--format", "jsonl")
    assert saidby(*command).exit_code == 1
    assert target.read_text() == "mine"
    assert saidby(*command, "--force").exit_code == 0
    assert target.read_text().startswith('{"type": "story"')


def test_a_folder_is_replaced_on_demand_alone_and_only_an_earlier_export(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "tables"
    target.mkdir()
    command = ("export", target, "--ledger", book, "--format", "csv")
    assert saidby(*command).exit_code == 0  # an empty folder
    assert saidby(*command).exit_code == 1
    (target / "stories.csv").write_text("old")
    assert saidby(*command, "--force").exit_code == 0
    assert (target / "stories.csv").read_text().startswith("story,")
    (target / "notes.txt").write_text("mine")
    assert saidby(*command, "--force").exit_code == 1
    assert (target / "notes.txt").read_text() == "mine"
    assert json.loads((target / "datapackage.json").read_text())["name"] == NAME
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def _broken() -> Iterator[Material]:
    yield Material(*made("12 died", [Span(0, 2)]))
    raise SaidbyError("broken off")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_nothing_is_left_of_a_folder_that_was_not_finished(tmp_path: Path, form: str) -> None:
    with pytest.raises(SaidbyError, match="broken off"):
        exporting.write_folder(tmp_path / "tables", _broken(), form)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_of_a_file_that_was_not_finished(tmp_path: Path) -> None:
    (tmp_path / "it").write_text("old")
    with pytest.raises(SaidbyError, match="broken off"):
        exporting.write_file(tmp_path / "it", exporting.stream("jsonl", _broken()), force=True)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl", "jsonld"])
def test_no_more_than_a_story_or_two_is_in_memory(tmp_path: Path, form: str) -> None:
    alive: weakref.WeakSet[Material] = weakref.WeakSet()
    most = 0

    def stories() -> Iterator[Material]:
        nonlocal most
        for _ in range(20):
            material = Material(*made("12 died", [Span(0, 2)]))
            alive.add(material)
            gc.collect()
            most = max(most, len(alive))
            yield material

    if form in exporting.FOLDERS:
        exporting.write_folder(tmp_path / "it", stories(), form)
    else:
        exporting.write_file(tmp_path / "it", exporting.stream(form, stories()))
    assert most <= 3


def test_of_a_large_story_only_a_few_articles_are_kept_at_hand(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "_HELD", 2)
    with Ledger.open(book) as ledger:
        (material,) = exporting.kept_stories(ledger, ledger.story_keys())
        assert len(material.marks) == len(list(material.articles)) == 7
        assert material.marks._fetch.cache_info().currsize <= 2  # type: ignore[attr-defined]
        assert "no such article" not in material.marks
