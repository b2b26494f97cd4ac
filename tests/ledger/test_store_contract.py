"""What every store does, whichever database it is: the same tests for all of them."""

import json
import os
import random
import re
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec import Struct

from saidby.errors import LedgerError
from saidby.ledger import Arrival, Ledger, Neighbours
from saidby.ledger.judgements import Decision
from saidby.ledger.places import open_store
from saidby.ledger.schema import FOR_GOOD, MIGRATIONS
from saidby.pipeline import relink, update
from saidby.records import Quarantined
from tests.ledger.build import TEXT, arrival, example, ledger
from tests.ledger.conftest import STORES, Places

Place = Path | str
FLIPS = int(os.environ.get("SAIDBY_FLIPS", "500"))  # in each of the stores
TABLES = [  # everything but search and versions, which each store has in a way of its own
    found[1]
    for step in MIGRATIONS
    for statement in step.common
    if (found := re.match(r"\s*CREATE TABLE (\w+)", statement))
]
UNLIKE = {  # of these all but numbers that say how often work was done, not what came of it
    "story": "key, name, articles, first, latest",
    "statement": "story, id, key, source, claimant, said_on, kind, says, reports, confidence",
}


def rows(book: Ledger) -> dict[str, list[str]]:
    """Return all that is in a ledger, table by table."""
    return {
        table: sorted(repr(row) for row in book.ask(f"SELECT {UNLIKE.get(table, '*')} FROM {table}"))
        for table in TABLES
    }


def live(book: Ledger, example: Sequence[Arrival]) -> None:
    """Let a ledger see some life: articles, stories, revisions, judgements."""
    for each in example:
        update(book, [each])
        list(relink(book))
    update(book, [arrival(route="url", address="https://tribune.example/ellory"), arrival(route="feed")])
    (figure, other, *_) = [str(key) for (key,) in book.ask("SELECT key FROM figure ORDER BY key")]
    book.judge([Decision(about="figure", target=figure, verb="correct", fields={"low": 7.0})], by="ana", token="t")
    book.judge([Decision(about="figure", target=other, verb="reject", why="counts boats")], by="ben")
    book.judge([Decision(about="source", target="s1", verb="merge", others=("s2",))], by="ana")
    book.undo("ben")
    bad = Quarantined(where="a.html", what="a page larger than 10 MB", do="Look.", data=b"<p>", name="a.html")
    assert [book.quarantine(bad), book.quarantine(bad)] == [True, False]
    list(relink(book))


# --- the same in every store -------------------------------------------------------------------------------------
def test_what_goes_in_makes_the_same_rows_in_every_store(place_in: Places) -> None:
    found = []
    for store in STORES:
        with ledger(place_in(store)) as book:
            live(book, example())
            assert list(book.verify()) == []
            found.append((rows(book), book.fingerprint()))
    assert found[0] == found[1]
    filled = "content capture figure statement point derivation drift root revision signature verdict".split()
    assert all(found[0][0][table] for table in filled)


def test_a_ledger_is_there_when_it_is_opened_again(place: Place) -> None:
    with ledger(place) as book:
        live(book, example())
        before = rows(book)
    with Ledger.open(place) as again:
        assert rows(again) == before


def test_tables_made_anew_are_what_they_were(place: Place) -> None:
    with ledger(place) as book:
        live(book, example())
        before = rows(book)
        book.rebuild()
        list(relink(book))
        assert rows(book) == before
        assert list(book.verify()) == []
        assert [key for key, _ in book.store.search("ellory", limit=9)]


# --- writing -----------------------------------------------------------------------------------------------------
def test_what_fails_leaves_nothing_behind(place: Place) -> None:
    with ledger(place) as book:
        book.keep([arrival()])
        before = rows(book)
        with pytest.raises(KeyboardInterrupt), book.writing():  # noqa: PT012  (three steps)
            book.keep([arrival("later.txt", TEXT.format(count=50))])
            book.store.run("DELETE FROM figure")
            raise KeyboardInterrupt
        with pytest.raises(LedgerError, match="nowhere"), book.store.writing():  # noqa: PT012  (two steps)
            book.store.run("UPDATE article SET title = 'half'")
            book.store.run("UPDATE article SET nowhere = 'half'")
        assert rows(book) == before
        book.keep([arrival("later.txt", TEXT.format(count=50))])
        assert list(book.verify()) == []


def test_others_see_a_step_when_it_is_whole(place: Place) -> None:
    with ledger(place) as book, Ledger.open(place) as other:
        with book.writing():
            book.keep([arrival()])
            assert list(book.ask("SELECT count(*) FROM article")) == [(1,)]
            assert list(other.ask("SELECT count(*) FROM article")) == [(0,)]
        assert list(other.ask("SELECT count(*) FROM article")) == [(1,)]


def test_a_row_may_be_written_while_others_are_read(place: Place) -> None:
    with ledger(place) as book:
        book.keep([arrival(f"a{n}.txt", TEXT.format(count=n)) for n in range(2, 7)])
        with book.writing():
            for (key,) in book.ask("SELECT key FROM article ORDER BY key"):
                book.store.run("UPDATE article SET outlet = ? WHERE key = ?", "Tribune", key)
        assert list(book.ask("SELECT count(*) FROM article WHERE outlet = 'Tribune'")) == [(5,)]


def test_writers_wait_for_one_another_and_lose_nothing(place: Place) -> None:
    arrivals = [[arrival(f"w{who}-{n}.txt", TEXT.format(count=100 * who + n)) for n in range(12)] for who in range(4)]
    ledger(place).store.close()
    trouble: list[BaseException] = []

    def write(mine: list[Arrival]) -> None:
        try:
            with Ledger.open(place) as book:
                for each in mine:
                    book.keep([each])
        except BaseException as error:  # noqa: BLE001  (told below, in the test's own thread)
            trouble.append(error)

    threads = [threading.Thread(target=write, args=(mine,)) for mine in arrivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    with Ledger.open(place) as book:
        assert [event.seq for event in book.events()] == list(range(1, 4 * 12 * 3 + 1))
        assert list(book.verify()) == []


@pytest.mark.parametrize("table", FOR_GOOD)
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE {table} SET {text} = 'x'",
        "UPDATE {table} SET {text} = 'x' WHERE {key} IN (SELECT min({key}) FROM {table})",
        "DELETE FROM {table}",
        "DELETE FROM {table} WHERE {key} IN (SELECT max({key}) FROM {table})",
        "INSERT INTO {table} SELECT * FROM {table}",
        "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT ({key}) DO UPDATE SET {text} = 'x'",
    ],
)
def test_nothing_is_changed_or_taken_out(place: Place, table: str, change: str) -> None:
    key, text = {"event": ("seq", "body"), "content": ("sha256", "kind")}[table]
    with ledger(place) as book:
        book.keep([arrival()])
        before = rows(book)
        with pytest.raises(LedgerError, match="only grows"), book.store.writing():
            book.store.run(change.format(table=table, text=text, key=key))
        assert rows(book) == before


# --- values ------------------------------------------------------------------------------------------------------
def test_values_come_back_as_they_went_in(place: Place) -> None:
    put = "INSERT INTO verdict (target, version, rejected, fields, same, apart, by_whom) VALUES (?, ?, ?, ?, ?, ?, ?)"
    with ledger(place) as book:
        words = ["100 % sure?", "it's", '"so"', "Łódź 李 🚢", "", "a\\b %s ?"]
        with book.writing():
            book.store.run_all(put, [(word, 2**40 + n, 0, word, "", "", "") for n, word in enumerate(words)])
            book.store.run_all(put, [])
        found = {str(t): int(str(version)) for t, version in book.ask("SELECT target, version FROM verdict")}
        assert found == {word: 2**40 + n for n, word in enumerate(words)}
        assert list(book.ask("SELECT target FROM verdict WHERE target LIKE '%?'")) == [("100 % sure?",), ("a\\b %s ?",)]
        ((total, mean),) = book.ask("SELECT sum(version), avg(rejected + 0.5) FROM verdict")
        assert (type(total), total) == (int, sum(found.values()))
        assert mean == 0.5
        assert list(book.ask("SELECT outlet FROM article WHERE key = ?", "none")) == []


def test_text_stands_in_the_order_of_its_bytes(place: Place) -> None:
    words = ["a", "B", "á", "Z", "z-1", "z 1", "_", "10", "9", "Ä", "~"]
    put = "INSERT INTO story_alias (alias, story) VALUES (?, '')"
    with ledger(place) as book:
        with book.writing():
            book.store.run_all(put, [(word,) for word in words])
        found = [str(alias) for (alias,) in book.ask("SELECT alias FROM story_alias ORDER BY alias")]
        assert found == sorted(words, key=str.encode)
        behind = [
            str(alias) for (alias,) in book.ask("SELECT alias FROM story_alias WHERE alias > ? ORDER BY alias", "a")
        ]
        assert behind == [word for word in found if word > "a"]


def test_strange_documents_are_kept(place: Place) -> None:
    address = "https://tribune.example/?" + "q" * 5000
    texts = ["Nul \0 byte. Ten died.\n", "Word" * 3000 + "\n", "A \N{COMBINING ACUTE ACCENT} 🚢 mark.\n" * 3]
    with ledger(place) as book:
        for n, text in enumerate(texts):
            given = json.dumps({"text": text})
            (kept,) = book.keep([arrival(f"strange{n}.json", given, route="url", address=address)])
            assert book.marks(kept.key).article.text == text
            ((shown,),) = book.ask("SELECT text FROM article WHERE key = ?", kept.key)
            assert len(str(shown)) == len(text)  # places in it are where they were
        assert list(book.ask("SELECT count(*) FROM capture WHERE address = ?", address)) == [(3,)]
        assert list(book.verify()) == []


# --- looking up --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ("killed harbour", ["[killed]", "[harbour]"]),
        ("KILLED", ["[killed]"]),
        ("Su-34", []),
        ("malaga", []),
        ("Málaga", []),
        ("eight", []),
        ("harbour nothere", None),
        ('") OR * NEAR( & | ! :* <->', None),
        ("  ", None),
        ("", None),
        ("'", None),
    ],
)
def test_an_article_is_found_by_all_of_its_words(place: Place, asked: str, hits: list[str] | None) -> None:
    text = "At least 12 people were killed at Málaga, the harbour police said. One Su-34/Mi-8 (eight tonnes) burnt.\n"
    with ledger(place) as book:
        book.keep([arrival("other.txt", "Nothing here.\n")])
        (kept,) = book.keep([arrival(text=text)])
        found = list(book.store.search(asked, limit=5))
        assert [key for key, _ in found] == ([] if hits is None else [kept.key])
        assert all(hit in str(snippet) for _, snippet in found for hit in hits or [])


def test_search_follows_the_text(place: Place) -> None:
    with ledger(place) as book:
        book.keep([arrival(f"a{n}.txt", TEXT.format(count=n) * n) for n in range(2, 9)])
        assert len(list(book.store.search("ellory", limit=3))) == 3
        with book.writing():
            book.store.run("UPDATE article SET text = 'Gone.'")
        assert list(book.store.search("ellory", limit=9)) == []
        assert len(list(book.store.search("gone", limit=9))) == 7
        book.rebuild()
        assert list(book.store.faults()) == []
        assert len(list(book.store.search("ellory", limit=9))) == 7


def test_a_statement_is_found_by_its_words(place: Place) -> None:
    with ledger(place) as book:
        update(book, example())
        list(relink(book))
        ((story, number, says),) = book.ask("SELECT story, id, says FROM statement ORDER BY number LIMIT 1")
        found = list(book.store.search_statements(str(says), limit=50))
        assert (story, number) in [(one, other) for one, other, _ in found]
        update(book, [arrival()])
        list(relink(book))
        assert list(book.store.faults()) == []


def test_the_longest_text_is_found_by_its_beginning(place: Place) -> None:
    text = "Beginning. " + " ".join(f"word{n}" for n in range(120_000))
    put = "INSERT INTO article (seq, key, id, text, sha256) VALUES (1, 'k', 'i', ?, '')"
    with ledger(place) as book:
        with book.writing():
            book.store.run(put, text)
        assert [key for key, _ in book.store.search("beginning word7", limit=1)] == ["k"]


class Brief(Struct, frozen=True):
    key: str
    place: str
    leading: tuple[str, ...]


def test_neighbours_are_found_in_time(place: Place) -> None:
    with ledger(place) as book, book.writing():
        row = Neighbours(book.store, Brief)
        places = [f"2031-05-{day:02} a{day}" for day in (3, 1, 9, 5, 7)]
        for n, at in enumerate(places):
            row.put(Brief(key=f"k{n}", place=at, leading=("storm", "Ellory", "storm")))
        first, second, third, fourth, fifth = sorted(places)
        assert row.get(third) == Brief(key="k3", place=third, leading=("storm", "Ellory", "storm"))
        assert row.get("2031") is None
        assert row.around("storm", third, 1) == ([second], [fourth])
        assert row.around("Ellory", third, 9) == ([first, second], [fourth, fifth])
        assert row.between("storm", fifth, first, 9) == 3
        assert row.between("storm", first, fifth, 2) == 2
        row.tie(first, fifth)
        assert row.links(fifth) == {first}
        row.untie(fifth, first)
        assert row.links(first) == set()


# --- whose it is -------------------------------------------------------------------------------------------------
def test_there_must_be_a_ledger_unless_one_may_be_made(place: Place) -> None:
    with pytest.raises(LedgerError, match=r"no (such )?ledger"):
        open_store(place)
    open_store(place, create=True).close()
    open_store(place).close()


@pytest.fixture(params=STORES)
def unguarded(request: pytest.FixtureRequest, place_in: Places) -> Iterator[Ledger]:
    """Yield a ledger of two articles, in each store, whose guards somebody has taken away."""
    names = [f"{table}_never_{verb}" for table in FOR_GOOD for verb in ("update", "delete", "insert")]
    off = [f"DROP TRIGGER {name}" for name in names]
    if request.param != "sqlite":
        off = [f"ALTER TABLE {table} DISABLE TRIGGER {table}_never_changes" for table in FOR_GOOD]
    with ledger(place_in(request.param)) as book:
        book.keep([arrival(), arrival("other.txt", TEXT.format(count=40))])
        with book.writing():
            for change in off:
                book.store.run(change)
        yield book


def test_any_bit_flipped_in_what_is_kept_is_found(unguarded: Ledger) -> None:
    chance = random.Random(11)
    kept = [(str(sha256), packed) for sha256, packed in unguarded.ask("SELECT sha256, packed FROM content ORDER BY 1")]
    change = "UPDATE content SET packed = ? WHERE sha256 = ?"
    for _ in range(FLIPS):
        sha256, packed = chance.choice(kept)
        assert isinstance(packed, bytes)
        flipped = bytearray(packed)
        flipped[chance.randrange(len(packed))] ^= 1 << chance.randrange(8)
        with unguarded.writing():
            unguarded.store.run(change, bytes(flipped), sha256)
            assert [flaw for flaw in unguarded.verify() if f"{sha256[:12]}… is damaged" in flaw]
            unguarded.store.run(change, packed, sha256)


def test_bytes_that_are_gone_are_missed(unguarded: Ledger) -> None:
    with unguarded.writing():
        unguarded.store.run("DELETE FROM content WHERE kind = 'marks'")
    assert len([flaw for flaw in unguarded.verify() if flaw.startswith("article ") and "missing" in flaw]) == 2


@pytest.mark.parametrize(
    ("change", "seq"),
    [
        ("UPDATE event SET by_whom = 'nobody' WHERE seq = 4", 4),
        ("UPDATE event SET at = '2031-05-06T00:00:00.000Z' WHERE seq = 2", 2),
        ("DELETE FROM event WHERE seq = 3", 4),
        ("UPDATE event SET body = replace(body, 'ellory', 'dunmore') WHERE seq = 1", 1),
    ],
)
def test_an_event_that_was_altered_is_found(unguarded: Ledger, change: str, seq: int) -> None:
    with unguarded.writing():
        unguarded.store.run(change)
    assert [flaw for flaw in unguarded.verify() if flaw.startswith(f"event {seq}:")]


def test_a_story_that_nobody_has_is_told(place: Place) -> None:
    with ledger(place) as book, pytest.raises(LedgerError, match="no story"):
        book.story("0" * 64)
