"""What a site's robots.txt lets whom read (RFC 9309)."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from msgspec import Struct

_MOST = 500 * 1024  # bytes that are read of one, as the RFC has it
_LINE = re.compile(r"\s*([A-Za-z-]+)[ \t]*:([^#]*)", re.ASCII)
_TOKEN = re.compile(r"[A-Za-z_-]+", re.ASCII)
_QUOTED = re.compile(r"%([0-9A-Fa-f]{2})", re.ASCII)
_NEVER_QUOTED = re.compile(r"[A-Za-z0-9._~-]", re.ASCII)
_KEPT = "!$%&'()*+,/:;=?@[]~"
_LONGEST_DELAY = 10.0  # seconds between two requests that a site may ask for


class Robots(Struct, frozen=True):
    """What one agent may read: path patterns, and whether they allow. ``delay`` is the pause that the site asks for."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Tell whether a path may be read: the longest pattern that fits decides, and of equal ones the kinder."""
        plain = _plain(path)
        return max(((len(p), allowed) for allowed, p in self.rules if fits(p, plain)), default=(0, True))[1]


OPEN = Robots()
CLOSED = Robots(rules=((False, "/"),))


class _Group:
    def __init__(self) -> None:
        self.agents: set[str] = set()
        self.rules: list[tuple[bool, str]] = []
        self.delay = 0.0


def token(agent: str) -> str:
    """Return the name by which robots.txt files know an agent: its first word, without a version."""
    found = _TOKEN.match(agent.strip())
    return found[0].casefold() if found else "*"


def rules_for(body: bytes, agent: str) -> Robots:
    """Return what a robots.txt says to an agent: in all groups that name it, else in those for everybody."""
    groups = list(_groups(body))
    mine = [g for g in groups if token(agent) in g.agents] or [g for g in groups if "*" in g.agents]
    rules = tuple(rule for group in mine for rule in group.rules)
    return Robots(rules=rules, delay=max((g.delay for g in mine), default=0.0))


def fits(pattern: str, path: str) -> bool:
    """Tell whether a path begins as a pattern says: ``*`` is anything, ``$`` at the end is the end. In linear time."""
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for piece in others[:-1] if pattern.endswith("$") else others:
        if (found := path.find(piece, at)) < 0:
            return False
        at = found + len(piece)
    if not pattern.endswith("$"):
        return True
    return len(path) - at >= len(others[-1]) and path.endswith(others[-1]) if others else at == len(path)


def _groups(body: bytes) -> Iterator[_Group]:
    """Yield the groups of a file: agents named one after the other share the rules behind them."""
    group, named = _Group(), False
    for line in body[:_MOST].decode("utf-8-sig", "replace").splitlines():
        if (match := _LINE.match(line)) is None:
            continue
        field, value = match[1].casefold(), match[2].strip()
        if field == "user-agent":
            if not named:
                yield group
                group = _Group()
            group.agents.add(value if value == "*" else token(value))
        elif field in {"allow", "disallow"} and value:
            group.rules.append((field == "allow", _rooted(_plain(value))))
        elif field == "crawl-delay":
            group.delay = _seconds(value)
        named = field == "user-agent" or (named and field not in {"allow", "disallow", "crawl-delay"})
    yield group


def _plain(path: str) -> str:
    """Return a path in the one spelling in which two of them can be compared."""

    def spelt(match: re.Match[str]) -> str:
        letter = chr(int(match[1], 16))
        return letter if _NEVER_QUOTED.fullmatch(letter) else match[0].upper()

    return _QUOTED.sub(spelt, quote(path, safe=_KEPT, errors="replace"))


def _rooted(pattern: str) -> str:
    return pattern if pattern.startswith(("/", "*")) else f"/{pattern}"


def _seconds(value: str) -> float:
    try:
        return max(0.0, min(float(value), _LONGEST_DELAY))  # "nan" comes out as 0
    except ValueError:
        return 0.0
