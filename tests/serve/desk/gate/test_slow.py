"""Promise S10: clients that are slow, or send too much, do not stop others."""

import asyncio
import socket
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest
import uvicorn

from saidby.serve.desk.app import create_app
from saidby.serve.desk.gate.bodies import Limits
from saidby.serve.desk.gate.patience import patient
from saidby.serve.desk.settings import Settings
from tests.quiet import allowed
from tests.serve.desk.running import running, sent, status
from tests.serve.desk.visitors import proof_on, visitor

QUICK = Limits(bytes=100_000, head=0.4, still=0.4, body=0.8, pace=1_000_000, taken=0.4, connections=20)
MB = 1024 * 1024


@contextmanager
def impatient(ledger: Path) -> Iterator[int]:
    """Give the port of a desk whose limits are short."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
        app = create_app(Settings(ledger=str(ledger), port=port), limits=QUICK)
        config = uvicorn.Config(
            app, http=patient(QUICK), ws="none", log_config=None, access_log=False, timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield port
        finally:
            server.should_exit = True
            thread.join(10)


def head(port: int, line: str = "GET /") -> str:
    return f"{line} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"


def kept(port: int) -> str:
    """Return the headers of one whom the desk knows, without their end."""
    page = sent(port, head(port, "GET /you") + "Connection: close\r\n\r\n").decode()
    cookie = page.partition("set-cookie: ")[2].partition(";")[0]
    return (
        f"Cookie: {cookie}\r\nX-Saidby-Proof: {proof_on(page)}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    )


def drip(port: int, begin: str, pieces: str, *, every: float = 0.1) -> tuple[bytes, float]:
    """Send ``begin``, then letter after letter. Return the answer and after how long the desk ended it."""
    begun, found = time.monotonic(), b""
    with socket.create_connection(("127.0.0.1", port), timeout=every) as line, suppress(ConnectionError):
        line.sendall(begin.encode())
        for piece in pieces:
            try:
                got = line.recv(65536)
            except TimeoutError:
                line.sendall(piece.encode())
                continue
            if not got:
                break
            found += got
    return found, time.monotonic() - begun


def test_a_head_that_never_ends_is_cut_off(tmp_path: Path) -> None:
    with impatient(tmp_path / "l.db") as port:
        answer, seconds = drip(port, head(port), "X: " + "y" * 100)
        assert (answer, seconds < allowed(3)) == (b"", True)
        answer, seconds = drip(port, "", "y" * 100)
        assert seconds < allowed(3)
        answer, seconds = drip(port, head(port) + "\r\n" + head(port), "X: " + "y" * 100)  # the second one hangs
        assert status(answer) == 200
        assert seconds < allowed(3)


def test_a_body_that_comes_too_slowly_is_cut_off(tmp_path: Path) -> None:
    with impatient(tmp_path / "l.db") as port:
        begin = head(port, "POST /you") + kept(port) + "Content-Length: 90000\r\n\r\n"
        for pieces, every in (("y" * 100, 0.1), ("y" * 10, 1.5)):
            answer, seconds = drip(port, begin, pieces, every=every)
            assert status(answer) == 408
            assert seconds < allowed(5)


def test_a_client_that_takes_no_answer_is_let_go(tmp_path: Path) -> None:
    with impatient(tmp_path / "l.db") as port, socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect(("127.0.0.1", port))
        line.settimeout(5)
        line.sendall((head(port, "GET /static/islands/chart.js") + "\r\n").encode() * 9)
        time.sleep(3)
        taken = 0
        with suppress(ConnectionResetError):
            while piece := line.recv(65536):
                taken += len(piece)
        whole = sent(port, head(port, "GET /static/islands/chart.js") + "Connection: close\r\n\r\n")
        assert taken < 8 * len(whole)  # what the system held; the rest was dropped with the connection


def test_more_connections_than_it_has_files_for_are_not_taken(tmp_path: Path) -> None:
    with impatient(tmp_path / "l.db") as port, ExitStack() as stack:
        for _ in range(30):
            stack.enter_context(closing(socket.create_connection(("127.0.0.1", port))))
        time.sleep(1.5)
        assert status(sent(port, head(port) + "Connection: close\r\n\r\n")) == 200


@pytest.mark.parametrize("chunked", [False, True])
def test_25_mb_are_taken_and_more_is_not(tmp_path: Path, *, chunked: bool) -> None:
    with visitor(tmp_path / "l.db") as client:
        form = {"Content-Type": "multipart/form-data; boundary=cut"}
        for size, expected in ((25 * MB, 303), (25 * MB + 1, 413)):
            begin, end = b'--cut\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n', b"\r\n--cut--\r\n"
            body = begin + b"y" * (size - len(begin) - len(end)) + end
            pieces = (body[at : at + MB] for at in range(0, len(body), MB))
            answer = client.post("/you", headers=form, content=pieces if chunked else body)
            assert answer.status_code == expected


def waited(port: int, n: int) -> float:
    """Ask for one page or another, and return the seconds until it was there."""
    begun = time.monotonic()
    path = ("/", "/you", "/api/stories", "/static/desk.css")[n % 4]
    answer = sent(port, head(port, f"GET {path}") + "Connection: close\r\n\r\n")
    assert status(answer) == 200
    return time.monotonic() - begun


def most_waited(waits: Sequence[float]) -> float:
    """Return what 95 in 100 wait at most."""
    return statistics.quantiles(waits, n=20)[-1]


def test_two_hundred_slow_clients_do_not_make_others_wait(tmp_path: Path) -> None:
    """At once: heads that never end, bodies that drip, and answers that nobody takes.

    On a machine that is busy with other work, others wait without them too: then no more than three times as long.
    """
    with running(tmp_path / "l.db") as desk, ExitStack() as stack:
        alone = [waited(desk.port, n) for n in range(40)]
        begin = head(desk.port, "POST /you") + kept(desk.port) + "Content-Length: 900000\r\n\r\n"
        many = head(desk.port, "GET /static/islands/chart.js") + "\r\n"
        lines = []
        for n in range(200):
            line = stack.enter_context(closing(socket.create_connection(("127.0.0.1", desk.port))))
            line.sendall((head(desk.port) + "X: y" if n % 3 == 0 else begin if n % 3 == 1 else many * 5).encode())
            lines.append(line)
        waits = []
        for n in range(100):
            for line in lines[n % 10 :: 10]:
                with suppress(OSError):
                    line.send(b"y") if lines.index(line) % 3 < 2 else None
            waits.append(waited(desk.port, n))
        assert most_waited(waits) <= max(0.5, 3 * most_waited(alone))
        assert desk.said.count("\n") == 2, desk.said  # where it is, and nothing about all this
