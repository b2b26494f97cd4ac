"""Rules for days told by their place: the first Monday in May, Friday the 13th, the week of June 5."""

from datetime import date, timedelta

from msgspec import structs

from saidby.days import Period, month_at, period_of, year_at
from saidby.mark.dates.anchor import month_of, week_of
from saidby.mark.dates.counted import unit_by_name
from saidby.mark.dates.scene import Found, Scene, Tense, When
from saidby.mark.dates.starts import Rule
from saidby.mark.dates.written import month_alone, written_date, year_alone

_RANKS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_DAY_PARTS = frozenset("morning afternoon evening night".split())
_BEGINS = frozenset("of starting beginning commencing ending".split())
_MONTHS_AROUND = 12  # how far from publication such a day is looked for
_PARTS = frozenset("week weeks weekend days".split())
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})


def ranked_weekday(scene: Scene, i: int) -> Found | None:
    """the first Monday in September / the last Friday of next month / the second Tuesday in June 2019."""
    rank = _RANKS.get(scene.low(i))
    hit = scene.hit(i + 1, "weekday")
    link = hit.last + (scene.low(hit.last) in _DAY_PARTS) if hit is not None else i
    if rank is None or hit is None or scene.low(link) not in {"of", "in"}:
        return None
    number, at = hit.entry.value, link + 1
    leading = scene.hit(at, "relative")
    if leading is not None and scene.low(leading.last) == "month":
        shift = leading.entry.value
        return Found(
            last=leading.last + 1,
            rule="ranked weekday",
            when=lambda day: _in_month(month_of(day, shift), number, rank),
        )
    month = month_at(scene.tokens, at, scene.words)
    if month is None:
        return None
    year = year_at(scene.tokens, month[1] + (scene.low(month[1]) in {",", "of"}))
    if year is not None:
        told = period_of(f"{year[0]:04d}-{month[0].value:02d}")
        found = _in_month(told, number, rank) if told is not None else None
        return Found(last=year[1], rule="ranked weekday", value=found.prefix() if found is not None else None)
    when = _nearest(month[0].value, number, rank, scene.tense(i, month[1]))
    return Found(last=month[1], rule="ranked weekday", when=when)


def _in_month(month: Period, weekday: int, rank: int) -> Period | None:
    """Return the weekday of that rank in a month, the last one for -1."""
    days = [month.start + timedelta(days=k) for k in range((month.end - month.start).days + 1)]
    fitting = [day for day in days if day.weekday() == weekday]
    found = fitting[rank] if -1 <= rank < len(fitting) else None
    return Period(found, found) if found is not None else None


def _nearest(month: int, weekday: int, rank: int, tense: Tense) -> When:
    def when(day: date) -> Period | None:
        around = [p for y in (-1, 0, 1) if (p := period_of(f"{day.year + y:04d}-{month:02d}")) is not None]
        found = [p for m in around if (p := _in_month(m, weekday, rank)) is not None]
        if tense == "ahead":
            return next((p for p in found if p.end >= day), None)
        return next((p for p in reversed(found) if p.start <= day), None)

    return when


def weekday_and_number(scene: Scene, i: int) -> Found | None:
    """Monday the 7th / Friday the 13th / Wed 13th: the nearest such day."""
    hit = scene.hit(i, "weekday")
    if hit is None:
        return None
    at = hit.last + (scene.low(hit.last) == "the")
    if not scene.low(at).isdigit() or scene.low(at + 1) not in _SUFFIXES or not 1 <= int(scene.low(at)) <= 31:
        return None
    number, weekday, tense = int(scene.low(at)), hit.entry.value, scene.tense(i, at + 2)

    def when(day: date) -> Period | None:
        months = [month_of(day, shift) for shift in range(-_MONTHS_AROUND, _MONTHS_AROUND + 1)]
        days = [m.start + timedelta(days=number - 1) for m in months if m.start + timedelta(days=number - 1) <= m.end]
        sides: dict[Tense, bool | None] = {"ahead": True, "behind": False, None: None}
        fitting = [d for d in days if d.weekday() == weekday and sides[tense] in {None, d >= day, d > day}]
        found = min(fitting, key=lambda d: abs((d - day).days), default=None)
        return Period(found, found) if found is not None else None

    return Found(last=at + 2, rule="weekday and number", when=when)


def week_of_a_day(scene: Scene, i: int) -> Found | None:
    """the week of April 10 / the week starting July 3 / the weekend of June 5: the days around it, not that day."""
    at = i + (scene.low(i) == "the")
    if scene.low(at) not in {"week", "weekend"} or scene.low(at + 1) not in _BEGINS:
        return None
    start = at + 2 + (scene.low(at + 2) == "on")
    day = written_date(scene, start) if start < len(scene.tokens) else None
    if day is None or not day.rule.startswith(("month and day", "day and month")):
        return None
    value, told, ends = day.value, day.when, scene.low(at + 1) == "ending"
    if value is not None:
        only = period_of(value)
        week = _week(only, ends=ends) if only is not None else None
        return Found(last=day.last, rule="week of a day", value=week.prefix() if week is not None else None)

    def when(published: date) -> Period | None:
        found = told(published) if told is not None else None
        return _week(found, ends=ends) if found is not None else None

    return Found(last=day.last, rule="week of a day", when=when)


def _week(day: Period, *, ends: bool) -> Period:
    return (
        Period(day.start - timedelta(days=6), day.start) if ends else Period(day.start, day.start + timedelta(days=6))
    )


def this_time(scene: Scene, i: int) -> Found | None:
    """this time last year / last year at this time: that month."""
    if [scene.low(k) for k in range(i, i + 4)] == ["this", "time", "last", "year"]:
        return Found(last=i + 4, rule="this time last year", when=lambda day: month_of(day, -12))
    told = [scene.low(k) for k in range(i, i + 5)]
    if told[:2] == ["last", "year"] and told[2] == "at" and told[3] in {"this", "that"} and told[4] == "time":
        return Found(last=i + 5, rule="this time last year", when=lambda day: month_of(day, -12))
    return None


def part_of_the_week(scene: Scene, i: int) -> Found | None:
    """the end of the week / earlier in the week: of the week of publication."""
    part = scene.hit(i, "part")
    at = part.last + (scene.low(part.last) == "in") if part is not None else i
    if part is None or scene.low(at) != "the" or scene.low(at + 1) != "week" or scene.low(at + 2) in _BEGINS:
        return None
    return Found(last=at + 2, rule="part of the week", when=lambda day: week_of(day, 0))


def part_of_a_month(scene: Scene, i: int) -> Found | None:
    """the last week of July / the second week in 2019 / the final days of March: as wide as the month or the year."""
    at = i + 1 + (scene.low(i + 1) in _SUFFIXES)
    ranked = scene.low(i) in _RANKS or scene.low(i) == "final" or scene.low(i + 1) in _SUFFIXES
    if not ranked or scene.low(at) not in _PARTS or scene.low(at + 1) not in {"of", "in"}:
        return None
    start = at + 2
    whole = month_alone(scene, start) or year_alone(scene, start) or unit_by_name(scene, start)
    if whole is None or whole.duration:
        return None
    return structs.replace(whole, rule="part of a month")


def next_evening(scene: Scene, i: int) -> Found | None:
    """(will meet) next evening: tomorrow. "The next evening" is told from another day."""
    if scene.low(i) != "next" or scene.low(i + 1) not in _DAY_PARTS or scene.low(i - 1) == "the":
        return None
    if not scene.is_ahead(i, i + 2):
        return None
    return Found(last=i + 2, rule="day by name", when=lambda day: Period(day + timedelta(1), day + timedelta(1)))


RANKED = (
    Rule(find=ranked_weekday, words=frozenset(_RANKS)),
    Rule(find=weekday_and_number, roles=frozenset({"weekday"})),
    Rule(find=week_of_a_day, words=frozenset({"the", "week", "weekend"})),
    Rule(find=this_time, words=frozenset({"this", "last"})),
    Rule(find=part_of_the_week, roles=frozenset({"part"})),
    Rule(find=part_of_a_month, words=frozenset(_RANKS) | {"final"}, digits=True),
    Rule(find=next_evening, words=frozenset({"next"})),
)
