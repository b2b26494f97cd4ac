"""Sums that an article's own figures make: those that come out, and those that do not. Doubtful ones are left out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from msgspec import Struct

from saidby import grammar
from saidby.lexicon import Lexicon, kinds
from saidby.likeness import number_of, way
from saidby.records import Arithmetic, Figure, Measure
from saidby.text import Layout, Sentence

_WORDS_ROUND = 0.03  # "a third", "half": how far from the fraction such words are still used without a modifier
_ABOUT = 0.05  # of the number; doubled where a sum is to be called wrong
_ROUNDED_FROM = 1000  # smaller counts are taken to be counted, greater ones rounded to their last digit that is no 0
_ROUNDED = 0.05  # ... by no more than that
_BESIDE_IT = 12  # figures on either side of a share among which the part is sought
_OPEN = 1.5  # "more than a third" of something is not said of more than half of it
_NEARLY = 0.85  # ... and "nearly half" not of less than 43 per cent
_NONE_TWICE: frozenset[Measure] = frozenset({"killed", "wounded", "missing", "rescued"})  # nobody is two of these
_JOINTS = frozenset({"and", "while", "but"})  # between two clauses
_OF_THINGS: frozenset[Measure] = frozenset({"damaged", "destroyed"})  # of villages no houses are a share
_APPOSED = grammar.APPROXIMATORS | grammar.DASHES | frozenset("( , or just over more than representing i.e".split())
_BESIDE = frozenset(", ( + - – — a an or by of up down which is was means about some nearly almost".split())
# Units by their singular, each with what it measures and how much of the row's first it is.
_FACTORS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("m", "metre", "meter"), ("length", 1)),
    **dict.fromkeys(("km", "kilometre", "kilometer"), ("length", 1000)),
    **dict.fromkeys(("cm", "centimetre", "centimeter"), ("length", 0.01)),
    **dict.fromkeys(("ft", "foot", "feet"), ("length", 0.3048)),
    **dict.fromkeys(("inch", "inche"), ("length", 0.0254)),
    "mile": ("length", 1609.344),
    "yard": ("length", 0.9144),
    **dict.fromkeys(("ha", "hectare"), ("area", 1)),
    **dict.fromkeys(("square kilometre", "square kilometer"), ("area", 100)),
    "acre": ("area", 0.404686),
    "square mile": ("area", 258.999),
    **dict.fromkeys(("kg", "kilo", "kilogram"), ("mass", 1)),
    **dict.fromkeys(("pound", "lb"), ("mass", 0.453592)),
    "tonne": ("mass", 1000),
    "ounce": ("mass", 0.0283495),
    **dict.fromkeys(("kph", "kmh", "km/h"), ("speed", 1)),
    "mph": ("speed", 1.609344),
    "knot": ("speed", 1.852),
    **dict.fromkeys(("litre", "liter"), ("volume", 1)),
    "gallon": ("volume", 3.785412),
    "barrel": ("volume", 158.987),
}


class _Text(Struct, frozen=True):
    layout: Layout
    figures: Sequence[Figure]
    by_id: dict[str, Figure]
    changes: frozenset[str]  # words for more and less

    def words(self, figure: Figure) -> str:
        return f"“{' '.join(figure.span.of(self.layout.text).split())}”"

    def sentence(self, figure: Figure) -> Sentence | None:
        return self.layout.sentence_at(figure.span.start)

    def near(self, one: Figure, other: Figure, sentences: int) -> bool:
        a, b = self.sentence(one), self.sentence(other)
        return a is not None and b is not None and abs(a.index - b.index) <= sentences

    def between(self, one: Figure, other: Figure) -> list[str]:
        start, end = one.span.end, other.span.start
        return [*self.layout.lows_between(start, end)]

    def before(self, figure: Figure) -> str:
        i = self.layout.token_at(figure.span.start)
        return self.layout.tokens[i - 1].low if i else ""

    def after(self, figure: Figure) -> str:
        i = self.layout.token_at(figure.span.end)
        return self.layout.tokens[i].low if i < len(self.layout.tokens) else ""

    def slack(self, figure: Figure) -> float:
        """Return how far the number may lie from what was counted, by the way it is written."""
        number = abs(number_of(figure))
        about = _ABOUT * number if figure.bound == "about" else 0.0
        bare = figure.bare.of(self.layout.text)
        if figure.kind == "share":
            return about + (_last_place(bare) if any(c.isdecimal() for c in bare) else _WORDS_ROUND)
        whole = figure.kind == "count" and number < _ROUNDED_FROM and number == int(number)
        return about if whole else max(about, min(_half_of_last_digit(number), _ROUNDED * number))

    def room(self, figure: Figure, times: float = 1.0) -> tuple[float, float]:
        """Return the least and the greatest number that the figure leaves room for; ``times`` widens its rounding."""
        number, slack = number_of(figure), times * self.slack(figure)
        if figure.bound == "between" and figure.low is not None and figure.high is not None:
            return figure.low - slack, figure.high + slack
        side = way(figure.bound)
        low = 0.0 if side == "down" else number - (0.0 if side == "vague" else slack)
        return low, (float("inf") if side in {"up", "vague"} else number + slack)


_Rule = Callable[[_Text], Iterable[Arithmetic]]


def find_arithmetic(layout: Layout, figures: Sequence[Figure], lexicon: Lexicon) -> list[Arithmetic]:
    """Return the sums that tied figures make, those that hold and those that fail.

    Share:       6,000 of the 11,000 ... more than half     Sum:         28 crew, 14 from A and 14 from B
    Difference:  from 40 to 60, a rise of 20                Rise:        from 40 to 60, up 50 per cent
    Conversion:  10 km (6.2 miles); two amounts of money converted at one rate
    """
    changes = kinds(lexicon.words)["rise"] | kinds(lexicon.words)["fall"]
    text = _Text(layout, figures, {f.id: f for f in figures}, changes)
    found = [sum_ for rule in _RULES for sum_ in rule(text)]
    kept = {(a.kind, frozenset(a.figures)): a for a in reversed(found)}
    order = {f.id: i for i, f in enumerate(figures)}
    return sorted(kept.values(), key=lambda a: (min(order[i] for i in a.figures), a.kind, a.figures))


# --- shares -----------------------------------------------------------------------------------------------------


def _shares(text: _Text) -> Iterator[Arithmetic]:
    for i, share in enumerate(text.figures):
        if share.kind != "share":
            continue
        part, base = _part_and_base(text, share, text.figures[max(0, i - _BESIDE_IT) : i + _BESIDE_IT])
        if part is None or base is None or number_of(base) <= 0 or len({part.id, base.id, share.id}) < 3:
            continue
        holds = _agrees(text, share, part, base)
        if holds is not None:
            ratio = f"{number_of(part) / number_of(base):.1%}"
            verdict = "which agrees with" if holds else "not"
            why = f"{text.words(part)} of {text.words(base)} is {ratio}, {verdict} {text.words(share)}"
            yield Arithmetic(kind="share", figures=(share.id, part.id, base.id), holds=holds, why=why)


def _part_and_base(text: _Text, share: Figure, beside: Sequence[Figure]) -> tuple[Figure | None, Figure | None]:
    """Return the count that the share is another word for, and the base of both."""
    apposed = [f for f in beside if f.kind == "count" and _apposed(text, f, share)]
    if len(apposed) == 1 and (share.part_of or apposed[0].part_of) not in {None, apposed[0].id}:
        ids = {i for i in (share.part_of, apposed[0].part_of) if i is not None}
        return apposed[0], text.by_id.get(ids.pop()) if len(ids) == 1 else None
    base = text.by_id.get(share.part_of or "")
    if base is None or base.kind != "count" or share.measure == "other":
        return None, None
    parts = [f for f in beside if _can_be_part(f, share, base) and _of_one_clause(text, f, share, base)]
    return (parts[0] if len(parts) == 1 else None), base


def _apposed(text: _Text, part: Figure, share: Figure) -> bool:
    first, second = sorted((part, share), key=lambda f: f.span.start)
    words = text.between(first, second)
    noun = (part.unit or "").casefold().split()
    return 0 < len(words) <= 5 and bool({"(", ",", "or"} & set(words)) and set(words) <= _APPOSED | set(noun)


def _can_be_part(part: Figure, share: Figure, base: Figure) -> bool:
    return (
        part.kind == "count"
        and part.measure == share.measure
        and part.source == share.source
        and part.part_of in {None, base.id}
        and part.id != base.id
        and base.measure != share.measure
        and number_of(part) <= number_of(base)
    )


def _of_one_clause(text: _Text, part: Figure, share: Figure, base: Figure) -> bool:
    """Tell whether part and share may be two words for one thing: "40 died and half of the hurt" are not."""
    if part.measure in _OF_THINGS and _unit(part) != _unit(base):
        return False
    first, second = sorted((part, share), key=lambda f: f.span.start)
    return text.near(part, share, 0) and not _JOINTS & set(text.between(first, second))


def _agrees(text: _Text, share: Figure, part: Figure, base: Figure) -> bool | None:
    """Tell whether part and base make the share; None where the words leave it open."""
    ratio = number_of(part) / number_of(base)
    given = number_of(share)
    error = ratio * sum(text.slack(f) / number_of(f) for f in (part, base) if number_of(f))
    low, high = text.room(share)
    side = way(share.bound)
    low, high = (given * _NEARLY if side == "down" else low), (given * _OPEN if side == "up" else high)
    if low - error <= ratio <= high + error and "vague" not in {part.bound, base.bound, share.bound}:
        return True
    (part_low, part_high), (base_low, base_high) = text.room(part, 2), text.room(base, 2)
    least, most = part_low / base_high, (part_high / base_low if base_low > 0 else float("inf"))
    low, high = text.room(share, 2)
    low = given * _NEARLY**2 if share.bound == "nearly" else low
    return False if most < low or least > high else None


# --- sums -------------------------------------------------------------------------------------------------------


def _sums(text: _Text) -> Iterator[Arithmetic]:
    by_base: dict[str, list[Figure]] = {}
    for part in (f for f in text.figures if f.part_of is not None and f.kind == "count"):
        by_base.setdefault(part.part_of or "", []).append(part)
    included = dict(_included(text))
    for base in (f for f in text.figures if f.kind == "count"):
        parts = by_base.get(base.id, [])
        for part in [*parts, *([included[base.id]] if base.id in included else [])]:
            if text.room(part)[0] > text.room(base, 2)[1]:
                why = f"{text.words(part)} is more than {text.words(base)}, of which it is said to be a part"
                yield Arithmetic(kind="sum", figures=(base.id, part.id), holds=False, why=why)
        yield from _added_up(text, base, parts)


def _included(text: _Text) -> Iterator[tuple[str, Figure]]:
    """ "40 people, including 90 children": what is said to be in the count before, though it is greater."""
    for base, part in pairwise(text.figures):
        if part.kind == "count" and part.part_of is None and text.near(base, part, 0):
            words = text.between(base, part)
            if 2 <= len(words) <= 5 and words[-2:] in ([",", "including"], [",", "among"]):
                yield base.id, part


def _added_up(text: _Text, base: Figure, parts: Sequence[Figure]) -> Iterator[Arithmetic]:
    groups = [list(row) for _, row in groupby(parts, key=text.sentence)]
    for group in [list(parts), *groups]:
        if len(group) < 2:
            continue
        total = sum(number_of(p) for p in group)
        listed = " + ".join(text.words(p) for p in group)
        ids = (base.id, *(p.id for p in group))
        exact = all(f.bound == "exact" for f in (base, *group))
        measures = [p.measure for p in group]
        if exact and total == number_of(base):
            yield Arithmetic(kind="sum", figures=ids, holds=True, why=f"{listed} make {text.words(base)}")
            return
        apart = len(set(measures)) == len(measures) and set(measures) <= _NONE_TWICE
        if apart and sum(text.room(p)[0] for p in group) > text.room(base, 2)[1]:
            why = f"{listed} make {_shown(total)}, more than {text.words(base)}"
            yield Arithmetic(kind="sum", figures=ids, holds=False, why=why)
            return


# --- changes ----------------------------------------------------------------------------------------------------


def _changes(text: _Text) -> Iterator[Arithmetic]:
    """A change is told by two numbers and by their difference or ratio, in one breath."""
    for i, (one, other) in enumerate(pairwise(text.figures)):
        was, now = _was_and_now(text, one, other)
        if was is None or now is None or was.kind != now.kind or "vague" in {was.bound, now.bound}:
            continue
        changes = [text.figures[k] for k in (i - 1, i + 2) if 0 <= k < len(text.figures)]
        told = [c for c in changes if _tells_change(text, c, one, other)]
        if len(told) == 1:
            yield from _change(text, told[0], was, now)


def _was_and_now(text: _Text, one: Figure, other: Figure) -> tuple[Figure | None, Figure | None]:
    """ "from 40 to 60" and "to 60 from 40", the noun of the first in between or not."""
    noun = set((one.unit or "").casefold().split())
    words = [w for w in text.between(one, other) if w not in noun and w not in {",", "up", "down"}]
    if words == ["to"] and text.before(one) == "from":
        return one, other
    if words == ["from"] and text.before(one) in {"to", "at"}:
        return other, one
    return None, None


def _tells_change(text: _Text, change: Figure, one: Figure, other: Figure) -> bool:
    if not text.near(change, one, 0) or not text.near(change, other, 0):
        return False
    if change.span.start > other.span.start:
        words = text.between(other, change)
        opened = bool({"(", "+"} & set(words)) or bool((text.changes | {"up", "down"}) & set(words))
    else:
        words = [w for w in text.between(change, one) if w not in {"from", "to", "at"}]
        opened = text.before(change) in text.changes | {"by", "up", "down"}
    nouns = {w for f in (one, other) for w in (f.unit or "").casefold().split()}
    return opened and len(words) <= 6 and set(words) <= _BESIDE | text.changes | nouns


def _change(text: _Text, change: Figure, was: Figure, now: Figure) -> Iterator[Arithmetic]:
    points = text.after(change) in {"point", "points", "percentage"}
    ratio = change.kind == "share" and was.kind != "share"
    before, after = number_of(was), number_of(now)
    if (change.kind != was.kind and not ratio) or (change.kind == "share" == was.kind and not points) or before <= 0:
        return
    step = abs(after - before)
    slack = text.slack(was) + text.slack(now)
    made, error = (step / before, slack * (1 + step / before) / before) if ratio else (step, slack)
    low, high = text.room(change)
    loose_low, loose_high = text.room(change, 2)
    holds = low - error <= made <= high + error
    plain = all(way(f.bound) == "even" for f in (change, was, now))
    if not plain or not (holds or made < loose_low - 2 * error or made > loose_high + 2 * error):
        return
    shown = f"{made:.1%}" if ratio or change.kind == "share" else _shown(made)
    verdict = "which agrees with" if holds else "not"
    why = f"from {text.words(was)} to {text.words(now)} is {shown}, {verdict} {text.words(change)}"
    figures = (change.id, was.id, now.id)
    yield Arithmetic(kind="rise" if ratio else "difference", figures=figures, holds=holds, why=why)


# --- conversions ------------------------------------------------------------------------------------------------


def _conversions(text: _Text) -> Iterator[Arithmetic]:
    rates: dict[tuple[str, str], tuple[Figure, Figure]] = {}
    for one, other in pairwise(text.figures):
        if one.kind != other.kind or one.kind not in {"money", "measure"} or not _bracketed(text, one, other):
            continue
        units = (_unit(one), _unit(other))
        factor = _factor(*units)
        if factor is not None:
            yield from _converted(text, one, other, factor)
        elif one.kind == "money" and all(units) and units[0] != units[1]:
            yield from _same_rate(text, rates.setdefault(units, (one, other)), (one, other))


def _bracketed(text: _Text, one: Figure, other: Figure) -> bool:
    words = text.between(one, other)
    between = set(words) - {"(", "or", "about", "some", "around"} - set((one.unit or "").casefold().split())
    return "(" in words and len(words) <= 5 and not between & {",", ";", ")", "to", "and", "from", "of"}


def _unit(figure: Figure) -> str:
    return (figure.unit or "").casefold().removesuffix("s")


def _factor(one: str, other: str) -> float | None:
    """Return how many of the second unit the first one is."""
    (kind, size), (other_kind, other_size) = _FACTORS.get(one, ("", 1.0)), _FACTORS.get(other, ("", 1.0))
    return size / other_size if kind and kind == other_kind and one != other else None


def _converted(text: _Text, one: Figure, other: Figure, factor: float) -> Iterator[Arithmetic]:
    made, given = number_of(one) * factor, number_of(other)
    error = text.slack(one) * factor + text.slack(other)
    holds = abs(made - given) <= error
    if holds or abs(made - given) > 2 * error + _ABOUT * made:
        verdict = "which agrees with" if holds else "not"
        why = f"{text.words(one)} {one.unit} is {_shown(made)} {other.unit}, {verdict} {text.words(other)}"
        yield Arithmetic(kind="conversion", figures=(one.id, other.id), holds=holds, why=why)


def _same_rate(text: _Text, first: tuple[Figure, Figure], here: tuple[Figure, Figure]) -> Iterator[Arithmetic]:
    """Two amounts of one article are converted at one rate, or one of the two is wrong."""
    if first == here or not all(number_of(f) > 0 and way(f.bound) == "even" for f in (*first, *here)):
        return
    rates = [number_of(b) / number_of(a) for a, b in (first, here)]
    error = sum(text.slack(f) / number_of(f) for f in (*first, *here))
    apart = abs(rates[0] - rates[1]) / min(rates)
    if apart <= error + _ABOUT or apart > 2 * error + 4 * _ABOUT:
        holds = apart <= error + _ABOUT
        sums = [f"{text.words(a)} to {text.words(b)}" for a, b in (first, here)]
        why = f"{sums[0]} and {sums[1]} are {'one rate' if holds else f'two rates, {apart:.0%} apart'}"
        yield Arithmetic(kind="conversion", figures=tuple(f.id for f in (*here, *first)), holds=holds, why=why)


def _shown(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) or number >= 100 else f"{number:,.1f}"


def _half_of_last_digit(number: float) -> float:
    """Return half of one in the last digit that is no 0: 50 for 6,100."""
    digits = f"{number:.10g}"
    if "." in digits or "e" in digits:
        return 0.5 * 10.0 ** -(len(digits.partition(".")[2])) if "e" not in digits else 0.0
    return 0.5 * 10.0 ** (len(digits) - len(digits.rstrip("0"))) if digits.strip("0") else 0.0


def _last_place(bare: str) -> float:
    """Return half of one in the last place of a percentage, as a share: 0.0005 for 12.5 %."""
    decimals = bare.partition(".")[2]
    places = len(decimals) - len(decimals.lstrip("0123456789"))
    return 0.5 * 10.0**-places / 100


_RULES: tuple[_Rule, ...] = (_shares, _sums, _changes, _conversions)
