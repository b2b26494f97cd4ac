"""By which names the desk may be called: a page that makes a browser call it by another is refused (DNS rebinding).

Whole words are compared with a list that was made when the desk started. Nothing is parsed that a client sent.
"""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Literal

from msgspec import Struct

from saidby.errors import SaidbyError
from saidby.serve.desk.gate.asked import Asked, Refused

Scheme = Literal["http", "https"]
LOOPBACK = ("127.0.0.1", "::1", "localhost")
PORTS: Mapping[str, int] = {"http": 80, "https": 443}
_NAME = re.compile(r"(?:(https?)://)?(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::([0-9]{1,5}))?/?", re.ASCII)
_BETWEEN = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


class Called(Struct, frozen=True):
    """A name by which the desk is called, as it stands in ``Host``, and whether by http or https."""

    authority: str
    scheme: Scheme = "http"


def is_loopback(host: str) -> bool:
    """Whether an address or a name means this machine and no other."""
    if host in LOOPBACK:
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def called(name: str, port: int) -> tuple[Called, ...]:
    """Return the ways to write a name that somebody gave the desk: HOST, HOST:PORT or https://HOST.

    Without a port a name is allowed with the desk's own and with that of its scheme, for a desk behind a proxy.
    """
    parts = _NAME.fullmatch(name.lower())
    if parts is None:
        raise SaidbyError(f"{name}: is no name of a host. Write for example: --name https://desk.example.org")
    scheme: Scheme = "https" if parts[1] == "https" else "http"
    if parts[3]:
        return (Called(_authority(parts[2], int(parts[3]), scheme), scheme),)
    behind = Called(parts[2], scheme)
    return (behind,) if parts[1] else (behind, Called(_authority(parts[2], port, scheme), scheme))


def host_of(name: str) -> str:
    """Return the host alone of a name as it is given to the desk."""
    parts = _NAME.fullmatch(name.lower())
    return parts[2] if parts else name


def allowed(host: str, port: int, names: tuple[str, ...], *, local: bool) -> Mapping[str, Called]:
    """Return what may stand in ``Host``, in lower case."""
    own = dict.fromkeys((host, *(LOOPBACK if local else ())))
    bracketed = [f"[{name}]" if ":" in name else name for name in own]
    found = [Called(_authority(name, port, "http")) for name in bracketed]
    found += [each for name in names for each in called(name, port)]
    return {each.authority: each for each in found}


def _authority(host: str, port: int, scheme: Scheme) -> str:
    return host if port == PORTS[scheme] else f"{host}:{port}"


def check_host(asked: Asked, hosts: Mapping[str, Called], *, local: bool) -> Called:
    """Return by which of its names the desk was called. Raise Refused for any other."""
    found = hosts.get((asked.says("host") or "").lower())
    if found is None:
        raise Refused(403, "This desk is not called by that name. Start it with --name to allow it.")
    if local and any(asked.says(name) is not None for name in _BETWEEN):
        raise Refused(
            403, "There is a proxy before this desk, which has no accounts. Start it with --name, and tokens."
        )
    return found


def check_origin(asked: Asked, by: Called) -> None:
    """Raise Refused where another site's page asks: for anything but to be shown a page that somebody went to."""
    origin = asked.says("origin")
    if origin is not None and origin.lower() != f"{by.scheme}://{by.authority}":
        raise Refused(403, "This came from another site. Use the desk's own pages.")
    if asked.says("sec-fetch-site") in {None, "same-origin", "none"}:
        return
    went = (asked.says("sec-fetch-mode"), asked.says("sec-fetch-dest")) == ("navigate", "document")
    if asked.changes or asked.api or not went:
        raise Refused(403, "This came from another site. Use the desk's own pages.")
