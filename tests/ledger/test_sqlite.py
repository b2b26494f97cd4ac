import json
import stat
import threading
from pathlib import Path

import apsw
import pytest
from msgspec import structs

from saidby.errors import LedgerError
from saidby.ledger import Ledger
from saidby.ledger.schema import FOR_GOOD
from saidby.ledger.sqlite import APPLICATION, SQLiteStore, check_sqlite
from saidby.pipeline import RULES, mark, read
from tests.ledger.build import arrival, ledger


@pytest.mark.parametrize("version", ["3.51.2", "3.40.1", "3.44.5", "3.50.6", "3.7.0"])
def test_a_release_of_sqlite_that_can_lose_writes_is_refused(version: str) -> None:
    with pytest.raises(LedgerError, match=version.replace(".", r"\.")):
        check_sqlite(version)


@pytest.mark.parametrize("version", ["3.51.3", "3.52.0", "3.44.6", "3.50.7", "4.0.0"])
def test_a_corrected_release_is_taken(version: str) -> None:
    check_sqlite(version)
    assert apsw.sqlite_lib_version() >= "3.51.3"


@pytest.mark.parametrize("table", FOR_GOOD)
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {table} SET {text} = 'x'",
        "UPDATE {table} SET {text} = 'x' WHERE rowid = 1",
        "DELETE FROM {table}",
        "DELETE FROM {table} WHERE rowid = 1",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "REPLACE INTO {table} SELECT * FROM {table} WHERE rowid = 1",
        "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT DO UPDATE SET {text} = 'x'",
    ],
)
def test_nothing_in_the_ledger_is_changed_or_taken_out(tmp_path: Path, table: str, change: str) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        book.keep([arrival()])
        before = list(book.store.ask(f"SELECT * FROM {table}"))
        text = {"event": "body", "content": "kind"}[table]
        with pytest.raises(LedgerError, match="only grows"), book.store.writing():
            book.store.run(change.format(table=table, text=text))
        assert list(book.store.ask(f"SELECT * FROM {table}")) == before


def test_a_step_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        book.keep([arrival()])
        before = book.fingerprint()
        with pytest.raises(LedgerError, match="no such column"), book.store.writing():  # noqa: PT012  (two steps)
            book.store.run("UPDATE article SET title = 'half'")
            book.store.run("UPDATE article SET nowhere = 'half'")
        assert book.fingerprint() == before
        assert list(book.store.ask("SELECT title FROM article")) != [("half",)]


def test_a_ledger_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "it.saidby"
    with ledger(path) as book:
        book.keep([arrival()])
        made = [path, *tmp_path.glob("it.saidby-*")]
        assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in made)


def test_there_must_be_a_ledger_unless_one_may_be_made(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no such ledger"):
        Ledger.open(tmp_path / "none.saidby")
    assert list(tmp_path.iterdir()) == []


def test_somebody_elses_database_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = apsw.Connection(str(path))
    other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="no ledger of saidby"):
        SQLiteStore(path)
    assert path.read_bytes() == before


def test_a_ledger_of_a_later_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "it.saidby"
    ledger(path).store.close()
    later = apsw.Connection(str(path))
    later.execute("PRAGMA user_version = 999")
    later.close()
    with pytest.raises(LedgerError, match="later saidby"):
        SQLiteStore(path)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Shopping: bread, oil, a new umbrella.\n" * 200)
    with pytest.raises(LedgerError, match=r"notes\.txt: is damaged or no ledger"):
        SQLiteStore(path)


def test_a_backup_is_a_ledger_of_its_own_and_overwrites_nothing(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "it.saidby")
    book = Ledger(store)
    book.keep([arrival()])
    store.back_up(tmp_path / "copy.saidby")
    book.keep([arrival("later.txt", "Rescuers found 30 survivors at Dunmore, the fire service said.\n")])
    with Ledger.open(tmp_path / "copy.saidby") as copy:
        assert list(copy.verify()) == []
        assert [event.seal for event in copy.events()] == [event.seal for event in book.events()][:3]
    with pytest.raises(LedgerError, match="overwrites nothing"):
        store.back_up(tmp_path / "copy.saidby")
    store.close()


def test_the_file_says_whose_it_is(tmp_path: Path) -> None:
    path = tmp_path / "it.saidby"
    ledger(path).store.close()
    assert int.from_bytes(path.read_bytes()[68:72], "big") == APPLICATION


def test_a_ledger_that_nobody_can_write_is_read_as_it_lies_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "it.saidby"
    with ledger(path) as book:
        book.keep([arrival()])
    before = path.read_bytes()
    monkeypatch.setattr("os.access", lambda *_: False)  # as on a medium that is read only
    with Ledger.open(path) as book:
        assert list(book.verify()) == []
        assert list(book.search("killed", most=3))
        book.back_up(tmp_path / "copy.saidby")
        with pytest.raises(LedgerError, match="cannot be written"):
            book.keep([arrival("other.txt", "Two boats sank off Dunmore, the fire service said.\n")])
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.glob("it.saidby-*")] == ["it.saidby-turn"]


def test_a_search_shows_all_words_around_a_hit_where_a_text_has_a_character_zero(tmp_path: Path) -> None:
    text = "Two \0 barges sank at Málby quay. " * 8
    row = json.dumps({"id": "malby", "text": text}).encode()
    marks = mark(read(row, name="malby.json"), reader=RULES)
    with ledger(tmp_path / "it.saidby") as book:
        book.keep([structs.replace(arrival(), marks=marks)])
        ((_, _, around, _),) = book.search("malby", most=3)
        assert "sank at [Málby] quay" in around
        assert around.replace("[", "").replace("]", "").removesuffix(" … ") in text


def test_those_who_make_one_ledger_at_the_same_time_all_get_it(tmp_path: Path) -> None:
    told: list[str] = []

    def come(place: Path, together: threading.Barrier) -> None:
        together.wait()
        try:
            SQLiteStore(place).close()
        except LedgerError as error:
            told.append(str(error))

    for n in range(40):
        together = threading.Barrier(4)
        comers = [threading.Thread(target=come, args=(tmp_path / f"{n}.db", together)) for _ in range(4)]
        for one in comers:
            one.start()
        for one in comers:
            one.join()
    assert told == []
