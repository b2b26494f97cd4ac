"""Stories by hand for what is drawn: one point a line, with the article that tells it."""

import json
from functools import cache
from typing import Any

from msgspec import structs

from saidby import link, mark, read
from saidby.records import (
    Amount,
    Article,
    Derivation,
    Figure,
    Marks,
    Point,
    Range,
    Report,
    Root,
    Series,
    Span,
    Statement,
    Story,
)
from saidby.serve.intake import mark_demo

HOSTILE = '<script>alert(1)</script>"]]>\u202e&amp; ${x} {{y}} \x07'


def told(*rows: dict[str, Any], measure: Any = "killed", source: str = "harbour board") -> tuple[Story, list[Marks]]:
    """Return a story with a point for each row; a row may name ``source``, ``doc``, ``hedge`` and fields of a point."""
    marks, statements = [], []
    points: dict[str, list[Point]] = {}
    for n, row in enumerate(rows, 1):
        row = {"bound": "exact", "low": None, "high": None, "doc": f"doc{n}", "source": source, **row}
        name, doc, hedge = row.pop("source"), row.pop("doc"), row.pop("hedge", "")
        bounds = {key: row[key] for key in ("bound", "low", "high")}
        text = f"{hedge or 'plainly'} the number of {doc}"
        figure = Figure(
            **bounds,
            id="f1",
            key=f"key-{n}",
            span=Span(len(text) - len(doc), len(text)),
            bare=Span(len(text) - len(doc), len(text)),
            kind="count",
            measure=measure,
            hedge=(Span(0, len(hedge)),) if hedge else (),
            rule="test",
        )
        marks.append(Marks(article=Article(id=doc, key=doc, text=text, outlet=f"The {doc}"), figures=(figure,)))
        amount = Amount(**bounds, measure=measure)
        report = Report(doc=doc, figures=("f1",), keys=(f"key-{n}",))
        statements.append(
            Statement(id=f"S{n}", key=f"s{n}", source=name, claimant=name, figures=(amount,), reports=(report,))
        )
        points.setdefault(name, []).append(Point(statement=f"S{n}", **row))
    series = tuple(
        Series(source=name, claimant=name, measure=measure, whom="people", points=tuple(own))
        for name, own in points.items()
    )
    roots = tuple(
        Root(
            figure="x",
            statements=(s.id,),
            roots=(s.source or "",),
            independent_roots=1,
            articles=tuple(r.doc for r in s.reports),
            why="",
        )
        for s in statements
    )
    docs = tuple(m.article.id for m in marks)
    places = tuple(range(len(series)))
    together = Range(measure=measure, whom="people", claims=(), independent_roots=None, estimates=(), series=places)
    story = Story(story="x", key="x", docs=docs, statements=tuple(statements), series=series, roots=roots)
    return structs.replace(story, ranges=(together,)), marks


def derived(doc: str, origin: str, how: str = "verbatim copy", evidence: str = "shares 40 words") -> Derivation:
    return Derivation(doc=doc, derived_from=origin, how=how, evidence=evidence, rule="test")


@cache
def demo() -> tuple[Story, list[Marks]]:
    marks = mark_demo(reader="rules")
    return link(marks), marks


def single() -> tuple[Story, list[Marks]]:
    text = "PORT ELLORY, May 6, 2031 - At least 12 people were killed, the Ellory harbour police said on Tuesday.\n"
    marks = [mark(read(json.dumps({"id": "ellory", "text": text}).encode(), name="ellory.json"), reader="rules")]
    return link(marks), marks
