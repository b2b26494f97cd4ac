"""A request as the gate reads it: each header once, and nothing of the address that a client made up."""

from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.types import Scope

_ONCE = (  # headers on which two readings of one request could differ
    "host",
    "origin",
    "authorization",
    "content-length",
    "content-type",
    "x-saidby-proof",
    "sec-fetch-site",
    "sec-fetch-mode",
    "sec-fetch-dest",
)


class Refused(HTTPException):
    """A request that the gate does not let in, with the status and the words of its answer."""

    def __init__(self, status: int, why: str, *, allow: str | None = None) -> None:
        headers = {"Allow": allow} if allow else None
        if status == 401:
            headers = {"WWW-Authenticate": "Bearer"}
        super().__init__(status, why, headers)


class Asked:
    """What a request says of itself. Raises Refused for one that says something twice."""

    def __init__(self, scope: Scope) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self._said: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            self._said.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        for name in _ONCE:
            if len(self._said.get(name, ())) > 1:
                raise Refused(400, f"The request has the header {name} twice.")

    @property
    def changes(self) -> bool:
        """Whether it may change something."""
        return self.method not in {"GET", "HEAD", "OPTIONS"}

    @property
    def api(self) -> bool:
        return self.path.startswith("/api")

    def says(self, name: str) -> str | None:
        """Return a header's value, without the spaces around it."""
        found = self._said.get(name)
        return found[0].strip(" \t") if found else None

    def cookie(self, name: str) -> str | None:
        """Return a cookie's value; of two of one name neither counts: one of them was planted."""
        found = [value for line in self._said.get("cookie", ()) for value in _cookies(line, name)]
        return found[0] if len(set(found)) == 1 else None


def _cookies(line: str, name: str) -> list[str]:
    pairs = [cookie_parser(part) for part in line.split(";")]
    return [pair[name] for pair in pairs if name in pair]
