"""Small number words that count nothing: "one another", "the two countries", "one of the oldest", "zero tolerance"."""

from saidby import grammar
from saidby.mark.figures.settings import AUXILIARIES, PREPOSITIONS, Setting
from saidby.text import fold

_ONE_LEADS = frozenset("no any every this that which another each number square day page back nobody not".split())
_ONE_FOLLOWS = frozenset(
    "another 's ’s day thing by who way reason after afternoon morning evening among cannot to".split()
)
_CLAUSE = 9  # words of an if-clause before its number
_CLAUSE_ENDS = frozenset(', ; : " “ ” then'.split())
_BINDING = PREPOSITIONS | AUXILIARIES


def one(s: Setting) -> bool:
    """one another, no one, one day, one of the men; "one" before an anonymous speaker."""
    if fold(s.words) != "one" or s.number.span != s.number.bare:
        return False
    before, after = s.low(s.first - 1), s.low(s.last)
    if before in {"that", "which"} and after[:1].isalpha() and after not in _BINDING:
        return _anonymous_speaker(s)
    if _in_idiom(s, before, after) or _is_pronoun(s, before, after):
        return True
    if after == "of":
        return _picked_out(s)
    if after == "-" and s.joined(s.last):
        return False
    if (before == "," and "of" in s.lows(s.sentence.first, s.sentence.first + 3)) or _is_last_share(s):
        return False  # "of those hurt, one, they said, is critical"
    return _is_subject(before, after) or _anonymous_speaker(s)


def _is_last_share(s: Setting) -> bool:
    """Tell whether "one" ends a row of places and counts: "Arta for 12 and Bera for one"."""
    return (
        s.low(s.first - 1) == "for" and s.low(s.first - 3) in {"and", ","} and "for" in s.lows(s.first - 7, s.first - 3)
    )


def _in_idiom(s: Setting, before: str, after: str) -> bool:
    """one another; one day; at one point; in one case; number-one."""
    if before in _ONE_LEADS or after in _ONE_FOLLOWS or s.lows(s.last, s.last + 2) == ["-", "on"]:
        return True
    if after in {"point", "side", "stage", "time", "occasion"}:
        return before in {"at", "on", ",", "", "by", "from"}
    return (after == "case" and before == "in") or (before == "-" and s.low(s.first - 2) in {"number", "on"})


def _is_pronoun(s: Setting, before: str, after: str) -> bool:
    """the one found; the red one and; is one among; such as one between; one Ann Roe."""
    if before in grammar.ARTICLES or (after in {"the", "a"} and before in AUXILIARIES):
        return True
    if s.low(s.first - 2) in {"the", "a", "this", "an"} and before[:1].isalpha() and before not in PREPOSITIONS:
        ends = after in PREPOSITIONS | AUXILIARIES | {"and", "or", "that"} or not after.isalpha()
        return before != "other" and ends
    if s.name_like(s.last) and s.name_like(s.last + 1) and before in PREPOSITIONS and not s.capitals:
        return True
    return after in PREPOSITIONS - {"of", "in"} and before in PREPOSITIONS


def _is_subject(before: str, after: str) -> bool:
    """Tell whether "one" stands for anybody: "one can", or alone before a stop."""
    if after in {"can", "must", "should"} and before == ",":
        return True
    if after in {"can", "could", "should", "must", "may", "might", "would", "will", "does", "has", "wants", "such"}:
        return before not in {",", ";", "—", "–", "and", ":", "though", "while", "although"}
    return after in {",", ".", "", "?", "!"} and before not in {"killed", "killing", "and"}


def _picked_out(s: Setting) -> bool:
    """Tell whether "one of the N" only picks out one: no one was killed or hurt, and the text divides no whole."""
    words = s.lows(s.last, s.last + 16)
    if words[1:2] in (["them"], ["whom"], ["which"]):
        return words[2:3] in ([","], ["is"]) and not s.low(s.first - 1).endswith("ing")
    if s.first != s.sentence.first and s.low(s.first - 1) not in {"just", "only"}:
        return s.low(s.first - 1) not in {"killing", "killed", "wounding", "injuring"}
    return not s.nouns("divides") & set(words)


def _anonymous_speaker(s: Setting) -> bool:
    says = s.nouns("saying")
    if s.lows(s.first - 2, s.first) == ["according", "to"] or s.low(s.first - 1) in says - {"shows", "reported"}:
        return s.low(s.last) in s.nouns("voice") and s.low(s.last + 1) not in AUXILIARIES
    heads = s.lows(s.last, s.last + 2)
    return bool(
        s.nouns("voice") & set(heads)
        and says & set(s.lows(s.last + 1, s.last + (20 if s.first == s.sentence.first else 4)))
        and s.low(s.last + 1) not in AUXILIARIES
    )


def pair(s: Setting) -> bool:
    """the two countries, both of the two sides: the named pair taken up again."""
    if s.value > 4 or s.number.bound != "exact" or s.low(s.first - 1) not in {"the", "these", "our", "both"}:
        return False
    return s.low(s.last) in s.nouns("paired")


def idiom(s: Setting) -> bool:
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
    if s.lows(s.first - 3, s.first) == ["one", "of", "the"] and s.low(s.last) in s.nouns("superlative"):
        return True
    if s.lows(s.last, s.last + 2) in (["most", "-"], ["most", "wanted"]):
        return True
    return s.low(s.first - 1) in {"if", "top"} and s.words.isalpha()


def hypothetical(s: Setting) -> bool:
    """if they spend 5 crore in secret; if just one bridge falls; but not "unclear if there were one or more"."""
    words = s.lows(s.first - _CLAUSE, s.first)
    at = max((k for k, word in enumerate(words) if word in {"if", "unless"}), default=-1)
    if at < 0 or _CLAUSE_ENDS & set(words[at:]):
        return False
    return s.low(s.first - len(words) + at - 1) not in s.nouns("whether")
