"""What only a server can do to a ledger: go away, hang up on a writer, belong to somebody else."""

import random
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from saidby.errors import LedgerError
from saidby.ledger import Arrival, Ledger, schema
from saidby.ledger.health import examine
from saidby.ledger.places import is_server, open_store
from saidby.ledger.postgres import _TURN, PostgresStore, shown
from saidby.ledger.postgres_tables import translated
from tests.ledger.build import START, TEXT, arrival, example, ledger
from tests.ledger.server import Server
from tests.ledger.test_store_contract import live, rows

HANG_UPS = 40
PAGE = Path(__file__).resolve().parents[2] / "docs" / "ledger.md"


@pytest.fixture
def address(postgres: Server) -> str:
    return postgres.database()


def behind(address: str, *statements: str) -> None:
    """Do something in the database that no ledger knows of."""
    with psycopg.connect(address, autocommit=True, options="-c lock_timeout=5s") as db:
        for statement in statements:
            db.execute(statement.encode())


# --- addresses ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("place", "server"),
    [
        ("postgresql://ana@db.example/ledger", True),
        ("postgres:///ledger", True),
        ("it.saidby", False),
        (Path("postgresql/it.saidby"), False),
    ],
)
def test_an_address_names_a_server_and_all_else_a_file(place: Path | str, server: bool) -> None:
    assert is_server(place) == server


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("postgresql://ana:secret@db.example:5433/news", "postgresql://ana@db.example:5433/news"),
        ("postgresql://db.example/news?password=secret", "postgresql://db.example/news"),
        ("postgresql:///news", "postgresql:///news"),
    ],
)
def test_no_message_shows_a_password(address: str, name: str) -> None:
    assert shown(address) == name


def test_an_address_that_cannot_be_read_is_told_without_its_password() -> None:
    with pytest.raises(LedgerError, match="is no address") as told:
        PostgresStore("postgresql://ana:secret@db.example/news?no such=option")
    assert "secret" not in str(told.value)


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"does not answer.*See that it runs"):
        open_store(f"postgresql:///news?host={tmp_path}")


def test_without_psycopg_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "saidby.ledger.postgres")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LedgerError, match=r"pip install 'saidby\[postgres\]'"):
        open_store("postgresql:///news")


# --- whose database ----------------------------------------------------------------------------------------------
def test_somebody_elses_database_stays_as_it_is(address: str) -> None:
    behind(address, "CREATE TABLE recipe (name TEXT)")
    with pytest.raises(LedgerError, match="no ledger of saidby"):
        PostgresStore(address)
    with psycopg.connect(address) as db:
        assert db.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (1,)


def test_a_ledger_of_a_later_program_is_refused(address: str) -> None:
    ledger(address).store.close()
    behind(address, "UPDATE saidby_ledger SET version = 999")
    with pytest.raises(LedgerError, match="later saidby"):
        PostgresStore(address)


def test_a_database_that_cannot_keep_every_letter_is_refused(postgres: Server, address: str) -> None:
    behind(address, "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(LedgerError, match="every letter"):
        PostgresStore(postgres.address("latin"))


def test_who_may_only_read_is_told_so(address: str) -> None:
    ledger(address).store.close()
    behind(address, "DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN", "GRANT SELECT ON event TO reader")
    behind(address, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    with Ledger.open(address.replace("saidby@", "reader@")) as book:
        assert list(book.events()) == []
        with pytest.raises(LedgerError, match="cannot be written"):
            book.keep([arrival()])
    behind(address, "DROP OWNED BY reader", "DROP ROLE reader")


def test_who_does_not_own_the_tables_can_work_and_takes_no_guard_away(address: str) -> None:
    ledger(address).store.close()
    grants = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith(("GRANT", "REVOKE"))]
    behind(address, "DROP ROLE IF EXISTS desk", "CREATE ROLE desk LOGIN", *grants)
    with ledger(address.replace("saidby@", "desk@")) as book:
        live(book, example())
        assert list(book.verify()) == []
        for change in ("ALTER TABLE event DISABLE TRIGGER USER", "DROP TABLE event", "UPDATE event SET body = ''"):
            with pytest.raises(LedgerError, match="cannot be written"), book.writing():
                book.store.run(change)
    behind(address, "DROP OWNED BY desk", "DROP ROLE desk")


def test_two_ledgers_may_lie_in_two_schemas_of_one_database(address: str) -> None:
    behind(address, "CREATE SCHEMA one", "CREATE SCHEMA other")
    one, other = (f"{address}&options=-csearch_path%3D{name}" for name in ("one", "other"))
    with ledger(one) as book, ledger(other) as beside:
        book.keep([arrival()])
        assert list(beside.events()) == []
        assert list(book.verify()) == list(beside.verify()) == []


# --- guards ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("table", schema.FOR_GOOD)
def test_nothing_is_emptied_not_even_on_a_replica(address: str, table: str) -> None:
    with ledger(address) as book:
        book.keep([arrival()])
        before = rows(book)
        for change in (f"TRUNCATE {table}", f"TRUNCATE {table} CASCADE", f"DELETE FROM {table}"):
            with pytest.raises(psycopg.errors.RestrictViolation, match="only grows"):
                behind(address, "SET session_replication_role = replica", change)
        assert rows(book) == before


def test_guards_and_indexes_that_are_gone_are_missed(address: str) -> None:
    with ledger(address) as book:
        book.keep([arrival()])
        assert list(book.verify()) == []
        behind(address, "ALTER TABLE event DISABLE TRIGGER event_never_changes")
        assert list(book.verify()) == ["table event: nothing keeps it from being changed"]
        behind(address, "ALTER TABLE event ENABLE ALWAYS TRIGGER event_never_changes", "DELETE FROM article_search")
        assert [flaw for flaw in book.verify() if flaw.startswith("search index: article ")]


def test_a_backup_is_the_servers_own_work(address: str, tmp_path: Path) -> None:
    with ledger(address) as book, pytest.raises(LedgerError, match="pg_dump --format=custom"):
        book.store.back_up(tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_forgoes_safety_is_told(address: str) -> None:
    with ledger(address) as book:
        ill = [finding for finding in examine(book, program="test", now=START) if not finding.well]
    assert [finding.what for finding in ill] == ["server's care"]
    assert ill[0].says.startswith("fsync off")  # as in tests it may be


# --- migrations --------------------------------------------------------------------------------------------------
def test_tables_are_made_as_a_whole_or_not_at_all(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (first, *_) = schema.MIGRATIONS
    count = len(first.common)
    for number in range(0, count + len(first.postgres), 5):
        made = first.postgres[: max(0, number - count)]
        broken = schema.Migration(common=first.common[:number], postgres=(*made, "SELECT 1 / 0"))
        monkeypatch.setattr("saidby.ledger.postgres.MIGRATIONS", (broken,))
        with pytest.raises(LedgerError, match="division by zero"):
            PostgresStore(address)
        with psycopg.connect(address) as db:
            assert db.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)
    monkeypatch.undo()
    with ledger(address) as book:
        assert list(book.verify()) == []


def test_many_who_come_first_at_once_make_one_ledger(address: str) -> None:
    trouble: list[BaseException] = []

    def come() -> None:
        try:
            open_store(address, create=True).close()
        except BaseException as error:  # noqa: BLE001  (told below, in the test's own thread)
            trouble.append(error)

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    with Ledger.open(address) as book:
        assert list(book.verify()) == []


def test_no_words_of_sqlite_are_left_in_the_tables() -> None:
    made = "CREATE TABLE it (seq INTEGER PRIMARY KEY, text TEXT, low REAL, packed BLOB, n INTEGER)"
    assert translated(made) == (
        "CREATE TABLE it (seq BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "
        'text TEXT COLLATE "C", low DOUBLE PRECISION, packed BYTEA, n BIGINT)'
    )
    assert translated("CREATE INDEX at ON it (address)") == "CREATE INDEX at ON it USING hash (address)"


# --- a server that goes away -------------------------------------------------------------------------------------
def test_writers_take_turns_in_the_order_in_which_they_came(address: str) -> None:
    turns: list[int] = []

    def write(number: int) -> None:
        with Ledger.open(address) as book, book.writing():
            turns.append(number)

    with ledger(address) as book:
        with book.writing():
            threads = []
            for number in range(5):
                threads.append(threading.Thread(target=write, args=(number,)))
                threads[-1].start()
                _wait_for_waiting(address, number + 1)
        for thread in threads:
            thread.join()
    assert turns == list(range(5))


def _wait_for_waiting(address: str, count: int) -> None:
    question = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with psycopg.connect(address, autocommit=True) as db:
        for _ in range(1000):
            if db.execute(question).fetchone() == (count,):
                return
            time.sleep(0.01)
    raise AssertionError(f"{count} should wait by now")


def test_a_writer_waits_no_longer_than_it_says(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saidby.ledger.postgres._TURN", _TURN.replace("10s", "50ms"))
    with ledger(address) as book, Ledger.open(address) as other:
        with other.writing(), pytest.raises(LedgerError, match="somebody else has been writing"):
            book.keep([arrival()])
        book.keep([arrival()])


def test_hanging_up_on_a_writer_loses_doubles_and_halves_nothing(postgres: Server, address: str) -> None:
    arrivals = [arrival(f"a{n}.txt", TEXT.format(count=n)) for n in range(2, 120)]
    with ledger(postgres.database()) as calm:
        calm.keep(arrivals)
        undisturbed = calm.fingerprint()
    ledger(address).store.close()
    done = threading.Event()
    writer = threading.Thread(target=_write_again_and_again, args=(address, arrivals, done))
    writer.start()
    chance = random.Random(3)
    hung_up = 0
    hang_up = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'saidby' AND datname = "
    with psycopg.connect(postgres.address("postgres"), autocommit=True) as other:
        while hung_up < HANG_UPS:
            time.sleep(chance.uniform(0.0, 0.02))
            hung_up += len(
                other.execute(f"{hang_up}'{address.partition('@/')[2].partition('?')[0]}'".encode()).fetchall()
            )
    done.set()
    writer.join()
    with Ledger.open(address) as book:
        assert book.fingerprint() == undisturbed
        assert list(book.verify()) == []


def _write_again_and_again(address: str, arrivals: list[Arrival], done: threading.Event) -> None:
    """Keep all arrivals, one by one and in whatever connection there is, until nobody hangs up any more."""
    book: Ledger | None = None
    left = list(arrivals)
    while left or not done.is_set():
        try:
            book = book or Ledger.open(address)
            book.keep(left[:1] or arrivals[:1])
            left = left[1:]
        except LedgerError as error:
            assert "does not answer" in str(error) or "PostgreSQL refuses: terminating" in str(error)  # noqa: PT017
    if book:
        book.store.close()


def test_what_was_acknowledged_outlives_the_server(postgres: Server, address: str) -> None:
    with ledger(address) as book:
        for n in range(2, 5):
            book.keep([arrival(f"a{n}.txt", TEXT.format(count=n))])
            before = rows(book)
            postgres.stop()
            with pytest.raises(LedgerError, match="does not answer"):
                book.keep([arrival("never.txt", TEXT.format(count=99))])
            postgres.start()
            assert rows(book) == before  # by a new connection
            assert list(book.verify()) == []
