"""Numbers in digits: grouping of every kind, decimals, scales; and the digits that are parts of names."""

import re
from math import isfinite

from msgspec import structs

from saidby import grammar
from saidby.lexicon import kinds
from saidby.mark.numbers.minus import is_minus
from saidby.mark.numbers.parts import Part, Row, negative

_GROUPED = re.compile(
    r"\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?|\d{1,3}(\.\d{3}){2,}(,\d+)?|\d{1,3}\.\d{3},\d{2}|\d+\.\d+|\d+,\d+|\d+"
)
_LEADING, _GROUP = re.compile(r"[1-9]\d{0,2}"), re.compile(r"\d{3}")  # of a number in groups set apart by spaces
_CONTINENTAL = re.compile(r"\d{1,3}(\.\d{3}){2,}(,\d+)?|\d{1,3}\.\d{3},\d{2}")
_DECIMAL_COMMA = re.compile(r"0,\d+|\d{1,3},\d{1,2}")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.000")  # "1.000 people", written as on the Continent
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_BESIDE_METRES = frozenset("above below from in on at to by or".split())
_OWNERS = grammar.DEFINITE - {"that"}
# Letters that may touch the digits after them: "mid-20", "pre-2010" are still numbers, "Su-34" is a name.
_PREFIXES = frozenset({"minus", "negative", "mid", "pre", "post", "sub", "non", "to", "and", "or", "of", "the"})


def read_digits(row: Row, i: int) -> Part | None:
    """Return the number written in digits at token ``i``: 6,000  1,00,000  940 000  2.3 million  14-thousand  10k.

    None where the digits belong to a name (Su-34), an ordinal (5th), a decade (1990s), a clock time or a date.
    """
    text = row.low(i)
    if text in {".", "-", "−"}:
        return _point_first(row, i) if text == "." else _below_zero(row, i)
    if not text[:1].isdecimal() or not _GROUPED.fullmatch(text) or _in_a_name(row, i):
        return None
    last, digits = _spaced_groups(row, i)
    value = _value(digits)
    if (
        row.low(last).isdecimal()
        and row.low(last + 1) == "/"
        and row.joined(last)
        and row.joined(last + 1)
        and not row.joined(last - 1)
    ):
        return _mixed(row, i, last, value)
    part = Part(first=i, last=last, low=value, high=value, rule="digits")
    return with_scale(row, part)


def _point_first(row: Row, i: int) -> Part | None:
    """Return a decimal that begins with its point: .25, .001 per cent."""
    digits = row.low(i + 1)
    if not (row.joined(i) and digits.isascii() and digits.isdecimal()) or row.joined(i - 1):
        return None
    value = float(f"0.{digits}")
    return with_scale(row, Part(first=i, last=i + 2, low=value, high=value, rule="digits"))


def _below_zero(row: Row, i: int) -> Part | None:
    """Return a number under a minus sign: "at -20 degrees"; a hyphen elsewhere is a dash, a bullet or a score."""
    part = read_digits(row, i + 1) if is_minus(row, i) else None
    return None if part is None else negative(part, first=i)


def _mixed(row: Row, i: int, last: int, value: float) -> Part | None:
    """Return a whole number with a fraction: 39 2/3."""
    top, bottom = row.low(last), row.low(last + 2)
    if not (top.isdecimal() and bottom.isdecimal() and 0 < int(top) < int(bottom) < 20):
        return None
    value = round(value + int(top) / int(bottom), 9)
    return Part(first=i, last=last + 3, low=value, high=value, rule="digits and fraction")


def with_scale(row: Row, part: Part) -> Part | None:
    """Return ``part`` with the scale that follows it: "2.3 million", "14-thousand", "10k", "2 lakh crore"."""
    at = part.last + 1 if row.hyphen(part.last) else part.last
    word = row.word(at, "scale", "suffix", "group", "hundred")
    if word is None:
        word = row.word(at, "vague")
        if word is None or word.open or word.term in {"tens", "hundreds", "scores"}:
            return part if not _glued(row, part.last) else None
        factor = word.value / 2  # "8 millions", "3 dozens": the plural is only a slip for the scale
    elif word.role == "suffix" and not _is_scale(row, at, word.term):
        return part
    else:
        factor = word.value
    low = None if part.low is None else _round(part.low * factor)
    scaled = Part(first=part.first, last=at + 1, low=low, high=low, rule=f"{part.rule} + scale", scaled=True)
    if row.word(scaled.last, "scale") and factor < 1e7 and not part.scaled:  # "2 lakh crore"
        return with_scale(row, scaled)
    return _with_rest(row, scaled, factor)


def _with_rest(row: Row, part: Part, factor: float) -> Part:
    """Return ``part`` with what its smaller scales add: "3 lakh 40 thousand", "4 thousand 3 hundred and 21"."""
    at = part.last + (row.low(part.last) == "and" and factor == 100)
    text = row.low(at)
    if part.low is None or not text.isdecimal() or text[0] == "0" or (at == part.last and _is_bare(row, at)):
        return part
    rest = with_scale(row, Part(first=at, last=at + 1, low=float(text), high=float(text), rule="digits"))
    if rest is None or rest.low is None or not 0 < rest.low < factor:
        return part
    value = part.low + rest.low
    return structs.replace(part, last=rest.last, low=value, high=value)


def _is_bare(row: Row, at: int) -> bool:
    return row.word(at + 1, "scale", "hundred") is None


def _spaced_groups(row: Row, i: int) -> tuple[int, str]:
    """Return where the number ends and its digits, groups of three set apart by spaces put together."""
    digits, last = row.low(i), i + 1
    if not _LEADING.fullmatch(digits):
        return last, digits
    while _GROUP.fullmatch(row.low(last)) and row.tokens[last].start - row.tokens[last - 1].end == 1:
        digits += row.low(last)
        last += 1
    number_goes_on = row.low(last)[:1].isdecimal() or row.low(last) in {"-", "/"}  # a telephone or account number
    if number_goes_on or (not row.capitals and row.tokens[last : last + 1] and row.tokens[last].text[0].isupper()):
        return i + 1, row.low(i)
    return last, digits


def _value(digits: str) -> float:
    if _THOUSANDS.fullmatch(digits) or _CONTINENTAL.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", "."))
    if _DECIMAL_COMMA.fullmatch(digits):
        return float(digits.replace(",", "."))
    return float(digits.replace(",", ""))


def _round(value: float) -> float:
    if value < 1e6:
        return round(value, 6)
    return float(round(value)) if isfinite(value) else value


def _in_a_name(row: Row, i: int) -> bool:
    """Tell whether the digits at ``i`` are part of a name, an ordinal, a clock time or another sign."""
    text, _before, after = row.low(i), row.low(i - 1), row.low(i + 1)
    if len(text) > 1 and text[0] == "0" and not text.startswith(("0.", "0,")):
        return True
    if row.joined(i - 1) and _binds(row, i - 1):
        return True
    if not row.joined(i):
        return False
    if after in _ORDINAL or after in {"s", "'s"}:
        return True
    if after in {":", "/", "_", "@", "."} and row.joined(i + 1):
        return True
    return after == "-" and row.joined(i + 1) and _is_letter_code(row, i + 2)


def _is_letter_code(row: Row, i: int) -> bool:
    """Tell whether a single letter or a letter with digits stands at ``i``: "4-A", "12-C"."""
    return len(row.low(i)) == 1 and row.low(i).isalpha() and row.low(i) not in {"m", "k", "b", "g"}


def _binds(row: Row, i: int) -> bool:
    """Tell whether the token at ``i``, which touches the digits after it, makes them part of a name."""
    low = row.low(i)
    if low.isalpha():
        if row.hyphen(i - 1) and row.low(i - 2).isalpha():  # "KLX-R40"
            return True
        return not (_is_currency(row, i) and ((len(low) > 1 and low != "ps") or _amount_like(row, i + 1)))
    if low in {":", "/", "_", "#", "@", "."}:
        return low != "." or (row.joined(i - 1) and not _is_currency(row, i - 1))
    if low in grammar.HYPHENS and row.joined(i - 1):
        word = row.low(i - 1)
        return word.isalpha() and word not in _PREFIXES and row.word(i - 1, "unit", "teen", "ten") is None
    return low in {"'", "’"} and not row.joined(i - 2) and len(row.low(i + 1)) == 2  # the '90s, '14


def _amount_like(row: Row, i: int) -> bool:
    """Tell whether digits after a letter look like money: R50m, P867.24, L1,200, PS30; not the pistol P938, the PS5."""
    if row.low(i - 1) in {"r", "ps"} and len(row.low(i)) > 1:  # rand are written so in full; "PS" is a lost "£"
        return True
    return len(row.low(i)) > 3 or row.word(i + 1 + row.hyphen(i + 1), "scale", "suffix") is not None


def _is_currency(row: Row, i: int) -> bool:
    before = row.lexicon.units.at(row.tokens, i - 1, i + 1) if row.joined(i - 1) else None  # "$US4"
    hit = row.lexicon.units.at(row.tokens, i, i + 1) or row.lexicon.modifiers.at(row.tokens, i, i + 1)
    if before is not None and before.last == i + 1 and before.entry.kind == "money":
        return True
    return hit is not None and hit.entry.place == "before" and row.tokens[i].text[0].isupper()


def _glued(row: Row, i: int) -> bool:
    """Tell whether letters touch the digits before ``i`` that are no unit of theirs: "4Runner", "1H"."""
    word = row.low(i)
    if not word[:1].isalpha() or not row.joined(i - 1):
        return False
    return row.lexicon.units.at(row.tokens, i) is None


def _is_scale(row: Row, at: int, term: str) -> bool:
    """Tell whether a letter after digits is a scale: "$5m", "10k", and not "5 m wide"."""
    if term in {"bn", "mn", "tn"} or row.low(at) == "mil":
        return True
    if row.tokens[at].text in {"M", "B"} and not row.capitals:
        alone = row.joined(at - 1) or row.low(at + 1) in {"", "."}
        return alone or _money_before(row, at - 1) or row.plural(at + 1)
    if term == "mm":
        return row.tokens[at].text == "MM" and _money_before(row, at - 1)
    money = _money_before(row, at - 1)
    if term == "cr":
        return money or row.joined(at - 1)
    if term in {"k", "b"}:
        return row.joined(at - 1) or money
    return money or (row.joined(at - 1) and _counts_things(row, at + 1)) or (row.hyphen(at - 1) and row.plural(at + 1))


def _counts_things(row: Row, i: int) -> bool:
    """Tell whether what follows "35m" is counted and not measured: "devices", "combined sales", "of its users"."""
    if row.low(i) == "of":
        return row.low(i + 1) in _OWNERS - {"the"}
    metres = kinds(row.lexicon.words)["measured in metres"] | _BESIDE_METRES
    for at in range(i, i + 5):
        if not row.capitals and row.low(at) in metres:
            return False
        if row.plural(at):
            return True
        if not row.low(at).isalpha():
            return False
    return False


def _money_before(row: Row, i: int) -> bool:
    """Tell whether a currency sign stands before the digits that end at ``i``."""
    while i > 0 and not row.low(i)[0].isdecimal():
        i -= 1
    hits = (row.lexicon.units.at(row.tokens, k, i) for k in range(max(0, i - 3), i))
    return any(hit is not None and hit.entry.kind == "money" and hit.last == i for hit in hits)
