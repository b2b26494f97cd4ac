"""Workers: every document comes back, in order, and what brings a worker down costs that document alone."""

import os
import signal
from collections.abc import Iterator

import pytest

from saidby.bulk import Limits, Pool, one
from saidby.bulk.one import mark_one
from saidby.errors import SaidbyError
from saidby.pipeline import mark, read
from saidby.read.documents import Document
from saidby.records import Article, Marks, Problem, Quarantined
from saidby.serve.limits import limits_from

TEXT = "At least {count} people were killed at Port Ellory, the harbour police said on Tuesday."
PROSE = Document("long.txt", TEXT.format(count=40).encode() * 40_000, address="https://a.example/b", route="url")


def documents(count: int) -> list[Document]:
    return [Document(f"{n}.txt", TEXT.format(count=n + 40).encode()) for n in range(count)]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_what_comes_back_is_in_order_and_what_a_single_process_makes_of_it(workers: int) -> None:
    given: list[Document | Problem] = [
        *documents(30),
        Problem(where="x", what="is not there", do="Look."),
        *documents(3),
    ]
    with Pool(workers, reader="rules") as pool:
        found = list(pool.marked(given))
    assert [item for item, _ in found] == given
    assert [outcome for _, outcome in found] == [
        item if isinstance(item, Problem) else mark(read(item.data, name=item.name), reader="rules") for item in given
    ]


def test_a_pool_can_be_asked_again_and_asks_for_no_more_than_it_needs() -> None:
    drawn = []

    def source() -> Iterator[Document]:
        for document in documents(100):
            drawn.append(document)
            yield document

    with Pool(1, reader="rules") as pool:
        assert isinstance(next(pool.marked(source()))[1], Marks)
        assert len(drawn) <= 3
    with Pool(2, reader="rules") as pool:
        assert [len(list(pool.marked(documents(n)))) for n in (0, 1, 7)] == [0, 1, 7]


def test_a_document_that_takes_too_long_is_in_quarantine_with_its_bytes_and_the_next_one_is_read() -> None:
    (short,) = documents(1)
    with Pool(1, reader="rules", limits=Limits(seconds=0.5)) as pool:
        outcomes = [outcome for _, outcome in pool.marked([short, PROSE, short])]
    assert [type(outcome) for outcome in outcomes] == [Marks, Quarantined, Marks]
    assert outcomes[1] == Quarantined(
        where="long.txt",
        what="took longer than 0.5 s",
        do="Split it, or allow more with SAIDBY_SECONDS.",
        data=PROSE.data,
        name="long.txt",
        route="url",
        address="https://a.example/b",
    )


def test_a_document_that_takes_too_much_memory_is_in_quarantine_and_the_next_one_is_read() -> None:
    (short,) = documents(1)
    with Pool(1, reader="rules", limits=Limits(seconds=60, memory=256 << 20)) as pool:
        outcomes = [outcome for _, outcome in pool.marked([short, PROSE, short])]
    assert [type(outcome) for outcome in outcomes] == [Marks, Quarantined, Marks]
    assert isinstance(outcomes[1], Problem)
    assert outcomes[1].what == "needed more than 256 MB of memory"


def test_a_worker_that_is_ended_from_outside_costs_the_document_that_it_had() -> None:
    with Pool(1, reader="rules") as pool:
        (document,) = documents(1)
        list(pool.marked([document]))
        os.kill(pool._idle[0]._process.pid, signal.SIGKILL)
        first, second = (outcome for _, outcome in pool.marked([document, document]))
    assert isinstance(first, Quarantined)
    assert first.what == "the process that read it was ended (SIGKILL)"
    assert isinstance(second, Marks)


def test_a_fault_of_the_program_in_one_article_costs_that_article_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(article: Article, *, reader: str) -> Marks:
        if article.id == "1":
            raise IndexError("no such token")
        return mark(article, reader=reader)

    monkeypatch.setattr(one, "mark", failing)
    found = [mark_one(document, "rules") for document in documents(3)]
    assert [type(outcome) for outcome in found] == [Marks, Quarantined, Marks]
    assert isinstance(found[1], Problem)
    assert "IndexError: no such token" in found[1].what


def test_what_no_document_is_to_blame_for_ends_all() -> None:
    with Pool(1, reader="nobody") as pool, pytest.raises(SaidbyError, match="no reader of attributions"):
        list(pool.marked(documents(2)))


@pytest.mark.parametrize("given", [{"SAIDBY_SECONDS": "soon"}, {"SAIDBY_SECONDS": "0"}, {"SAIDBY_MEMORY": "9"}])
def test_limits_that_make_no_sense_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(SaidbyError, match=next(iter(given))):
        limits_from(given)


def test_limits_are_those_of_the_environment() -> None:
    assert limits_from({}) == Limits(seconds=10.0, memory=1 << 30)
    assert limits_from({"SAIDBY_SECONDS": "2.5", "SAIDBY_MEMORY": "512"}) == Limits(seconds=2.5, memory=512 << 20)
