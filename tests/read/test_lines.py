"""JSON lines: one article a line; a damaged line is named with its number and costs nothing but itself."""

import gzip
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from saidby.read.containers import open_stream
from saidby.read.documents import Document
from saidby.read.lines import split
from saidby.read.plain import LARGEST
from saidby.records import Problem
from saidby.serve.cli import main


def opened(data: bytes, name: str = "osk.jsonl") -> list[Document | Problem]:
    return list(open_stream(io.BytesIO(data), name))


def row(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


@pytest.mark.parametrize("name", ["osk.jsonl", "osk.ndjson", "osk.jsonl.gz"])
def test_a_line_is_an_article_called_by_its_id_else_by_its_number(name: str) -> None:
    data = row(id="osk/1", text="At least 40 died.") + b"\n" + row(text="Another 12.")
    found = opened(gzip.compress(data) if name.endswith(".gz") else data, name)
    assert [item.name for item in found if isinstance(item, Document)] == [f"{name}/osk_1.json", f"{name}/osk-3.json"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b'{"text": "x"\n', "not JSON"),
        (b"\xff\xfe\n", "not JSON"),
        (b"[]\n", "no article"),
        (b'{"id": "a"}\n', "no article"),
        (b'{"text": 3}\n', "no article"),
        (b'{"text": "' + b"x" * LARGEST + b'"}\n', "larger than 10 MB"),
    ],
)
def test_a_damaged_line_is_named_and_the_others_come(line: bytes, what: str) -> None:
    found = opened(row(text="At least 40 died.") + line + row(text="Another 12."))
    assert [type(item) for item in found] == [Document, Problem, Document]
    assert isinstance(found[1], Problem)
    assert found[1].where == "osk.jsonl line 2"
    assert found[1].what.startswith(what)


def test_lines_before_damage_in_the_packing_come() -> None:
    packed = gzip.compress(b"".join(row(text=f"At least {n} died.") for n in range(20_000)))
    *documents, problem = opened(packed[: len(packed) // 2], "osk.jsonl.gz")
    assert len(documents) > 5000
    assert isinstance(problem, Problem)


def test_a_file_without_lines_is_a_problem() -> None:
    (problem,) = opened(b"\n\n")
    assert isinstance(problem, Problem)


@given(st.lists(st.binary(max_size=30)))
def test_lines_are_the_same_however_the_pieces_fall(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    expected = whole.split(b"\n")
    assert list(split(pieces)) == (expected if expected[-1] else expected[:-1])


def test_a_damaged_line_ends_in_exit_code_3(tmp_path: Path) -> None:
    (tmp_path / "osk.jsonl").write_bytes(row(id="a", text="At least 40 died, the board said.") + b"{\n")
    done = CliRunner().invoke(main, ["read", str(tmp_path), "--reader", "rules", "--format", "jsonl"])
    assert done.exit_code == 3
    assert "osk.jsonl line 2: not JSON" in done.stderr
    assert json.loads(done.stdout)["id"] == "a"
