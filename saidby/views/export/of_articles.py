"""The tables of what each article says by itself: articles, figures, quotes."""

from collections.abc import Iterator

from saidby.records import (
    Bound,
    Figure,
    Kind,
    Marks,
    Measure,
    Span,
)
from saidby.views.export.columns import Column, Numbered, Table, choices, place_columns, value_columns
from saidby.views.export.material import Material, Place

STORY = Column(
    name="story",
    required=True,
    refers="stories.story",
    of=lambda row: row.material.story.key,
    means="The story's key: that of its earliest article. The other tables have it too.",
)
RULE = Column(name="rule", required=True, of=lambda row: row.it.rule, means="The rule or model that found it, by name.")
CONFIDENCE = Column(
    name="confidence",
    type="number",
    required=True,
    unit="probability from 0 to 1",
    of=lambda row: row.it.confidence,
    means="How likely the program holds this row to be right.",
)


def article_column(name: str = "article", *, required: bool = True) -> Column:
    """Return the column that names the article in which a row stands."""
    return Column(
        name=name,
        required=required,
        refers="articles.article",
        of=lambda row: row.within.article.id,
        means="The article's id.",
    )


def day(name: str, means: str) -> Column:
    """Return a column of days, as precise as the text: a year, a month or a day; --06-16 where no year is known."""
    return Column(name=name, type="day", of=lambda row: getattr(row.it, name), means=means)


def text(name: str, means: str, *, required: bool = False) -> Column:
    """Return a column that has the record's field of the same name."""
    return Column(name=name, of=lambda row: getattr(row.it, name), required=required, means=means)


def _articles(material: Material) -> Iterator[Numbered]:
    for number, marks in enumerate(material.articles, 1):
        yield Numbered(material, number, marks.article, marks)


def _figures(material: Material) -> Iterator[Numbered]:
    told = {
        (report.doc, figure): statement.id
        for statement in reversed(material.story.statements)
        for report in statement.reports
        for figure in report.figures
    }
    for marks in material.articles:
        for number, figure in enumerate(marks.figures, 1):
            yield Numbered(material, number, figure, marks, told.get((marks.article.id, figure.id)))


def _quotes(material: Material) -> Iterator[Numbered]:
    for marks in material.articles:
        for number, quote in enumerate(marks.quotes, 1):
            yield Numbered(material, number, quote, marks)


def place_of(row: Numbered) -> Place:
    """Return where a row's record stands in its article."""
    return row.material.place(row.within.article.id, row.it.span)


def _named(row: Numbered) -> Place | None:
    """Return where the words stand that name a figure's source, or a quotation's speaker."""
    span: Span | None = row.it.source_span if isinstance(row.it, Figure) else row.it.speaker_span
    return row.material.place(row.within.article.id, span) if span else None


def _title(marks: Marks) -> str | None:
    article = marks.article
    return article.title.of(article.text) if article.title else article.headline


def _cut(row: Numbered, spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(span.of(row.within.article.text) for span in spans)


ARTICLES = Table(
    name="articles",
    about="Every article of the story, the earliest first.",
    key=("story", "article"),
    told=_articles,
    columns=(
        STORY,
        Column(name="article", required=True, of=lambda row: row.it.id, means="The article's id: its name as shown."),
        Column(
            name="key",
            required=True,
            of=lambda row: row.it.key,
            means="SHA-256 of its normalised text: the same article has the same key wherever it comes from.",
        ),
        Column(name="title", of=lambda row: _title(row.within), means="Its headline."),
        text("outlet", "Who published it."),
        day("published", "The day of publication, as precisely as it is known."),
        text("published_from", "Where that day was found."),
        Column(
            name="published_at",
            type="moment",
            of=lambda row: row.it.published_at,
            means="The moment of publication in universal time, where the metadata give an hour and its zone.",
        ),
        text("wire", "The agency whose report it openly builds on."),
        Column(name="url", type="address", of=lambda row: row.it.url, means="Its address."),
        Column(
            name="writers",
            type="list",
            required=True,
            of=lambda row: row.it.writers,
            means="Who wrote it, by its page.",
        ),
        text("section", "The outlet's section, by its page."),
        Column(
            name="characters",
            type="integer",
            required=True,
            unit="Unicode code points",
            of=lambda row: len(row.it.text),
            means="The length of the stored text, in which start and end of the other tables count.",
        ),
        Column(
            name="characters_utf16",
            type="integer",
            required=True,
            unit="UTF-16 code units",
            of=lambda row: len(row.it.text.encode("utf-16-le", "surrogatepass")) // 2,
            means="The same length as start_utf16 and end_utf16 count.",
        ),
        Column(
            name="figures",
            type="integer",
            required=True,
            of=lambda row: len(row.within.figures),
            means="How many figures it states.",
        ),
        Column(
            name="reader",
            required=True,
            of=lambda row: row.within.reader,
            means="Who found its attributions: rules, or a reader beside them.",
        ),
    ),
)

FIGURES = Table(
    name="figures",
    about="Every figure that an article states about the world, with all that hangs on it.",
    key=("story", "article", "figure"),
    told=_figures,
    columns=(
        STORY,
        article_column(),
        Column(name="figure", required=True, of=lambda row: row.it.id, means="The figure's id within its article."),
        Column(
            name="key",
            required=True,
            of=lambda row: row.it.key,
            means="What stays the same when a better program finds the figure again.",
        ),
        *place_columns(place_of, what="the figure's words"),
        Column(
            name="statement",
            refers="statements.statement",
            of=lambda row: row.more or None,
            means="The statement that the figure tells; empty where it is none that the story counts.",
        ),
        Column(
            name="kind",
            required=True,
            choices=choices(Kind),
            of=lambda row: row.it.kind,
            means="A count, a share, an amount of money, or a measure with a unit.",
        ),
        *value_columns(choices(Bound), lambda row: row.it),
        text("unit", "What is counted or measured in, as the text has it."),
        text("per", "By what it is reckoned: a barrel, a day."),
        Column(
            name="measure",
            required=True,
            choices=choices(Measure),
            of=lambda row: row.it.measure,
            means="What happened to those who are counted.",
        ),
        text("whom", "Who or what is counted."),
        text("place", "Where."),
        text("source", "On whose word the article states it, by name; empty: on its own."),
        *place_columns(_named, before="source_", required=False, what="the words that name the source"),
        Column(
            name="via",
            type="list",
            required=True,
            of=lambda row: row.it.via,
            means="Who carried it from the source to the article.",
        ),
        Column(
            name="hedge",
            type="list",
            required=True,
            of=lambda row: _cut(row, row.it.hedge),
            means="The words that say how sure the source is.",
        ),
        day("said_on", "When the source said it."),
        day("as_of", "On which day the figure stood so."),
        text("part_of", "The figure that it is a part or a share of, by its id."),
        RULE,
        CONFIDENCE,
    ),
)

QUOTES = Table(
    name="quotes",
    about="Every passage that an article quotes directly, without its quotation marks.",
    key=("story", "article", "quote"),
    told=_quotes,
    columns=(
        STORY,
        article_column(),
        Column(
            name="quote",
            type="integer",
            required=True,
            of=lambda row: row.number,
            means="Its number within its article, from 1.",
        ),
        *place_columns(place_of, what="the quoted words"),
        text("speaker", "Who is quoted, by name."),
        *place_columns(_named, before="speaker_", required=False, what="the words that name the speaker"),
        RULE,
        CONFIDENCE,
    ),
)
