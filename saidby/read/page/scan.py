"""Looks a page over before any parser sees it: how many tags, attributes, levels, and how long a text.

Every HTML library that was tried takes a time out of all proportion over deep nesting or very many attributes. This
walk is linear in the page, and it stops at the first limit that the page is over.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from saidby.errors import OverLimit


class Limits(Struct, frozen=True, kw_only=True):
    """What one page may have at most."""

    bytes: int = 10_000_000
    tags: int = 200_000
    attributes: int = 500  # of one tag
    nesting: int = 512
    text: int = 5_000_000  # bytes between two tags


LIMITS = Limits()
_ASIDE = re.compile(rb"<(?:!--|(script|style|textarea|title|xmp|noembed|noframes|iframe|plaintext)\b)", re.IGNORECASE)
_NAME = re.compile(rb"<(/?[a-zA-Z][a-zA-Z0-9:-]*)")
_ATTRIBUTE = re.compile(rb"""[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")
_LONG_TAG = 1000  # bytes; a shorter one has no room for 500 attributes of two bytes each
# Elements without an end, and those that the next of their kind ends.
_NEVER_DEEP = frozenset(
    b"area base br col embed hr img input link meta param source track wbr "
    b"p li dt dd option optgroup tr td th thead tbody tfoot colgroup rp rt".split()
)


def scan(page: bytes, name: str, limits: Limits = LIMITS) -> int:
    """Return the number of a page's tags; raise BadInput for the first limit that it is over."""
    if len(page) > limits.bytes:
        raise _over(name, f"larger than {limits.bytes // 1_000_000} MB")
    tags, depth = 0, 0
    open_at: dict[bytes, int] = {}
    for piece in _without_scripts(page, name, limits):
        tags += piece.count(b"<")
        if tags > limits.tags:
            raise _over(name, f"more than {limits.tags:,} tags")
        _check_pieces(piece, name, limits)
        depth = _deeper(piece, open_at, depth, limits.nesting)
        if depth > limits.nesting:
            raise _over(name, f"elements nested more than {limits.nesting} deep")
    return tags


def _over(name: str, what: str) -> OverLimit:
    return OverLimit(name, f"a page with {what}" if what[0] != "l" else f"a page {what}", _DO)


_DO = "Check that it is an article's page; if so, save what it says as plain text."


def _without_scripts(page: bytes, name: str, limits: Limits) -> Iterator[bytes]:
    """Yield the page without comments, scripts and the like, whose ``<`` begins no tag."""
    at, low = 0, page.lower()
    while found := _ASIDE.search(low, at):
        yield page[at : found.start()]
        ends = b"</" + found[1] if found[1] else b"-->"
        end = low.find(ends, found.start() + 2 if found[1] is None else found.end())
        end = len(page) if end < 0 else end
        if end - found.end() > limits.text:
            raise _over(name, f"a script or comment longer than {limits.text // 1_000_000} MB")
        at = end if found[1] else end + len(ends)
    yield page[at:]


def _check_pieces(piece: bytes, name: str, limits: Limits) -> None:
    """Raise BadInput where a tag has too many attributes, or the text behind it is too long."""
    for part in piece.split(b"<"):
        if len(part) < _LONG_TAG:
            continue
        if len(part) > limits.text:
            raise _over(name, f"a text longer than {limits.text // 1_000_000} MB between two tags")
        if part[:1].isalpha() and _attributes(part, limits.attributes) > limits.attributes:
            raise _over(name, f"a tag with more than {limits.attributes} attributes")


def _attributes(part: bytes, most: int) -> int:
    """Return how many attributes a tag has, counted no further than needed."""
    count, end = -1, 0  # the tag's own name is not one
    while count <= most:
        found = _ATTRIBUTE.search(part, end)
        if found is None or b">" in part[end : found.start()]:
            return count
        count, end = count + 1, found.end()
    return count


def _deeper(piece: bytes, open_at: dict[bytes, int], depth: int, most: int) -> int:
    """Return how many elements stand open after the piece; where they were ever too many, that many.

    An end closes one of its own kind and nothing else, so that this is never less than what a parser makes of it.
    """
    for found in _NAME.findall(piece):
        name = found.lower()
        if name[0] == 47:  # the slash of an end
            name = name[1:]
            if open_at.get(name, 0):
                open_at[name] -= 1
                depth -= 1
        elif name not in _NEVER_DEEP:
            open_at[name] = open_at.get(name, 0) + 1
            depth += 1
            if depth > most:
                return depth
    return depth
