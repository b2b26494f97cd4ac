"""The tables of stories. They follow from marks and verdicts alone, so a story that changed is written anew."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from saidby.ledger.packing import pack, unpack
from saidby.ledger.store import Store, Value
from saidby.records import Excerpt, Marks, Statement, Story
from saidby.rulings import derivation_key, drift_key

Rows = Iterable[tuple[Value, ...]]

# The tables of a story and, behind its key, their columns.
TABLES: Mapping[str, str] = {
    "source": "id, name, kind, standing, country, parent, names, key",
    "statement": "id, key, source, claimant, said_on, kind, says, reports, confidence",
    "report": "statement, article, figure",
    "point": "series, position, source, claimant, measure, whom, place, counts, date, published, as_of, "
    "low, high, bound, statement, supersedes, change, withdrawn",
    "derivation": "position, article, derived_from, how, evidence, dispatch, rule, confidence, key",
    "drift": "position, kind, severity, article, start, stop, words, "
    "against, against_start, against_stop, against_words, why, rule, confidence, key",
    "root": "position, figure, independent_roots, roots, articles, why",
}
_LONGEST = 300  # characters of a statement's words


def write(store: Store, story: Story, marks: Mapping[str, Marks]) -> None:
    """Put ``story`` in the place of what was there of it; ``marks`` are those of its articles, by id."""
    forget(store, story.key)
    rows: Mapping[str, Rows] = {
        "source": _sources(story),
        "statement": _statements(story, marks),
        "report": _reports(story, marks),
        "point": _points(story),
        "derivation": _derivations(story, marks),
        "drift": _drift(story, marks),
        "root": _roots(story),
    }
    for table, columns in TABLES.items():
        places = "?, " * (columns.count(",") + 1) + "?"
        put = f"INSERT INTO {table} (story, {columns}) VALUES ({places})"  # noqa: S608  (names of our own)
        store.run_all(put, [(story.key, *row) for row in rows[table]])
    put = "INSERT INTO story_record (story, packed) VALUES (?, ?)"
    store.run(put, story.key, pack(msgspec.json.encode(story)))


def forget(store: Store, key: str) -> None:
    """Take out all rows of a story."""
    for table in (*TABLES, "story_record"):
        store.run(f"DELETE FROM {table} WHERE story = ?", key)  # noqa: S608  (names of our own)


def read(store: Store, key: str) -> Story | None:
    """Return a story as it was last linked; None where it has not been yet."""
    row = next(iter(list(store.ask("SELECT packed FROM story_record WHERE story = ?", key))), None)
    if row is None or not isinstance(row[0], bytes):
        return None
    data = unpack(row[0])
    return None if data is None else msgspec.json.decode(data, type=Story)


def _sources(story: Story) -> Rows:
    for s in story.sources:
        yield s.id, s.name, s.kind, s.standing, s.country, s.parent, _json(s.names), s.key


def _statements(story: Story, marks: Mapping[str, Marks]) -> Rows:
    for s in story.statements:
        yield s.id, s.key, s.source, s.claimant, s.said_on, s.kind, _says(s, marks), len(s.reports), s.confidence


def _says(statement: Statement, marks: Mapping[str, Marks]) -> str:
    """Return the words of a statement in its first report: what is marked, else the sentences of its figures."""
    report = statement.reports[0]
    if report.spans:
        found = [_words(span, marks) for span in report.spans]
    else:
        told = marks[report.doc]
        at = [f.bare for f in told.figures if f.id in report.figures]
        around = [s for s in told.sentences if any(s.start <= f.start < s.end for f in at)]
        found = [s.of(told.article.text) for s in around]
    return " … ".join(found)[:_LONGEST]


def _reports(story: Story, marks: Mapping[str, Marks]) -> Rows:
    for statement in story.statements:
        for report in statement.reports:
            for key in report.keys or ("",):
                yield statement.id, marks[report.doc].article.key, key


def _points(story: Story) -> Rows:
    for n, series in enumerate(story.series):
        head = (series.source, series.claimant, series.measure, series.whom, series.place, series.counts)
        for k, p in enumerate(series.points):
            value = (p.low, p.high, p.bound, p.statement, p.supersedes, p.change, p.withdrawn)
            yield n, k, *head, p.date, p.published, p.as_of, *value


def _derivations(story: Story, marks: Mapping[str, Marks]) -> Rows:
    keys = {doc: m.article.key for doc, m in marks.items()}
    for n, d in enumerate(story.provenance):
        key = derivation_key(d, keys)
        yield n, d.doc, d.derived_from, d.how, d.evidence, d.dispatch, d.rule, d.confidence, key


def _drift(story: Story, marks: Mapping[str, Marks]) -> Rows:
    keys = {doc: m.article.key for doc, m in marks.items()}
    for n, d in enumerate(story.drift):
        here = (d.doc, d.start, d.end, _words(d, marks))
        there = (d.against.doc, d.against.start, d.against.end, _words(d.against, marks))
        yield n, d.kind, d.severity, *here, *there, d.why, d.rule, d.confidence, drift_key(d, keys)


def _roots(story: Story) -> Iterator[tuple[Value, ...]]:
    for n, r in enumerate(story.roots):
        yield n, r.figure, r.independent_roots, _json(r.roots), _json(r.articles), r.why


def _words(span: Excerpt, marks: Mapping[str, Marks]) -> str:
    return marks[span.doc].article.text[span.start : span.end]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
