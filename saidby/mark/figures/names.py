"""Numbers that are parts of names and codes: roads, models, addresses, telephones, scores, list numbering."""

import re

from saidby.mark.figures.gapped import gapped
from saidby.mark.figures.settings import AUXILIARIES, DASHES, PREPOSITIONS, Setting

_NO_NOUN = PREPOSITIONS | AUXILIARIES | {"and", "or", "but", "said", "who", "that", "which"}
_DASHES = DASHES | {"−"}
_HEADLINE = 0.8  # of the longer words begin with a capital


_CALL_SIGN = re.compile(r"[A-Z]{2,5}")
_AIRCRAFT = re.compile(r"7[0-8]7")
_EXCHANGE = re.compile(r"^\D?\d{3,4}[-– ]\d{3,4}([-– ]|$|\D)")
_JOINED = re.compile(r"\d[-–]$")
_BEHIND_CODE = re.compile(r"\) \d{3}-\d{4}")
_LONG = re.compile(r"\d{5,}")
_SCORE = re.compile(r"(\d{1,3})\s?[-–]\s?(\d{1,3})")


def name(s: Setting) -> bool:
    """Route 66, No. 5, Phase 2, Boeing 737, iPhone 14, NBC 6, Chapter 11."""
    if not s.digits or s.number.kind not in {"count", "measure"} or s.number.span != s.number.bare:
        return False
    at = s.first - 2 if s.low(s.first - 1) in {".", "-"} else s.first - 1
    if s.low(s.first - 1) == "(" and s.low(s.last) == ")" and s.low(s.first - 2) in s.nouns("numbered"):
        return True
    before = s.low(at)
    if s.low(s.last) == "de":  # a street or quarter named after a day
        return True
    if s.low(s.first - 1) == "-" and s.joined(at) and s.word(at).isupper() and len(s.word(at)) < 3:  # "M- 79"
        return True
    if s.low(s.first - 1) == ")" and s.low(s.first - 3) == "(" and s.low(s.first - 2) in s.nouns("numbered"):
        return True
    if s.low(s.last) == "-" and s.joined(s.last) and s.word(s.last + 1)[:1].islower():
        return False
    if before in s.nouns("designator") and not _verb_number(s, at):
        return before in s.nouns("numbered") or not s.counts or s.name_like(at)
    if before == "and" and s.low(s.first - 2)[:1].isdecimal():
        return s.low(s.first - 3) in s.nouns("designator") | {"routes"}
    if at != s.first - 1:
        return False
    if s.low(at - 1) == "&" and s.joined(at - 1):  # S&P 500
        return True
    if not s.capitals and _CALL_SIGN.fullmatch(s.word(at)) and "," not in s.words:
        return s.value < 1000
    return _after_name(s, at)


def _after_name(s: Setting, at: int) -> bool:
    """Tell whether a capitalised word makes the digits part of its name; the first word of a sentence does not."""
    start = s.sentence.first
    while not s.word(start)[:1].isalnum() and start < at:
        start += 1
    if not s.name_like(at) or at <= start or "," in s.words or s.value >= 10000:
        return False
    if gapped(s) is not None or _in_headline(s, at):
        return False
    return not (s.word(s.last)[:1].islower() and _noun_follows(s))


def _in_headline(s: Setting, at: int) -> bool:
    """Storm Kills 758 People; Landslide Leaves 12 Dead: where all words have capitals, they make no name."""
    if not _all_capitalised(s):
        return False
    harm = s.lexicon.measures
    does = any(
        hit is not None and hit.last == at + 1 and {"verb", "event"} & set(hit.entry.roles)
        for hit in (harm.at(s.tokens, k, at + 1) for k in range(max(at - 2, s.sentence.first), at + 1))
    )
    if does or s.low(at) in s.nouns("saying") | s.nouns("verb") | s.nouns("change") | s.nouns("headline"):
        return True
    befell = harm.at(s.tokens, s.last, s.sentence.last) if s.low(s.last) else None
    return befell is not None or s.low(s.last) in s.nouns("often counted")


def _all_capitalised(s: Setting) -> bool:
    """Tell whether hardly a word of the sentence but its small ones begins in lower case."""
    words = [w for k in range(s.begin, s.end) if (w := s.word(k)).isalpha() and len(w) > 3]
    return sum(w[0].isupper() for w in words) > _HEADLINE * len(words)


def _verb_number(s: Setting, at: int) -> bool:
    """Tell whether "number" is a verb: the dead number 34."""
    before = s.low(at - 1)
    return s.low(at) == "number" and (
        "," in s.words or before in {"dead", "injured", "wounded", "missing"} or before.endswith("s")
    )


def word_in_name(s: Setting) -> bool:
    """the Four Seasons, the Group of Seven: a number word in capitals inside a sentence is part of a name."""
    if s.digits or s.capitals or not s.words[0].isupper() or s.number.span != s.number.bare or s.words.isupper():
        return False
    before = s.word(s.first - 1)
    if not before[:1].isalnum() or s.number.kind != "count":
        return False
    of_name = before == "of" and s.name_like(s.first - 2)
    if not (s.name_like(s.last) or s.name_like(s.first - 1) or of_name):
        return False
    rest = [k for k in range(s.first - 30, s.last + 30) if not s.first - 1 <= k <= s.last]
    words = [s.word(k) for k in rest if s.word(k).isalpha() and len(s.word(k)) > 3]
    return sum(w[0].isupper() for w in words) <= 0.6 * len(words)


def project(s: Setting) -> bool:
    """the 3 Mill Bridges Project; the Special 100% Loan Scheme: a number inside a name in capitals."""
    if s.capitals or not s.digits or not s.plain or not s.name_like(s.last):
        return False
    if s.number.kind == "share":
        return s.name_like(s.first - 1) and s.low(s.first - 2) == "the"
    named = all(s.name_like(s.last + k) for k in range(3))
    return s.low(s.first - 1) == "the" and named and s.lexicon.places.at(s.tokens, s.last, s.sentence.last) is None


def aircraft(s: Setting) -> bool:
    """the 737 Max jets, 787 Dreamliner: Boeing's numbers are names."""
    return _AIRCRAFT.fullmatch(s.words) is not None and "Boeing" in s.text


def rate_base(s: Setting) -> bool:
    """per 100,000 people, for every 10,000, a scale of one to 12, in ₹500 notes."""
    lows = s.lows(s.first - 2, s.first)
    if lows[-1:] in (["every"], ["per"]) or lows == ["scale", "of"]:
        return True
    return bool({"denomination", "denominations", "notes", "banknotes"} & set(s.lows(s.last, s.last + 5))) and (
        s.number.kind == "money"
    )


def bracketed(s: Setting) -> bool:
    """Section 25 (1): a bare number alone in brackets is a reference, an age or a code."""
    return s.words.isdecimal() and s.low(s.first - 1) == "(" and s.low(s.last) == ")" and s.number.kind == "count"


def _noun_follows(s: Setting) -> bool:
    low = s.low(s.last)
    return low not in _NO_NOUN


def address(s: Setting) -> bool:
    """6100 block, 2401 Elm Street, 1500 MILL ST."""
    if not s.digits or s.number.kind != "count" or s.number.bound != "exact":
        return False
    if s.low(s.last) in {"block", "blk"}:
        return True
    if not (s.name_like(s.last) or s.capitals) or s.value > 99999:
        return False
    return any(w in s.nouns("street") for w in s.lows(s.last + 1, s.last + 4)) and s.word(s.last)[:1].isalpha()


def telephone(s: Setting) -> bool:
    """239-555-7700, 131 444, call 911, 5550123."""
    around = s.text[max(0, s.number.bare.start - 1) : s.number.bare.end + 5]
    if s.digits and s.plain and _EXCHANGE.search(around) and "," not in s.words:
        return True
    if _JOINED.search(s.text[max(0, s.number.bare.start - 2) : s.number.bare.start]) and s.digits:
        return True
    if _BEHIND_CODE.match(s.text, s.number.bare.end):
        return True
    if s.low(s.last) in DASHES and s.joined(s.last) and s.word(s.last + 1).isupper() and not s.capitals:
        return s.digits and len(s.word(s.last + 1)) > 2  # 644-HELP
    if _LONG.fullmatch(s.words):
        return not (s.counts or _told_as_amount(s)) and s.plain and s.number.kind == "count"
    calls = {
        "call",
        "called",
        "calling",
        "dial",
        "dialled",
        "dialed",
        "dialing",
        "on",
        "phone",
        "telephone",
        "tel",
        "a",
    }
    return s.words in {"911", "999", "112", "100", "311"} and (
        s.low(s.first - 1) in calls - {"on", "a"} or s.low(s.last) in {"call", "calls", "dispatcher", "operator"}
    )


def _told_as_amount(s: Setting) -> bool:
    """Tell whether a row of digits without commas is an amount all the same: "is 50000.", "and 95800 who"."""
    leads = {"is", "was", "are", "were", "of", "and", "than", "with", "or", "reached", "hit", "totalled", "totaled"}
    following = s.word(s.last)
    return s.low(s.first - 1) in leads and (s.words.endswith("00") or following[:1].islower()) and len(s.words) < 8


def score(s: Setting) -> bool:
    """won 3-1, a 2-0 lead, 5 to 4, 4x4; the powers of ten in 1.9×10−30."""
    if s.low(s.first - 1) == "×" or (s.low(s.first - 1) in _DASHES and s.low(s.first - 3) == "×"):
        return True
    if s.low(s.last) in {"x", "×"} and s.joined(s.last):
        return True
    match = _SCORE.fullmatch(s.words)
    if match is None:
        return s.digits and s.low(s.last) in {"-", "–"} and s.joined(s.last - 1) and s.low(s.last + 1).isdecimal()
    if "0" in (match[1], match[2]):
        return True
    around = set(s.lows(s.first - 4, s.last + 3))
    return bool(around & s.nouns("result")) or int(match[1]) >= int(match[2])


def numbering(s: Setting) -> bool:
    """1. First item; (2) second; a bare number that makes a paragraph."""
    if not s.digits or s.value > 60 or s.number.kind != "count" or s.number.span != s.number.bare:
        return False
    start = s.first == s.sentence.first
    if (start or s.low(s.first - 1) == ":") and s.low(s.last) in {".", ")", ":"} and s.last < s.sentence.last - 1:
        return True
    if start and s.low(s.last) in {".", ")", ":"}:
        return True
    if s.sentence.last - s.sentence.first == 1:
        return True
    if s.low(s.first - 1) == ":" and s.lows(s.last, s.sentence.last) == ["."] and s.value == 1:
        return True
    alone = s.low(s.first - 1) == "(" and s.low(s.last) == ")" and s.value < 20
    return alone and s.first - 1 == s.sentence.first


def furniture(s: Setting) -> bool:
    """1 of 3 in a gallery; 10.81 MB; a stray number among signs."""
    if (
        s.digits
        and s.plain
        and ("/" in {s.low(s.first - 1), s.low(s.last)} or s.lows(s.last, s.last + 2) == ["of", "/"])
    ):
        return True
    pictures = {"image", "photo", "slide", "picture", "gallery"}
    if s.low(s.first - 1) in pictures or (s.low(s.first - 1) == "of" and s.low(s.first - 3) in pictures):
        return s.digits and s.plain
    return s.low(s.last) in {"mb", "kb"} or s.low(s.first - 1) in {"#", "№", "@"}
