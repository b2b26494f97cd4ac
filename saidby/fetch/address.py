"""An address taken apart once: what is checked, what is connected to and what is asked for are the same parts.

Guards are fooled where one reading of an address is checked and another is used (``http://good@bad/``, ``0x7f.1``,
``good\\@bad``). Here there is one reading, and every spelling on which programs disagree is refused.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Literal
from urllib.parse import quote, urljoin

from msgspec import Struct

from saidby.errors import FetchError

PORTS = {"http": 80, "https": 443}
_PARTS = re.compile(r"(https?)://([^/?#\\]*)([^#]*)(?:#.*)?", re.IGNORECASE | re.ASCII)
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?", re.IGNORECASE | re.ASCII)
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)  # a last label that makes programs read a name as an address
_READ_IN_TWO_WAYS = frozenset("ßς\u200c\u200d")  # older and newer rules for names lead these to different hosts
_UNQUOTED = "!$%&'()*+,/:;=?@[]~|^`{}\""
_LONGEST = 4000  # characters; servers take 8,000 at most
_SHOWN = 200


class Target(Struct, frozen=True, kw_only=True):
    """The parts of an http(s) address. ``host`` is ASCII in small letters, without brackets; ``path`` has the query."""

    scheme: Literal["http", "https"]
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Return host and port as requests name them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def address(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def take_apart(address: str) -> Target:
    """Return the parts of an address. Raise FetchError for one that is none, or that two programs read differently."""
    address = address.strip(" ")
    if any(c < " " or c in "\\\x7f" or (c.isspace() and c != " ") for c in address):
        raise refused(address, "has control characters, backslashes or odd spaces in it", "Write it without them.")
    if len(address) > _LONGEST:
        raise refused(address, f"is longer than {_LONGEST} characters", "Look for the page's plain address.")
    parts = _PARTS.fullmatch(address)
    if parts is None:
        raise refused(address, "is no http or https address", "Write it in full: https://example.org/page")
    scheme: Literal["http", "https"] = "https" if parts[1].casefold() == "https" else "http"
    if "@" in parts[2]:
        raise refused(address, "has a user name in it", "Leave out what stands before the @.")
    authority = _AUTHORITY.fullmatch(parts[2])
    port = int(authority[2]) if authority and authority[2] else PORTS[scheme]
    if authority is None or not 0 < port < 65_536:
        raise refused(address, "has no host and port that can be read", "Write it as https://host:port/page")
    path = quote(parts[3], safe=_UNQUOTED, errors="replace")
    return Target(scheme=scheme, host=_host(authority[1], address), port=port, path=_rooted(path))


def follow(target: Target, location: str) -> Target:
    """Return where a redirect leads. Raise FetchError where that is no address."""
    try:
        joined = urljoin(target.address, location)
    except ValueError as error:
        raise refused(target.address, "leads to what is no address", "Look at it in a browser.") from error
    return take_apart(joined)


def shown(address: str) -> str:
    """Return an address as messages show it: on one line, not too long, without a password."""
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in address)
    plain = re.sub(r"(?<=//)[^/?#\s]*@", "…@", plain, count=1)
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"


def refused(address: str, what: str, do: str) -> FetchError:
    return FetchError(shown(address), what, do, kind="refused")


def _rooted(path: str) -> str:
    return path if path.startswith("/") else f"/{path}"


def _host(words: str, address: str) -> str:
    """Return a host in the one spelling that all programs read alike."""
    odd = "Write the host as a name, or as 192.0.2.1 or [2001:db8::1]."
    if words.startswith("["):
        try:
            return IPv6Address(words[1:-1]).compressed
        except ValueError as error:
            raise refused(address, "has brackets with no address in them", odd) from error
    host = _in_ascii(words, address).removesuffix(".")
    if len(host) > 253 or not _NAME.fullmatch(host):
        raise refused(address, "has a host that is no name", odd)
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        try:
            IPv4Address(host)
        except ValueError as error:
            raise refused(address, "has a number in an odd spelling as its host", odd) from error
    return host


def _in_ascii(words: str, address: str) -> str:
    if words.isascii():
        return words.lower()
    if _READ_IN_TWO_WAYS.intersection(words):
        raise refused(address, "has a letter in its host that programs read in two ways", "Write the host as xn--…")
    try:
        return words.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise refused(address, "has a host that is no name", "Write the host as xn--…") from error


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """Return a host that is an address itself; None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None
