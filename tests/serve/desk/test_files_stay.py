"""Promise S8: whatever something is called, nothing is written or read outside its folder."""

import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from msgspec import structs
from starlette.testclient import TestClient

from saidby.ledger import Ledger
from saidby.pipeline import relink, update
from saidby.serve.cli import main
from saidby.serve.folder import write_pages
from saidby.views.web.links import FolderLinks, leaf
from tests.ledger.build import example
from tests.serve.desk.running import running, sent, status
from tests.serve.desk.visitors import visitor
from tests.views.export.build import demo

SECRET = "what nobody is to read"  # noqa: S105
NAMES = [
    "../evil",
    "../../evil",
    "../../../../../../../../tmp/evil",
    "..",
    "../",
    ".",
    "./evil",
    "/etc/passwd",
    "//etc/passwd",
    "/../evil",
    "....//evil",
    "..././evil",
    "..;/evil",
    "..\\evil",
    "..\\..\\evil",
    "\\evil",
    "\\\\server\\share\\evil",
    "C:\\evil",
    "C:evil",
    "c:/evil",
    "\\\\?\\C:\\evil",
    "\\\\.\\COM1",
    "file:///etc/passwd",
    "%2e%2e%2fevil",
    "%2e%2e/evil",
    "..%2fevil",
    "..%5cevil",
    "%252e%252e%252fevil",
    "..%c0%afevil",
    "..%ef%bc%8fevil",
    "..\uff0fevil",
    "\u2025/evil",
    "\u2024\u2024/evil",
    "..\u2215evil",
    "..\u2044evil",
    "..\x00/evil",
    "evil\x00.html",
    "../evil\x00.html",
    "CON",
    "con.html",
    "PRN",
    "AUX.txt",
    "NUL",
    "nul.tar.gz",
    "COM1",
    "LPT9.csv",
    "CLOCK$",
    "evil.",
    "evil ",
    " ",
    "evil:stream",
    "evil::$DATA",
    "~",
    "~root/evil",
    "$HOME/evil",
    "$(touch evil)",
    "`touch evil`",
    "-rf",
    "--out=/tmp/evil",
    "evil\n../evil",
    "a" * 300,
    "\u00e9" * 200,
    ".saidby-pages",
    ".htaccess",
    "index.html/../../evil",
    "static/../../evil",
]


def tree(folder: Path) -> set[str]:
    """Return every file and folder below, and what links lead out."""
    return {str(place.relative_to(folder)) for place in folder.rglob("*")}


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the one folder that may change, deep in another that is looked at: nothing else in it is ever there."""
    inner = tmp_path / "a" / "b" / "inner"
    inner.mkdir(parents=True)
    (tmp_path / "secret.txt").write_text(SECRET, "utf-8")
    monkeypatch.chdir(inner)
    before = tree(tmp_path) - tree_of(inner, tmp_path)
    yield inner
    assert tree(tmp_path) - tree_of(inner, tmp_path) == before


def tree_of(inner: Path, whole: Path) -> set[str]:
    return {str(inner.relative_to(whole) / name) for name in tree(inner)}


def test_there_are_sixty_of_them() -> None:
    assert len(set(NAMES)) >= 60


@pytest.mark.parametrize("name", NAMES)
def test_names_become_names_of_files_that_stay_in_a_folder(name: str) -> None:
    links = FolderLinks(depth=1)
    for place in (leaf(name), links.source("story", name).removeprefix("../sources/")):
        plain = place.removesuffix(".html")
        assert plain
        assert plain.isascii()
        assert set(plain) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
        assert len(plain) <= 80
    assert len({leaf(other) for other in NAMES}) == len(set(NAMES))


def test_a_report_is_written_into_its_folder_whatever_sources_and_articles_are_called(alone: Path) -> None:
    story, marks = demo()
    sources = tuple(structs.replace(story.sources[n % len(story.sources)], id=name) for n, name in enumerate(NAMES))
    shelf = [
        structs.replace(m, article=structs.replace(m.article, id=name, key=name))
        for m, name in zip(marks, NAMES, strict=False)
    ]
    names = {m.article.id: name for m, name in zip(marks, NAMES, strict=False)}
    told = structs.replace(
        story,
        story=NAMES[0],
        key=NAMES[1],
        sources=sources,
        statements=(),
        provenance=(),
        drift=(),
        roots=(),
        series=(),
        conflicts=(),
        ranges=(),
        passages=(),
        docs=tuple(names[doc] for doc in story.docs if doc in names),
    )
    write_pages(alone / "report", [(told, shelf)])
    write_pages(alone / "several", [(told, shelf), (structs.replace(told, key=NAMES[2]), shelf)])
    for folder in ("report", "several"):
        written = [place for place in (alone / folder).rglob("*") if place.is_file()]
        assert len(written) > len(NAMES)
        assert all(place.resolve().is_relative_to(alone / folder) for place in written)


def test_uploads_are_never_files_and_their_names_only_words(alone: Path) -> None:
    text = "At least 40 people were killed at Osk, the river board said on Sunday.\n"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for n, name in enumerate(NAMES):
            archive.writestr(zipfile.ZipInfo(name + ".txt"), f"{text} Ward {n}.")
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, str(alone.parent.parent.parent / "secret.txt"))
    with visitor(alone / "l.db", reader="rules") as client:
        parts = [("files", (name, f"{text} Street {n}.".encode())) for n, name in enumerate(NAMES)]
        batch = client.post("/api/additions/files", files=[*parts, ("files", ("../all.zip", held.getvalue()))]).json()
        while batch["state"] not in {"done", "failed"}:
            batch = client.get(f"/api/additions/{batch['id']}").json()
        assert batch["state"] == "done", batch
        assert batch["new"] >= 60
    with Ledger.open(alone / "l.db") as book:
        assert not list(book.ask("SELECT 1 FROM article WHERE instr(text, ?)", SECRET))
        shown = [str(name) for (name,) in book.ask("SELECT name FROM capture")]
        assert not [name for name in shown if "\n" in name or "\x00" in name]
    assert {place.split("-")[0] for place in tree(alone)} == {"l.db"}


@pytest.mark.parametrize(
    "way", ["/static/", "/articles/", "/stories/", "/api/articles/", "/api/stories/", "/review/card/"]
)
def test_no_address_of_the_desk_leads_to_a_file(alone: Path, way: str) -> None:
    """Asked as bytes on the line: a client would tidy these addresses up first."""
    outside = alone.parent.parent.parent / "secret.txt"
    up = os.path.relpath(str(outside), str(files("saidby.views.web") / "static"))
    wanted = [up, up.replace("/", "%2f"), up.replace("..", "%2e%2e"), f"/{outside}", str(outside), f"desk.css/../{up}"]
    with running(alone / "l.db") as desk:
        for name in [*wanted, *(quote(name, safe="/\\:.~$%;") for name in NAMES)]:
            line = f"GET {way}{name} HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\nConnection: close\r\n\r\n"
            answer = sent(desk.port, line)
            assert SECRET.encode() not in answer
            assert b"root:" not in answer
            assert status(answer) in {0, 303, 400, 401, 404, 405, 422}, (name, answer[:200])
    for made in ("out", "err"):
        (alone / made).unlink()


def test_links_in_the_static_folder_lead_nowhere(alone: Path) -> None:
    with visitor(alone / "l.db") as client:
        assert client.get("/static/desk.css").status_code == 200
        for name in ("", ".", "islands", "islands/", "../templates/base.html", "..%2ftemplates%2fbase.html"):
            assert client.get(f"/static/{name}").status_code in {404, 405}, name


@pytest.fixture
def kept(alone: Path) -> Path:
    with Ledger.open(alone / "l.db", create=True) as book:
        update(book, list(example()))
        list(relink(book))
    return alone / "l.db"


def test_what_is_there_already_is_not_written_over_by_exports_and_reports(alone: Path, kept: Path) -> None:
    """A folder of somebody else's, and a link that leads to one, are left as they are."""
    theirs = alone / "theirs"
    theirs.mkdir()
    (theirs / "own.txt").write_text("own", "utf-8")
    (alone / "link").symlink_to(theirs)
    (alone / "dangling").symlink_to(alone.parent / "elsewhere")
    (alone / "file-link").symlink_to(theirs / "own.txt")
    calls = [["pages", name, "--ledger", str(kept)] for name in ("theirs", "link")]
    calls += [[*call, "--force"] for call in calls]
    for form, names in (("csv", ("theirs", "link")), ("jsonl", ("file-link", "theirs/own.txt"))):
        calls += [["export", "--ledger", str(kept), "--format", form, "--out", name] for name in names]
    for call in calls:
        result = CliRunner().invoke(main, call)
        assert result.exit_code != 0, (call, result.output)
        assert tree(theirs) == {"own.txt"}
        assert (theirs / "own.txt").read_text("utf-8") == "own"
    for call in (
        ["export", "--ledger", str(kept), "--format", "csv", "--out", "dangling"],
        ["export", "--ledger", str(kept), "--format", "jsonl", "--out", "dangling"],
    ):
        CliRunner().invoke(main, call)
        assert not (alone.parent / "elsewhere").exists(), call


def test_a_zip_of_tables_has_only_names_of_its_own(alone: Path, kept: Path) -> None:
    with visitor(kept) as client:
        key = client.get("/api/stories").json()[0]["key"]
        answer = client.get(f"/api/stories/{key}/export?format=csv")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert all(re.fullmatch(r"[a-z_]+\.(csv|json|md)", name) for name in archive.namelist())
        said = answer.headers["Content-Disposition"]
        assert json.loads(said.partition("filename=")[2]).startswith("saidby-")


def test_a_file_name_that_a_story_gives_cannot_end_a_header(client_of: TestClient) -> None:
    for name in NAMES:
        answer = client_of.get(f"/api/stories/{quote(name, safe='')}/export?format=csv")
        assert answer.status_code in {404, 422}


@pytest.fixture
def client_of(kept: Path) -> Iterator[TestClient]:
    with visitor(kept) as client:
        yield client
