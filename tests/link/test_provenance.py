"""Where words come from, and on how many origins a value rests."""

from typing import Any

import pytest

from saidby.records import Derivation, Furniture, Marks, Span
from tests.link.build import story, told

BOARD: dict[str, Any] = {"source": "Kerrin River Board"}
LONG = (
    "The wall gave way before dawn and sent the whole reservoir through a valley of farms and small towns, "
    "taking both bridges, four schools and the only road to the coast"
)


def derivations(*marks: Marks) -> list[Derivation]:
    return list(story(*marks).provenance)


def test_a_credited_agency_is_an_outside_parent() -> None:
    (found,) = derivations(told("one", "The river rose, Reuters reported.", wire="Reuters"))
    assert (found.doc, found.derived_from, found.how) == ("one", "external:Reuters", "rewrite")
    assert "Reuters" in found.evidence


def test_an_agency_that_carries_a_figure_is_cited() -> None:
    (found,) = derivations(told("one", "{60} died, the board told Reuters.", BOARD | {"via": ("Reuters",)}))
    assert (found.derived_from, found.how) == ("external:Reuters", "cites")


def test_a_body_quoted_at_length_was_read_itself() -> None:
    text = (
        "“The water stood two metres above the old mark,” the ministry said. "
        "“No house below the mill was left standing by noon,” it added. It said {60} died."
    )
    ministry = "Bulgaria's interior ministry"
    marks = told("one", text, {"source": ministry, "said_on": "2025-06-15"}, speaker=ministry)
    (found,) = derivations(marks)
    assert found.derived_from == "external:Bulgaria's interior ministry document of 2025-06-15"
    assert found.how == "cites"


def test_who_credits_an_agency_has_its_quotations_from_there() -> None:
    text = (
        "“The water stood two metres above the old mark,” it said. “No house below the mill was left by noon,” it said."
    )
    marks = told("one", text, speaker="Bulgaria's interior ministry", wire="Reuters")
    assert [d.derived_from for d in derivations(marks)] == ["external:Reuters"]


@pytest.mark.parametrize(
    ("days", "how"),
    [(("2025-06-15", "2025-06-16"), "verbatim copy"), (("2025-06-15", "2025-06-15"), "shared origin")],
)
def test_a_later_copy_comes_from_the_earlier_article(days: tuple[str, str], how: str) -> None:
    one, other = told("one", f"{LONG}.", published=days[0]), told("other", f"Oska. {LONG}.", published=days[1])
    (found,) = derivations(one, other)
    assert {found.doc, found.derived_from} == {"one", "other"}
    assert found.how == how


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_of_two_articles_of_one_day_the_one_that_credits_the_agency_is_the_copy(names: tuple[str, str]) -> None:
    day = "2025-06-15"
    agency = told(names[0], f"{LONG}.", published=day, outlet="Reuters")
    paper = told(names[1], f"Oska. {LONG}.", published=day, wire="Reuters")
    (found,) = [d for d in derivations(agency, paper) if not d.derived_from.startswith("external:")]
    assert (found.doc, found.derived_from, found.how) == (names[1], names[0], "verbatim copy")
    assert all(span.doc == names[1] for span in found.spans)


def test_a_shared_sentence_in_a_long_article_is_no_derivation() -> None:
    own = " ".join(f"Line number {n} of this article is about something else." for n in range(60))
    one = told("one", f"{own} {LONG}.", published="2025-06-15")
    other = told("other", f"{LONG}. {own.replace('something', 'nothing').replace('article', 'letter')}")
    assert all(d.confidence < 0.95 for d in derivations(one, other))


def test_the_same_values_in_the_same_order_are_no_derivation() -> None:
    """Two who hear the same sources tell what these say, and often in the order of the day."""
    source: dict[str, Any] = {"source": "Kerrin River Board", "whom": "villagers"}
    league: dict[str, Any] = {"source": "Oska League", "whom": "villagers", "measure": "wounded"}
    values = (610, 712, 823, 934, 1045)
    rows = [
        source,
        source | {"measure": "missing"},
        league,
        league | {"measure": "rescued"},
        league | {"measure": "displaced"},
    ]
    one = told("one", " ".join(f"It put the number at {{{v}}}." for v in values), *rows)
    other = told("other", " ".join(f"They spoke of {{{v}}} people." for v in values), *rows)
    assert derivations(one, other) == []


def hour(n: int) -> dict[str, Any]:
    return {"published": "2025-06-15", "published_at": f"2025-06-15T{n:02}:00:00Z"}


@pytest.mark.parametrize(
    "line",
    [
        "This was first reported by the Velby Post.",
        "The Velby Post had the report first.",
        "As first published in The Velby Post.",
        "The news was bad, the Velby Post reported.",
    ],
)
def test_an_article_comes_from_the_report_that_it_names(line: str) -> None:
    board = BOARD | {"said_on": "2025-06-15"}
    first = told("first", "{610} died, the Kerrin River Board said.", board, outlet="The Velby Post", **hour(8))
    later = told("later", "{45} were lost, the Kerrin River Board said.", board, outlet="The Velby Post", **hour(9))
    retold = told(
        "retold", f"The Kerrin River Board counts {{610}} dead. {line}", board, outlet="Oska Echo", **hour(12)
    )
    (found,) = derivations(first, later, retold)
    assert (found.doc, found.derived_from, found.rule) == ("retold", "first", "named report")


@pytest.mark.parametrize(
    ("line", "url", "origins"),
    [
        ("Original Source: velby.example", "https://www.velby.example/flood", ["first"]),
        ("Original Source: https://velby.example/flood", "https://velby.example/flood", ["first"]),
        ("Original Source: oska.example", "https://velby.example/flood", []),
        ("Copyright 2025 velby.example", "https://velby.example/flood", []),
    ],
)
def test_an_article_comes_from_the_page_that_it_credits(line: str, url: str, origins: list[str]) -> None:
    first = told("first", "{610} died, the Kerrin River Board said.", BOARD, url=url, **hour(8))
    text = f"The Kerrin River Board counts {{610}} dead.\n{line}"
    credit = Furniture(span=Span(text.index("\n") - 1, len(text) - 2), kind="credit", told=False, rule="test")
    retold = told("retold", text, BOARD, furniture=(credit,), **hour(12))
    assert [d.derived_from for d in derivations(first, retold)] == origins


def test_nobody_has_a_report_from_one_that_came_later() -> None:
    first = told("first", "{610} died, the Kerrin River Board said.", BOARD, outlet="The Velby Post", **hour(14))
    line = "The Velby Post reported it."
    retold = told(
        "retold", f"The Kerrin River Board counts {{610}} dead. {line}", BOARD, outlet="Oska Echo", **hour(12)
    )
    assert derivations(first, retold) == []


def test_of_two_reports_that_may_be_meant_neither_is() -> None:
    first = told("first", "{610} died, the Kerrin River Board said.", BOARD, outlet="The Velby Post", **hour(8))
    again = told("again", "The Kerrin River Board counts {610} dead.", BOARD, outlet="The Velby Post", **hour(9))
    line = "The Velby Post reported it."
    retold = told("retold", f"The toll is {{610}}, said the Kerrin River Board. {line}", BOARD, **hour(12))
    assert derivations(first, again, retold) == []


@pytest.mark.parametrize(
    ("text", "wire", "agency"),
    [
        ("OSKA - The river rose.", "VPA", "external:Velby Press Agency"),
        ("OSKA - The river rose.\n\nSource: Velby Press Agency", None, "external:Velby Press Agency"),
        ("The river rose, Velby Press Agency reported, citing the mayor.", None, "external:Velby Press Agency"),
        ("OSKA - The river rose.", "VNS", None),  # nothing tells whose tag that is
        ("A man who works for Velby Press Agency as a driver was among those who lost their homes.", None, None),
    ],
)
def test_an_agency_that_no_list_knows_is_credited_by_name_or_by_its_tag(
    text: str, wire: str | None, agency: str | None
) -> None:
    own = told("own", "VELBY (VPA) - The mill burned.", outlet="Velby Press Agency", wire="VPA")
    found = derivations(own, told("paper", text, outlet="Oska Echo", wire=wire))
    assert [(d.doc, d.derived_from) for d in found] == ([("paper", agency)] if agency else [])


def test_what_two_reporters_heard_is_no_copy() -> None:
    said = "the river stood two metres above the old mark and no house below the mill was left by noon"
    one = told("one", f"“{said}”, the Kerrin River Board said. “{said[::-1]}”, it added.", speaker="Kerrin River Board")
    other = told(
        "other", f"“{said}”, the Kerrin River Board said. “{said[::-1]}”, it added.", speaker="Kerrin River Board"
    )
    assert derivations(one, other) == []


@pytest.mark.parametrize(
    ("source", "independent"),
    [
        ("Kerrin River Board", 1),
        ("Kenya's military", 1),
        ("police", 1),
        ("officials", None),
        ("US, Kenyan and Ugandan officials", None),
        ("Kenyan authorities", None),
        (None, None),
    ],
)
def test_roots_are_counted_only_where_they_are_known(source: str | None, independent: int | None) -> None:
    marks = [told(f"d{n}", f"It is said that {{610}} died ({n}).", {"source": source, "whom": "men"}) for n in range(3)]
    (root,) = story(*marks).roots
    assert root.independent_roots == independent
    assert len(root.articles) == 3
    assert root.why


def test_an_agency_that_says_something_is_cited() -> None:
    marks = told("one", "{60} died, Reuters reported.", {"source": "Reuters"}, outlet="Daily Horizon")
    assert [(d.derived_from, d.how) for d in derivations(marks)] == [("external:Reuters", "cites")]


def test_two_dispatches_of_one_agency_are_told_apart_by_their_text() -> None:
    other = "The lake froze early this year and the ferry to the northern villages has stopped until the thaw"
    marks = [
        told(doc, f"{text}.", wire="Reuters", published=f"2025-06-1{n}")
        for n, (doc, text) in enumerate([("a", LONG), ("b", other), ("c", LONG)])
    ]
    found = {d.doc: (d.derived_from, d.dispatch) for d in derivations(*marks) if d.rule == "credit"}
    assert found == {doc: ("external:Reuters", text) for doc, text in (("a", "a"), ("b", "b"), ("c", "a"))}
    alone = [d.dispatch for d in derivations(marks[0], marks[2]) if d.rule == "credit"]
    assert alone == [None, None]
