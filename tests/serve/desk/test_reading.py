"""What people bring is read one batch after the other; whatever happens to one, the next is read."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from saidby.bulk.one import mark_one
from saidby.errors import NotThere, SaidbyError
from saidby.ledger import Ledger
from saidby.read.containers import open_stream
from saidby.read.documents import Document
from saidby.records import Marks, Problem
from saidby.serve.desk import reading
from saidby.serve.desk.reading import Batch, Brought, Reading

TEXT = "OSK, May 6, 2031 - At least 60 boats were lost, the harbour board of Osk said on Tuesday."
Read = Callable[[Document], Marks | Problem]


class Pool:
    """Reads in this process, one document after the other."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def opened(self, file: BinaryIO, name: str) -> Iterator[Document | Problem]:
        return open_stream(file, name)

    def marked(self, documents: Any) -> Iterator[tuple[Any, Any]]:
        for document in documents:
            yield document, document if isinstance(document, Problem) else self._read(document)


@contextmanager
def desk_of(path: Path, monkeypatch: pytest.MonkeyPatch, read: Read | None = None) -> Iterator[Reading]:
    """Give a desk's reading that is done in this process."""

    @contextmanager
    def opened(**_: object) -> Iterator[Pool]:
        yield Pool(read or (lambda document: mark_one(document, "rules")))

    monkeypatch.setattr(reading, "reading", opened)
    found = Reading(str(path), workers=1, reader="rules", after=lambda: None)
    yield found


def over(found: Reading, brought: Brought) -> Batch:
    """Bring something, and return its batch when it is done with."""
    batch = found.bring(brought, by="ana")
    found._waiting.put(None)
    found._run()
    assert batch.over
    return batch


def test_what_is_brought_is_read_and_kept_and_linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk_of(tmp_path / "l.db", monkeypatch) as found:
        files = (("../../a\\weir.txt", TEXT.encode()), ("", TEXT.replace("60", "70").encode()))
        batch = over(found, Brought(files=files, texts=(TEXT, "no figure here, and no day either")))
    assert (batch.state, batch.read, batch.new, batch.known) == ("done", 4, 3, 1)
    assert batch.stories
    with Ledger.open(tmp_path / "l.db") as book:
        names = {str(name) for (name,) in book.ask("SELECT name FROM capture")}
    assert {"weir.txt", "file.txt"} <= names
    assert not [name for name in names if "/" in name or "\\" in name]


@pytest.mark.parametrize("name", ["{file}", "{folder}", "file://{file}", "-", "weir.txt", " {file}", "HTTP:{file}"])
def test_no_address_leads_to_a_file_of_the_machine_that_the_desk_runs_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "weir.txt").write_text(TEXT)
    monkeypatch.chdir(folder)
    address = name.format(file=folder / "weir.txt", folder=folder)
    with desk_of(tmp_path / "l.db", monkeypatch) as found:
        batch = over(found, Brought(addresses=(address,)))
    assert (batch.state, batch.new, len(batch.problems)) == ("done", 0, 1)
    assert "no address of the web" in batch.problems[0].what
    with Ledger.open(tmp_path / "l.db") as book:
        assert book.size() == (0, 0, 0)


def test_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk_of(tmp_path / "l.db", monkeypatch) as found, pytest.raises(SaidbyError, match="nothing to read"):
        found.bring(Brought(), by="ana")


def test_a_failure_of_our_own_is_told_without_the_articles_words_and_the_next_batch_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def read(document: Document) -> Marks | Problem:
        if b"70" in document.data:
            raise ZeroDivisionError(document.data)
        return mark_one(document, "rules")

    with desk_of(tmp_path / "l.db", monkeypatch, read) as found:
        bad = found.bring(Brought(texts=(TEXT.replace("60", "70"),)), by="ana")
        good = over(found, Brought(texts=(TEXT,)))
    assert (bad.state, good.state, good.new) == ("failed", "done", 1)
    assert "ZeroDivisionError" in str(bad.error)
    assert "boats" not in str(bad.error) + caplog.text


def test_a_reader_that_does_not_start_keeps_nobody_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_: Document) -> Marks | Problem:
        raise RuntimeError("no process")

    with desk_of(tmp_path / "l.db", monkeypatch, read) as found:
        assert over(found, Brought(texts=(TEXT,))).state == "failed"


def test_problems_beyond_what_is_told_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MOST_TOLD", 2)
    with desk_of(tmp_path / "l.db", monkeypatch, lambda d: Problem(where=d.name, what="x", do="y")) as found:
        batch = over(found, Brought(texts=("a", "b", "c", "d", "e")))
    assert (batch.read, len(batch.problems), batch.more_problems) == (5, 2, 3)


def test_too_much_at_once_is_refused_until_some_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MOST_WAITING", 1000)
    with desk_of(tmp_path / "l.db", monkeypatch) as found:
        found.bring(Brought(files=(("a.txt", TEXT.encode().ljust(900)),)), by="ana")
        with pytest.raises(SaidbyError, match="Too much waits"):
            found.bring(Brought(texts=("x" * 60,)), by="ana")
        over(found, Brought(texts=("x",)))
        found.bring(Brought(texts=("x" * 60,)), by="ana")


def test_only_batches_that_are_over_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_REMEMBERED", 2)
    with desk_of(tmp_path / "l.db", monkeypatch) as found:
        some = [found.bring(Brought(texts=(TEXT,)), by="ana") for _ in range(4)]
        assert [found.batch(batch.id) for batch in some] == some
        last = over(found, Brought(texts=(TEXT,)))
        latest = found.bring(Brought(texts=(TEXT,)), by="ana")
        assert found.batch(last.id) is last
        assert found.batch(latest.id) is latest
        with pytest.raises(NotThere, match="forgotten"):
            found.batch(some[0].id)


def test_many_who_bring_at_once_have_a_batch_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_REMEMBERED", 5)
    brought: list[str] = []

    def bring(found: Reading) -> None:
        for _ in range(50):
            batch = found.bring(Brought(texts=("x",)), by="ana")
            batch.state = "done"
            brought.append(batch.id)

    with desk_of(tmp_path / "l.db", monkeypatch) as found:
        threads = [threading.Thread(target=bring, args=(found,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(set(brought)) == 400
        assert len(found._batches) <= 5 + len(threads)


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("weir.html", b"x", "weir.html"),
        ("../../etc/passwd", b"plain", "passwd.txt"),
        ("C:\\Users\\ana\\weir.txt", b"x", "weir.txt"),
        ("", b"plain", "file.txt"),
        ("..", b"plain", "file.txt"),
        ("weir\n\u202egpj.txt", b"x", "weir gpj.txt"),
        ("a" * 500 + ".txt", b"plain", "a" * 200 + ".txt"),
    ],
)
def test_a_files_name_is_words_on_one_line(name: str, data: bytes, shown: str) -> None:
    assert reading._own(name, data) == shown
