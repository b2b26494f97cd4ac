"""An internet in a box: names, public addresses and servers of the test's own, and a canary inside the network.

Nothing leaves the machine: a connection to an address of the box goes to a server on loopback; a connection to any
other address is counted, and fails.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from saidby.fetch import Fetcher, Limits

Reply = bytes | Callable[[socket.socket], None]
OUTSIDE = "93.184.216.34"  # public; only a number here


def answer(
    body: bytes = b"", *, status: str = "200 OK", headers: Mapping[str, str] | None = None, length: int | None = None
) -> bytes:
    """Return an answer as it goes over the wire; ``length`` is what it says of itself, -1 for nothing."""
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in (headers or {}).items())]
    if length != -1:
        lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def moved(to: str, status: int = 302) -> bytes:
    return answer(status=f"{status} Elsewhere", headers={"Location": to})


def drip(head: bytes, piece: bytes, pause: float) -> Callable[[socket.socket], None]:
    """Return a reply that never ends, a piece at a time."""

    def send(line: socket.socket) -> None:
        line.sendall(head)
        while True:
            line.sendall(piece)
            time.sleep(pause)

    return send


class World:
    """Servers by host and path. ``asked`` has every request in order, ``dialled`` every connection that was tried."""

    def __init__(self, pages: Mapping[str, Reply], names: Mapping[str, Sequence[str]]) -> None:
        self.pages = dict(pages)
        self.names = dict(names)
        self.asked: list[str] = []
        self.heads: list[str] = []
        self.dialled: list[str] = []
        self.looked_up: list[str] = []
        self.slept: list[float] = []
        self.now = 0.0
        self._server = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with line:
            try:
                head = b""
                while b"\r\n\r\n" not in head:
                    if not (more := line.recv(65536)):
                        return
                    head += more
                words = head.decode("latin-1")
                path = words.split()[1]
                host = next(h.partition(":")[2].strip() for h in words.splitlines() if h.lower().startswith("host:"))
                self.heads.append(words)
                self.asked.append(f"{host}{path}")
                reply = self.pages.get(f"{host}{path}", answer(status="404 Not Found"))
                if isinstance(reply, bytes):
                    line.sendall(reply)
                else:
                    reply(line)
            except OSError:
                return

    def resolve(self, host: str, port: int) -> Sequence[str]:
        self.looked_up.append(host)
        if host.replace(".", "").isdigit() or ":" in host:
            return [host]
        if host not in self.names:
            raise socket.gaierror(-2, "Name or service not known")
        return self.names[host]

    def dial(self, address: str, port: int, timeout: float) -> socket.socket:
        self.dialled.append(address)
        if address != OUTSIDE:
            raise ConnectionRefusedError(111, "Connection refused")
        return socket.create_connection(self._server.getsockname()[:2], timeout)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def fetcher(self, limits: Limits | None = None, *, real_clock: bool = False) -> Fetcher:
        """Return a fetcher that lives in this world, by its own clock, which only goes on while it waits."""
        clock = time.monotonic if real_clock else lambda: self.now
        return Fetcher(limits or Limits(), resolve=self.resolve, dial=self.dial, clock=clock, sleep=self.sleep)

    def close(self) -> None:
        self._server.close()


@contextmanager
def world(pages: Mapping[str, Reply], names: Mapping[str, Sequence[str]] | None = None) -> Iterator[World]:
    """Give a world in which every host of ``pages`` has a public address, unless ``names`` says otherwise."""
    hosts = {page.partition("/")[0].partition(":")[0]: [OUTSIDE] for page in pages}
    box = World(pages, {**hosts, **(names or {})})
    try:
        yield box
    finally:
        box.close()
