"""Draws a page from its template. Whatever comes from an article is escaped; nothing is marked safe but our own SVG."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from msgspec import Struct

from saidby.views.web.judged import Aside, Stands, nothing, unjudged
from saidby.views.web.links import Links
from saidby.wording import counted, date_words


class Viewer(Struct, frozen=True, kw_only=True):
    """For whom a page is drawn at the desk. ``proof`` goes with every request that changes something."""

    name: str
    role: str = "admin"  # "reader", "reviewer", "admin"
    proof: str = ""
    theme: str = ""  # "light", "dark"; without: as the reader's system has it


class Done(Struct, frozen=True, kw_only=True):
    """A step that the viewer took just now, in words. ``turn``: what can be done with it, "undo" or "redo"."""

    step: int
    words: str
    turn: str = ""


class Frame(Struct, frozen=True, kw_only=True):
    """What every page has around it. Without a viewer it is a file: no forms, no scripts."""

    title: str
    links: Links
    viewer: Viewer | None = None
    islands: tuple[str, ...] = ()  # scripts that the page loads
    here: str = ""  # the entry of the menu that the page is under
    story: str = ""  # key of the story that it belongs to, with whose parts it has a menu
    story_name: str = ""
    address: str = ""  # of the page itself, to come back to
    token: str = ""  # goes with what is decided on the page, so that what is sent twice is kept once
    done: Done | None = None
    stands: Stands = unjudged
    aside: Aside = nothing

    @property
    def judges(self) -> bool:
        """Whether the viewer may decide about what is on the page."""
        return self.viewer is not None and self.viewer.role != "reader"


def draw(template: str, frame: Frame, **values: Any) -> str:
    """Return the page that ``template`` makes of ``values``."""
    return _environment().get_template(template).render(frame=frame, links=frame.links, **values)


def compile_templates() -> None:
    """Have every template ready."""
    environment = _environment()
    for name in environment.list_templates():
        environment.get_template(name)


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("saidby.views.web"),
        autoescape=True,
        finalize=exact,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["held"] = held
    found.filters["outside"] = outside
    found.filters["counted"] = counted
    found.filters["day"] = date_words
    return found


def exact(value: object) -> object:
    """Return text so that a browser shows its very characters: HTML would make a line feed of a carriage return.

    For the one character that no page can have, U+0000, its picture U+2400 stands. What is markup stays as it is.
    """
    if not isinstance(value, str) or hasattr(value, "__html__") or value.isprintable():
        return value
    return Markup(str(escape(value)).replace("\r", "&#13;").replace("\x00", "\u2400"))  # noqa: S704  (escaped)


def held(value: object) -> Markup:
    """Return a value as JSON that may stand inside <script type="application/json">: no text in it ends the element."""
    text = msgspec.json.encode(value).decode()
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704  (every sign that HTML knows is written as JSON's escape)


def outside(address: str) -> str | None:
    """Return an address that a browser may be led to, None for any that is not plainly one of the web."""
    if not address.isprintable() or any(sign in address for sign in " \\\"'<>`"):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.hostname else None
