"""What a figure tells of, and what it is reckoned by. Spans are marked in the sentence."""

import pytest

from saidby.records import Figure
from tests.mark.marked import unmark
from tests.mark.told import figure_of, figures_in

# the figure's words, the sentence with what it tells of in brackets
ABOUT = [
    # a share or a part of it
    ("5 per cent", "The mill gave away 5 per cent of its [yearly earnings]."),
    ("Half", "Half the [lamps in the hall] went out."),
    ("40", "The shop sold 40 kilograms of [sea salt]."),
    ("Six", "Six episodes of [the show] were lost."),
    # it measures what stands behind it
    ("12", "Orlen Radio sells a 12-inch [screen]."),
    ("3 per cent", "The bank saw a [sharp 3 per cent drop in lamp sales] in May."),
    ("four", "It runs on a four-cylinder [engine]."),
    # named before it
    ("$40", "The court set a [fine] of $40."),
    ("1.4 per cent", "The town borrows at an [interest rate] of 1.4 per cent."),
    # the subject of the clause
    ("5 per cent", "[Shares of Orlen Radio] rose 5 per cent to 12 euros."),
    ("12", "[Shares of Orlen Radio] rose 5 per cent to 12 euros."),
    ("40", "[The mill], a family firm, sold 40 lamps."),
    ("40", "[The mill] bought an oven and sold 40 lamps."),
    ("6 per cent", "Copper fell 2 per cent while [tin prices] gained 6 per cent."),
    ("90 kg", "They carried a [crate] that weighs 90 kg."),
    ("2 per cent", "Shares fell, with [Orlen] down 2 per cent and Tarn down 4 per cent."),
    # a time at the head is left out
    ("5 per cent", "So far this year [lamp prices] have risen 5 per cent."),
    # signs, other people and what follows "also" are no part of it
    ("4", "[The board] also employs 4 guards."),
    ("1,417", "Cases rose most in [Harrow] (+1,417)."),
    # conversions and second ways to say it
    ("13", "[The road] runs for eight miles (13 km)."),
    ("0.6 per cent", "[The index] lost 190 points, or 0.6 per cent."),
    # a command has no subject
    ("$40", "Get [the lamp] for $40."),
]

PLAIN = [
    ("60", "Sixty boats sank, and 60 lamps broke."),
    ("40", "There were 40 boats."),
    ("40", "They sold 40 boats."),
    # whoever says it is not what it tells of
    ("40", "The board said 40 boats were lost."),
    ("60", "Four people died and 60 others were hurt."),
    # the figure is the subject
    ("477", "The board said that 432 had died and 477 were hurt."),
]


@pytest.mark.parametrize(("words", "marked"), ABOUT)
def test_a_figure_tells_of_what_it_measures(words: str, marked: str) -> None:
    text, spans = unmark(marked)
    figure = figure_of(words.removesuffix(" kg"), text)
    assert [_bare(span.of(text)) for span in figure.about] == [_bare(span.of(text)) for span in spans]


def _bare(words: str) -> str:
    return words.removeprefix("the ").removeprefix("The ")


@pytest.mark.parametrize(("words", "text"), PLAIN)
def test_a_count_tells_of_nothing_but_its_noun_where_the_text_names_no_other(words: str, text: str) -> None:
    assert figure_of(words, text).about == ()


def rates(text: str) -> list[tuple[str | None, str | None]]:
    return [(figure.unit, figure.per) for figure in figures_in(text)]


@pytest.mark.parametrize(
    ("text", "unit", "per"),
    [
        ("Oil stood at $52 a barrel in May.", "US dollars", "barrel"),
        ("The field gives 40,000 barrels per day.", "barrels", "day"),
        ("Carpets cost 20 euros per square metre.", "euros", "square metre"),
        ("The lab does 300 tests a week.", "tests", "week"),
        ("They built a 52,000 barrel-a-day refinery.", "barrel", "day"),
        ("It costs £24 a-year.", "pounds", "year"),
        ("They pay a $300 a month rent.", "US dollars", "month"),
        # when, and not by what
        ("It cost $40 a year ago.", "US dollars", None),
        ("They sold 40 lamps a week later.", "lamps", None),
        ("He paid a $40 fine.", "US dollars", None),
        ("Winds reached 40 miles per hour.", "miles per hour", None),
    ],
)
def test_a_rate_says_what_it_is_reckoned_by(text: str, unit: str, per: str | None) -> None:
    assert rates(text) == [(unit, per)]


@pytest.mark.parametrize(
    ("text", "unit", "low"),
    [
        ("Lost signs: it cost PS30 at the fair.", "pounds", 30),
        ("The firm made Y=28,030 on it.", "yen", 28030),
        ("They shipped 1.2m tons of sand.", "tons", 1200000),
        ("The mill filled nine million 40ml vials.", "40ml vials", 9000000),
        ("It trades at 9 times earnings.", "times", 9),
    ],
)
def test_units_are_read_where_signs_are_written_in_other_ways(text: str, unit: str, low: float) -> None:
    (figure,) = [f for f in figures_in(text) if f.low == low]
    assert figure.unit == unit


@pytest.mark.parametrize("text", ["They bought a PS5.", "It ran the KLX-R40 test."])
def test_codes_are_no_money(text: str) -> None:
    assert figures_in(text) == []


def test_a_hanging_hyphen_shares_the_unit_behind_the_last_number() -> None:
    found: list[Figure] = figures_in("It comes with a 7- or 8-inch screen.")
    assert [(f.low, f.kind, f.unit) for f in found] == [(7, "measure", "inch"), (8, "measure", "inch")]
