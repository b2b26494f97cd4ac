"""The ledger for many threads: who is done holds nothing open, and a story is shown as it was linked."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from saidby.errors import NotThere
from saidby.ledger import Decision, Ledger
from saidby.pipeline import relink, update
from saidby.serve.desk import books
from saidby.serve.desk.books import Books
from tests.ledger.build import arrival, example


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "l.db", create=True) as book:
        update(book, list(example()))
        list(relink(book))
    return tmp_path / "l.db"


@pytest.fixture
def shelf(path: Path) -> Iterator[Books]:
    found = Books(str(path))
    yield found
    found.close()


def key_of(shelf: Books) -> str:
    return shelf.ledger.story_keys()[0]


def test_each_thread_has_a_ledger_of_its_own(shelf: Books) -> None:
    others: list[Ledger] = []
    thread = threading.Thread(target=lambda: others.append(shelf.ledger))
    thread.start()
    thread.join()
    assert shelf.ledger is shelf.ledger
    assert others[0] is not shelf.ledger


def test_threads_that_are_over_hold_no_connection(shelf: Books) -> None:
    for _ in range(20):
        thread = threading.Thread(target=lambda: shelf.ledger)
        thread.start()
        thread.join()
    assert len(shelf._opened) <= 2


def test_a_story_is_held_until_it_is_linked_anew(shelf: Books, path: Path) -> None:
    key = key_of(shelf)
    first = shelf.story(key)
    assert shelf.story(key[:12]).story is first.story
    with Ledger.open(path) as book:
        figure = book.queue(limit=1)[0].key
        book.judge([Decision(about="figure", target=figure, verb="reject")], by="ana")
        assert shelf.story(key).waits
        assert shelf.story(key).story is first.story
        list(relink(book))
    second = shelf.story(key)
    assert not second.waits
    assert second.version > first.version
    assert figure not in {f.key for m in second.marks.values() for f in m.figures}
    assert list(shelf._stories) == [key]


def test_a_story_has_the_articles_that_it_was_linked_from(shelf: Books, path: Path) -> None:
    key = key_of(shelf)
    with Ledger.open(path) as book:
        gone = book.members(key)[-1]
        book.store.run("UPDATE article SET story = NULL WHERE key = ?", gone)
    found = shelf.story(key)
    assert set(found.marks) == set(found.story.docs)


def test_stories_at_hand_are_bounded_by_their_articles(
    shelf: Books, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(path) as book:
        update(book, [arrival()])
        list(relink(book))
    monkeypatch.setattr(books, "_AT_HAND", 3)
    keys = shelf.ledger.story_keys()
    assert len(keys) == 2
    for key in keys:
        shelf.story(key)
    assert list(shelf._stories) == keys[-1:]


def test_a_story_that_is_not_linked_yet_says_so_without_the_ledgers_place(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.db", create=True) as book:
        update(book, [arrival()])
        key = str(next(iter(list(book.ask("SELECT key FROM story"))))[0])
    shelf = Books(str(tmp_path / "l.db"))
    with pytest.raises(NotThere, match="not linked yet") as told:
        shelf.story(key)
    assert str(tmp_path) not in str(told.value)
    shelf.close()
