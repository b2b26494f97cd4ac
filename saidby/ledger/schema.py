"""The tables, and the steps from each version of them to the next. Forward only.

Three kinds of tables. ``event`` and ``content`` are the ledger: nothing in them is ever changed or taken out, and
triggers see to it. The others are what follows from the events, and can be made anew from them at any time
(``Ledger.rebuild``). Where both SQLite and PostgreSQL read a statement, it stands here once for both.
"""

from collections.abc import Sequence

from msgspec import Struct

from saidby.ledger import postgres_tables

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
    # What was met before at the same place is asked for with each article, and must not take longer the more there are.
    "CREATE INDEX capture_by_address ON capture (address)",
    "CREATE INDEX capture_by_name ON capture (name)",
)

_FIGURES = (
    """
    CREATE TABLE figure (
        number     INTEGER PRIMARY KEY,
        key        TEXT NOT NULL UNIQUE,
        article    TEXT NOT NULL REFERENCES article (key),
        story      TEXT,
        id         TEXT NOT NULL,
        start      INTEGER NOT NULL,
        stop       INTEGER NOT NULL,
        words      TEXT NOT NULL,
        kind       TEXT NOT NULL,
        measure    TEXT NOT NULL,
        low        REAL,
        high       REAL,
        bound      TEXT NOT NULL,
        whom       TEXT,
        place      TEXT,
        source     TEXT,
        said_on    TEXT,
        as_of      TEXT,
        rule       TEXT NOT NULL,
        confidence REAL NOT NULL,
        judged     INTEGER NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX figure_by_article ON figure (article, start)",
    # Of what nobody has judged the least certain is asked for all the time, by whatever it is looked through.
    "CREATE INDEX figure_by_doubt ON figure (confidence, number)",
    "CREATE INDEX figure_of_story_by_doubt ON figure (story, confidence, number)",
    *(
        f"CREATE INDEX open_figure_of_{it} ON figure ({it}, confidence, number) WHERE judged = 0"
        for it in ("story", "source", "measure", "rule")
    ),
    "CREATE INDEX open_figure ON figure (confidence, number) WHERE judged = 0",
)

_STORIES = (
    """
    CREATE TABLE story (
        key      TEXT PRIMARY KEY,
        name     TEXT NOT NULL,
        articles INTEGER NOT NULL,
        first    TEXT,
        latest   TEXT,
        wanted   INTEGER NOT NULL,
        linked   INTEGER NOT NULL
    )
    """,
    "CREATE INDEX story_to_link ON story (key) WHERE linked < wanted",
    "CREATE TABLE story_before (story TEXT NOT NULL, before TEXT NOT NULL, PRIMARY KEY (story, before))",
    "CREATE TABLE story_alias (alias TEXT PRIMARY KEY, story TEXT NOT NULL)",
    "CREATE TABLE story_record (story TEXT PRIMARY KEY, packed BLOB NOT NULL)",
    """
    CREATE TABLE source (
        story TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, standing TEXT NOT NULL,
        country TEXT, parent TEXT, names TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (story, id)
    )
    """,
    """
    CREATE TABLE statement (
        number INTEGER PRIMARY KEY, story TEXT NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, source TEXT,
        claimant TEXT, said_on TEXT, kind TEXT NOT NULL, says TEXT NOT NULL, reports INTEGER NOT NULL,
        confidence REAL NOT NULL, UNIQUE (story, id)
    )
    """,
    "CREATE INDEX statement_by_key ON statement (key)",
    "CREATE INDEX statement_by_claimant ON statement (claimant, said_on)",
    """
    CREATE TABLE report (
        story TEXT NOT NULL, statement TEXT NOT NULL, article TEXT NOT NULL, figure TEXT NOT NULL,
        PRIMARY KEY (story, statement, article, figure)
    )
    """,
    "CREATE INDEX report_by_figure ON report (figure)",
    "CREATE INDEX report_by_article ON report (article)",
    """
    CREATE TABLE point (
        story TEXT NOT NULL, series INTEGER NOT NULL, position INTEGER NOT NULL, source TEXT NOT NULL, claimant TEXT,
        measure TEXT NOT NULL, whom TEXT, place TEXT, counts TEXT, date TEXT, published TEXT, as_of TEXT,
        low REAL, high REAL, bound TEXT NOT NULL, statement TEXT NOT NULL, supersedes TEXT, change TEXT, withdrawn TEXT,
        PRIMARY KEY (story, series, position)
    )
    """,
    """
    CREATE TABLE derivation (
        story TEXT NOT NULL, position INTEGER NOT NULL, article TEXT NOT NULL, derived_from TEXT NOT NULL,
        how TEXT NOT NULL, evidence TEXT NOT NULL, dispatch TEXT, rule TEXT NOT NULL, confidence REAL NOT NULL,
        key TEXT NOT NULL, PRIMARY KEY (story, position)
    )
    """,
    """
    CREATE TABLE drift (
        story TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, severity TEXT NOT NULL,
        article TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, words TEXT NOT NULL,
        against TEXT NOT NULL, against_start INTEGER NOT NULL, against_stop INTEGER NOT NULL,
        against_words TEXT NOT NULL, why TEXT NOT NULL, rule TEXT NOT NULL, confidence REAL NOT NULL,
        key TEXT NOT NULL, PRIMARY KEY (story, position)
    )
    """,
    *(f"CREATE INDEX {it}_by_key ON {it} (key)" for it in ("source", "derivation", "drift")),
    """
    CREATE TABLE root (
        story TEXT NOT NULL, position INTEGER NOT NULL, figure TEXT NOT NULL, independent_roots INTEGER,
        roots TEXT NOT NULL, articles TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (story, position)
    )
    """,
)

_REVISIONS = (
    """
    CREATE TABLE revision (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, story TEXT NOT NULL, source TEXT NOT NULL, measure TEXT NOT NULL,
        whom TEXT, place TEXT, change TEXT, before_words TEXT NOT NULL, before_article TEXT NOT NULL,
        after_words TEXT NOT NULL, after_article TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE revised_figure (
        figure TEXT NOT NULL, side TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (figure, side, seq)
    )
    """,
)

_NEIGHBOURS = (
    """
    CREATE TABLE signature (
        article TEXT PRIMARY KEY,
        place   TEXT NOT NULL UNIQUE,
        packed  TEXT NOT NULL
    )
    """,
    "CREATE TABLE lead (term TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (term, place))",
    "CREATE TABLE beside (one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (one, other))",
)

_JUDGEMENTS = (
    """
    CREATE TABLE step (
        number  INTEGER PRIMARY KEY,
        at      TEXT NOT NULL,
        by_whom TEXT NOT NULL,
        token   TEXT UNIQUE,
        blind   INTEGER NOT NULL DEFAULT 0,
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
        position INTEGER NOT NULL,
        article  TEXT,
        PRIMARY KEY (target, step, position)
    )
    """,
    "CREATE INDEX judged_by_step ON judged (step)",
    "CREATE INDEX judged_by_article ON judged (article, target)",
    "CREATE TABLE opinion (by_whom TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (by_whom, target))",
    "CREATE INDEX opinion_by_target ON opinion (target)",
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

# What a watch remembers. Its schedule (the first two) is no part of what happened, and is not made anew from events.
_WATCH = (
    """
    CREATE TABLE watched_feed (
        address TEXT PRIMARY KEY, due REAL NOT NULL, failures INTEGER NOT NULL, etag TEXT, modified TEXT, trouble TEXT
    )
    """,
    """
    CREATE TABLE watched_entry (
        feed TEXT NOT NULL, entry TEXT NOT NULL, address TEXT NOT NULL, version TEXT NOT NULL, done TEXT,
        due REAL NOT NULL, failures INTEGER NOT NULL, trouble TEXT, PRIMARY KEY (feed, entry)
    )
    """,
    "CREATE INDEX entry_to_fetch ON watched_entry (due) WHERE done IS NULL OR done <> version",
    "CREATE TABLE channel (name TEXT PRIMARY KEY, since INTEGER NOT NULL)",
    "CREATE TABLE alerted (channel TEXT NOT NULL, revision INTEGER NOT NULL, PRIMARY KEY (channel, revision))",
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
    CREATE VIRTUAL TABLE statement_search USING fts5 (
        source, says, content='statement', content_rowid='number', tokenize="unicode61 remove_diacritics 2"
    )
    """,
    """
    CREATE TRIGGER statement_found AFTER INSERT ON statement BEGIN
        INSERT INTO statement_search (rowid, source, says) VALUES (new.number, new.source, new.says);
    END
    """,
    """
    CREATE TRIGGER statement_gone BEFORE DELETE ON statement BEGIN
        INSERT INTO statement_search (statement_search, rowid, source, says)
        VALUES ('delete', old.number, old.source, old.says);
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


_QUARANTINE = (
    """
    CREATE TABLE quarantine (
        seq     INTEGER PRIMARY KEY,
        at      TEXT NOT NULL,
        name    TEXT NOT NULL,
        address TEXT,
        route   TEXT NOT NULL,
        headers TEXT NOT NULL,
        sha256  TEXT NOT NULL,
        size    INTEGER NOT NULL,
        why     TEXT NOT NULL,
        advice  TEXT NOT NULL
    )
    """,
    "CREATE INDEX quarantine_by_bytes ON quarantine (sha256)",
    "CREATE INDEX capture_by_bytes ON capture (sha256)",
)

# For who looks in with other tools: what the tables hold apart, side by side. Nothing here asks for them.
_VIEWS = (
    """
    CREATE VIEW series AS
        SELECT story.name AS story, point.source, point.measure, point.whom, point.place, point.date AS said_on,
            point.published, point.bound, point.low, point.high, point.change, point.withdrawn, statement.says,
            point.statement, point.supersedes, point.series AS number, point.position, point.story AS story_key
        FROM point JOIN story ON story.key = point.story
        LEFT JOIN statement ON statement.story = point.story AND statement.id = point.statement
    """,
    """
    CREATE VIEW telling AS
        SELECT story.name AS story, report.statement, statement.source, statement.said_on, article.id AS article,
            article.outlet, article.published, article.url, figure.words, figure.measure, figure.whom, figure.place,
            figure.bound, figure.low, figure.high, figure.judged, report.figure AS figure_key,
            report.article AS article_key, report.story AS story_key
        FROM report JOIN story ON story.key = report.story
        LEFT JOIN statement ON statement.story = report.story AND statement.id = report.statement
        LEFT JOIN article ON article.key = report.article
        LEFT JOIN figure ON figure.key = report.figure
    """,
    """
    CREATE VIEW judgement AS
        SELECT decision.step, step.at, step.by_whom, decision.verb, decision.about, decision.target, decision.fields,
            decision.others, decision.why, step.blind, step.undone
        FROM decision JOIN step ON step.number = decision.step
    """,
)


class Migration(Struct, frozen=True, kw_only=True):
    """One step, statement by statement: ``common`` for every store, behind it what only one of them is told."""

    common: tuple[str, ...]
    sqlite: tuple[str, ...] = ()
    postgres: tuple[str, ...] = ()


_FIRST = (
    *_LEDGER,
    *_ARTICLES,
    *_FIGURES,
    *_STORIES,
    *_REVISIONS,
    *_NEIGHBOURS,
    *_JUDGEMENTS,
    *_WATCH,
    *_QUARANTINE,
    *_VIEWS,
)
MIGRATIONS: Sequence[Migration] = (Migration(common=_FIRST, sqlite=_SEARCH, postgres=postgres_tables.SEARCH),)
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
