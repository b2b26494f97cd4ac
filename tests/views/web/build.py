"""Pages for tests: frames at a desk and in a folder, articles with marks by hand, and what stands on a page."""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from saidby.records import Article, Attribution, Figure, Furniture, Hedge, Marks, Quote, Span, Story
from saidby.views.web.drawing import Frame, Viewer
from saidby.views.web.links import DeskLinks, FolderLinks
from saidby.views.web.story import Scene

DESK = Frame(title="A page", links=DeskLinks(), viewer=Viewer(name="ana", proof="p"))
FOLDER = Frame(title="A page", links=FolderLinks())


def figure(words: str, text: str, number: int = 1, **fields: Any) -> Figure:
    """Return a figure that stands in a text with these words, once."""
    start = text.index(words)
    own = Span(start, start + len(words))
    given = {
        "id": f"f{number}",
        "key": f"{number:x}".ljust(32, "e"),
        "span": own,
        "bare": own,
        "kind": "count",
        "bound": "exact",
    }
    return Figure(**{**given, "low": 60.0, "high": 60.0, "measure": "killed", "rule": "test", **fields})


def at(words: str, text: str) -> Span:
    """Return the place of words that stand in a text once."""
    assert text.count(words) == 1, words
    return Span(text.index(words), text.index(words) + len(words))


def marks(text: str, *figures: Figure, article: Mapping[str, Any] | None = None, **found: Any) -> Marks:
    given = {"id": "weir", "key": "a1" * 32, "text": text, "outlet": "The Osk Herald", **(article or {})}
    return Marks(article=Article(**given), figures=figures, **found)


def quoted(*spans: Span) -> tuple[Quote, ...]:
    return tuple(Quote(span=span, rule="test") for span in spans)


def hedged(*spans: Span) -> tuple[Hedge, ...]:
    return tuple(Hedge(span=span, term="likely") for span in spans)


def said(source: Span, cue: Span) -> Attribution:
    return Attribution(id="a1", source=(source,), cue=(cue,), content=(), rule="test")


def furniture(span: Span) -> Furniture:
    return Furniture(span=span, kind="menu", told=False, rule="test")


def scene(story: Story, shelf: Sequence[Marks], frame: Frame = DESK) -> Scene:
    return Scene(story, {m.article.id: m for m in shelf}, frame.links)


def shown(page: str) -> str:
    """Return what a page says, without its head, tags and entities."""
    body = page.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    body = re.sub(r"<script.*?</script>", "", body, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def ids(page: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(r'\bid="([^"]*)"', page)]


def ways(page: str) -> list[str]:
    """Return all addresses that a page leads to."""
    return [html.unescape(found) for found in re.findall(r'\bhref="([^"]*)"', page)]
