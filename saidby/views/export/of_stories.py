"""The tables of what the articles say together: sources, their statements, and how their figures moved."""

from collections.abc import Callable, Iterator
from typing import Any

from saidby.amounts import amount_words
from saidby.records import Bound, Claim, Kind, Measure, Rule, SourceIdentity, SourceKind, Statement
from saidby.views.export.columns import Column, Numbered, Table, choices, place_columns, value_columns
from saidby.views.export.material import Material
from saidby.views.export.of_articles import CONFIDENCE, STORY, day, text

_MEASURE = Column(
    name="measure",
    required=True,
    choices=choices(Measure),
    of=lambda row: row.it.measure,
    means="What happened to those who are counted.",
)
_BOUNDS = choices(Bound)
STANDINGS = choices(SourceIdentity.__annotations__["standing"])
STATEMENT_KINDS = ("utterance", "own voice", "standing estimate")


def number(name: str, means: str) -> Column:
    """Return a column that numbers rows from 1."""
    return Column(name=name, type="integer", required=True, of=lambda row: row.number, means=means)


def numbered(part: str) -> Callable[[Material], Iterator[Numbered]]:
    """Return what yields the story's records of that name, numbered from 1."""
    return lambda material: (Numbered(material, n, it) for n, it in enumerate(getattr(material.story, part), 1))


def parts(whole: str, part: str) -> Callable[[Material], Iterator[Numbered]]:
    """Return what yields the parts of the story's records: each with its number, what it is in, and that one's."""

    def told(material: Material) -> Iterator[Numbered]:
        for group, within in enumerate(getattr(material.story, whole), 1):
            for n, it in enumerate(getattr(within, part), 1):
                yield Numbered(material, n, it, within, group)

    return told


def statement_column(name: str, means: str, *, required: bool = False) -> Column:
    """Return a column that names a statement."""
    return Column(
        name=name,
        required=required,
        refers="statements.statement",
        of=lambda row: getattr(row.it, name),
        means=means,
    )


def _within(name: str, means: str, **more: Any) -> Column:
    return Column(name=name, of=lambda row: getattr(row.within, name), means=means, **more)


def _reports(material: Material) -> Iterator[Numbered]:
    for statement in material.story.statements:
        count = 0
        for report in statement.reports:
            figures = {f.id: f for f in material.marks[report.doc].figures}
            told = [
                (material.place(report.doc, figures[one].span), figures[one])
                for one in report.figures
                if one in figures
            ]
            said = [(material.excerpt(excerpt), None) for excerpt in report.spans]
            for place, figure in (*told, *said):
                count += 1
                yield Numbered(material, count, place, statement, figure)


def _says(statement: Statement, material: Material) -> str:
    amounts = [f"{amount_words(a, a.kind)} {a.what or a.measure}" for a in statement.figures]
    words = [material.excerpt(s).words for r in statement.reports for s in r.spans]
    return "; ".join(amounts or words[:1])


def _docs(statement: Statement) -> int:
    return len({report.doc for report in statement.reports})


STORIES = Table(
    name="stories",
    about="The stories of this export, one row each.",
    key=("story",),
    told=lambda material: [Numbered(material, 1, material.story)],
    columns=(
        Column(name="story", required=True, of=lambda row: row.it.key, means=STORY.means),
        Column(name="name", required=True, of=lambda row: row.it.story, means="What it is about, in a few words."),
        Column(
            name="articles",
            type="integer",
            required=True,
            of=lambda row: len(row.it.docs),
            means="How many articles tell it.",
        ),
        Column(
            name="statements",
            type="integer",
            required=True,
            of=lambda row: len(row.it.statements),
            means="How many statements they report.",
        ),
        Column(
            name="aliases",
            type="list",
            required=True,
            of=lambda row: row.it.aliases,
            means="Keys that the story had before.",
        ),
    ),
)

SOURCES = Table(
    name="sources",
    about="Everybody on whose word something stands, each under all names that the articles give.",
    key=("story", "source"),
    told=numbered("sources"),
    columns=(
        STORY,
        Column(name="source", required=True, of=lambda row: row.it.id, means="The source's id within the story."),
        text("name", "Its name.", required=True),
        Column(
            name="kind",
            required=True,
            choices=choices(SourceKind),
            of=lambda row: row.it.kind,
            means="What kind of source it is.",
        ),
        Column(
            name="standing",
            required=True,
            choices=STANDINGS,
            of=lambda row: row.it.standing,
            means="How well it is known. named: told from any other; vague: some body of its country or place; "
            "anonymous: known to its article only; joint: several at once.",
        ),
        text("country", "Its country."),
        text("parent", "The id of what it is a part of."),
        Column(
            name="names",
            type="list",
            required=True,
            of=lambda row: row.it.names,
            means="The names under which the articles have it.",
        ),
        Column(
            name="voices", type="list", required=True, of=lambda row: row.it.voices, means="Those who speak for it."
        ),
    ),
)

STATEMENTS = Table(
    name="statements",
    about="Every utterance of a source, however many articles report it.",
    key=("story", "statement"),
    told=numbered("statements"),
    columns=(
        STORY,
        Column(name="statement", required=True, of=lambda row: row.it.id, means="Its id within the story."),
        Column(
            name="key",
            required=True,
            of=lambda row: row.it.key,
            means="The key of its earliest report: stays when the story is linked anew.",
        ),
        text("source", "Whose word it is, by name; empty: nobody's that the articles name."),
        Column(
            name="claimant",
            refers="sources.source",
            of=lambda row: row.it.claimant,
            means="The same by the id of the source.",
        ),
        day("said_on", "When it was said."),
        Column(
            name="kind",
            required=True,
            choices=STATEMENT_KINDS,
            of=lambda row: row.it.kind,
            means="An utterance, the outlet's own voice, or an estimate that stands.",
        ),
        Column(
            name="says",
            required=True,
            of=lambda row: _says(row.it, row.material),
            means="Its amounts in words; of a statement without a number the words of the first report.",
        ),
        Column(
            name="articles",
            type="integer",
            required=True,
            of=lambda row: _docs(row.it),
            means="How many articles report it. They are no independent confirmations: see roots.",
        ),
        CONFIDENCE,
    ),
)

AMOUNTS = Table(
    name="amounts",
    about="The values of each statement.",
    key=("story", "statement", "amount"),
    told=parts("statements", "figures"),
    columns=(
        STORY,
        Column(
            name="statement",
            required=True,
            refers="statements.statement",
            of=lambda row: row.within.id,
            means="The statement that gives it.",
        ),
        number("amount", "Its number within the statement."),
        Column(
            name="kind",
            required=True,
            choices=choices(Kind),
            of=lambda row: row.it.kind,
            means="A count, a share, an amount of money, or a measure with a unit.",
        ),
        *value_columns(_BOUNDS, lambda row: row.it),
        _MEASURE,
        text("what", "Who or what is counted."),
    ),
)

REPORTS = Table(
    name="reports",
    about="Each place where an article tells a statement: its figure, or of a statement without a number its words.",
    key=("story", "statement", "report"),
    told=_reports,
    columns=(
        STORY,
        Column(
            name="statement",
            required=True,
            refers="statements.statement",
            of=lambda row: row.within.id,
            means="The statement that is told.",
        ),
        number("report", "Its number within the statement."),
        Column(
            name="article",
            required=True,
            refers="articles.article",
            of=lambda row: row.it.doc,
            means="The article that tells it.",
        ),
        Column(
            name="figure",
            of=lambda row: row.more.id if row.more else None,
            means="The figure, by its id within the article; empty where the statement has no number.",
        ),
        *place_columns(lambda row: row.it, what="the words of the report"),
    ),
)

POINTS = Table(
    name="points",
    about="How each source's figure for a measure moved: one row for each value of each series.",
    key=("story", "series", "point"),
    told=parts("series", "points"),
    columns=(
        STORY,
        Column(
            name="series",
            type="integer",
            required=True,
            of=lambda row: row.more,
            means="The number of the series within the story: one source, one measure, one group, one place.",
        ),
        number("point", "Its number within the series, in order of time."),
        _within("source", "Whose figure it is, by name.", required=True),
        _within("claimant", "The same by the id of the source.", refers="sources.source"),
        _within("measure", _MEASURE.means, required=True, choices=_MEASURE.choices),
        _within("whom", "Who or what is counted."),
        _within("place", "Where."),
        _within("counts", "A total so far, or an increment on top of the former.", choices=("total", "increment")),
        day("date", "When the source gave this value."),
        day("as_of", "On which day the figure stood so."),
        day("published", "When an article of the story first told it."),
        *value_columns(_BOUNDS, lambda row: row.it),
        statement_column("statement", "The statement that gives the value.", required=True),
        statement_column("supersedes", "The statement whose value this one revises."),
        Column(
            name="change",
            choices=("up", "down", "unclear"),
            of=lambda row: row.it.change,
            means="How it moved against the value that it supersedes.",
        ),
        statement_column("withdrawn", "The statement that takes it back."),
    ),
)

CONFLICTS = Table(
    name="conflicts",
    about="Different sources, the same thing, different figures: one row for each claim.",
    key=("story", "conflict", "claim"),
    told=parts("conflicts", "claims"),
    columns=(
        STORY,
        Column(
            name="conflict",
            type="integer",
            required=True,
            of=lambda row: row.more,
            means="The number of the conflict within the story; its claims share it.",
        ),
        number("claim", "The claim's number within the conflict."),
        _within("about", "What they disagree on.", required=True),
        statement_column("statement", "The statement that claims it.", required=True),
        text("source", "Who claims it, by name."),
        day("date", "When it was said."),
        *value_columns(_BOUNDS, lambda row: row.it),
    ),
)


def _claim_columns(name: str, field: str) -> tuple[Column, ...]:
    def claim(row: Numbered) -> Claim | None:
        found: Claim | None = getattr(row.it, field)
        return found

    def statement(row: Numbered) -> str | None:
        return found.statement if (found := claim(row)) else None

    means = f"The statement whose value the rule takes as the {name}."
    return (
        Column(name=f"{name}_statement", refers="statements.statement", of=statement, means=means),
        *value_columns(_BOUNDS, claim, before=f"{name}_", required=False),
    )


ESTIMATES = Table(
    name="estimates",
    about="What recorders' rules make of the values that stand, from the last word of each source.",
    key=("story", "range", "estimate"),
    told=parts("ranges", "estimates"),
    columns=(
        STORY,
        Column(
            name="range",
            type="integer",
            required=True,
            of=lambda row: row.more,
            means="The number of the range within the story: one measure, one group, one place.",
        ),
        number("estimate", "The estimate's number within the range, one for each rule."),
        _within("measure", _MEASURE.means, required=True, choices=_MEASURE.choices),
        _within("whom", "Who or what is counted."),
        _within("place", "Where."),
        Column(
            name="independent_roots",
            type="integer",
            of=lambda row: row.within.independent_roots,
            means="How many origins the values have; empty: unknown, which is not independent.",
        ),
        Column(
            name="rule",
            required=True,
            choices=choices(Rule),
            of=lambda row: row.it.rule,
            means="By which rule it is made.",
        ),
        *_claim_columns("lowest", "low"),
        *_claim_columns("best", "best"),
        *_claim_columns("highest", "high"),
        Column(name="why", required=True, of=lambda row: row.it.why, means="How the rule came to it, in words."),
    ),
)
