"""How an article is named beside others, and its words around a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.records import Article, Span
from saidby.views.web.links import DeskLinks
from saidby.views.web.pieces import cited, clip, in_sentence, name_of, title_of
from tests.views.web.build import at, furniture, marks

LINKS = DeskLinks()
TEXT = "Weir at Osk gives way. At least 60 boats were lost, the ministry said on Sunday. Nobody was hurt."
SECOND = "At least 60 boats were lost, the ministry said on Sunday."
SENTENCES = tuple(at(s, TEXT) for s in ("Weir at Osk gives way.", SECOND, "Nobody was hurt."))


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": at("Weir at Osk gives way.", TEXT)}, "Weir at Osk gives way."),
        ({"headline": "A headline\u202e of  its own"}, "A headline of its own"),
        (
            {"furniture": (furniture(Span(0, 23)),)},
            "At least 60 boats were lost, the ministry said on Sunday. Nobody was hurt.",
        ),
        ({"text": ""}, "weir"),
        ({"text": "\u200b \n"}, "weir"),
        ({"text": "word " * 40}, ("word " * 17).strip() + "…"),
    ],
)
def test_an_article_is_called_by_its_title_or_its_first_words(fields: dict[str, object], title: str) -> None:
    assert title_of(Article(**{"id": "weir", "key": "k", "text": TEXT, **fields})) == title  # type: ignore[arg-type]


def test_an_article_without_an_outlet_is_called_by_its_id() -> None:
    assert name_of(Article(id="weir", key="k", text="", outlet="The Osk\nHerald")) == "The Osk Herald"
    assert name_of(Article(id="weir", key="k", text="")) == "weir"


def test_words_stand_in_what_is_around_them_cut_at_words() -> None:
    found = cited(marks(TEXT), at("60 boats", TEXT), LINKS, around=12)
    assert (found.before, found.words, found.after) == ("…At least ", "60 boats", " were lost,…")
    assert found.href == "/articles/a1a1a1a1a1a1a1a1/32-40#here"


def test_words_at_the_ends_of_a_text_have_no_dots() -> None:
    found = cited(marks("60 boats"), Span(0, 8), LINKS)
    assert (found.before, found.words, found.after) == ("", "60 boats", "")


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 40), st.integers(0, 50))
def test_what_is_around_words_is_the_texts_own(start: int, length: int, around: int) -> None:
    span = Span(start, min(len(TEXT), start + length))
    found = cited(marks(TEXT), span, LINKS, around=around)
    assert found.words == span.of(TEXT)
    assert TEXT[: span.start].endswith(found.before.removeprefix("…"))
    assert TEXT[span.end :].startswith(found.after.removesuffix("…"))


def test_words_stand_in_their_sentence() -> None:
    found = in_sentence(marks(TEXT, sentences=SENTENCES), at("60 boats", TEXT), LINKS, figure="f" * 32)
    assert (found.before, found.words) == ("At least ", "60 boats")
    assert found.after == " were lost, the ministry said on Sunday."
    assert found.href.endswith("#figure-ffffffffffffffff")


def test_words_in_no_sentence_stand_alone() -> None:
    found = in_sentence(marks(TEXT), at("60 boats", TEXT), LINKS)
    assert (found.before, found.words, found.after) == ("", "60 boats", "")


@given(st.text(alphabet="ab ", max_size=120), st.integers(2, 40))
def test_words_that_are_cut_are_no_longer_than_asked(words: str, longest: int) -> None:
    cut = clip(words, longest)
    assert len(cut) <= longest
    assert words.startswith(cut.removesuffix("…"))
