"""What two extractors, and the page's own metadata, take for the article, laid over the words of the whole page."""

import logging
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from saidby.read.page.blocks import Block

TRAFILATURA, RESILIPARSE, METADATA = "trafilatura", "Resiliparse", "the page's metadata"
_WORD = re.compile(r"\w+")
_GRAM = 4  # words that must follow one another in both texts; as in the measure of the Zyte benchmark
_MANY = 6  # places of a run of words: one that stands more often tells nothing about where
_MOST_TAGS = 60_000  # of a page for trafilatura, whose time grows out of proportion (200,000 paragraphs: over 25 s)
_LEAST = 250  # characters of an article's text in metadata: shorter ones are summaries
_SILENT = logging.NullHandler()
_MARKUP = re.compile(r"<[^<>]{1,2000}>")


def ask(page: str, tree: Any, *, tags: int, stated: str | None) -> dict[str, str]:
    """Return the article's text in the opinion of each, empty where one finds none; who was not asked is left out."""
    opinions = {RESILIPARSE: _resiliparse(tree)}
    if tags <= _MOST_TAGS:
        opinions[TRAFILATURA] = _trafilatura(page)
    if stated is not None and len(stated) >= _LEAST:
        opinions[METADATA] = _MARKUP.sub(" ", stated)
    return opinions


def _trafilatura(page: str) -> str:
    from trafilatura import bare_extraction

    for library in ("trafilatura", "htmldate", "courlan"):  # what they find is judged here, not told on standard error
        logging.getLogger(library).addHandler(_SILENT)
    for precise in (True, False):
        found = bare_extraction(
            page,
            include_comments=False,
            include_formatting=False,
            favor_precision=precise,
            favor_recall=not precise,
        )
        text = getattr(found, "text", None)
        if text and text.strip():
            return str(text)
    return ""


def _resiliparse(tree: Any) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(tree, main_content=True, alt_texts=False, list_bullets=False))


def held(blocks: Sequence[Block], opinion: str) -> list[float]:
    """Return for each block which share of its words the opinion holds, in the same order as the page.

    Words count that stand in a run of four in both texts; of all such runs the longest row that keeps the order is
    taken, so that a headline that the page repeats beside other articles is held in one place only.
    """
    words = [_words(block.text) for block in blocks]
    page, wanted = [word for row in words for word in row], _words(opinion)
    flags = _aligned(page, wanted)
    if sum(flags) * 2 < len(wanted):  # a page that says the same over and over
        flags = _anywhere(page, wanted)
    shares, at = [], 0
    for row in words:
        shares.append(sum(flags[at : at + len(row)]) / len(row) if row else 0.0)
        at += len(row)
    return shares


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _aligned(page: Sequence[str], opinion: Sequence[str]) -> bytearray:
    """Return for each word of the page whether it is one of the opinion's."""
    places = _places(page, opinion)
    ends: list[int] = []  # of the rows of each length: the least place at which one ends
    last: list[int] = []  # ... and its last run
    runs: list[tuple[int, int]] = []  # place in the page, and the run before it
    for i in range(len(opinion) - _GRAM + 1):
        found = places.get(tuple(opinion[i : i + _GRAM]), ())
        for place in reversed(found if len(found) <= _MANY else ()):  # reversed: of one run, one place at most
            row = bisect_left(ends, place)
            runs.append((place, last[row - 1] if row else -1))
            if row == len(ends):
                ends.append(place)
                last.append(len(runs) - 1)
            else:
                ends[row], last[row] = place, len(runs) - 1
    flags, run = bytearray(len(page)), last[-1] if last else -1
    while run >= 0:
        place, run = runs[run]
        flags[place : place + _GRAM] = b"\1" * _GRAM
    return flags


def _anywhere(page: Sequence[str], opinion: Sequence[str]) -> bytearray:
    """Return for each word of the page whether it stands in a run of words of the opinion, whatever the order."""
    wanted = {tuple(opinion[i : i + _GRAM]) for i in range(len(opinion) - _GRAM + 1)}
    flags = bytearray(len(page))
    for j in range(len(page) - _GRAM + 1):
        if tuple(page[j : j + _GRAM]) in wanted:
            flags[j : j + _GRAM] = b"\1" * _GRAM
    return flags


def _places(page: Sequence[str], opinion: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    """Return where the opinion's runs of words stand in the page."""
    wanted = {tuple(opinion[i : i + _GRAM]) for i in range(len(opinion) - _GRAM + 1)}
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in range(len(page) - _GRAM + 1):
        gram = tuple(page[j : j + _GRAM])
        if gram in wanted:
            places[gram].append(j)
    return places
