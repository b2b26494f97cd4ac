"""NewsQuant: value, bounds, unit and what is counted, on news sentences that other people annotated.

usage: python -m score.newsquant [--errors]     --errors: also list what was missed, and what was found beside the set

What the set annotates and the figures leave out by definition is left out here too, on both sides; see FILTER.
"""

import re
import sys
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from saidby.records import Figure, Span
from score import sets
from score.sets import Row, Tally

FILTER = """\
left out: items whose unit is a time or an age (TIMES below), with whatever is found at the same value
taken as equal: "up" and "down" (a direction, no bound) and "="; "at least" and "more than" are ">", "up to", "less
  than" and "just under" are "<", "about" and "nearly" are "~"; a bare "thousands" is the set's 1000-10000 if
  it begins within it
compared: a per cent as 19 or 0.19; units in lower case and singular, as they stand or normalised, with the names of
  one currency or one measure taken as one (SAME below), "$ a barrel" and "dollar per barrel" as one, a counted noun
  with or without what says its sort; a range of the one also as its two ends of the other
what is counted: what a figure is about, by its content words in lower case and singular, articles, prepositions, "'s"
  and the figure's own words left out; right are all of them and no others, of all that the set names or of one item
  of its list, none where it names none"""

TIMES = frozenset("second minute hour day night week month year decade century".split())
_AGE = re.compile(r"of age$|^age$|^(year|month|week)s?-old$")
_SIGNS = {
    "exact": "=", "between": "=", "vague": "=", "about": "~", "nearly": "~",
    "at_least": ">", "more_than": ">", "up_to": "<", "less_than": "<",
}  # fmt: skip
SAME = (  # names for one unit; the set's own name first
    ("dollar", "us dollar", "$", "us$", "usd"),
    ("percentage", "%", "percent", "per cent", "pc"),
    ("pound sterling", "british pound", "pound", "ps", "£"),
    ("euro", "€", "eur"),
    ("chinese yuan", "yuan"),
    ("japanese yen", "yen", "y", "jpy"),
    ("indian rupee", "rupee", "inr"),
    ("malaysian ringgit", "ringgit", "rm"),
    ("south african rand", "rand"),
    ("shekel", "israeli shekel"),
    ("singaporean dollar", "singapore dollar"),
    ("point", "p"),
    ("people", "person"),
    ("foot", "feet", "ft"),
    ("mile per hour", "mph", "m.p.h."),
    ("square metre", "sqm", "sq m", "square meter"),
    ("litre", "liter", "l"),
    ("hong kong dollar", "hk$", "hk dollar"),
)
_WORDS = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_FUNCTION = frozenset(
    "a an the of in on at to for from by with and or their its his her our your my this that "
    "across per as between among over under into during against including".split()
)
_UNDER = re.compile(r"(just|slightly|a little) (under|below|short)", re.IGNORECASE)
_NUMBER = r"-?\d+(?:\.\d+)?(?:E-?\d+)?"
_RATE = re.compile(r"(?:^| |-)(?:per|an?)[ -]")  # "$ a barrel", "barrel-a-day"
_VALUE = re.compile(rf"({_NUMBER})(?:\s*-\s*({_NUMBER}))?")
_CLOSE = 1e-4  # relative: small fractions are written out to six places

Range = tuple[float, float]


class Item(Struct, frozen=True):
    """One quantity, annotated or found, in the terms in which the two are compared."""

    values: tuple[Range, ...]  # any of them
    change: str
    units: frozenset[str]
    counted: frozenset[frozenset[str]]  # any of them; an empty one: nothing is named beside the unit
    whole: frozenset[str]  # all words of what is counted, whatever the item of a list
    shown: str
    vague: bool = False


class Pair(Struct, frozen=True):
    """What was annotated and what was found; None where there is no such."""

    annotated: Item | None
    found: Item | None


def scores() -> dict[str, Tally]:
    """Return the tallies by what must be right."""
    return tallies([pair for row in documents() for pair in pairs_of(row)])


def documents() -> list[Row]:
    return sets.rows("quantities", "newsquant", "NewsQuant.jsonl.gz")


def tallies(pairs: Sequence[Pair]) -> dict[str, Tally]:
    """Return what is right among the pairs: the value, then the value together with one thing more."""
    both = [(p.annotated, p.found) for p in pairs if p.annotated is not None and p.found is not None]
    annotated = sum(p.annotated is not None for p in pairs)
    found = sum(p.found is not None for p in pairs)
    return {
        "value": Tally(len(both), found, annotated),
        "value with change": Tally(sum(a.change == f.change for a, f in both), found, annotated),
        "value with unit": Tally(sum(bool(a.units & f.units) for a, f in both), found, annotated),
        "value with what is counted": Tally(sum(bool(a.counted & f.counted) for a, f in both), found, annotated),
        "value with all that is counted": Tally(sum(a.whole == f.whole for a, f in both), found, annotated),
    }


def pairs_of(row: Row) -> list[Pair]:
    """Return one sentence's quantities and figures, each used once."""
    return paired(row, [found_item(figure, row["text"]) for figure in sets.figures_of(row["text"])])


def paired(row: Row, found: Sequence[Item]) -> list[Pair]:
    """Return the sentence's quantities and what was found, matched by value and then by bound and unit."""
    kept = [annotated_item(q) for q in row["quantities"] if not is_time(q)]
    times = [annotated_item(q) for q in row["quantities"] if is_time(q)]
    kept, found = joined(kept, found), joined(found, kept)
    matched, rest, unmatched = match(kept, found)
    _, beside, _ = match(times, rest)
    return [*(Pair(a, f) for a, f in matched), *(Pair(a, None) for a in unmatched), *(Pair(None, f) for f in beside)]


def match(annotated: Sequence[Item], found: Sequence[Item]) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Return the matched ones, what of ``found`` is left, and what of ``annotated`` is left.

    The best pairs first: those that agree in bound and unit, too.
    """
    ranked = sorted(
        (-(a.change == f.change) - 2 * bool(a.units & f.units), i, j)
        for i, a in enumerate(annotated)
        for j, f in enumerate(found)
        if same_value(a, f)
    )
    used: dict[int, int] = {}
    for _, i, j in ranked:
        if i not in used and j not in used.values():
            used[i] = j
    return (
        [(annotated[i], found[j]) for i, j in sorted(used.items())],
        [f for j, f in enumerate(found) if j not in used.values()],
        [a for i, a in enumerate(annotated) if i not in used],
    )


def joined(items: Sequence[Item], others: Sequence[Item]) -> list[Item]:
    """Return the items, two of them as one range where the others have that range and no such two."""
    kept = list(items)
    for other in others:
        low, high = min(other.values[0]), max(other.values[0])
        ends = [next((i for i in kept if _is_point(i, end)), None) for end in (low, high)]
        first, last = ends
        if low == high or first is None or last is None or any(same_value(i, other) for i in kept):
            continue
        kept = [i for i in kept if i is not first and i is not last]
        values = tuple(zip((v[0] for v in first.values), (v[0] for v in last.values), strict=False))
        kept.append(
            replace(first, values=values, units=first.units | last.units, shown=f"{first.shown} + {last.shown}")
        )
    return kept


def _is_point(item: Item, value: float) -> bool:
    return any(low == high and _close(low, value) for low, high in item.values)


def same_value(one: Item, other: Item) -> bool:
    """Tell whether two items may mean one value."""
    return any(_same_range(a, b, one.vague or other.vague) for a in one.values for b in other.values)


def _same_range(one: Range, other: Range, vague: bool) -> bool:
    (a, b), (c, d) = sorted(one), sorted(other)
    if vague and (a == b) != (c == d):
        start, (low, high) = (a, (c, d)) if a == b else (c, (a, b))
        return low <= start < high
    return _close(a, c) and _close(b, d)


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE * max(abs(one), abs(other))


# --- one side and the other ---------------------------------------------------------------------------------------


def is_time(quantity: Row) -> bool:
    """Tell whether the annotated quantity is a time or an age."""
    unit = quantity["normalized_unit"].casefold()
    return bool(_AGE.search(unit)) or unit.split(" per ")[0] in TIMES


def annotated_item(quantity: Row) -> Item:
    """Return an annotated quantity in the terms of the comparison."""
    parts = _VALUE.fullmatch(str(quantity["value"]).strip())
    if parts is None:
        raise ValueError(f"NewsQuant has a value of a new form: {quantity['value']!r}")
    low, high = float(parts[1]), float(parts[2] or parts[1])
    concepts = quantity["referred_concepts"].strip("- ")
    names = [concepts, *concepts.split(",")]
    return Item(
        values=((low, high),),
        change="=" if quantity["change"] in {"up", "down"} else quantity["change"],
        units=frozenset(canonical(quantity[name]) for name in ("unit", "normalized_unit")),
        counted=frozenset(content(name) for name in names if content(name) or not concepts),
        whole=content(concepts),
        shown=f"{quantity['change']} {quantity['value']} {quantity['unit']}",
    )


def found_item(figure: Figure, text: str) -> Item:
    """Return a figure in the terms of the comparison."""
    low = figure.low if figure.low is not None else figure.high
    high = figure.high if figure.high is not None else figure.low
    if low is None or high is None:
        raise ValueError("a figure needs a bound")
    share = figure.kind == "share"
    return Item(
        values=((low * 100, high * 100), (low, high)) if share else ((low, high),),
        change="<" if _UNDER.match(figure.span.of(text)) else _SIGNS[figure.bound],
        units=frozenset({canonical("%")} if share else _units(figure)),
        counted=frozenset(_about(figure, text)),
        whole=frozenset().union(*(_told(span, figure, text) for span in figure.about)),
        shown=f"{figure.bound} {figure.low}..{figure.high} {figure.unit}",
        vague=figure.bound == "vague",
    )


def _about(figure: Figure, text: str) -> Iterator[frozenset[str]]:
    """Yield the content words of what the figure tells of: of the nearest phrase, and of all."""
    each = [_told(span, figure, text) for span in figure.about]
    yield from each[:1]
    yield frozenset().union(*each)


def _told(span: Span, figure: Figure, text: str) -> frozenset[str]:
    """Return the content words of ``span``, those of the figure that stand inside left out: "sharp 3 per cent drop"."""
    if not span.start <= figure.span.start < span.end:
        return content(span.of(text))
    words = content(text[span.start : figure.span.start] + text[figure.span.end : span.end])
    return words if figure.kind == "share" else words - content(f"{figure.unit or ''} {figure.per or ''}")


def _units(figure: Figure) -> Iterator[str]:
    per = f" per {figure.per}" if figure.per else ""
    words = (figure.unit or "-").split()
    for k in range(len(words)):  # the noun without what says its sort
        yield canonical(" ".join(words[k:]) + per)
    for name in (figure.whom or "-", *([per] if per else [])):
        yield canonical(name)


def canonical(unit: str) -> str:
    """Return the name under which a unit is compared: lower case, singular, one name for one currency."""
    one, by, base = (part.strip() for part in _RATE.sub(" per ", unit.casefold()).partition("per "))
    if by and not one.endswith("-"):
        return f"{_one_name(one)} per {_one_name(base)}".strip()
    return _one_name(unit)


def _one_name(unit: str) -> str:
    plain = " ".join(sets.singular(w.strip("-")) for w in unit.split() if w.casefold() not in {"the", "of", "and"})
    if plain.startswith("%"):
        plain = "%"
    return next((same[0] for same in SAME if plain in same), plain)


def content(words: str) -> frozenset[str]:
    """Return the content words, in lower case and singular."""
    plain = re.sub(r"['’]s\b", "", re.sub(r"\b([A-Z])\.", r"\1", words))
    return frozenset(sets.singular(w) for w in _WORDS.findall(plain) if w.casefold() not in _FUNCTION)


# --- printed ------------------------------------------------------------------------------------------------------


def show(tallied: dict[str, Tally]) -> str:
    """Return the printed table."""
    return "\n".join([FILTER, *(tally.line(name) for name, tally in tallied.items())])


def errors() -> Iterator[str]:
    """Yield each sentence with something missed or beside the set, and what that was."""
    for row in documents():
        wrong = [line for pair in pairs_of(row) for line in _wrong(pair)]
        yield from [f"{row['id']}  {row['text']}", *wrong] if wrong else []


def _wrong(pair: Pair) -> Iterator[str]:
    a, f = pair.annotated, pair.found
    if f is None and a is not None:
        yield f"    missed      {a.shown}"
    elif a is None and f is not None:
        yield f"    beside      {f.shown}"
    elif a is not None and f is not None:
        if a.change != f.change:
            yield f"    bound       {a.shown}  <>  {f.shown}"
        if not a.units & f.units:
            yield f"    unit        {sorted(a.units)}  <>  {sorted(f.units)}"


def main(*options: str) -> int:
    """Print the table, and the errors if asked."""
    print(show(scores()))
    if "--errors" in options:
        print("\n".join(errors()))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
