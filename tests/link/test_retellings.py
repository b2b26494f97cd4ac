"""What was altered between two accounts of one utterance, though its figures no longer agree; and what was not."""

from typing import Any

import pytest

from saidby.records import Drift, Marks
from tests.link.build import story, told

WORDS = "“Every wooden mill between Oska and Lissen lost its cellar in one night,” the river board said."
BOARD: dict[str, Any] = {
    "source": "Kerrin River Board",
    "named": "river board",
    "whom": "villagers",
    "unit": "villagers",
}
BARNS: dict[str, Any] = BOARD | {"measure": "destroyed", "whom": "barns", "unit": "barns"}
SAID_ON = {"said_on": "2025-06-16"}


def article(doc: str, text: str, *figures: dict[str, Any], published: str | None = None) -> Marks:
    day = published or {"one": "2025-06-17", "other": "2025-06-18"}[doc]
    return told(doc, text, *figures, speaker="Kerrin River Board", published=day)


def found(*marks: Marks) -> list[tuple[str, str, str]]:
    return [(d.kind, d.doc, d.text) for d in drifts(*marks)]


def drifts(*marks: Marks) -> list[Drift]:
    return list(story(*marks).drift)


# --- numbers ------------------------------------------------------------------------------------------------------
def test_digits_in_another_order() -> None:
    text = f"The river board said {{{{{{}}}}}} villagers died and {{{{320}}}} barns burned.\n\n{WORDS}"
    marks = [article(doc, text.format(n), BOARD, BARNS) for doc, n in (("one", "4,152"), ("other", "1,452"))]
    assert found(*marks) == [("number_changed", "other", "river board said 1,452 villagers died")]


def test_a_later_count_is_no_other_number() -> None:
    text = f"The river board said on {{}} that {{{{{{}}}}}} villagers died.\n\n{WORDS}"
    days = (("one", "Monday", "2025-06-16", "540"), ("other", "Tuesday", "2025-06-17", "613"))
    marks = [
        article(doc, text.format(day, n), BOARD | {"said_on": date}, published="2025-06-18")
        for doc, day, date, n in days
    ]
    assert "number_changed" not in [kind for kind, _, _ in found(*marks)]


def test_what_two_sources_say_in_like_words_is_two_counts() -> None:
    text = "“In the lower valley alone {{{}}} villagers died in the flood,” said {}."
    board = told("one", text.format("540", "the river board"), BOARD, speaker="Kerrin River Board")
    league = {"source": "Oska League", "named": "Oska League", "whom": "villagers"}
    other = told("other", text.format("613", "the Oska League"), league, speaker="Oska League")
    assert found(board, other) == []


# --- what is measured ---------------------------------------------------------------------------------------------
def test_another_fate_of_as_many() -> None:
    text = f"The river board said {{{{1,250}}}} villagers were {{}}.\n\n{WORDS}"
    rows = (("one", "hurt", "wounded"), ("other", "killed", "killed"))
    marks = [article(doc, text.format(verb), BOARD | {"measure": measure}) for doc, verb, measure in rows]
    assert [(kind, doc) for kind, doc, _ in found(*marks)] == [("measure_changed", "other")]


def test_as_many_dead_as_hurt() -> None:
    text = f"The river board said {{1,250}} villagers were hurt and {{1,250}} killed.\n\n{WORDS}"
    one = article("one", text, BOARD | {"measure": "wounded"}, BOARD)
    other = article("other", f"The river board said {{1,250}} villagers were killed.\n\n{WORDS}", BOARD)
    assert found(one, other) == []


def test_a_share_of_another_group() -> None:
    text = f"The river board said {{{{a third}}}} of the {{}} were children.\n\n{WORDS}"
    share: dict[str, Any] = BOARD | {"kind": "share", "low": 1 / 3, "high": 1 / 3, "bound": "about", "whom": "children"}
    rows = (("one", "dead", "killed"), ("other", "injured", "wounded"))
    marks = [article(doc, text.format(word), share | {"measure": measure}) for doc, word, measure in rows]
    assert found(*marks) == [("wrong_attachment", "other", "a third of the injured")]


# --- where and when -----------------------------------------------------------------------------------------------
def placed(place: str, doc: str, *, more: str = "") -> Marks:
    text = f"The river board said {{1,250}} villagers died in {place}.\n\n{WORDS}{more}"
    return article(doc, text, BOARD | {"place": place})


def test_a_place_that_the_other_article_does_not_know() -> None:
    assert found(placed("Oskaby", "one"), placed("Lissenholm", "other")) == [
        ("place_changed", "other", "1,250 villagers died in Lissenholm")
    ]


def test_a_place_that_both_articles_know_is_a_nearer_word() -> None:
    one = placed("Oskaby", "one", more="\n\nOskaby lies in Lissenholm.")
    other = placed("Lissenholm", "other", more="\n\nOskaby lies in Lissenholm.")
    assert found(one, other) == []


@pytest.mark.parametrize(
    ("here", "there", "shown"),
    [
        ("on Monday", "on Sunday", ["on Sunday"]),
        ("on Monday", "on June 16", []),  # one day under two names
        ("when it met on Monday", "on Sunday", []),  # the day of something else
    ],
)
def test_the_day_beside_a_quotation(here: str, there: str, shown: list[str]) -> None:
    marks = [
        article(doc, f"{WORDS[:-1]} {day}.\n\n{{1,250}} villagers died.", {"whom": "villagers"})
        for doc, day in (("one", here), ("other", there))
    ]
    assert [text for _, _, text in found(*marks)] == shown


def test_a_source_that_spoke_on_both_days() -> None:
    text = "The river board said on {} that {{1,250}} villagers died."
    early, late = (BOARD | {"said_on": day} for day in ("2025-06-15", "2025-06-16"))
    one = article("one", text.format("Sunday"), early)
    other = article("other", f"{text.format('Monday')} {text.format('Sunday')}", late, early)
    assert found(one, other) == []


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("as of June 15", []),
        ("as of June 2", ["as_of_changed"]),
        ("said on Sunday", []),  # the day on which it was told
    ],
)
def test_the_state_of_things(words: str, kinds: list[str]) -> None:
    text = f"The river board said {{{{1,250}}}} villagers had died, {{}}.\n\n{WORDS}"
    marks = [
        article("one", text.format("as of June 15"), BOARD | {"as_of": "2025-06-15"}),
        article("other", text.format(words), BOARD | {"as_of": "2025-06-02" if kinds else "2025-06-15"}),
    ]
    assert [kind for kind, _, _ in found(*marks)] == kinds


# --- sums ---------------------------------------------------------------------------------------------------------
def summed(doc: str, first: int) -> Marks:
    text = f"The river board said {{320}} villagers died.\n\nThere were {{{first}}} dead in Oskaby, "
    text += "{90} in Lissenholm and {80} in Torvik, the river board said."
    places = ("Oskaby", "Lissenholm", "Torvik")
    return article(doc, text, BOARD, *(BOARD | {"place": place} for place in places))


def test_a_list_that_adds_up_elsewhere_only() -> None:
    broken = ("arithmetic", "other", "450 dead in Oskaby, 90 in Lissenholm and 80 in Torvik")
    assert found(summed("one", 150), summed("other", 450)) == [broken]


def test_places_beside_another_place_are_no_list_of_its_parts() -> None:
    assert found(summed("one", 450), summed("other", 450)) == []


# --- within one article -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("head", "body", "wrong"),
    [
        ("at least 45", "at least 54", True),
        ("more than 7,200", "more than 2,700", True),
        ("more than 500", "more than 560", False),  # rounded
        ("at least 54", "at least 54", False),
    ],
)
def test_bounds_in_a_headline(head: str, body: str, wrong: bool) -> None:
    bound = {"bound": "at_least" if head.startswith("at") else "more_than"}
    text = f"{{{head}}} villagers die in flood\n\nThe river board said {{{body}}} villagers had died."
    plain = told("one", text, BOARD | bound | {"source": None, "named": None}, BOARD | bound)
    marks = told("one", text, {"whom": "villagers"} | bound, BOARD | bound, title=plain.sentences[0])
    assert [kind for kind, _, _ in found(marks)] == (["headline_against_body"] if wrong else [])


def test_a_headline_whose_measure_is_not_read() -> None:
    text = "{210} workers join strike\n\nThe river board said {120} workers had joined the strike."
    head: dict[str, Any] = {"measure": "other", "whom": "workers", "unit": "workers"}
    body: dict[str, Any] = BOARD | {"measure": "attending", "whom": "workers", "unit": "workers"}
    plain = told("one", text, head, body)
    assert [kind for kind, _, _ in found(told("one", text, head, body, title=plain.sentences[0]))] == [
        "headline_against_body"
    ]


def test_digits_in_another_order_further_down() -> None:
    text = "The river board said on Monday that {1,452} villagers died. "
    text += "The river board said {4,152} villagers had died so far."
    marks = article("one", text, BOARD | SAID_ON, BOARD)
    assert [kind for kind, _, _ in found(marks)] == ["self_contradiction"]


def test_an_earlier_count_is_no_contradiction() -> None:
    text = "The river board said {540} villagers died. The river board had put the dead at {450} on Friday."
    assert found(article("one", text, BOARD, BOARD)) == []
