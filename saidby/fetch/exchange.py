"""One request and its answer, within bounds, over a connection of its own."""

import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from itertools import chain

import httpcore2
from msgspec import Struct

from saidby.errors import BadInput, FetchError, FetchProblem
from saidby.fetch.address import Target, refused, shown
from saidby.fetch.connect import Backend, Refused, TooSlow
from saidby.fetch.limits import Limits
from saidby.read.unpack import unpacking

WITH_BODY = {200, 203}
_ACCEPTED = "gzip, deflate, br"
_CODINGS = {"identity", "gzip", "x-gzip", "deflate", "br"}
_TELLING = 2  # bytes by which one kind of deflate is told from the other
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
    except BadInput as error:
        raise _failed(target, "bounds", error.what, "Look at it in a browser, and save what it says.") from error
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
        "accept-encoding": _ACCEPTED,
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
    """Return what an answer holds, unpacked. Raise BadInput where that is beyond the limits, or damaged."""
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > limits.size:
        raise _too_large(limits)
    codings = [word.strip().lower() for word in headers.get("content-encoding", "").split(",") if word.strip()]
    if unknown := [coding for coding in codings if coding not in _CODINGS]:
        raise BadInput("", f"comes packed in a way that nobody asked for ({unknown[0][:20]})", "")
    pieces = _counted(response, limits)
    first = next(pieces, b"")
    while len(first) < _TELLING and (more := next(pieces, b"")):
        first += more
    return b"".join(unpacking(chain([first], pieces), codings, "", most=limits.unpacked)) if first else b""


def _counted(response: httpcore2.Response, limits: Limits) -> Iterator[bytes]:
    """Yield what comes. Raise BadInput where that is too much."""
    came = 0
    for piece in response.iter_stream():
        came += len(piece)
        if came > limits.size:
            raise _too_large(limits)
        yield piece


def _too_large(limits: Limits) -> BadInput:
    return BadInput("", f"is larger than {limits.size // 1_000_000} MB", "")


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
