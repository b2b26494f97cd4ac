"""Takes the articles out of NewsML-G2 (news items, packages, messages) and NITF: news in XML as agencies send it."""

from collections.abc import Iterator
from functools import partial
from itertools import islice
from xml.etree.ElementTree import Element, tostring

from saidby.errors import BadInput
from saidby.read.documents import Document, Entry, Names, by_itself, clock_time, in_own_form
from saidby.read.markup import text_of_html, text_of_tree
from saidby.read.xml_tree import local, parse
from saidby.records import Problem

MOST = 1000  # items of one message
ROOTS = frozenset("newsitem packageitem newsmessage nitf conceptitem knowledgeitem planningitem".split())
_HIDDEN = frozenset(("stat:canceled", "stat:withheld"))


def articles(data: bytes, name: str) -> Iterator[Document | Problem]:
    """Yield the texts of a file as documents. Raise BadInput where it holds none.

    newsItem:     XHTML or NITF in inlineXML, plain text in inlineData; content that lies elsewhere is not fetched
    newsMessage:  every newsItem in it         packageItem:  names its items only, and is passed over
    """
    root = parse(data, name)
    kind = local(root.tag).lower()
    if kind == "nitf":
        yield _from_nitf(root, name)
        return
    news = list(islice((e for e in root.iter() if local(e.tag).lower() == "newsitem"), MOST + 1))
    if not news:
        yield _nothing(root, name)
        return
    names = Names()
    yield from (by_itself(partial(_one, item, names, name)) for item in news[:MOST])
    if len(news) > MOST:
        yield Problem(where=name, what=f"has more than {MOST:,} items; the others were left out", do="Split the file.")


def _nothing(root: Element, name: str) -> Problem:
    """Return what there is to say of a file without news items; a package is an index, and leaves nothing unread."""
    references = [item for item in root.iter() if local(item.tag) == "itemRef"]
    if local(root.tag).lower() == "packageitem" or references:
        what = f"a package, which names {len(references)} items and holds none"
        return Problem(where=name, what=what, do="Name the files of its items.", note=True)
    raise BadInput(name, f"holds no news item ({local(root.tag)[:40]})", "Give the item that has the article's body.")


def _one(item: Element, names: Names, name: str) -> Document | Problem:
    safe = names.of(item.get("guid") or "item")
    where = f"{name}/{safe}"
    if status := next((s for s in _attributes(item, "pubStatus", "qcode") if s in _HIDDEN), None):
        what = f"its publisher has marked it as {status.partition(':')[2]}"
        return Problem(where=where, what=what, do="Leave it out.", note=True)
    text, title = _content(item, where)
    if not text:
        what = "has no text in it: its content lies elsewhere, or is no text"
        return Problem(where=where, what=what, do="Give the file that has the article's body.", note=True)
    entry = Entry(
        id=safe,
        body=text,
        title=_text(_meta(item), "headline") or title,
        url=next((link for link in _addresses(item) if link), None),
        outlet=_outlet(item),
        published=_day(item),
    )
    return in_own_form(entry, within=name, route="newsml", raw=tostring(item))


def _content(item: Element, where: str) -> tuple[str, str | None]:
    """Return the text of an item, and the headline that stands in it."""
    for part in item.iter():
        tag = local(part.tag)
        if tag == "inlineXML" and len(part):
            return _of_inline(part[0])
        if tag == "inlineData" and (words := "".join(part.itertext()).strip()):
            kind = (part.get("contenttype") or "").lower()
            return (text_of_html(words, where) if "html" in kind or "xml" in kind else words), None
    return "", None


def _of_inline(content: Element) -> tuple[str, str | None]:
    if local(content.tag).lower() == "nitf":
        return _of_nitf(content)
    body = _first(content, "body")
    return text_of_tree(content if body is None else body, name_of=local), None


def _of_nitf(root: Element) -> tuple[str, str | None]:
    """Return what stands in the body's content, and the first headline; datelines and bylines stand apart from it."""
    body = _first(root, "body.content")
    body = body if body is not None else _first(root, "body")
    return ("" if body is None else text_of_tree(body, name_of=local)), _text(root, "hl1") or _text(root, "title")


def _from_nitf(root: Element, name: str) -> Document:
    text, title = _of_nitf(root)
    if not text:
        raise BadInput(name, "holds no text", "Give the item that has the article's body.")
    marks = list(_attributes(root, "doc-id", "id-string"))
    days = [clock_time(day) for tag in ("date.issue", "date.release") for day in _attributes(root, tag, "norm")]
    entry = Entry(
        id=Names().of(marks[0] if marks else "item"),
        body=text,
        title=title,
        outlet=_text(root, "distributor") or next(_attributes(root, "doc.copyright", "holder"), None),
        published=next(filter(None, days), None),
    )
    return in_own_form(entry, within=name, route="newsml", raw=tostring(root))


def _meta(item: Element) -> Element:
    found = _first(item, "contentMeta")
    return item if found is None else found


def _outlet(item: Element) -> str | None:
    """Return who published an item: the source of the information as it is named, else who provides it."""
    for tag in ("infoSource", "creditline", "provider", "copyrightHolder"):
        for element in (e for e in item.iter() if local(e.tag) == tag):
            named = _text(element, "name") or (element.text or "").strip() or element.get("literal")
            if named:
                return named
    return None


def _day(item: Element) -> str | None:
    for tag in ("versionCreated", "contentCreated", "firstCreated", "contentModified"):
        if found := clock_time(_text(item, tag)):
            return found
    return None


def _addresses(item: Element) -> Iterator[str | None]:
    guid = item.get("guid") or ""
    yield next((href for href in _attributes(item, "link", "href") if href.startswith(("http://", "https://"))), None)
    yield guid if guid.startswith(("http://", "https://")) else None


def _first(root: Element, tag: str) -> Element | None:
    return next((e for e in root.iter() if local(e.tag) == tag), None)


def _text(root: Element, tag: str) -> str | None:
    """Return the words of the first element of that name that has any."""
    for element in (e for e in root.iter() if local(e.tag) == tag):
        if words := " ".join("".join(element.itertext()).split()):
            return words
    return None


def _attributes(root: Element, tag: str, attribute: str) -> Iterator[str]:
    for element in (e for e in root.iter() if local(e.tag) == tag):
        if value := (element.get(attribute) or "").strip():
            yield value
