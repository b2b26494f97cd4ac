"""Follows an address to where it ends, politely: what a site does not want read is not asked for."""

import ssl
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from msgspec import structs

from saidby.errors import FetchError
from saidby.fetch.address import Target, follow, refused, shown, take_apart
from saidby.fetch.connect import Backend, Deadline, Dial, Resolve, dial, resolve
from saidby.fetch.exchange import WITH_BODY, Answer, exchange
from saidby.fetch.guard import networks
from saidby.fetch.limits import Limits
from saidby.fetch.pace import Pace
from saidby.fetch.robots import CLOSED, OPEN, Robots, rules_for

_MOVED = {301, 302, 303, 307, 308}
_DAY = 86_400.0  # seconds for which the rules of a site are taken to hold, as RFC 9309 has it
_HOUR = 3_600.0  # seconds after which a site is asked again that could not say what its rules are
_SITES = 1_000  # whose rules are remembered
_OURS = "Allow it in SAIDBY_PORTS, or in the feeds file under [fetch]."


class Fetcher:
    """Fetches addresses one at a time, each host at its pace. What stands in for the network is for tests."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        tls: ssl.SSLContext | None = None,
        resolve: Resolve = resolve,
        dial: Dial = dial,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limits = limits or Limits()
        self._inside = networks(self.limits.inside)
        self._tls, self._resolve, self._dial, self._clock = tls, resolve, dial, clock
        self._pace = Pace(self.limits.pause, clock, sleep)
        self._rules: dict[tuple[str, str], tuple[Robots, float]] = {}

    def fetch(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """Return what an address leads to. Raise FetchError where that is nothing, or nothing that may be fetched.

        With ``etag`` or ``modified`` of an earlier answer, the answer may be that nothing has changed since.
        """
        known = {"if-none-match": etag, "if-modified-since": modified}
        headers = {name: value for name, value in known.items() if value and value.isascii() and value.isprintable()}
        target = take_apart(address)
        deadline = Deadline(self.limits.total, self._clock)
        try:
            answer = self._follow(target, headers, deadline, rules_apply=True)
        except FetchError as error:
            raise _of(target, error) from error
        if answer.status in WITH_BODY or (answer.unchanged and headers):
            return structs.replace(answer, asked=address)
        raise _turned_down(answer)

    def _follow(self, target: Target, headers: Mapping[str, str], deadline: Deadline, *, rules_apply: bool) -> Answer:
        """Return the first answer that is no redirect. Every hop is checked like the first."""
        first = target
        for _ in range(self.limits.redirects + 1):
            self._check_port(target)
            if rules_apply:
                self._check_rules(target, deadline)
            answer = self._ask(target, headers, deadline)
            location = answer.headers.get("location")
            if answer.status not in _MOVED or location is None:
                return answer
            target = follow(target, location)
        what = f"leads on more than {self.limits.redirects} times"
        raise refused(first.address, what, "Give the address at which it ends.")

    def _ask(self, target: Target, headers: Mapping[str, str], deadline: Deadline) -> Answer:
        deadline.put_off(self._pace.wait(target.host))
        backend = Backend(deadline, self._inside, connect=self.limits.connect, resolve=self._resolve, dial=self._dial)
        return exchange(target, headers, backend, self.limits, tls=self._tls)

    def _check_port(self, target: Target) -> None:
        if target.port not in self.limits.ports:
            allowed = " and ".join(str(port) for port in sorted(self.limits.ports))
            raise refused(target.address, f"asks for port {target.port}; allowed: {allowed}", _OURS)

    def _check_rules(self, target: Target, deadline: Deadline) -> None:
        """Raise FetchError where the site's rules have nobody like us read this address."""
        site = (target.scheme, target.authority)
        rules, until = self._rules.get(site, (None, 0.0))
        if rules is None or self._clock() >= until:
            rules, lasts = self._ask_rules(target, deadline)
            if len(self._rules) >= _SITES:
                self._rules.clear()
            self._rules[site] = rules, self._clock() + lasts
        self._pace.at_least(target.host, rules.delay)
        if not rules.allows(target.path):
            why = "cannot say now what programs may read" if rules is CLOSED else "asks programs not to read this"
            do = "Ask the site, or save the page by hand."
            raise FetchError(shown(target.address), f"the site {why} (robots.txt)", do, kind="robots")

    def _ask_rules(self, target: Target, deadline: Deadline) -> tuple[Robots, float]:
        """Return the rules of a site, and for how long: open where it has none, closed where it cannot say."""
        place = structs.replace(target, path="/robots.txt")
        answer = self._follow(place, {}, deadline, rules_apply=False)
        if answer.status in WITH_BODY:
            return rules_for(answer.body, self.limits.agent), _DAY
        none = 400 <= answer.status < 500 and answer.status != 429
        return (OPEN, _DAY) if none else (CLOSED, _HOUR)


def _of(target: Target, error: FetchError) -> FetchError:
    """Return an error that names the address that was asked for, and where on the way from there it happened."""
    where = shown(target.address)
    what = error.what if error.where == where else f"{error.what}, at {error.where}"
    return FetchError(where, what, error.do, kind=error.kind, status=error.status, wait=error.wait)


def _turned_down(answer: Answer) -> FetchError:
    do = "Check the address." if answer.status in {404, 410} else "Look at it in a browser, or try again later."
    what = f"the server answers {answer.status}"
    wait = _seconds(answer.headers.get("retry-after"))
    return FetchError(shown(answer.address), what, do, kind="status", status=answer.status, wait=wait)


def _seconds(words: str | None) -> float | None:
    """Return for how long a server asks to be left alone: a number of seconds, or until a date."""
    if words is None:
        return None
    if words.strip().isdecimal():
        return float(words.strip()[:9])
    try:
        until = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max((until - datetime.now(UTC)).total_seconds(), 0.0)
