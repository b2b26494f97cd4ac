"""Addresses in, documents out. How far fetching goes is said in the environment, or in the file of a watch."""

import os
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from saidby.errors import BadInput, SaidbyError
from saidby.read.documents import Document, safe_name
from saidby.records import Problem

if TYPE_CHECKING:
    from saidby.fetch import Answer, Fetcher, Limits

AGENT, PORTS, INSIDE = "SAIDBY_AGENT", "SAIDBY_PORTS", "SAIDBY_INSIDE"
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/ld+json": ".json",
}


def fetch_documents() -> Callable[[str], Document | Problem]:
    """Return what brings the document behind an address; nothing is imported or set up before the first one."""
    return lambda address: fetched(shared_fetcher(), address)


def fetched(fetcher: "Fetcher", address: str) -> Document | Problem:
    """Return the document behind an address, or why there is none."""
    try:
        return as_document(fetcher.fetch(address))
    except BadInput as error:
        return Problem(where=error.where, what=error.what, do=error.do)


def as_document(answer: "Answer") -> Document:
    """Return an answer as a document, named after the address at which it was found in the end."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    ending = _ENDINGS.get(kind) or (".xml" if kind.endswith(("/xml", "+xml")) else ".html")
    return Document(
        name=safe_name(answer.address).removesuffix(ending) + ending,
        data=answer.body,
        route="url",
        address=answer.address,
        headers=dict(answer.headers),
        fetched=answer.fetched,
    )


def limits_from(environment: Mapping[str, str]) -> "Limits":
    """Return the limits of fetching as the environment has them. Raise SaidbyError where it makes no sense.

    SAIDBY_AGENT: who asks    SAIDBY_PORTS: further ports, 8080,8443    SAIDBY_INSIDE: networks, 10.1.0.0/16
    """
    from saidby.fetch import Limits

    given: dict[str, str | list[int] | list[str]] = {}
    if agent := environment.get(AGENT, "").strip():
        given["agent"] = agent
    if ports := _listed(environment, PORTS):
        if not all(port.isdecimal() for port in ports):
            raise SaidbyError(f"{PORTS}: {environment[PORTS]!r} is no list of ports. Write: 8080,8443")
        given["ports"] = [int(port) for port in ports]
    if inside := _listed(environment, INSIDE):
        given["inside"] = inside
    return further(Limits(), given, where="the environment")


def further(limits: "Limits", given: Mapping[str, object], *, where: str) -> "Limits":
    """Return limits with what was given put in. Raise SaidbyError where that makes no sense."""
    from msgspec import ValidationError, convert, to_builtins

    from saidby.fetch import Limits
    from saidby.fetch.guard import networks

    try:
        row = {**to_builtins(limits), **given}
        row["ports"] = [*limits.ports, *given.get("ports", ())]  # type: ignore[misc]
        found = convert(row, Limits)
        networks(found.inside)
    except (ValidationError, ValueError, TypeError) as error:
        raise SaidbyError(f"{where}: {error}. Look at docs/watching.md for what may stand there.") from error
    if not found.agent.isascii() or not found.agent.isprintable():
        raise SaidbyError(f"{where}: an agent is written in plain letters. Write: newsdesk (desk@example.org)")
    return found


def _listed(environment: Mapping[str, str], name: str) -> list[str]:
    return [word for word in environment.get(name, "").replace(",", " ").split() if word]


@cache
def shared_fetcher() -> "Fetcher":
    """Return the fetcher that all of a call shares: it knows which host was asked when."""
    from saidby.fetch import Fetcher

    return Fetcher(limits_from(os.environ))
