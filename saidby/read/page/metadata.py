"""Reads what a page says about its article: JSON-LD first, then meta tags, then what readers see."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from msgspec import Struct

from saidby.lexicon import Lexicon
from saidby.read.page.address import canonical
from saidby.read.page.blocks import Block
from saidby.read.page.elements import Elements, find_elements
from saidby.read.page.json_ld import Graph, Node, body_of, types

JSON_LD = "JSON-LD"
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
_WRITERS = ("author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "article:author", "byl")
_OUTLETS = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "application-name", "al:android:app_name")
_SECTIONS = ("article:section", "parsely-section", "section", "cxenseparse:section")
_ONE = re.compile(r"(?:[Tt]he )?[^\W\d_a-z][\w.'’-]+(?: [^\W\d_a-z][\w.'’-]+)*")
_LONGEST = 300  # characters of a title or name
_WHOLE = 30  # characters of a title that goes before the rest of what the page shows as headline
_SUFFIX = re.compile(r"\s+(?:[|–—»:•·-]{1,2}|::)\s+")
_BY = re.compile(r"\s*(?:by|written by|reported by|words by|author|from)[\s:]+", re.IGNORECASE)
_FULL = re.compile(r"[^\W\d_a-z][\w.'’-]+(?: (?:[^\W\d_a-z][\w.'’-]*|de|del|van|von|der|den|al|bin)){1,4}")
_BETWEEN = re.compile(r"\s*(?:,|;|&|\||/|\band\b)\s*")
_MOST = 200  # elements of a kind that are looked at
_FEW = 3  # names in what is marked as a byline; more belong to other articles on the page
_DEGREES = frozenset("phd ph d md jr sr rn rd msc mph ba ma esq dphil".split())
_NOBODY = frozenset(
    {"no author", "admin", "administrator", "author", "editor", "guest", "staff", "unknown", "web desk"}
)
_NO_NAME = re.compile(r"[\d@#<>{}_]|https?:|www\.|\.com\b", re.IGNORECASE)
_PLAIN = re.compile(r"\W+")
_IN_SCRIPT = re.compile(
    r"\"(?:publishedDate|datePublished|publish_?date|published_?at|publication_?date|first_?published)\"\s*:\s*"
    r"\"(\d{4}-\d\d-\d\d[^\"]{0,20})\"",
    re.IGNORECASE,
)
CHANGE = "last change"


class Metadata(Struct, frozen=True, kw_only=True):
    """What a page says of its article. ``body``: the article's text, where the metadata repeat it."""

    titles: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()  # the page's name for browsers, with the site's name behind it
    writers: tuple[str, ...] = ()
    outlet: str | None = None
    section: str | None = None
    url: str | None = None
    dates: tuple[tuple[str, str], ...] = ()  # each value as given, and where it stood
    late_dates: tuple[tuple[str, str], ...] = ()  # those to take where readers see none either
    body: str | None = None


def find_metadata(tree: Any, blocks: Sequence[Block], url: str | None, lexicon: Lexicon) -> Metadata:
    """Return the metadata of a parsed page; ``url`` is where it came from, where that is known."""
    elements = find_elements(tree)
    metas, scripts = _metas(elements), elements.scripts
    graph = Graph([e.text for e in scripts if _is_json_ld(e)])
    links = [e.getattr("href") for e in elements.links if _is_canonical(e)]
    told = [*links, *_named(metas, ("og:url", "twitter:url"))]
    node = _article(graph, [*_named(metas, _TITLES), *(b.text for b in blocks if b.tag == "h1")], told)
    address = canonical([*told, *([_text(node.get("url"))] if node else [])], url, lexicon)
    outlet = _outlet(graph, node, metas)
    return Metadata(
        titles=tuple(_short([*(graph.texts(node, "headline") if node else []), *_named(metas, _TITLES)])),
        headings=tuple(_short([" ".join((tree.title or "").split())])),
        writers=_writers(graph, node, metas, outlet) or _signed(elements, outlet),
        outlet=outlet,
        section=next(_short([*(graph.texts(node, "articleSection") if node else []), *_named(metas, _SECTIONS)]), None),
        url=address,
        dates=tuple(_dates(node, graph, metas, elements)),
        late_dates=(*find_in_scripts([e.text for e in scripts]), *find_changes(metas)),
        body=body_of(node) if node else None,
    )


# --- where it stands ------------------------------------------------------------------------------------------


def _metas(elements: Elements) -> list[tuple[str, str]]:
    """Return name and content of all meta tags, and of elements that carry a property for programs."""
    found = []
    for element in elements.metas:
        content = element.getattr("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.getattr(attribute)
            if name and content and content.strip():
                found.append((name.strip().lower(), " ".join(unescape(content).split())))
    return found


def _named(metas: Sequence[tuple[str, str]], names: Sequence[str]) -> list[str]:
    """Return the contents of the meta tags of these names, in the order of the names."""
    return [content for name in names for given, content in metas if given == name]


def _is_json_ld(element: Any) -> bool:
    return "ld+json" in (element.getattr("type") or "").lower()


def _is_canonical(element: Any) -> bool:
    return "canonical" in (element.getattr("rel") or "").lower().split()


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _short(texts: Sequence[str]) -> Iterator[str]:
    return (text for text in dict.fromkeys(texts) if text and len(text) <= _LONGEST)


def _article(graph: Graph, titles: Sequence[str], addresses: Sequence[str | None]) -> Node | None:
    """Return the node of this article: the only one, or of several the one with its title or its address."""
    nodes = graph.articles()
    if len(nodes) > 1:
        known = {folded(t) for t in titles}
        named = [n for n in nodes if any(folded(h) in known for h in graph.texts(n, "headline"))]
        at = [n for n in nodes if {_text(n.get("url")), *graph.texts(n, "mainEntityOfPage")} & set(addresses) - {None}]
        nodes = named or at or [n for n in nodes if n.get("datePublished") and n.get("headline")][:1]
    return max(nodes, key=lambda n: (len(n), -graph.nodes.index(n))) if nodes else None


def folded(text: str) -> str:
    """Return a title without what varies between its tellings: case, signs, spaces."""
    return _PLAIN.sub(" ", text).strip().casefold()


# --- who ------------------------------------------------------------------------------------------------------


def _outlet(graph: Graph, node: Node | None, metas: Sequence[tuple[str, str]]) -> str | None:
    published_by = [*(graph.texts(node, "publisher") if node else []), *_named(metas, _OUTLETS)]
    names = [n for n in published_by if n and len(n) <= 80 and not re.match(r"https?:|#|\d|_:", n)]
    return next(iter(names), None)


def _writers(graph: Graph, node: Node | None, metas: Sequence[tuple[str, str]], outlet: str | None) -> tuple[str, ...]:
    """Return the names of those who wrote the article; addresses, accounts and the outlet itself are none."""
    told = (graph.texts(node, "author") or graph.texts(node, "creator")) if node else []
    for given in (told, *([content] for content in _named(metas, _WRITERS))):
        if kept := tuple(dict.fromkeys(name for text in given for name in names_in(text, outlet))):
            return kept
    return ()


def _signed(elements: Elements, outlet: str | None) -> tuple[str, ...]:
    """Return the names in what the page marks as its byline, where these are few."""
    lines = [" ".join(e.text.split()) for e in elements.signed[:_MOST]]
    names = dict.fromkeys(n for line in lines if len(line) <= 80 for n in names_in(line, outlet) if _FULL.fullmatch(n))
    return tuple(names) if len(names) <= _FEW else ()


def names_in(line: str, outlet: str | None) -> list[str]:
    """Return the names in a byline; single words on both sides of an "and" are the name of a firm."""
    parts = [part.strip() for part in _BETWEEN.split(_BY.sub("", line, count=1))]
    known = {folded(outlet or ""), *_NOBODY, *_DEGREES}
    names = [part for part in parts if _is_name(part) and folded(part) not in known]
    return names if len(names) < 2 or any(" " in name for name in names) else []


def are_names(names: Sequence[str]) -> bool:
    """Tell whether all are written as names: every word with a capital, small ones between them aside."""
    return bool(names) and all(_FULL.fullmatch(name) or _ONE.fullmatch(name) for name in names)


def _is_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= 6 and len(text) <= 60 and not _NO_NAME.search(text) and any(c.isalpha() for c in text)


# --- what -----------------------------------------------------------------------------------------------------


def find_headline(metadata: Metadata, blocks: Sequence[Block]) -> tuple[str | None, int | None]:
    """Return the title, and the block in which it can be seen on the page.

    A headline on the page that the metadata give too (perhaps cut short, or with the site's name); else what the
    metadata give, shown or not; else the only headline; else the name for browsers without the site's.
    """
    told = [*metadata.titles, *metadata.headings]
    heads = [i for i, b in enumerate(blocks) if b.tag == "h1" and b.links < 1.0]
    for i in heads:
        if any(_tells(blocks[i].text, title) for title in told):
            whole = (t for t in metadata.titles if blocks[i].text.startswith(t) and len(t) >= _WHOLE)
            return next(whole, blocks[i].text), i
    for title in (without_site(t, metadata.outlet) for t in metadata.titles):
        seen = next((i for i, b in enumerate(blocks) if folded(b.text) == folded(title) and b.links < 0.5), None)
        return (blocks[seen].text if seen is not None else title), seen
    if len(heads) == 1:
        return blocks[heads[0]].text, heads[0]
    return (without_site(metadata.headings[0], metadata.outlet), None) if metadata.headings else (None, None)


def _tells(seen: str, given: str) -> bool:
    one, other = folded(seen), folded(given)
    return bool(one) and (
        one == other or (len(one) >= 15 and other.startswith(one)) or (len(other) >= 30 and one.startswith(other))
    )


def without_site(title: str, outlet: str | None) -> str:
    """Return a title without the site's name behind it: the outlet's, or a last part of few words behind a bar."""
    title = title.rstrip(" |–—»:•·-")
    parts = _SUFFIX.split(title)
    if len(parts) < 2:
        return title
    last = folded(parts[-1])
    if outlet and (folded(outlet) in last or last in folded(outlet)):
        cut = True
    else:
        cut = len(parts[-1].split()) <= 4 and re.search(r"[|»•]\s+" + re.escape(parts[-1]) + r"\Z", title) is not None
    return title[: title.rindex(parts[-1])].rstrip(" |–—»:•·-\t") if cut else title


# --- when -----------------------------------------------------------------------------------------------------
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "article.published", "publish-date", "publish_date", "publishdate",
    "publication_date", "published_date", "pubdate", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date.created", "dc.date", "dcterms.date", "article:published", "rnews:datepublished", "originalpublicationdate",
    "timestamp", "ptime", "pdate", "displaydate", "date", "datecreated",
)  # fmt: skip


def _dates(
    node: Node | None, graph: Graph, metas: Sequence[tuple[str, str]], elements: Elements
) -> Iterator[tuple[str, str]]:
    """Yield the days on which the page says that the article was published, the surest first; never of changes."""
    for holder in [*([node] if node else []), *graph.pages()]:
        kind = next(iter(types(holder)), "")
        for field in ("datePublished", "dateCreated") if kind else ("datePublished",):
            if isinstance(value := holder.get(field), str):
                yield value, JSON_LD
    for name in _DATES:
        for given, content in metas:
            if given == name:
                yield content, name
    yield from _times(elements)


def find_changes(metas: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the days on which the page says that its article was last changed."""
    changed = (
        "article:modified_time",
        "og:updated_time",
        "datemodified",
        "lastmod",
        "last-modified",
        "dcterms.modified",
    )
    return [(content, CHANGE) for content in _named(metas, changed)]


def find_in_scripts(scripts: Sequence[str]) -> list[tuple[str, str]]:
    """Return the day that the page's programs hold for that of publication, where all hold one."""
    found = {m[1] for script in scripts for m in _IN_SCRIPT.finditer(script)}
    return [(min(found), "script")] if len({value[:10] for value in found}) == 1 else []


def _times(elements: Elements) -> Iterator[tuple[str, str]]:
    """Yield what elements say that are marked as the time of publication."""
    for element in elements.times[:_MOST]:
        marks = " ".join(element.getattr(a) or "" for a in ("itemprop", "class", "id")).lower()
        plain = element.hasattr("pubdate") or re.search(r"publish|posted|entry-date|created", marks)
        value = element.getattr("datetime") or element.getattr("content") or element.getattr("title")
        if plain and "modif" not in marks.replace("datemodified", "modif") and "updat" not in marks:
            yield value or element.text.strip()[:80], "time"
