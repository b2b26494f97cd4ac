"""Numbers that name a time or an age: dates, years, clock times, durations, "Ann Roe, 55,"."""

import re

from saidby.days import BEFORE_YEAR, MONTHS
from saidby.mark.figures.settings import AUXILIARIES, DASHES, PREPOSITIONS, Setting
from saidby.text import fold

_BETWEEN_UNIT = frozenset(
    "more long full straight consecutive of business working additional further other last final successive calendar "
    "light school".split()
)
_DAYS = 30  # tokens: no row of days is longer, and a row of numbers may be as long as the text
_LEADS_TO_UNIT = DASHES | _BETWEEN_UNIT
_JOINS = {"to", "or", "and"} | DASHES
_WHEN = frozenset("in since the of by until during".split())
_OF_COUNTS = frozenset("new more other fresh additional suspected confirmed".split())
_TOLLS = frozenset("toll number total count tally".split())
_STANDS = frozenset("is was reached hit stands stood".split())
_FAR_AHEAD = 2050  # years beyond are hardly ever written about
_TOLD = 9  # words from "toll" to the number that it comes to
_APART = frozenset(", ; : since".split())
_NO_UNIT = PREPOSITIONS | AUXILIARIES


_YEAR = re.compile(r"(1[5-9]|20)\d\d([-–/](\d\d|(1[5-9]|20)\d\d))?")
_ONE_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_YEARS = re.compile(r"(between )?\d{4}\s*(to|and|or|-|–|—)\s*(\d{4}|\d\d)")
_HOURS = re.compile(r"[0-2]\d[0-5]\d|24\d\d")
_MINUTES = re.compile(r"[:.]\d\d")


def duration(s: Setting) -> bool:
    """two days, a 24-hour strike, 40-year-old, 5 p.m., 81-mm mortars, the 300 block of."""
    for at in (s.last, s.last + 1):
        if at >= s.sentence.last or (at > s.last and s.low(s.last) not in _LEADS_TO_UNIT):
            continue
        hit = s.lexicon.units.at(s.tokens, at, s.sentence.last)
        if hit is not None and hit.entry.kind == "none" and (s.number.kind in {"count", "measure"} or _half_year(s)):
            return not (hit.entry.term == "block" and not s.digits) and not counted_days(s, at + 1)
    return _shared_duration(s) or bool(s.lows(s.last, s.last + 2) == ["of", "an"] and s.low(s.last + 2) == "hour")


def counted_days(s: Setting, at: int) -> bool:
    """Tell whether days are counted for what happened on them: "90 days without a murder"."""
    if s.low(at) not in {"without", "with"}:
        return False
    hits = (s.lexicon.measures.at(s.tokens, k, s.sentence.last) for k in range(at + 1, min(at + 4, s.sentence.last)))
    return any(hit is not None and {"noun", "tally"} <= set(hit.entry.roles) for hit in hits)


def _half_year(s: Setting) -> bool:
    return s.number.kind == "share" and fold(s.words).startswith("half") and s.low(s.last) == "a"


def _shared_duration(s: Setting) -> bool:
    """five or six ... years; 24 and 48 hours: the unit stands after the second number."""
    if s.low(s.last) not in _JOINS:
        return False
    if s.low(s.last) in DASHES and not s.low(s.last + 1)[:1].isdecimal():
        return False
    for at in range(s.last + 1, min(s.last + 4, s.sentence.last)):
        hit = s.lexicon.units.at(s.tokens, at, s.sentence.last)
        if hit is not None and hit.entry.kind == "none" and hit.entry.term != "block":
            return at > s.last + 1
        if s.low(at) in _NO_UNIT:
            return False
    return False


def year(s: Setting) -> bool:
    """2014, 1998-99, "the 2019 elections"; not "2,014" and not "2000 people"."""
    if s.number.kind != "count":
        return False
    if not _YEAR.fullmatch(s.words):
        return _year_range(s)
    before, after = s.low(s.first - 1), s.low(s.last)
    if _is_toll(s) or (s.counts and s.value > _FAR_AHEAD and before not in _WHEN):
        return False
    if s.number.modifier is not None:
        return s.number.bound == "about" and before in {"in", "by", "until", "since", "from"} and not s.counts
    if s.value < 2030 and (s.value >= 2001 or 1901 <= s.value < 2000) and not _many(s):
        return True
    if before in MONTHS or before.isdecimal() or (before == "." and s.low(s.first - 2) in MONTHS):
        return True
    if before in BEFORE_YEAR or after in {",", ".", ")", "]", "(", ":", ";", "'s", "’s", "", "-", "—", "–"}:
        return not (s.counts and before not in {"in", "since", "the", ",", "by", "early", "late"})
    return not s.counts


def _many(s: Setting) -> bool:
    """Tell whether persons or common things follow, so that even "1987" is a count."""
    behind = s.last + (s.low(s.last) in _OF_COUNTS)
    return s.low(behind) in s.nouns("often counted") and s.low(s.first - 1) not in _WHEN


def _is_toll(s: Setting) -> bool:
    """the toll rose to 2063; the number of dead is 1987: what a count comes to is no year."""
    before = s.low(s.first - 2)
    moved = s.low(s.first - 1) in {"to", "at"} and before in s.nouns("change") | _STANDS
    if not moved and s.low(s.first - 1) not in _STANDS:
        return False
    words = s.lows(s.first - _TOLD, s.first - 1)
    return bool(_TOLLS & set(words)) and not _APART & set(words)


def _year_range(s: Setting) -> bool:
    """between 2014 and 2017; from 1998 to 2003; from 1998 to 99."""
    if len(s.words) == 2 and s.words.isdecimal() and s.low(s.first - 1) in {"to", "-", "–"} and not s.counts:
        return _ONE_YEAR.fullmatch(s.low(s.first - 2)) is not None
    return _YEARS.fullmatch(fold(s.words)) is not None and 1500 <= int(re.findall(r"\d+", s.words)[0]) <= 2100


def date(s: Setting) -> bool:
    """18 April, April 18, the 11, 12 and 13 November events, Jan. 20."""
    if not s.digits or not s.plain or s.number.kind != "count":
        return False
    before, after = s.low(s.first - 1), s.low(s.last)
    if before in MONTHS and s.low(s.first - 2).isdecimal() and s.value < 100:  # 12 JAN 90
        return True
    if s.value > 31:
        return False
    if before == ".":
        before = s.low(s.first - 2)
    if before in MONTHS and (before not in {"may", "march", "mar"} or s.capitals or s.name_like(s.first - 1)):
        return True
    if after in MONTHS and (s.capitals or s.name_like(s.last)):
        return True
    return _date_list(s)


def _date_list(s: Setting) -> bool:
    """Tell whether a month stands at either end of a row of days: "11, 12 and 13 May", "May 11 and 12"."""
    for step, start in ((1, s.last), (-1, s.first - 1)):
        if step < 0 and s.low(start) == "," and (s.low(start - 1) in MONTHS or s.counts):
            continue  # "In June, 14 cases were found", "On May 11, 12 cows strayed"
        at, met = start, False
        while abs(at - start) < _DAYS and (s.low(at) in {",", "and", "-", "–", "to", "or"} or s.low(at).isdecimal()):
            met = True
            at += step
        if met and s.low(at) in MONTHS and (s.capitals or s.name_like(at)):
            return all(len(w) <= 2 for w in s.lows(min(at, start), max(at, start)) if w.isdecimal())
    return False


def clock(s: Setting) -> bool:
    """2230 hours, at 1311 GMT, between 2100 on 4 December."""
    if not _HOURS.fullmatch(s.words) or s.number.kind != "count":
        return bool(_MINUTES.match(s.text, s.number.bare.end)) and s.value < 25
    if _is_toll(s) or _many(s):
        return False
    return s.low(s.first - 1) in {
        "at",
        "approximately",
        "about",
        "between",
        "and",
        "until",
        "from",
        "[",
        "to",
        "around",
    }


def age(s: Setting) -> bool:
    """Ann Roe, 55, said; Ann Roe (55); aged 50 and 46; people over 65; in her late 60s."""
    if s.number.kind != "count" or s.value > 115:
        return False
    before, after = s.low(s.first - 1), s.low(s.last)
    if {"aged", "age", "ages"} & set(s.lows(s.first - 4, s.first)) and _list_between(s):
        return True
    if s.digits and before == "," and s.number.span == s.number.bare and _after_age(s, after):
        hyphened = s.low(s.first - 3) == "-" and s.name_like(s.first - 4)
        named = hyphened or s.name_like(s.first - 2) or s.low(s.first - 2) in s.nouns("person") | {"jr", "sr"}
        return (named or s.low(s.first - 2) == "." or s.capitals) and not _is_listed(s)
    if s.digits and before == "now" and after in {",", ".", ")"}:
        return True
    if s.digits and before in {"is", "was", "were", "are"} and after in {".", "", "and", ","} and s.value > 14:
        return s.low(s.first - 2) in {"he", "she", "third", "second", "first", "other", "who", "they"}
    if s.digits and before == "and" and s.low(s.first - 2).isdecimal() and s.low(s.first - 3) == "," and after == ",":
        return s.low(s.first - 4) in s.nouns("person")
    if s.digits and before in {"(", "["} and after in {")", "]", ",", "/"} and s.value > 1:
        return s.name_like(s.first - 2) or s.capitals
    if before in {"turned", "turns", "turning", "past"} and s.value > 12:
        return not s.counts and (before != "past" or after in {",", ".", "and", ""})
    olds = {"over", "under", "above", "below"}
    if (
        s.number.modifier is not None
        and s.low(s.first) in olds
        and before in s.nouns("person") | {"those", "the", "anyone"}
    ):
        return True
    return after in {"years", "year", "-"} and "old" in s.lows(s.last, s.last + 4)


def _after_age(s: Setting, after: str) -> bool:
    if s.capitals:
        return after in {",", ".", ""}
    return after in {",", ".", ";", ")", "and", "who", "was", "is", "had", "from", "according", "killed", "told", ""}


def _list_between(s: Setting) -> bool:
    """Tell whether only other ages stand between "aged" and the number."""
    words = s.lows(s.first - 6, s.first)
    at = max((k for k, w in enumerate(words) if w in {"aged", "age", "ages"}), default=0)
    return all(
        w.isdecimal() or w in {"and", ",", "to", "between", "or", "of", "from", "-", "–"} for w in words[at + 1 :]
    )


def _is_listed(s: Setting) -> bool:
    """Tell whether the digits between commas are one number of a row: "11, 12, 13"."""
    return s.low(s.first - 2).isdecimal()
