"""The ledger in one SQLite file."""

import os
import re
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import apsw

from saidby.errors import LedgerError
from saidby.ledger.schema import FOR_GOOD, MIGRATIONS, VERSION, Migration, for_good, strict
from saidby.ledger.store import Row, Value
from saidby.ledger.turnstile import turn

APPLICATION = 0x73616964  # "said", where `file` and SQLite look for whose file it is
_FIRST_SOUND = {(3, 44): 6, (3, 50): 7}  # branches that got the correction late
_WORDS = 24  # around a hit
_PAUSE, _PATIENCE = 0.002, 10.0  # seconds: between two looks whether the writer is done, and in all


def check_sqlite(version: str) -> None:
    """Raise LedgerError where that SQLite can lose what was written.

    A reset of the write-ahead log could race with a writer from 3.7.0 to 3.51.2 (sqlite.org/wal.html); 3.44.6 and
    3.50.7 have the correction too.
    """
    major, minor, patch = (int(part) for part in version.split(".")[:3])
    late = _FIRST_SOUND.get((major, minor))
    if (major, minor, patch) < (3, 51, 3) and (late is None or patch < late):
        raise LedgerError(
            "SQLite",
            f"version {version} can lose what was written (a race in its write-ahead log)",
            "Install apsw 3.51.3 or later.",
        )


class SQLiteStore:
    """A ``Store`` in a file. One connection: use one per thread or process."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        check_sqlite(apsw.sqlite_lib_version())
        if not create and not path.exists():
            raise LedgerError(str(path), "there is no such ledger", "Make one with: saidby add PATH --ledger FILE")
        self.path = path
        self._fixed = path.exists() and not _writable(path)
        self._db = _open_fixed(path) if self._fixed else _open(path)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        return str(self.path)

    def _prepare(self) -> None:
        with _told(self.path):
            self._db.set_busy_handler(_patience())
            with self._db:  # as one moment has them: another may be making its tables now
                owner, version = (
                    next(self._db.execute(f"PRAGMA {it}"))[0] for it in ("application_id", "user_version")
                )
                empty = not next(self._db.execute("SELECT count(*) FROM sqlite_schema"))[0]
            if owner != APPLICATION and not empty:
                raise LedgerError(self.name, "is a database, but no ledger of saidby", "Name another file.")
            if int(version) > VERSION:
                raise LedgerError(
                    self.name,
                    f"was written by a later saidby (tables {version}, known here {VERSION})",
                    "Update saidby.",
                )
            if self._fixed:
                return
            new = int(version) < VERSION
            with turn(self.path) if new else nullcontext():  # of two who turn one file to WAL, both would be refused
                self._db.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
            if new:
                self._migrate()

    def _migrate(self) -> None:
        with self.writing():
            version = int(next(self._db.execute("PRAGMA user_version"))[0])  # somebody may have been quicker
            for number, step in enumerate(MIGRATIONS[version:], version + 1):
                for statement in statements(step):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {number}")
            self._db.execute(f"PRAGMA application_id = {APPLICATION}")

    @contextmanager
    def writing(self) -> Iterator[None]:
        if self._db.in_transaction:  # part of a step that is kept or dropped as a whole
            yield
            return
        if self._fixed:
            raise LedgerError(self.name, "cannot be written here", "Check the rights of the file and its folder.")
        with _told(self.path):
            with turn(self.path):
                self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                with suppress(apsw.Error):  # a full disk has rolled back already
                    self._db.execute("ROLLBACK")
                raise

    def run(self, statement: str, *values: Value) -> None:
        self._db.execute(statement, values)

    def run_all(self, statement: str, rows: Sequence[Sequence[Value]]) -> None:
        self._db.executemany(statement, rows)

    def ask(self, question: str, *values: Value) -> Iterator[Row]:
        with _told(self.path):
            yield from self._db.execute(question, values)

    def search(self, words: str, *, limit: int) -> Iterator[Row]:
        question = """
            SELECT article.key, snippet(article_search, -1, '[', ']', ' … ', 24),
                CASE WHEN instr(article.text, char(0)) THEN article.text END
            FROM article_search JOIN article ON article.seq = article_search.rowid
            WHERE article_search MATCH ? ORDER BY rank, article.seq LIMIT ?"""
        if asked := phrase(words):
            yield from (_shown(row, words) for row in self.ask(question, asked, limit))

    def search_statements(self, words: str, *, limit: int) -> Iterator[Row]:
        question = """
            SELECT statement.story, statement.id, snippet(statement_search, -1, '[', ']', ' … ', 24),
                CASE WHEN instr(statement.says, char(0)) THEN statement.says END
            FROM statement_search JOIN statement ON statement.number = statement_search.rowid
            WHERE statement_search MATCH ? ORDER BY rank, statement.number LIMIT ?"""
        if asked := phrase(words):
            yield from (_shown(row, words) for row in self.ask(question, asked, limit))

    def back_up(self, target: Path) -> None:
        """Write the ledger as it is at one moment into a new file, while others go on writing."""
        if target.exists():
            raise LedgerError(str(target), "is there already", "Name a new file: a backup overwrites nothing.")
        unfinished = target.with_name(target.name + ".unfinished")
        unfinished.unlink(missing_ok=True)
        with _told(target):
            copy = apsw.Connection(str(unfinished))
            try:
                with copy.backup("main", self._db, "main") as backup:
                    backup.step(-1)  # all at once: one moment of the ledger
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
            finally:
                copy.close()
            unfinished.rename(target)

    def sqlite_version(self) -> str:
        """Return the version of SQLite at work."""
        return apsw.sqlite_lib_version()

    def faults(self) -> Iterator[str]:
        """Yield what SQLite itself finds wrong with the file."""
        for (said,) in self.ask("PRAGMA integrity_check"):
            if said != "ok":
                yield str(said)
        for table, row, parent, _ in self.ask("PRAGMA foreign_key_check"):
            yield f"{table!s} row {row!s}: what it points at in {parent!s} is missing"
        if self._fixed:  # the index is looked at by writing to it
            return
        try:
            self._db.execute("INSERT INTO article_search (article_search, rank) VALUES ('integrity-check', 1)")
        except apsw.Error as error:
            yield f"search index: {error}"

    def close(self) -> None:
        try:
            self._db.close()
        except apsw.Error:  # what was written stays safe in the log beside the file; the next who opens it takes it up
            self._db.close(True)


def statements(step: Migration) -> list[str]:
    """Return the statements of one migration for SQLite, triggers for what is kept for good included."""
    tables = [m[1] for statement in step.common if (m := re.match(r"\s*CREATE TABLE (\w+)", statement))]
    guards = [trigger for table in tables if table in FOR_GOOD for trigger in for_good(table)]
    return [*map(strict, step.common), *step.sqlite, *guards]


def phrase(words: str) -> str:
    """Return a question for FTS5 that asks for all the words, whatever signs stand among them; "" for none."""
    return " ".join(f'"{word}"' for word in re.findall(r"\w+", words))


def _shown(row: Row, words: str) -> Row:
    """Return a hit with the words around it: FTS5 leaves out what stands behind a character zero."""
    *found, around, text = row
    return (*found, around if text is None else excerpt(str(text), words))


def excerpt(text: str, words: str) -> str:
    """Return what stands around the first of ``words`` in a text, each hit in brackets; accents do not count."""
    asked = {_plain(word) for word in re.findall(r"\w+", words)}
    tokens = list(re.finditer(r"\w+", text))
    hits = [n for n, token in enumerate(tokens) if _plain(token[0]) in asked] or [0]
    first, last = max(0, hits[0] - _WORDS // 3), min(len(tokens), hits[0] + _WORDS - _WORDS // 3)
    begin, end = (
        (0 if not first else tokens[first].start()),
        (len(text) if last == len(tokens) else tokens[last].start()),
    )
    shown, at = [] if not first else [" … "], begin
    for token in (tokens[n] for n in hits if n < last):
        shown += [text[at : token.start()], f"[{token[0]}]"]
        at = token.end()
    return "".join([*shown, text[at:end], *([] if last == len(tokens) else [" … "])])


def _plain(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))


def _open(path: Path) -> apsw.Connection:
    with _told(path):
        if not path.exists():
            path.touch(mode=0o600, exist_ok=True)
        return apsw.Connection(str(path))


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _open_fixed(path: Path) -> apsw.Connection:
    """Open a ledger that nobody can write, on an archive's medium for example: it is read as it lies there."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        do = "Copy both to where you may write, or make a copy of the ledger with: saidby backup"
        raise LedgerError(str(path), f"cannot be written, and {log.name} beside it holds what is not in it yet", do)
    with _told(path):
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        return apsw.Connection(f"{path.absolute().as_uri()}?mode=ro&immutable=1", flags=flags)


def _patience() -> Callable[[int], bool]:
    """Return a handler that waits for the writer in short steps: behind the turnstile only one ever waits."""

    def wait(tries: int) -> bool:
        time.sleep(_PAUSE)
        return tries * _PAUSE < _PATIENCE

    return wait


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say what SQLite refuses in words that name the file and what to do."""
    try:
        yield
    except apsw.Error as error:
        raise LedgerError(str(path), *_reason(error)) from error


def _reason(error: apsw.Error) -> tuple[str, str]:
    match error:
        case apsw.FullError():
            return "the disk is full; nothing of this step was kept", "Make room, then run the same command again."
        case apsw.NotADBError() | apsw.CorruptError():
            return f"is damaged or no ledger ({error})", "Take a backup made by: saidby backup"
        case apsw.BusyError() | apsw.LockedError():
            return f"somebody else has been writing for over {_PATIENCE:.0f} s", "Try again when they are done."
        case apsw.ReadOnlyError() | apsw.PermissionsError() | apsw.CantOpenError():
            return f"cannot be opened for writing ({error})", "Check the folder, its rights and the free space."
        case apsw.ConstraintError() if "only grows" in str(error):
            return f"{error}: nothing is changed or taken out", "Write a new event that says what is different."
        case _:
            return f"SQLite refuses: {error}", "Run: saidby doctor --ledger FILE"
