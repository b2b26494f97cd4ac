"""Reads what a page says of its article in JSON-LD, whatever graphs, lists and references it is wrapped in."""

import json
from collections.abc import Iterator
from html import unescape
from typing import Any

Node = dict[str, Any]

_ARTICLES = ("article", "posting", "report", "review")
_MOST = 20_000  # nodes of one page
_WRAPPERS = ("<!--", "-->", "<![CDATA[", "]]>", "//<![CDATA[", "//]]>", "/*<![CDATA[*/", "/*]]>*/")


class Graph:
    """All nodes of a page, with those that others refer to by their ``@id``."""

    def __init__(self, scripts: list[str]) -> None:
        self.nodes = [node for script in scripts for node in _nodes(_decoded(script))]
        self._by_id = {node["@id"]: node for node in self.nodes if isinstance(node.get("@id"), str) and len(node) > 1}

    def articles(self) -> list[Node]:
        """Return the nodes that are articles, in the order of the page."""
        return [node for node in self.nodes if any(t.endswith(_ARTICLES) for t in types(node))]

    def pages(self) -> list[Node]:
        return [node for node in self.nodes if any(t.endswith("page") for t in types(node))]

    def texts(self, node: Node, field: str) -> list[str]:
        """Return the texts of a field: itself, or the names of the things that it holds or refers to."""
        return [text for value in _several(node.get(field)) if (text := self._text(value))]

    def text(self, node: Node, field: str) -> str | None:
        return next(iter(self.texts(node, field)), None)

    def _text(self, value: Any) -> str | None:
        if isinstance(value, dict):
            value = self._by_id.get(value.get("@id", ""), value) if "name" not in value else value
            value = value.get("name") or value.get("@value") or value.get("@id")
            value = value[0] if isinstance(value, list) and value else value
        return " ".join(unescape(value).split()) or None if isinstance(value, str) else None


def types(node: Node) -> list[str]:
    return [t.rpartition("/")[2].lower() for t in _several(node.get("@type")) if isinstance(t, str)]


def body_of(node: Node) -> str | None:
    """Return the article's text with its line breaks, where the node has it."""
    body = node.get("articleBody")
    return unescape(body) if isinstance(body, str) and body.strip() else None


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _decoded(script: str) -> Any:
    words = script.strip()
    for wrapper in _WRAPPERS:
        words = words.removeprefix(wrapper).removesuffix(wrapper).strip()
    try:
        return json.loads(words.rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[Node]:
    """Yield every object below ``value``, outer ones first, at most so many."""
    waiting, seen = [value], 0
    while waiting and seen < _MOST:
        current = waiting.pop(0) if len(waiting) < 50 else waiting.pop()
        if isinstance(current, list):
            waiting += current
        elif isinstance(current, dict):
            seen += 1
            yield current
            waiting += [inner for inner in current.values() if isinstance(inner, dict | list)]
