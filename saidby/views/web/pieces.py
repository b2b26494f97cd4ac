"""Small pieces that several pages show: how an article is named, its words around a place, an amount with its day."""

from msgspec import Struct

from saidby.records import Article, Marks, Span
from saidby.views.web.links import Links
from saidby.wording import clean

AROUND = 80  # characters of context on each side of the words that are meant
_LONGEST = 90  # characters of a title in a list


class Cited(Struct, frozen=True, kw_only=True):
    """Exact words of an article with a little of what is around them, and where they stand."""

    name: str
    title: str
    before: str
    words: str
    after: str
    href: str


def title_of(article: Article) -> str:
    """Return an article's title; its first words where it has none."""
    title = article.title.of(article.text) if article.title else article.headline
    return clip(clean(title or "") or clean(_opening(article)) or clean(article.id))


def _opening(article: Article) -> str:
    """Return an article's first words, behind what came with the page."""
    at = 0
    for one in sorted(article.furniture, key=lambda f: f.span):
        if article.text[at : one.span.start].strip():
            break
        at = max(at, one.span.end)
    return article.text[at : at + 2 * _LONGEST].lstrip(" \n–—-")


def name_of(article: Article) -> str:
    """Return by what an article is called beside others: its outlet, or its id where the outlet is not known."""
    return clean(article.outlet or article.id)


def cited(marks: Marks, span: Span, links: Links, *, figure: str | None = None, around: int = AROUND) -> Cited:
    """Return the words at ``span``, cut from the stored text; what is around them is cut at words."""
    article = marks.article
    text = article.text
    start, end = max(0, span.start - around), min(len(text), span.end + around)
    before, after = text[start : span.start], text[span.end : end]
    if start:
        before = "…" + (before.partition(" ")[2] if " " in before.strip() else before)
    if end < len(text):
        after = (after.rpartition(" ")[0] if " " in after.strip() else after) + "…"
    href = links.article(article.key, figure=figure) if figure else links.article(article.key, span=span)
    return Cited(
        name=name_of(article), title=title_of(article), before=before, words=span.of(text), after=after, href=href
    )


def in_sentence(marks: Marks, span: Span, links: Links, *, figure: str | None = None) -> Cited:
    """Return the words at ``span`` inside the sentence that has them."""
    text = marks.article.text
    own = next((s for s in marks.sentences if s.start <= span.start < s.end), span)
    end = max(own.end, span.end)
    found = cited(marks, span, links, figure=figure, around=0)
    return Cited(
        name=found.name,
        title=found.title,
        before=text[own.start : span.start].lstrip(),
        words=found.words,
        after=text[span.end : end].rstrip(),
        href=found.href,
    )


def clip(words: str, longest: int = _LONGEST) -> str:
    """Return words cut to that many characters, at a word where one ends near."""
    if len(words) <= longest:
        return words
    cut = words[: longest - 1]
    return (cut.rpartition(" ")[0] if " " in cut[longest // 2 :] else cut) + "…"
