"""Every quoted text is the stored text at its offsets, in every form in which it leaves the program (E1)."""

import json
import os
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct

from saidby.ledger import Arrival, Capture, Ledger
from saidby.pipeline import RULES, link_stories, mark, read, relink, update
from saidby.records import Marks, Story
from saidby.views.forms import article_form, stories_form
from tests.ledger.build import ledger

CASES = int(os.environ.get("SAIDBY_QUOTED", "10000"))  # sentences
A_TEXT = 10  # of them
IN_A_LEDGER = 30  # texts; the rest is only read
SENTENCES = (
    "At least {n} people were killed in {where}, the {who} said on Tuesday.",
    '"We have counted {n} of them so far," {who} spokesman Ian Ferr told reporters in {where}.',
    "About {n} per cent of the boats of {where} sank, according to the {who}.",
    "The {who} put the losses at {n} to {more} houses, more than in {where} last year.",
    "It said that {n} of the {more} wounded came from {where}.",
)
PLACES = ("Port Ellory", "Dún Laoire", "Zürsk", "Ос\N{COMBINING ACUTE ACCENT}ка", "Kirrin\N{NO-BREAK SPACE}Bay", "أسكا")
PEOPLE = ("harbour police", "river board", "Ministry of Weirs", "coast guard", "Osk town council")
# Between words: what moves offsets in one count of characters and not in another, or is not seen at all.
BETWEEN = (
    *(" ", " ", " ", "  ", "\r\n", "\n\n", "\t", "\u200b ", " \ufeff", " \0 ", " \u2028", " \U00010330 "),
    " \N{FIRE ENGINE} ",
    " \U0001f469\u200d\U0001f692 ",
    " \U0001f1e9\U0001f1ea ",
    " e\u0301a\u0308 ",
    " \u202bأمس\u202c ",
    " \u05d4\u05d9\u05d5\u05dd\u200f ",
)


class Quoted(Struct, frozen=True):
    """Words that were shown as those of a stretch, and the text that they were taken from."""

    text: str
    start: int
    end: int
    words: str


class Held(Struct, frozen=True):
    """Some articles as they were marked, linked and kept."""

    marks: Sequence[Marks]
    stories: Sequence[Story]
    book: Ledger

    @property
    def texts(self) -> Mapping[str, str]:
        return {m.article.id: m.article.text for m in self.marks}


def generated(dice: random.Random) -> str:
    """Return a text of sentences in which odd characters stand between the words."""
    found = []
    for _ in range(A_TEXT):
        n = dice.randint(2, 9000)
        told = dice.choice(SENTENCES).format(n=n, more=n + 7, where=dice.choice(PLACES), who=dice.choice(PEOPLE))
        words = told.split(" ")
        gaps = [dice.choice(BETWEEN) if dice.random() < 0.3 else " " for _ in words]
        found.append("".join(word + gap for word, gap in zip(words, gaps, strict=True)))
    return dice.choice(("\n\n", "\r\n\r\n", " ")).join(found)


def marked(n: int) -> Marks:
    row = {"id": f"a{n}", "text": generated(random.Random(n)), "outlet": "Osk Mail", "published": "2031-05-06"}
    return mark(read(json.dumps(row).encode(), name=f"a{n}.json"), reader=RULES)


# --- every form --------------------------------------------------------------------------------------------------
def with_words(form: Any, text: str) -> Iterator[Quoted]:
    """Yield every stretch in a form that gives its words beside it."""
    if isinstance(form, Mapping):
        if isinstance(form.get("text"), str) and {"start", "end"} <= form.keys():
            yield Quoted(text, form["start"], form["end"], form["text"])
        for value in form.values():
            yield from with_words(value, text)
    elif isinstance(form, list):
        for value in form:
            yield from with_words(value, text)


def in_lines(held: Held) -> Iterator[Quoted]:
    for marks in held.marks:
        form = json.loads(msgspec.json.encode(article_form(marks)))
        yield from with_words([v for name, v in form.items() if name != "text"], form["text"])


def in_stories(held: Held) -> Iterator[Quoted]:
    """Yield the stretches of a story's JSON, which have no words: that they lie within their article is all."""
    form = json.loads(msgspec.json.encode(stories_form(held.stories)))
    for doc, start, end in _places(form):
        text = held.texts[doc]
        yield Quoted(text, start, end, text[start:end] if 0 <= start < end <= len(text) else "")


def _places(form: Any) -> Iterator[tuple[str, int, int]]:
    if isinstance(form, Mapping):
        if {"doc", "start", "end"} <= form.keys():
            yield form["doc"], form["start"], form["end"]
        for value in form.values():
            yield from _places(value)
    elif isinstance(form, list):
        for value in form:
            yield from _places(value)


def in_tables(held: Held) -> Iterator[Quoted]:
    question = "SELECT article.text, start, stop, words FROM figure JOIN article ON article.key = figure.article"
    sides = [("article", "start", "stop", "words"), ("against", "against_start", "against_stop", "against_words")]
    asked = [question] + [
        f"SELECT text, {start}, {stop}, {words} FROM drift JOIN article ON article.id = drift.{article}"
        for article, start, stop, words in sides
    ]
    for each in asked:
        for text, begin, end, words in held.book.ask(each):
            yield Quoted(str(text), int(str(begin)), int(str(end)), str(words))


def in_search(held: Held) -> Iterator[Quoted]:
    """Yield what stands around each hit."""
    for words in ("killed", "spokesman", "Ellory"):
        for kind, name, around, _ in held.book.search(words, most=20):
            if kind == "article":
                part = around.removeprefix(" … ").removesuffix(" … ").replace("[", "").replace("]", "")
                at = held.texts[name].find(part)
                yield Quoted(held.texts[name], at, at + len(part), part)


# Another export or page: one line here, with what yields its stretches and the words that it shows for them.
FORMS: Mapping[str, Callable[[Held], Iterable[Quoted]]] = {
    "the lines of `saidby read`": in_lines,
    "the JSON of a story": in_stories,
    "the tables of a ledger": in_tables,
    "what a search shows": in_search,
}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    marks = [marked(n) for n in range(CASES // A_TEXT)]
    path: Path = tmp_path_factory.mktemp("quoted") / "it.saidby"
    with ledger(path) as book:
        capture = Capture(data=b"", route="file", name="")
        few = marks[:IN_A_LEDGER]
        update(
            book,
            [Arrival(marks=m, capture=msgspec.structs.replace(capture, name=m.article.id), maker="x") for m in few],
        )
        for _ in relink(book):
            pass
        yield Held(marks, link_stories(few), book)


@pytest.mark.parametrize("form", FORMS)
def test_quoted_words_are_those_of_the_stored_text_at_their_place(form: str, held: Held) -> None:
    found = list(FORMS[form](held))
    assert len(found) > 20
    wrong = [q for q in found if not q.words or q.text[q.start : q.end] != q.words]
    assert wrong == []


def test_what_is_stored_is_what_came(held: Held) -> None:
    for n, marks in enumerate(held.marks[:IN_A_LEDGER]):
        assert held.book.marks(marks.article.key).article.text == marks.article.text
        assert "".join(marks.article.text.split()) == "".join(generated(random.Random(n)).split())
