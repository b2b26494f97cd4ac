"""Words that name a time: what they name, and what only looks like one."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.lexicon import faults, load_lexicon
from saidby.mark.dates import find_dates
from saidby.records import DateMention
from saidby.text import lay_out

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "dates.toml").read_text())
EXAMPLES = [(text, row["anchor"], row["value"] or None) for row in TABLE["example"] for text in row["texts"]]


def mentions(text: str, anchor: str | None = "2025-06-16") -> list[DateMention]:
    return find_dates(lay_out(text), anchor, load_lexicon())


def date_named(text: str, anchor: str | None) -> str | None:
    """Return the one date that ``text`` names, as precise as it tells it; None where it names none or several."""
    found = mentions(text, anchor)
    values = {m.value for m in found if not m.duration and m.rule != "clock time"}
    return values.pop() if len(values) == 1 else None


@pytest.mark.parametrize(("text", "anchor", "value"), EXAMPLES)
def test_words_name_their_time(text: str, anchor: str, value: str | None) -> None:
    assert date_named(text, anchor) == value


@pytest.mark.parametrize("text", [text for row in TABLE["nothing"] for text in row["texts"]])
def test_nothing_else_is_a_time(text: str) -> None:
    assert [m.span.of(text) for m in mentions(text)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It went on for two days.", "two days"),
        ("a three-day strike", "three-day"),
        ("over the past four weeks", "past four weeks"),
        ("Two months after the flood, it rained.", "Two months after"),
        ("They waited 48 hours.", "48 hours"),
    ],
)
def test_lengths_are_marked_and_have_no_date(text: str, words: str) -> None:
    (mention,) = mentions(text)
    assert (mention.span.of(text), mention.value, mention.duration) == (words, None, True)


def test_clock_times_are_marked() -> None:
    text = "It began at 9:30 p.m. EST and ended at 0200 GMT."
    assert [m.span.of(text) for m in mentions(text)] == ["9:30 p.m. EST", "0200 GMT"]


def test_a_weekday_beside_a_day_tells_the_year() -> None:
    assert date_named("Saturday, April 25", "1998-04-24") == "1998-04-25"


def test_two_different_times_are_no_answer() -> None:
    assert date_named("in April and on 3 June 2024", "2025-06-16") is None


def test_without_a_day_of_publication_only_written_dates_are_told() -> None:
    assert date_named("on Sunday", None) is None
    assert date_named("on June 15", None) == "--06-15"
    assert date_named("in April 2025", None) == "2025-04"


def test_every_mention_names_its_rule() -> None:
    found = mentions("Yesterday, in late April, on June 3, 2021, two weeks ago, in 2019 and for ten days.")
    assert len(found) == 6
    assert all(m.rule for m in found)


def test_the_words_prove_themselves() -> None:
    assert faults(load_lexicon().dates) == []


@given(
    st.text(st.sampled_from("0123456789/-.,:' aptJuneMy'st\n"), max_size=60),
    st.sampled_from([None, "0001", "9999-12-31", "--02-29"]),
)
def test_no_text_breaks_it(text: str, anchor: str | None) -> None:
    for mention in mentions(text, anchor):
        assert mention.span.of(text).strip()
