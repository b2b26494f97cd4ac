"""Numbers in words: "one and a half million", "three dozen", "tens of thousands", "a third", "two in three"."""

import unicodedata

from msgspec import structs

from saidby import grammar
from saidby.lexicon import NumberWord
from saidby.mark.numbers.parts import Part, Row

_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_FUSED = {ten + unit: (ten, unit) for ten in _TENS for unit in "one two three four five six seven eight nine".split()}
FUSED = frozenset(_FUSED)  # a hyphen lost, as in old wires
_SMALL = ("unit", "teen", "ten")
_OF_WHOLE = grammar.DEFINITE | {"of", "all", "what"}
_AFTER_SCORES = frozenset("of more were are have had others killed dead injured wounded hurt missing feared".split())
_SHARE_SIGNS = frozenset({"more", "about", "almost", "nearly", "roughly", "around", "by", "only", "just", "nearing"})
_PERCENT = frozenset({"%", "percent", "pc", "pct", "per cent"})
_BEFORE_THIRD = _SHARE_SIGNS | {"than", "over", "under", "to"}
_BEFORE_HALF = _SHARE_SIGNS | {"than", "over", "under", "least", "to"}
_BEFORE_SLASHED = _SHARE_SIGNS | {"than", "over", "under"}


def read_words(row: Row, i: int) -> Part | None:
    """Return the number in words at token ``i``, else None."""
    return (
        _fused(row, i)
        or _bare_scales(row, i)
        or _vague(row, i)
        or _with_article(row, i)
        or _half(row, i)
        or _plain(row, i)
    )


def read_fraction(row: Row, i: int) -> Part | None:
    """Return the fraction at ``i``: "a third of", "two-thirds", "one in five", "half of", "1/3"."""
    return (
        _slash(row, i)
        or _point(row, i)
        or _of_one_percent(row, i)
        or _one_in(row, i)
        or _named_fraction(row, i)
        or _half_share(row, i)
    )


def _part(i: int, last: int, value: float, rule: str, *, scaled: bool = False) -> Part:
    return Part(first=i, last=last, low=value, high=value, rule=rule, words=True, scaled=scaled)


def _plain(row: Row, i: int) -> Part | None:
    """two hundred and five thousand; twenty-five; seven million; three dozen; two and a half million."""
    total, current, at, role = 0.0, -1.0, i, ""
    scaled = False
    while (word := _next_word(row, at, role)) is not None:
        at = _at(row, at, role) + 1
        if word.role in {"scale", "hundred", "group"}:
            scaled = True
            if word.role == role == "scale":  # three lakh crore
                total *= word.value
                continue
            current = (1 if current < 0 else current) * word.value
            if word.role == "scale":
                total, current = total + current, 0.0
        else:
            current = max(current, 0) + word.value
        role = word.role
        if role in {"unit", "teen", "ten"} and row.low(at) == "and" and row.low(at + 1) in {"a", "one"}:
            extra = row.word(at + 2, "half", "fraction")
            if extra is not None:
                return _mixed(row, i, at + 3, current + extra.value)
        if row.low(at) == "-" and row.low(at + 1) == "and" and row.low(at + 5) == "half":  # one-and-a-half
            return _mixed(row, i, at + 6, current + 0.5)
    if at == i:
        return None
    if not scaled and row.low(at) == "dozens":  # three dozens
        return _part(i, at + 1, current * 12, "words", scaled=True)
    return _part(i, at, total + max(current, 0), "words", scaled=scaled)


def _fused(row: Row, i: int) -> Part | None:
    """thirtythree."""
    words = _FUSED.get(row.low(i))
    ten, unit = map(row.lexicon.numbers.alone, words) if words is not None else (None, None)
    return _part(i, i + 1, ten.value + unit.value, "words") if ten is not None and unit is not None else None


def _bare_scales(row: Row, i: int) -> Part | None:
    """hundred thousand dollars: an article left out."""
    hundred, scale = row.word(i, "hundred"), row.word(i + 1, "scale")
    if hundred is None or scale is None or row.word(i - 1, *_SMALL) is not None:
        return None
    return _part(i, i + 2, hundred.value * scale.value, "scales", scaled=True)


def _mixed(row: Row, i: int, last: int, value: float) -> Part:
    scale = row.word(last, "scale", "hundred", "group")
    factor = scale.value if scale is not None else 1
    return _part(i, last + (scale is not None), value * factor, "words and a half", scaled=scale is not None)


def _at(row: Row, at: int, role: str) -> int:
    """Return where the next number word stands once a hyphen or an "and" has been passed."""
    if role and row.hyphen(at):
        return at + 1
    if role in {"hundred", "scale"} and row.low(at) == "and":
        return at + 1
    return at


def _next_word(row: Row, at: int, role: str) -> NumberWord | None:
    """Return the word that may follow one of this role."""
    word = row.word(_at(row, at, role), *_SMALL, "hundred", "scale", "group")
    if word is None:
        return None
    follows = {
        "": (*_SMALL,),
        "unit": ("hundred", "scale", "group"),
        "teen": ("hundred", "scale", "group"),
        "ten": ("unit", "hundred", "scale", "group"),
        "hundred": (*_SMALL, "scale"),
        "scale": (*_SMALL, "hundred", "scale"),
        "group": (),
    }[role]
    if word.role not in follows or (role == "ten" and word.role == "unit" and word.value == 0):
        return None
    if role in {"hundred", "scale"} and word.role in _SMALL and not _adds(row, at, role):
        return None
    return word


def _adds(row: Row, at: int, role: str) -> bool:
    """Tell whether what follows "hundred" or "thousand" belongs to it: "a hundred and two men", not "... and two"."""
    if row.low(at) != "and":
        return True
    return role == "hundred" or row.word(at + 2, "scale") is None


def _with_article(row: Row, i: int) -> Part | None:
    """a hundred; a thousand; a million and a half; half a million; half a dozen; a dozen."""
    if row.low(i) not in {"a", "an"}:
        return None
    if row.low(i + 1) == "half" and row.hyphen(i + 2) and row.word(i + 3, "group", "scale"):
        inner = _half(row, i + 1)
        return structs.replace(inner, first=i) if inner is not None else None
    word = row.word(i + 1, "hundred", "scale", "group")
    if word is None:
        return None
    if row.low(i + 2) == "and" and row.low(i + 3) == "a" and row.low(i + 4) == "half":
        return _part(i, i + 5, 1.5 * word.value, "a + scale and a half", scaled=True)
    if word.role == "hundred" and (scale := row.word(i + 2, "scale")) is not None:
        return _part(i, i + 3, word.value * scale.value, "a + scale", scaled=True)
    tail = _plain(row, i + 3) if row.low(i + 2) == "and" and word.role == "hundred" else None
    if tail is not None and (tail.low or 0) < 100:
        return _part(i, tail.last, word.value + (tail.low or 0), "a + scale", scaled=True)
    return _part(i, i + 2, word.value, "a + scale", scaled=True)


def _half(row: Row, i: int) -> Part | None:
    """half a million, half a dozen, half-dozen: a count, not a share."""
    if row.low(i) != "half":
        return None
    at = i + 2 if row.low(i + 1) in {"a", "-"} else i + 1
    word = row.word(at, "scale", "group")
    return _part(i, at + 1, word.value / 2, "half a + scale", scaled=True) if word is not None else None


def _vague(row: Row, i: int) -> Part | None:
    """dozens; several hundred; tens of thousands; hundreds of millions; a few; a couple of dozen."""
    hit = row.lexicon.numbers.at(row.tokens, i)
    if hit is None or hit.entry.role != "vague":
        return None
    word, last, low = hit.entry, hit.last, hit.entry.value
    if word.term == "scores" and (row.low(last) not in _AFTER_SCORES or row.low(i - 1).endswith(("t", "al", "h"))):
        return None  # of a match or a test
    rule = "vague words"
    scale = row.word(last, "scale", "hundred", "group", "vague")
    if word.open and scale is not None and not scale.open:
        low *= scale.value / 2 if scale.role == "vague" else scale.value
        last, rule = last + 1, "vague words + scale"
        if scale.role == "hundred" and (more := row.word(last, "scale")) is not None:
            last, low = last + 1, low * more.value
    elif not word.open and row.low(last) == "of":
        scale = row.word(last + 1, "vague")
        if scale is not None and not scale.open and scale.value > word.value:
            low *= scale.value / 2
            last, rule = last + 2, "vague words of scale"
    if word.term == "tens" and rule == "vague words":
        return None
    last -= row.low(last - 1) == "of"
    return Part(first=i, last=last, low=low, high=None, bound="vague", rule=rule, words=True, scaled=not word.open)


def _named_fraction(row: Row, i: int) -> Part | None:
    """two-thirds, three quarters, one third, a third of, nearly a quarter."""
    article = row.low(i) in {"a", "an"}
    count = row.word(i, "unit")
    if count is None and not article:
        return None
    at = i + 2 if row.hyphen(i + 1) else i + 1
    word = row.word(at, "fraction")
    if word is None:
        return None
    number = count.value if count is not None else 1
    plural = row.low(at).endswith("s")
    if number != 1 and not plural:
        return None
    if number == 1 and (plural or not _is_share(row, i, at, article=article)):
        return None
    scale = row.word(at + 3, "scale") if row.low(at + 1) == "of" and row.low(at + 2) in {"a", "one"} else None
    if scale is not None:  # a quarter of a million
        return _part(i, at + 4, round(number * word.value * scale.value, 6), "fraction of a scale", scaled=True)
    return structs.replace(_part(i, at + 1, round(number * word.value, 6), "fraction"), kind="share")


def _point(row: Row, i: int) -> Part | None:
    """a quarter-point, half a percentage point: parts of a per cent."""
    at = i + 1 if row.low(i) in {"a", "one"} else i
    word = row.word(at, "half", "fraction")
    if word is None:
        return None
    begin = at + 2 if row.low(at + 1) == "of" else at + 1
    rest = [row.low(begin), row.low(begin + 1), row.low(begin + 2)]
    if rest[:2] == ["-", "point"] or rest[:2] == ["percentage", "point"] or rest == ["a", "percentage", "point"]:
        return structs.replace(_part(i, at + 1, round(word.value / 100, 9), "fraction of a point"), kind="share")
    return None


def _of_one_percent(row: Row, i: int) -> Part | None:
    """half of one per cent, half a percent, a quarter of 1 %."""
    at = i + 1 if row.low(i) in {"a", "one"} else i
    word = row.word(at, "half", "fraction")
    if word is None:
        return None
    of = at + 1 if row.low(at + 1) == "of" else at
    end = of + 2 if row.low(of + 1) in {"1", "one", "a"} else of + 1
    signs = next((n for n in (1, 2) if " ".join(row.low(end + k) for k in range(n)) in _PERCENT), None)
    if signs is None or (end == at + 1 and row.low(at) != "half"):
        return None
    part = _part(i, end + signs, round(word.value / 100, 9), "fraction of a per cent")
    return structs.replace(part, kind="share")


def _is_share(row: Row, i: int, at: int, *, article: bool) -> bool:
    """Tell whether "a third" is a share and not an ordinal: "a third of", "one-third", "by a third"."""
    if row.low(at + 1) == "of" or row.hyphen(i + 1) or not article:
        return True
    return _alone(row, i, at) or row.low(i - 1) in _BEFORE_THIRD


def _alone(row: Row, first: int, at: int) -> bool:
    """Tell whether nothing else stands in the line, as in the cell of a table."""
    return row.low(first - 1) == "" and row.low(at + 1) in {"", "."}


def _half_share(row: Row, i: int) -> Part | None:
    """half of the crew, half the homes, nearly half; not "the first half", "half an hour", "half-brother"."""
    at = i + 1 if row.low(i) == "a" and row.low(i + 1) == "half" and row.low(i + 2) == "of" else i
    if row.low(at) == "one" and row.hyphen(at + 1) and row.low(at + 2) == "half":
        at += 2
    if row.low(at) not in {"half", "½"}:
        if row.low(at) in {"a", "one"} and row.low(at + 1) == "half" and _alone(row, at, at + 1):
            return structs.replace(_part(i, at + 2, 0.5, "half"), kind="share")
        return None
    if at == i and _half(row, i) is not None:  # "over half a million"
        return None
    before, after = row.low(i - 1), row.low(at + 1)
    if before == "not" and after == "as":  # "not half as many"
        part = Part(first=i - 1, last=at + 1, low=None, high=0.5, bound="less_than", rule="not half", words=True)
        return structs.replace(part, kind="share", inner=(i, at + 1))
    if before in {"first", "second", "last", "latter", "better", "other", "top", "bottom", "in", "this", "and", "a"}:
        return None
    if after == "-" and row.hyphen(at + 1):
        unit = row.lexicon.units.at(row.tokens, at + 2) if at + 2 < len(row.tokens) else None
        return _part(i, at + 1, 0.5, "half") if unit is not None and unit.entry.kind == "measure" else None
    if after in {"an", "past", "time", "century"} or (after == "a" and row.low(at + 2) in {"year", "century", "day"}):
        return None
    known = before in _BEFORE_HALF
    if not (known or after in _OF_WHOLE or after in {"were", "are", "was", "is", "a"} or at != i):
        return None
    if after == "a" and row.low(at + 2) not in {"percentage", "point"} and not known:
        return None
    return structs.replace(_part(i, at + 1, 0.5, "half"), kind="share")


def _one_in(row: Row, i: int) -> Part | None:
    """one in five, 1 in 10, two out of every three."""
    count, at = _small(row, i)
    if count is None:
        return None
    if row.low(at) == "in":
        at += 1
    elif row.low(at) == "out" and row.low(at + 1) == "of" and row.low(at + 2) == "every":
        at += 2
    else:
        return None
    at += row.low(at) == "every"
    whole, last = _small(row, at)
    if whole is None or not 2 <= whole <= 10000 or whole <= count or (count > 1 and whole > 20):
        return None
    if row.lexicon.units.at(row.tokens, last) is not None if last < len(row.tokens) else False:
        return None
    if count > 3 and whole != 10:
        return None
    return structs.replace(_part(i, last, round(count / whole, 6), "one in N"), kind="share")


def _small(row: Row, i: int) -> tuple[float | None, int]:
    """Return the small whole number at ``i``, in digits or words, and the index after it."""
    word = row.word(i, "unit", "teen", "ten")
    if word is not None:
        unit = row.word(i + 2, "unit") if word.role == "ten" and row.hyphen(i + 1) else None
        return (word.value, i + 1) if unit is None else (word.value + unit.value, i + 3)
    text = row.low(i).replace(",", "")
    return (float(text) if text.isdecimal() and len(text) < 6 and text[0] != "0" else None), i + 1


def _slash(row: Row, i: int) -> Part | None:
    """2/3 of, where a whole follows; 1/2 pound; ⅔."""
    if len(row.low(i)) == 1 and not row.low(i).isdigit() and 0 < unicodedata.numeric(row.low(i), 0) < 1:
        return structs.replace(_part(i, i + 1, round(unicodedata.numeric(row.low(i)), 6), "fraction"), kind="share")
    if not (row.low(i).isdecimal() and row.low(i + 1) in {"/", "⁄"} and row.low(i + 2).isdecimal()):
        return None
    top, bottom, last = float(row.low(i)), float(row.low(i + 2)), i + 3
    unit = row.lexicon.units.at(row.tokens, last) if last < len(row.tokens) else None
    measured = unit is not None and unit.entry.kind == "measure"
    known = row.low(last) == "of" or row.low(i - 1) in _BEFORE_SLASHED
    known = known or _alone(row, i, last - 1)
    if not 0 < top < bottom <= (1000 if row.low(last) == "of" and top == 1 else 10) or not (known or measured):
        return None
    part = _part(i, last, round(top / bottom, 6), "fraction")
    return part if measured else structs.replace(part, kind="share")
