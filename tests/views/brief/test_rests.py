"""Promise E3: sentences of a brief rest on stretches of its articles, where each of their numbers stands."""

import json
from collections.abc import Sequence

import pytest
from msgspec import structs, to_builtins

from bench.newsroom import newsroom
from saidby.lexicon import Lexicon
from saidby.pipeline import link, link_stories, mark, read
from saidby.records import Marks, Story
from saidby.serve.intake import mark_demo
from saidby.views.brief import Part, brief
from tests.shared import shared
from tests.views.brief.rests import check, sentences, strange_numbers


def _simulated(seed: int) -> list[tuple[Story, list[Marks]]]:
    """Return simulated stories as the program reads them, those of several articles and of one."""
    marks = []
    for item, _ in newsroom(40, seed=seed):
        row = {name: value for name, value in to_builtins(item).items() if value is not None}
        marks.append(mark(read(json.dumps(row).encode(), name=f"{item.id}.json")))
    by_id = {m.article.id: m for m in marks}
    return [(story, [by_id[doc] for doc in story.docs]) for story in link_stories(marks)]


@pytest.fixture(scope="module")
def demo() -> tuple[Story, list[Marks]]:
    marks = mark_demo()
    return link(marks), marks


def test_every_sentence_about_the_demo_story_rests_on_its_articles(
    demo: tuple[Story, list[Marks]], lexicon: Lexicon
) -> None:
    check(brief(*demo), demo[1], lexicon)


@pytest.mark.parametrize("since", ["2026-04-01", "2026-04-20", "2026-04", "2026", "2027-01-01"])
def test_so_does_what_changed_since_a_day(demo: tuple[Story, list[Marks]], since: str, lexicon: Lexicon) -> None:
    check(brief(*demo, since=since), demo[1], lexicon)


@pytest.mark.parametrize("seed", [3, 7])
def test_every_sentence_about_simulated_stories_rests_on_their_articles(seed: int, lexicon: Lexicon) -> None:
    written = 0
    for story, marks in _simulated(seed):
        whole = brief(story, marks)
        check(whole, marks, lexicon)
        check(brief(story, marks, since="2027-01-05"), marks, lexicon)
        written += len(sentences(whole))
    assert written > 20


def test_each_article_alone_makes_a_brief(demo: tuple[Story, list[Marks]], lexicon: Lexicon) -> None:
    for one in demo[1]:
        check(brief(link([one]), [one]), [one], lexicon)


def test_every_sentence_about_the_seeds_rests_on_their_articles(lexicon: Lexicon) -> None:
    marks = [mark(read(path.read_bytes(), name=path.name)) for path in sorted(shared("seeds").glob("*.txt"))]
    check(brief(link(marks), marks), marks, lexicon)


def test_the_check_finds_a_number_that_is_nobodys(demo: tuple[Story, list[Marks]], lexicon: Lexicon) -> None:
    sentence = sentences(brief(*demo))[0]
    for words in (" of 77 towns", " of nineteen towns"):
        forged = structs.replace(sentence, parts=(*sentence.parts, Part(words)))
        assert strange_numbers(forged, lexicon)


def test_the_order_of_articles_changes_nothing(demo: tuple[Story, list[Marks]]) -> None:
    story, marks = demo
    by_id: dict[str, Marks] = {m.article.id: m for m in marks}
    assert brief(story, marks[::-1]) == brief(story, by_id) == brief(story, marks)


def _kept(marks: Sequence[Marks], docs: Sequence[str]) -> list[Marks]:
    return [m for m in marks if m.article.id in docs]


def test_what_lies_in_articles_that_are_not_at_hand_is_left_out(
    demo: tuple[Story, list[Marks]], lexicon: Lexicon
) -> None:
    story, marks = demo
    few = _kept(marks, story.docs[:3])
    check(brief(story, few), few, lexicon)
