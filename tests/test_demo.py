"""The bundled story: the program must show what it was written to show."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from saidby import link
from saidby.records import Marks, Story
from saidby.serve.intake import mark_demo

EXPECTED: dict[str, list[dict[str, Any]]] = tomllib.loads(Path(__file__).with_name("demo.toml").read_text("utf-8"))
LEAST_DRIFT = 12  # of the drifts in demo.toml; raise it when the program finds more
SHARED_PART = 0.3  # of two spans that mean one place


@pytest.fixture(scope="module")
def marks() -> list[Marks]:
    return mark_demo()


@pytest.fixture(scope="module")
def story(marks: list[Marks]) -> Story:
    return link(marks)


def names(row: dict[str, Any]) -> str:
    return " ".join(str(value) for value in row.values() if isinstance(value, (str, int)))


@pytest.mark.parametrize("row", EXPECTED["series"], ids=names)
def test_a_source_revises_itself(row: dict[str, Any], story: Story) -> None:
    wanted = [(point["date"], point["value"]) for point in row["points"]]
    series = [
        s for s in story.series if row["source"].casefold() in s.source.casefold() and s.measure == row["measure"]
    ]
    assert wanted in [[(p.date, p.low) for p in s.points] for s in series]
    assert any(s.points[-1].supersedes == s.points[-2].statement for s in series if len(s.points) > 1)


@pytest.mark.parametrize("row", EXPECTED["root"], ids=names)
def test_many_articles_one_root(row: dict[str, Any], story: Story) -> None:
    holding = {s.id for s in story.statements if any(a.low == row["value"] for a in s.figures)}
    roots = [root for root in story.roots if holding & set(root.statements)]
    assert (1, sorted(row["articles"])) in [(root.independent_roots, sorted(root.articles)) for root in roots]


@pytest.mark.parametrize("row", EXPECTED["apart"], ids=names)
def test_a_competing_count_stays_apart(row: dict[str, Any], story: Story) -> None:
    holding = [s for s in story.statements if any(a.low == row["value"] for a in s.figures)]
    assert [row["source"] in (s.source or "") for s in holding] == [True]
    assert any(row["value"] in [claim.low for claim in conflict.claims] for conflict in story.conflicts)


@pytest.mark.parametrize("row", EXPECTED["copied"], ids=names)
def test_a_rewrite_is_traced_to_the_wire(row: dict[str, Any], story: Story) -> None:
    origins = [p.derived_from for p in story.provenance if p.doc == row["article"]]
    assert any(row["origin"].casefold() in origin.casefold() for origin in origins), origins


@pytest.mark.parametrize("row", EXPECTED["silent"], ids=names)
def test_what_came_with_the_page_is_no_figure(row: dict[str, Any], marks: list[Marks]) -> None:
    (article,) = [one for one in marks if one.article.id == row["article"]]
    assert row["words"] in article.article.text
    assert [f for f in article.figures if row["words"] in f.span.of(article.article.text)] == []


def test_most_of_what_changed_on_the_way_is_shown(story: Story, marks: list[Marks]) -> None:
    texts = {one.article.id: one.article.text for one in marks}
    missed = [row for row in EXPECTED["drift"] if not any(located(row, side, texts) for side in sides(story))]
    assert len(EXPECTED["drift"]) - len(missed) >= LEAST_DRIFT, "\n".join(map(names, missed))


@pytest.mark.parametrize("row", [row for row in EXPECTED["drift"] if row.get("must")], ids=names)
def test_what_the_story_was_written_to_show_is_shown(row: dict[str, Any], story: Story, marks: list[Marks]) -> None:
    texts = {one.article.id: one.article.text for one in marks}
    kinds = {drift.kind for drift in story.drift if located(row, (drift.doc, drift.start, drift.end), texts)}
    assert row["kind"] in kinds


def sides(story: Story) -> list[tuple[str, int, int]]:
    return [(side.doc, side.start, side.end) for drift in story.drift for side in (drift, drift.against)]


def located(row: dict[str, Any], side: tuple[str, int, int], texts: dict[str, str]) -> bool:
    doc, start, end = side
    if doc != row["article"]:
        return False
    first = texts[doc].index(row["words"])
    last = first + len(row["words"])
    common = min(end, last) - max(start, first)
    return common > 0 and common / (max(end, last) - min(start, first)) >= SHARED_PART
