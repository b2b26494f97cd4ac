"""Clients that send no whole request, or take no answer, are let go: each holds a connection that others may need."""

import asyncio
from typing import cast

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from saidby.serve.desk.gate.bodies import Limits

_LOOKS = 4  # times that a connection is looked at within the time that it has


class Patient(H11Protocol):
    """One connection. The gate keeps the clock while a request is in hand; here it is kept before, between and after.

    Let go is who takes too long over the head of a request, or over what is left of one that was answered, and whose
    connection is closed and who does not take the rest.
    """

    limits = Limits()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast("asyncio.Transport", transport))
        self._since: float | None = None
        self._last: RequestResponseCycle | None = None
        self._clock = self.loop.call_later(self.limits.head / _LOOKS, self._look)
        if len(self.connections) > self.limits.connections:
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._clock.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        now = self.loop.time()
        if self.cycle is not self._last:
            self._last, self._since = self.cycle, None
        if not self._owes():
            self._since = None
        elif self._since is None:
            self._since = now
        elif now - self._since >= self.limits.head:
            self.transport.abort()
            return
        self._clock = self.loop.call_later(self.limits.head / _LOOKS, self._look)

    def _owes(self) -> bool:
        """Whether something is expected of the client for which nobody else keeps a clock."""
        if self.transport.is_closing():
            return True
        at_rest = self.cycle is None or self.cycle.response_complete
        return at_rest and self.timeout_keep_alive_task is None


def patient(limits: Limits) -> type[asyncio.Protocol]:
    """Return the protocol with limits of one's own."""
    return type("Patient", (Patient,), {"limits": limits})
