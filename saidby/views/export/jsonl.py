"""One record a line, each with its type: everything that the JSON forms of articles and stories have, and no more.

``in_story`` is the key of the story to which a line belongs, ``in_article`` the id of the article in which it stands.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from saidby.views.export.cells import json_text

Form = Mapping[str, Any]
# The lists in the forms, and the type that each of their items has as a line.
OF_ARTICLES = {
    "figures": "figure",
    "quotes": "quote",
    "attributions": "attribution",
    "arithmetic": "arithmetic",
    "furniture": "furniture",
    "omissions": "omission",
}
OF_STORIES = {
    "sources": "source",
    "statements": "statement",
    "provenance": "derivation",
    "drift": "drift",
    "roots": "root",
    "series": "series",
    "conflicts": "conflict",
    "ranges": "range",
    "passages": "passage",
}


def lines(story: Form, articles: Iterable[Form]) -> Iterator[str]:
    """Yield a story, what belongs to it, then each article and what it says, from their JSON forms."""
    of_story = {"in_story": story["key"]}
    yield from _lines("story", story, OF_STORIES, {}, of_story)
    for article in articles:
        yield from _lines("article", article, OF_ARTICLES, of_story, of_story | {"in_article": article["id"]})


def _lines(kind: str, form: Form, lists: Mapping[str, str], within: Form, inside: Form) -> Iterator[str]:
    yield _line({"type": kind, **within, **{name: value for name, value in form.items() if name not in lists}})
    for name, one in lists.items():
        for item in form.get(name, ()):
            yield _line({"type": one, **inside, **item})


def _line(record: Form) -> str:
    return json_text(record) + "\n"
