"""Directly quoted passages: what stands between quotation marks, whoever said it."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from saidby.records import Quote, Span
from saidby.text import Layout

_DOUBLE = re.compile(r"[\"“”„‟«»]|``|''")
_SINGLE_OPEN = re.compile(r"(?<![\w.,!?])[‘'`](?=[\w\"“\[(…$£€])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…)\]])[’'](?!\w)")
_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
# How far a quotation may run on without opening anew: longer stretches are marks that were lost.
_RUNS_ON = 3  # paragraphs (longest seen in the gold quotes, November 2026)
# Singly quoted words are often nicknames, titles and scare quotes: only a clause is surely somebody's words.
_SINGLE_WORDS = 4


class _Mark(Struct, frozen=True):
    start: int
    end: int
    opens: bool | None  # None: its surroundings do not tell


class _Letters:
    """Where the letters and digits of a text are; asked from front to back it goes through the text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._asked, self._found = 0, -1

    def first(self, start: int) -> int:
        """Return the place of the first letter or digit from ``start`` on."""
        if not self._asked <= start <= self._found:
            match = _LETTER.search(self.text, start)
            self._asked, self._found = start, match.start() if match else len(self.text)
        return self._found


def find_quotes(layout: Layout) -> list[Quote]:
    """Return every passage inside quotation marks, without its marks, in text order.

    Closed:    "..."  “...”  «...», and ‘...’ or '...' around four words and more
    Run on:    “... over the end of a paragraph ...”: one passage
    Reopened:  “... and the next paragraph begins with a mark again: one passage a paragraph
    Unclosed:  ends with the sentence in which it begins
    """
    found = list(_double(layout, _Letters(layout.text)))
    return sorted(found + list(_single(layout, found)), key=lambda q: q.span)


def words_in(text: str) -> int:
    """Return how many words ``text`` has."""
    return sum(1 for _ in _WORD.finditer(text))


def _double(layout: Layout, letters: _Letters) -> Iterator[Quote]:
    opened: _Mark | None = None
    opened_in = 0
    for index, paragraph in enumerate(layout.paragraphs):
        marks = list(_marks(layout.text, paragraph))
        lost = index - opened_in > _RUNS_ON
        if opened is not None and (
            lost or (marks and _opens(marks[0], opened=True) and not _strayed(layout.text, marks[0]))
        ):
            reopened = _reopens(marks, paragraph, index - opened_in)
            yield from _unclosed(layout, letters, opened, opened_in, reopened=reopened)
            opened = None
        for mark in marks:
            if opened is None:
                if mark.opens is not False:
                    opened, opened_in = mark, index
            elif _opens(mark, opened=True) and not _strayed(layout.text, mark):
                yield from _unclosed(layout, letters, opened, opened_in, reopened=False)
                opened, opened_in = mark, index
            else:
                yield from _quote(letters, opened.end, mark.start, "closed" if index == opened_in else "run on")
                opened = None
    if opened is not None:
        yield from _unclosed(layout, letters, opened, opened_in, reopened=False)


def _marks(text: str, within: Span) -> Iterator[_Mark]:
    for match in _DOUBLE.finditer(text, within.start, within.end):
        before = text[match.start() - 1] if match.start() > within.start else " "
        after = text[match.end()] if match.end() < within.end else " "
        yield _Mark(match.start(), match.end(), _direction(match[0], before, after))


def _direction(mark: str, before: str, after: str) -> bool | None:
    """Tell an opening mark from a closing one by its neighbours first: typists confuse the shapes."""
    free_before = before.isspace() or before in "([{—–-/‘'’"
    if free_before and not after.isspace():
        return True
    if not before.isspace() and (after.isspace() or after in ".,;:!?)]}—–-’'"):
        return False
    return {"“": True, "„": True, "«": True, "”": False, "»": False}.get(mark)


def _strayed(text: str, mark: _Mark) -> bool:
    """Tell whether a closing mark has its space on the wrong side: “... the pier, ”said Torv."""
    return text[mark.start] in "”»" and text[max(0, mark.start - 3) : mark.start].rstrip()[-1:] in {
        ",",
        ".",
        "!",
        "?",
        "…",
    }


def _opens(mark: _Mark, *, opened: bool) -> bool:
    return (not opened) if mark.opens is None else mark.opens


def _reopens(marks: list[_Mark], paragraph: Span, distance: int) -> bool:
    return distance == 1 and bool(marks) and marks[0].start == paragraph.start


def _unclosed(layout: Layout, letters: _Letters, opened: _Mark, paragraph: int, *, reopened: bool) -> Iterator[Quote]:
    """Yield a passage without a closing mark: to the end of its paragraph if the next opens anew, else its sentence."""
    block = layout.paragraphs[paragraph]
    if reopened:
        yield from _quote(letters, opened.end, block.end, "reopened")
        return
    sentence = layout.sentence_at(opened.end)
    yield from _quote(letters, opened.end, sentence.end if sentence else block.end, "unclosed")


def _quote(letters: _Letters, start: int, end: int, rule: str) -> Iterator[Quote]:
    text = letters.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and letters.first(start) < end:
        yield Quote(span=Span(start, end), rule=rule, confidence=0.95 if rule == "closed" else 0.8)


def _single(layout: Layout, doubles: list[Quote]) -> Iterator[Quote]:
    """Yield what single marks plainly enclose, outside double ones: a clause, its closing mark after punctuation."""
    text, letters = layout.text, _Letters(layout.text)
    taken = [q.span for q in doubles]
    for paragraph in layout.paragraphs if _SINGLE_OPEN.search(text) is not None else ():
        at = paragraph.start
        closers: tuple[list[int], ...] | None = None
        while (opening := _SINGLE_OPEN.search(text, at, paragraph.end)) is not None:
            closers = closers or _closers(text, paragraph)
            closing = _closing(closers, opening.end())
            at = opening.end()
            if closing is None or words_in(text[opening.end() : closing]) < _SINGLE_WORDS:
                continue
            if not any(s.start < closing and opening.start() < s.end for s in taken):
                yield from _quote(letters, opening.end(), closing, "single")
                at = closing


def _closers(text: str, within: Span) -> tuple[list[int], ...]:
    """Return where passages can close, in the order of how sure that is: at a mark after punctuation, then at any."""
    closers = [m.start() for m in _SINGLE_CLOSE.finditer(text, within.start, within.end)]
    sure = [c for c in closers if text[c - 1] in ".,!?…"]
    plural = [c for c in closers if text[c - 1] != "s"]  # "the workers' union" closes nothing
    return sure, plural, closers


def _closing(closers: tuple[list[int], ...], start: int) -> int | None:
    """Return where the passage that begins at ``start`` closes."""
    behind = (row[k] for row in closers if (k := bisect_left(row, start)) < len(row))
    return next(behind, None)
