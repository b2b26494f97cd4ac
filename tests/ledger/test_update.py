"""What comes into a ledger finds its story, and a story tells what revised what, once."""

import json
import random
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from saidby.ledger import Arrival, Capture, Ledger, Neighbours
from saidby.ledger.judgements import Decision
from saidby.link.stories import Signature, Stories, signature
from saidby.pipeline import RULES, link_stories, mark, read, relink, update
from saidby.records import Marks
from saidby.serve.intake import demo_files
from tests.ledger.build import TEXT, arrival, ledger

STORM = "ELLORY, 3 May 2031 - {count} people were killed in the storm, the Ellory harbour police said on Saturday.\n"
FERRY = "{town}, May {day}, 2031 - A ferry sank off {town}. {count} people were saved, the {town} coast guard said.\n"


@pytest.fixture(scope="module")
def example() -> list[Arrival]:
    """Return the bundled example, article by article."""
    found = []
    for name, data in demo_files():
        marks = mark(read(data, name=name), reader=RULES)
        found.append(Arrival(marks=marks, capture=Capture(data=data, route="file", name=name), maker="saidby test"))
    return found


def add(book: Ledger, *arrivals: Arrival) -> list[tuple[str, str]]:
    """Add arrivals, link what they touch, and return (words before, words after) of each revision told."""
    update(book, arrivals)
    return [(r.before.words, r.after.words) for _, revised in relink(book) for r in revised]


def test_the_example_becomes_one_story_as_without_a_ledger(tmp_path: Path, example: list[Arrival]) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        add(book, *example)
        ((key,),) = book.ask("SELECT key FROM story")
        (straight,) = link_stories([a.marks for a in example])
        kept = book.story(str(key))
        assert kept.statements == straight.statements
        assert kept.drift == straight.drift
        assert kept.roots == straight.roots


@pytest.mark.parametrize("seed", range(4))
def test_order_and_repetition_change_nothing(tmp_path: Path, example: list[Arrival], seed: int) -> None:
    with ledger(tmp_path / "one.saidby") as one, ledger(tmp_path / "other.saidby") as other:
        add(one, *example)
        shuffled = random.Random(seed).sample([*example, *example], 2 * len(example))
        for each in shuffled:
            add(other, each)
        assert one.fingerprint() == other.fingerprint()
        stories = [
            [book.story(str(key)) for (key,) in book.ask("SELECT key FROM story ORDER BY key")] for book in (one, other)
        ]
        told = [[{(s.key, s.source, s.said_on) for s in story.statements} for story in found] for found in stories]
        assert told[0] == told[1]


def test_the_earliest_by_the_hour_may_be_another_than_the_earliest_by_the_day(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        for hour, count in ((18, 30), (12, 20), (6, 10)):
            row = {"id": f"at-{hour}", "text": STORM.format(count=count), "published": f"2031-05-03T{hour:02}:00:00Z"}
            data = json.dumps(row).encode()
            marks = mark(read(data, name=f"{hour}.json"), reader=RULES)
            add(book, Arrival(marks=marks, capture=Capture(data=data, route="file", name=row["id"]), maker="test"))
            ((key, articles),) = book.ask("SELECT key, articles FROM story")
            assert len(book.story(str(key)).docs) == articles
            assert list(book.ask("SELECT DISTINCT story FROM statement")) == [(key,)]
            assert list(book.verify()) == []


def test_a_revision_is_told_once(tmp_path: Path, example: list[Arrival]) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        told = [pair for each in example for pair in add(book, each)]
        assert len(told) == len(set(told)) > 0
        assert add(book, *example) == []
        assert next(book.ask("SELECT count(*) FROM revision")) == (len(told),)
        book.rebuild()
        assert next(book.ask("SELECT count(*) FROM revision")) == (len(told),)


def test_an_article_links_anew_only_the_story_that_it_touches(tmp_path: Path, example: list[Arrival]) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        add(book, *example)
        update(book, [arrival("elsewhere.txt", STORM.format(count=12))])
        assert [story.docs for story, _ in relink(book)] == [("elsewhere",)]
        assert list(relink(book)) == []


def test_nothing_stays_of_a_story_that_was_taken_over_twice_before_it_was_linked_anew(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        add(book, arrival("last.txt", STORM.format(count=30).replace("3 May", "5 May")))
        for day, count in ((4, 20), (3, 10)):  # each takes the place of the earliest, by which the story is known
            update(book, [arrival(f"{day}.txt", STORM.format(count=count).replace("3 May", f"{day} May"))])
        (story,) = [story for story, _ in relink(book)]
        assert len(story.docs) == 3
        assert list(book.verify()) == []
        assert list(book.ask("SELECT count(*) FROM story")) == list(book.ask("SELECT count(*) FROM story_record"))


def test_a_story_that_changes_while_it_is_linked_is_not_kept(tmp_path: Path, example: list[Arrival]) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        update(book, example[:3])
        asked = book.wanted()
        assert asked is not None
        update(book, example[3:])
        marks = [book.marks(key) for key in asked.articles]
        (story,) = link_stories(marks)
        assert book.shelve(asked, story, {m.article.id: m for m in marks}) is None
        assert sorted(name for story, _ in relink(book) for name in story.docs) == sorted(
            a.marks.article.id for a in example
        )


def test_what_was_left_unlinked_is_linked_by_the_next_who_comes(tmp_path: Path, example: list[Arrival]) -> None:
    path = tmp_path / "it.saidby"
    with ledger(path) as book:
        update(book, example)  # and ends before it links
    with ledger(path) as book:
        assert [len(story.docs) for story, _ in relink(book)] == [len(example)]


def test_a_figure_that_somebody_rejects_leaves_the_story_and_comes_back_when_that_is_undone(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        add(book, arrival(text=TEXT.format(count=12)))
        ((key,),) = book.ask("SELECT key FROM figure")
        book.judge([Decision(about="figure", target=str(key), verb="reject")], by="ana")
        assert [len(story.statements) for story, _ in relink(book)] == [0]
        book.undo("ana")
        assert [len(story.statements) for story, _ in relink(book)] == [1]


def test_a_corrected_field_stands_whatever_a_later_program_finds(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        (kept,) = update(book, [arrival(text=TEXT.format(count=12))])
        ((key,),) = book.ask("SELECT key FROM figure")
        book.judge([Decision(about="figure", target=str(key), verb="correct", fields={"measure": "wounded"})], by="ana")
        book.remark(book.marks(kept.key), "a later saidby")
        (figure,) = book.judged_marks(kept.key).figures
        assert figure.measure == "wounded"
        assert [s.figures[0].measure for story, _ in relink(book) for s in story.statements] == ["wounded"]


def test_a_figure_judged_whole_stays_when_the_program_no_longer_finds_it(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        (kept,) = update(book, [arrival(text=TEXT.format(count=12))])
        marks = book.marks(kept.key)
        shown = msgspec.to_builtins(marks.figures[0])
        book.judge([Decision(about="figure", target=marks.figures[0].key, verb="accept", fields=shown)], by="ana")
        book.remark(structs.replace(marks, figures=()), "a later saidby")
        assert [f.key for f in book.judged_marks(kept.key).figures] == [marks.figures[0].key]
        book.undo("ana")
        assert book.judged_marks(kept.key).figures == ()


def test_the_index_in_the_ledger_finds_the_same_stories_as_the_one_in_memory(tmp_path: Path) -> None:
    towns = ("Ellory", "Dunmore", "Kirrin Bay")
    articles: list[Marks] = []
    for n in range(40):
        text = FERRY.format(town=towns[n % 3], day=1 + n % 20, count=100 + n % 7)
        articles.append(mark(read(text.encode(), name=f"a{n}.txt"), reader=RULES))
    random.Random(1).shuffle(articles)
    briefs = [signature(m) for m in articles]
    with ledger(tmp_path / "it.saidby") as book, book.writing():
        for brief in briefs:
            book.keep(
                [
                    Arrival(
                        marks=articles[briefs.index(brief)],
                        capture=Capture(data=b"", route="file", name=brief.id),
                        maker="x",
                    )
                ]
            )
        kept = Stories(briefs, index=Neighbours(book.store, Signature))
        assert [[s.id for s in story] for story in kept] == [[s.id for s in story] for story in Stories(briefs)]
