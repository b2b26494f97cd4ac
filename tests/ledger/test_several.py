"""Many articles in few questions are the same articles, and a damaged one is told as by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from saidby.errors import LedgerError, NotThere
from saidby.ledger import Decision, Ledger
from saidby.ledger import several as module
from saidby.ledger.several import marks_of
from saidby.pipeline import relink, update
from tests.ledger.build import example, ledger


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Ledger]:
    with ledger(tmp_path / "l.db") as found:
        update(found, list(example()))
        list(relink(found))
        yield found


def test_each_is_as_it_is_by_itself(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 2)
    docs = book.story(book.story_keys()[0]).docs
    figure = book.queue(limit=1)[0].key
    book.judge([Decision(about="figure", target=figure, verb="reject")], by="ana")
    found = marks_of(book, docs)
    assert list(found) == list(docs)
    assert found == {doc: book.judged_marks(book.article_key(doc)) for doc in docs}
    assert figure not in {f.key for marks in found.values() for f in marks.figures}


def test_one_that_is_not_there_is_told(book: Ledger) -> None:
    with pytest.raises(NotThere, match="nowhere"):
        marks_of(book, ["nowhere"])


def test_marks_that_are_not_what_their_name_says_are_told(book: Ledger) -> None:
    (sha256, packed), (other, _) = list(
        book.ask("SELECT content.sha256, packed FROM content JOIN article ON article.marks = content.sha256 LIMIT 2")
    )
    assert book.marks_in(str(sha256), packed).figures
    with pytest.raises(LedgerError, match="damaged"):
        book.marks_in(str(other), packed)
    with pytest.raises(LedgerError, match="missing"):
        book.marks_in(str(sha256), None)
