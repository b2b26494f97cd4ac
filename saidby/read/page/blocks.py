"""Reads a page's visible text block by block, in its order, with where each block stands."""

import re
from typing import Any

from msgspec import Struct

_NOT_SHOWN = frozenset(
    "script style noscript template head iframe object embed svg math canvas audio video select datalist textarea "
    "button input".split()
)
_BREAKS = frozenset(
    "p div section article main header footer aside nav h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody "
    "tfoot tr figure figcaption blockquote pre form fieldset address hr br details summary body center menu dir "
    "legend".split()
)
_PLACES = frozenset("nav aside footer header form figure figcaption table li blockquote article main pre".split())
_CELLS = frozenset({"td", "th"})
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(r"\b(?:sr-only|visually-?hidden|screen-reader(?:-text)?|assistive-text)\b", re.IGNORECASE)
_SPACES = re.compile(r"[ \n\r\f\v]*\t[ \n\r\f\v\t]*|[ \n\r\f\v]+")
_NO_BREAK = re.compile(r"(?<!\d)\u00a0|\u00a0(?!\d)")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LEVELS = 4  # elements around a block by which those of its kind are known
_NUMBERED = re.compile(r"\S*\d\S*")


class Block(Struct, frozen=True, kw_only=True):
    """A stretch of visible text that a page sets apart: a paragraph, a heading, a row of a table.

    ``places``: the elements it stands in that say something about it. ``links``: the share of it that is links.
    ``kind``: tags and classes around it, alike for all paragraphs of one article.
    """

    text: str
    tag: str
    places: frozenset[str]
    links: float
    hidden: bool
    kind: str
    classes: str
    timed: str | None = None  # what a time element in it says for programs


class _Element(Struct, frozen=True):
    tag: str
    classes: str
    hidden: bool


class _Reading:
    """The state of one walk over a page: the elements that stand open, and the text since the last break."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.open: list[_Element] = []
        self.words: list[str] = []
        self.linked, self.in_link, self.preformatted = 0, 0, 0
        self.timed: str | None = None

    def begin(self, node: Any) -> None:
        tag = node.tag
        if tag in _BREAKS:
            self.end_block()
        elif tag in _CELLS and self.words:
            self.words.append("\t")
        self.in_link += tag == "a"
        self.preformatted += tag == "pre"
        if tag == "time" and self.timed is None:
            self.timed = node.getattr("datetime")
        self.open.append(_element(node, tag))

    def end(self) -> None:
        tag = self.open[-1].tag
        if tag in _BREAKS:
            self.end_block()
        self.in_link -= tag == "a"
        self.preformatted -= tag == "pre"
        self.open.pop()

    def add(self, words: str) -> None:
        if self.preformatted and "\n" in words:
            *whole, words = _BLANK_LINE.split(words)
            for part in whole:
                self.words.append(part)
                self.end_block()
        self.words.append(words)
        if self.in_link:
            self.linked += len(words.strip())

    def end_block(self) -> None:
        text = _NO_BREAK.sub(" ", "".join(self.words))
        text = _SPACES.sub(lambda gap: "\t" if "\t" in gap[0] and self.cells() else " ", text).strip()
        if text:
            self.blocks.append(self.block(text))
        self.words.clear()
        self.linked, self.timed = 0, None

    def cells(self) -> bool:
        return any(e.tag in {"tr", "table"} for e in self.open)

    def block(self, text: str) -> Block:
        return Block(
            text=text,
            tag=next((e.tag for e in reversed(self.open) if e.tag in _BREAKS), "body"),
            places=frozenset(e.tag for e in self.open if e.tag in _PLACES),
            links=min(1.0, self.linked / len(text)),
            hidden=any(e.hidden for e in self.open),
            kind=">".join(f"{e.tag}.{_NUMBERED.sub('', e.classes)}" for e in self.open[-_LEVELS:]),
            classes=" ".join(e.classes for e in self.open if e.classes),
            timed=self.timed,
        )


def _element(node: Any, tag: str) -> _Element:
    classes = " ".join(filter(None, (node.getattr("class"), node.getattr("id"), node.getattr("role"))))
    hidden = (
        node.hasattr("hidden")
        or _HIDDEN_STYLE.search(node.getattr("style") or "") is not None
        or _HIDDEN_CLASS.search(classes) is not None
    )
    return _Element(tag, classes, hidden)


def find_blocks(tree: Any) -> list[Block]:
    """Return the blocks of a parsed page (Resiliparse's ``HTMLTree``) that can be seen, in the order of the page.

    White space is evened out as a browser does it; a line break ends a block, the cells of a row are one block with
    tabs between them. Otherwise the words are the page's own.
    """
    from resiliparse.parse.html import NodeType

    reading, node = _Reading(), tree.body
    text, element = NodeType.TEXT, NodeType.ELEMENT
    while node is not None:
        kind = node.type
        if kind == text:
            reading.add(node.value)
        elif kind == element and node.tag not in _NOT_SHOWN:
            reading.begin(node)
            if node.first_child is not None:
                node = node.first_child
                continue
            reading.end()
        node = _after(node, reading)
    reading.end_block()
    return reading.blocks


def _after(node: Any, reading: _Reading) -> Any:
    """Return the node that comes next once ``node`` is done, closing the elements that end with it."""
    while reading.open:
        following = node.next
        if following is not None:
            return following
        node = node.parent
        reading.end()
    return None
