"""Reads the dateline before the first sentence: place, date and agency."""

import re
from collections.abc import Iterator, Sequence

from saidby.days import day_at
from saidby.lexicon import Lexicon
from saidby.records import Dateline, Furniture, Span
from saidby.text import tokenize

_FAR = 14  # lines: no dateline stands below so many titles, bylines, captions and summary points
_FURTHER = 60  # likewise for one that has the tag of a known agency, below menus and weather
_LONGEST = 150  # characters
_SHORTEST = 80  # characters of a paragraph: shorter lines with a dash or colon are headlines
_MARKS = r"(?:\s*\[[A-Z][A-Za-z .,'-]{2,80}\])*"  # "[TEXT]", "[EXCERPTS]" of the monitoring services
_OPENING = r"(?=[A-Z\d\"“'‘(\[¿¡$€£])"
# BOGOTA, 2 SEP 89 (FBIS) --    Seoul, June 16 (IANS)    INDIANAPOLIS, IND. (Feb. 21, 2014) –
_TAGGED = re.compile(
    r"(?P<lead>(?:[^()\n]|\([^()\n]{2,30}\),){1,120}?)\s*\((?P<tag>[^()\n]{2,60})\)\s*(?P<dash>--+|[—–:-]|)"
    + _MARKS
    + r"\s*"
    + _OPENING
)
# DUBAI, United Arab Emirates —    NEW DELHI:    Pretoria –
_PLAIN = re.compile(r"(?P<lead>[^()\n—–:]{2,70}?)(?P<dash>\s*--+|\s*[—–]|\s-(?=\s)|-(?=\s)|:)\s*" + _OPENING)
_TAG_ALONE = re.compile(r"\((?P<tag>[A-Z][A-Za-z .&/-]{1,40})\)\s*(?:--+|[—–-])\s*" + _OPENING)
_PLACE = re.compile(
    r"[A-Z][\w.'’&-]*(?:[ /](?:[A-Z][\w.'’&-]*|d[aeiou]|del|dos|la|las|le|los|el|of|the|and|al|upon|y)){0,5}",
    re.UNICODE,
)
_BRACKETED = re.compile(r"[\[(]([A-Z][\w .-]{2,30})[\])]")
_PARTY = re.compile(r"[A-Z]-[A-Z][A-Za-z.]*")  # "(R-S.C.)": party and state of a politician
_NO_DATE = re.compile(r"\bNO DATE\b", re.IGNORECASE)
# What stands before a colon or dash at the head of an article and is no place.
_NO_PLACE = frozenset(
    "update updated note watch breaking exclusive analysis opinion editor's editors comment live report police photo "
    "officials video explainer fact check background context related source correction summary the a an in on at it "
    "this that he she they we i but and now here there more also read pure big just last next file".split()
)
_NOWHERE = frozenset({"clandestine", "no city"})  # what monitoring services write where there is no place


def find_dateline(text: str, furniture: Sequence[Furniture], lexicon: Lexicon) -> Dateline | None:
    """Return the dateline, as long as it reaches: two in a row, and the service's marks, are one."""
    for start, end, far in _openings(text, furniture):
        found = _read(text, start, end, lexicon)
        if found is not None and (not far or _is_agency(found.agency, lexicon)):
            return found
    return None


def _is_agency(name: str | None, lexicon: Lexicon) -> bool:
    return name is not None and any(h.entry.agency for h in lexicon.outlets.find_in(name))


def _openings(text: str, furniture: Sequence[Furniture]) -> Iterator[tuple[int, int, bool]]:
    """Yield the stretches that an article's first sentence may open: line heads, and what follows furniture.

    The last of each says whether the stretch stands far below the head.
    """
    skipped = [f.span for f in furniture if not f.told or f.kind == "caption"]
    seen = 0
    for match in re.finditer(r"[^\n]+", text):
        if not match[0].strip():
            continue
        seen += 1
        if seen > _FURTHER:
            return
        here = [
            s.end for s in skipped if match.start() <= s.start and s.end < match.end() and s.start - match.start() < 400
        ]
        for start in [match.start(), *here]:
            begin = start + len(text[start : match.end()]) - len(text[start : match.end()].lstrip())
            if begin < match.end() and not any(s.start <= begin < s.end for s in skipped):
                yield begin, match.end(), seen > _FAR


def _read(text: str, start: int, end: int, lexicon: Lexicon) -> Dateline | None:
    line = text[start:end]
    found = _tagged(line, lexicon) or _tag_alone(line, text, lexicon) or _plain(line, lexicon)
    if found is None:
        return None
    length, place, day, agency = found
    again = (
        _tagged(line[length:], lexicon) if agency else None
    )  # "MEXICO CITY, 2 MAY 90 (X) -- SAN SALVADOR, 2 MAY (X) --"
    if again is not None and again[1]:
        length, place, day = length + again[0], again[1], day or again[2]
    trimmed = len(line[:length].rstrip())
    return Dateline(span=Span(start, start + trimmed), place=place, date=day, agency=agency)


_Found = tuple[int, str | None, str | None, str | None]  # length, place, date, agency


def _tagged(line: str, lexicon: Lexicon) -> _Found | None:
    match = _TAGGED.match(line)
    if match is None or match.end("lead") > _LONGEST:
        return None
    lead = _lead(match["lead"], lexicon)
    day = _whole_date(match["tag"], lexicon)
    if lead is None:
        return None
    place, lead_day = lead
    known = bool(lexicon.outlets.find_in(match["tag"]))
    dated = lead_day is not None or day is not None or _NO_DATE.search(match["lead"]) is not None
    if not (match["dash"] or dated or known) or not (dated or known or _is_tag(match["tag"])):
        return None
    return match.end(), place, lead_day or day, None if day else match["tag"].strip()


def _is_tag(tag: str) -> bool:
    return tag.isupper() and len(tag) <= 12 and not _PARTY.fullmatch(tag)


def _tag_alone(line: str, text: str, lexicon: Lexicon) -> _Found | None:
    match = _TAG_ALONE.match(line)
    if match is None or not (lexicon.outlets.find_in(match["tag"]) or _is_tag(match["tag"])):
        return None
    tag = match["tag"].strip()
    named = re.search(rf"\b{re.escape(tag.title())}\b", text) is not None  # "(TULLA) — The river ... in Tulla"
    if not lexicon.outlets.find_in(tag) and (named or _is_known(tag, lexicon)):
        return match.end(), tag, None, None
    return match.end(), None, None, tag


def _plain(line: str, lexicon: Lexicon) -> _Found | None:
    match = _PLAIN.match(line)
    place, day = (match and _lead(match["lead"], lexicon)) or (None, None)
    if match is None or place is None or len(line) < _SHORTEST:
        return None
    in_capitals = place.partition(",")[0].isupper() and len(place) > 2
    certain = day is not None or in_capitals or _is_known(place, lexicon)
    if not certain and (match["dash"].strip() == ":" or len(place.split()) > 1):
        return None
    after = _dated_opening(line, match.end(), lexicon)
    return (after[0], place, after[1], None) if after else (match.end(), place, day, None)


def _dated_opening(line: str, at: int, lexicon: Lexicon) -> tuple[int, str | None] | None:
    """Return where a date between dash and colon ends, as in "CAIRO – 26 July 2022: The embassy"."""
    colon = line.find(":", at, at + 40)
    day = _whole_date(line[at:colon], lexicon) if colon > 0 else None
    return (colon + 1, day) if day else None


def _is_known(place: str, lexicon: Lexicon) -> bool:
    tokens = tokenize(place.partition(",")[0])
    hit = lexicon.places.at(tokens, 0)
    return hit is not None and hit.last == len(tokens)


def _lead(lead: str, lexicon: Lexicon) -> tuple[str | None, str | None] | None:
    """Split what stands before the dash into place and date; None where anything else stands there."""
    lead = _NO_DATE.sub("", lead)
    tokens = tokenize(lead)
    day: str | None = None
    for i in range(len(tokens)):
        dated = day_at(tokens, i, lexicon.dates)
        if dated is not None:
            day = dated.value
            lead = lead[: tokens[i].start] + lead[tokens[dated.last - 1].end :]
            break
    pieces = [p.strip() for p in _BRACKETED.sub(r", \1", lead).split(",") if p.strip()]
    pieces = [p for p in pieces if not _is_weekday(p, lexicon)]
    if not all(_PLACE.fullmatch(p) and p.split()[0].lower().rstrip(".") not in _NO_PLACE for p in pieces):
        return None
    if (not pieces and day is None) or len(pieces) > 3:
        return None
    return ", ".join(p for p in pieces if p.lower() not in _NOWHERE) or None, day


def _is_weekday(piece: str, lexicon: Lexicon) -> bool:
    hits = lexicon.dates.find_in(piece)
    return len(hits) == 1 and hits[0].entry.role == "weekday" and len(piece.split()) == 1


def _whole_date(words: str, lexicon: Lexicon) -> str | None:
    tokens = tokenize(words)
    dated = day_at(tokens, 0, lexicon.dates)
    return dated.value if dated is not None and dated.last == len(tokens) else None
