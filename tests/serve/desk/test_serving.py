"""``saidby serve``: where it listens, what it says, and promise O4: it ends within five seconds and loses nothing."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from saidby.ledger import Ledger
from saidby.serve.cli import main
from saidby.serve.desk.gate.access import Access
from tests.quiet import allowed
from tests.serve.desk.running import Running, running, sent, status

CLOSE = "Connection: close\r\n"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def test_help_imports_nothing_of_the_desk() -> None:
    """What it would import takes a second, and `--help` is to answer within 150 ms."""
    heavy = ("uvicorn", "fastapi", "starlette", "jinja2", "saidby.ledger", "asyncio")
    code = (
        "import sys, time; from saidby.serve.cli import main; main(['serve', '--help'], standalone_mode=False); "
        f"print('heavy:', [name for name in {heavy} if name in sys.modules], time.process_time())"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    *_, found, seconds = done.stdout.splitlines()[-1].split(" ")
    assert found == "[]"
    assert float(seconds) <= 0.15


def test_a_port_that_is_taken_is_named_with_one_that_is_free(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--ledger", tmp_path / "l.db", "--port", str(port))
    assert result.exit_code == 1
    assert f"port {port} of 127.0.0.1 is taken" in result.output
    free = int(result.output.rpartition("--port ")[2])
    with closing(socket.create_server(("127.0.0.1", free))):
        pass


def test_what_is_no_ledger_is_told_before_anything_listens(tmp_path: Path) -> None:
    (tmp_path / "l.db").write_text("not a ledger, but quite long enough to be looked at " * 50)
    result = run("serve", "--ledger", tmp_path / "l.db", "--port", "0")
    assert result.exit_code == 1
    assert "l.db" in result.output


def test_without_a_ledger_there_is_one_of_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from saidby.serve.desk.serving import own_ledger

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert own_ledger() == str(tmp_path / "share" / "saidby" / "desk.ledger")
    assert (tmp_path / "share" / "saidby").stat().st_mode & 0o077 == 0
    monkeypatch.setenv("XDG_DATA_HOME", "not/absolute")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert own_ledger() == str(tmp_path / ".local" / "share" / "saidby" / "desk.ledger")


@pytest.mark.parametrize(("host", "named"), [("127.0.0.1", "127.0.0.1"), ("localhost", "localhost"), ("::1", "[::1]")])
def test_it_says_where_it_is(tmp_path: Path, host: str, named: str) -> None:
    try:
        socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError:
        pytest.skip(f"this machine has no {host}")
    with running(tmp_path / "l.db", "--host", host) as desk:
        assert str(tmp_path / "l.db") in desk.said
        request = f"GET / HTTP/1.1\r\n{CLOSE}Host: {named}:{desk.port}\r\n\r\n"
        assert status(sent(desk.port, request, host=host)) == 200


# --- promise O4 --------------------------------------------------------------------------------------------------


@pytest.fixture
def judged(tmp_path: Path) -> tuple[Path, list[str], str]:
    """Give a ledger, the keys of its figures, and a token for programs."""
    ledger = tmp_path / "l.db"
    (tmp_path / "flood.txt").write_text(
        "Flood in Osk\n\n"
        + " ".join(f"In ward {n}, {n + 20} people were killed, the river board said on Sunday." for n in range(1, 30)),
        "utf-8",
    )
    assert run("add", tmp_path / "flood.txt", "--ledger", ledger, "--reader", "rules").exit_code == 0
    with Ledger.open(ledger) as book:
        keys = [str(key) for (key,) in book.ask("SELECT key FROM figure ORDER BY key")]
    return ledger, keys, Access(Path(f"{ledger}-access")).add("ana", "reviewer")


def judge(desk: Running, token: str, keys: list[str], kept: list[int], over: threading.Event) -> None:
    """Judge one figure after another until the desk is gone; note what was acknowledged."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    with (
        suppress(OSError, http.client.HTTPException),
        closing(http.client.HTTPConnection("127.0.0.1", desk.port, timeout=10)) as line,
    ):
        for n in range(10_000):
            decision = {"about": "figure", "target": keys[n % len(keys)], "verb": ("accept", "reject")[n % 2]}
            line.request("POST", "/api/judgements", json.dumps({"decisions": [decision]}), headers)
            answer = line.getresponse()
            body = answer.read()
            if answer.status == 201:
                kept.append(json.loads(body)["step"])
            elif over.is_set():
                break


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_time_and_loses_nothing_of_what_it_acknowledged(
    judged: tuple[Path, list[str], str], sign: signal.Signals
) -> None:
    ledger, keys, token = judged
    kept: list[int] = []
    over = threading.Event()
    with running(ledger) as desk, ExitStack() as stack:
        for n in range(60):  # some who hang in the middle of a request
            line = stack.enter_context(closing(socket.create_connection(("127.0.0.1", desk.port))))
            own = f"Host: 127.0.0.1:{desk.port}\r\n"
            line.sendall((f"GET / HTTP/1.1\r\n{own}" + ("X: y" if n % 2 else "\r\n")).encode())
        judges = [threading.Thread(target=judge, args=(desk, token, keys, kept, over)) for _ in range(4)]
        for each in judges:
            each.start()
        while len(kept) < 40:
            time.sleep(0.05)
        over.set()
        begun = time.monotonic()
        desk.process.send_signal(sign)
        code = desk.process.wait(20)
        seconds = time.monotonic() - begun
        for each in judges:
            each.join()
        said = desk.said
    assert seconds <= allowed(5)
    assert code == 0
    assert len(said.splitlines()) == 2, said
    with Ledger.open(ledger) as book:
        steps = {int(str(number)) for (number,) in book.ask("SELECT number FROM step")}
        assert set(kept) <= steps
        assert len(kept) == len(set(kept))
        assert list(book.verify()) == []


@pytest.mark.parametrize("after", [0.2, 1.0, 2.0])
def test_it_ends_in_the_middle_of_reading(tmp_path: Path, after: float) -> None:
    """The reader's network runs in a thread of foreign code, which must not end the process in its own way."""
    token = Access(Path(f"{tmp_path / 'l.db'}-access")).add("ana", "admin")
    with running(tmp_path / "l.db", "--reader", "learned") as desk:
        form = "example=1"
        head = (
            f"POST /add HTTP/1.1\r\n{CLOSE}Host: 127.0.0.1:{desk.port}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n"
        )
        assert status(sent(desk.port, head + form)) == 303
        time.sleep(after)
        begun = time.monotonic()
        desk.process.terminate()
        assert desk.process.wait(20) == 0
        assert time.monotonic() - begun <= allowed(5)
        assert len(desk.said.splitlines()) == 2, desk.said
    with Ledger.open(tmp_path / "l.db") as book:
        assert list(book.verify()) == []


def test_a_signal_while_it_starts_ends_it_too(tmp_path: Path) -> None:
    call = ["serve", "--ledger", str(tmp_path / "l.db"), "--port", "0", "--no-open"]
    command = [sys.executable, "-c", "from saidby.serve.cli import main; print(1, flush=True); main()", *call]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.6)
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(5) in {0, -signal.SIGTERM}
