"""From one time to another: "between 2015 and 2017", "from Monday to Thursday" are one time, and as wide as both."""

from datetime import date, timedelta

from msgspec import structs

from saidby.days import Period, period_of, year_at
from saidby.mark.dates.anchor import month_of, year_of
from saidby.mark.dates.scene import Found, Scene, When
from saidby.mark.dates.starts import Rules

_DAYS = frozenset({"month and day", "day and month", "day, month, year in figures", "year, month, day in figures"})
_YEARS = frozenset({"to", "through", "until", "till", "~"})  # "2014 to 2018"
_BEYOND = frozenset("over than least most under nearly almost about around".split())
_UNITS = frozenset("day night week fortnight month year".split())
_LINKS = {
    "between": frozenset({"and", "to", "through"}),
    "from": frozenset({"to", "until", "till", "through", "-", "–", "~"}),
}


def longest(scene: Scene, i: int, rules: Rules) -> Found | None:
    """Return what reaches farthest of all that the rules find at token ``i``; of two equals the earlier rule's."""
    best: Found | None = None
    for rule in rules.at(scene, i):
        found = rule(scene, i)
        if found is not None and (best is None or found.last > best.last):
            best = found
    return best


def joined(scene: Scene, i: int, first: Found, rules: Rules) -> Found | None:
    """Return the time from ``first``, at token ``i``, to the next: "from" or "between" before it, or two days."""
    links = _LINKS.get(scene.low(i - 1))
    if links is None and first.rule in _DAYS:  # Feb. 28 to March 3
        links = _LINKS["from"]
    if links is None and first.rule == "year":
        links = _YEARS
    if links is None or scene.low(first.last) not in links:
        return None
    at = first.last + 1 + (scene.low(first.last + 1) == "the" and first.rule in _DAYS)
    second = longest(scene, at, rules) if at < len(scene.tokens) else None
    second = second or _year(scene, first, at)
    plain = scene.low(i - 1) not in _LINKS
    if second is not None and plain and not ({first.rule, second.rule} <= _DAYS or first.rule == "year"):
        return None
    if second is None or first.duration or second.duration or "clock time" in {first.rule, second.rule}:
        return None
    return _both(first, second)


def _year(scene: Scene, first: Found, i: int) -> Found | None:
    """Return the second of two years, which no word before it need make one: "in 2014 to 2018"."""
    year = year_at(scene.tokens, i) if first.rule == "year" else None
    return Found(last=year[1], rule="year", value=f"{year[0]:04d}") if year is not None and year[0] > 1500 else None


def offset(scene: Scene, i: int, length: Found, rules: Rules) -> Found | None:
    """Return the time counted from the one that follows: two days before yesterday, three weeks after June 5."""
    if not length.duration:
        return None
    number, unit = scene.count(i) or (None, 0)
    signs = {"before": -1, "after": 1, "from": 1}
    told = scene.low(length.last - 1) in signs
    at = length.last if told else length.last + 1
    sign = signs.get(scene.low(at - 1))
    if scene.low(at - 1) == "from" and scene.low(i - 1) in {"the", "for"}:  # "the 30 days from June 3" last so long
        return None
    word = scene.hit(unit, "unit")
    if sign is None or number is None or number != int(number) or word is None or word.entry.term not in _UNITS:
        return None
    base = longest(scene, at, rules) if at < len(scene.tokens) else None
    if base is None or base.duration or base.rule in {"clock time", "year", "day told from another"}:
        return None
    if scene.low(i - 1) in _BEYOND:  # "less than two days before the vote on June 5" is no one day
        return Found(last=base.last, rule="counted from a date")
    return Found(
        last=base.last, rule="counted from a date", when=_apart(_when(base), word.entry.term, sign * int(number))
    )


def _apart(base: When, unit: str, number: int) -> When:
    """Return the day, or the month for what is counted in months, that lies so far from the base."""

    def when(day: date) -> Period | None:
        start = base(day)
        if start is None:
            return None
        if unit == "month":
            return month_of(start.start, number)
        if unit == "year":
            return year_of(start.start, number)
        days = timedelta(days=number * {"day": 1, "night": 1, "week": 7, "fortnight": 14}[unit])
        return Period(start.start + days, start.end + days)

    return when


def _both(first: Found, second: Found) -> Found:
    if first.undated and second.value and len(second.value) == len("2031-05-20"):  # May 3 to June 5, 2031
        first = structs.replace(first, value=second.value[:4] + first.undated[1:])
    start, end = _when(first), _when(second)

    def when(day: date) -> Period | None:
        one = start(day)
        other = end(day) if one is None or second.undated is None else _from(second.undated, one)
        return None if one is None or other is None else Period(min(one.start, other.start), max(one.end, other.end))

    if first.value is None or second.value is None:
        return Found(last=second.last, rule="from one time to another", when=when)
    told = when(date.min)  # both are written out: the day of publication changes nothing
    return Found(last=second.last, rule="from one time to another", value=told.prefix() if told is not None else None)


def _from(undated: str, one: Period) -> Period | None:
    """Return the first such day or month that does not end before ``one`` begins."""
    years = (one.start.year, one.start.year + 1)
    found = (period_of(f"{year:04d}{undated[1:]}") for year in years)
    return next((p for p in found if p is not None and p.end >= one.start), None)


def _when(found: Found) -> When:
    value, when = found.value, found.when
    if value is not None:
        return lambda day: period_of(value)
    return when if when is not None else lambda day: None
