"""Promise E1: what a page quotes or highlights is what the stored text has there, character for character."""

import random
from collections.abc import Iterator

import pytest
from markupsafe import escape

from saidby.differing import compared
from saidby.records import Marks, Span, Story
from saidby.serve.drawn import Told, draw_brief, draw_drift, draw_source, draw_story
from saidby.text import tokenize
from saidby.views.brief import brief
from saidby.views.web.article import Around, article_page
from saidby.views.web.drawing import Frame, Viewer, exact
from saidby.views.web.links import DeskLinks, FolderLinks
from saidby.views.web.review import Filter, card, card_fragment
from saidby.views.web.search import Hit, parted, search_page
from saidby.wording import clean
from tests.views.export.build import demo, made
from tests.views.export.test_spans import PIECES
from tests.views.web.read import Element, read_page

DESK = Frame(title="A page", links=DeskLinks(), viewer=Viewer(name="ana", proof="p"))
FOLDER = Frame(title="A page", links=FolderLinks())
CASES = 10_000
SPANS = 12  # figures in each of two articles


def as_shown(text: str) -> str:
    """Return text as a page can have it: U+0000, which none can, is shown by its picture."""
    return text.replace("\x00", "\u2400")


def apart(text: str, chance: random.Random) -> list[Span]:
    """Return stretches of a text that lie apart, so that each is a highlight of its own."""
    cuts = sorted(chance.sample(range(len(text) + 1), 2 * SPANS))
    return [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True)]


def stories(chance: random.Random) -> Iterator[tuple[Story, list[Marks]]]:
    while True:
        text = "".join(chance.choices(PIECES, k=80))
        yield made(text, apart(text, chance))


def highlights(page: Element) -> dict[str, str]:
    return {
        it.attributes["data-figure"]: it.text for it in page.all("mark", "figure") if "data-figure" in it.attributes
    }


def the_text(page: Element) -> str:
    (found,) = (it for it in page.all("div") if "data-text" in it.attributes)
    return found.text


@pytest.mark.parametrize("frame", [DESK, FOLDER], ids=["desk", "folder"])
def test_ten_thousand_highlights_of_hard_texts_are_what_their_texts_have(frame: Frame) -> None:
    chance, count = random.Random(11), 0
    for _, shelf in stories(chance):
        for marks in shelf:
            text = marks.article.text
            here = chance.choice([None, chance.choice(marks.figures).span])
            page = read_page(
                article_page(frame, marks, Around(), here=here, points=[f.span for f in marks.figures[::3]])
            )
            assert the_text(page) == as_shown(text)
            found = highlights(page)
            assert found == {f.key: as_shown(f.span.of(text)) for f in marks.figures}
            count += len(found)
        if count >= CASES / 2:
            break


def test_a_card_has_the_words_that_are_judged() -> None:
    chance = random.Random(12)
    for _ in range(40):
        _, (marks, _) = next(stories(chance))
        text = marks.article.text
        for figure in marks.figures:
            span = chance.choice([None, Span(figure.span.start, min(len(text), figure.span.end + 3))])
            shown = card(DESK, marks, figure, version=0, span=span)
            page = read_page(card_fragment(DESK, shown, token="t", chosen=Filter()))
            own = span or figure.span
            assert "".join(it.text for it in page.all("mark", "here")) == as_shown(own.of(text))
            assert as_shown(own.of(text)) in next(page.all("p", "verdict")).text
            (words,) = (it for it in page.all("div", "words"))
            assert words.text in as_shown(text)


def test_changes_are_shown_in_the_words_of_both_articles() -> None:
    chance = random.Random(13)
    for _ in range(60):
        story, shelf = next(stories(chance))
        check_drift(story, shelf)
    check_drift(*demo())


def check_drift(story: Story, shelf: list[Marks]) -> None:
    texts = {m.article.id: m.article.text for m in shelf}
    wanted = set()
    for drift in story.drift:
        sides = [texts[one.doc][one.start : one.end] for one in (drift, drift.against)]
        wanted.add(tuple("".join(run.text for run in runs) for runs in compared(*sides)))
        for words, runs in zip(sides, compared(*sides), strict=True):
            tokens = tokenize(words)
            assert "".join(run.text for run in runs).strip() in words
            assert not tokens or "".join(run.text for run in runs).startswith(tokens[0].text)
    page = read_page(draw_drift(DESK, told(story, shelf)))
    shown = set()
    for change in page.all("section", "change"):
        shown.add(tuple(_without_soft(side) for side in change.all("p", "words")))
    assert shown == {tuple(map(as_shown, pair)) for pair in wanted}


def _without_soft(words: Element) -> str:
    return "".join(
        one if isinstance(one, str) else one.text for one in words.inside if isinstance(one, str) or one.name != "span"
    )


def test_points_and_statements_are_cited_in_the_articles_words() -> None:
    chance = random.Random(14)
    for story, shelf in [*(next(stories(chance)) for _ in range(60)), demo()]:
        texts = [as_shown(m.article.text) for m in shelf]
        spans = {as_shown(f.span.of(m.article.text)) for m in shelf for f in m.figures}
        spans |= {as_shown(e.text) for s in story.statements for r in s.reports for e in r.spans}
        pages = [draw_story(DESK, told(story, shelf))]
        pages += [draw_source(DESK, told(story, shelf), source) for source in story.sources]
        cited = [it for page in pages for it in read_page(page).all("q", "cited")]
        assert cited
        for it in cited:
            assert next(it.all("mark")).text in spans
            assert any(it.text.removeprefix("…").removesuffix("…") in text for text in texts)


def test_a_brief_has_its_notes_in_the_articles_words_on_one_line() -> None:
    chance = random.Random(15)
    for story, shelf in [*(next(stories(chance)) for _ in range(60)), demo()]:
        texts = {m.article.id: m.article.text for m in shelf}
        cited = brief(story, shelf).cited()
        page = read_page(draw_brief(DESK, told(story, shelf)))
        notes = [it.text for it in page.all("span", "words")]
        for note, e in zip(notes, cited, strict=True):
            words = clean(texts[e.doc][e.start : e.end])
            assert note in {f"“{words}”", words}  # which may bring quotation marks of its own


def test_what_was_found_is_shown_as_it_stands_brackets_and_all() -> None:
    around = "the [weir] gave way [sic] \r\n at \x00 dawn <b>"
    hit = Hit(kind="article", name="a", href="/", around=parted(around, "weir"))
    page = read_page(search_page(DESK, "weir", [hit], most=9))
    (found,) = page.all("p", "found")
    assert found.text == as_shown("the weir gave way [sic] \r\n at \x00 dawn <b>")
    assert [it.text for it in found.all("mark")] == ["weir"]


@pytest.mark.parametrize("text", ["a\rb", "\r\n", "\n", "\x00", "<b>&amp;\x00\r", "\u2028\x85\x1b", "\ufeff\u202e😀"])
def test_a_browser_reads_every_character_as_it_was(text: str) -> None:
    written = escape(exact(text))  # as a template does with what it is given
    assert next(read_page(f"<p>{written}</p>").all("p")).text == as_shown(text)


def told(story: Story, shelf: list[Marks]) -> Told:
    return Told(story=story, marks={m.article.id: m for m in shelf})
