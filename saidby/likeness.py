"""When two values, dates or names for the counted say the same. Used by every step that sets articles side by side."""

import re
from datetime import date
from typing import Literal

from saidby.days import period_of
from saidby.evidence import Telling
from saidby.lexicon import Lexicon
from saidby.records import Article, Bound, Kind, Measure, SourceKind, Value
from saidby.text import tokenize

SMALL_COUNT = 12  # counts up to here are told too often by chance to tie two reports together
NEIGHBOURS = 20  # articles of one statement that each article is set beside, so that work grows with their number
BODIES: frozenset[SourceKind] = frozenset({"ministry", "agency", "military", "ngo"})  # they speak with one voice
SHARE_STEP = 0.01  # "a third" and "33 percent" are one share
NEAR = 7  # days between two datings of one utterance: writers mistake the week, seldom more
_UP: frozenset[Bound] = frozenset({"more_than", "at_least"})
_DOWN: frozenset[Bound] = frozenset({"nearly", "up_to", "less_than"})
_HARM: frozenset[Measure] = frozenset({"killed", "wounded", "casualties"})
# Words that hold others together and tell nothing about who or what is meant.
JOINING = frozenset("a an the and of by on in at to from for with it its his her their that which who 's".split())

_AGENCY = re.compile(r"(?:news|press) (?:agency|service)", re.IGNORECASE)

# What follows these says something of the counted, and names them no more.
_ASIDE = frozenset(
    "in at on by from near aboard to with during after before who that which hurt shot held left".split()
)


def number_of(value: Value) -> float:
    """Return the number that the words name: the bound that is given, the middle of two."""
    if value.low is None:
        return value.high or 0.0
    return value.low if value.high is None else (value.low + value.high) / 2


def slot(kind: Kind, value: Value) -> tuple[str, float]:
    """Return where to look a value up; equal values lie in the same slot, or for shares in a neighbouring one."""
    number = number_of(value)
    return (kind, round(number, 2) if kind == "share" else number)


def way(bound: Bound) -> Literal["up", "down", "even", "vague"]:
    """Return on which side of its number a bound leaves room."""
    if bound in _UP:
        return "up"
    if bound in _DOWN:
        return "down"
    return "vague" if bound == "vague" else "even"


def same_value(a: Value, b: Value, *, kind: Kind = "count") -> bool:
    """Tell whether two wordings can be of one value: same number, and room on no opposite sides."""
    if (a.bound == "between") != (b.bound == "between"):
        return False
    sides = {way(a.bound), way(b.bound)}
    if {"up", "down"} <= sides or ("vague" in sides and len(sides) > 1):
        return False
    slack = SHARE_STEP if kind == "share" else 1e-9 * max(1.0, abs(number_of(a)))
    pairs = [(a.low, b.low), (a.high, b.high)] if a.bound == "between" else [(number_of(a), number_of(b))]
    return all(x is not None and y is not None and abs(x - y) <= slack for x, y in pairs)


def is_slip(a: Value, b: Value) -> bool:
    """Tell whether one number is the other with two neighbouring digits exchanged, as a careless hand writes it."""
    one, other = (f"{number_of(v):.0f}" for v in (a, b))
    apart = [n for n, (x, y) in enumerate(zip(one, other, strict=False)) if x != y]
    exchanged = len(apart) == 2 and apart[1] - apart[0] == 1 and one[apart[0]] == other[apart[1]]
    if len(one) != len(other) or not exchanged or one[apart[1]] != other[apart[0]]:
        return False
    whole = all(number_of(v) == int(number_of(v)) > SMALL_COUNT for v in (a, b))
    return whole and (a.bound == "between") == (b.bound == "between") and way(a.bound) == way(b.bound)


def akin(a: Measure, b: Measure) -> bool:
    """Tell whether two measures count harm to people, so that one may have slipped into the other."""
    return a == b or {a, b} <= _HARM


def days_apart(a: str, b: str) -> int:
    """Return the least number of days between two dates, as precise as they are; 0 where a year is unknown."""
    one, other = period_of(a), period_of(b)
    if one is None or other is None:
        return 0
    return max(0, (other.start - one.end).days, (one.start - other.end).days)


def dates_agree(a: str | None, b: str | None, *, within: int = NEAR) -> bool:
    """Tell whether two datings can be of one day, give or take ``within`` days. What is not dated agrees."""
    return a is None or b is None or days_apart(a, b) <= within


def first_day(value: str | None) -> date:
    """Return the first day that a date can mean; what is not dated comes last."""
    period = period_of(value) if value else None
    return period.start if period else date.max


def moment(article: Article) -> str:
    """Return what orders articles by time: the moment of publication, or where only its day is known that day's end."""
    return article.published_at or f"{first_day(article.published).isoformat()}T24"


def counted_words(whom: str | None, lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words for the counted in their common form, and the countries among them.

    "additional Kenyan soldiers" and "more Kenyan troops" give the same words; "people" and "casualties" give none,
    and nor does what is said of them behind their noun: "people in the valley", "people who fled".
    """
    tokens = tokenize(whom or "")
    words: set[str] = set()
    countries: set[str] = set()
    i = 0
    while i < len(tokens) and not (i and _is_aside(tokens[i].low)):
        place, group = lexicon.places.at(tokens, i), lexicon.counted.at(tokens, i)
        if place is not None:
            (countries if place.entry.kind == "country" else words).add(place.entry.term)
        elif group is not None:
            words |= set() if group.entry.plain else {group.entry.term}
        elif tokens[i].text[0].isalnum() and tokens[i].low not in JOINING:
            words.add(singular(tokens[i].low))
        i = place.last if place else group.last if group else i + 1
    return frozenset(words), frozenset(countries)


def _is_aside(word: str) -> bool:
    """Tell whether a word leads to what is said of the counted, and names them no more."""
    return word in _ASIDE or (word.endswith("ed") and len(word) > 4)


def agency_of(name: str | None, lexicon: Lexicon) -> str | None:
    """Return the news agency that a name means, by its common name."""
    hits = lexicon.outlets.find_in(name) if name else []
    if hits:
        return hits[0].entry.term if hits[0].entry.agency else None
    return name if name and _AGENCY.search(name) else None


def singular(word: str) -> str:
    """Return a noun without its plural ending, as far as spelling tells."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def same_counted(a: Telling, b: Telling) -> bool | None:
    """Tell whether two tellings count the same people or things; None where the words do not say."""
    shared = a.countries & b.countries
    if (a.countries and b.countries and not shared) or "more" in a.counted ^ b.counted:
        return False
    one, other = a.counted - {"more"}, b.counted - {"more"}
    if a.unit and b.unit:
        apart = not (a.unit & b.unit or shared or one & other)
        return True if a.unit & b.unit else False if apart else None
    if one and other:
        return True if one & other else None if shared else False
    return True if shared and not one | other else None
