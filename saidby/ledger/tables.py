"""The tables that the commands show, each a question to the ledger with the names of its columns."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from saidby.ledger.store import Row, Store


class Table(Struct, frozen=True, kw_only=True):
    """One table. In ``question``, ``{where}`` takes the condition that leaves one story of all.

    ``aside``: columns that say least to a reader, which a narrow page leaves out.
    """

    columns: tuple[str, ...]
    question: str
    aside: frozenset[str] = frozenset()


TABLES: Mapping[str, Table] = {
    "stories": Table(
        aside=frozenset(["key"]),
        columns=("story", "name", "articles", "first", "latest", "key"),
        question="""
            SELECT substr(key, 1, 12), name, articles, first, latest, key FROM story WHERE articles > 0 {where}
            ORDER BY coalesce(latest, '') DESC, key""",
    ),
    "statements": Table(
        aside=frozenset(["key", "kind"]),
        columns=("story", "id", "source", "said on", "kind", "reports", "says", "key"),
        question="""
            SELECT substr(story, 1, 12), id, source, said_on, kind, reports, says, key FROM statement
            WHERE story IS NOT NULL {where} ORDER BY story, number""",
    ),
    "series": Table(
        aside=frozenset(["published", "supersedes", "withdrawn", "statement"]),
        columns=(
            "story",
            "source",
            "measure",
            "whom",
            "place",
            "said on",
            "published",
            "bound",
            "low",
            "high",
            "change",
            "supersedes",
            "withdrawn",
            "statement",
        ),
        question="""
            SELECT substr(story, 1, 12), source, measure, whom, place, date, published, bound, low, high,
                change, supersedes, withdrawn, statement FROM point
            WHERE story IS NOT NULL {where} ORDER BY story, series, position""",
    ),
    "sources": Table(
        aside=frozenset(["kind", "key"]),
        columns=("story", "name", "kind", "standing", "country", "names", "key"),
        question="""
            SELECT substr(story, 1, 12), name, kind, standing, country, names, key FROM source
            WHERE story IS NOT NULL {where} ORDER BY story, name, id""",
    ),
    "derivations": Table(
        aside=frozenset(["dispatch", "rule", "key"]),
        columns=("story", "article", "from", "how", "evidence", "dispatch", "rule", "confidence", "key"),
        question="""
            SELECT substr(story, 1, 12), article, derived_from, how, evidence, dispatch, rule, confidence, key
            FROM derivation WHERE story IS NOT NULL {where} ORDER BY story, position""",
    ),
    "drift": Table(
        aside=frozenset(["against", "key"]),
        columns=("story", "kind", "severity", "article", "words", "against", "words there", "why", "key"),
        question="""
            SELECT substr(story, 1, 12), kind, severity, article, words, against, against_words, why, key FROM drift
            WHERE story IS NOT NULL {where} ORDER BY story, position""",
    ),
    "roots": Table(
        aside=frozenset(["articles"]),
        columns=("story", "figure", "independent roots", "roots", "articles", "why"),
        question="""
            SELECT substr(story, 1, 12), figure, coalesce(CAST(independent_roots AS TEXT), 'unknown'), roots, articles,
                why FROM root WHERE story IS NOT NULL {where} ORDER BY story, position""",
    ),
    "revisions": Table(
        aside=frozenset(["at"]),
        columns=("at", "story", "source", "measure", "whom", "before", "before in", "after", "after in", "change"),
        question="""
            SELECT at, substr(story, 1, 12), source, measure, whom, before_words, before_article, after_words,
                after_article, change FROM revision WHERE story IS NOT NULL {where} ORDER BY seq""",
    ),
}


def rows(store: Store, name: str, *, story: str | None = None) -> Iterator[Row]:
    """Yield a table's rows, of one story (by its whole key) or of all."""
    table = TABLES[name]
    if story is None:
        yield from store.ask(table.question.format(where=""))
        return
    column = "key" if name == "stories" else "story"
    yield from store.ask(table.question.format(where=f"AND {column} = ?"), story)
