"""Statements without a number: one for what a source says in several articles; a denial is none of what it denies."""

import json

import pytest

from saidby.lexicon import Lexicon
from saidby.pipeline import link, mark, read
from saidby.records import Statement


def said(lexicon: Lexicon, *texts: str) -> list[Statement]:
    """Return the statements without a number that articles with these texts tell."""
    rows = [{"id": f"d{n}", "text": text, "published": "2025-06-16"} for n, text in enumerate(texts)]
    marks = [mark(read(json.dumps(row).encode(), name=f"{row['id']}.json", lexicon=lexicon), lexicon) for row in rows]
    return [s for s in link(marks, lexicon).statements if not s.figures]


DENIAL = "The coast guard said that its boats had not fired at the fishing vessel near Belm."


@pytest.mark.parametrize(
    "other",
    [
        "The coast guard said its boats had not fired at the fishing vessel near Belm, whatever was claimed.",
        "Its boats had not fired at a fishing vessel near Belm, the coast guard said.",
    ],
)
def test_what_a_source_says_in_two_articles_is_one_statement(other: str, lexicon: Lexicon) -> None:
    (statement,) = said(lexicon, DENIAL, other)
    assert statement.source == "coast guard"
    assert [(r.doc, r.figures) for r in sorted(statement.reports, key=lambda r: r.doc)] == [("d0", ()), ("d1", ())]
    assert all("not fired" in span.text for r in statement.reports for span in r.spans)
    assert statement.because


@pytest.mark.parametrize(
    "other",
    [
        "The coast guard said that its boats had fired at the fishing vessel near Belm.",
        "The fishermen's league said that boats had not fired at the fishing vessel near Belm.",
        "The coast guard said that the harbour would stay closed until the storm had passed.",
    ],
)
def test_other_words_or_another_source_are_another_statement(other: str, lexicon: Lexicon) -> None:
    assert said(lexicon, DENIAL, other) == []
