"""The tables of how the articles hang together: who copied whom, what changed on the way, origins, revisions."""

from collections.abc import Callable
from typing import Any, Literal

from saidby.records import Bound, DriftKind, Span
from saidby.revisions import Told
from saidby.views.export.columns import Column, Numbered, Table, choices, place_columns, value_columns
from saidby.views.export.material import Material, Place
from saidby.views.export.of_articles import CONFIDENCE, STORY, text
from saidby.views.export.of_stories import number, numbered, parts

_EXTERNAL = "external:"
HOW = ("verbatim copy", "rewrite", "cites", "shared origin")
_RULE = Column(name="rule", required=True, of=lambda row: row.it.rule, means="The rule that found it, by name.")


def _article(name: str, of: Callable[[Any], str | None], means: str, *, required: bool = True) -> Column:
    return Column(name=name, required=required, refers="articles.article", of=of, means=means)


def _derived_from(row: Numbered) -> str | None:
    name: str = row.it.derived_from
    return None if name.startswith(_EXTERNAL) else name


DERIVATIONS = Table(
    name="derivations",
    about="Whose words each article has: one row for each article and what it comes from.",
    key=("story", "derivation"),
    told=numbered("provenance"),
    columns=(
        STORY,
        number("derivation", "Its number within the story."),
        _article("article", lambda row: row.it.doc, "The article that has the words."),
        _article("derived_from", _derived_from, "The article that they come from.", required=False),
        Column(
            name="external",
            of=lambda row: None if _derived_from(row) else row.it.derived_from.removeprefix(_EXTERNAL),
            means="What they come from, by name, where that is none of the articles.",
        ),
        Column(
            name="how",
            required=True,
            choices=HOW,
            of=lambda row: row.it.how,
            means="How it comes from there. A shared origin means: both come from a third, neither from the other.",
        ),
        Column(name="evidence", required=True, of=lambda row: row.it.evidence, means="What shows it, in words."),
        _article(
            "dispatch",
            lambda row: row.it.dispatch,
            "Of several texts of one agency: the earliest article that has this text.",
            required=False,
        ),
        _RULE,
        CONFIDENCE,
    ),
)

DERIVATION_SPANS = Table(
    name="derivation_spans",
    about="The passages that show a derivation.",
    key=("story", "derivation", "span"),
    told=parts("provenance", "spans"),
    columns=(
        STORY,
        Column(
            name="derivation",
            type="integer",
            required=True,
            refers="derivations.derivation",
            of=lambda row: row.more,
            means="The derivation that it shows.",
        ),
        number("span", "Its number within the derivation."),
        _article("article", lambda row: row.it.doc, "The article in which it stands."),
        *place_columns(lambda row: row.material.excerpt(row.it), what="the words of the passage"),
    ),
)

DRIFT = Table(
    name="drift",
    about="What changed between two accounts of the same thing: these words against those.",
    key=("story", "drift"),
    told=numbered("drift"),
    columns=(
        STORY,
        number("drift", "Its number within the story."),
        Column(
            name="kind",
            required=True,
            choices=choices(DriftKind),
            of=lambda row: row.it.kind,
            means="What kind of change it is.",
        ),
        Column(
            name="severity",
            required=True,
            choices=("major", "minor"),
            of=lambda row: row.it.severity,
            means="Whether it changes what a reader would believe.",
        ),
        _article("article", lambda row: row.it.doc, "The article that has the change."),
        *place_columns(lambda row: row.material.excerpt(row.it), what="the words with the change"),
        _article("against_article", lambda row: row.it.against.doc, "The article against which it is seen."),
        *place_columns(lambda row: row.material.excerpt(row.it.against), before="against_", what="the words there"),
        Column(name="why", required=True, of=lambda row: row.it.why, means="What changed, in words."),
        _RULE,
        CONFIDENCE,
    ),
)

ROOTS = Table(
    name="roots",
    about="On how many origins each figure rests.",
    key=("story", "root"),
    told=numbered("roots"),
    columns=(
        STORY,
        number("root", "Its number within the story."),
        text("figure", "The figure in words.", required=True),
        Column(
            name="independent_roots",
            type="integer",
            of=lambda row: row.it.independent_roots,
            means="How many independent origins it has; empty: unknown, which is not independent.",
        ),
        Column(name="roots", type="list", required=True, of=lambda row: row.it.roots, means="The origins, by name."),
        Column(
            name="statements",
            type="list",
            required=True,
            of=lambda row: row.it.statements,
            means="The ids of the statements that give it.",
        ),
        Column(
            name="articles",
            type="list",
            required=True,
            of=lambda row: row.it.articles,
            means="The ids of the articles that tell it.",
        ),
        Column(name="why", required=True, of=lambda row: row.it.why, means="Why so many, in words."),
    ),
)

PASSAGES = Table(
    name="passages",
    about="The same run of words in two articles.",
    key=("story", "passage"),
    told=numbered("passages"),
    columns=(
        STORY,
        number("passage", "Its number within the story."),
        Column(
            name="length",
            type="integer",
            required=True,
            of=lambda row: row.it.words,
            means="How many words they share.",
        ),
        Column(
            name="quoted",
            type="boolean",
            required=True,
            of=lambda row: row.it.quoted,
            means="Whether both have it in quotation marks: a common source explains it, no copying.",
        ),
        _article("article", lambda row: row.it.one.doc, "The one article."),
        *place_columns(lambda row: row.material.excerpt(row.it.one), what="the shared words in the one article"),
        _article("other_article", lambda row: row.it.other.doc, "The other article."),
        *place_columns(
            lambda row: row.material.excerpt(row.it.other),
            before="other_",
            what="the shared words in the other article",
        ),
    ),
)


def _side(row: Numbered, side: Literal["before", "after"]) -> Told:
    told: Told = getattr(row.it.revision, side)
    return told


def _stands(row: Numbered, side: Literal["before", "after"]) -> Place | None:
    """Return where a side of a revision stands; None where its article is in another story now."""
    told, material = _side(row, side), row.material
    return material.place(told.article, Span(told.start, told.stop)) if told.article in material.marks else None


def _side_columns(side: Literal["before", "after"]) -> tuple[Column, ...]:
    def part(name: str) -> Callable[[Any], Any]:
        return lambda row: getattr(_side(row, side), name)

    return (
        Column(
            name=f"{side}_article",
            required=True,
            of=part("article"),
            means=f"The article that tells the value {side} the revision, by its id.",
        ),
        Column(name=f"{side}_date", type="day", of=part("date"), means="When the source gave it."),
        *value_columns(choices(Bound), lambda row: _side(row, side), before=f"{side}_"),
        *place_columns(
            lambda row: _stands(row, side), before=f"{side}_", required=False, what=f"the words {side} the revision"
        ),
    )


def _learnt(material: Material) -> list[Numbered]:
    return [Numbered(material, n, it) for n, it in enumerate(material.learnt(), 1)]


REVISIONS = Table(
    name="revisions",
    about="Each time that a source's later figure took the place of its earlier one.",
    key=("story", "revision"),
    told=_learnt,
    columns=(
        STORY,
        Column(
            name="revision",
            required=True,
            of=lambda row: row.it.key,
            means="A key that no other revision has; the Atom feed and alerts have the same.",
        ),
        Column(
            name="at",
            type="moment",
            of=lambda row: row.it.at,
            means="When the ledger learnt of it; empty without a ledger.",
        ),
        Column(name="source", required=True, of=lambda row: row.it.revision.source, means="Who revised its figure."),
        Column(name="measure", required=True, of=lambda row: row.it.revision.measure, means="What is counted."),
        Column(name="whom", of=lambda row: row.it.revision.whom, means="Who or what is counted."),
        Column(name="place", of=lambda row: row.it.revision.place, means="Where."),
        Column(
            name="change",
            choices=("up", "down", "unclear"),
            of=lambda row: row.it.revision.change,
            means="How it moved.",
        ),
        *_side_columns("before"),
        *_side_columns("after"),
    ),
)
