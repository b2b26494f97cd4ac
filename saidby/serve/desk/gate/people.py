"""Who asks: by a token that a program sends, by a session that a token began, or, on loopback, whoever is there."""

import hmac
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

from msgspec import Struct

from saidby.serve.desk.gate.access import Access, Token, hash_of
from saidby.serve.desk.gate.asked import Asked, Refused
from saidby.serve.desk.settings import Settings, own_name
from saidby.views.web.drawing import Viewer

HOURS_12 = 12 * 3600
YEAR = 365 * 24 * 3600
_MOST_SESSIONS = 10_000
_LONGEST_NAME = 60
THEMES = ("", "light", "dark")


class Comer(Struct, frozen=True, kw_only=True):
    """Who asks, and the cookie that the proof of his requests is bound to; None where no cookie is used."""

    viewer: Viewer | None
    bound: str | None = None
    cookies: Mapping[str, str] = {}  # to be set with the answer, for so long:
    age: int = HOURS_12


class Sessions:
    """Who entered with which token. Kept in memory under hashes: a desk that starts anew asks for tokens again."""

    def __init__(self, *, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._held: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()

    def begin(self, token: Token) -> str:
        """Return the name of a new session, which lasts twelve hours at most."""
        name = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            self._held = {each: held for each, held in self._held.items() if held[1] > now}
            while len(self._held) >= _MOST_SESSIONS:
                del self._held[next(iter(self._held))]
            self._held[hash_of(name)] = (token.sha256, now + HOURS_12)
        return name

    def token_of(self, name: str) -> str | None:
        """Return the hash of the token that began a session, while it lasts."""
        held = self._held.get(hash_of(name))
        return held[0] if held and held[1] > self._clock() else None

    def end(self, name: str) -> None:
        with self._lock:
            self._held.pop(hash_of(name), None)


class People:
    """Tells who asks, and makes and checks the proof that a request comes from a page of this desk."""

    def __init__(self, settings: Settings, access: Access) -> None:
        self.local = settings.local
        self.access = access
        self.sessions = Sessions()
        self._key = access.key()
        self._port = settings.port  # cookies know no ports: two desks on one machine must not share one
        self._here = self._signed("here")

    def who(self, asked: Asked, *, https: bool) -> Comer:
        """Return who asks. Raise Refused for a token that is worth nothing."""
        given = asked.says("authorization")
        if given is not None:
            return Comer(viewer=self._bearer(given, asked))
        if asked.path == "/enter" and not self.local:
            return self._at_the_door(asked, https=https)
        return self._anybody(asked) if self.local else self._entered(asked, https=https)

    def _bearer(self, given: str, asked: Asked) -> Viewer:
        kind, _, token = given.partition(" ")
        found = self.access.find(hash_of(token.strip())) if kind.lower() == "bearer" else None
        if found is None:
            raise Refused(401, "This token is worth nothing here: unknown, revoked or older than 90 days.")
        return Viewer(name=found.name, role=found.role, theme=_theme(asked))

    def _anybody(self, asked: Asked) -> Comer:
        """On loopback all are one, and the cookie is the same for all pages: two that open at once do not fight."""
        name = self.cookie_name(https=False)
        known = asked.cookie(name) == self._here
        viewer = Viewer(name=_chosen(asked) or own_name(), proof=self.proof(self._here), theme=_theme(asked))
        cookies = {} if known else {name: self._here}
        return Comer(viewer=viewer, bound=self._here if known else None, cookies=cookies, age=YEAR)

    def _entered(self, asked: Asked, *, https: bool) -> Comer:
        session = asked.cookie(self.cookie_name(https=https)) or ""
        sha256 = self.sessions.token_of(session)
        token = self.access.find(sha256) if sha256 else None
        if token is None:
            return Comer(viewer=None)
        viewer = Viewer(name=token.name, role=token.role, proof=self.proof(session), theme=_theme(asked))
        return Comer(viewer=viewer, bound=session)

    def _at_the_door(self, asked: Asked, *, https: bool) -> Comer:
        """Bind the form that takes a token to a cookie of its own: nobody is made to enter as somebody else."""
        name = self.cookie_name(https=https) + "-door"
        known = asked.cookie(name)
        door = known or secrets.token_urlsafe(32)
        return Comer(viewer=None, bound=door, cookies={} if known else {name: door})

    def cookie_name(self, *, https: bool) -> str:
        return ("__Host-" if https else "") + f"saidby-{self._port}"

    def proof(self, bound: str) -> str:
        return self._signed("proof " + bound)

    def proved(self, given: str | None, bound: str | None) -> bool:
        """Whether a proof belongs to the cookie that came with it."""
        if given is None or bound is None:
            return False
        return hmac.compare_digest(given.encode(), self.proof(bound).encode())

    def _signed(self, what: str) -> str:
        return hmac.new(self._key, what.encode(), "sha256").hexdigest()


def cookie(name: str, value: str, *, https: bool, age: int = HOURS_12) -> str:
    """Return a cookie as it is set: no script reads it, no other site's request carries it. ``age`` 0 removes it."""
    secure = "; Secure" if https else ""
    return f"{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Strict{secure}"


def written(name: str) -> str:
    """Return a name as a cookie can hold it."""
    return quote(name.strip()[:_LONGEST_NAME], safe="")


def _chosen(asked: Asked) -> str | None:
    name = unquote(asked.cookie("saidby-name") or "").strip()
    return name[:_LONGEST_NAME] if name.isprintable() and name else None


def _theme(asked: Asked) -> str:
    theme = asked.cookie("saidby-theme") or ""
    return theme if theme in THEMES else ""
