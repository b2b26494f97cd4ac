"""The words of a quotation, when two wordings of them say the same, and when a change weighs little."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from saidby.likeness import singular
from saidby.text import Token, tokenize

_OPENS, _CLOSES = "([", ")]"
_LONG_WORD = 7  # letters; shorter words one letter apart are often two words
_FULL = {"d": "would", "t": "not", "wo": "will", "ca": "can"}
_SHORT = {"saint": "st", "mister": "mr", "senator": "sen", "governor": "gov", "president": "pres", "general": "gen"}
_SHORT |= {"representative": "rep", "doctor": "dr", "whom": "who", "okay": "ok", "and": "&"}
_SHORT |= {"re": "are", "ve": "have", "ll": "will", "m": "am"}
_SOUND = {"your": "youare", "their": "theyare", "there": "theyare", "whose": "whos"}  # slips of the ear
_NO = frozenset("not no never neither nor without none nobody nothing hardly".split())
_SMALL = frozenset("the a an that this of in to & s is percent per cent".split())
# What a transcript may have or lack: what joins, who is spoken of, what fills a pause.
_LOOSE = _SMALL | frozenset(
    "or so then also but because as now on at by for from with he she it they we i you um uh er well mean know look "
    "frankly okay ok yes yeah".split()
)
_PLACING = frozenset("in at on of to for with about".split())  # "efforts at", "efforts in"
FUNCTION = frozenset(
    "for to in on at by from of with as & and or but if that which who whom it its is are was were am be been being "
    "has have had will would can could may might shall should must do did does so very really quite pretty just this "
    "these those there here then now also we they he she i you me us him her them my our your his their the an a "
    "s".split()
)
_ENDINGS = ("ing", "ed", "es", "s", "d", "n", "ly")


def words_of(text: str, start: int) -> list[Token]:
    """Return the words of a quotation, without glosses in brackets and words begun in them: "[w]e", "(laughs)"."""
    depth = closed = 0
    found = []
    for t in tokenize(text, start):
        depth += t.text in _OPENS
        if not depth and t.text[0].isalnum() and t.start != closed:
            found.append(t)
        if t.text in _CLOSES and depth:
            depth, closed = depth - 1, t.end
    return found


def key(token: Token) -> str:
    """Return a word as both sides of the Atlantic spell it, titles shortened."""
    word = token.low.replace("-", "").replace(".", "").removeprefix("'")
    word = word.replace(",", "") if word[:1].isdigit() else word
    for british, american in (("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized")):
        if word.endswith(british) and len(word) > len(british) + 2:
            return word[: -len(british)] + american
    word = word.replace("our", "or").replace("centre", "center").replace("defence", "defense")
    return _SHORT.get(word, word)


def same_meaning(a: Sequence[Token], b: Sequence[Token], beside: Iterable[Token] = ()) -> bool:
    """Tell whether two stretches differ in nothing that says anything.

    Spelling: it's / its, St / Saint, organise / organize     Contractions: do not / don't     Signs: 90% / 90 percent
    Slips: Ukranian, the engineer(s)                    Stutter: words that stand ``beside`` the stretch, once more
    What a transcript may lack: and, that, it, I mean         What places: efforts in / at
    """
    one, other = [key(t) for t in a], [key(t) for t in b]
    if _sound(one) == _sound(other) or _told(one) == _told(other) or _misspelt(_telling(one), _telling(other)):
        return True
    if len(one) == len(other) == 1 and {*one, *other} <= _PLACING:
        return True
    if one and other:
        return False
    return {*one, *other} <= _LOOSE | {key(t) for t in beside}


def weighs_little(a: Sequence[Token], b: Sequence[Token]) -> bool:
    """Tell whether a change touches only words that join and point, or endings; one that denies weighs much."""
    one, other = _in_full([key(t) for t in a]), _in_full([key(t) for t in b])
    if _NO & {*one, *other}:
        return False
    return {*one, *other} <= FUNCTION or [_stem(w) for w in one] == [_stem(w) for w in other]


def _sound(words: Sequence[str]) -> str:
    return "".join(_SOUND.get(w, w) for w in words)


def _telling(words: Sequence[str]) -> list[str]:
    return [w for w in words if w not in _SMALL]


def _told(words: Sequence[str]) -> str:
    return "".join(_in_full(_telling(words)))


def _in_full(words: Sequence[str]) -> list[str]:
    """Return words with contractions written out: "don't" and "do not" are one."""
    return [_FULL.get(w, w[:-1] if w.endswith("n") and after == "t" else w) for w, after in pairwise([*words, ""])]


def _misspelt(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two stretches are one word in two spellings: one inner letter apart, or singular and plural."""
    if len(one) != 1 or len(other) != 1 or (one[0] + other[0]).isdigit():
        return False
    a, b = one[0], other[0]
    long = min(len(a), len(b)) >= _LONG_WORD and a[:2] == b[:2]
    return singular(a) == singular(b) or (long and Levenshtein.distance(a, b) == 1)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word
