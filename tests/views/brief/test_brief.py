"""What a brief says: who, how sure, on how many origins; what is vague or unknown stays so."""

import re
from typing import Any

import pytest

from saidby.pipeline import link
from saidby.records import Marks
from saidby.serve.intake import mark_demo
from saidby.views.brief import Brief, brief, plain
from saidby.views.brief.desk import has_number, in_words
from tests.link.build import story, told
from tests.views.brief.rests import sentences

BOARD = {"source": "Kerrin River Board"}
LEAGUE = {"source": "Oska League"}


def page(*marks: Marks, since: str | None = None) -> str:
    return " ".join(plain(brief(story(*marks), marks, since=since)).partition("\nNOTES")[0].split())


def article(doc: str, words: str, *, source: dict[str, Any], day: str = "2026-05-01", **fields: Any) -> Marks:
    text = f"The {source['source']} said {{{words}}} people had died."
    return told(doc, text, source | {"said_on": day, **fields}, outlet=f"Outlet {doc.upper()}", published=day)


def headings(whole: Brief) -> list[str]:
    return [section.heading for section in whole.sections]


def test_a_figure_comes_with_its_source_its_day_and_its_bound() -> None:
    one = article("a", "more than 500", source=BOARD, bound="more_than")
    assert "On 1 May 2026 Kerrin River Board put the dead at more than 500." in page(one)


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("dozens of", {"bound": "vague", "low": 24, "high": None}),
        ("nearly 500", {"bound": "nearly", "low": None, "high": 500}),
        ("40 to 60", {"bound": "between", "low": 40, "high": 60}),
        ("up to 90", {"bound": "up_to", "low": None, "high": 90}),
    ],
)
def test_what_is_open_stays_open(words: str, fields: dict[str, Any]) -> None:
    told_here = page(article("a", words, source=BOARD, **fields))
    assert words in told_here
    assert not set(re.findall(r"\d+", told_here)) - set(re.findall(r"\d+", f"{words} 1 2026"))


def test_a_hedge_is_in_the_words_of_the_article() -> None:
    text = "The Kerrin River Board said {500} people had very probably died."
    one = told("a", text, BOARD | {"hedge": "very probably"})
    assert "500 (“very probably”)" in page(one)


def test_many_articles_on_one_word_are_one_origin() -> None:
    same = [article(doc, "500", source=BOARD) for doc in "abc"]
    assert "All three articles give this figure, and all of them rest on one origin: Kerrin River Board." in page(*same)


@pytest.mark.parametrize(
    ("text", "figure", "why"),
    [
        ("About {40} people drowned near Velby.", {}, "as no source is named"),
        ("Officials said {40} people drowned near Velby.", {"source": "officials"}, "as its source has no name"),
    ],
)
def test_what_has_no_known_origin_is_said_to_have_none(text: str, figure: dict[str, Any], why: str) -> None:
    told_here = page(told("a", text, figure))
    assert f"on how many origins it rests is not known, {why}" in told_here
    assert "independent" not in told_here


def test_a_revision_names_what_was_before() -> None:
    marks = [article("a", "500", source=BOARD), article("b", "620", source=BOARD, day="2026-05-04")]
    assert "The same source had said 500 on 1 May 2026; the new figure revises that upward." in page(*marks)


def test_of_several_revisions_the_first_is_named_too() -> None:
    days = ("2026-05-01", "2026-05-03", "2026-05-06")
    marks = [article(doc, n, source=BOARD, day=d) for doc, n, d in zip("abc", ("300", "500", "450"), days, strict=True)]
    before = "had said 500 on 3 May 2026, and to begin with 300 on 1 May 2026; the new figure revises that downward"
    assert before in page(*marks)


def test_other_sources_say_otherwise_and_nothing_is_averaged() -> None:
    told_here = page(*[article(doc, "500", source=BOARD) for doc in "ab"], article("c", "300", source=LEAGUE))
    assert "Another source says otherwise: Oska League 300 on 1 May 2026." in told_here
    assert "400" not in told_here


def test_a_figure_that_was_taken_back_is_no_headline() -> None:
    back = told("b", "The Kerrin River Board has since retracted the estimate of {500} deaths.", BOARD)
    marks = [article("a", "500", source=BOARD), back, article("c", "300", source=LEAGUE)]
    told_here = page(*marks)
    assert "Oska League put the dead at 300" in told_here
    assert re.search(r"500( killed| deaths)? \((since taken back|taken back or denied)\)", told_here)


def test_since_a_day_there_is_only_what_came_after_it() -> None:
    marks = [article("a", "500", source=BOARD), article("b", "620", source=BOARD, day="2026-05-04")]
    marks.append(article("c", "300", source=LEAGUE, day="2026-05-05"))
    told_here = page(*marks, since="2026-05-02")
    assert "from 500 killed, 1 May 2026 to 620 killed, 4 May 2026" in told_here
    assert "300" in told_here
    late = page(*marks, since="2026-05-04")
    assert "300" in late
    assert "620" not in late
    assert "Nothing was said or first told after 5 May 2026." in page(*marks, since="2026-05-05")


def test_what_an_older_article_told_is_not_new_when_it_is_told_again() -> None:
    marks = [article("a", "500", source=BOARD), told("b", "The Kerrin River Board said {500} had died.", BOARD)]
    assert "Nothing" in page(*marks, since="2026-05-02")


def test_what_was_taken_back_since_a_day_is_told() -> None:
    words = "The Kerrin River Board has since retracted the estimate of {500} deaths."
    back = told("b", words, BOARD | {"said_on": "2026-05-04"}, published="2026-05-04")
    assert "TAKEN BACK - Kerrin River Board: 500" in page(article("a", "500", source=BOARD), back, since="2026-05-02")


def test_which_outlet_altered_a_quotation_is_said_with_the_words_of_both() -> None:
    marks = mark_demo()
    altered = [s.text for s in sentences(brief(link(marks), marks)) if "inside quotation marks" in s.text]
    assert any("estmarktribune.example has “driven”" in s and "has “caused”" in s for s in altered)


def test_a_large_story_is_still_about_a_page() -> None:
    sources = [{"source": f"Board of {name}"} for name in "Velby Lissen Oska Brennick Marn Tolle Karst Ondra".split()]
    marks = [
        article(f"{n}{k}", str(300 + 7 * n + 40 * k), source=source, day=f"2026-05-{k + 1:02d}")
        for n, source in enumerate(sources)
        for k in range(8)
    ]
    whole = brief(story(*marks), marks)
    assert len(plain(whole).partition("\nNOTES")[0].split()) < 800
    assert whole.notes[0].startswith("Left out: ")
    assert not has_number(re.sub(r"Left out: .* further statements?", "", whole.notes[0]))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("AT LEAST THE BOARD SAID {FORTY} MEN HAD DIED.", "put the dead at forty."),
        ("{Some 40} men had died, the Kerrin River Board said.", "put the dead at some 40."),
    ],
)
def test_numbers_stand_as_they_do_within_a_sentence(text: str, shown: str) -> None:
    assert shown in page(told("a", text, BOARD | {"low": 40, "high": 40}))


def test_an_article_alone_is_said_to_be_alone() -> None:
    assert "This is the word of one article alone" in page(article("a", "500", source=BOARD))


def test_without_articles_there_is_an_empty_brief() -> None:
    whole = brief(link([]), [])
    assert whole.sections == ()
    assert plain(whole).startswith("WHO SAID WHAT")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "one"),
        (12, "twelve"),
        (40, "forty"),
        (41, "forty-one"),
        (100, "one hundred"),
        (305, "three hundred and five"),
        (1060, "one thousand and sixty"),
        (2345, "two thousand three hundred and forty-five"),
    ],
)
def test_counts_are_in_words(count: int, words: str) -> None:
    assert in_words(count) == words
    assert has_number(words)
