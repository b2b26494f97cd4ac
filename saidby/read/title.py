"""Finds the headline and the byline."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from saidby.records import Furniture, Span
from saidby.text import normalise

_QUOTES = "\"'“‘$€£¿¡"
_LINE = re.compile(r"[^\n]+")
_IN_A_ROW = 20  # pieces of furniture that may open one line
_LONGEST = 160  # characters; the longest headline of the gold articles has 131
_NAME = r"[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|de|del|van|von|al|bin)){1,4}"
_BY_NAME = re.compile(
    rf"\s*(?:By|BY|by|Written by|Reported by)[:\s]\s*{_NAME}[^.!?\n]{{0,80}}(?:\[[^\]\n]*\]|\([^)\n]*\))?\s*\Z"
)
_NAME_ALONE = re.compile(rf"\s*(?:{_NAME})(?:,? and {_NAME})?\s*\Z")
_NAME_IN_CAPITALS = re.compile(r"\s*[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){1,3}\s*\Z")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,60}")


def find_title(text: str, given: str | None, furniture: Sequence[Furniture], begin: int | None) -> Span | None:
    """Return where the headline stands: the metadata's, else the first line where that reads like one.

    ``begin`` is where the dateline stands: nothing on its line is a headline.
    """
    if given is not None and normalise(given):
        return _stands(text, given)
    lines = list(_lines(text, furniture))
    if len(lines) < 2 or (begin is not None and lines[0].start <= begin < lines[0].end):
        return None
    words = lines[0].of(text)
    # A headline has no full stop.
    if (
        len(words) > _LONGEST
        or len(words.split()) < 3
        or re.search(r"[.:;,][\"”')]*\Z", words)
        or _is_name(words)
        or not (words[0].isalnum() or words[0] in _QUOTES)
    ):
        return None
    return lines[0]


def _stands(text: str, title: str) -> Span | None:
    """Return where ``title`` stands in ``text``, however it is spaced there."""
    pattern = r"\s+".join(re.escape(word) for word in title.split())
    match = re.search(pattern, text)
    return Span(match.start(), match.end()) if match else None


def _lines(text: str, furniture: Sequence[Furniture]) -> Iterator[Span]:
    """Yield the lines, trimmed, that are not furniture from end to end."""
    skipped = [f.span for f in furniture if not f.told]
    for match in _LINE.finditer(text):
        start = match.end() - len(match[0].lstrip())
        end = match.start() + len(match[0].rstrip())
        first = max(0, bisect_right(skipped, start, key=lambda s: s.start) - 1)
        here = skipped[first : first + _IN_A_ROW]
        for span in here:  # furniture that opens the line is no part of the headline
            if span.start <= start < span.end <= end:
                start = span.end + len(text[span.end : end]) - len(text[span.end : end].lstrip())
        if start < end and not any(s.start <= start and end <= s.end for s in here):
            yield Span(start, end)


def find_byline(text: str, title: Span | None, furniture: Sequence[Furniture]) -> Span | None:
    """Return the writer's line.

    "By ..." or a name with an e-mail, at the head or the foot; a name alone below the headline; a name in capitals
    """
    lines = list(_lines(text, furniture))
    if not lines:
        return None
    for line in [*lines[:5], *lines[-3:]]:
        words = line.of(text)
        if len(words) <= 120 and (
            _BY_NAME.match(words) or (_MAIL.search(words) and _is_name(_MAIL.split(words)[0].rstrip(" [(,|")))
        ):
            return line
    head = [line for line in lines[:3] if title is None or line.start >= title.end]
    if head and len(lines) > 2:
        words = head[0].of(text)
        if _NAME_IN_CAPITALS.match(words) or (title is not None and _NAME_ALONE.match(words)):
            return head[0]
    return None


def _is_name(words: str) -> bool:
    return bool(_NAME_IN_CAPITALS.match(words) or _BY_NAME.match(words)) and len(words.split()) <= 6
