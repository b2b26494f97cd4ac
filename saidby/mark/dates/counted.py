"""Rules for times counted in units: last month, two weeks ago, for 48 hours, three-day."""

from collections.abc import Callable
from datetime import date, timedelta

from saidby.days import Period
from saidby.mark.dates.anchor import month_of, week_of, year_of
from saidby.mark.dates.scene import Found, Scene, When
from saidby.mark.dates.starts import Rule

_LENGTHS = frozenset("second minute hour day night week fortnight month year decade century weekend".split())
_BEYOND = frozenset("over than least under most to".split())  # "more than two years ago", "up to a month ago"
_FROM_ANOTHER = frozenset("earlier later before after previously afterwards beforehand prior".split())
_BARE = frozenset(
    "for in within after over took takes take lasted lasting of during by about more than last past".split()
)
_ROUND = 10  # "20 years ago" is no year; "three years ago" is one
_SLACK = timedelta(days=3)  # "two weeks ago" is one of the days around that day


def unit_by_name(scene: Scene, i: int) -> Found | None:
    """last month / late last year / earlier this week / the end of next month / the current year / over the weekend."""
    part = scene.hit(i, "part")
    at = part.last if part is not None else i
    leading = scene.hit(at, "relative")
    if leading is None:
        return _weekend(scene, i)
    unit = scene.hit(leading.last, "unit")
    if unit is None or scene.tokens[unit.last - 1].low.endswith("s"):
        return None
    is_length = leading.entry.term == "past"
    rule = f"{leading.entry.term} {unit.entry.term}"
    if is_length or leading.entry.term == "previous":  # told from another time
        return Found(last=unit.last, rule=rule, duration=is_length)
    when = _whole(unit.entry.term, leading.entry.value)
    return Found(last=unit.last, rule=rule, when=when)


def end_of_the_year(scene: Scene, i: int) -> Found | None:
    """the end of the year / earlier in the month / year-end / by year's end: of the year of publication."""
    part = scene.hit(i, "part")
    if part is None:
        at = i + 1 + (scene.low(i + 1) in {"'s", "-"})
        is_end = scene.low(i) == "year" and scene.low(at) == "end"
        return Found(last=at + 1, rule="end of the year", when=_whole("year", 0)) if is_end else None
    at = part.last + (scene.low(part.last) == "in")
    if scene.low(at) != "the" or scene.low(at + 1) not in {"year", "month"}:
        return None
    return Found(last=at + 2, rule=f"part of the {scene.low(at + 1)}", when=_whole(scene.low(at + 1), 0))


def _weekend(scene: Scene, i: int) -> Found | None:
    """Return "(over) the weekend": the last one, or the next where the text looks ahead."""
    if scene.low(i) != "the" or scene.low(i + 1) != "weekend":
        return None
    return Found(last=i + 2, rule="the weekend", when=_weekend_of(1 if scene.is_ahead(i, i + 2) else 0))


def _weekend_of(shift: int) -> When:
    """Return Saturday and Sunday: 0 the last that have begun, -1 those that have ended, 1 those to come."""

    def when(day: date) -> Period:
        saturday = day - timedelta(days=(day.weekday() - 5) % 7)
        if shift > 0:
            saturday += timedelta(days=7)
        elif shift < 0 and day <= saturday + timedelta(days=1):
            saturday -= timedelta(days=7)
        return Period(saturday, saturday + timedelta(days=1))

    return when


def _whole(unit: str, shift: int) -> When | None:
    wholes: dict[str, Callable[[date, int], Period]] = {"week": week_of, "month": month_of, "year": year_of}
    if unit == "weekend":
        return _weekend_of(shift)
    if unit == "quarter":
        return lambda day: _quarter_of(day, shift)
    if unit == "night" and shift < 0:
        return lambda day: Period(day - timedelta(days=1), day - timedelta(days=1))
    whole = wholes.get(unit)
    return None if whole is None else (lambda day: whole(day, shift))


def _quarter_of(day: date, shift: int) -> Period:
    first = month_of(day, -((day.month - 1) % 3) + 3 * shift)
    return Period(first.start, month_of(first.start, 2).end)


def ago(scene: Scene, i: int) -> Found | None:
    """two weeks ago / a year ago / three days from now. More than, several, 20 years ago: no exact time."""
    counted = _counted(scene, i)
    if counted is None:
        return None
    number, unit, last = counted
    if scene.low(last) == "ago":
        sign, last = -1, last + 1
    elif scene.low(last) == "from" and scene.low(last + 1) in {"now", "today"}:
        sign, last = 1, last + 2
    else:
        return None
    vague = number is None or number != int(number) or scene.low(i - 1) in _BEYOND
    when = None if vague or number is None else _shifted(unit, sign * int(number))
    return Found(last=last, rule=f"{unit} ago" if sign < 0 else f"{unit} from now", when=when)


def to_come(scene: Scene, i: int) -> Found | None:
    """(will leave) in two weeks: only where the clause looks ahead, for it may as well say how long something took."""
    counted = _counted(scene, i) if scene.low(i - 1) == "in" else None
    if counted is None or counted[0] is None or counted[1] in {"hour", "minute", "second"}:
        return None
    number, unit, last = counted
    if number is None or number != int(number) or not scene.is_ahead(i, last):
        return None
    return Found(last=last, rule=f"{unit} to come", when=_shifted(unit, int(number)))


def _counted(scene: Scene, i: int) -> tuple[float | None, str, int] | None:
    """Return number, unit and the index after them: "two weeks", "a year", "12 hours"."""
    if i not in scene.counted:
        scene.counted[i] = _number_and_unit(scene, i)
    return scene.counted[i]


def _number_and_unit(scene: Scene, i: int) -> tuple[float | None, str, int] | None:
    count = scene.count(i)
    if count is None:
        return None
    number, at = count
    at += scene.low(at) in {"more", "full", "consecutive", "straight", "whole", "long", "calendar", "working", "-"}
    unit = scene.hit(at, "unit")
    if unit is None or unit.entry.term not in _LENGTHS:
        return None
    return number, unit.entry.term, unit.last


def _shifted(unit: str, number: int) -> When | None:
    """Return the time that lies ``number`` units away, as precise as such words are meant."""
    if unit in {"day", "night"}:
        return lambda day: Period(day + timedelta(days=number), day + timedelta(days=number))
    if unit in {"week", "fortnight"}:
        days = timedelta(days=(7 if unit == "week" else 14) * number)
        return lambda day: Period(day + days - _SLACK, day + days + _SLACK)
    if unit == "month":
        return lambda day: month_of(day, number) if abs(number) <= 12 else None
    if unit == "year":
        return lambda day: year_of(day, number) if number % _ROUND else None
    return None


def told_from_another(scene: Scene, i: int) -> Found | None:
    """two months after / three days later / a year earlier: a length, counted from another time in the text."""
    counted = _counted(scene, i)
    if counted is None or scene.low(counted[2]) not in _FROM_ANOTHER:
        return None
    return Found(last=counted[2] + 1, rule="told from another time", duration=True)


def up_to_now(scene: Scene, i: int) -> Found | None:
    """the last two weeks / the past three years / the next 48 hours / the past few days."""
    leading = scene.hit(i, "relative")
    counted = _counted(scene, leading.last) if leading is not None else None
    if counted is not None:
        return Found(last=counted[2], rule="length up to now", duration=True)
    unit = scene.hit(leading.last, "unit") if leading is not None else None
    if unit is None or not scene.tokens[unit.last - 1].low.endswith("s"):
        return None
    return Found(last=unit.last, rule="length up to now", duration=True)


def length(scene: Scene, i: int) -> Found | None:
    """for two days / 48 hours / several weeks / a three-day strike / for decades. None: a year (rate), 20-year-old."""
    counted = _counted(scene, i)
    if counted is not None:
        _, unit, last = counted
        if scene.low(last + (scene.low(last) == "-")) == "old":
            return None
        bare_article = scene.low(i) in {"a", "an"} and scene.tokens[last - 1].low == scene.low(i + 1)
        if bare_article and scene.low(i - 1) not in _BARE:
            return None
        if unit == "second" and scene.low(i) == "one":
            return None
        return Found(last=last, rule="length", duration=True)
    unit_hit = scene.hit(i, "unit")
    plural = unit_hit is not None and scene.tokens[unit_hit.last - 1].low.endswith("s")
    if unit_hit is None or not plural or unit_hit.entry.term not in _LENGTHS or scene.low(i - 1) not in _BARE:
        return None
    shift = scene.low(unit_hit.last) in {"ago", *_FROM_ANOTHER}
    return Found(last=unit_hit.last + shift, rule="length", duration=scene.low(unit_hit.last) != "ago")


COUNTED = (
    Rule(find=unit_by_name, roles=frozenset({"part", "relative"}), words=frozenset({"the"})),
    Rule(find=end_of_the_year, roles=frozenset({"part"}), words=frozenset({"year"})),
    Rule(find=ago, counts=True),
    Rule(find=to_come, counts=True),
    Rule(find=told_from_another, counts=True),
    Rule(find=up_to_now, roles=frozenset({"relative"})),
    Rule(find=length, roles=frozenset({"unit"}), counts=True),
)
