"""Finds what belongs to pictures and videos: captions, which are told, and the names of those who took them."""

import re
from collections.abc import Iterator

from saidby.days import day_at
from saidby.lexicon import Lexicon
from saidby.records import Furniture, FurnitureKind, Span
from saidby.text import tokenize

PHOTO_CREDIT = "photo credit"  # the rule of credits that say nothing about whose the words are
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_PICTURE = re.compile(r"!\[(?P<caption>(?:[^\[\]\n]|\[[^\[\]\n]{0,80}\]){0,600})\]\([^)\s]*(?: \"[^\"\n]*\")?\)")
_SAID_SO = re.compile(
    r"\((?:Photo|PHOTO|Image|Credit|Picture|File photo|Source|Courtesy|(?:AP|AFP|EPA|Reuters) Photo|Photograph)\b"
    r"[^()\n]{0,120}\)"
)
_BRACKETS = re.compile(r"\(([^()\n]{3,90})\)")
_SAID_SO_LINE = re.compile(r"\s*(?:AP|AFP|EPA|UPI|Reuters|REUTERS) (?:PHOTO|Photo)\b[^\n]{0,120}\Z")
# "... in the harbour. Jo Penn/AP"
_TRAILING = re.compile(r"(?<=[.!?\"”’]) +([A-Z][^.!?\n]{3,40}?/[^.!?\n]{2,40})\s*\Z")
_VIDEO = re.compile(r"\(([A-Z][a-z]{2,8}\.? \d{1,2})\)\s*([A-Z][\w ]{1,30})\s*\Z")  # "... on Monday. (March 2) AP"
_FILED = re.compile(r"\s*(?:FILE(?: PHOTO)?\s?[-–—:]+\s|In (?:this|a) [^.\n]{0,60}\bfile (?:photo|image|picture)\b)")
_FILE_PHOTO = re.compile(r"\bfile (?:photo|image|picture)\b")
_FOLDED = re.compile(r"(?:\.\.\. ?more|[.)\"”] less)\s*\Z")  # pages that show long captions twice
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,60})[)\]]\s*\Z")
_PARTS = re.compile(r"\s*[/|,;]\s*|\s+via\s+")
_NOT_OWNERS = re.compile(r"(?:file|file photo|pool|pool photo)(?: \d{4})?", re.IGNORECASE)
_PHOTOGRAPHER = re.compile(r"(?!By |BY |From )[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,4}")
_SENTENCE_ENDS = '.?!"”'
_SHORTEST = 20  # a caption is more than a word or two
_SHORT = 60  # a shorter line beside a photo credit may be a day of publication
_CAPTION = 300  # longer lines that end in a name in brackets are paragraphs
_LONGEST = 900  # characters of a caption that says itself what it is
_CREDIT = 100  # characters of a line that only says who took a picture


def find_pictures(text: str, lexicon: Lexicon) -> Iterator[Furniture]:
    """Yield captions, which are told, and photo credits, which are not.

    Markdown:    ![caption](address)                Said so:     FILE - ...; In this ... file photo; ... more
    Owned:       ... at the gate (EPA)              Signed:      ... in the harbour. (Jo Penn/AP); ... (March 2) AP
    Beside one:  a line with a whole date above or below a line that only says who took a picture
    """
    yield from _markdown(text)
    for match in _SAID_SO.finditer(text):
        yield _item(match.start(), match.end(), "credit", PHOTO_CREDIT)
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text)]
    signed = [is_photo_credit(line.of(text), lexicon) for line in lines]
    for i, line in enumerate(lines):
        if signed[i]:
            yield _item(line.start, line.end, "credit", PHOTO_CREDIT)
            continue
        beside = (i > 0 and signed[i - 1]) or (i + 1 < len(lines) and signed[i + 1])
        yield from _in_line(text, line, lexicon, beside=beside)


def is_photo_credit(line: str, lexicon: Lexicon) -> bool:
    """Tell whether a line only says who took a picture: "Jo Penn/AP", "(Photo: Jo Penn, AFP/Getty Images)"."""
    line = line.strip()
    if not line or len(line) > _CREDIT:
        return False
    bare = _BRACKETS.fullmatch(line)
    said = _SAID_SO.fullmatch(line) or _SAID_SO_LINE.match(line)
    return said is not None or is_signature(bare[1] if bare else line, lexicon)


def is_signature(words: str, lexicon: Lexicon) -> bool:
    """Tell whether words are a photographer and an owner: "Jo Penn/AP", "Jo Penn, Pool via AP, File", "AP/Jo Penn"."""
    parts = [p for p in _PARTS.split(words.strip()) if p and not _NOT_OWNERS.fullmatch(p)]
    if len(parts) < 2:
        return False
    if _owners(parts[0], lexicon) and "/" in words:  # "REUTERS/Jo Penn"
        return all(_PHOTOGRAPHER.fullmatch(p) and not _owners(p, lexicon) for p in parts[1:])
    if not _PHOTOGRAPHER.fullmatch(parts[0]):
        return False
    last = parts[-1]
    separate = _PARTS.findall(words)
    by_comma = all(s.strip() == "," for s in separate)  # "Jo Penn, Associated Press" may be who wrote the words
    if _owners(parts[0], lexicon) or lexicon.places.find_in(parts[0]):
        return False
    if re.search(r" (?:and|AND|&) ", words):  # several wrote, one takes pictures
        return False
    written = (
        len(parts) == 2 and (by_comma or "|" in words) and not last.isupper() and bool(lexicon.outlets.find_in(last))
    )
    return _owners(last, lexicon) and not written


def _owners(words: str, lexicon: Lexicon) -> bool:
    """Tell whether words are nothing but an owner of pictures."""
    words = words.strip()
    size = len(tokenize(words))
    pictures = [h for h in lexicon.notices.find_in(words) if h.entry.reach == "owner"]
    whole = {(h.first, h.last) for h in lexicon.outlets.find_in(words)} | {(h.first, h.last) for h in pictures}
    return (0, size) in whole


def _in_line(text: str, line: Span, lexicon: Lexicon, *, beside: bool) -> Iterator[Furniture]:
    words = line.of(text)
    credit = _closing_credit(words, lexicon)
    end = line.start + credit[0] if credit else line.end
    body = text[line.start : end].rstrip()
    if credit:
        yield _item(line.start + credit[0], line.start + credit[1], "credit", PHOTO_CREDIT)
    rule = _caption_rule(words, lexicon, credited=credit is not None, beside=beside)
    if rule and body.strip():
        yield _item(line.start, line.start + len(body), "caption", rule, told=True)


def _caption_rule(line: str, lexicon: Lexicon, *, credited: bool, beside: bool) -> str | None:
    if len(line) > _LONGEST:
        return None
    if _FILED.match(line):
        return "file photo"
    if _FOLDED.search(line):
        return "folded caption"
    if credited:
        return "ends in a photo credit"
    if beside and len(line) > _SHORT and (_FILE_PHOTO.search(line) or _has_whole_date(line, lexicon)):
        return "beside a photo credit"
    return "ends in a picture's owner" if _ends_in_owner(line, lexicon) else None


def _closing_credit(line: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return where a line ends in who took a picture: "(Jo Penn/AP)", "(AP Photo/Jo Penn)", "(March 2) AP"."""
    bare = _FOLDED.sub(lambda m: m[0][0] if m[0][0] in '.)"”' else "", line).rstrip()
    for match in _BRACKETS.finditer(bare):
        if match.end() == len(bare) and (_SAID_SO.fullmatch(match[0]) or is_signature(match[1], lexicon)):
            return match.span()
    trailing = _TRAILING.search(bare)
    if trailing and is_signature(trailing[1], lexicon):
        return trailing.span(1)
    video = _VIDEO.search(bare)
    if video and _owners(video[2], lexicon) and day_at(tokenize(video[1]), 0, lexicon.dates):
        return video.span()
    return None


def _has_whole_date(line: str, lexicon: Lexicon) -> bool:
    tokens = tokenize(line)
    days = (day_at(tokens, i, lexicon.dates) for i in range(len(tokens)))
    return any(d is not None and d.value is not None and len(d.value) == len("2025-06-16") for d in days)


def _ends_in_owner(line: str, lexicon: Lexicon) -> bool:
    """Tell whether a line ends in the name of a picture's owner, as in "... at the gate ( EPA )"."""
    tag = _IN_BRACKETS.search(line) if len(line) < _CAPTION else None
    if tag is None or tag.start() < _SHORTEST or line[: tag.start()].rstrip()[-1:] in _SENTENCE_ENDS:
        return False
    owners = (h.entry.reach == "owner" for h in lexicon.notices.find_in(tag[1]))
    return any(owners) or bool(lexicon.outlets.find_in(tag[1]))


def _markdown(text: str) -> Iterator[Furniture]:
    """Yield Markdown pictures in three parts, of which only the caption is told."""
    for match in _PICTURE.finditer(text):
        start, end = match.span("caption")
        yield _item(match.start(), start, "caption", "picture mark")
        if start < end:
            yield _item(start, end, "caption", "picture caption", told=True)
        yield _item(end, match.end(), "caption", "picture address")


def _item(start: int, end: int, kind: FurnitureKind, rule: str, *, told: bool = False) -> Furniture:
    return Furniture(span=Span(start, end), kind=kind, told=told, rule=rule)
