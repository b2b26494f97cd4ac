"""Words that would do something if a page, a Markdown reader or a wiki took them at their word."""

from saidby.records import Marks, Story
from tests.link.build import story, told

_WIKI = [
    "{{delete|reason}}",
    "{{{1|x}}}",
    "}}{{delete}}",
    "{{subst:Main Page}}",
    "{{#if:1|a|b}}",
    "{{cite news|title=fake}}",
    "[[Category:Hoaxes]]",
    "[[File:Shock.png|thumb]]",
    "]][[Main Page|here]]",
    "[https://evil.example click]",
    "https://evil.example/now",
    "//evil.example",
    "mailto:a@evil.example",
    "irc://evil.example",
    "news:evil.group",
    "<ref>forged</ref>",
    "</ref><ref name=x>",
    '<ref name="a" />',
    "<nowiki>x</nowiki>",
    "</nowiki>{{delete}}",
    "<!-- hidden",
    "-->",
    "<noinclude>{{x}}</noinclude>",
    "<gallery>File:A.png</gallery>",
    "<math>x</math>",
    "|}",
    "|-\n| forged || row",
    "{| class=wikitable",
    "! forged !! header",
    "|| cell",
    "|quote=other",
    "== Heading ==",
    "__NOTOC__",
    "~~~~",
    "'''bold''' ''italic''",
    "-{zh-hans:x}-",
    "RFC 1234",
    "PMID 9876",
    "ISBN 9783161484100",
    "&lt;ref&gt;",
    "&#123;&#123;delete&#125;&#125;",
    "\x7f'\"`UNIQ--ref-00000001-QINU`\"'\x7f",
]
_PAGE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "<a href='javascript:alert(1)'>x</a>",
    "</article><h1>forged",
    "<style>*{display:none}</style>",
    "<iframe src=//evil.example>",
    "javascript:alert(1)",
    "\u202egnisrever",
    "\u0000null",
]
_MARKDOWN = [
    "[x](javascript:alert(1))",
    "![x](https://evil.example/p.png)",
    "[x]: https://evil.example",
    "[^1]: forged note",
    "[^99]",
    "<https://evil.example>",
    "www.evil.example",
    "**bold** _under_ ~~gone~~",
    "`code` ```fence",
    "# heading",
    "> quoted",
    "- point",
    "1. first",
    "a | b\n--|--\n1 | 2",
    "$x^2$ and $$y$$",
    "\\*escaped\\*",
    "&copy; &#60;b&#62;",
    "@someone #12",
    "\n\n***\n\n",
    "+ plus\n= equals\n---",
]
PAYLOADS = [*_WIKI, *_PAGE, *_MARKDOWN, *(f"The {p} men" for p in [*_WIKI[:20], *_PAGE[:4], *_MARKDOWN[:6]])]
ADDRESSES = [
    "javascript:alert(1)",
    "data:text/html,<script>x</script>",
    "https://a.example/}}{{delete}}",
    "https://a.example/|quote=x]] [https://evil.example y]",
    "https://a.example/<script>\"'>()`",
    "https://a.example/\n* x",
    "http://[broken",
    "//a.example/x",
]


def hostile_story(payload: str, address: str | None = None) -> tuple[Story, list[Marks]]:
    """Return a story whose outlets, titles, sources and words all bring ``payload``."""
    source = {"source": f"Board {payload}", "named": "The Board", "said_on": "2026-05-01", "bound": "more_than"}
    where = {"published": "2026-05-02", "url": address}
    line = " ".join(payload.replace("{", "(").replace("}", ")").split())  # braces mark figures in the builder
    one = told(
        "a",
        f"The Board said {{more than 500}} people {line} had highly likely died. “The {line} river rose and took it.”",
        {**source, "hedge": "highly likely", "low": 500, "high": None},
        outlet=f"Post {payload}",
        headline=payload,
        **where,
    )
    other = told(
        f"b {payload}",
        f"{line} The League said {{about 40}} people {line} had died.",
        {"source": f"League {payload}", "named": "The League", "bound": "about", "low": 40, "high": 40},
        outlet=payload,
        headline=f"Title {payload}",
        **where,
    )
    marks = [one, other]
    return story(*marks), marks
