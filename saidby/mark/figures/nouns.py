"""What a number counts: the noun after it, behind adjectives, "of the" and a hyphen."""

from msgspec import Struct

from saidby import grammar
from saidby.days import WEEKDAYS
from saidby.mark.figures.settings import (
    ADVERBS,
    AUXILIARIES,
    CONNECTIVES,
    DETERMINERS,
    PREPOSITIONS,
    Setting,
)

_BEFORE_COUNT = grammar.APPROXIMATORS | {"initial", "original", "estimated"}
_ALONE = frozenset("people men women children others policemen".split())
_PRONOUNS = grammar.SUBJECT_PRONOUNS | grammar.OBJECT_PRONOUNS | {"who", "whom"}
_NO_NOUN = PREPOSITIONS | AUXILIARIES | CONNECTIVES | ADVERBS | DETERMINERS | _PRONOUNS
_COLLECTIVE = frozenset("police personnel staff military infantry".split())
_ADJECTIVAL = frozenset({"more", "fewer", "less", "daily", "dead"})
_DEGREES = frozenset("very most too more further".split())
_INSIDE_PHRASE = frozenset("- & \" 's ’s “ ” ’ '".split())
_LONGEST = 10  # words of a counted noun phrase, adjectives included; longer rows were other phrases
_OBJECTS = DETERMINERS | _PRONOUNS - {"who", "whom"}


class Noun(Struct, frozen=True):
    """Tokens ``first`` to ``last`` (exclusive) after the number; the head is the last of them."""

    first: int
    last: int
    head: str
    whole: bool = False  # behind "of": the number is part of it


def noun_after(s: Setting) -> Noun | None:
    """Return the noun phrase that the number counts, None where it stands without one ("20 were killed")."""
    at = s.last
    whole = False
    hanging = s.low(at + 1) in {"or", "and", "to"}  # "7- or 8-inch"
    if s.low(at) in grammar.HYPHENS and s.joined(at - 1) and (s.joined(at) or hanging):
        first = _past_row(s, at + 1)
        return Noun(first, first + 1, s.low(first)) if s.low(first)[:1].isalpha() else None
    if s.low(at) in {"[", "("}:  # "seven [number as heard] people"
        close = next((k for k in range(at, min(at + 6, s.sentence.last)) if s.low(k) in {"]", ")"}), None)
        at = at + 1 if close is None or close == at + 2 else close + 1
    if s.low(at) in {'"', "'", "“", "‘", "’"}:
        at += 1
    if s.low(at) == "of" and s.low(at + 1) in {"them", "whom", "which"}:
        return Noun(at + 1, at + 2, s.low(at + 1), whole=True)
    if s.low(at) == "of":
        at += 1
        whole = s.number.bound != "vague" or s.low(at) in DETERMINERS
        if s.low(at) == "all":
            at += 1
    at = _past_count(s, _past_determiner(s, at)) if whole else at
    return _phrase(s, at, whole=whole)


def _past_row(s: Setting, at: int) -> int:
    """Return the token behind the last hyphen of a row that shares one noun: "four-, five- and six-speed"."""
    k = at
    while s.low(k) in {",", "or", "and", "to"} and k - at < _LONGEST:
        k += 1
        while s.low(k)[:1].isalnum() and s.low(k + 1) in grammar.HYPHENS:
            k += 2
            if s.low(k)[:1].isalpha() and s.low(k) not in _NO_NOUN:
                return k
    return at


def _past_determiner(s: Setting, at: int) -> int:
    while s.low(at) in DETERMINERS and s.low(at) != "that":
        at += 1
    if s.low(at + 1) in {"'s", "’s"}:  # "seven of the country's 14 towns"
        at += 2
    return at + (s.low(at) in {"last", "past", "first", "next"} and s.low(at + 1)[:1].isdecimal())


def _past_count(s: Setting, at: int) -> int:
    """Pass over the count of the whole: "13 of the 22 cases"."""
    while (
        s.low(at)[:1].isdecimal()
        or s.low(at) in _BEFORE_COUNT
        or (
            (hit := s.lexicon.numbers.at(s.tokens, at, s.sentence.last) if s.low(at) else None) is not None
            and hit.entry.role in {"unit", "teen", "ten", "vague", "scale", "group", "hundred"}
        )
    ):
        at += 1
    return at


def _phrase(s: Setting, at: int, *, whole: bool) -> Noun | None:
    """Return the phrase from ``at`` to its head: the last noun-like word before the phrase ends."""
    head = None
    k = at
    if (s.low(at - 1) == "those" or (not whole and s.low(at - 1) != "of")) and _verb_first(s, at):
        return None
    while k < s.sentence.last and k - at < _LONGEST:
        low = s.low(k)
        if (low == "'s" and head is not None and s.low(k + 1)[:1].isalpha()) or _degree(s, k, head):
            k += 1
            continue
        if _stops(s, k):
            skipped = _past_gap(s, k, head)
            if skipped is None:
                break
            k = skipped
            continue
        if low[:1].isdecimal() and not _model(s, k):
            sized = _past_size(s, k)
            if sized is None:
                break
            k = sized
            continue
        if low[:1].isalpha():
            if head is not None and s.plural(s.low(head)) and not _goes_on(s, head, k):
                break
            verb = _verb_like(s, low) or _measure_verb(s, k)
            ahead = s.value != 1 and (_plural_ahead(s, k) or _coordinated_plural(s, k + 1))
            if head is not None and verb and not ahead:
                break
            head = k
        k += 1
    if head is None or (head == at and not whole and _acts(s, head)):
        return None
    return Noun(at, head + 1, s.low(head), whole)


def _past_size(s: Setting, k: int) -> int | None:
    """Return the token behind a size within the phrase: "nine million 40ml vials", "two 300-kg bombs"."""
    at = k + 1 + (s.low(k + 1) in grammar.HYPHENS)
    hit = s.lexicon.units.at(s.tokens, at, s.sentence.last) if s.low(at) else None
    if hit is None or hit.entry.kind != "measure" or hit.last - hit.first > 1:
        return None
    return hit.last if s.low(hit.last)[:1].isalpha() and s.low(hit.last) not in _NO_NOUN else None


def _acts(s: Setting, at: int) -> bool:
    """Tell whether a word with an object behind it is a verb: "48 per cent oppose the plan"."""
    word = s.low(at)
    return s.value != 1 and not s.plural(word) and s.low(at + 1) in _OBJECTS


def _degree(s: Setting, k: int, head: int | None) -> bool:
    """Tell whether a word that only says how much leads to an adjective: "very busy roads", "decently paid miners"."""
    if s.low(k) in _DEGREES:
        return s.low(k + 1)[:1].isalpha()
    return s.low(k).endswith("ly") and head is None and s.low(k + 1).endswith("ed")


def _stops(s: Setting, k: int) -> bool:
    """Tell whether no noun phrase goes on at ``k``; behind a hyphen every word does: "gas-only"."""
    low = s.low(k)
    if low == "-" and not s.joined(k):
        return not s.joined(k - 1) or k == s.last  # "7- or 8-inch"
    if low in _NO_NOUN:
        return not (s.low(k - 1) == "-" and s.joined(k - 1) and s.joined(k - 2))
    return not low[:1].isalnum() and low not in _INSIDE_PHRASE


def _measure_verb(s: Setting, k: int) -> bool:
    """Tell whether a verb of harm or movement begins at ``k``: "one pole blown up"."""
    hit = s.lexicon.measures.at(s.tokens, k, s.sentence.last)
    return hit is not None and not {"noun", "adjective", "tally", "event"} & set(hit.entry.roles)


def _verb_first(s: Setting, at: int) -> bool:
    """Tell whether a verb stands where the noun would: "22 captured", "2,500 fell ill", "300 according to"."""
    low = s.low(at)
    if low in s.nouns("behind"):
        return not (low in _ADJECTIVAL and _noun_next(s, at))
    if low in s.nouns("verb") | _PRONOUNS:
        return True
    hit = s.lexicon.measures.at(s.tokens, at, s.sentence.last) if low[:1].isalpha() else None
    if hit is not None and "deed" in hit.entry.roles and not {"noun", "adjective", "verb"} & set(hit.entry.roles):
        return True
    verb = (low.endswith(("ed", "ing")) and not s.name_like(at)) or (
        hit is not None and bool({"verb", "deed"} & set(hit.entry.roles))
    )
    if not verb or (hit is not None and "noun" in hit.entry.roles and "verb" not in hit.entry.roles):
        return False
    if s.value == 1:
        bare = hit is not None and "verb" in hit.entry.roles and not low.endswith(("ed", "ing", "s"))
        return not bare and not (low.endswith("ed") and _noun_next(s, at))
    return not (_plural_ahead(s, at) or (low.endswith("ed") and _coordinated_plural(s, at + 1)))


def _noun_next(s: Setting, at: int) -> bool:
    """Tell whether a noun in small letters follows, so that the word is an adjective: "one armoured car"."""
    low = s.low(at + 1)
    if low in _NO_NOUN or not low[:1].isalpha() or s.name_like(at + 1) or low.endswith("ly"):
        return False
    return not _verb_like(s, low) and low not in WEEKDAYS | s.nouns("behind")


def _model(s: Setting, k: int) -> bool:
    """Tell whether digits belong to the name of a thing: AK-47 rifles, AK 47 rifles, 787 Dreamliners, 17-year-olds."""
    if s.name_like(k + 1) or (s.low(k + 1) == "-" and s.joined(k)):
        return True
    if k > s.last and s.name_like(k - 1) and s.word(k + 1)[:1].isalpha() and s.low(k + 1) not in _NO_NOUN:
        return True  # Boeing 787 jets
    before = s.word(k - 1)
    if before in grammar.HYPHENS:
        if s.joined(k - 1):
            return True
        before = s.word(k - 2)
    return before.isalpha() and before.isupper() and len(before) <= 4


def _past_gap(s: Setting, k: int, head: int | None) -> int | None:
    """Return where the phrase goes on behind a comma, "and" or bracket between its adjectives; None where it ends."""
    if s.low(k) == "(" and s.low(k + 2) == ")" and head is not None:
        return k + 3 if s.plural(s.low(k + 3)) else None
    if s.low(k) not in {",", "and", "or"} or head is None or s.plural(s.low(head)) or s.value == 1:
        return None
    ahead = _coordinated_plural(s, k + 1)
    return k + 1 if ahead else None


def _coordinated_plural(s: Setting, k: int) -> bool:
    """Tell whether adjectives and "and" lead to a plural: "suspected, probable and confirmed cases"."""
    for j in range(k, min(k + 5, s.sentence.last)):
        low = s.low(j)
        if s.plural(low) and not _verb_like(s, low):
            return True
        if low in {",", "and", "or"}:
            continue
        if low in _NO_NOUN or not low[:1].isalpha() or s.lexicon.numbers.at(s.tokens, j, s.sentence.last) is not None:
            return False
    return False


def _goes_on(s: Setting, head: int, k: int) -> bool:
    """Tell whether a plural is only the first part of the phrase: "40 sales offices"."""
    if s.name_like(k) and not s.name_like(head):  # "with nine cases Kern County is"
        return False
    if s.low(k - 1) == "-" and s.joined(k - 1) and s.joined(k - 2):  # "measles-mumps shots"
        return True
    if k == head + 1 and s.low(head) in _COLLECTIVE and not _verb_like(s, s.low(k)):
        return s.plural(s.low(k)) or _plural_ahead(s, k)
    if k == head + 1 and s.name_like(head) and not s.low(head + 1).endswith(("ed", "ing")) and s.name_like(k):
        return _plural_ahead(s, k)
    return k == head + 1 and s.plural(s.low(k)) and not _verb_like(s, s.low(k)) and s.low(head) not in _ALONE


def _verb_like(s: Setting, low: str) -> bool:
    return (low.endswith(("ed", "ing")) and len(low) > 4) or low in s.nouns("verb")


def _plural_ahead(s: Setting, k: int) -> bool:
    """Tell whether a plural noun still comes, so that "armed" in "three armed men" is an adjective."""
    for j in range(k + 1, min(k + 4, s.sentence.last)):
        if s.low(j) == "-" and s.joined(j):
            continue
        if s.low(j) in _NO_NOUN or not s.low(j)[:1].isalpha():
            return False
        if s.plural(s.low(j)):
            return True
    return False
