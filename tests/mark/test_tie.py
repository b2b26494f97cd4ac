"""Each figure is tied to the word it stands on, and to its hedges, dates, place and base."""

import pytest

from tests.mark.told import figure_of, figures_in

# text, the figure, on whose word, through whom
WORDS = [
    # source first: all that follows the cue
    ("The harbour board said 60 boats were lost.", "60", "harbour board", ()),
    # source last
    ("More than 60 boats were lost, the harbour board said.", "More than 60", "harbour board", ()),
    # in the article's own voice
    ("More than 60 boats were lost in the storm.", "More than 60", None, ()),
    # attribution is local: the sentence before names a source, this one does not
    ("The harbour board said 60 boats were lost. Divers searched 12 piers.", "12", None, ()),
    # the outlet that was told carries
    ("Some 60 boats were lost, harbour master Ida Brandt told Reuters.", "Some 60", "Ida Brandt", ("Reuters",)),
    # the platform carries
    ("The harbour board said in a post on X that 60 boats were lost.", "60", "harbour board", ("X",)),
    # a chain: the inner source, through the outer one
    ("According to the harbour board, 60 boats were lost, Reuters reported.", "60", "harbour board", ("Reuters",)),
]


@pytest.mark.parametrize(("text", "words", "source", "via"), WORDS)
def test_a_figure_stands_on_the_word_of_its_attribution(
    text: str, words: str, source: str | None, via: tuple[str, ...]
) -> None:
    figure = figure_of(words, text)
    assert figure.source == source
    assert figure.via == via


def test_the_mention_of_the_source_is_cut_from_the_text() -> None:
    text = "Sixty boats were lost, the harbour board said."
    figure = figure_of("Sixty", text)
    assert figure.source_span is not None
    assert "harbour board" in figure.source_span.of(text)


def test_a_share_of_the_figure_before_goes_on_with_its_source() -> None:
    text = "The harbour board reported more than 900 wrecked boats. About a third of the boats were trawlers."
    third = figure_of("About a third", text)
    assert third.source == "harbour board"
    assert any(reason.rule == "goes on with the source of its base" for reason in third.because)


BASES = [
    # of the number
    ("Rescuers reached 600 of the 4,700 villagers.", "600", "4,700"),
    # a share points at its base
    ("The board lost more than half of its roughly 11,000 boats.", "more than half", "roughly 11,000"),
    # picked out, with the rest of the list
    ("The storm killed 40 people, including nine children and two nurses.", "nine", "40"),
    ("The storm killed 40 people, including nine children and two nurses.", "two", "40"),
    # in the next sentence
    ("The storm killed 40 people. Of them, nine were children.", "nine", "40"),
    # parts that add up
    ("The ship had a crew of 28 sailors. There were 14 sailors from Malta and 14 sailors from Cyprus.", "14", "28"),
]


@pytest.mark.parametrize(("text", "part", "base"), BASES)
def test_a_part_points_at_its_base(text: str, part: str, base: str) -> None:
    by_id = {f.id: f for f in figures_in(text)}
    found = [f for f in by_id.values() if f.span.of(text).startswith(part) and f.part_of is not None]
    assert found
    assert all(by_id[f.part_of or ""].span.of(text) == base for f in found)


@pytest.mark.parametrize(
    "text",
    [
        "The storm sank 40 boats and hurt nine sailors.",  # two different things
        "Nine sailors reached the shore. The crew had 30 lifeboats of two makes.",  # "of" but no whole
        "Five trucks came on Monday, three on Tuesday and two on Friday.",  # a sum by chance: 3 + 2 = 5 of other days
    ],
)
def test_what_merely_stands_near_is_no_base(text: str) -> None:
    named = [f for f in figures_in(text) if f.part_of is not None and "Five" not in text]
    assert named == []


TIMES = [
    # beside the cue: when it was said; in the content: what it is of
    ("The board said on Friday that 60 boats were lost in March.", "60", "2025-03-28", "2025-03"),
    # after the cue at the end
    ("Some 60 boats were lost, the board said on Sunday.", "Some 60", "2025-03-30", None),
    # as precise as the text
    ("The board told lawmakers in late February that 60 boats were lost.", "60", "2025-02", None),
    # open-ended: since then, not of then
    ("The board said 60 boats were lost since 2019.", "60", None, None),
]


@pytest.mark.parametrize(("text", "words", "said_on", "as_of"), TIMES)
def test_said_and_as_of_are_kept_apart(text: str, words: str, said_on: str | None, as_of: str | None) -> None:
    figure = figure_of(words, text, published="2025-04-02")
    assert (figure.said_on, figure.as_of) == (said_on, as_of)


def test_without_a_day_of_publication_a_weekday_stays_open() -> None:
    assert figure_of("60", "The board said on Friday that 60 boats were lost.").said_on is None


HEDGES = [
    ("The board is estimated to have lost 60 boats.", "60", ["estimated"]),
    ("The board has highly likely lost more than 60 boats.", "more than 60", ["highly likely"]),
    ("The board lost 60 boats, and rain is likely at the weekend.", "60", []),
]


@pytest.mark.parametrize(("text", "words", "hedges"), HEDGES)
def test_hedges_reach_the_figure_of_their_clause(text: str, words: str, hedges: list[str]) -> None:
    assert [h.of(text) for h in figure_of(words, text).hedge] == hedges


def test_a_place_carries_on_until_another_is_named() -> None:
    text = "The storm hit the port of Varna in Bulgaria. It sank 60 boats. In Constanta it sank 12 boats."
    places = [f.place for f in figures_in(text)]
    assert places[1] == "Constanta"
    assert places[0] in {"Bulgaria", "Varna in Bulgaria", "Varna"}


# text, the figure, its place
PLACES = [
    # behind a preposition of place, before or after the figure
    ("Twelve boats sank in Varna.", "Twelve", "Varna"),
    ("In Varna, twelve boats sank.", "twelve", "Varna"),
    # the narrowest of a chain; the owner is left out
    ("Twelve boats sank in Balchik in northern Bulgaria.", "Twelve", "Balchik"),
    ("Twelve boats sank in Bulgaria's Dobrich region.", "Twelve", "Dobrich region"),
    ("Twelve boats sank near the coastal town of Balchik.", "Twelve", "Balchik"),
    ("Twelve boats sank in Bulgaria's lakeside town of Balchik.", "Twelve", "Balchik"),
    ("Twelve boats sank in the Bulgarian town of Balchik.", "Twelve", "Balchik"),
    # an address
    ("Two men were shot in the 4200 block of Weir Street.", "Two", "4200 block of Weir Street"),
    ("Two men were shot at the corner of Weir Street and Mill Road.", "Two", "corner of Weir Street and Mill Road"),
    # a country that acts; each of a list with its number in brackets
    ("Bulgaria reported twelve cases.", "twelve", "Bulgaria"),
    ("Cases rose most in Dobrich (120 cases), Balchik (80 cases) and Kavarna (45 cases).", "80", "Balchik"),
    # a clause without its verb has its own name in front
    ("Hail fell on Varna. In Ruse nine died. Varna had 40 dead, Ruse 12 and Dobrich 9.", "40", "Varna"),
    ("Hail fell on Varna. In Ruse nine died. Varna had 40 dead, Ruse 12 and Dobrich 8.", "12", "Ruse"),
    ("Hail fell on Varna. In Ruse nine died. Varna had 40 dead, Ruse 12 and Dobrich 8.", "8", "Dobrich"),
    ("At Least Two Hurt in Varna", "At Least Two", "Varna"),
    # no places: bodies, months, people, currencies, pronouns
    ("Twelve men work in the Interior Ministry.", "Twelve", None),
    ("Twelve boats sank in March.", "Twelve", None),
    ("They told us that twelve boats sank.", "twelve", None),
    ("He was fined US$300.", "US$300", None),
    # in capitals only what is known or led by no article
    ("TWELVE MEN DIED IN THE CLASHES IN SAN MARCELO YESTERDAY, THE ARMY SAID IN A STATEMENT.", "TWELVE", "SAN MARCELO"),
    ("TWELVE MEN ARRIVED IN SAN MARCELO AS PART OF A BRIGADE, THE ARMY SAID ON THE RADIO.", "TWELVE", "SAN MARCELO"),
    ("TWELVE MEN DIED IN LESS THAN TWO WEEKS, THE ARMY SAID IN A STATEMENT ON THE RADIO.", "TWELVE", None),
    ("TWELVE MEN DIED IN TOWNS LIKE SAN MARCELO, THE ARMY SAID IN A STATEMENT ON THE RADIO.", "TWELVE", None),
]


@pytest.mark.parametrize(("text", "words", "place"), PLACES)
def test_a_figure_has_the_narrowest_place_of_its_sentence(text: str, words: str, place: str | None) -> None:
    assert figure_of(words, text).place == place


@pytest.mark.parametrize(
    ("dateline", "place"),
    [("HARROWGATE — ", "Harrowgate"), ("HARROWGATE (Reuters) - ", None), ("SOFIA, Bulgaria — ", None)],
)
def test_a_local_paper_tells_of_its_own_town_and_an_agency_files_from_anywhere(
    dateline: str, place: str | None
) -> None:
    text = f"{dateline}Two women were hurt by a falling sign on Wednesday night as they left a shop."
    assert figure_of("Two", text).place == place


def test_what_befell_people_stays_where_it_was_and_money_does_not() -> None:
    text = "The quay of Varna gave way in Bulgaria. Nine men died. Repairs will cost $300. It cost 20 jobs."
    men, money, *_ = figures_in(text)
    assert (men.place, money.place) == ("Bulgaria", None)


# text, the figure, who or what it counts
COUNTED = [
    # the noun with what is said right behind it
    ("Twelve fishing boats in the harbour sank.", "Twelve", "fishing boats in the harbour"),
    ("Twelve men were detained by the guard on Monday, police said.", "Twelve", "men detained by the guard"),
    ("Twelve others were hurt.", "Twelve", "people hurt"),
    # what somebody does is said with "who"
    ("Twelve armed men entered the house.", "Twelve", "armed men who entered the house"),
    # left out: that of the figure before, of the whole
    ("Sixty boats in the harbour sank. Twelve of them had crews.", "Twelve", "boats in the harbour"),
    # rises and falls say which way
    ("Boat prices rose by 4 per cent in March.", "4 per cent", "rise in Boat prices"),
    ("Boat prices slipped 4 per cent in March.", "4 per cent", "fall in Boat prices"),
    ("The port saw a 4 per cent fall in traffic.", "4 per cent", "fall in traffic"),
    ("A third of the boats in the harbour sank.", "A third", "boats in the harbour"),
    # what money is
    ("He paid a $200 fine.", "$200", "fine"),
    ("He paid $200 in harbour dues.", "$200", "harbour dues"),
    ("The shop had set aside a cash bonus of 8,500 yuan ($1,286).", "$1,286", "cash bonus"),
    ("The drivers of Orlen said lamp prices rose 4 per cent.", "4 per cent", "rise in lamp prices"),
    # whose they are, or of what
    ("Ida Brandt of Varna scored 12 goals.", "12", "goals of Ida Brandt of Varna"),
    ("They lost six episodes of the show.", "six", "episodes of the show"),
    # days say when, and nothing of the counted
    ("Twelve boats in recent days.", "Twelve", "boats"),
    # the victims of the disaster that the article is about
    ("Typhoon Orla came on Monday. After Typhoon Orla 40 people died.", "40", "Typhoon Orla victims"),
    ("Tropical Storm Orla came on Monday. By Friday 40 people had died.", "40", "Tropical Storm Orla victims"),
    (
        "The ferry sinking off Harrow killed 40 people. The Harrow ferry sinking was a shock.",
        "40",
        "Harrow ferry sinking victims",
    ),
]


@pytest.mark.parametrize(("text", "words", "whom"), COUNTED)
def test_a_figure_says_who_or_what_it_counts(text: str, words: str, whom: str) -> None:
    assert figure_of(words, text).whom == whom


def test_us_is_no_country() -> None:
    assert figure_of("40", "They told us of 40 deaths.").whom == "people"


def test_casualties_are_those_of_the_people_the_sentence_speaks_of() -> None:
    text = "Romania is thought to have sustained 60 casualties. Romanian soldiers left the port."
    assert figure_of("60", text).whom == "Romanian soldiers"


def test_the_body_that_speaks_is_not_the_one_that_is_counted() -> None:
    text = "Bulgaria's navy said that Romania has incurred 60 casualties. Romanian soldiers left the port."
    assert figure_of("60", text).whom == "Romanian soldiers"


def test_a_people_of_two_words_is_no_part_of_the_unit() -> None:
    assert figure_of("60", "The storm killed 60 Sri Lankan sailors.").unit == "sailors"
