"""An article that relays one bulletin: what is told in between stands on its word, and nothing else does."""

from tests.mark.told import figures_in

BULLETIN = (
    "Flood in Orvane: what we know\n"
    "The flood has killed 60 people, the Orvane Relief Agency said in its latest update on Monday. "
    "Another 240 were injured, the agency said.\n"
    "Some 1,200 people have been displaced, according to the Orvane Relief Agency. In Lissen 14 people were killed.\n"
    "At least 9 are missing, the agency added. Rain will go on."
)


def sources(text: str) -> dict[str, str | None]:
    return {f.span.of(text): f.source for f in figures_in(text)}


def test_a_count_told_in_between_stands_on_the_bulletin() -> None:
    assert sources(BULLETIN)["14"] == "Orvane Relief Agency"


def test_a_headline_in_front_of_it_does_not() -> None:
    first = figures_in("Flood kills 61 in Orvane\n" + BULLETIN)[0]
    assert (first.span.of("Flood kills 61 in Orvane\n" + BULLETIN), first.source) == ("61", None)


def test_where_no_paper_is_named_nothing_is_relayed() -> None:
    text = BULLETIN.replace(" in its latest update", "").replace("the agency added", "the mayor added")
    assert sources(text)["14"] is None


def test_the_police_of_a_town_put_out_no_bulletin() -> None:
    assert sources(BULLETIN.replace("the Orvane Relief Agency", "police").replace("the agency", "police"))["14"] is None


def test_a_sentence_with_a_cue_of_its_own_stays_as_it_is() -> None:
    assert sources(BULLETIN.replace("In Lissen 14", "It is feared that in Lissen 14"))["14"] is None


def test_what_is_only_put_down_as_reported_is_the_bulletins() -> None:
    assert sources(BULLETIN.replace("14 people were killed", "14 people were reported killed"))["14"] == (
        "Orvane Relief Agency"
    )


ANNOUNCED = (
    "Fever in Orvane\n"
    "An update on the fever came out on Monday from the Orvane Health Board (OHB).\n"
    "In Lissen 14 people were infected. The fever has killed 60 people, the OHB said. "
    "Damage to clinics was reported at $3 million.\n"
    "The town of Lissen lies 90 km from the coast. It was founded in 1705."
)


def test_an_update_that_the_opening_announces_is_relayed_from_there_on() -> None:
    found = sources(ANNOUNCED)
    assert found["14"] == found["60"] == "Orvane Health Board"


def test_what_harm_cost_is_the_bulletins_and_where_a_place_lies_is_not() -> None:
    told = {f.span.of(ANNOUNCED): f.source for f in figures_in(ANNOUNCED) if f.kind != "count"}
    assert told == {"$3 million": "Orvane Health Board", "90": None}


def test_an_opening_that_names_no_paper_announces_none() -> None:
    assert sources(ANNOUNCED.replace("An update on the fever came out", "News of it came"))["14"] is None


def test_what_was_recorded_is_the_count_of_the_one_body_that_counts_such_harm() -> None:
    text = (
        "The Orvane Health Board registered 60 cases of the fever in May. It is hot.\n\n"
        "In Lissen 14 new infections were recorded."
    )
    assert sources(text)["14"] == "Orvane Health Board"
    two = text.replace("It is hot.", "Some 80 people were infected, the Lund Hospital Union said.")
    assert sources(two)["14"] is None


def test_a_heading_may_call_the_whole_a_situation_report() -> None:
    text = (
        "Situation Report No. 4: Storm Ada\n\nThe Orvane Disaster Council (ODC) said 45 people were dead.\n\n"
        "It was a bad night. The storm damaged 3,400 houses. The ODC said 60 people remained missing."
    )
    assert (sources(text)["3,400"] or "").startswith("Orvane Disaster Council")
    assert sources(text.replace("Situation Report No. 4: ", ""))["3,400"] is None


def test_what_stands_between_two_sentences_of_one_body_is_its_word() -> None:
    text = (
        "The Orvane Relief Office said the valley was under water. Some 300 houses were lost. "
        "The office said rain would go on."
    )
    assert sources(text)["Some 300"] == "Orvane Relief Office"
    assert sources(text.replace("The office said rain", "The mayor said rain"))["Some 300"] is None
    police = text.replace("Orvane Relief Office", "Orvane police").replace("The office", "Police")
    assert sources(police)["Some 300"] is None


def test_a_report_in_the_first_sentence_covers_what_follows_it() -> None:
    text = (
        "Orvane builds most boats, according to a report by the Coastal Dockers Organization (Coado).\n"
        "Orvane builds 64 per cent of them, Lissen 20 per cent.\n"
        "The pier was painted green. It took a while. Nobody came to see it.\n"
        "According to Coado, 12 yards closed and nine opened. The report also showed that 7 yards moved.\n"
        "Some 40 yards are left, the organization said."
    )
    found = sources(text)
    assert found["64 per cent"] == found["20 per cent"] == found["12"]
