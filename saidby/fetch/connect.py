"""Opens the socket of a request: to the very address that was checked, and not beyond the request's time."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpcore2

from saidby.fetch.guard import Network, objection

Resolve = Callable[[str, int], Sequence[str]]
Dial = Callable[[str, int, float], socket.socket]


class Refused(Exception):
    """Why an address is not connected to."""


class TooSlow(Exception):
    """The time of a request is over."""


class Deadline:
    """How much of a request's time is left."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def left(self, most: float | None = None) -> float:
        """Return the seconds left, ``most`` at most. Raise TooSlow where there are none."""
        seconds = self._end - self._clock()
        if seconds <= 0:
            raise TooSlow
        return seconds if most is None else min(seconds, most)

    def put_off(self, seconds: float) -> None:
        """Leave out time that was spent on waiting for one's turn."""
        self._end += seconds


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a name, or the one that it is. Raise OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def dial(address: str, port: int, timeout: float) -> socket.socket:
    """Return a socket that is connected to an address, given in numbers: nothing is looked up any more."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    line = socket.socket(family, socket.SOCK_STREAM)
    try:
        line.settimeout(timeout)
        line.connect((address, port))
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        line.close()
        raise
    return line


class Backend(httpcore2.NetworkBackend):
    """Where httpcore gets its connections: it names a host, and gets a line to an address of it that was checked.

    A name is looked up once for each connection; what the answer may be later plays no part.
    """

    def __init__(
        self, deadline: Deadline, inside: Sequence[Network], *, connect: float, resolve: Resolve, dial: Dial
    ) -> None:
        self._deadline, self._inside, self._connect = deadline, inside, connect
        self._resolve, self._dial = resolve, dial

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        until = Deadline(self._deadline.left(self._connect))
        try:
            addresses = _look_up(self._resolve, host, port, until.left())
            return Line(self._first(self.checked(addresses, host), port, until), self._deadline)
        except TooSlow:
            raise httpcore2.ConnectTimeout(f"no answer within {self._connect:g} s") from None

    def checked(self, addresses: Sequence[str], host: str) -> Sequence[str]:
        """Return the addresses of a host. Raise Refused where one of them is not public, whatever the others are."""
        for address in addresses:
            if why := objection(address, self._inside):
                named = str(address) if str(address) == host else f"{host} is {address}"
                raise Refused(f"leads inside a network ({named}: {why})")
        if not addresses:
            raise httpcore2.ConnectError(f"{host} has no address")
        return addresses

    def _first(self, addresses: Sequence[str], port: int, until: Deadline) -> socket.socket:
        """Return a line to the first address that answers."""
        problem: OSError | None = None
        for address in addresses:
            try:
                return self._dial(address, port, until.left())
            except OSError as error:
                problem = error
        raise httpcore2.ConnectError(_reason(problem) if problem else "no address") from problem


class Line(httpcore2.NetworkStream):
    """A connection on which every step ends when the request's time does."""

    def __init__(self, line: socket.socket, deadline: Deadline) -> None:
        self._line, self._deadline = line, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with _told(httpcore2.ReadError):
            self._line.settimeout(self._deadline.left())
            return self._line.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with _told(httpcore2.WriteError):
            self._line.settimeout(self._deadline.left())
            self._line.sendall(buffer)

    def close(self) -> None:
        self._line.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> "Line":
        with _told(httpcore2.ConnectError):
            try:
                self._line.settimeout(self._deadline.left(timeout))
                return Line(ssl_context.wrap_socket(self._line, server_hostname=server_hostname), self._deadline)
            except BaseException:
                self.close()
                raise


@contextmanager
def _told(kind: type[Exception]) -> Iterator[None]:
    """Give httpcore what goes wrong as errors that it knows; time that is over stays TooSlow."""
    try:
        yield
    except TimeoutError as error:
        raise TooSlow from error
    except OSError as error:
        raise kind(_reason(error)) from error


def _reason(error: OSError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate does not hold: {error.verify_message}"
    return error.strerror or str(error)


def _look_up(resolve: Resolve, host: str, port: int, seconds: float) -> Sequence[str]:
    """Return what a name's addresses are. Raise TooSlow where that takes too long.

    The system's own look-up knows no limit of time: it is done in a thread that is left to itself when time is over.
    """
    answers: list[Sequence[str]] = []
    problems: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            answers.append(resolve(host, port))
        except (OSError, UnicodeError) as error:
            problems.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if problems:
        raise httpcore2.ConnectError(f"no address is known for {host}") from problems[0]
    if not answers:
        raise TooSlow
    return answers[0]
