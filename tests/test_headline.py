"""What a story is about in one figure, and which reports tell a point of it."""

from msgspec import structs

from saidby.headline import chosen, headline, tellings, things
from tests.link.build import story, told

TALLY = "{40} people died, the harbour board said on Monday. {600} homes were damaged, it said."
AGAIN = "At least {40} died, the harbour board said on Monday; {9} were hurt."
HARM = {"source": "harbour board"}


def built() -> tuple:  # type: ignore[type-arg]
    one = told("one", TALLY, HARM, {**HARM, "measure": "damaged"}, published="2031-05-06")
    two = told("two", AGAIN, {**HARM, "bound": "at_least"}, {**HARM, "measure": "wounded"}, published="2031-05-07")
    return story(one, two), {"one": one, "two": two}


def test_harm_to_people_goes_before_what_happened_to_things() -> None:
    found, _ = built()
    measures = [thing.measure for thing in things(found)]
    assert measures[0] == "killed"
    assert measures.index("wounded") < measures.index("damaged")
    chief = headline(found)
    assert chief is not None
    assert chief.measure == "killed"


def test_a_thing_is_chosen_by_its_measure_and_none_where_there_is_none() -> None:
    found, _ = built()
    damaged = chosen(found, "damaged")
    assert damaged is not None
    assert damaged.measure == "damaged"
    assert chosen(found, "displaced") is None
    assert chosen(found, whom="no such people") is None


def test_what_goes_by_one_name_is_one_thing() -> None:
    found, _ = built()
    killed = next(s for s in found.series if s.measure == "killed")
    alike = structs.replace(killed, whom="people in Osk")
    elsewhere = structs.replace(alike, place="Varna")
    here = structs.replace(alike, place="Lund")
    twice = structs.replace(found, ranges=(), series=(killed, alike, alike, here, elsewhere))
    assert sorted(t.series for t in things(twice)) == [(0,), (1, 2, 3), (4,)]
    both = chosen(twice, "killed", "People in Osk")
    assert both is not None
    assert both.series == (1, 2, 3)


def test_people_of_just_these_words_are_chosen_before_others() -> None:
    found, _ = built()
    killed = next(s for s in found.series if s.measure == "killed")
    series = tuple(structs.replace(killed, whom=whom) for whom in ("people in Osk", "people"))
    one = chosen(structs.replace(found, ranges=(), series=series), "killed", "people")
    assert one is not None
    assert one.whom == "people"


def test_a_report_tells_a_point_by_the_figures_that_have_its_measure_and_bounds() -> None:
    found, shelf = built()
    thing = chosen(found, "damaged")
    assert thing is not None
    series = found.series[thing.series[0]]
    statement = next(s for s in found.statements if s.id == series.points[0].statement)
    told_by = tellings(series.points[0], series, statement, shelf)
    assert [(doc, [f.low for f in figures]) for doc, figures in told_by] == [("one", [600.0])]


def test_a_story_without_a_series_has_no_headline() -> None:
    assert headline(story(told("none", "Nothing was counted."))) is None
