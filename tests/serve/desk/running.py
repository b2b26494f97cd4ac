"""A desk that runs as users start it, in a process of its own."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct


class Running(Struct, frozen=True):
    """A desk, its port, and its process, whose output goes into two files beside the ledger."""

    port: int
    process: subprocess.Popen[bytes]
    ledger: Path

    @property
    def base(self) -> str:
        """Its address on this machine."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        """All that it wrote, its log included."""
        return (self.ledger.parent / "out").read_text("utf-8") + (self.ledger.parent / "err").read_text("utf-8")


@contextmanager
def running(ledger: Path, *options: str) -> Iterator[Running]:
    """Give a desk on a free port; it is killed in the end if it still runs."""
    call = ["serve", "--ledger", str(ledger), "--port", "0", "--no-open", "--reader", "rules", *options]
    command = [sys.executable, "-u", "-c", "from saidby.serve.cli import main; main()", *call]
    out, err = ledger.parent / "out", ledger.parent / "err"
    with out.open("wb") as to, err.open("wb") as errors, subprocess.Popen(command, stdout=to, stderr=errors) as process:
        try:
            yield Running(_port(process, out, err), process, ledger)
        finally:
            process.kill()


def _port(process: subprocess.Popen[bytes], out: Path, err: Path) -> int:
    for _ in range(600):
        if found := re.search(r"desk is at \S+:(\d+)/\nIts", out.read_text("utf-8")):
            return int(found[1])
        if process.poll() is not None:
            break
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(err.read_text("utf-8"))


def sent(port: int, request: str | bytes, *, host: str = "127.0.0.1") -> bytes:
    """Return all that a desk answers to these bytes, which ask for the connection to be closed."""
    with socket.create_connection((host, port), timeout=20) as line:
        line.sendall(request.encode("latin-1") if isinstance(request, str) else request)
        found = b""
        try:
            while piece := line.recv(65536):
                found += piece
        except ConnectionResetError:
            pass  # closed before it took all that we sent
        return found


def status(answer: bytes) -> int:
    """Return the status of an answer, 0 where there is none."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0
