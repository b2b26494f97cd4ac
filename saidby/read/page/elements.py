"""The elements of a page that say something about its article, gathered in one walk.

The parser's own selections are not used: going through one takes time out of all proportion to its length.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

_BYLINES = frozenset({"byline", "author", "author-name", "byline-name"})
_DATES = frozenset({"published"})


class Elements(Struct, frozen=True):
    """Elements by what they are for, each kind in the order of the page."""

    metas: list[Any] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)
    scripts: list[Any] = field(default_factory=list)
    times: list[Any] = field(default_factory=list)  # time elements, and others marked for programs
    signed: list[Any] = field(default_factory=list)  # what is marked as naming the writers


def find_elements(tree: Any) -> Elements:
    """Return the elements of a parsed page (Resiliparse's ``HTMLTree``) that tell of its article."""
    found = Elements()
    by_tag = {"meta": found.metas, "link": found.links, "script": found.scripts, "time": found.times}
    for element in _walk(tree.document):
        tag = element.tag
        if tag in by_tag:
            by_tag[tag].append(element)
            continue
        marked = element.getattr("itemprop")
        classes = (element.getattr("class") or "").split()
        if marked or not _DATES.isdisjoint(classes):
            found.times.append(element)
        if marked == "author" or "author" in (element.getattr("rel") or "").split() or not _BYLINES.isdisjoint(classes):
            found.signed.append(element)
    return found


def _walk(document: Any) -> Iterator[Any]:
    from resiliparse.parse.html import NodeType

    node, element = document.first_child, NodeType.ELEMENT
    while node is not None:
        if node.type == element:
            yield node
        if node.first_child is not None:
            node = node.first_child
            continue
        while node is not None and node.next is None:
            node = node.parent
            if node == document:
                return
        node = node.next if node is not None else None
