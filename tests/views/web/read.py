"""Reads a page as a browser does: what the text of its elements is, by the rules of HTML."""

from collections.abc import Iterator
from html.parser import HTMLParser

from msgspec import Struct

_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Element(Struct):
    """An element: its name, its attributes, what is in it, and its text."""

    name: str
    attributes: dict[str, str]
    inside: list["Element | str"] = []

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.inside)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def all(self, name: str = "", kind: str = "") -> Iterator["Element"]:
        """Yield every element below with that name and class, in order."""
        for one in self.inside:
            if isinstance(one, Element):
                if name in {"", one.name} and (not kind or kind in one.classes):
                    yield one
                yield from one.all(name, kind)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, [])
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Element(tag, {name: value or "" for name, value in attrs}, [])
        self._open[-1].inside.append(found)
        if tag not in _VOID:
            self._open.append(found)

    def handle_endtag(self, tag: str) -> None:
        names = [one.name for one in self._open]
        assert names[-1] == tag or tag in {"svg"} | _VOID, f"</{tag}> closes <{names[-1]}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


def read_page(page: str) -> Element:
    """Return a page's elements. As HTML has it, an end of line is one line feed, and U+0000 is nothing at all."""
    reader = _Reader()
    reader.feed(page.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""))
    reader.close()
    return reader.root
