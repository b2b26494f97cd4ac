"""Stories are linked behind the pages; whatever goes wrong is told, and ends nothing."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from saidby.errors import SaidbyError
from saidby.ledger import Decision, Ledger
from saidby.serve.desk import linking
from saidby.serve.desk.linking import Linking
from tests.serve.desk.kept import ledger


def until(true: Callable[[], bool]) -> None:
    for _ in range(500):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen within five seconds")


def test_what_is_decided_is_linked_when_it_is_told_of(tmp_path: Path) -> None:
    path = ledger(tmp_path)
    thread = Linking(str(path))
    thread.start()
    try:
        with Ledger.open(path) as book:
            book.judge([Decision(about="figure", target=book.queue(limit=1)[0].key, verb="reject")], by="ana")
            thread.wake()
            until(lambda: book.wanted() is None)
    finally:
        thread.stop()
    assert thread.trouble is None


@pytest.mark.parametrize(
    ("error", "words"),
    [(SaidbyError("no room on the disk"), "no room on the disk"), (ZeroDivisionError("boats"), "ZeroDivisionError")],
)
def test_trouble_is_told_and_the_next_time_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    tries: list[int] = []

    def link_all(_: Ledger) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise error

    monkeypatch.setattr(linking, "link_all", link_all)
    thread = Linking(str(tmp_path / "l.db"))
    thread.start()
    try:
        until(lambda: thread.trouble is not None)
        assert words in str(thread.trouble)
        thread.wake()
        until(lambda: thread.trouble is None)
    finally:
        thread.stop()
    assert len(tries) == 2
