"""The address by which a page is known: without fragment, port, and what only tells where a reader came from."""

from urllib.parse import SplitResult, unquote_plus, urljoin, urlsplit, urlunsplit

from saidby.lexicon import Lexicon
from saidby.text import tokenize

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000  # characters


def canonical(candidates: list[str | None], given: str | None, lexicon: Lexicon) -> str | None:
    """Return the first candidate that names this page, resolved against where it was found; else that address.

    A candidate that names a site's front page, or that is no http address, names no article.
    """
    for candidate in candidates:
        if candidate and candidate.strip():
            address = clean_address(_joined(given, candidate.strip()), lexicon)
            if address is not None and not _is_front(address):
                return address
    return clean_address(given, lexicon) if given else None


def clean_address(address: str, lexicon: Lexicon) -> str | None:
    """Return an http address without what does not tell pages apart; None where it is no such address."""
    parts = _split(address)
    if parts is None:
        return None
    port = f":{parts.port}" if parts.port not in {None, _PORTS[parts.scheme]} else ""
    query = "&".join(p for p in parts.query.split("&") if p and not is_tracking(p.partition("=")[0], lexicon))
    return urlunsplit((parts.scheme, f"{parts.hostname}{port}", parts.path or "/", query, ""))


def is_tracking(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a parameter of that name only says where a reader came from."""
    tokens = tokenize(unquote_plus(name).lower())
    hit = lexicon.tracking.at(tokens, 0) if tokens else None
    return hit is not None and (hit.last == len(tokens) or hit.entry.prefix)


def _joined(base: str | None, address: str) -> str:
    try:
        return urljoin(base or "", address)
    except ValueError:
        return address


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address.strip())
        usable = parts.scheme in _PORTS and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        return None
    return parts if usable and len(address) <= _LONGEST else None


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in {"", "/"} and not parts.query
