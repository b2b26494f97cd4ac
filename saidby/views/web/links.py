"""Where a page finds the others: at the desk's addresses, or in a folder."""

import hashlib
import re
from typing import Protocol
from urllib.parse import quote, urlencode

from msgspec import Struct

from saidby.records import Span

_SHORT = 16  # characters of a key that stand for it: enough to tell a million apart, short enough for an address


class Links(Protocol):
    """Addresses of pages, fit to stand in ``href``. None: there is no such page here."""

    def home(self) -> str:
        """The list of stories."""

    def story(self, key: str, part: str = "") -> str:
        """A story's page, or one of its parts: "brief", "provenance", "drift", "articles"."""

    def source(self, story: str, source: str) -> str:
        """All that one source of a story said."""

    def statement(self, story: str, statement: str, source: str | None) -> str | None:
        """One statement among all that its source said. Where that is nobody, a folder has no page for it."""

    def article(self, key: str, *, figure: str | None = None, span: Span | None = None) -> str:
        """An article, from its top, at a figure (by its key) or at a stretch of its text."""

    def table(self, story: str, table: str, form: str) -> str | None:
        """One table of a story as a file: ``form`` is "csv" or "json"."""

    def asset(self, name: str) -> str:
        """A style sheet, a script or a picture."""

    def review(self, **only: str | None) -> str | None:
        """The queue of figures to judge, of one story, source or measure only, for those who may."""


_LONGEST = 60  # characters of a file's name
_ODD = re.compile(r"[^A-Za-z0-9-]+")


def anchor(figure: str) -> str:
    """Return the id under which a figure, by its key, stands on its article's page."""
    return f"figure-{figure[:_SHORT]}"


def leaf(name: str) -> str:
    """Return a name of a file for whatever is called ``name``: letters, digits and hyphens, and no other's."""
    plain = _ODD.sub("-", name).strip("-")[:_LONGEST]
    return plain if plain == name != "" else f"{plain or 'x'}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


class DeskLinks(Struct, frozen=True):
    """Addresses at a desk. ``version`` tells browsers which assets they have already.

    ``judges``: whether whoever reads the page may judge.
    """

    version: str = ""
    judges: bool = True

    def home(self) -> str:
        return "/"

    def story(self, key: str, part: str = "") -> str:
        return f"/stories/{key[:_SHORT]}" + (f"/{part}" if part else "")

    def source(self, story: str, source: str) -> str:
        return f"/stories/{story[:_SHORT]}/sources/{quote(source, safe='')}"

    def statement(self, story: str, statement: str, source: str | None) -> str | None:
        return f"/stories/{story[:_SHORT]}/statements/{quote(statement, safe='')}"

    def article(self, key: str, *, figure: str | None = None, span: Span | None = None) -> str:
        at = f"/articles/{key[:_SHORT]}"
        if span is not None:
            return f"{at}/{span.start}-{span.end}#here"
        return at if figure is None else f"{at}#{anchor(figure)}"

    def table(self, story: str, table: str, form: str) -> str | None:
        return f"/api/stories/{story[:_SHORT]}/tables/{table}?format={form}"

    def asset(self, name: str) -> str:
        return f"/static/{name}" + (f"?v={self.version}" if self.version else "")

    def review(self, **only: str | None) -> str | None:
        if not self.judges:
            return None
        asked = urlencode({name: value for name, value in only.items() if value is not None})
        return "/review" + (f"?{asked}" if asked else "")


class FolderLinks(Struct, frozen=True):
    """Addresses between the files of one folder that has one story. ``depth``: how many folders down the page lies.

    ``among``: whether the folder lies in one with others, and with a list of them.
    """

    depth: int = 0
    among: bool = False

    def home(self) -> str:
        return self._to("../index.html" if self.among else "index.html")

    def story(self, key: str, part: str = "") -> str:
        return self._to(f"{part or 'index'}.html")

    def source(self, story: str, source: str) -> str:
        return self._to(f"sources/{leaf(source)}.html")

    def statement(self, story: str, statement: str, source: str | None) -> str | None:
        return f"{self.source(story, source)}#{statement}" if source else None

    def article(self, key: str, *, figure: str | None = None, span: Span | None = None) -> str:
        at = self._to(f"articles/{leaf(key[:_SHORT])}.html")
        if span is not None:
            return f"{at}#at-{span.start}-{span.end}"
        return at if figure is None else f"{at}#{anchor(figure)}"

    def table(self, story: str, table: str, form: str) -> str | None:
        return self._to(f"tables/{table}.{form}")

    def asset(self, name: str) -> str:
        return self._to(f"static/{name}")

    def review(self, **only: str | None) -> str | None:
        return None

    def _to(self, path: str) -> str:
        return "../" * self.depth + path
