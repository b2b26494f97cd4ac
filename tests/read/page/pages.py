"""Builds pages of invented outlets for the tests."""

import json
from typing import Any

TITLE = "Floods in the Kerrin valley kill 12 and cut off two villages"
PARAGRAPHS = (
    "Floods in the Kerrin valley have killed 12 people and cut off two villages, the fire service said on Tuesday.",
    "More than 340 people were taken to the school in Tulla, where the council has put up beds and a kitchen.",
    "The river rose by 2.4 metres within five hours, faster than at any time since 1987, said Jo Penn, the mayor.",
    "Rescuers with 14 boats were still looking for 6 missing people when the light failed, the service added.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News 24</a></li></ul></nav>"
FOOT = "<footer><p>Kerrin Post, 7 Mill Lane, Tulla. Phone 555 0199.</p></footer>"


def page(body: str = BODY, *, head: str = "", above: str = "", title: str = TITLE) -> str:
    """Return a page with menu, headline, article and footer."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title} | Kerrin Post</title>{head}</head><body>{MENU}"
        f"<main><article><h1>{title}</h1>{above}<div class='story'>{body}</div></article></main>{FOOT}</body></html>"
    )


def json_ld(**fields: Any) -> str:
    """Return a script that describes the page's article."""
    return script({"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields})


def script(value: Any) -> str:
    return f"<script type='application/ld+json'>{json.dumps(value)}</script>"


def meta(name: str, content: str) -> str:
    return f"<meta property='{name}' content='{content}'>"
