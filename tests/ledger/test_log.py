"""A log takes a ledger to another place whole, or not at all; whatever is altered in it is found."""

import io
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from saidby.errors import BadInput, LedgerError
from saidby.ledger import Ledger
from saidby.ledger.events import FIRST_SEAL, Draft, sealed
from saidby.ledger.judgements import Decision
from saidby.ledger.log import import_log, read_log, write_log
from saidby.pipeline import relink, update
from tests.ledger.build import TEXT, arrival, example, ledger
from tests.ledger.conftest import STORES, Places
from tests.ledger.test_store_contract import live, rows

FLIPS = 1000


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the log of a small ledger."""
    with ledger(tmp_path_factory.mktemp("log") / "it.saidby") as book:
        book.keep([arrival(f"a{count}.txt", TEXT.format(count=count)) for count in range(2, 6)])
        book.judge([Decision(about="figure", target="f", verb="reject")], by="ana")
        return b"".join(write_log(book))


def lines(log: bytes) -> list[bytes]:
    return log.splitlines(keepends=True)


@pytest.mark.parametrize("there", STORES)
@pytest.mark.parametrize("here", STORES)
def test_what_is_exported_and_imported_differs_in_no_row(place_in: Places, here: str, there: str) -> None:
    with ledger(place_in(here)) as book, ledger(place_in(there)) as copy:
        live(book, example())
        book.judge([Decision(about="figure", target="f", verb="correct", fields={"low": 1})], by="ana", token="u")
        list(relink(book))
        end = import_log(copy, write_log(book), name="it.jsonl")
        assert (end.events, end.seal) == [(event.seq, event.seal) for event in book.events()][-1]
        list(relink(copy))
        assert rows(copy) == rows(book)
        assert copy.fingerprint() == book.fingerprint()
        assert list(copy.verify()) == []
        assert list(write_log(copy)) == list(write_log(book))
        assert copy.undo("ana") == end.events  # and it goes on from there


def test_a_log_is_the_same_whoever_writes_it(place_in: Places) -> None:
    logs = []
    for store in STORES:
        with ledger(place_in(store)) as book:
            update(book, [arrival(), arrival(route="url", address="https://tribune.example/ellory")])
            list(relink(book))
            logs.append(b"".join(write_log(book)))
    assert logs[0] == logs[1]
    assert all(isinstance(msgspec.json.decode(line), dict) for line in lines(logs[0]))


def test_any_bit_flipped_anywhere_in_a_log_is_found_in_its_line(log: bytes) -> None:
    chance = random.Random(7)
    starts = list(itertools.accumulate([0, *map(len, lines(log))]))
    found = 0
    for _ in range(FLIPS):
        flipped = bytearray(log)
        place = chance.randrange(len(log))
        flipped[place] ^= 1 << chance.randrange(8)
        line = sum(start <= place for start in starts)
        with pytest.raises(BadInput, match=f"^it, line {line}: "):
            list(read_log(io.BytesIO(bytes(flipped)), name="it"))
        found += 1
    assert found == FLIPS


@pytest.mark.parametrize("store", STORES)
def test_of_a_damaged_log_nothing_is_taken_over(place_in: Places, store: str, log: bytes) -> None:
    whole = lines(log)
    last = len(whole)
    damaged = {
        last: whole[:-1],
        last - 3: whole[: last - 4],
        2: [*whole[:1], *whole[2:]],
        5: [*whole[:4], whole[3], *whole[4:]],
        3: [*whole[:2], whole[3], whole[2], *whole[4:]],
        last + 1: [*whole, whole[-1]],
        1: whole[1:],
        last - 1: [*whole[:-2], whole[-2].rstrip(b"\n")],
        4: [*whole[:3], whole[3][:20]],
    }
    with ledger(place_in(store)) as book:
        for line, cut in damaged.items():
            with pytest.raises(BadInput, match=f"^it, line {line}: .*nothing was taken over"):
                import_log(book, cut, name="it")
            assert [table for table, found in rows(book).items() if found] == []
        import_log(book, whole, name="it")
        assert list(book.verify()) == []


def test_an_empty_file_is_no_log(place: Path | str) -> None:
    with ledger(place) as book, pytest.raises(BadInput, match=r"^it, line 1: it is missing"):
        import_log(book, [], name="it")


def test_a_ledger_that_has_something_in_it_is_not_mixed_with_a_log(place: Path | str, log: bytes) -> None:
    with ledger(place) as book:
        book.keep([arrival()])
        before = rows(book)
        with pytest.raises(LedgerError, match="not empty"):
            import_log(book, lines(log), name="it")
        assert rows(book) == before


def test_an_empty_ledger_has_a_log_too(place: Path | str, tmp_path: Path) -> None:
    with ledger(place) as book, ledger(tmp_path / "copy.saidby") as copy:
        assert import_log(copy, write_log(book), name="it").seal == FIRST_SEAL


class Forged:
    """A ledger whose events somebody has made up."""

    def __init__(self, book: Ledger) -> None:
        self.store = book.store

    def events(self, *, after: int = 0) -> Iterator:  # type: ignore[type-arg]
        draft = Draft(kind="judged", subject="ana", body={})
        yield sealed(draft, before="f" * 64, seq=after + 1, at="2031-05-06T07:08:09.000Z")


def test_events_that_were_never_sealed_so_are_refused(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        book.keep([arrival()])
        with pytest.raises(BadInput, match="event 1, which does not agree with its seal"):
            list(read_log(write_log(Forged(book)), name="it"))


def test_what_others_write_meanwhile_comes_with_the_next_log(place: Path | str, tmp_path: Path) -> None:
    with ledger(place) as book, Ledger.open(place) as other, ledger(tmp_path / "copy.saidby") as copy:
        book.keep([arrival()])
        coming = write_log(book)
        begun = [next(coming)]
        other.keep([arrival("later.txt", TEXT.format(count=40))])
        assert import_log(copy, [*begun, *coming], name="it").events == 3
        assert list(copy.verify()) == []
