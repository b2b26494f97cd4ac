"""One request and its answer, within bounds, over a connection of its own."""

import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

import httpcore2
from msgspec import Struct

from saidby.errors import FetchError, FetchProblem
from saidby.fetch.address import Target, refused, shown
from saidby.fetch.connect import Backend, Refused, TooSlow
from saidby.fetch.limits import Limits
from saidby.fetch.unpack import ACCEPTED, Unpackable, Unpacker

WITH_BODY = {200, 203}
_WANTED = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/json, */*;q=0.5"


class Answer(Struct, frozen=True, kw_only=True):
    """What came: ``address`` is where it came from in the end, ``body`` is unpacked, ``headers`` have small names."""

    asked: str
    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched: str  # 2031-05-06T07:08:09Z

    @property
    def unchanged(self) -> bool:
        return self.status == 304


def exchange(
    target: Target, headers: Mapping[str, str], backend: Backend, limits: Limits, *, tls: ssl.SSLContext | None = None
) -> Answer:
    """Return the answer to one request, a redirect as it is. Raise FetchError where none comes within the limits."""
    try:
        return _exchange(target, headers, backend, limits, tls)
    except Refused as error:
        raise refused(target.address, str(error), "Read it from inside that network, or allow it.") from error
    except Unpackable as error:
        raise _failed(target, "bounds", str(error), "Look at it in a browser, and save what it says.") from error
    except TooSlow as error:
        raise _failed(target, "slow", f"took longer than {limits.total:g} s", "Try again later.") from error
    except httpcore2.ConnectTimeout as error:
        raise _failed(target, "slow", f"cannot be reached ({error})", "Try again later.") from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
        what = f"cannot be fetched ({shown(str(error))})"
        raise _failed(target, "network", what, "Check the address and the network, then try again.") from error


def _exchange(
    target: Target, headers: Mapping[str, str], backend: Backend, limits: Limits, tls: ssl.SSLContext | None
) -> Answer:
    scheme, host, path = (part.encode("ascii") for part in (target.scheme, target.host, target.path))
    connection = httpcore2.HTTPConnection(
        httpcore2.Origin(scheme, host, target.port), ssl_context=tls or _tls(), network_backend=backend
    )
    asked: dict[bytes | str, bytes | str] = {
        "host": target.authority,
        "user-agent": limits.agent,
        "accept": _WANTED,
        "accept-encoding": ACCEPTED,
        "connection": "close",
    }
    asked.update((name, value) for name, value in headers.items())
    url = httpcore2.URL(scheme=scheme, host=host, port=target.port, target=path)
    with (
        connection,
        connection.stream("GET", url, headers=asked, extensions={"timeout": {"connect": limits.connect}}) as response,
    ):
        came = _headers(response.headers)
        return Answer(
            asked=target.address,
            address=target.address,
            status=response.status,
            headers=came,
            body=_body(response, came, limits) if response.status in WITH_BODY else b"",
            fetched=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )


def _body(response: httpcore2.Response, headers: Mapping[str, str], limits: Limits) -> bytes:
    """Return what an answer holds. Raise Unpackable where that is beyond the limits, or cut short."""
    too_large = f"is larger than {limits.size // 1_000_000} MB"
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > limits.size:
        raise Unpackable(too_large)
    unpacker = Unpacker(headers.get("content-encoding", ""), limits)
    found, came = bytearray(), 0
    for piece in response.iter_stream():
        came += len(piece)
        if came > limits.size:
            raise Unpackable(too_large)
        found += unpacker.unpack(piece)
    unpacker.finish()
    return bytes(found)


def _headers(pairs: list[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for raw, value in pairs:
        name, words = raw.decode("latin-1").lower(), value.decode("latin-1")
        found[name] = f"{found[name]}, {words}" if name in found else words
    return found


def _failed(target: Target, kind: FetchProblem, what: str, do: str) -> FetchError:
    return FetchError(shown(target.address), what, do, kind=kind)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
