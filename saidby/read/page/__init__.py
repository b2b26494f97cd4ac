"""The bytes of a web page as an article: its text, what the page says about it, and which numerals were left out.

A pure function of the bytes: no file, no network, nothing kept between calls, so that it may run in any process.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from saidby.errors import BadInput
from saidby.lexicon import Lexicon
from saidby.read.page.blocks import Block, find_blocks
from saidby.read.page.choose import choose, why_not
from saidby.read.page.encoding import decode_page, looks_wrong
from saidby.read.page.metadata import Metadata, are_names, find_headline, find_metadata, folded, names_in
from saidby.read.page.opinions import METADATA, RESILIPARSE, TRAFILATURA, ask, held
from saidby.read.page.scan import LIMITS, Limits, scan
from saidby.read.page.when import day_in, find_when
from saidby.records import Omission

_PAGE = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_XHTML = re.compile(
    r"\s*<\?xml\b[^>]{0,200}>\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
ENDINGS = (".html", ".htm", ".xhtml")
_NUMERAL = re.compile(r"\d+(?:[.,:]\d+)*")
_EXCERPT = 300  # characters of what was left out
_BYLINE = re.compile(r"(?:By|BY|by|Written by|Reported by)[:\s]\s*[^\d\n]{3,80}\Z")
_PARAGRAPH = 200  # characters: below one there is no byline
_NEAR = 12  # blocks below the headline in which the byline is looked for
_FEW = 60  # words: so short an article beside a much longer opinion is doubted
_MUCH = 3  # times as long


class Page(Struct, frozen=True, kw_only=True):
    """An article as its page gives it. ``text``: the headline where it is seen, then ``body``.

    The byline is no part of it: the same article comes without one in feeds. ``writers`` has its names.
    """

    text: str
    body: str
    title: str | None = None
    writers: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None  # as given, with hour and zone where it has them
    published_from: str | None = None
    published_at: str | None = None
    section: str | None = None
    url: str | None = None
    omissions: tuple[Omission, ...] = ()
    doubts: tuple[str, ...] = ()


def is_page(data: bytes, name: str) -> bool:
    """Tell whether a file is a web page: by its name, else by how it begins, in whatever encoding."""
    if name.casefold().endswith(ENDINGS):
        return True
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    begin = head.replace(b"\0", b"").decode("latin-1")
    return _PAGE.match(begin) is not None or _XHTML.match(begin) is not None


def read_page(
    data: bytes,
    name: str,
    lexicon: Lexicon,
    *,
    url: str | None = None,
    content_type: str | None = None,
    limits: Limits = LIMITS,
) -> Page:
    """Return the article on a page. Raise BadInput where it is over a limit, or where there is none.

    ``url`` and ``content_type`` are the address it came from and the header that came with it.
    """
    if len(data) > limits.bytes:
        scan(data, name, limits)
    if not data.strip(b" \t\r\n\0"):
        raise BadInput(name, "the file is empty", "Leave it out, or fetch the article again.")
    decoded = decode_page(data, name, content_type)
    tags = scan(data if decoded.encoding == "utf-8" else decoded.text.encode("utf-8", "replace"), name, limits)
    return _article(decoded.text, name, tags, url, lexicon, [decoded.doubt] if decoded.doubt else [])


def _article(page: str, name: str, tags: int, url: str | None, lexicon: Lexicon, doubts: list[str]) -> Page:
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(page)
    blocks = find_blocks(tree)
    metadata = find_metadata(tree, blocks, url, lexicon)
    opinions = ask(page, tree, tags=tags, stated=metadata.body)
    shares = {who: held(blocks, opinion) for who, opinion in opinions.items()}
    chosen = choose(blocks, shares)
    title, head = find_headline(metadata, blocks)
    byline = _byline(metadata, blocks, head)
    if byline is not None:
        chosen[byline] = False
    body = "\n\n".join(b.text for b, c in zip(blocks, chosen, strict=True) if c)
    if not body and METADATA in opinions:
        body = opinions[METADATA].strip()
        doubts.append("its text is seen nowhere on the page; taken from its metadata")
    if looks_wrong(body):
        doubts.append("some of its characters look wrong")
    if not body:
        raise BadInput(name, _nothing(blocks), "Save what it says as plain text.")
    where = [i for i, c in enumerate(chosen) if c] or [0]
    when = find_when(metadata, blocks, head, range(where[0], where[-1] + 1), lexicon)
    opening = [title] if head is not None and title and not body.startswith(title) else []
    signed = names_in(blocks[byline].text, metadata.outlet) if byline is not None else []
    return Page(
        text="\n\n".join([*opening, body]),
        body=body,
        title=title,
        writers=tuple(dict.fromkeys([*metadata.writers, *signed])),
        outlet=metadata.outlet,
        published=when.day if when else None,
        published_from=when.where if when else None,
        published_at=when.moment if when else None,
        section=metadata.section,
        url=metadata.url,
        omissions=tuple(_omissions(blocks, chosen, shares, head, lexicon)),
        doubts=(*doubts, *_disagreement(body, opinions)),
    )


def _nothing(blocks: Sequence[Block]) -> str:
    words = sum(len(b.text.split()) for b in blocks)
    return f"no article on the page, among {words:,} words" if words else "a page without any text"


def _byline(metadata: Metadata, blocks: Sequence[Block], head: int | None) -> int | None:
    """Return the block that is the writer's line: below the headline, names alone, those of the metadata among them."""
    if head is None:
        return None
    for i in range(head + 1, min(head + _NEAR, len(blocks))):
        line = blocks[i].text
        known = not metadata.writers or any(folded(w) in folded(line) for w in metadata.writers)
        if known and not blocks[i].hidden and _BYLINE.match(line) and are_names(names_in(line, metadata.outlet)):
            return i
        if len(line) > _PARAGRAPH:
            break
    return None


def _omissions(
    blocks: Sequence[Block],
    chosen: Sequence[bool],
    shares: dict[str, list[float]],
    head: int | None,
    lexicon: Lexicon,
) -> list[Omission]:
    """Return what has numerals and is not in the text: between headline and last paragraph, or held by anybody."""
    here = [i for i, c in enumerate(chosen) if c] or [len(blocks)]
    begin = min([here[0], *([head] if head is not None else [])])
    found = []
    for i, block in enumerate(blocks):
        opinions = {who: row[i] for who, row in shares.items()}
        near = begin <= i <= here[-1] or any(share >= 0.5 for share in opinions.values())
        if near and not chosen[i] and i != head and (numerals := _NUMERAL.findall(block.text)):
            why = "a line with a day" if day_in(block.text, lexicon) else why_not(block, opinions)
            found.append(Omission(text=_excerpt(block.text), numerals=tuple(numerals), why=why))
    return found


def _excerpt(text: str) -> str:
    return text if len(text) <= _EXCERPT else text[:_EXCERPT].rpartition(" ")[0] or text[:_EXCERPT]


def _disagreement(body: str, opinions: dict[str, str]) -> list[str]:
    """Return a doubt where the article is short beside what somebody else takes for it, or where one finds nothing."""
    words = len(body.split())
    silent = [who for who, opinion in opinions.items() if not opinion.strip()]
    long = [who for who, opinion in opinions.items() if len(opinion.split()) > _MUCH * max(words, 1)]
    alone = [] if TRAFILATURA in opinions else [f"too large for {TRAFILATURA}; {RESILIPARSE} alone was asked"]
    return [
        *alone,
        *(f"{who} finds no article on it" for who in silent),
        *(f"{who} finds much more text on it than the {words} words read" for who in long if words < _FEW * _MUCH),
    ]
