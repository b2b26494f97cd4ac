"""The ledger on a PostgreSQL server: for several machines, many reviewers, millions of articles."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from psycopg import errors
from psycopg.adapt import Loader
from psycopg.conninfo import conninfo_to_dict

from saidby.errors import LedgerError
from saidby.ledger.postgres_tables import GUARD, GUARDED, UNSOUND, VERSION_TABLE, for_good, translated
from saidby.ledger.schema import FOR_GOOD, MIGRATIONS, VERSION, Migration
from saidby.ledger.store import Row, Value

_OLDEST = 130000  # the first that takes accents from letters by itself: normalize()
_REACHED = 10  # seconds to be connected in
_PATIENCE = 10  # seconds that a writer waits for the others
# Those who wait for an advisory lock stand in one queue, and the server takes them in turn.
_TURN = f"SET LOCAL lock_timeout = '{_PATIENCE}s'; SELECT pg_advisory_xact_lock(x'73616964'::int)"  # "said"
_OURS = (
    "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = 'saidby_ledger'"
)
_ANY = (
    "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v')"
)
# In ``?``: the words twice, and how many at most. Where signs or accents keep them apart in the text as it stands, they
# are found all the same, but not marked.
_SEARCH = """
    SELECT {found}, ts_headline(
        'simple',
        CASE WHEN search_words(plain({text})) @@ asked THEN {text} ELSE concat_ws(' … ', {head}, {text}) END,
        asked || plainto_tsquery('simple', given), 'StartSel=[, StopSel=], MaxWords=24, MinWords=12, ShortWord=0'
    )
    FROM (
        SELECT {table}_search.{id} AS at, ts_rank(words, asked) AS rank, asked, given
        FROM {table}_search, (SELECT plainto_tsquery('simple', plain(?)) AS asked, ?::text AS given) AS question
        WHERE words @@ asked ORDER BY rank DESC, at LIMIT ?
    ) AS best JOIN {table} ON {table}.{id} = at ORDER BY rank DESC, at"""
_ARTICLES = _SEARCH.format(table="article", id="seq", found="article.key", head="title", text="text")
_STATEMENTS = _SEARCH.format(
    table="statement", id="number", found="statement.story, statement.id", head="statement.source", text="says"
)


class PostgresStore:
    """A ``Store`` on a server, in the first schema of its search path. Use one per thread or process."""

    def __init__(self, address: str, *, create: bool = True) -> None:
        self._address = address
        self.name = shown(address)
        self._inside = False
        self._connection = self._connect()
        try:
            self._prepare(create=create)
        except BaseException:
            self.close()
            raise

    def _connect(self) -> psycopg.Connection[Row]:
        with _told(self.name):
            db = psycopg.connect(
                self._address,
                autocommit=True,
                connect_timeout=_REACHED,
                client_encoding="UTF8",
                fallback_application_name="saidby",
                options=f"{conninfo_to_dict(self._address).get('options') or ''} -c synchronous_commit=on",
            )
        db.adapters.register_loader("numeric", _Number)
        return db

    @property
    def _db(self) -> psycopg.Connection[Row]:
        """The connection, made anew where it was lost; not within a step, which is lost with it."""
        if self._connection.closed and not self._inside:
            self._connection = self._connect()
        return self._connection

    def _prepare(self, *, create: bool) -> None:
        with _told(self.name):
            if self._db.info.server_version < _OLDEST:
                raise LedgerError(self.name, "is a server older than PostgreSQL 13", "Use a later one.")
            if self._value("SHOW server_encoding") != "UTF8":
                raise LedgerError(self.name, "cannot keep every letter", "Make the database with: ENCODING 'UTF8'")
            version = self._version()
            if version is None and not create:
                do = "Make one with: saidby add PATH --ledger ADDRESS"
                raise LedgerError(self.name, "there is no ledger", do)
            if version is None and self._value(_ANY):
                raise LedgerError(self.name, "has tables, but no ledger of saidby", "Name an empty database.")
            if (version or 0) > VERSION:
                what = f"was written by a later saidby (tables {version}, known here {VERSION})"
                raise LedgerError(self.name, what, "Update saidby.")
            if (version or 0) < VERSION:
                self._migrate()

    def _version(self) -> int | None:
        if not self._value(_OURS):
            return None
        return int(str(self._value("SELECT version FROM saidby_ledger")))

    def _migrate(self) -> None:
        with self.writing():
            version = self._version()  # somebody may have been quicker
            if version is None:
                for statement in (VERSION_TABLE, "INSERT INTO saidby_ledger VALUES (0)", GUARD):
                    self._db.execute(statement.encode())
            for step in MIGRATIONS[version or 0 :]:
                for statement in statements(step):
                    self._db.execute(statement.encode())
            self.run("UPDATE saidby_ledger SET version = ?", VERSION)

    @contextmanager
    def writing(self) -> Iterator[None]:
        if self._inside:  # part of a step that is kept or dropped as a whole
            yield
            return
        with _told(self.name), self._db.transaction():
            self._db.execute(_TURN)
            self._inside = True
            try:
                yield
            finally:
                self._inside = False

    def run(self, statement: str, *values: Value) -> None:
        self._db.execute(_question(statement), [_storable(value) for value in values])

    def run_all(self, statement: str, rows: Sequence[Sequence[Value]]) -> None:
        with self._db.cursor() as cursor:
            cursor.executemany(_question(statement), [[_storable(value) for value in row] for row in rows])

    def ask(self, question: str, *values: Value) -> Iterator[Row]:
        with _told(self.name):
            yield from self._db.execute(_question(question), values)

    def search(self, words: str, *, limit: int) -> Iterator[Row]:
        if re.search(r"\w", words):
            yield from self.ask(_ARTICLES, words, words, limit)

    def search_statements(self, words: str, *, limit: int) -> Iterator[Row]:
        if re.search(r"\w", words):
            yield from self.ask(_STATEMENTS, words, words, limit)

    def back_up(self, target: Path) -> None:
        """Refuse: a server has a tool of its own for that."""
        do = f"Use the server's own tool: pg_dump --format=custom --file={target}, and the address of the ledger."
        raise LedgerError(self.name, "is kept by a server, which is not copied into a file", do)

    def faults(self) -> Iterator[str]:
        """Yield what can be seen from here: indexes, guards, search; of its files the server says what it counted."""
        for said, question in UNSOUND.items():
            for (what,) in self.ask(question):
                yield said.format(what)
        there = {str(table) for (table,) in self.ask(GUARDED)}
        for table in sorted({*FOR_GOOD} - there):
            yield f"table {table}: nothing keeps it from being changed"

    def close(self) -> None:
        self._connection.close()

    def _value(self, question: str) -> Value:
        row = self._db.execute(question.encode()).fetchone()
        return row[0] if row else None


class _Number(Loader):
    """Sums come as numerics: read as the numbers that SQLite gives."""

    def load(self, data: bytes | bytearray | memoryview) -> int | float:
        text = bytes(data).decode()
        return int(text) if text.lstrip("-").isdigit() else float(text)


def statements(step: Migration) -> list[str]:
    """Return the statements of one migration for PostgreSQL, triggers for what is kept for good included."""
    tables = [m[1] for statement in step.common if (m := re.match(r"\s*CREATE TABLE (\w+)", statement))]
    guards = [guard for table in tables if table in FOR_GOOD for guard in for_good(table)]
    return [*map(translated, step.common), *step.postgres, *guards]


def shown(address: str) -> str:
    """Return an address as messages may show it, without a password."""
    try:
        parts = conninfo_to_dict(address)
    except psycopg.ProgrammingError as error:
        what = f"is no address of a database ({_first_line(error)})"
        raise LedgerError(re.sub(r"//.*@", "//…@", address), what, "Write: postgresql://USER@HOST/DATABASE") from None
    user, host, port, name = (str(parts.get(key) or "") for key in ("user", "host", "port", "dbname"))
    return f"postgresql://{f'{user}@' if user else ''}{host}{f':{port}' if port else ''}/{name}"


@cache
def _question(statement: str) -> bytes:
    """Return a statement with the places for values as psycopg has them."""
    found = re.split(r"('[^']*')", statement.replace("%", "%%"))  # every other one stands between quotes
    found[::2] = [part.replace("?", "%s") for part in found[::2]]
    return "".join(found).encode()


def _storable(value: Value) -> Value:
    """Return a value as the server can keep it: its texts have no character zero, and places in them must not move."""
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Say what the server refuses in words that name the ledger and what to do."""
    try:
        yield
    except psycopg.Error as error:
        raise LedgerError(name, *_reason(error)) from error


def _reason(error: psycopg.Error) -> tuple[str, str]:
    anew = "Write a new event that says what is different."
    match error:
        case errors.RestrictViolation():
            return f"{_first_line(error)}: nothing is changed or taken out", anew
        case errors.UniqueViolation() if error.diag.table_name in FOR_GOOD:
            return f"the table {error.diag.table_name} only grows: nothing is changed or taken out", anew
        case errors.DiskFull():
            return "the disk is full; nothing of this step was kept", "Make room, then run the same command again."
        case errors.LockNotAvailable():
            return f"somebody else has been writing for over {_PATIENCE} s", "Try again when they are done."
        case errors.InsufficientPrivilege() | errors.ReadOnlySqlTransaction():
            return f"cannot be written ({_first_line(error)})", "Ask for the right to, or name another database."
        case psycopg.OperationalError() | psycopg.InterfaceError():
            return f"the server does not answer ({_first_line(error)})", "See that it runs, then try again."
        case _:
            return f"PostgreSQL refuses: {_first_line(error)}", "Run: saidby doctor --ledger ADDRESS"


def _first_line(error: psycopg.Error) -> str:
    return str(error.diag.message_primary or error).strip().partition("\n")[0]
