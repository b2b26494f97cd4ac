"""What a number counts: the noun after it, behind adjectives, "of the" and a hyphen."""

from msgspec import Struct

from saidby.mark.figures.settings import ADVERBS, AUXILIARIES, CONNECTIVES, DETERMINERS, PREPOSITIONS, Setting

PLURALS = frozenset("people men women children police troops personnel staff cattle crew others policemen".split())
_IRREGULAR = PLURALS | frozenset(
    "firemen fishermen businessmen gunmen newsmen seamen servicemen lawmakers fishermen policewomen congressmen "
    "congresswomen spokesmen salesmen clergymen workmen militia infantry aircraft sheep fish poultry deer feet teeth "
    "mice geese media criteria phenomena dead wounded injured missing youth livestock militiamen airmen "
    "crewmen gentlemen grandchildren schoolchildren".split()
)
_NO_NOUN = PREPOSITIONS | AUXILIARIES | CONNECTIVES | ADVERBS | DETERMINERS
_LONGEST = 8  # words of a counted noun phrase, adjectives included; longer rows were other phrases


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
    if s.low(at) in {"-", "‐", "‑"} and s.joined(at - 1) and s.joined(at):
        return Noun(at + 1, at + 2, s.low(at + 1))
    if s.low(at) in {"[", "("}:  # "seven [number as heard] people"
        close = next((k for k in range(at, min(at + 6, s.sentence.last)) if s.low(k) in {"]", ")"}), None)
        at = at + 1 if close is None or close == at + 2 else close + 1
    if s.low(at) in {'"', "'", "“", "‘"}:
        at += 1
    if s.low(at) == "of" and s.low(at + 1) != "whom" and s.low(at + 1) != "which":
        at, whole = at + 1, True
        if s.low(at) == "all":
            at += 1
    at = _past_determiner(s, at) if whole else at
    return _phrase(s, at, whole=whole)


def _past_determiner(s: Setting, at: int) -> int:
    while s.low(at) in DETERMINERS | {"country", "'s", "’s"} and s.low(at) != "that":
        at += 1
    return at


def _phrase(s: Setting, at: int, *, whole: bool) -> Noun | None:
    """Return the phrase from ``at`` to its head: the last noun-like word before the phrase ends."""
    head = None
    k = at
    while k < s.sentence.last and k - at < _LONGEST:
        low = s.low(k)
        if low in _NO_NOUN or (not low[:1].isalnum() and low not in {"-", "&", '"', "'s", "’s", "“", "”", "’", "'"}):
            if not (low == "," and _adjective(s.low(k - 1)) and _adjective(s.low(k + 1))):
                break
        elif low[:1].isdecimal() and not s.joined(k - 1) and head is not None:
            break
        elif low[:1].isalpha():
            if head is not None and s.low(head).isalpha() and _plural(s.low(head)) and not _goes_on(s, head, k):
                break
            if head is not None and _verb_like(low) and not _plural_ahead(s, k):
                break
            head = k
        k += 1
    if head is None:
        return None
    return Noun(at, head + 1, s.low(head), whole)


def _plural(low: str) -> bool:
    return low in _IRREGULAR or (len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")))


def _goes_on(s: Setting, head: int, k: int) -> bool:
    """Tell whether a plural is only the first part of the phrase: "42 sales stations", "6 shots victims"."""
    return k == head + 1 and _plural(s.low(k)) and not _verb_like(s.low(k)) and s.low(head) not in PLURALS


def _verb_like(low: str) -> bool:
    return (low.endswith(("ed", "ing")) and len(low) > 4) or low in _VERBS


def _adjective(low: str) -> bool:
    return low.endswith(("ed", "al", "ous", "ive", "ic", "y", "ful", "ish", "an")) and len(low) > 3


def _plural_ahead(s: Setting, k: int) -> bool:
    """Tell whether a plural noun still comes, so that "armed" in "three armed men" is an adjective."""
    for j in range(k + 1, min(k + 4, s.sentence.last)):
        if s.low(j) in _NO_NOUN or not s.low(j)[:1].isalpha():
            return False
        if _plural(s.low(j)):
            return True
    return False


_VERBS = frozenset(
    "died dead killed hurt shot left fled went came said says told took found held lost won made gave got began fell "
    "remain remains need needs die want live lives lived work works say face faces took sat stood ran hit struck "
    "fought burst rose became led met paid saw seen taken given made".split()
)
