"""Finds the lines that say that an agency wrote the article: bylines, the agency's name alone, a closing line."""

import re
from collections.abc import Iterator, Sequence

from saidby.days import day_at
from saidby.lexicon import Lexicon
from saidby.read.pictures import PHOTO_CREDIT
from saidby.records import Furniture, Span
from saidby.text import tokenize

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LONGEST = 900  # characters, of which many may be spaces between the names
_DATE_LINE = 70  # characters of a line that tells the day of publication
_PARAGRAPH = 120  # characters: as long a line is the article's text, and what stands below it no head
_HEAD = 40  # lines: further down pages list other articles, with their writers
_FOOT = 6  # lines from the end
_NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|del|van|von|al|bin)){1,3}"
_NAMES = rf"{_NAME}(?:\s*,\s*{_NAME})*(?:\s*,?\s+(?:and|AND|&)\s+{_NAME})?"
_BEFORE = re.compile(
    rf"(?:(?:Posted|Published|Updated)\b[^\n]{{0,50}}?[,|]? )?(?P<by>(?:[Bb]y|BY|From|FROM)\b:? ?)?"
    rf"(?P<names>{_NAMES})?(?P<mark>[\s,|/–—-]*)(?:[Tt]he |THE )?"
)
_ROLE = r"(?: (?:[A-Z][a-z]+ ){0,3}(?:[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?|[Ss]taff|[Ee]ditors?|News))?"
_AFTER = re.compile(rf"{_ROLE}(?:\s*[–—-]+ ?By {_NAMES}[^\n]{{0,40}})?(?P<rest>[^\n]{{0,70}})")
_NOTHING = re.compile(r"[\s|,;•·.–—-]*(?:on)?\s*")
_DATED = re.compile(r"[\s|,;•·–—-]*(?:Published|Updated|Posted)?\b")
_SIGNED = re.compile(
    rf"\s*{_NAMES} (?:is|are) (?:an? |the )?(?P<agency>[A-Z][\w ]{{1,40}}?) "
    r"(?:staff )?(?:writer|reporter|correspondent)s?\b"
)
_SENTENCE_ENDS = '.?!"”)'


def find_agency_lines(text: str, furniture: Sequence[Furniture], lexicon: Lexicon) -> Iterator[tuple[str, Span]]:
    """Yield the agencies that the head or the foot names as the writer, and the words that name them.

    Byline:  By Jo Penn, Associated Press; By Reuters; Jo Penn and Ann Reed / AP
    Alone:   Associated Press; The Associated Press | Monday, 3 May 2021
    Foot:    Jo Penn is an Associated Press writer.
    """
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text)]
    aside = [f.span for f in furniture if f.kind == "caption" or f.rule == PHOTO_CREDIT]
    in_head, above = True, ""
    foot = max(0, len(lines) - _FOOT)
    for i in sorted({*range(min(_HEAD, len(lines))), *range(foot, len(lines))}):
        line, below = lines[i], lines[i + 1] if i + 1 < len(lines) else None
        if _touches(line, aside):
            continue
        following = below.of(text) if below else ""
        head = (in_head and i < _HEAD) or _is_dated(following, lexicon)
        captioned = below is not None and _touches(below, aside)
        titled = _is_title(above) or (below is not None and _is_tail(following, lexicon))
        yield from _bylines(text, line, lexicon, head=head, captioned=captioned, titled=titled)
        if i >= foot:
            yield from _signed(text, line, lexicon)
        in_head = in_head and line.end - line.start < _PARAGRAPH
        above = line.of(text).rstrip() or above


def _touches(line: Span, aside: Sequence[Span]) -> bool:
    return any(s.start < line.end and line.start < s.end for s in aside)


def _bylines(
    text: str, line: Span, lexicon: Lexicon, *, head: bool, captioned: bool, titled: bool
) -> Iterator[tuple[str, Span]]:
    """Yield the agency whose byline the line is.

    Without "By" only in the head: one name not above a caption, a single word only beside a title or a day.
    """
    if line.end - line.start > _LONGEST:
        return
    tokens = tokenize(line.of(text), line.start)
    for hit in lexicon.outlets.find(tokens):
        span = hit.span(tokens)
        before = _BEFORE.fullmatch(_squeezed(text[line.start : span.start]).lstrip())
        after = _AFTER.fullmatch(_squeezed(text[span.end : line.end]).rstrip())
        if not hit.entry.agency or hit.entry.voice or before is None or after is None:
            continue
        if not _is_tail(after["rest"], lexicon):
            continue
        names, mark = before["names"], before["mark"].strip()
        if names:
            fits = bool(mark and not captioned) or re.search(r" (?:and|AND|&) ", names) is not None
        else:  # a single word below a caption says whose the picture is
            fits = titled or " " in span.of(text) or bool(after["rest"].strip())
        if before["by"] or (head and fits):
            yield hit.entry.term, span
            return


def _is_title(words: str) -> bool:
    return len(words.split()) > 3 and words[-1:] not in tuple(_SENTENCE_ENDS)


def _is_tail(rest: str, lexicon: Lexicon) -> bool:
    """Tell whether what follows the agency is nothing, or a day of publication."""
    if _NOTHING.fullmatch(rest):
        return True
    return _is_dated(rest, lexicon)


def _is_dated(words: str, lexicon: Lexicon) -> bool:
    if len(words) > _DATE_LINE or not _DATED.match(words):
        return False
    tokens = tokenize(words)
    return any(day_at(tokens, i, lexicon.dates) for i in range(len(tokens)))


def _signed(text: str, line: Span, lexicon: Lexicon) -> Iterator[tuple[str, Span]]:
    match = _SIGNED.match(text, line.start, line.end)
    tokens = tokenize(match["agency"], match.start("agency")) if match else []
    for hit in lexicon.outlets.find(tokens):
        if hit.entry.agency and hit.first == 0 and hit.last == len(tokens):
            yield hit.entry.term, hit.span(tokens)


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", " ", words)
