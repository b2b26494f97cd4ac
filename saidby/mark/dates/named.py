"""Rules for times that have a name: weekdays, today, seasons, feasts, quarters of the year, hours of the day."""

from datetime import date, timedelta

from saidby.days import Period, year_at
from saidby.mark.dates.anchor import month_of, week_of, year_of
from saidby.mark.dates.scene import Found, Scene, When
from saidby.mark.dates.starts import Rule

_DAY_PARTS = frozenset("morning afternoon evening night lunchtime midnight noon midday".split())
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_TIME_BEFORE = frozenset("on by since until till from last this next past of early late every each -".split())


def weekday(scene: Scene, i: int) -> Found | None:
    """on Sunday / last Friday / next Monday / Tuesday night / Mondays, every Monday (any)."""
    leading = scene.hit(i, "relative")
    at = leading.last if leading is not None else i
    if leading is not None and scene.low(at) == "week" and leading.entry.term in {"last", "this", "next"}:
        return _week_and_day(scene, at + 1 + (scene.low(at + 1) == "-"), leading.entry.value)
    hit = scene.hit(at, "weekday")
    if hit is None or not _is_day(scene, at, hit.last, named=leading is not None):
        return None
    last = hit.last + (scene.low(hit.last) in _DAY_PARTS)
    if _recurs(scene, i, hit.last):
        return Found(last=last, rule="weekdays")
    if leading is not None and leading.entry.term == "previous":
        return Found(last=last, rule="day told from another")
    week = _of_week(scene, last) if leading is None else None
    if week is not None:
        return Found(last=week[0], rule="weekday of that week", when=_in_week(hit.entry.value, week[1]))
    shift = leading.entry.value if leading is not None else None
    return Found(last=last, rule="weekday", when=_weekday(hit.entry.value, shift, ahead=scene.is_ahead(i, last)))


def _recurs(scene: Scene, i: int, last: int) -> bool:
    """Tell whether no one day is meant: "on Mondays", "every Monday", "Monday afternoons"."""
    plural = scene.tokens[last - 1].low.endswith("days")
    return (
        plural
        or scene.low(i - 1) in {"every", "each"}
        or scene.low(last).removesuffix("s") in _DAY_PARTS - {scene.low(last)}
    )


def _week_and_day(scene: Scene, i: int, shift: int) -> Found | None:
    """Return "(last week) Monday"."""
    hit = scene.hit(i, "weekday")
    if hit is None or hit.entry.weak or scene.tokens[hit.last - 1].low.endswith("days"):
        return None
    return Found(last=hit.last, rule="weekday of that week", when=_in_week(hit.entry.value, shift))


def _of_week(scene: Scene, i: int) -> tuple[int, int] | None:
    """Return the index after "of last week" and how far that week lies from the one of publication."""
    at = i + (scene.low(i) in {"of", "in"})
    week = scene.hit(at, "relative")
    if week is None or scene.low(week.last) != "week" or week.entry.term in {"previous", "past"}:
        return None
    return week.last + 1, week.entry.value


def _in_week(number: int, shift: int) -> When:
    def when(day: date) -> Period:
        found = week_of(day, shift).start + timedelta(days=number)
        return Period(found, found)

    return when


def _is_day(scene: Scene, i: int, last: int, *, named: bool) -> bool:
    """Tell whether "Sat", "sun" or "Wed" is a day: only with a capital and beside a word of time."""
    hit = scene.hit(i, "weekday")
    if hit is None or not hit.entry.weak:
        return hit is not None
    beside = named or scene.low(i - 1) in _TIME_BEFORE or scene.low(last) in _DAY_PARTS
    return beside and scene.tokens[i].text[0].isupper() and not scene.capitals


def _weekday(number: int, shift: int | None, *, ahead: bool) -> When:
    """Return the last such day up to publication; with "last", before it; with "next" or what is to come, after it."""

    def when(day: date) -> Period:
        back = (day.weekday() - number) % 7
        if shift == 1:
            found = day + timedelta(days=7 - back)
        elif shift == -1:
            found = day - timedelta(days=back or 7)
        else:
            found = day - timedelta(days=back) if back == 0 or not ahead else day + timedelta(days=7 - back)
        return Period(found, found)

    return when


def day_by_name(scene: Scene, i: int) -> Found | None:
    """today / this morning / yesterday / last night / tomorrow / the day before yesterday."""
    hit = scene.hit(i, "day")
    if hit is None:
        return None
    shift = hit.entry.value

    def when(day: date) -> Period:
        found = day + timedelta(days=shift)
        return Period(found, found)

    return Found(last=hit.last, rule="day by name", when=when)


def day_of_the_story(scene: Scene, i: int) -> Found | None:
    """the same day / that night / a day earlier: told from another time in the text, so not resolved."""
    hit = scene.hit(i, "point")
    return None if hit is None else Found(last=hit.last, rule="day told from another")


def season(scene: Scene, i: int) -> Found | None:
    """last fall / this summer / in the spring of 2022 / late summer. The verb "fall" is none."""
    part = scene.hit(i, "part")
    at = part.last if part is not None else i
    leading = scene.hit(at, "relative")
    at = leading.last if leading is not None else at
    hit = scene.hit(at, "season")
    before = scene.low(i - 2) if scene.low(i - 1) == "the" else scene.low(i - 1)  # "the fall of the town" is none
    if hit is None or not (part or leading or before in {"in", "since", "by", "during", "until", "that"}):
        return None
    last = hit.last
    year = year_at(scene.tokens, last + (scene.low(last) in {"of", ","}))
    start = hit.entry.value
    if year is not None:
        return Found(last=year[1], rule="season", value=None if start == 12 else f"{year[0]:04d}")
    if leading is None and (part is None or scene.low(hit.first) in {"fall", "spring"}):
        return Found(last=last, rule="season")
    shift = leading.entry.value if leading is not None else 0
    return Found(last=last, rule="season", when=_season(start, shift))


def _season(start: int, shift: int) -> When:
    """Return the three months: with "last" those that ended before publication, with "next" those that begin after."""

    def when(day: date) -> Period | None:
        around = [
            Period(month_of(date(day.year + y, start, 1)).start, month_of(date(day.year + y, start, 1), 2).end)
            for y in (-2, -1, 0, 1)
        ]
        if shift < 0:
            return next((p for p in reversed(around) if p.end < day), None)
        if shift > 0:
            return next((p for p in around if p.start > day), None)
        return around[2]

    return when


def feast(scene: Scene, i: int) -> Found | None:
    """Christmas / last New Year's Eve / Christmas Day 2021 / Easter (its day moves: only the year is told)."""
    leading = scene.hit(i, "relative")
    at = leading.last if leading is not None else i
    hit = scene.hit(at, "feast")
    if hit is None or scene.tokens[at].text.islower():
        return None
    month, number = divmod(hit.entry.value, 100)
    year = year_at(scene.tokens, hit.last + (scene.low(hit.last) == ","))
    if year is not None:
        value = f"{year[0]:04d}" + (f"-{month:02d}-{number:02d}" if month else "")
        return Found(last=year[1], rule="feast", value=value)
    if not month:
        return Found(last=hit.last, rule="feast")
    shift = leading.entry.value if leading is not None else None
    return Found(
        last=hit.last, rule="feast", when=_feast(month, number, ahead=shift == 1 or scene.is_ahead(i, hit.last))
    )


def _feast(month: int, number: int, *, ahead: bool) -> When:
    def when(day: date) -> Period:
        here = date(day.year, month, number)
        found = here.replace(year=day.year + (here < day)) if ahead else here.replace(year=day.year - (here > day))
        return Period(found, found)

    return when


def quarter(scene: Scene, i: int) -> Found | None:
    """the first quarter of 2024 / Q3 2024 / the second half of last year / the third quarter."""
    short = scene.low(i) == "q" and scene.touches(i + 1) and scene.low(i + 1) in {"1", "2", "3", "4"}
    at = i + 2 if short else i + 1
    if not short:
        ordinal = _ORDINALS.get(scene.low(i))
        at += scene.low(at) == "-"
        if ordinal is None or scene.low(at) not in {"quarter", "half"}:
            return None
        at += 1
    year = year_at(scene.tokens, at + (scene.low(at) in {"of", ","}))
    if year is not None:
        return Found(last=year[1], rule="part of a year", value=f"{year[0]:04d}")
    after = at + (scene.low(at) == "of")
    leading = scene.hit(after, "relative")
    if leading is not None and scene.low(leading.last) == "year":
        return Found(last=leading.last + 1, rule="part of a year", when=_year(leading.entry.value))
    if leading is not None and (unit := scene.hit(leading.last, "unit")) and unit.entry.term == "month":
        return Found(last=unit.last, rule="part of a month", when=_month(leading.entry.value))
    return Found(last=at, rule="quarter") if short or scene.low(at - 1) == "quarter" else None


def _year(shift: int) -> When:
    return lambda day: year_of(day, shift)


def _month(shift: int) -> When:
    return lambda day: month_of(day, shift)


def clock(scene: Scene, i: int) -> Found | None:
    """9:30 p.m. / 10 am EDT / 17:52 PST / 0200 GMT / 2330 hours / 11 o'clock / noon."""
    if hit := scene.hit(i, "clock word"):
        return Found(last=hit.last, rule="clock time")
    digits = scene.low(i)
    if not (digits.replace(".", "", 1).isdigit() and digits.isascii() and len(digits) <= 5):
        return None
    last, minutes = i + 1, False
    if scene.low(last) == ":" and scene.touches(last) and scene.low(last + 1).isdigit() and scene.touches(last + 1):
        last, minutes = last + 2, True
    if scene.low(last) == "o'clock" or (scene.low(last) == "o" and scene.low(last + 2) == "clock"):
        return Found(last=last + (1 if scene.low(last) == "o'clock" else 3), rule="clock time")
    zone = scene.hit(last, "clock")
    if zone is None:
        four = len(digits) == 4 and digits.isdigit() and int(digits) < 2400 and scene.low(last) in {"hours", "local"}
        plain = minutes and float(digits) < 24 and len(scene.low(last - 1)) == 2
        return Found(last=last + four, rule="clock time") if four or plain else None
    if zone.entry.term in {"a.m.", "p.m."}:
        further = scene.hit(zone.last, "clock")
        return Found(last=further.last if further else zone.last, rule="clock time")
    return Found(last=zone.last, rule="clock time") if minutes or len(digits) in {3, 4} else None


def month_day_of(scene: Scene, i: int) -> Found | None:
    """the 15th of last month / the 21st this month / the 15th day of next month."""
    if scene.low(i) != "the" or not scene.low(i + 1).isdigit() or scene.low(i + 2) not in {"st", "nd", "rd", "th"}:
        return None
    number, after = int(scene.low(i + 1)), i + 3
    after += scene.low(after) == "day"
    leading = scene.hit(after + (scene.low(after) == "of"), "relative")
    if leading is None or scene.low(leading.last) != "month" or not 1 <= number <= 31:
        return None
    shift = leading.entry.value

    def when(day: date) -> Period | None:
        month = month_of(day, shift)
        found = month.start + timedelta(days=number - 1)
        return Period(found, found) if found <= month.end else None

    return Found(last=leading.last + 1, rule="day of that month", when=when)


NAMED = (
    Rule(find=weekday, roles=frozenset({"relative", "weekday"})),
    Rule(find=day_by_name, roles=frozenset({"day"})),
    Rule(find=day_of_the_story, roles=frozenset({"point"})),
    Rule(find=season, roles=frozenset({"part", "relative", "season"})),
    Rule(find=feast, roles=frozenset({"relative", "feast"})),
    Rule(find=quarter, words=frozenset(_ORDINALS) | {"q"}),
    Rule(find=clock, roles=frozenset({"clock word"}), digits=True),
    Rule(find=month_day_of, words=frozenset({"the"})),
)
