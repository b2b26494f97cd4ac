"""What a page lacks is said on standard error and fails nothing."""

from pathlib import Path

from click.testing import CliRunner

from saidby.records import Article, Omission
from saidby.serve.cli import main
from saidby.serve.notes import notes_on
from tests.read.page.pages import BODY, page


def left_out(why: str, *numerals: str) -> Article:
    return Article(id="a", key="k", text="x", omissions=(Omission(text="x", numerals=numerals, why=why),))


def test_numerals_beside_the_text_are_named_with_the_reason() -> None:
    (note,) = notes_on(left_out("stands in aside", "12", "40"), "a.html")
    assert (note.where, note.note) == ("a.html", True)
    assert note.what == "seen on the page and not in its text: 12, 40 (stands in aside)"


def test_numerals_in_links_are_another_matter() -> None:
    assert list(notes_on(left_out("links to other pages", "12"), "a.html")) == []


def test_many_numerals_are_cut_short() -> None:
    (note,) = notes_on(left_out("stands in aside", *map(str, range(20))), "a.html")
    assert "0, 1, 2, 3, 4, 5, 6, 7 and more (" in note.what


def test_a_doubtful_page_is_read_and_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(
        page(BODY + "<p>The café stays open.</p>", head="<meta charset='utf-8'>").encode("cp1252")
    )
    done = CliRunner().invoke(main, ["read", str(tmp_path), "--reader", "rules"])
    assert done.exit_code == 0
    assert "340" in done.stdout
    assert "declared as utf-8, read as cp1252" in done.stderr
