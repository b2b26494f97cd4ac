"""The pages as a folder: whole or not at all, over nothing of others, and every link inside it leads to a file."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from msgspec import structs

from saidby.errors import SaidbyError
from saidby.pipeline import RULES, link_stories, mark, read
from saidby.records import Marks, SourceIdentity, Story
from saidby.serve import folder as writing
from saidby.serve.cli import main
from saidby.serve.folder import write_pages
from tests.serve.desk.kept import FIRST, OTHER, SECOND
from tests.views.drawn import told
from tests.views.web.build import ids, shown, ways


def marked(*texts: str) -> list[Marks]:
    return [mark(read(text.encode(), name=f"text{n}.txt"), reader=RULES) for n, text in enumerate(texts)]


def stories(*texts: str) -> list[tuple[Story, list[Marks]]]:
    shelf = {m.article.id: m for m in marked(*texts)}
    return [(story, [shelf[doc] for doc in story.docs]) for story in link_stories(list(shelf.values()))]


@pytest.fixture(autouse=True)
def _without_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no charts, which take their time and are tested elsewhere."""

    def none(_: object) -> str:
        raise SaidbyError("no charts here")

    monkeypatch.setattr("saidby.serve.drawn.svg_of", none)


def dead_links(folder: Path) -> list[str]:
    """Return every link that leads to no file, or to no place in it."""
    pages = {page: page.read_text("utf-8") for page in folder.rglob("*.html")}
    dead = []
    for page, text in pages.items():
        for way in ways(text):
            if way.startswith(("http://", "https://")):
                continue
            file, _, name = way.partition("#")
            target = (page.parent / unquote(file)).resolve() if file else page
            if not target.is_file() or (name and name not in ids(pages[target])):
                dead.append(f"{page.relative_to(folder)}: {way}")
        assert len(ids(text)) == len(set(ids(text))), page
    return dead


def test_every_link_of_one_storys_folder_leads_somewhere(tmp_path: Path) -> None:
    count = write_pages(tmp_path / "out", stories(FIRST, SECOND))
    assert count == len(list((tmp_path / "out").rglob("*.html")))
    assert dead_links(tmp_path / "out") == []
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_several_stories_have_a_folder_each_and_lead_back_to_their_list(tmp_path: Path) -> None:
    write_pages(tmp_path / "out", stories(FIRST, SECOND, OTHER))
    assert dead_links(tmp_path / "out") == []
    below = [path for path in (tmp_path / "out").iterdir() if (path / "articles").is_dir()]
    assert len(below) == 2
    for one in below:
        assert "../index.html" in ways((one / "drift.html").read_text("utf-8"))
        article = next((one / "articles").iterdir())
        assert "../../index.html" in ways(article.read_text("utf-8"))


def test_statements_of_nobody_lead_nowhere_and_of_odd_sources_to_their_files(tmp_path: Path) -> None:
    rows = ({"low": 60.0, "high": 60.0, "source": "../../etc/<a>"}, {"low": 7.0, "high": 7.0, "source": "joint: a & b"})
    story, shelf = told(*rows)
    named = tuple(SourceIdentity(id=s.source, name=s.source) for s in story.series[:1])
    write_pages(tmp_path / "out", [(structs.replace(story, sources=named), shelf)])
    assert dead_links(tmp_path / "out") == []
    assert len(list((tmp_path / "out" / "sources").iterdir())) == 1


def test_a_story_without_series_sources_or_days_is_written(tmp_path: Path) -> None:
    found = marked("A weir.", "Words\nwithout any figure at all.")
    bare = Story(story="x", key="ab" * 32, docs=tuple(m.article.id for m in found))
    write_pages(tmp_path / "out", [(bare, found)])
    assert dead_links(tmp_path / "out") == []
    assert "0 figures" in shown((tmp_path / "out" / "index.html").read_text("utf-8"))


def test_nothing_of_others_is_touched(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    for force in (False, True):
        with pytest.raises(SaidbyError, match="files of others"):
            write_pages(tmp_path / "out", stories(FIRST), force=force)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_what_we_wrote_is_replaced_only_when_asked(tmp_path: Path) -> None:
    write_pages(tmp_path / "out", stories(FIRST, SECOND))
    with pytest.raises(SaidbyError, match="--force"):
        write_pages(tmp_path / "out", stories(OTHER))
    write_pages(tmp_path / "out", stories(OTHER), force=True)
    assert "fever" in (tmp_path / "out" / "index.html").read_text("utf-8").lower()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_fails_half_way_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pages(tmp_path / "out", stories(FIRST))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "draw_drift", full)
    with pytest.raises(OSError, match="No space"):
        write_pages(tmp_path / "out", stories(OTHER), force=True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_an_empty_folder_and_the_one_one_is_in_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    write_pages(Path(), stories(FIRST))
    assert (tmp_path / "here" / "index.html").is_file()


def test_no_story_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(SaidbyError, match="no story"):
        write_pages(tmp_path / "out", [])
    assert list(tmp_path.iterdir()) == []


def test_what_can_be_read_is_written_where_a_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "weir.txt").write_text(FIRST)
    call = ["pages", str(tmp_path / "out"), str(tmp_path / "weir.txt"), str(tmp_path / "gone.txt"), "--reader", "rules"]
    found = CliRunner().invoke(main, call)
    assert found.exit_code == 3
    assert "gone.txt" in found.stderr
    assert (tmp_path / "out" / "index.html").is_file()
