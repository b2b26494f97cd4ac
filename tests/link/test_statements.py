"""Reports of one utterance are one statement; different utterances and sources stay apart."""

from typing import Any

import pytest

from saidby.records import Marks, Span, Statement
from tests.link.build import story, told

BOARD: dict[str, Any] = {"source": "Kerrin River Board", "whom": "villagers"}
JUNE: dict[str, Any] = BOARD | {"said_on": "2025-06-15"}


def statements(*marks: Marks) -> list[Statement]:
    return list(story(*marks).statements)


def docs(statement: Statement) -> list[str]:
    return [r.doc for r in statement.reports]


def test_the_same_source_and_value_is_one_statement() -> None:
    one = told("one", "The Kerrin River Board said {more than 600} died.", JUNE | {"bound": "more_than"})
    other = told(
        "other", "Over {600} villagers were lost, the Kerrin River Board said.", BOARD | {"bound": "more_than"}
    )
    (statement,) = statements(one, other)
    assert statement.source == "Kerrin River Board"
    assert statement.said_on == "2025-06-15"
    assert sorted(docs(statement)) == ["one", "other"]


def test_different_sources_with_the_same_value_stay_apart() -> None:
    one = told("one", "The Kerrin River Board said {600} died.", BOARD)
    other = told("other", "The Oska Rescue League said {600} died.", BOARD | {"source": "Oska Rescue League"})
    assert len(statements(one, other)) == 2


def test_two_utterances_of_one_source_stay_apart() -> None:
    april = told("april", "The Kerrin River Board said {500} died.", BOARD | {"said_on": "2025-04-02"})
    june = told(
        "june",
        "The Kerrin River Board said {600} died. Its earlier estimate was {500}, made in April.",
        JUNE,
        BOARD | {"said_on": "2025-04"},
    )
    assert [(s.said_on, sorted(docs(s))) for s in statements(april, june)] == [
        ("2025-04-02", ["april", "june"]),
        ("2025-06-15", ["june"]),
    ]


def test_a_day_given_for_a_new_and_an_earlier_figure_alike_is_left_open() -> None:
    text = "The Kerrin River Board said {600} died, against its earlier estimate of {500}."
    assert [s.said_on for s in statements(told("one", text, JUNE, JUNE))] == [None, None]


def test_a_day_that_stands_beside_the_new_figure_is_its_day_though_the_earlier_one_has_it_too() -> None:
    text = "{600} died, the Kerrin River Board said on Sunday, raising its earlier toll of {500}."  # 15 June 2025
    assert sorted((s.figures[0].low, s.said_on) for s in statements(told("one", text, JUNE, JUNE))) == [
        (500.0, None),
        (600.0, "2025-06-15"),
    ]


def test_a_headline_does_not_outvote_the_bound_of_its_body() -> None:
    text = "Toll rises to {610}\n\nAt least {610} died, the Kerrin River Board said."
    head = Span(0, len("Toll rises to 610"))
    body = BOARD | {"bound": "at_least"}
    (statement,) = statements(told("one", text, BOARD, body, title=head))
    assert [(f.bound, f.low, f.high) for f in statement.figures] == [("at_least", 610.0, None)]


def test_the_same_value_said_months_apart_is_two_statements() -> None:
    spring = told("spring", "The Kerrin River Board said {600} died.", BOARD | {"said_on": "2025-03-01"})
    autumn = told("autumn", "The Kerrin River Board said {600} died.", BOARD | {"said_on": "2025-09-01"})
    assert len(statements(spring, autumn)) == 2


def test_dates_may_disagree_by_a_few_days() -> None:
    friday = told("friday", "The Kerrin River Board said {600} died.", BOARD | {"said_on": "2025-03-28"})
    april = told("april", "The Kerrin River Board said {600} died.", BOARD | {"said_on": "2025-04"})
    assert [s.said_on for s in statements(friday, april)] == ["2025-03-28"]


def test_nothing_was_said_after_it_was_reported() -> None:
    early = told("early", "The Kerrin River Board said {600} died.", BOARD, published="2025-04-02")
    late = told("late", "The Kerrin River Board said {600} died.", JUNE, published="2025-06-16")
    assert len(statements(early, late)) == 2


def test_what_the_source_revised_the_next_day_is_two_statements() -> None:
    text = "The Kerrin River Board said {{{}}} died and {{1,175}} were hurt."
    hurt: dict[str, Any] = {"source": "Kerrin River Board", "measure": "wounded"}
    one = told("one", text.format(238), {"source": "Kerrin River Board", "said_on": "2025-06-03"}, hurt)
    two = told("two", text.format(275), {"source": "Kerrin River Board", "said_on": "2025-06-04"}, hurt)
    assert len(statements(one, two)) == 2


def test_a_share_and_its_base_go_with_the_attribution() -> None:
    third: dict[str, Any] = BOARD | {"kind": "share", "low": 0.33, "high": 0.33, "part_of": "f1"}
    one = told("one", "The Kerrin River Board said {600} died, {a third} of them children.", BOARD, third)
    other = told("other", "{600} died, the Kerrin River Board said.", BOARD)
    (statement,) = statements(one, other)
    assert [r.figures for r in statement.reports if r.doc == "one"] == [("f1", "f2")]


def test_a_part_of_a_source_joins_it_by_value() -> None:
    whole: dict[str, Any] = {"source": "UK Ministry of Defence", "whom": "soldiers"}
    part: dict[str, Any] = whole | {"source": "UK Defence Intelligence"}
    one = told("one", "The UK Ministry of Defence said {600} died.", whole)
    two = told("two", "{600} died, as per UK Defence Intelligence.", part)
    three = told("three", "{700} died, as per UK Defence Intelligence.", part)
    assert [(s.source, len(s.reports)) for s in statements(one, two, three)] == [
        ("UK Ministry of Defence", 2),
        ("UK Defence Intelligence", 1),
    ]


def test_a_vaguer_name_joins_by_value_only() -> None:
    army: dict[str, Any] = {"source": "Kenya's military", "whom": "soldiers", "measure": "deployed"}
    one = told("one", "Kenya's military said {3,000} soldiers were sent.", army)
    same = told("same", "Kenyan authorities said {3,000} were sent.", army | {"source": "Kenyan authorities"})
    else_ = told("else", "Kenyan authorities said {9,000} came.", army | {"source": "Kenyan authorities"})
    found = statements(one, same, else_)
    assert [(s.source, sorted(docs(s))) for s in found] == [
        ("Kenya's military", ["one", "same"]),
        ("Kenyan authorities", ["else"]),
    ]


def test_the_counted_people_are_not_the_source() -> None:
    slip: dict[str, Any] = {
        "source": "Ugandan troops",
        "whom": "Ugandan troops",
        "measure": "casualties",
        "via": ("UK Ministry of Defence",),
    }
    one = told("one", "Ugandan troops report {7,300} losses, the UK Ministry of Defence says.", slip)
    assert [s.source for s in statements(one)] == ["UK Ministry of Defence"]


def test_officials_of_two_articles_are_two_sources_until_they_say_the_same() -> None:
    officials: dict[str, Any] = {"source": "officials", "whom": "villagers"}
    apart = statements(
        told("a", "Officials said {610} died.", officials), told("b", "Officials said {80} died.", officials)
    )
    assert len(apart) == 2
    same = statements(
        told("a", "Officials said {610} died.", officials), told("b", "Officials said {610} died.", officials)
    )
    assert len(same) == 1


@pytest.mark.parametrize(
    "text", ["{600} dead in Oska flood", "- {600} people have died.", "{600} have died in the flood."]
)
def test_what_an_article_says_in_its_own_voice_joins_the_statement_it_repeats(text: str) -> None:
    body = "The Kerrin River Board said {600} died."
    (statement,) = statements(told("one", f"{text}\n\n{body}", {"whom": "villagers"}, BOARD))
    assert statement.source == "Kerrin River Board"
    assert statement.reports[0].figures == ("f1", "f2")


def test_a_value_that_two_sources_gave_is_nobodys() -> None:
    text = "{600} died.\n\nThe Kerrin River Board said {600} died.\n\nThe Oska League said {600} died."
    found = statements(told("one", text, {"whom": "villagers"}, BOARD, BOARD | {"source": "Oska League"}))
    assert sorted(s.kind for s in found) == ["own voice", "utterance", "utterance"]


def test_a_share_goes_with_its_base_where_two_sources_give_it() -> None:
    third: dict[str, Any] = {"kind": "share", "low": 0.33, "high": 0.33, "whom": "villagers"}
    text = (
        "- {600} dead.\n- {A third} were children.\n\nThe Kerrin River Board said {600} died, {a third} children.\n\n"
    )
    text += "The Oska League said {a third} were children."
    marks = told(
        "one",
        text,
        {"whom": "villagers"},
        third | {"part_of": "f1"},
        BOARD,
        BOARD | third | {"part_of": "f3"},
        third | {"source": "Oska League"},
    )
    assert [r.figures for s in statements(marks) for r in s.reports] == [("f1", "f2", "f3", "f4"), ("f5",)]


def test_own_voice_figures_of_several_articles_join_by_value() -> None:
    hull: dict[str, Any] = {"whom": "barges", "measure": "destroyed"}
    (statement,) = statements(told("a", "{610} barges sank.", hull), told("b", "The wind sank {610} barges.", hull))
    assert statement.kind == "own voice"
    assert statement.source is None


def test_small_counts_need_the_same_people() -> None:
    boats: dict[str, Any] = {"whom": "barges", "unit": "barges"}
    people: dict[str, Any] = {"whom": "clerks", "unit": "clerks"}
    assert len(statements(told("a", "{5} barges sank.", boats), told("b", "{5} clerks drowned.", people))) == 2


def test_more_of_them_is_another_count() -> None:
    sent: dict[str, Any] = {"source": "Oska League", "measure": "deployed", "whom": "rescuers"}
    one = told("a", "The Oska League said it had sent {900} rescuers.", sent)
    other = told("b", "The Oska League said it would send another {600} rescuers.", sent | {"said_on": "2025-06-01"})
    series = story(one, other).series
    assert len(series) == 2


def test_the_source_is_not_taken_for_the_counted() -> None:
    army: dict[str, Any] = {"source": "Kenya's military", "measure": "casualties", "whom": "Kenyan people"}
    text = "Kenya's military said that Uganda had lost {2,500} men."
    league: dict[str, Any] = {"source": "Oska League", "measure": "casualties"}
    other = "The Oska League said {2,900} Ugandans had been hit."
    marks = told("one", text, army), told("two", other, league | {"whom": "Ugandans"})
    assert [{c.low for c in conflict.claims} for conflict in story(*marks).conflicts] == [{2500, 2900}]
    text = "Kenya's military said that Uganda had killed {2,500} of its men."
    marks = told("one", text, army), told("two", other, league | {"whom": "Ugandans"})
    assert story(*marks).conflicts == ()


HAUL = "The crew found {20} crossbows, {16} nets and about {500} bolts under the planks of the three barges"
TOTAL = "Since spring it has taken a total of {45} crossbows, {33} nets and {900} bolts from the river"
SEIZED: dict[str, Any] = {"measure": "captured"}
BOWS: dict[str, Any] = SEIZED | {"whom": "crossbows", "unit": "crossbows"}
NETS: dict[str, Any] = SEIZED | {"whom": "nets", "unit": "nets"}
BOLTS: dict[str, Any] = SEIZED | {"whom": "bolts", "unit": "bolts"}
ROWS = [BOWS, NETS, BOLTS]


def on_word_of(source: str | None, rows: list[dict[str, Any]] = ROWS) -> list[dict[str, Any]]:
    return [row | {"source": source} for row in rows]


def test_what_one_article_quotes_and_another_says_itself_is_one_statement() -> None:
    quoted = told(
        "quoted", f"“{HAUL},” the board said.", *on_word_of("Kerrin River Board"), speaker="Kerrin River Board"
    )
    retold = told("retold", f"{HAUL}.", *ROWS)
    (statement,) = statements(quoted, retold)
    assert statement.source == "Kerrin River Board"
    assert sorted(docs(statement)) == ["quoted", "retold"]
    assert any("16 nets and about 500 bolts" in reason.rule for reason in statement.because)


def test_words_that_two_sources_are_given_are_nobodys() -> None:
    board = told("board", f"“{HAUL},” the board said.", *on_word_of("Kerrin River Board"), speaker="Kerrin River Board")
    league = told("league", f"“{HAUL},” the league said.", *on_word_of("Oska League"), speaker="Oska League")
    retold = told("retold", f"{HAUL}.", *ROWS)
    found = statements(board, league, retold)
    assert sorted((s.source or "", docs(s)) for s in found) == [
        ("", ["retold"]),
        ("Kerrin River Board", ["board"]),
        ("Oska League", ["league"]),
    ]


def test_a_sentence_that_its_source_says_again_months_later_is_another_statement() -> None:
    spring = [row | {"said_on": "2025-03-01"} for row in on_word_of("Kerrin River Board")]
    autumn = [row | {"said_on": "2025-09-01"} for row in on_word_of("Kerrin River Board")]
    text = f"“{HAUL},” the Kerrin River Board said."
    assert len(statements(told("spring", text, *spring), told("autumn", f"Again: {text}", *autumn))) == 2


def test_what_others_tell_beside_decides_where_an_attribution_belongs() -> None:
    """Only the other articles show that the three barges have nothing to do with the total."""
    barges: dict[str, Any] = SEIZED | {"whom": "barges", "unit": "barges"}
    turned = "Two of the boats turned back in time, and the patrol stopped the remaining {3} barges below the mill"
    voice = "Ana Sorel"
    short = told(
        "short",
        f"“{turned},” the board's spokeswoman said. “{TOTAL},” she said.",
        *on_word_of(voice, [barges]),
        *on_word_of(voice),
    )
    long = told("long", f"{turned}. {HAUL}. {TOTAL}.", barges, *ROWS, *ROWS)
    third = told("third", f"“{HAUL},” said Sorel. “{TOTAL},” she said.", *on_word_of(voice), *on_word_of(voice))
    brief = told("brief", f"{turned}. {HAUL}.", barges, *ROWS)
    haul, total = sorted((s for s in statements(short, long, third, brief) if s.source), key=lambda s: -len(s.figures))
    assert {r.doc: r.figures for r in haul.reports} == {
        "short": ("f1",),
        "long": ("f1", "f2", "f3", "f4"),
        "third": ("f1", "f2", "f3"),
        "brief": ("f1", "f2", "f3", "f4"),
    }
    assert {r.doc for r in total.reports} == {"short", "long", "third"}


def test_a_statement_shows_the_person_through_whom_its_source_speaks() -> None:
    text = "Rafi Dorn, a spokesman for the Kerrin River Board, said {600} died."
    named: dict[str, Any] = {"source": "Rafi Dorn", "named": "Rafi Dorn, a spokesman for the Kerrin River Board"}
    (statement,) = statements(told("one", text, named), told("two", "The Kerrin River Board said {600} died.", BOARD))
    assert statement.source == "Kerrin River Board (Rafi Dorn)"


def test_a_number_that_the_source_gives_again_after_another_is_another_statement() -> None:
    days = {"2025-06-03": 288, "2025-06-04": 275, "2025-06-06": 288}
    marks = [
        told(day, f"The Kerrin River Board said {{{n}}} died.", BOARD | {"said_on": day}) for day, n in days.items()
    ]
    assert [(s.said_on, docs(s)) for s in statements(*marks)] == [(day, [day]) for day in days]


@pytest.mark.parametrize(
    "words", ["to {83} from {58}", "to {83}, up from {58}", "to {83} against {58}", "to {83}, not {58}"]
)
def test_the_number_that_a_new_one_replaces_goes_with_the_statement_before(words: str) -> None:
    before = told("before", "The Kerrin River Board said {58} died.", BOARD | {"said_on": "2025-06-03"})
    after = told("after", f"The Kerrin River Board raised its toll {words}.", *[BOARD | {"said_on": "2025-06-04"}] * 2)
    assert [(s.said_on, [a.low for a in s.figures], sorted(docs(s))) for s in statements(before, after)] == [
        ("2025-06-03", [58], ["after", "before"]),
        ("2025-06-04", [83], ["after"]),
    ]


def test_a_small_count_joins_what_one_source_says() -> None:
    missing: dict[str, Any] = {"source": "Ana Sorel", "measure": "missing", "whom": "people"}
    one = told("one", "Ana Sorel said {12} people were missing.", missing)
    other = told("other", "Ana Sorel said {12} were missing.", missing | {"whom": None})
    assert len(statements(one, other)) == 1


@pytest.mark.parametrize(
    ("crowd", "body", "together"),
    [
        ("officials", "interior ministry", True),
        ("government", "Kenya's interior ministry", True),
        ("Ugandan authorities", "Kenya's interior ministry", False),
        ("officials", "United Nations", False),
        ("residents", "interior ministry", False),
    ],
)
def test_officials_may_be_a_public_body(crowd: str, body: str, together: bool) -> None:
    one = told("one", f"The {body} said {{610}} died.", {"source": body, "whom": "villagers"})
    other = told("other", f"The {crowd} said {{610}} died.", {"source": crowd, "whom": "villagers"})
    assert len(statements(one, other)) == (1 if together else 2)


def test_a_sentence_that_names_a_source_repeats_its_value() -> None:
    board: dict[str, Any] = {"source": "Kerrin River Board", "whom": "villagers"}
    league: dict[str, Any] = board | {"source": "Oska League"}
    said = told("said", "The Kerrin River Board said {610} died. The Oska League said {610} died.", board, league)
    own = told("own", "Workers of the Oska League found {610} villagers dead.", {"whom": "villagers"})
    (statement,) = [s for s in statements(said, own) if "own" in docs(s)]
    assert statement.source == "Oska League"


def test_a_headline_repeats_the_first_statement_under_it() -> None:
    board: dict[str, Any] = {"source": "Kerrin River Board", "whom": "villagers"}
    league: dict[str, Any] = board | {"source": "Oska League"}
    text = "{610} villagers dead\n\nThe Oska League said {610} died. The Kerrin River Board said {610} died."
    marks = told("one", text, {"whom": "villagers"}, league, board, title=Span(0, 18))
    (statement,) = [s for s in statements(marks) if "f1" in s.reports[0].figures]
    assert statement.source == "Oska League"


def test_what_is_said_on_two_days_joins_by_its_values_alone() -> None:
    said = {"source": "Kerrin River Board", "whom": "villagers"}
    sunday = said | {"said_on": "2025-06-15"}
    hurt = sunday | {"measure": "wounded"}
    saturday = said | {"said_on": "2025-06-14"}
    text = "The Kerrin River Board said {990} died. The Kerrin River Board said {610} were hurt. "
    marks = [
        told(f"d{n}", f"{text}The Kerrin River Board said {{890}} died, in report {n}.", sunday, hurt, saturday)
        for n in range(3)
    ]
    assert [[a.low for a in s.figures] for s in statements(*marks)] == [[890], [990, 610]]


@pytest.mark.parametrize(
    ("values", "together"),
    [((610, 4280), True), ((610, 4290), False), ((610, 7), False)],
    ids=["both values", "one of two", "a small one"],
)
def test_people_without_a_name_under_two_names_say_the_same_where_two_large_values_are(
    values: tuple[int, int], together: bool
) -> None:
    def told_by(crowd: str, fled: int) -> Marks:
        people: dict[str, Any] = {"source": crowd, "said_on": "2025-06-15"}
        second = people | {"measure": "displaced"}
        return told(crowd, f"{{610}} died and {{{fled}}} fled, {crowd} said.", people, second)

    one, other = told_by("local officials", values[1]), told_by("two officials", 4280 if values[1] > 12 else 7)
    assert len(statements(one, other)) == (1 if together else 2)


def test_a_number_of_one_place_is_one_number_whatever_it_is_said_to_count() -> None:
    plain: dict[str, Any] = {"measure": "other"}
    one = told("one", "The old town of Velby, home to {8550} people, lies on a river.", plain | {"unit": "people"})
    other = told("other", "Velby has {8550} inhabitants and no bridge.", plain | {"unit": "inhabitants"})
    elsewhere = told("elsewhere", "Oska has {8550} inhabitants.", plain | {"unit": "inhabitants"})
    assert sorted(sorted(docs(s)) for s in statements(one, other, elsewhere)) == [["elsewhere"], ["one", "other"]]


@pytest.mark.parametrize(
    ("number", "said_on", "together"),
    [(6120, "2025-06-15", True), (6130, "2025-06-15", False), (6120, "2025-06-17", False), (2160, "2025-06-15", False)],
    ids=["two neighbouring digits", "another number", "another day", "digits far apart"],
)
def test_two_digits_exchanged_are_a_slip_and_no_second_statement(number: int, said_on: str, together: bool) -> None:
    missing = JUNE | {"measure": "missing"}
    one = told("one", "The Kerrin River Board said {6210} died and {733} are missing.", JUNE, missing)
    text = f"The Kerrin River Board said {{{number}}} died and {{733}} are missing."
    other = told("other", text, JUNE | {"said_on": said_on}, missing | {"said_on": said_on})
    assert len(statements(one, other)) == (1 if together else 2)


def test_a_headline_with_two_digits_exchanged_goes_with_its_article() -> None:
    text = "{470} dead in Oska flood\n\nThe Kerrin River Board said {740} died."
    (statement,) = statements(told("one", text, {"whom": "villagers"}, BOARD))
    assert statement.source == "Kerrin River Board"


def test_of_three_numbers_one_after_the_other_the_last_is_new() -> None:
    text = "The Kerrin River Board has raised the number of dead from {278} to {525} and then to {638}."
    row = told("row", text, BOARD, BOARD, BOARD)
    last = told("last", "The Kerrin River Board said {638} died.", JUNE)
    assert sorted([f.low for f in s.figures] for s in statements(row, last)) == [[278.0], [525.0], [638.0]]


@pytest.mark.parametrize(
    "words",
    [
        "The Kerrin River Board had earlier said on Friday that at that time {525} had died.",
        "The earlier count by the Kerrin River Board, given on 13 June, was {525} dead.",
        "The Kerrin River Board had put the number of dead at {525} on Friday.",
    ],
)
def test_what_a_source_had_said_before_is_another_statement(words: str) -> None:
    now = told("now", f"The Kerrin River Board said {{638}} died. {words}", BOARD, BOARD)
    before = told("before", "The Kerrin River Board said {525} died.", BOARD | {"said_on": "2025-06-13"})
    assert sorted(sorted(docs(s)) for s in statements(now, before)) == [["before", "now"], ["now"]]


def test_a_headlines_nameless_source_is_whom_the_article_names_for_the_number() -> None:
    text = "Company: {610} lost\n\nThe Kerrin River Board said {610} died."
    head = Span(0, len("Company: 610 lost"))
    (statement,) = statements(told("one", text, {"source": "Company", "whom": "villagers"}, BOARD, title=head))
    assert statement.source == "Kerrin River Board"


def test_what_an_agency_reports_citing_a_source_is_the_sources_word() -> None:
    text = "{610} died, Velby Press Agency reported on Sunday, citing the Kerrin River Board, and left."
    cited = told("cited", text, {"source": "Velby Press Agency", "whom": "villagers"})
    (statement,) = statements(told("said", "The Kerrin River Board said {610} died.", BOARD), cited)
    assert statement.source == "Kerrin River Board"


def test_a_number_of_another_place_is_not_what_the_source_said_of_this_one() -> None:
    said = told("said", "The Kerrin River Board said {610} died in Velby.", BOARD | {"place": "Velby"})
    own = told("own", "{610} villagers died in Oska.", {"whom": "villagers", "place": "Oska"})
    assert len(statements(said, own)) == 2


def test_a_few_common_words_with_one_number_of_two_places_are_two_statements() -> None:
    words = "It claimed the lives of more than {610} people"
    one = told("one", f"{words} in Velby.", {"place": "Velby"})
    other = told("other", f"{words} in Oska.", {"place": "Oska"})
    assert len(statements(one, other)) == 2
