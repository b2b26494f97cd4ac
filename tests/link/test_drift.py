"""What changed between accounts, and what did not."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from saidby.lexicon import load_lexicon
from saidby.mark.arithmetic import find_arithmetic
from saidby.records import Drift, Marks
from saidby.text import lay_out
from tests.link.build import story, told

TABLE: dict[str, list[dict[str, Any]]] = tomllib.loads(Path(__file__).with_name("drift.toml").read_text("utf-8"))
BOARD: dict[str, Any] = {"source": "Kerrin River Board", "named": "river board", "whom": "villagers"}


def accounts(row: dict[str, Any]) -> list[Marks]:
    found = []
    for n, doc in enumerate(key for key in ("one", "other", "third") if key in row):
        fields = {k: row[k][n] for k in ("bound", "hedge", "said_on", "as_of") if n < len(row.get(k, ())) and row[k][n]}
        figures = [BOARD | fields] if "{" in row[doc] else []
        found.append(told(doc, row[doc], *figures, speaker="Kerrin River Board", published=f"2025-06-{16 + n}"))
    return found


def drifts(*marks: Marks) -> list[Drift]:
    return list(story(*marks).drift)


@pytest.mark.parametrize("row", TABLE["changed"], ids=lambda row: f"{row['kind']}: {row['shown']}")
def test_a_change_is_found(row: dict[str, Any]) -> None:
    (found,) = drifts(*accounts(row))
    assert (found.kind, found.text) == (row["kind"], row["shown"])
    assert found.why


@pytest.mark.parametrize("row", TABLE["same"], ids=lambda row: row["other"][:60])
def test_a_difference_without_meaning_is_none(row: dict[str, Any]) -> None:
    assert drifts(*accounts(row)) == []


def test_both_sides_are_shown_in_their_own_words() -> None:
    marks = accounts(TABLE["changed"][0])
    texts = {m.article.id: m.article.text for m in marks}
    for found in drifts(*marks):
        for side in (found, found.against):
            assert texts[side.doc][side.start : side.end] == side.text


def test_the_hedge_of_the_next_clause_is_not_this_ones() -> None:
    one = told(
        "one", "The river board said {6,000} villagers are believed to have died.", BOARD | {"hedge": "believed"}
    )
    missing: dict[str, Any] = BOARD | {"measure": "missing", "hedge": "believed"}
    text = "The river board said {6,000} villagers died and {90} are believed to be missing."
    (found,) = drifts(one, told("other", text, BOARD, missing))
    assert (found.kind, found.text) == ("hedge_dropped", "river board said 6,000 villagers died")
    over_both = "The river board said {6,000} villagers died and {90} were missing, it is believed."
    assert drifts(one, told("other", over_both, BOARD, missing)) == []


def test_the_altered_quotation_is_that_of_fewer_articles() -> None:
    text = "“The water has almost certainly {} more than a thousand houses,” the river board said."
    marks = [
        told(doc, text.format(verb), speaker="Kerrin River Board")
        for doc, verb in (("a", "ruined"), ("b", "taken"), ("c", "taken"))
    ]
    assert {d.doc for d in drifts(*marks)} == {"a"}


def test_a_quotation_altered_beside_its_number_is_found_a_day_later_too() -> None:
    meant = "“We have recovered {12} bodies and pulled 96 people from the water,” harbour master Ida Brandt said."
    said = "“We recovered {12} bodies and pulled 96 people from the water,” harbour master Ida Brandt said."
    who = {"source": "Ida Brandt"}
    one = told("one", meant, {**who, "said_on": "2031-05-04"}, speaker="Ida Brandt", published="2031-05-04")
    two = told("two", said, who, speaker="Ida Brandt", published="2031-05-05")
    found = [(d.kind, d.doc) for d in drifts(one, two)]
    assert ("altered_quote", "two") in found


def test_counted_people_made_the_source() -> None:
    slip: dict[str, Any] = {
        "source": "Ugandan troops",
        "named": "Ugandan troops",
        "via": ("UK Ministry of Defence",),
        "whom": "Ugandan troops",
        "measure": "casualties",
    }
    right: dict[str, Any] = slip | {"source": "UK Ministry of Defence", "named": "UK Ministry of Defence", "via": ()}
    one = told("one", "Ugandan troops report {7,300} losses, the UK Ministry of Defence says.", slip)
    other = told("other", "The UK Ministry of Defence reports {7,300} losses.", right)
    (found,) = drifts(one, other)
    assert (found.kind, found.doc, found.text) == ("source_shifted", "one", "Ugandan troops")


def test_an_officer_who_speaks_of_others_is_no_slip() -> None:
    row: dict[str, Any] = {"measure": "casualties", "whom": "Ugandan troops", "via": ("UK Ministry of Defence",)}
    right: dict[str, Any] = row | {"source": "UK Ministry of Defence", "named": "UK Ministry of Defence", "via": ()}
    one = told("one", "The officer reports {7,300} losses.", row | {"source": "officer", "named": "officer"})
    other = told("other", "The UK Ministry of Defence reports {7,300} losses.", right)
    assert drifts(one, other) == []


def test_a_vaguer_name_for_the_source() -> None:
    army: dict[str, Any] = {"source": "Kenya's military", "named": "Kenya's military", "whom": "men"}
    vague: dict[str, Any] = army | {"source": "Kenyan authorities", "named": "Kenyan authorities"}
    one = told("one", "Kenya's military said {3,000} were killed.", army)
    other = told("other", "Kenyan authorities said {3,000} were killed.", vague)
    (found,) = drifts(one, other)
    assert (found.kind, found.severity, found.text) == ("source_shifted", "minor", "Kenyan authorities")


WORDS = "“We have counted {{300}} wrecked houses between the mill and the sea,” {} said."


def voiced(doc: str, name: str, text: str = WORDS, **article: Any) -> Marks:
    row: dict[str, Any] = {
        "source": name.removeprefix("the "),
        "named": name.removeprefix("the "),
        "measure": "destroyed",
    }
    return told(doc, text.format(name), row, speaker=row["source"], **article)


def test_a_quotation_in_the_mouth_of_another_body() -> None:
    one, two = (voiced(doc, "the Ruritanian health ministry") for doc in ("one", "two"))
    (found,) = drifts(one, two, voiced("other", "the Ruritanian coast guard"))
    assert (found.kind, found.severity, found.doc) == ("source_shifted", "major", "other")
    assert (found.text, found.against.text) == ("Ruritanian coast guard", "Ruritanian health ministry")


def test_a_quotation_in_the_mouth_of_officials() -> None:
    (found,) = drifts(voiced("one", "the Ruritanian health ministry"), voiced("other", "officials"))
    assert (found.kind, found.severity, found.text) == ("source_shifted", "minor", "officials")


@pytest.mark.parametrize("name", ["the health ministry", "Ruritania's Ministry of Health", "the ministry", "Ana Sorel"])
def test_another_name_is_no_other_body(name: str) -> None:
    one, two = (voiced(doc, "the Ruritanian health ministry") for doc in ("one", "two"))
    assert drifts(one, two, voiced("other", name)) == []


@pytest.mark.parametrize("name", ["Ruritania Press Agency", "Sorel, Dorn and others"])
def test_who_carries_or_comments_is_no_other_body(name: str) -> None:
    one, two = (voiced(doc, "the Ruritanian health ministry") for doc in ("one", "two"))
    assert drifts(one, two, voiced("other", name)) == []


def test_numbers_that_an_article_gives_to_another_body() -> None:
    text = "{} said {{4,137}} villagers had fled and {{268}} were missing."
    rows = [{"measure": "displaced", "whom": "villagers"}, {"measure": "missing", "whom": "villagers"}]

    def counted(doc: str, name: str, more: str = "") -> Marks:
        by: dict[str, Any] = {"source": name.removeprefix("The "), "named": name.removeprefix("The ")}
        extra: list[dict[str, Any]] = [{"measure": "killed", "whom": "villagers"} | by] if more else []
        return told(doc, text.format(name) + more, *(row | by for row in rows), *extra)

    one, two = (counted(doc, "The Ruritanian health ministry") for doc in ("one", "two"))
    (found,) = drifts(one, two, counted("other", "The Ruritanian coast guard"))
    assert (found.kind, found.doc, found.rule) == ("source_shifted", "other", "same numbers, two sources")
    own = " The Ruritanian coast guard said {97} had died."
    assert drifts(one, two, counted("other", "The Ruritanian coast guard", own)) == []


def test_police_for_the_police_of_a_town_is_no_shift() -> None:
    town: dict[str, Any] = {"source": "Lissen police", "named": "Lissen police", "whom": "men"}
    one = told("one", "Lissen police said {300} were killed.", town)
    other = told("other", "Police said {300} were killed.", town | {"source": "police", "named": "Police"})
    assert len(story(one, other).statements) == 1
    assert drifts(one, other) == []


def share(**row: Any) -> dict[str, Any]:
    return BOARD | {"kind": "share", "low": None, "high": 0.5, "bound": "nearly", "part_of": "f2"} | row


def test_one_share_given_to_two_sources() -> None:
    text = "That is {nearly half} of the {11,000} men, the Oska League said. "
    text += "It is {nearly half} of the {11,000}, said KRB."
    league: dict[str, Any] = {"source": "Oska League", "named": "Oska League"}
    krb: dict[str, Any] = {"source": "Kerrin River Board", "named": "KRB"}
    base: dict[str, Any] = {"measure": "deployed", "whom": "men"}
    marks = told("one", text, share(**league), base | league, share(part_of="f4", **krb), base | krb)
    (found,) = drifts(marks)
    assert (found.kind, found.text, found.against.text) == ("source_shifted", "KRB", "Oska League")


def test_a_share_hung_on_another_group() -> None:
    base: dict[str, Any] = BOARD | {"measure": "deployed"}
    right = "The river board said the casualties are {nearly half} of the {11,000} sent."
    wrong = "The river board said those killed are {nearly half} of the {11,000} sent."
    marks = [told(doc, right, share(measure="casualties"), base) for doc in ("one", "two")]
    (found,) = drifts(*marks, told("three", wrong, share(measure="killed"), base))
    assert (found.kind, found.doc, found.text) == ("wrong_attachment", "three", "killed are nearly half")


def test_a_share_of_another_base() -> None:
    base: dict[str, Any] = BOARD | {"measure": "deployed"}
    text = "The river board said those killed are {{nearly half}} of the {{{}}} sent."
    marks = [told(doc, text.format(n), share(), base) for doc, n in (("one", "11,000"), ("other", "14,000"))]
    assert [d.kind for d in drifts(*marks)] == ["base_changed"]


def drifts_of_a_share(behind: str, dead: str = "4,000") -> list[str]:
    """Return what is found where half of the 9,000 registered has become half of the dead, as the words behind say."""
    text = f"The river board said {{more than 4,000}} died. The toll is {{nearly half}} of the {{9,000}} {behind}."
    wrong = f"The river board said {{nearly half}} of the {{{dead}}} dead were registered in Oska."
    whole, killed = BOARD | {"bound": "more_than"}, BOARD | {"unit": "dead"}
    one = told("one", text, whole, share(part_of="f3"), BOARD | {"measure": "other", "unit": "people"})
    return [d.kind for d in drifts(one, told("two", wrong, share(), killed)) if d.kind == "base_changed"]


def test_a_share_of_the_registered_hung_on_the_dead() -> None:
    assert drifts_of_a_share("people registered in Oska") == ["base_changed"]


@pytest.mark.parametrize(
    ("behind", "dead"), [("people who could swim", "4,000"), ("people registered in Oska", "3,000")]
)
def test_a_share_of_the_dead_in_another_matter_is_no_other_base(behind: str, dead: str) -> None:
    assert drifts_of_a_share(behind, dead) == []


@pytest.mark.parametrize(("hedge", "found"), [("estimated", ["bound_changed"]), ("believed", [])])
def test_an_estimate_makes_up_for_no_bound_that_stood_beside_it(hedge: str, found: list[str]) -> None:
    loose = told(
        "one",
        f"The river board said {{about 6,000}} villagers were {hedge} to have died.",
        BOARD | {"bound": "about", "hedge": hedge},
    )
    text = "The river board said {6,000} villagers were estimated to have died."
    exact = told("two", text, BOARD | {"hedge": "estimated"})
    assert [d.kind for d in drifts(loose, exact) if d.kind == "bound_changed"] == found


def test_the_same_people_rescued_and_not_captured() -> None:
    text = "The ship {} {{26}} Somali sailors."
    marks = [
        told(doc, text.format(verb), {"measure": measure, "whom": "Somali sailors", "unit": "sailors"})
        for doc, verb, measure in (("a", "seized", "captured"), ("b", "seized", "captured"), ("c", "saved", "rescued"))
    ]
    (found,) = drifts(*marks)
    assert (found.kind, found.doc) == ("measure_changed", "c")


def test_places_of_which_neither_lies_in_the_other() -> None:
    text = "The river board said {{6,000}} men were sent to {}."
    row: dict[str, Any] = BOARD | {"measure": "deployed"}
    marks = [told(p, text.format(p), row | {"place": p}) for p in ("Gaza", "Crimea")]
    assert [d.kind for d in drifts(*marks)] == ["place_changed"]
    marks = [told(p, text.format(p), row | {"place": p}) for p in ("Puerto Rico", "United States")]
    assert drifts(*marks) == []


def test_a_headline_that_the_body_contradicts() -> None:
    text = "{900} villagers die in Oska flood\n\nThe river board said {600} villagers had died."
    marks = told("one", text, {"whom": "villagers"}, BOARD)
    titled = told("one", text, {"whom": "villagers"}, BOARD, title=marks.sentences[0])
    assert [d.kind for d in drifts(titled)] == ["headline_against_body"]
    rounded = text.replace("{900}", "{more than 500}")
    again = told("one", rounded, {"whom": "villagers", "bound": "more_than"}, BOARD)
    assert drifts(again) == []


def test_a_part_greater_than_its_whole() -> None:
    text = "The river board said {600} villagers died, {900} of them children."
    marks = told("one", text, BOARD, BOARD | {"part_of": "f1"})
    found = find_arithmetic(lay_out(marks.article.text), marks.figures, load_lexicon())
    marks = structs.replace(marks, arithmetic=tuple(found))
    assert [d.kind for d in drifts(marks)] == ["arithmetic"]


def test_two_numbers_for_one_count() -> None:
    text = "The river board said {600} villagers died. The bells rang. The river board put the dead at {950}."
    assert [d.kind for d in drifts(told("one", text, BOARD, BOARD))] == ["self_contradiction"]
    revised = text.replace("put the dead", "later put the dead")
    assert drifts(told("one", revised, BOARD, BOARD)) == []
