from pathlib import Path

import apsw
import pytest

from saidby.errors import LedgerError
from tests.ledger.build import TEXT, arrival, ledger


def test_the_same_document_again_is_nothing_new(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        (first,) = book.keep([arrival()])
        events = list(book.events())
        (again,) = book.keep([arrival()])
        assert (first.new_article, first.new_capture) == (True, True)
        assert (again.new_article, again.new_capture) == (False, False)
        assert list(book.events()) == events


def test_an_article_by_five_routes_is_one_article_with_five_captures(tmp_path: Path) -> None:
    routes = ["file", "url", "feed", "warc", "ninjs"]
    with ledger(tmp_path / "it.saidby") as book:
        kept = [book.keep([arrival(route=route, address=f"https://tribune.example/{route}")])[0] for route in routes]
        assert len({one.key for one in kept}) == 1
        assert [route for (route,) in book.store.ask("SELECT route FROM capture ORDER BY seq")] == routes


def test_a_page_that_changed_is_another_article_at_the_same_address(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        address = "https://tribune.example/ellory"
        book.keep([arrival(text=TEXT.format(count=12), address=address)])
        book.keep([arrival(text=TEXT.format(count=15), address=address)])
        at = "SELECT text FROM capture JOIN article ON article.key = capture.article WHERE address = ? ORDER BY 1"
        assert [str(text)[:11] for (text,) in book.store.ask(at, address)] == ["At least 12", "At least 15"]
        ids = [str(name) for (name,) in book.store.ask("SELECT id FROM article ORDER BY seq")]
        assert ids[0] == "ellory"
        assert ids[1].startswith("ellory~")


def test_what_comes_in_whatever_order_makes_the_same_ledger(tmp_path: Path) -> None:
    arrivals = [arrival(f"a{count}.txt", TEXT.format(count=count)) for count in range(3, 9)]
    with ledger(tmp_path / "one.saidby") as one, ledger(tmp_path / "other.saidby") as other:
        one.keep(arrivals)
        for each in reversed([*arrivals, *arrivals]):
            other.keep([each])
        assert one.fingerprint() == other.fingerprint()


def test_marks_come_back_as_they_went_in(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        given = arrival()
        (kept,) = book.keep([given])
        assert book.marks(kept.key) == given.marks


def test_a_later_program_adds_its_marks_and_takes_nothing_away(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        (kept,) = book.keep([arrival()])
        before = book.marks(kept.key)
        assert not book.remark(before, "saidby test")
        assert book.remark(before, "saidby later")
        kinds = [event.kind for event in book.history(kept.key)]
        assert kinds == ["article", "capture", "marked", "marked"]


def test_the_tables_can_be_made_anew_from_the_events(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        book.keep([arrival(), arrival("other.txt", TEXT.format(count=40))])
        tables = ("article", "capture")
        before = [list(book.store.ask(f"SELECT * FROM {table} ORDER BY 1")) for table in tables]
        with book.store.writing():
            book.store.run("UPDATE article SET title = 'spoilt'")
        book.rebuild()
        assert [list(book.store.ask(f"SELECT * FROM {table} ORDER BY 1")) for table in tables] == before
        assert list(book.verify()) == []
        assert [key for key, _ in book.store.search("ellory", limit=9)]


def test_an_article_is_found_by_its_words(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        (kept,) = book.keep([arrival()])
        assert list(book.store.search("killed harbour", limit=5)) == [
            (kept.key, "At least 12 people were [killed] at Port Ellory, the [harbour] police said on Tuesday.\n")
        ]
        assert list(book.store.search('") OR * NEAR(', limit=5)) == []
        assert list(book.store.search("  ", limit=5)) == []


def test_bytes_that_were_altered_behind_the_ledgers_back_are_found(tmp_path: Path) -> None:
    path = tmp_path / "it.saidby"
    with ledger(path) as book:
        book.keep([arrival()])
    behind = apsw.Connection(str(path))
    behind.execute("DROP TRIGGER content_never_update")
    behind.execute("UPDATE content SET packed = zeroblob(length(packed)) WHERE kind = 'text'")
    behind.close()
    with ledger(path) as book:
        assert [flaw for flaw in book.verify() if "damaged" in flaw]


def test_bytes_that_are_gone_are_missed(tmp_path: Path) -> None:
    path = tmp_path / "it.saidby"
    with ledger(path) as book:
        (kept,) = book.keep([arrival()])
    behind = apsw.Connection(str(path))
    behind.execute("DROP TRIGGER content_never_delete; DELETE FROM content WHERE kind = 'marks'")
    behind.close()
    with ledger(path) as book:
        assert [flaw for flaw in book.verify() if kept.key in flaw and "missing" in flaw]
        with pytest.raises(LedgerError, match="missing"):
            book.marks(kept.key)
