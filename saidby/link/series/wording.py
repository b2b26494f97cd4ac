"""What the words around a count say of it: that it comes on top, that it is all so far, that it is taken back."""

from collections.abc import Sequence

from saidby.evidence import Telling
from saidby.lexicon import Lexicon, kinds
from saidby.text import Token, tokenize

_BEHIND = 10  # words after a figure in which "in the past 24 hours" stands
_BEFORE = 6  # words before it in which "a total of" stands
_SPAN = 5  # words of "the previous 24 hours" after its preposition
_LEADS = frozenset("in over during within for".split())


def comes_on_top(telling: Telling, sentence: Sequence[Telling], lexicon: Lexicon) -> bool:
    """Tell whether a count is added to what was counted before.

    By its words:  another 60, 60 more      By its span:  60 in the past 24 hours, 60 overnight
    Not so:        killed 10 and injured 60 more (more people than the dead)
    """
    before, after = _around(telling)
    if "more" in telling.counted and not (after and after[0].low == "more" and _beside_others(telling, sentence)):
        return True
    near = after[:_BEHIND]
    stop = next((i for i, t in enumerate(near) if t.text in {",", ";", "."}), len(near))
    return _names_span(near[:stop], lexicon) or _names_span(before[-_BEHIND:], lexicon)


def _beside_others(telling: Telling, sentence: Sequence[Telling]) -> bool:
    """Tell whether its sentence counts others first, to whom something else befell, so that "more" is beside these."""
    earlier = {t.figure.measure for t in sentence if t.order < telling.order and t.figure.kind == "count"}
    return bool(earlier) and telling.figure.measure not in earlier


def _names_span(tokens: list[Token], lexicon: Lexicon) -> bool:
    words = kinds(lexicon.words)
    lows = [t.low for t in tokens]
    if words["short span"] & set(lows):
        return True
    for i, low in enumerate(lows):
        here = lows[i + 1 : i + 1 + _SPAN]
        if low in _LEADS and here[:1] == ["the"] and here[1:2] and here[1] in words["one before"]:
            return any(_is_unit(w, lexicon) for w in here[2:])
    return False


def _is_unit(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is a short unit of time: within a longer one a toll may have begun."""
    found = lexicon.dates.alone(word)
    return found is not None and found.role == "unit" and found.term in {"minute", "hour", "day", "night"}


def so_far(telling: Telling, lexicon: Lexicon) -> bool:
    """Tell whether the words call a count the total: "a total of 60", "the toll rose to 60", "60 so far"."""
    before, after = _around(telling)
    total = kinds(lexicon.words)["total"]
    near = [t.low for t in before[-_BEFORE:]]
    behind = [t.low for t in after[:_BEFORE]]
    return bool(total & set(near)) or any(pair in (["so", "far"], ["to", "date"]) for pair in _pairs(behind))


def _pairs(words: list[str]) -> list[list[str]]:
    return [words[i : i + 2] for i in range(len(words) - 1)]


def _hedges(telling: Telling) -> list[str]:
    begin = telling.sentence.start
    return [telling.words[h.start - begin : h.end - begin].casefold() for h in telling.figure.hedge if h.start >= begin]


def taken_back(telling: Telling, lexicon: Lexicon) -> bool:
    """Tell whether the sentence says that a count no longer stands.

    "withdrew its figure of 900"      "its estimate of 900 was retracted"      not: "withdrew 900 soldiers"
    "denied that 900 had died"
    """
    words = kinds(lexicon.words)
    if any(hedge in words["denying"] for hedge in _hedges(telling)):
        return True
    lower = telling.words.casefold()
    if not any(verb in lower for verb in words["taking back"]):  # as good as all sentences
        return False
    before, after = _around(telling)
    front = [t.low for t in before]
    reckoned = next((i for i in range(len(front) - 1, -1, -1) if front[i] in words["reckoning"]), None)
    if reckoned is None or len(front) - reckoned > _BEFORE:
        return False
    verbs = words["taking back"]
    active = any(w in verbs for w in front[max(0, reckoned - _BEFORE) : reckoned])
    behind = [t.low for t in after[:_BEHIND]]
    passive = next((i for i, w in enumerate(behind) if w in verbs), None)
    return active or (passive is not None and bool({"was", "were", "been", "is"} & set(behind[:passive])))


def _around(telling: Telling) -> tuple[list[Token], list[Token]]:
    """Return the words of its sentence before and after a figure."""
    start, end = (at - telling.sentence.start for at in (telling.figure.span.start, telling.figure.span.end))
    return tokenize(telling.words[: max(0, start)]), tokenize(telling.words[max(0, end) :])
