"""A story taken away: each form is what its name says, and is whole."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from saidby.views.export import TABLES
from tests.serve.desk.kept import comer, keys, ledger


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ledger(tmp_path_factory.mktemp("there"))


@pytest.fixture(scope="module")
def eva(there: Path) -> TestClient:
    return comer(there, "eva")


@pytest.fixture(scope="module")
def weir(there: Path) -> str:
    return f"/api/stories/{keys(there, 'story')[0][:16]}"


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_a_table_has_the_same_rows_as_csv_and_json(eva: TestClient, weir: str, name: str) -> None:
    rows = eva.get(f"{weir}/tables/{name}?format=json").json()
    answer = eva.get(f"{weir}/tables/{name}?format=csv")
    found = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
    assert len(found) == len(rows)
    assert all(list(one) == list(other) for one, other in zip(found, rows, strict=True))


def test_a_table_that_is_not_there_names_those_that_are(eva: TestClient, weir: str) -> None:
    answer = eva.get(f"{weir}/tables/weather")
    assert answer.status_code == 404
    assert "points" in answer.json()["error"]


@pytest.mark.parametrize(
    ("address", "kind", "words"),
    [
        ("brief?format=md", "text/markdown; charset=utf-8", "60 boats"),
        ("brief?format=text", "text/plain; charset=utf-8", "60 boats"),
        ("brief?format=html", "text/html; charset=utf-8", "<"),
        ("brief?since=2031-05-06", "text/markdown; charset=utf-8", "70"),
        ("graph", "image/svg+xml", "<svg"),
        ("export?format=atom", "application/atom+xml", "<feed"),
        ("chart?format=vega-lite", "application/json", "$schema"),
    ],
)
def test_a_form_is_what_its_name_says(eva: TestClient, weir: str, address: str, kind: str, words: str) -> None:
    answer = eva.get(f"{weir}/{address}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert words in answer.text


def test_lines_and_linked_data_are_json(eva: TestClient, weir: str) -> None:
    for line in eva.get(f"{weir}/export?format=jsonl").text.splitlines():
        assert json.loads(line)
    assert "@context" in eva.get(f"{weir}/export?format=jsonld").json()


def test_all_tables_come_in_one_archive_with_their_dictionary(eva: TestClient, weir: str) -> None:
    answer = eva.get(f"{weir}/export?format=csv")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = {f"{table.name}.csv" for table in TABLES}
        assert set(archive.namelist()) == names | {"datapackage.json", "dictionary.csv", "dictionary.md"}


@pytest.mark.parametrize(
    "address",
    [
        *("brief?since=2031-13-45", "brief?since=Tuesday", "brief?format=pdf", "export?format=exe"),
        *("tables/points?format=exe", "chart?format=gif", "chart?theme=pink"),
    ],
)
def test_what_makes_no_sense_is_refused(eva: TestClient, weir: str, address: str) -> None:
    answer = eva.get(f"{weir}/{address}")
    assert answer.status_code == 422
    assert answer.json()["error"]


def test_what_cannot_be_drawn_is_refused_in_words(eva: TestClient, weir: str) -> None:
    answer = eva.get(f"{weir}/chart?format=vega-lite&source=nobody")
    assert answer.status_code == 422
    assert answer.json()["error"]


@pytest.mark.parametrize("form", ["md", "csv", "json"])
def test_every_column_of_every_table_is_in_the_dictionary(eva: TestClient, form: str) -> None:
    answer = eva.get(f"/api/dictionary?format={form}")
    assert answer.status_code == 200
    assert all(column.name in answer.text for table in TABLES for column in table.columns)
