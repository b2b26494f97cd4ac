"""Decides which blocks of a page are the article, from what the two extractors hold and where each block stands."""

import re
from collections import Counter
from collections.abc import Sequence

from saidby.read.page.blocks import Block
from saidby.read.page.opinions import METADATA, RESILIPARSE, TRAFILATURA

Shares = dict[str, list[float]]  # who holds the article to be what; for each block, the share of its words

_HALF = 0.5  # of a block's words
_ASIDE = frozenset({"nav", "aside", "footer", "form", "figure"})
_LINKED = 0.8  # share of a block in links from which it leads elsewhere
_LINK_LINE = 25  # words: a longer one is a paragraph that someone has linked
_PARAGRAPH = 8  # words
_HEADING = 20  # words
_KIN = 2  # paragraphs of one kind in the article, from which others of that kind belong to it
REMARKS = re.compile(r"\b(?:comments?(?:-?(?:list|area|body|content|text))?|disqus|replies)\b", re.IGNORECASE)


def choose(blocks: Sequence[Block], shares: Shares) -> list[bool]:
    """Return for each block whether it is the article's.

    First what trafilatura holds, or where it finds nothing Resiliparse, or the metadata's text. Then what it loses:
    paragraphs of the same kind that another holds, headings between paragraphs, quoted posts. Last go headlines and
    lines that are nothing but links to other pages.
    """
    chosen = _first(blocks, shares)
    others = _others(blocks, shares)
    _add_kin(blocks, others, chosen)
    _add_between(blocks, others, chosen)
    _leave_links(blocks, shares, chosen)
    return chosen


def _first(blocks: Sequence[Block], shares: Shares) -> list[bool]:
    for who in (TRAFILATURA, RESILIPARSE, METADATA):
        chosen = [share >= _HALF for share in shares.get(who, ())]
        if any(chosen):
            return chosen
    return [False] * len(blocks)


def _others(blocks: Sequence[Block], shares: Shares) -> list[bool]:
    """Return for each block whether Resiliparse or the metadata hold it."""
    rows = [shares[who] for who in (RESILIPARSE, METADATA) if who in shares]
    return [any(row[i] >= _HALF for row in rows) for i in range(len(blocks))]


def _add_kin(blocks: Sequence[Block], others: Sequence[bool], chosen: list[bool]) -> None:
    """Add paragraphs that stand in the same kind of elements as the article's, and that another one holds."""
    prose = {"p", "section", "div"}
    kinds = Counter(
        b.kind for b, c in zip(blocks, chosen, strict=True) if c and b.tag in prose and _size(b) >= _PARAGRAPH
    )
    for i, block in enumerate(blocks):
        if others[i] and block.tag == "p" and kinds[block.kind] >= _KIN and block.links < _HALF:
            chosen[i] = True


def _add_between(blocks: Sequence[Block], others: Sequence[bool], chosen: list[bool]) -> None:
    """Add headings right above the article's paragraphs, and quoted posts between them."""
    here = [i for i, c in enumerate(chosen) if c]
    if not here:
        return
    for i in range(here[0] + 1, here[-1]):
        block = blocks[i]
        if chosen[i] or block.hidden or block.places & _ASIDE or REMARKS.search(block.classes):
            continue
        heading = others[i] and chosen[i + 1] and any(chosen[max(0, i - 2) : i]) and _size(block) <= _HEADING
        quoted = "blockquote" in block.places and block.links < 0.9
        chosen[i] = quoted or (heading and block.links < 0.3)


def _leave_links(blocks: Sequence[Block], shares: Shares, chosen: list[bool]) -> None:
    stated = shares.get(METADATA, [0.0] * len(blocks))
    for i, block in enumerate(blocks):
        leads_away = block.links >= _LINKED and _size(block) < _LINK_LINE and block.tag != "li"
        if chosen[i] and (block.tag == "h1" or (leads_away and stated[i] < _HALF)):
            chosen[i] = False


def _size(block: Block) -> int:
    return len(block.text.split())


def why_not(block: Block, held: dict[str, float]) -> str:
    """Return in words why a block is not in the article's text."""
    if block.tag == "h1":
        return "a headline"
    if block.links >= _LINKED:
        return "links to other pages"
    if block.hidden:
        return "hidden on the page"
    if aside := sorted(block.places & (_ASIDE | {"figcaption", "header"})):
        return f"stands in {' and '.join(aside)}"
    if REMARKS.search(block.classes):
        return "readers' comments"
    holders = [who for who, share in held.items() if share >= _HALF]
    return f"only {' and '.join(holders)} took it for the article" if holders else "nobody took it for the article"
