"""The words of an article's body that came as markup: HTML in feeds and ninjs, XHTML and NITF in NewsML-G2.

Such a body is the article and nothing else, so nothing is judged or left out here but what is never shown.
"""

import html
import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from saidby.errors import OverLimit

MOST_TAGS = 200_000  # of one document; PROMISES.md section 4
_BREAKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 hl1 hl2 ul ol dl table blockquote bq pre hr section article aside header footer figure "
    "figcaption caption media media-caption note fn address details summary main nav tbody thead body.head "
    "body.content body.end block tagline byline dateline distributor hedline abstract".split()
)
_LINES = frozenset("br li tr dt dd nitf-table-metadata".split())
_CELLS = frozenset(("td", "th"))
_UNSEEN = frozenset("script style template head noscript iframe object media-metadata media-reference svg".split())
_RAW = ("script", "style")  # their content is no markup: it ends at the closing tag of the same name
_PART = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)"
    r"|<(?P<end>/?)(?P<tag>[A-Za-z][\w:.-]{0,40})(?:\"[^\"<]*\"|'[^'<]*'|[^'\"<>])*>"
    r"|<[/A-Za-z!?][^<>]*>",
    re.DOTALL,
)
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_TAG = re.compile(r"</?[A-Za-z][\w:.-]{0,40}[\s/>]|<!--|<!\[CDATA\[")


class _Page:
    """Takes words and tags in order, and keeps what a reader would see."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._hidden = ""  # the tag that hides what stands in it
        self._depth = 0  # how many of that tag are open

    def tag(self, name: str, *, end: bool) -> None:
        if name in _UNSEEN:
            self._hide(name, end=end)
        elif name in _BREAKS:
            self._parts.append("\n\n")
        elif name in _LINES and not (end and name == "br"):
            self._parts.append("\n")
        elif name in _CELLS and not end:
            self._parts.append("\t")

    def _hide(self, name: str, *, end: bool) -> None:
        if self._hidden in {"", name}:
            self._depth = max(0, self._depth + (-1 if end else 1))
            self._hidden = name if self._depth else ""

    def words(self, text: str) -> None:
        if not self._hidden:
            self._parts.append(_SPACES.sub(" ", text))

    def text(self) -> str:
        rows = (_row(line) for line in _whole_lines("".join(self._parts)))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()


def _whole_lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield _SPACES.sub(" ", line.strip()) if "\t" not in line else line


def _row(line: str) -> str:
    """Return a line of text, or the cells of a table's row with a tab between them."""
    return "\t".join(_SPACES.sub(" ", cell.strip()) for cell in line.split("\t")).strip()


def is_markup(words: str) -> bool:
    return bool(_TAG.search(words))


def text_of_html(source: str, name: str) -> str:
    """Return what a piece of HTML says: a blank line between paragraphs, a line for each point, row and ``<br>``.

    Raise BadInput where it has more tags than any article.
    """
    page = _Page()
    at = count = 0
    while match := _PART.search(source, at):
        if (count := count + 1) > MOST_TAGS:
            raise OverLimit(name, f"has more than {MOST_TAGS:,} tags", "Check that it is an article.")
        page.words(html.unescape(source[at : match.start()]))
        at = match.end()
        if match["cdata"] is not None:
            page.words(match["cdata"])
        elif match["tag"]:
            tag, end = match["tag"].lower().rpartition(":")[2], bool(match["end"])
            if tag in _UNSEEN and match[0].endswith("/>"):
                continue
            if tag in _RAW and not end:
                at = _past(source, tag, at)
            else:
                page.tag(tag, end=end)
    page.words(html.unescape(source[at:]))
    return page.text()


def _past(source: str, name: str, at: int) -> int:
    closing = re.compile(rf"</{name}[^<>]*>", re.IGNORECASE).search(source, at)
    return closing.end() if closing else len(source)


def text_of_tree(root: Element, *, name_of: Callable[[str], str]) -> str:
    """Return what an element of XML says, in the same way. ``name_of`` takes the namespace off a tag."""
    page = _Page()
    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        tag = name_of(element.tag).lower()
        page.tag(tag, end=done)
        if done:
            page.words(element.tail or "" if element is not root else "")
            continue
        page.words(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    return page.text()
