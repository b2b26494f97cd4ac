"""Which numbers state nothing about the world: dates, times, ages, durations, names, addresses, scores, pronouns.

Each guard has a name in GUARDS; the first one that holds is why a number is no figure.
"""

import re
from collections.abc import Callable

from saidby.mark.figures.settings import AUXILIARIES, MONTHS, PREPOSITIONS, Setting
from saidby.text import fold

_DASHES = frozenset({"-", "–", "—", "‐", "‑"})
_YEAR_LEADS = frozenset(
    "in since of from by until till to through during after before the early late mid and between for under around "
    "about spring summer autumn fall winter year season , ( [ / - – © copyright fy fiscal circa than over".split()
)
_DESIGNATORS = frozenset(
    "act airbus annex apartment apollo appendix apt area article articles avenue bed bill block boeing box bridge "
    "building cabin cadena camp case category cell channel chapter class clause constituency cop court covid dam "
    "day days decree district division episode est exit figure file flight form formula fortune galaxy game gate "
    "gmt grade group h5n highway hour hwy id interstate iphone item kilometer kilometre km lane law lesson level "
    "license line lot mark match mk model no nos nr number numbers op option opus order page pages para paragraph "
    "part phase pier plate platform plot point precinct psalm question ref reference registration regulation "
    "resolution road roads room round route rule runway sars schedule section sections sector serial series size "
    "stage step street suite table team terminal tier top track type under-age unit utc verse version vol volume "
    "ward week windows year zone".split()
)
_NUMBERED = frozenset(
    "article cadena category channel chapter flight highway interstate kilometer km no nos phase "
    "regulation route section".split()
)
_STREETS = frozenset(
    "street st avenue ave road rd drive dr lane ln boulevard blvd highway court way parkway place terrace square "
    "plaza lomas calle jalan larrea".split()
)
_PAIRED = frozenset(
    "countries sides nations parties leaders governments neighbours neighbors rivals states teams koreas "
    "superpowers presidents ministers allies communities peoples armies clubs".split()
)
_ONE_LEADS = frozenset(
    "no any every this that which the another each only-the number square day page back first-ever nobody not".split()
) - {"the"}
_RESULTS = frozenset("win won victory lead defeat loss draw beat beating lost drew tie triumph score beaten".split())


def why_none(s: Setting) -> str | None:
    """Return the name of the guard that says why the number is no figure, None where it is one."""
    return next((name for name, guard in GUARDS if guard(s)), None)


def _duration(s: Setting) -> bool:
    """two days, a 24-hour strike, 40-year-old, 5 p.m., 81-mm mortars, the 300 block of."""
    for at in (s.last, s.last + 1):
        if at >= s.sentence.last or (at > s.last and s.low(s.last) not in _DASHES | _BETWEEN_UNIT):
            continue
        hit = s.lexicon.units.at(s.tokens, at, s.sentence.last)
        if hit is not None and hit.entry.kind == "none" and (s.number.kind in {"count", "measure"} or _half_year(s)):
            return not (hit.entry.term == "block" and not s.digits)
    return _shared_duration(s) or bool(s.lows(s.last, s.last + 2) == ["of", "an"] and s.low(s.last + 2) == "hour")


def _half_year(s: Setting) -> bool:
    return s.number.kind == "share" and fold(s.words).startswith("half") and s.low(s.last) == "a"


_BETWEEN_UNIT = frozenset(
    "more long full straight consecutive of business working additional further other last final successive calendar "
    "light school".split()
)


def _shared_duration(s: Setting) -> bool:
    """five or six ... years; 24 and 48 hours: the unit stands after the second number."""
    if s.low(s.last) not in {"to", "or", "and"} | _DASHES:
        return False
    if s.low(s.last) in _DASHES and not s.low(s.last + 1)[:1].isdecimal():
        return False
    for at in range(s.last + 1, min(s.last + 4, s.sentence.last)):
        hit = s.lexicon.units.at(s.tokens, at, s.sentence.last)
        if hit is not None and hit.entry.kind == "none" and hit.entry.term != "block":
            return at > s.last + 1
        if s.low(at) in PREPOSITIONS | AUXILIARIES:
            return False
    return False


def _year(s: Setting) -> bool:
    """2014, 1998-99, "the 2019 elections"; not "2,014" and not "2000 people"."""
    if not re.fullmatch(r"(1[5-9]|20)\d\d([-–/](\d\d|(1[5-9]|20)\d\d))?", s.words) or s.number.kind != "count":
        return _year_range(s)
    before, after = s.low(s.first - 1), s.low(s.last)
    if s.number.modifier is not None:
        return s.number.bound == "about" and before in {"in", "by", "until", "since", "from"} and not _counts(s)
    if s.value < 2030 and (s.value >= 2001 or 1901 <= s.value < 2000) and not _many(s):
        return True
    if before in MONTHS or before.isdecimal() or (before == "." and s.low(s.first - 2) in MONTHS):
        return True
    if before in _YEAR_LEADS or after in {",", ".", ")", "]", "(", ":", ";", "'s", "’s", "", "-", "—", "–"}:
        return not (_counts(s) and before not in {"in", "since", "the", ",", "by", "early", "late"})
    return not _counts(s)


def _many(s: Setting) -> bool:
    """Tell whether persons or common things follow, so that even "1987" is a count."""
    return s.low(s.last) in _COMMON and s.low(s.first - 1) not in {"in", "since", "the", "of", "by", "until"}


_COMMON = frozenset(
    "people men women children troops soldiers houses homes families refugees civilians migrants workers cases deaths "
    "students villages buildings votes employees prisoners jobs vehicles".split()
)


def _year_range(s: Setting) -> bool:
    """between 2014 and 2017; from 1998 to 2003."""
    years = re.findall(r"\d+", s.words)
    plain = re.fullmatch(r"(between )?\d{4}\s*(to|and|or|-|–|—)\s*(\d{4}|\d\d)", fold(s.words))
    return plain is not None and 1500 <= int(years[0]) <= 2100


def _counts(s: Setting) -> bool:
    """Tell whether a noun in small letters follows that the number can count."""
    if s.capitals:
        return s.low(s.last).endswith("s") or s.low(s.last) in {"people", "men", "women", "children"}
    word = s.word(s.last)
    nouns = {"people", "men", "women", "children", "troops", "new", "more", "other"}
    return word in nouns or (word[:1].islower() and len(word) > 3 and word.endswith("s"))


def _date(s: Setting) -> bool:
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
        at, met = start, False
        while s.low(at) in {",", "and", "-", "–", "to", "or"} or s.low(at).isdecimal():
            met = True
            at += step
        if met and s.low(at) in MONTHS and (s.capitals or s.name_like(at)):
            return all(len(w) <= 2 for w in s.lows(min(at, start), max(at, start)) if w.isdecimal())
    return False


def _clock(s: Setting) -> bool:
    """2230 hours, at 1311 GMT, between 2100 on 4 December."""
    if not re.fullmatch(r"[0-2]\d[0-5]\d|24\d\d", s.words) or s.number.kind != "count":
        return bool(re.match(r"[:.]\d\d", s.text[s.number.bare.end : s.number.bare.end + 3])) and s.value < 25
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


def _age(s: Setting) -> bool:
    """Ann Roe, 55, said; Ann Roe (55); aged 50 and 46; people over 65; in her late 60s."""
    if s.number.kind != "count" or s.value > 115:
        return False
    before, after = s.low(s.first - 1), s.low(s.last)
    if {"aged", "age", "ages"} & set(s.lows(s.first - 4, s.first)) and _list_between(s):
        return True
    if s.digits and before == "," and s.number.span == s.number.bare and _after_age(s, after):
        hyphened = s.low(s.first - 3) == "-" and s.name_like(s.first - 4)
        named = hyphened or s.name_like(s.first - 2) or s.low(s.first - 2) in _PERSONS | {"jr", "sr"}
        return (named or s.low(s.first - 2) == "." or s.capitals) and not _is_listed(s)
    if s.digits and before == "now" and after in {",", ".", ")"}:
        return True
    if s.digits and before in {"is", "was", "were", "are"} and after in {".", "", "and", ","} and s.value > 14:
        return s.low(s.first - 2) in {"he", "she", "third", "second", "first", "other", "who", "they"}
    if s.digits and before in {"(", "["} and after in {")", "]", ",", "/"} and s.value > 1:
        return s.name_like(s.first - 2) or s.capitals
    if before in {"turned", "turns", "turning"} and s.value > 12:
        return after in {",", ".", "", "in", "on", "this", "last"}
    olds = {"over", "under", "above", "below"}
    if s.number.modifier is not None and s.low(s.first) in olds and before in _PERSONS | {"those", "the", "anyone"}:
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


_PERSONS = frozenset(
    "man woman boy girl men women people boys girls persons person adults children wife husband son daughter "
    "brother sister mother father suspect victim driver anyone those everyone citizens residents".split()
)


def _name(s: Setting) -> bool:
    """Route 66, No. 5, Phase 2, Boeing 737, iPhone 14, NBC 6, Chapter 11."""
    if not s.digits or s.number.kind not in {"count", "measure"} or s.number.span != s.number.bare:
        return False
    at = s.first - 2 if s.low(s.first - 1) in {".", "-"} else s.first - 1
    if s.low(s.first - 1) == "(" and s.low(s.last) == ")" and s.low(s.first - 2) in _NUMBERED:
        return True
    before = s.low(at)
    if s.low(s.last) == "-" and s.joined(s.last) and s.word(s.last + 1)[:1].islower():
        return False
    if before in _DESIGNATORS and not _verb_number(s, at):
        return before in _NUMBERED or not _counts(s) or s.name_like(at)
    if before == "and" and s.low(s.first - 2)[:1].isdecimal():
        return s.low(s.first - 3) in _DESIGNATORS | {"roads", "routes", "days", "wcr"}
    if at != s.first - 1:
        return False
    if not s.capitals and re.fullmatch(r"[A-Z]{2,5}", s.word(at)) and "," not in s.words:
        return s.value < 1000
    return _after_name(s, at)


def _after_name(s: Setting, at: int) -> bool:
    """Tell whether a capitalised word makes the digits part of its name; the first word of a sentence does not."""
    start = s.sentence.first
    while not s.word(start)[:1].isalnum() and start < at:
        start += 1
    if not s.name_like(at) or at <= start or "," in s.words or s.value >= 10000:
        return False
    return not (s.word(s.last)[:1].islower() and _noun_follows(s))


def _verb_number(s: Setting, at: int) -> bool:
    """Tell whether "number" is a verb: the dead number 34."""
    before = s.low(at - 1)
    return s.low(at) == "number" and (
        "," in s.words or before in {"dead", "injured", "wounded", "missing"} or before.endswith("s")
    )


def _word_in_name(s: Setting) -> bool:
    """the Four Seasons, the Group of Seven: a number word in capitals inside a sentence is part of a name."""
    if s.digits or s.capitals or not s.words[0].isupper() or s.number.span != s.number.bare or s.words.isupper():
        return False
    before = s.word(s.first - 1)
    if not before[:1].isalnum() or s.number.kind != "count":
        return False
    of_name = before == "of" and s.name_like(s.first - 2)
    if not (s.name_like(s.last) or s.name_like(s.first - 1) or of_name):
        return False
    words = [t.text for t in s.tokens[s.sentence.first : s.sentence.last] if t.text.isalpha() and len(t.text) > 3]
    return sum(w[0].isupper() for w in words) <= 0.6 * len(words)


def _aircraft(s: Setting) -> bool:
    """the 737 Max jets, 787 Dreamliner: Boeing's numbers are names."""
    return re.fullmatch(r"7[0-8]7", s.words) is not None and "Boeing" in s.text


def _rate_base(s: Setting) -> bool:
    """per 100,000 people, for every 10,000, a scale of one to 12, in ₹500 notes."""
    lows = s.lows(s.first - 2, s.first)
    if lows[-1:] in (["every"], ["per"]) or lows == ["scale", "of"]:
        return True
    return bool({"denomination", "denominations", "notes", "banknotes"} & set(s.lows(s.last, s.last + 5))) and (
        s.number.kind == "money"
    )


def _bracketed(s: Setting) -> bool:
    """Section 25 (1): a bare number alone in brackets is a reference, an age or a code."""
    return s.words.isdecimal() and s.low(s.first - 1) == "(" and s.low(s.last) == ")" and s.number.kind == "count"


def _noun_follows(s: Setting) -> bool:
    low = s.low(s.last)
    return low not in PREPOSITIONS | AUXILIARIES | {"and", "or", "but", "said", "who", "that", "which"}


def _address(s: Setting) -> bool:
    """6100 block, 2401 Elm Street, 1500 LARREA ST."""
    if not s.digits or s.number.kind != "count" or s.number.bound != "exact":
        return False
    if s.low(s.last) in {"block", "blk"}:
        return True
    if not (s.name_like(s.last) or s.capitals) or s.value > 99999:
        return False
    return any(w in _STREETS for w in s.lows(s.last + 1, s.last + 4)) and s.word(s.last)[:1].isalpha()


def _telephone(s: Setting) -> bool:
    """239-321-7700, 131 444, call 911, 5550123."""
    around = s.text[max(0, s.number.bare.start - 1) : s.number.bare.end + 5]
    if s.digits and s.plain and re.search(r"^\D?\d{3,4}[-– ]\d{3,4}([-– ]|$|\D)", around) and "," not in s.words:
        return True
    if re.search(r"\d[-–]$", s.text[max(0, s.number.bare.start - 2) : s.number.bare.start]) and s.digits:
        return True
    if re.match(r"\) \d{3}-\d{4}", s.text[s.number.bare.end : s.number.bare.end + 10]):
        return True
    if s.low(s.last) in _DASHES and s.joined(s.last) and s.word(s.last + 1).isupper() and not s.capitals:
        return s.digits and len(s.word(s.last + 1)) > 2  # 644-HELP
    if re.fullmatch(r"\d{5,}", s.words):
        return not _counts(s) and s.plain and s.number.kind == "count"
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


def _score(s: Setting) -> bool:
    """won 3-1, a 2-0 lead, 5 to 4, 4x4."""
    if s.low(s.last) in {"x", "×"} and s.joined(s.last):
        return True
    match = re.fullmatch(r"(\d{1,3})\s?[-–]\s?(\d{1,3})", s.words)
    if match is None:
        return s.digits and s.low(s.last) in {"-", "–"} and s.joined(s.last - 1) and s.low(s.last + 1).isdecimal()
    if "0" in (match[1], match[2]):
        return True
    around = set(s.lows(s.first - 4, s.last + 3))
    return bool(around & _RESULTS) or int(match[1]) >= int(match[2])


def _numbering(s: Setting) -> bool:
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
    alone = s.low(s.first - 1) == "(" and s.low(s.last) == ")" and s.value < 20
    return alone and s.first - 1 == s.sentence.first


def _one(s: Setting) -> bool:
    """one another, no one, one day, one of the men; "one" before an anonymous speaker."""
    if fold(s.words) != "one" or s.number.span != s.number.bare:
        return False
    before, after = s.low(s.first - 1), s.low(s.last)
    if before in {"that", "which"} and after[:1].isalpha() and after not in PREPOSITIONS | AUXILIARIES:
        return _anonymous_speaker(s)
    if before in _ONE_LEADS or after in {"another", "'s", "’s", "day", "thing", "by", "who", "way", "reason"}:
        return True
    if after in {"point", "afternoon", "morning", "evening", "stage", "time", "occasion", "side", "after", "among"}:
        return before in {"at", "on", ",", "", "by", "from"} or after in {"after", "afternoon", "morning", "evening"}
    if s.low(s.first - 2) in {"the", "a", "this", "an"} and before[:1].isalpha() and before not in PREPOSITIONS:
        return before != "other" and (
            after in PREPOSITIONS | AUXILIARIES | {"and", "or", "that"} or not after.isalpha()
        )
    if (
        after in {"among", "cannot"}
        or (after in {"the", "a"} and before in AUXILIARIES)
        or (after == "case" and before == "in")
    ):
        return True
    if s.name_like(s.last) and s.name_like(s.last + 1) and before in PREPOSITIONS and not s.capitals:
        return True
    if before in {"the", "a", "an"}:
        return True
    if after == "of":
        return _picked_out(s)
    if after == "-" and s.joined(s.last):
        return False
    if after in {"can", "could", "should", "must", "may", "might", "would", "will", "does", "has", "wants", "such"}:
        return before not in {",", ";", "—", "–", "and", ":"}
    return _anonymous_speaker(s) or (after in {",", ".", "", "?", "!"} and before not in {"killed", "killing", "and"})


def _picked_out(s: Setting) -> bool:
    """Tell whether "one of the N" only picks out one: no one was killed or hurt, and the text divides no whole."""
    words = s.lows(s.last, s.sentence.last)
    if words[1:2] in (["them"], ["whom"], ["which"]):
        return words[2:3] in ([","], ["is"]) and not s.low(s.first - 1).endswith("ing")
    rest = words[:16]
    divides = {"killed", "died", "wounded", "injured", "hurt", "dead", "destroyed", "arrested", "exploded"}
    if s.first != s.sentence.first and s.low(s.first - 1) not in {"just", "only"}:
        return s.low(s.first - 1) not in {"killing", "killed", "wounding", "injuring"}
    return not divides & set(rest)


def _anonymous_speaker(s: Setting) -> bool:
    says = {"said", "says", "told", "added", "adds", "wrote", "asked", "recalled", "shows", "reported", "noted"}
    if s.lows(s.first - 2, s.first) == ["according", "to"] or s.low(s.first - 1) in says - {"shows", "reported"}:
        return s.low(s.last) in _VOICES and s.low(s.last + 1) not in AUXILIARIES
    heads = s.lows(s.last, s.last + 2)
    return bool(
        _VOICES & set(heads)
        and says & set(s.lows(s.last + 1, s.last + (14 if s.first == s.sentence.first else 4)))
        and s.low(s.last + 1) not in AUXILIARIES
    )


_VOICES = frozenset(
    "reporter doctor diplomat official resident witness commentator interviewee analyst expert report video user "
    "source survivor officer soldier man woman villager trader student teacher lawyer minister aide critic headline "
    "observer neighbour neighbor farmer worker post tweet newspaper".split()
)


def _pair(s: Setting) -> bool:
    """the two countries, both of the two sides: the named pair taken up again."""
    if s.value > 4 or s.number.bound != "exact" or s.low(s.first - 1) not in {"the", "these", "our", "both"}:
        return False
    return s.low(s.last) in _PAIRED


def _idiom(s: Setting) -> bool:
    """one in a million; zero tolerance; a thousand times no; first half."""
    words = fold(s.words)
    if words == "zero" and s.low(s.last) in {"tolerance", "-", "in", "sum", "day", "covid", "waste", "hunger"}:
        return True
    if s.low(s.last) in {"-", "stars"} and s.low(s.last + 1) in {"way", "star", "bagger", "piece", "faced", "fold"}:
        return s.low(s.last + 1) != "piece"
    if s.low(s.last) in {"stars", "star"} and s.value <= 7 and s.low(s.first - 1) != "of":
        return True
    if s.low(s.first) == "a" and words == "a few" and s.low(s.last) in {"moments", "moment"}:
        return True
    if s.lows(s.first - 3, s.first) == ["one", "of", "the"] and s.low(s.last) in _SUPERLATIVES:
        return True
    if s.low(s.first - 1) == "the" and s.lows(s.last, s.last + 2) == ["most", "-"]:
        return True
    return s.low(s.first - 1) in {"if", "top"} and s.words.isalpha()


_SUPERLATIVES = frozenset("best most worst largest biggest richest poorest top greatest oldest deadliest".split())


def _furniture(s: Setting) -> bool:
    """1 of 3 in a gallery; 10.81 MB; a stray number among signs."""
    return s.low(s.last) in {"mb", "kb", "gb"} or s.low(s.first - 1) in {"#", "№", "@"}


GUARDS: tuple[tuple[str, Callable[[Setting], bool]], ...] = (
    ("date", _date),
    ("year", _year),
    ("duration", _duration),
    ("clock", _clock),
    ("age", _age),
    ("score", _score),
    ("telephone", _telephone),
    ("address", _address),
    ("name", _name),
    ("word in a name", _word_in_name),
    ("aircraft", _aircraft),
    ("rate", _rate_base),
    ("bracketed", _bracketed),
    ("numbering", _numbering),
    ("one", _one),
    ("pair", _pair),
    ("idiom", _idiom),
    ("furniture", _furniture),
)
