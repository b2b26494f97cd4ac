"""What a request carries: which kinds, how much, how fast, and the proof that is among a form's fields."""

import asyncio
import re
import time

from msgspec import Struct
from starlette.types import Message, Receive

from saidby.serve.desk.gate.asked import Asked, Refused

KINDS = ("application/json", "multipart/form-data", "application/x-www-form-urlencoded")
_FIRST = 64 * 1024  # bytes in which a form's proof stands: short forms anywhere, long ones before what is long
AT_THE_DOOR = 16 * 1024  # bytes that are taken of somebody who has not entered
_MULTIPART = re.compile(rb'\bname="proof"\r\n\r\n([0-9a-f]{64})\r\n', re.IGNORECASE)
_FIELDS = re.compile(rb"(?:^|&)proof=([0-9a-f]{64})(?:&|$)")


class Limits(Struct, frozen=True, kw_only=True):
    """What one client may take: bytes and seconds.

    A body may last ``still`` seconds between two pieces, and ``body`` seconds and one more for each ``pace`` bytes in
    all; a client that takes nothing of its answer for ``taken`` seconds has gone.
    """

    bytes: int = 25 * 1024 * 1024
    head: float = 10.0
    still: float = 10.0
    body: float = 20.0
    pace: int = 50_000
    taken: float = 30.0
    connections: int = 600  # files that a process may open are 1024 on many systems


class Body:
    """The body of one request, of which the gate may look at the beginning."""

    def __init__(self, receive: Receive, limits: Limits) -> None:
        self._receive = receive
        self._limits = limits
        self._begun: float | None = None  # while nobody asks for it, a body is nobody's fault
        self._size = 0
        self.most = limits.bytes
        self._ahead: list[Message] = []
        self.whole = False

    async def receive(self) -> Message:
        """Return what comes next. Raise Refused for what is too much or too slow."""
        if self._ahead:
            return self._ahead.pop(0)
        if self.whole:
            return await self._receive()  # from here on it only says that the client has gone
        return await self._next()

    async def _next(self) -> Message:
        limits, self._begun = self._limits, self._begun or time.monotonic()
        left = self._begun + limits.body + self._size / limits.pace - time.monotonic()
        try:
            async with asyncio.timeout(max(0.0, min(limits.still, left))):
                message = await self._receive()
        except TimeoutError:
            raise Refused(408, "The request came too slowly, and was cut off.") from None
        self._size += len(message.get("body", b""))
        if self._size > self.most:
            raise _too_much(self.most)
        self.whole = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    async def proof(self, kind: str) -> str | None:
        """Return the proof among a form's first fields, and leave the form to be read."""
        first = b""
        while len(first) < _FIRST and not self.whole:
            message = await self._next()
            self._ahead.append(message)
            first += message.get("body", b"")
        found = (_MULTIPART if kind == KINDS[1] else _FIELDS).search(first[:_FIRST])
        return found[1].decode().lower() if found else None

    async def drop(self) -> None:
        """Take what still comes and forget it, for a while: many clients read no answer before they have sent all."""
        end = time.monotonic() + self._limits.still / 2
        while not self.whole and time.monotonic() < end and self._size < 4 * self._limits.bytes:
            async with asyncio.timeout(max(0.0, end - time.monotonic())):
                message = await self._receive()
            self._size += len(message.get("body", b""))
            self.whole = message["type"] != "http.request" or not message.get("more_body", False)


def kind_of(asked: Asked, most: int) -> str:
    """Return the kind of what is carried, "" for nothing. Raise Refused for other kinds and for too much."""
    length = asked.says("content-length")
    if length is not None and (not length.isascii() or not length.isdigit()):
        raise Refused(400, "The length of the request is no number.")
    if length is not None and int(length) > most:
        raise _too_much(most)
    kind = (asked.says("content-type") or "").partition(";")[0].strip().lower()
    nothing = length in {None, "0"} and asked.says("transfer-encoding") is None
    if kind not in KINDS and not (nothing and not kind):
        raise Refused(415, f"This takes {', '.join(KINDS)}.")
    return kind


def _too_much(most: int) -> Refused:
    size = f"{most // 1024**2} MB" if most >= 1024**2 else f"{most // 1024} kB"
    return Refused(413, f"This is more than {size}. Send it in parts.")
