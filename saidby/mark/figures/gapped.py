"""Clauses that leave their verb and noun out: "Bera had 238 dead, Cole 39 and Dorn 81"."""

from collections.abc import Sequence

from saidby import grammar
from saidby.days import MONTHS, WEEKDAYS
from saidby.mark.figures.scene import Item
from saidby.mark.figures.settings import DETERMINERS, PREPOSITIONS, Setting

_JOINTS = frozenset({",", ";", "and"})
_ENDS = frozenset({",", ";", "and", ".", "", ")", "—", "–", "but", "while"})
_LONGEST = 4  # words of a name
_VERB = 4  # words from the first name to its number: "province has reported"
_BACK = 60  # words back to the clause whose verb is left out
_BEFORE_NUMBER = grammar.APPROXIMATORS | frozenset("at least more less fewer than over up to only just".split())
_NO_SUBJECT = DETERMINERS | PREPOSITIONS | grammar.SUBJECT_PRONOUNS
# "They had two sons, Tom 12 and Ben 9" tells their ages.
_OF_AGE = frozenset("sons daughters children kids brothers sisters siblings grandchildren girls boys".split())


def gapped(s: Setting) -> int | None:
    """Return the token at which the name begins that stands before a number without verb or noun, else None."""
    begin = s.first
    while begin > s.begin and s.first - begin < _LONGEST and _names(s, begin - 1):
        begin -= 1
    if begin == s.first or s.low(s.last) not in _ENDS or s.number.kind != "count":
        return None
    joint = begin - 1 - (s.low(begin - 1) == "the")
    return begin if s.low(joint) in _JOINTS and _has_clause(s, joint) else None


def _names(s: Setting, k: int) -> bool:
    low = s.low(k)
    return s.name_like(k) and low[:1].isalpha() and low not in MONTHS | WEEKDAYS | s.nouns("designator")


def _has_clause(s: Setting, joint: int) -> bool:
    """Tell whether a clause of the same make stands before: a name, its verb, a number and what that counts."""
    for k in range(joint - 1, max(joint - _BACK, s.begin), -1):
        if not _is_number(s, k) or _is_number(s, k - 1):
            continue
        lead = k - 1
        while s.low(lead) in _BEFORE_NUMBER:
            lead -= 1
        if _names(s, lead):
            continue  # "Cole 39" once more
        if _subject(s, lead):
            return s.low(k + 1) not in _OF_AGE
        if s.low(lead) not in {"and", ","}:
            return False
    return False


def _subject(s: Setting, lead: int) -> bool:
    """Tell whether a verb at ``lead`` has a name before it."""
    for k in range(lead, lead - _VERB, -1):
        if k < lead and _names(s, k):
            return s.low(k) not in _NO_SUBJECT
        if not s.low(k).isalpha() or s.low(k) in PREPOSITIONS - {"out", "with"}:
            return False
    return False


def _is_number(s: Setting, k: int) -> bool:
    if s.low(k)[:1].isdecimal():
        return True
    hit = s.lexicon.numbers.at(s.tokens, k, s.end) if s.low(k) else None
    return hit is not None and hit.entry.role in {"unit", "teen", "ten", "hundred", "scale"}


def parallels(items: Sequence[Item]) -> dict[int, int]:
    """Return for each number of a clause without verb and noun the one of the first clause that counts the same.

    "Bera had 240 cases and 31 deaths, Cole 39 and four": 39 counts cases, four counts deaths.
    """
    found: dict[int, int] = {}
    base: list[int] = []
    here: list[int] = []
    for i, item in enumerate(items):
        s = item.setting
        if i and s.sentence.index != items[i - 1].setting.sentence.index:
            base, here = [], []
        if item.noun is None and s.digits and gapped(s) is not None:
            base, here = base or here, []
        elif base and (item.noun is not None or s.low(s.first - 1) not in {"and", ","}):
            base, here = [], []
        if base and len(here) < len(base):
            found[i] = base[len(here)]
        here.append(i)
    return found
