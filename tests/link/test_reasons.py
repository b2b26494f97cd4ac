"""A story says why: why a name means a source, why reports are one statement, and why two statements stay apart."""

from typing import Any

import pytest

from saidby.records import Story
from tests.link.build import story, told

SAID: dict[str, Any] = {"source": "Kerrin River Board", "whom": "villagers", "bound": "more_than"}


def why_apart(found: Story, one: str, other: str) -> list[str]:
    """Return what speaks against taking the statement of the article ``one`` for that of ``other``, in either order."""
    of = {r.doc: s for s in found.statements for r in s.reports}
    first, second = of[one], of[other]
    kept = [a for s, o in ((first, second), (second, first)) for a in s.apart if a.key == o.key]
    return [reason.rule for apart in kept for reason in apart.because]


def article(doc: str, value: int, day: str, **row: Any) -> Any:
    text = f"The {row.get('source', 'Kerrin River Board')} said more than {{{value:,}}} died."
    return told(doc, text, SAID | {"said_on": day} | row)


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (
            article("b", 6000, "2025-06-15"),
            [
                "said at two times: 2025-04-02 and 2025-06-15",
                "two values for one count: more than 5,000 killed and more than 6,000 killed",
            ],
        ),
        (
            article("b", 5000, "2025-04-02", source="Oska League"),
            ["two sources: Kerrin River Board and Oska League"],
        ),
        (
            article("b", 700, "2025-04-02", measure="wounded"),
            None,
        ),
        (
            article("b", 5000, "2025-06-15", source="Oska League"),
            [
                "two sources: Kerrin River Board and Oska League",
                "said at two times: 2025-04-02 and 2025-06-15",
            ],
        ),
    ],
)
def test_statements_that_stay_apart_say_why(other: Any, reasons: list[str] | None) -> None:
    found = why_apart(story(article("a", 5000, "2025-04-02"), other), "a", "b")
    if reasons is None:
        assert found
    else:
        assert found == reasons


def test_reports_of_one_statement_are_not_apart_from_themselves() -> None:
    found = story(article("a", 5000, "2025-04-02"), article("b", 5000, "2025-04-02"))
    assert [s.apart for s in found.statements] == [()]


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("{40} died, the UK Ministry of Defence said.", "UK Ministry of Defence", "is a name that the lexicon knows"),
        ("{40} died, the Kerrin River Board said.", "Kerrin River Board", "is its own name"),
        ("{40} died, Kenya's health ministry said.", "Kenya's health ministry", "is that body of Kenya"),
        ("{40} died, villagers said.", "villagers", "has no name, and is known to its article alone"),
        ("The Kerrin River Board (KRB) met. {40} died, the KRB said.", "KRB", "is short for what a text spells out"),
    ],
)
def test_names_say_why_they_mean_a_source(text: str, name: str, reason: str) -> None:
    (source,) = story(told("a", text, SAID | {"source": name})).sources
    assert [r.rule for r in source.because] == [f"“{name}” {reason}"]


def test_a_name_is_settled_by_the_others_of_the_story() -> None:
    found = story(
        told("a", "{40} died, Ana Sorel said.", SAID | {"source": "Ana Sorel"}),
        told("b", "{90} were hurt, Sorel said.", SAID | {"source": "Sorel", "measure": "wounded"}),
    )
    reasons = [r.rule for s in found.sources for r in s.because]
    assert "“Sorel” is short for the one longer name that holds it" in reasons


def test_the_lexicon_line_stands_with_the_reason() -> None:
    (source,) = story(
        told("a", "{40} died, the UK Ministry of Defence said.", SAID | {"source": "UK Ministry of Defence"})
    ).sources
    assert source.because[0].entry == "sources.toml: UK Ministry of Defence"
