"""Atom feeds (RFC 4287) of revised figures: what each said before and says now, quoted, with where it stands."""

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from msgspec import Struct

from saidby.records import Marks, Span
from saidby.revisions import Revision, Told
from saidby.views.export.material import Learnt, Material

EPOCH = "1970-01-01T00:00:00Z"  # of what has no date
_ATOM = "http://www.w3.org/2005/Atom"
_ODD = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "�")  # not in XML


class Entry(Struct, frozen=True, kw_only=True):
    """One revision. ``updated``: a moment in universal time; ``links``: the address of its page, then another."""

    id: str
    title: str
    updated: str
    author: str
    content: str
    links: tuple[str, ...] = ()
    category: str | None = None


def atom(entries: Iterable[Entry], *, id_: str, title: str, generator: str | None = None) -> bytes:
    """Return a feed of these entries, in their order. Whatever their words are, they are no more than words."""
    entries = list(entries)
    feed = ET.Element("feed", xmlns=_ATOM)
    _put(feed, "id", id_)
    _put(feed, "title", title)
    _put(feed, "updated", max((entry.updated for entry in entries), default=EPOCH))
    if generator:
        _put(feed, "generator", generator)
    for entry in entries:
        _entry(feed, entry)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written.replace(b"\r", b"&#13;")  # a parser would make a line feed of it


def _entry(feed: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(feed, "entry")
    _put(element, "id", entry.id)
    _put(element, "title", entry.title)
    _put(element, "updated", entry.updated)
    _put(ET.SubElement(element, "author"), "name", entry.author)
    if entry.category:
        ET.SubElement(element, "category", term=_fit(entry.category))
    _put(element, "content", entry.content, type="text")
    for rel, link in zip(("alternate", "related"), entry.links, strict=False):
        if address := web_address(link):
            ET.SubElement(element, "link", rel=rel, href=_fit(address))


def revision_feed(materials: Iterable[Material], *, generator: str | None = None) -> bytes:
    """Return the feed of the revisions in stories, the latest first. That of one story has the story's id and name."""
    entries: list[Entry] = []
    stories: list[tuple[str, str]] = []
    for material in materials:
        stories.append((material.story.key, material.story.story))
        entries += revision_entries(material)
    entries.sort(key=lambda entry: (entry.updated, entry.id), reverse=True)
    id_, title = "urn:saidby:revisions", "Revised figures"
    if len(stories) == 1:
        id_, title = f"urn:saidby:story:{stories[0][0]}", f"{title}: {stories[0][1]}"
    return atom(entries, id_=id_, title=title, generator=generator)


def revision_entries(material: Material) -> list[Entry]:
    """Return an entry for each revision of a story, in the order in which they were learnt."""
    return [_revised(one, material) for one in material.learnt()]


def _revised(learnt: Learnt, material: Material) -> Entry:
    revision = learnt.revision
    sides = (revision.after, revision.before)
    marks = [material.marks.get(side.article) for side in sides]
    return Entry(
        id=f"urn:saidby:revision:{learnt.key}",
        title=_headline(revision),
        updated=learnt.at or _published(marks[0]),
        author=revision.source,
        category=revision.measure,
        content="\n".join(_told(*told) for told in zip(("Before", "Now"), sides[::-1], marks[::-1], strict=True)),
        links=tuple((one and one.article.url) or "" for one in marks),
    )


def _headline(revision: Revision) -> str:
    about = ", ".join(filter(None, (revision.measure, revision.whom)))
    return f"{revision.source}: {revision.before.words} → {revision.after.words} ({about})"


def _told(label: str, side: Told, marks: Marks | None) -> str:
    where = ", ".join(filter(None, ((marks and marks.article.outlet) or side.article, side.date)))
    quoted = f"{label}: “{side.words}” ({where})"
    sentence = _sentence(side, marks) if marks else None
    return f"{quoted}: “{sentence}”" if sentence else quoted


def _sentence(side: Told, marks: Marks) -> str | None:
    around: list[Span] = [s for s in marks.sentences if s.start <= side.start and side.stop <= s.end]
    return around[0].of(marks.article.text) if around else None


def _published(marks: Marks | None) -> str:
    """Return when an article came out as a moment: of a day, month or year its beginning."""
    article = marks.article if marks else None
    if article is None or not (day := article.published) or day.startswith("-"):
        return EPOCH
    return article.published_at or f"{day}{'-01-01'[len(day) - 4 :] if len(day) < 10 else ''}T00:00:00Z"


def web_address(address: str) -> str | None:
    """Return an address of the web with nothing in it that may not stand in one; None where it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    return _NOT_IN_ADDRESSES.sub(lambda found: quote(found[0].encode("utf-8", "replace"), safe=""), address)


_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f-\xa0<>\"{}|\\^`\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _put(parent: ET.Element, name: str, words: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = _fit(words)


def _fit(words: str) -> str:
    return words.translate(_ODD)
