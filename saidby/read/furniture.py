"""Finds what came with the page: menus, appeals, adverts, credits, captions. All stays in the text; it is marked."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from saidby.days import day_at
from saidby.lexicon import Hit, Lexicon, Notice
from saidby.read.pictures import PHOTO_CREDIT, find_pictures
from saidby.records import Dateline, Furniture, FurnitureKind, Span
from saidby.text import Token, tokenize

OUTLET_AND_DAY = "outlet and day"  # the rule of "Kerrin Post, 12 July 2024" below a headline
SCRIPT = "script"  # the rule of program code that stayed in the text
_LINE = re.compile(r"[^\n]+")
_HEAD_DATE = re.compile(r"\s*date\s+\d{4}-\d\d-\d\d\b")
_ATTACHMENT = re.compile(r"\((?:PDF|DOCX?|XLSX?|PPTX?|ZIP) \|[^)\n]*\)")
_COPYRIGHT = re.compile(r"\(?(?:TM and )?(?:©|\([cC]\)|Copyright)[^.\n]{0,80}?\b[Aa]ll [Rr]ights [Rr]eserved\.?\)?")
_PUBLISHED = re.compile(r"\((?:Published|Updated|Posted) [^()\n]{6,50}\)")
# what was to be run when the page was opened
_SCRIPT = re.compile(r"^[ \t]*(?:window\.|document\.|var \w+ ?=|\(?function ?\()[^\n]*[;}{][^\n]*$", re.MULTILINE)
_OF = frozenset("of the and for by".split())
_BULLET = re.compile(r"\s*[-–•*·▪●]\s*\S")
_DECORATION = re.compile(r"[\s>»«|:•·*▶►→\-–—.…]+")
_SENTENCE = 240  # characters: how far the end of a notice's sentence is sought
_NAMES = 120  # characters: as long are the names before "contributed to this report"
_ORNAMENT = 40  # characters: arrows, dots and spaces around a menu entry
_DATE_LINE = 90  # characters: a longer line that begins with "Updated" is a sentence
_NEAR_THE_HEADLINE = 4  # lines below it
_BEFORE_DAY = frozenset(", | · - – — / (".split())
_CREDIT = 100  # likewise for "Photo: ..."
_LINK = 160  # likewise for "Also read: ..."


def find_furniture(text: str, lexicon: Lexicon) -> list[Furniture]:
    """Return the furniture in text order, without overlaps.

    Not told:  head date, "Published on" lines, menus, appeals, adverts, related links, credits, picture addresses
    Told:      captions and key takeaways: they are the article's own words
    """
    found = [*_by_form(text), *find_pictures(text, lexicon), *_outlet_and_day(text, lexicon)]
    after_heading = False
    begin = max((f.span.end for f in found if f.rule == "head date"), default=0)
    for match in _LINE.finditer(text, begin):
        line = Span(match.start(), match.end())
        here = list(_in_line(text, line, lexicon, after_heading=after_heading))
        found += here
        heading = any(f.kind == "takeaways" and f.rule == "line" for f in here)
        after_heading = heading or (after_heading and _is_point(text, line))
    return _without_overlaps(found)


def with_header(furniture: Sequence[Furniture], *, dateline: Dateline | None, byline: Span | None) -> list[Furniture]:
    """Return the furniture with dateline and byline among it."""
    header: list[Furniture] = []
    if dateline is not None:
        header.append(Furniture(span=dateline.span, kind="dateline", told=False, rule="dateline"))
    if byline is not None:
        header.append(Furniture(span=byline, kind="byline", told=False, rule="byline"))
    return _without_overlaps([*furniture, *header])


def _without_overlaps(found: Sequence[Furniture]) -> list[Furniture]:
    """Keep the longer of two that overlap; a caption inside a longer stretch that is not told goes with it."""
    kept: list[Furniture] = []  # in text order throughout, so that its neighbours alone can overlap an item
    for item in sorted(found, key=lambda f: (f.span.start - f.span.end, f.span.start)):
        at = bisect_left(kept, item.span, key=lambda f: f.span)
        before_ends = kept[at - 1].span.end if at else 0
        after_begins = kept[at].span.start if at < len(kept) else item.span.end
        if before_ends <= item.span.start and item.span.end <= after_begins:
            kept.insert(at, item)
    return kept


def _item(start: int, end: int, kind: FurnitureKind, rule: str, *, told: bool = False) -> Furniture:
    return Furniture(span=Span(start, end), kind=kind, told=told, rule=rule)


def _by_form(text: str) -> Iterator[Furniture]:
    """Yield what is known by its shape alone."""
    if head := _HEAD_DATE.match(text):
        yield _item(head.end() - len(head[0].lstrip()), head.end(), "date line", "head date")
    forms: list[tuple[re.Pattern[str], FurnitureKind, str]] = [
        (_ATTACHMENT, "menu", "attachment"),
        (_SCRIPT, "menu", SCRIPT),
        (_COPYRIGHT, "credit", "copyright"),
        (_PUBLISHED, "date line", "published in brackets"),
    ]
    for pattern, kind, rule in forms:
        for match in pattern.finditer(text):
            yield _item(match.start(), match.end(), kind, rule)


def _outlet_and_day(text: str, lexicon: Lexicon) -> Iterator[Furniture]:
    """Yield the line below a headline that ends with a full day behind nothing but names: "By Jo Penn, Kerrin Post, 12
    July 2024"."""
    lines = (m for m in _LINE.finditer(text) if m[0].strip())
    for match in islice(lines, 1, 1 + _NEAR_THE_HEADLINE):
        tokens = tokenize(match[0].rstrip(" )"), match.start()) if len(match[0]) <= _DATE_LINE else []
        ends = [i for i in range(2, len(tokens)) if tokens[i - 1].text in _BEFORE_DAY]
        days = [(i, d) for i in ends if (d := day_at(tokens, i, lexicon.dates)) and d.last == len(tokens)]
        full = days and len(days[0][1].value or "") == len("2024-07-12")
        if full and all(t.text[0].isupper() or not t.text[0].isalnum() or t.low in _OF for t in tokens[: days[0][0]]):
            yield _item(match.start(), match.end(), "date line", OUTLET_AND_DAY)


def _in_line(text: str, line: Span, lexicon: Lexicon, *, after_heading: bool) -> Iterator[Furniture]:
    tokens = tokenize(line.of(text), line.start)
    hits = list(lexicon.notices.find(tokens))
    if after_heading and _is_point(text, line):
        yield _item(line.start, line.end, "takeaways", "point under a heading", told=True)
    elif (dated := day_at(tokens, 0, lexicon.dates)) and dated.last == len(tokens):
        yield _item(line.start, line.end, "date line", "line that is a date")
    appeals = {h.entry.term: h for h in hits if h.entry.reach == "appeal"}
    if len(appeals) > 1:
        yield _item(line.start, line.end, "appeal", "line with several appeals")
    elif appeals:
        (only,) = appeals.values()
        yield from _alone(text, line, tokens, only)
    for hit in hits:
        yield from _reach(text, line, tokens, hit, lexicon)


def _is_point(text: str, line: Span) -> bool:
    return _BULLET.match(line.of(text)) is not None


def _alone(text: str, line: Span, tokens: Sequence[Token], hit: Hit[Notice]) -> Iterator[Furniture]:
    """Yield a line that holds nothing but the notice."""
    span = hit.span(tokens)
    if line.end - line.start - (span.end - span.start) > _ORNAMENT:
        return
    rest = text[line.start : span.start] + text[span.end : line.end]
    if not _DECORATION.sub("", rest):
        yield _item(line.start, line.end, hit.entry.kind, "line")


def _reach(text: str, line: Span, tokens: Sequence[Token], hit: Hit[Notice], lexicon: Lexicon) -> Iterator[Furniture]:
    span = hit.span(tokens)
    kind = hit.entry.kind
    if hit.entry.reach == "words":
        yield _item(span.start, span.end, kind, "words")
    elif hit.entry.reach == "line":
        yield from _alone(text, line, tokens, hit)
    elif hit.entry.reach == "on":
        yield _item(span.start, _sentence_end(text, line, span.end), kind, "from there on")
    elif hit.entry.reach == "sentence":
        start = _sentence_start(text, line, span.start)
        yield _item(start, _sentence_end(text, line, span.end), kind, "sentence")
    elif (
        hit.entry.reach == "line start"
        and span.start - line.start < _ORNAMENT
        and not _DECORATION.sub("", text[line.start : span.start])
    ):
        yield from _line_that_begins(text, line, tokens, hit, lexicon)


def _line_that_begins(
    text: str, line: Span, tokens: Sequence[Token], hit: Hit[Notice], lexicon: Lexicon
) -> Iterator[Furniture]:
    size = line.end - line.start
    kind = hit.entry.kind
    if kind == "date line":
        dated = any(day_at(tokens, i, lexicon.dates) for i in range(hit.last, len(tokens)))
        if size > _DATE_LINE or not dated:
            return
    elif size > (_CREDIT if kind == "credit" else _LINK):
        return
    of_picture = hit.entry.picture == "yes" or (hit.entry.picture == "above" and bool(text[line.end :].strip()))
    yield _item(line.start, line.end, kind, PHOTO_CREDIT if of_picture else "line that begins so")


def _sentence_start(text: str, line: Span, at: int) -> int:
    """Return where the sentence around ``at`` begins: after a full stop and a space, or an opening bracket.

    Where that is far off, full stops are missing: then ``at`` itself.
    """
    begin = max(line.start, at - _NAMES)
    ends = [m.end() for m in re.finditer(r"[.!?][\"”')]*\s+|\s(?=\()", text[begin:at])]
    if ends:
        return begin + ends[-1]
    return line.start if begin == line.start else at


def _sentence_end(text: str, line: Span, at: int) -> int:
    match = re.compile(r"[.!?][\"”')]*(?=\s|\Z)|\)").search(text, at, min(line.end, at + _SENTENCE))
    return match.end() if match else min(line.end, at + _SENTENCE)
