"""Which numbers are figures, and what they measure, from the tables in figures.toml."""

from typing import Any

import pytest

from saidby.lexicon import load_lexicon
from saidby.mark.figures import find_figures
from saidby.mark.numbers import find_numbers
from saidby.records import DateMention, Figure, Span
from saidby.text import lay_out
from tests.mark.marked import rows, unmark


def figures_in(text: str, *, dates: tuple[DateMention, ...] = (), key: str = "article") -> list[Figure]:
    layout, lexicon = lay_out(text), load_lexicon()
    return find_figures(layout, find_numbers(layout, lexicon), dates, key, lexicon)


def marked_in(marked: str) -> list[Figure]:
    """Return the figures of a sentence after making sure that the marked ones are there."""
    text, spans = unmark(marked)
    figures = figures_in(text)
    found = [figure.span for figure in figures]
    assert [span for span in spans if span not in found] == []
    return [figure for figure in figures if figure.span in spans]


@pytest.mark.parametrize(("row", "marked"), rows("figures.toml", "example"))
def test_a_figure_measures_what_the_words_around_it_say(row: dict[str, Any], marked: str) -> None:
    figures = marked_in(marked)
    wanted = figures[row["only"] :] if "only" in row else figures
    assert [figure.measure for figure in wanted] == [row["measure"]] * len(wanted)


@pytest.mark.parametrize(("row", "marked"), rows("figures.toml", "each"))
def test_each_figure_has_its_own_measure(row: dict[str, Any], marked: str) -> None:
    assert [figure.measure for figure in marked_in(marked)] == row["measures"]


@pytest.mark.parametrize(("row", "text"), rows("figures.toml", "nothing"))
def test_a_number_that_states_nothing_is_no_figure(row: dict[str, Any], text: str) -> None:
    assert [figure.span.of(text) for figure in figures_in(text)] == []


def test_a_number_inside_words_that_name_a_time_is_no_figure() -> None:
    text = "It took three harvests."
    date = DateMention(span=Span(8, 22), rule="told", duration=True)
    assert [f.span.of(text) for f in figures_in(text)] == ["three"]
    assert figures_in(text, dates=(date,)) == []


def test_figures_are_numbered_in_text_order() -> None:
    figures = figures_in("Nine mules, ten carts and two boats.")
    assert [figure.id for figure in figures] == ["f1", "f2", "f3"]


def test_a_better_modifier_leaves_the_key_as_it_is() -> None:
    (plain,) = figures_in("It took 6,000 men ..., they say.")
    assert plain.key == figures_in("It took 6,000 men or so, they say.")[0].key
    assert plain.key != figures_in("It took 6,000 men ..., they say.", key="another article")[0].key


def test_a_figure_says_why() -> None:
    text = "The flood killed at least nine farmers."
    (figure,) = figures_in(text)
    entries = [reason.entry for reason in figure.because if reason.entry]
    assert entries == ["modifiers.toml: at least", "measures.toml: killed"]
    assert [r.span.of(text) for r in figure.because if r.span] == ["at least", "farmers", "killed"]
    assert 0 < figure.confidence < 1


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Nine farmers were killed and 30 injured.", ["farmers", "farmers"]),
        ("It cost $2.3 billion.", ["US dollars"]),
        ("It cost 4 million pesos.", ["pesos"]),
        ("It lay 40 km off.", ["km"]),
        ("13 of the 22 cases were mild.", ["cases", "cases"]),
        ("Four U.S. Navy ships came.", ["Navy ships"]),
        ("Bera has 22 new local cases.", ["new local cases"]),
        ("They took six AK-47 rifles and 300 rounds of ammunition.", ["AK-47 rifles", "rounds of ammunition"]),
        ("Five boats came. Two managed to flee, and one was sunk.", ["boats", "boats", "boat"]),
        ("With 45 cases Kern County leads.", ["cases"]),
        ("Nobody had a shot, four say.", [None]),
        ("It has 3,000 daily entries.", ["daily entries"]),
        ("It hit one armoured car.", ["armoured car"]),
        ("Fatalities stand at 19.", ["Fatalities"]),
        ("A blast left nine dead.", ["people"]),
        ("It cost HK$4 and 35€.", ["Hong Kong dollars", "euros"]),
        ("Read the 12 page paper.", ["page"]),
        ("Nine police precinct chiefs came.", ["police precinct chiefs"]),
        ("She wants another boat or two.", ["boats"]),
        ("Of 900 farmers 48 per cent oppose the plan.", ["farmers", None]),
        ("It killed two of the town's 14 brown bears.", ["brown bears", "brown bears"]),
        ("The strike hit two apartment blocks, killing six.", ["apartment blocks", "people"]),
    ],
)
def test_the_unit_is_what_is_counted(text: str, units: list[str]) -> None:
    assert [figure.unit for figure in figures_in(text)] == units


def test_a_count_taken_up_again_keeps_its_measure() -> None:
    figures = figures_in("Gunmen wounded two women in Bera. The two women had been walking home.")
    assert [figure.measure for figure in figures] == ["wounded", "wounded"]


def test_a_number_that_picks_out_one_is_kept_where_the_text_divides_a_whole() -> None:
    text = "Gunmen shot two women, killing one of them."
    assert [figure.span.of(text) for figure in figures_in(text)] == ["two", "one"]
