"""Currency and per cent signs around a number, and the kind of quantity that the words beside it make of it."""

from msgspec import structs

from saidby import grammar
from saidby.lexicon import Hit, Unit
from saidby.mark.numbers.minus import is_minus
from saidby.mark.numbers.parts import Part, Row, negative

_ROW = 10  # tokens of a row of numbers that share a unit
_LOOSE = frozenset(
    "us u.s. hong kong new zealand taiwan singapore australian canadian jamaican sri lankan indian".split()
)


def with_signs(row: Row, part: Part) -> Part:
    """Return ``part`` widened by its currency or per cent sign, with its kind: $2.3bn, Rs 5 lakh, 40 per cent.

    A unit after the number ("km", "pesos") sets the kind and stays outside.
    """
    sign = currency_before(row, part.first)
    if sign is not None and not part.words:
        paid = structs.replace(part, first=sign.first, kind="money", signed=True, rule=f"currency + {part.rule}")
        return negative(paid, first=sign.first - 1) if is_minus(row, sign.first - 1) else paid  # "-$5 million"
    at = part.last + 1 if row.low(part.last) in grammar.HYPHENS else part.last
    after = unit_after(row, part.last) or (unit_after(row, at) if at != part.last else None)
    if after is None and at != part.last and (shared := _shared_unit(row, at)) is not None:
        return structs.replace(part, kind=shared.entry.kind)
    if after is None and part.bound == "vague" and row.low(part.last) == "of":
        after = unit_after(row, part.last + 1)
        if after is not None and after.entry.kind == "share":
            return part
    if after is None:
        return _foreign_money(row, part)
    if after.entry.kind == "share":
        return _per_cent(part, after)
    if after.entry.kind == "money":
        last = after.last if after.entry.spoken else part.last
        return structs.replace(part, kind="money", last=last, signed=after.entry.spoken)
    if after.entry.kind == "measure" and not _is_block_of_street(row, after):
        return structs.replace(part, kind="measure")
    return part


def _shared_unit(row: Row, at: int) -> Hit[Unit] | None:
    """Return the unit that the next numbers give to one before a hanging hyphen: "7- or 8-inch", "3-, 4- and 5-km"."""
    last = at + _ROW
    while row.low(at) in {",", "or", "and", "to"} and at < last:
        at += 1
        if row.low(at)[:1].isdecimal() and row.low(at + 1) in grammar.HYPHENS:
            hit = unit_after(row, at + 2)
            if hit is not None:
                return hit if hit.entry.kind == "measure" else None
            at += 2
    return None


def currency_before(row: Row, i: int) -> Hit[Unit] | None:
    """Return the currency sign or code that ends right before token ``i``: $, US$, Rs, Tk, P867, R50m, USD."""
    for start in range(max(0, i - 3), i):
        hit = row.lexicon.units.at(row.tokens, start, i)
        if hit is None or hit.last != i or hit.entry.place != "before" or hit.entry.kind != "money":
            continue
        if _is_sign(row, hit):
            return hit
    return None


def unit_after(row: Row, i: int) -> Hit[Unit] | None:
    """Return the unit that begins at token ``i``."""
    if i >= len(row.tokens):
        return None
    hit = row.lexicon.units.at(row.tokens, i)
    if hit is None or (hit.entry.place == "before" and row.low(i) not in {"€", "£", "usd", "eur"}):
        return None
    if row.low(hit.last) == "-" and row.low(hit.last + 1)[:1].isdecimal():  # "one M-60"
        return None
    if hit.entry.term in {"grams", "metres", "degrees"} and len(row.low(i)) == 1 and not _short_unit(row, i):
        return None
    if hit.entry.place == "before":
        return Hit(structs.replace(hit.entry, spoken=True), hit.first, hit.last)
    return hit


def _short_unit(row: Row, i: int) -> bool:
    """Tell whether a lone letter after a number is its unit: "5 m", "100g"."""
    return row.low(i) == "°" or row.tokens[i].text.islower() or (row.capitals and row.low(i) == "m")


def _is_sign(row: Row, hit: Hit[Unit]) -> bool:
    """Tell whether a code is used as one: letters in capitals, and touching the digits where there is only one."""
    text = row.tokens[hit.first].text
    if not text[0].isalpha():
        return True
    if any(not row.joined(k) for k in range(hit.first, hit.last - 1)):
        return False
    if not text[0].isupper() or (hit.first > 0 and row.joined(hit.first - 1) and row.low(hit.first - 1).isalnum()):
        return False
    return hit.last - hit.first > 1 or (len(text) > 1 and not row.capitals) or row.joined(hit.first)


def _per_cent(part: Part, after: Hit[Unit]) -> Part:
    low = None if part.low is None else round(part.low / 100, 9)
    high = None if part.high is None else round(part.high / 100, 9)
    return structs.replace(
        part, last=after.last, low=low, high=high, kind="share", signed=True, rule=f"{part.rule} + per cent"
    )


def _foreign_money(row: Row, part: Part) -> Part:
    """Read "80 million Sri Lankan rupees", where the country's name stands between number and currency."""
    for at in range(part.last + 1, min(part.last + 3, len(row.tokens))):
        if not row.tokens[at - 1].text[0].isupper() and row.low(at - 1) not in _LOOSE:
            return part
        after = unit_after(row, at)
        if after is not None and after.entry.kind == "money" and not row.capitals:
            return structs.replace(part, kind="money")
    return part


def _is_block_of_street(row: Row, after: Hit[Unit]) -> bool:
    return after.entry.term == "blocks" and row.low(after.last) == "of"
