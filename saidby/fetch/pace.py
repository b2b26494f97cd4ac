"""One request after the other, with a pause between two that go to the same host."""

from collections.abc import Callable

_HOSTS = 10_000  # whose turns are remembered


class Pace:
    """Keeps requests to one host apart."""

    def __init__(self, pause: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._pause, self._clock, self._sleep = pause, clock, sleep
        self._next: dict[str, float] = {}
        self._pauses: dict[str, float] = {}

    def at_least(self, host: str, pause: float) -> None:
        """Keep requests to a host further apart, where it asks for that."""
        self._pauses[host] = max(self._pause, pause)

    def wait(self, host: str) -> float:
        """Wait until it is a host's turn, and return for how many seconds that was."""
        pause = self._pauses.get(host, self._pause)
        now = self._clock()
        seconds = min(max(self._next.get(host, now) - now, 0.0), pause)
        if seconds:
            self._sleep(seconds)
        if len(self._next) >= _HOSTS:
            self._next = {name: at for name, at in self._next.items() if at > now}
        self._next[host] = self._clock() + pause
        return seconds
