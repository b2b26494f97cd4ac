"""Who opens a ledger with another tool finds tables that make sense by themselves."""

import re
from pathlib import Path

import apsw
import pytest

from saidby.ledger import Ledger
from saidby.ledger.judgements import Decision
from saidby.pipeline import relink, update
from tests.ledger.build import example, ledger

DOCS = Path(__file__).parents[2] / "docs" / "ledger.md"
VIEWS = ["judgement", "series", "telling"]


@pytest.fixture
def book(tmp_path: Path) -> Ledger:
    """Return a ledger with the bundled example and one decision."""
    book = ledger(tmp_path / "it.saidby")
    update(book, example())
    list(relink(book))
    ((figure,),) = book.ask("SELECT key FROM figure ORDER BY key LIMIT 1")
    book.judge([Decision(about="figure", target=str(figure), verb="reject", why="counts boats")], by="ana")
    list(relink(book))
    return book


def test_every_table_and_view_is_described_in_the_docs(book: Ledger) -> None:
    made = [str(name) for (name,) in book.ask("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    ours = {name for name in made if not re.match(r"sqlite_|\w+_search_", name)}
    told = set(re.findall(r"`(\w+)`", DOCS.read_text("utf-8").split("## Looking in with other tools")[1]))
    assert ours - told == set()


def test_views_join_what_belongs_together_and_hold_no_bytes(book: Ledger) -> None:
    for view in VIEWS:
        columns = {str(row[1]): str(row[2]) for row in book.ask(f"PRAGMA table_info({view})")}
        assert "BLOB" not in columns.values()
        assert list(book.ask(f"SELECT * FROM {view}"))
    ((points,),) = book.ask("SELECT count(*) FROM point")
    assert list(book.ask("SELECT count(*) FROM series")) == [(points,)]
    ((reports,),) = book.ask("SELECT count(*) FROM report")
    assert list(book.ask("SELECT count(*) FROM telling")) == [(reports,)]
    assert list(book.ask("SELECT by_whom, verb, why, undone FROM judgement")) == [("ana", "reject", "counts boats", 0)]


def test_bytes_lie_in_two_tables_alone(book: Ledger, tmp_path: Path) -> None:
    db = apsw.Connection(str(tmp_path / "it.saidby"), flags=apsw.SQLITE_OPEN_READONLY)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    holds = {
        table
        for table in tables
        if not re.match(r"sqlite_|\w+_search_", table)
        for row in db.execute(f"PRAGMA table_info({table})")
        if row[2] == "BLOB"
    }
    assert holds == {"content", "story_record"}
