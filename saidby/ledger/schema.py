"""The tables, and the steps from each version of them to the next. Forward only.

Three kinds of tables. ``event`` and ``content`` are the ledger: nothing in them is ever changed or taken out, and
triggers see to it. The others are what follows from the events, and can be made anew from them at any time
(``Ledger.rebuild``). Where both SQLite and PostgreSQL read a statement, it stands here once for both.
"""

from collections.abc import Sequence

from msgspec import Struct

FOR_GOOD = ("event", "content")

_LEDGER = (
    """
    CREATE TABLE event (
        seq     INTEGER PRIMARY KEY,
        at      TEXT NOT NULL,
        by_whom TEXT NOT NULL,
        kind    TEXT NOT NULL,
        subject TEXT NOT NULL,
        body    TEXT NOT NULL,
        seal    TEXT NOT NULL UNIQUE
    )
    """,
    "CREATE INDEX event_by_subject ON event (subject, seq)",
    "CREATE INDEX event_by_kind ON event (kind, seq)",
    """
    CREATE TABLE content (
        sha256 TEXT PRIMARY KEY,
        kind   TEXT NOT NULL,
        size   INTEGER NOT NULL,
        packed BLOB NOT NULL
    )
    """,
)

_ARTICLES = (
    """
    CREATE TABLE article (
        seq       INTEGER PRIMARY KEY,
        key       TEXT NOT NULL UNIQUE,
        id        TEXT NOT NULL UNIQUE,
        title     TEXT,
        outlet    TEXT,
        published TEXT,
        wire      TEXT,
        url       TEXT,
        story     TEXT,
        figures   INTEGER NOT NULL DEFAULT 0,
        text      TEXT NOT NULL,
        sha256    TEXT NOT NULL,
        marks     TEXT,
        marked_by TEXT
    )
    """,
    "CREATE INDEX article_by_story ON article (story)",
    "CREATE INDEX article_by_url ON article (url)",
    """
    CREATE TABLE capture (
        seq     INTEGER PRIMARY KEY,
        article TEXT NOT NULL REFERENCES article (key),
        at      TEXT NOT NULL,
        route   TEXT NOT NULL,
        name    TEXT NOT NULL,
        address TEXT,
        sha256  TEXT NOT NULL,
        size    INTEGER NOT NULL,
        headers TEXT NOT NULL
    )
    """,
    "CREATE INDEX capture_by_article ON capture (article)",
    "CREATE INDEX capture_by_address ON capture (address)",
)

_JUDGEMENTS = (
    """
    CREATE TABLE step (
        number  INTEGER PRIMARY KEY,
        at      TEXT NOT NULL,
        by_whom TEXT NOT NULL,
        token   TEXT UNIQUE,
        undone  INTEGER NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX step_by_person ON step (by_whom, number)",
    """
    CREATE TABLE decision (
        step     INTEGER NOT NULL REFERENCES step (number),
        position INTEGER NOT NULL,
        about    TEXT NOT NULL,
        target   TEXT NOT NULL,
        verb     TEXT NOT NULL,
        fields   TEXT NOT NULL,
        others   TEXT NOT NULL,
        why      TEXT,
        PRIMARY KEY (step, position)
    )
    """,
    """
    CREATE TABLE judged (
        target   TEXT NOT NULL,
        step     INTEGER NOT NULL REFERENCES step (number),
        PRIMARY KEY (target, step)
    )
    """,
    """
    CREATE TABLE verdict (
        target   TEXT PRIMARY KEY,
        version  INTEGER NOT NULL,
        rejected INTEGER NOT NULL,
        fields   TEXT NOT NULL,
        same     TEXT NOT NULL,
        apart    TEXT NOT NULL,
        by_whom  TEXT NOT NULL
    )
    """,
)

_SEARCH = (
    """
    CREATE VIRTUAL TABLE article_search USING fts5 (
        title, text, content='article', content_rowid='seq', tokenize="unicode61 remove_diacritics 2"
    )
    """,
    """
    CREATE TRIGGER article_found AFTER INSERT ON article BEGIN
        INSERT INTO article_search (rowid, title, text) VALUES (new.seq, new.title, new.text);
    END
    """,
    """
    CREATE TRIGGER article_gone BEFORE DELETE ON article BEGIN
        INSERT INTO article_search (article_search, rowid, title, text)
        VALUES ('delete', old.seq, old.title, old.text);
    END
    """,
    """
    CREATE TRIGGER article_named_anew AFTER UPDATE OF title, text ON article BEGIN
        INSERT INTO article_search (article_search, rowid, title, text)
        VALUES ('delete', old.seq, old.title, old.text);
        INSERT INTO article_search (rowid, title, text) VALUES (new.seq, new.title, new.text);
    END
    """,
)


class Migration(Struct, frozen=True, kw_only=True):
    """One step, statement by statement: ``common`` for every store, ``sqlite`` for SQLite behind it."""

    common: tuple[str, ...]
    sqlite: tuple[str, ...] = ()


MIGRATIONS: Sequence[Migration] = (Migration(common=(*_LEDGER, *_ARTICLES, *_JUDGEMENTS), sqlite=_SEARCH),)
VERSION = len(MIGRATIONS)


def strict(statement: str) -> str:
    """Return a statement that makes a plain table as one that refuses values of another type (SQLite's STRICT)."""
    return f"{statement.rstrip()} STRICT" if statement.lstrip().startswith("CREATE TABLE") else statement


def for_good(table: str) -> list[str]:
    """Return the triggers that refuse to change a table or to take anything out of it, in SQLite's words."""
    refused = f"SELECT RAISE(ABORT, 'the table {table} only grows')"
    key = {"event": "seq", "content": "sha256"}[table]
    # INSERT OR REPLACE takes the old row out without a word to the trigger on DELETE.
    there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = new.{key})"  # noqa: S608  (names of our own)
    return [
        f"CREATE TRIGGER {table}_never_{verb.lower()} BEFORE {verb} ON {table} {when} BEGIN {refused}; END"
        for verb, when in (("UPDATE", ""), ("DELETE", ""), ("INSERT", there))
    ]
