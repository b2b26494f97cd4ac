"""Texts outside the story that its articles tell: releases that nobody names, wires that a copy does not credit."""

from typing import Any

import pytest
from msgspec import structs

from saidby.records import Marks
from tests.link.build import story, told

CHASE = (
    "The patrol boat turned at once towards the three barges and called on them to stop, whereupon their crews threw "
    "ropes and lamps overboard and made for the eastern bank of the river"
)
HAUL = "On board the patrol found {20} crossbows, {16} nets and about {500} bolts hidden under sacks of meal"
BARGES = "It had met a convoy of {4} barges that came slowly down the river without a light"
WHARF = "Nothing like it had been seen on this stretch of the river since the old wharf was closed"
BOARD = "Kerrin River Board"
SEIZED: dict[str, Any] = {"measure": "captured"}
ROWS = [SEIZED | {"whom": thing, "unit": thing} for thing in ("crossbows", "nets", "bolts")]
FOUR: dict[str, Any] = {"measure": "other", "whom": "barges", "unit": "barges"}
DAY = "2025-06-15"


def on_word_of(source: str, rows: list[dict[str, Any]] = ROWS) -> list[dict[str, Any]]:
    return [row | {"source": source} for row in rows]


def release() -> list[Marks]:
    """Return four articles: one quotes the board, one an officer, two tell the same sentences as their own."""
    return [
        told("quotes", f"“{CHASE},” the {BOARD} said. {BARGES}.", FOUR, speaker=BOARD, published=DAY),
        told(
            "officer", f"“{CHASE}. {HAUL},” the officer said. {WHARF}.", *on_word_of("officer"), speaker="officer",
            published=DAY,
        ),
        told("own", f"{BARGES}. {CHASE}. {HAUL}. {WHARF}.", FOUR, *ROWS, published=DAY),
        told("brief", f"{HAUL}. {BARGES} on Sunday.", *ROWS, FOUR, published="2025-06-16"),
    ]  # fmt: skip


def outside(*marks: Marks) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {m.article.id: [] for m in marks}
    for d in story(*marks).provenance:
        found[d.doc].append(d.derived_from)
    return found


def test_sentences_that_one_quotes_and_others_tell_themselves_come_from_a_release() -> None:
    name = "external:Kerrin River Board statement"
    assert outside(*release()) == {doc: [name] for doc in ("quotes", "officer", "own", "brief")}


def test_what_several_tell_of_a_release_is_its_sources_word() -> None:
    said = [s for s in story(*release()).statements if s.source == BOARD]
    assert {(r.doc, len(r.figures)) for s in said for r in s.reports} == {
        ("quotes", 1),
        ("officer", 3),
        ("own", 4),
        ("brief", 4),
    }


def test_sentences_that_two_sources_are_given_come_from_no_release() -> None:
    league = told("league", f"“{CHASE},” the Oska League said.", speaker="Oska League", published=DAY)
    assert "external" not in str(outside(league, *release()))


def test_a_short_run_of_the_same_words_is_no_release() -> None:
    one = told("one", "“The patrol found crossbows hidden under sacks of meal,” it said.", speaker=BOARD)
    other = told("other", "Nobody knows how the patrol found crossbows hidden under sacks of meal in the hold.")
    assert outside(one, other) == {"one": [], "other": []} or "external" not in str(outside(one, other))


@pytest.mark.parametrize("published", [DAY, "2025-06-16"])
def test_a_copy_without_credit_comes_from_the_agency_that_others_credit(published: str) -> None:
    text = f"{BARGES}. {CHASE}. {WHARF}."
    credited = told("credited", text, FOUR, wire="Reuters", published=DAY)
    silent = told("silent", f"{text} Our reporter adds that it rained.", FOUR, published=published)
    assert "external:Reuters" in outside(credited, silent)["silent"]


def test_an_article_that_shares_one_sentence_with_a_wire_does_not_come_from_it() -> None:
    own = " ".join(f"Line number {n} of this report is about something else." for n in range(30))
    credited = told("credited", f"{BARGES}. {CHASE}. {WHARF}.", FOUR, wire="Reuters", published=DAY)
    silent = told("silent", f"{WHARF}. {own}", published=DAY)
    assert "external:Reuters" not in outside(credited, silent)["silent"]


FOOTER = " ".join(
    f"Paragraph {n} of the weekly round-up tells what the market in Tarn paid for wool." for n in range(9)
)


def by_a_person(marks: Marks) -> Marks:
    return structs.replace(
        marks, attributions=tuple(structs.replace(a, kind="person") for a in marks.attributions)
    )  # fmt: skip


def quoting(doc: str, speaker: str, told_as: str = "said", **article: Any) -> Marks:
    return told(doc, f"“{CHASE},” {speaker} {told_as}.", speaker=speaker, published=DAY, **article)


@pytest.mark.parametrize(
    ("speaker", "told_as", "released"),
    [("Vera Holm", "said", False), ("Vera Holm", "said in a statement", True), ("Thursday", "said", False)],
)
def test_what_a_person_says_is_a_release_only_where_a_document_is_named(
    speaker: str, told_as: str, released: bool
) -> None:
    own = told("own", f"{CHASE}. {WHARF}.", published=DAY)
    found = outside(by_a_person(quoting("quotes", speaker, told_as)), own)
    assert ("external" in str(found)) is released


def test_what_members_share_besides_a_release_spreads_it_no_further() -> None:
    own = told("own", f"{CHASE}. {HAUL}. {FOOTER}", *ROWS, published=DAY)
    other = told("other", f"The bridge at Tarn stays closed this week. {FOOTER}", published=DAY)
    found = outside(quoting("quotes", BOARD), own, other)
    assert "external" in str(found["own"])
    assert "external" not in str(found["other"])


def test_a_release_does_not_hide_that_one_article_is_a_copy_of_another() -> None:
    text = f"{CHASE}. {HAUL}. {FOOTER}"
    found = outside(quoting("quotes", BOARD), told("a", text, *ROWS, published=DAY), told("b", text, published=DAY))
    assert "a" in found["b"]


def test_an_outlet_that_repeats_its_own_sentence_tells_no_release() -> None:
    own = told("own", f"{CHASE}. {WHARF}.", published=DAY, outlet="Daily Horizon")
    assert "external" not in str(outside(quoting("quotes", BOARD, outlet="Daily Horizon"), own))
    assert "external" in str(outside(quoting("quotes", BOARD, outlet="Tarn Post"), own))


def test_a_transcript_tells_no_release() -> None:
    turns = "\n".join(f"VERA HOLM:\nQuestion {n} then.\nOLE TARN:\nNo answer to {n}." for n in range(6))
    transcript = told("transcript", f"{turns}\n{CHASE}.", published=DAY)
    assert "external" not in str(outside(quoting("quotes", BOARD), transcript))
