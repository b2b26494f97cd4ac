"""Rules for times that are written out: days, months, years, runs of years, decades."""

from datetime import date, timedelta

from saidby.days import BEFORE_YEAR, DAY_WORDS, YEAR_WORDS, Period, day_at, iso, month_at, period_of, year_at
from saidby.lexicon import kinds
from saidby.mark.dates.anchor import month_of
from saidby.mark.dates.scene import Found, Scene, Tense, When
from saidby.mark.dates.starts import Rule

_BEFORE_MONTH = frozenset(
    "in since by until till during of from late early mid before after this last next past through between to and or "
    "every each on around for".split()
)
_MARCHES = frozenset("on of for to by through from in".split())  # "the March on the capital"
_NOT_COUNTED = frozenset("to and in was were is are has had as at by on for from of the with when while after".split())
# How far ahead a day without a year may lie although the verb looks back, or does not tell: "extended to Nov. 20" is
# no day eleven months ago. Chosen on TimeBank: no day in the past is lost by it.
_SOON: dict[Tense, timedelta] = {"behind": timedelta(days=21), None: timedelta(days=75)}
_NEXT_MONTH = timedelta(days=7)
_TOO_FAR = timedelta(days=300)  # "by Feb. 18", read on Feb. 20, is no day a year ahead
_TOLLS = frozenset("toll number total count tally".split())
_APART = frozenset(", ; : since".split())
_TOLD = 9  # words from "toll" to the number that it comes to
_NO_YEAR = 2050  # "In June, 2063 homes were lost"
_OF_COUNTS = frozenset("new more other fresh additional suspected confirmed".split())
_OF_YEAR = {"last": -1, "this": 0, "next": 1, "current": 0, "previous": -1}


def written_date(scene: Scene, i: int) -> Found | None:
    """June 15, 2025 / Sunday, 15 June / 12 DEC 89 / June 4 of this year / 2025-06-15."""
    if scene.low(i - 1) in {"$", "£", "€"}:
        return None
    shift = _OF_YEAR.get(scene.low(i))
    day = day_at(scene.tokens, i + (shift is not None), scene.words)
    if day is None or day.value is None or _is_verb(scene, i, day.last):
        return None
    if not day.value.startswith("--"):
        return Found(last=day.last, rule=day.rule, value=day.value)
    year = year_at(scene.tokens, day.last + 1) if scene.low(day.last) == "in" else None
    if year is not None:  # 28 June in 2020
        return Found(last=year[1], rule=day.rule, value=f"{year[0]:04d}{day.value[1:]}")
    if shift is not None:
        return Found(last=day.last, rule=f"{day.rule} beside", when=_beside(day.value, shift), undated=day.value)
    shifted = _of_year(scene, day.last)
    if shifted is not None:
        last, years = shifted
        return Found(last=last, rule=f"{day.rule} of that year", when=_in_year(day.value, years), undated=day.value)
    when = _nearest(day.value, _tense(scene, i, day.last))
    weekday = scene.hit(i, "weekday")
    if weekday is not None:
        when = _on_weekday(day.value, weekday.entry.value)
    return Found(last=day.last, rule=day.rule, when=when, undated=day.value)


def _tense(scene: Scene, i: int, last: int) -> Tense:
    return "ahead" if scene.low(i - 1) in {"by", "until"} else scene.tense(i, last)


def _on_weekday(value: str, weekday: int) -> When:
    """Return the nearest such day that falls on the weekday named beside it."""

    def when(day: date) -> Period | None:
        around = [p for years in (0, -1, 1) if (p := period_of(f"{day.year + years:04d}{value[1:]}"))]
        return next((p for p in around if p.start.weekday() == weekday), None)

    return when


def _is_verb(scene: Scene, i: int, last: int) -> bool:
    """Tell whether "3 may" or "march 5" are words in small letters."""
    return any(
        hit is not None and hit.entry.weak and hit.entry.role == "month" and scene.tokens[k].text.islower()
        for k in range(i, last)
        if (hit := scene.hit(k, "month"))
    )


def _of_year(scene: Scene, i: int) -> tuple[int, int] | None:
    """Return the index after "(of) this year" and how far that year lies from the one of publication."""
    at = i + (scene.low(i) in {"of", ","})
    shift = _OF_YEAR.get(scene.low(at))
    return (at + 2, shift) if shift is not None and scene.low(at + 1) == "year" else None


def _in_year(value: str, years: int) -> When:
    def when(day: date) -> Period | None:
        return period_of(f"{day.year + years:04d}{value[1:]}")

    return when


def _nearest(value: str, tense: Tense) -> When:
    """Return the last such day before publication, or the next where the text looks ahead.

    Where no verb tells, it may be a day soon to come; a month only the one that comes next.
    """

    def when(day: date) -> Period | None:
        around = [p for years in (-1, 0, 1) if (p := period_of(f"{day.year + years:04d}{value[1:]}"))]
        if tense == "ahead":
            coming = next((p for p in around if p.end >= day), None)
            if coming is None or coming.start - day > _TOO_FAR:
                return next((p for p in reversed(around) if p.end < day), None)
            return coming
        slack = _SOON[tense] if len(value) > len("--06") else _NEXT_MONTH
        return next((p for p in reversed(around) if p.start <= day + slack), None)

    return when


def month_alone(scene: Scene, i: int) -> Found | None:
    """in April / late April / last April / April this year / January and February / from August until December 2017."""
    part = scene.hit(i, "part")
    at = part.last if part is not None else i
    at += scene.low(at) == "-"
    shift = _OF_YEAR.get(scene.low(at)) if scene.low(at) in {"last", "this", "next"} else None
    at += shift is not None or scene.low(at) == "past"
    month = month_at(scene.tokens, at, scene.words)
    leading = part is not None or shift is not None
    if month is None or not _is_month(scene, at, month[1], leading=leading or _spans_months(scene, month[1])):
        return None
    entry, last = month
    second = _second_month(scene, last)
    if second is not None:
        return _months(scene, i, entry.value, *second)
    return _one_month(scene, i, entry.value, last, shift)


def _spans_months(scene: Scene, last: int) -> bool:
    """Tell whether "Jan-Feb" or "March to May" makes the first word a month beyond doubt."""
    return scene.low(last) in {"-", "–", "to", "through"} and _second_month(scene, last) is not None


def _is_month(scene: Scene, at: int, last: int, *, leading: bool) -> bool:
    """Tell whether the word is a month and no name or verb: "May" and "March" need a word of time before them."""
    hit = scene.hit(at, "month")
    if scene.low(at - 1) == "$":
        return False
    small = scene.tokens[at].text.islower() if hit is not None else False
    if hit is None or (small and not leading and (hit.entry.weak or scene.low(at - 1) not in _BEFORE_MONTH)):
        return False
    numbered = year_at(scene.tokens, last + (scene.low(last) in {",", "of"})) is not None
    describes = (
        scene.low(at - 1) in {"the", "'s"} and scene.tokens[at].text.istitle() and scene.low(last) not in _MARCHES
    )
    sure = leading or numbered or describes or scene.low(at - 1) in _BEFORE_MONTH or _of_year(scene, last) is not None
    return sure if hit.entry.weak or scene.low(at - 1) in {"mr", "ms", ".", "mrs"} else True


def _second_month(scene: Scene, i: int) -> tuple[int, int] | None:
    if scene.low(i) not in {"and", "or", "to", "through", "until", "till", "-", "–"}:
        return None
    month = month_at(scene.tokens, i + 1, scene.words)
    if month is None or (day_at(scene.tokens, i + 1, scene.words) and not _year_behind(scene, month[1])):
        return None
    return month[0].value, month[1]


def _year_behind(scene: Scene, i: int) -> tuple[int, int] | None:
    year = year_at(scene.tokens, i + (scene.low(i) in {",", "of", "in"}))
    if year is None or (scene.low(i) == "," and year[0] > _NO_YEAR):
        return None
    return year if year[0] > 1500 else None


def _months(scene: Scene, i: int, first: int, second: int, last: int) -> Found:
    year = _year_behind(scene, last)
    if year is not None:
        value = f"{year[0]:04d}" if first <= second else None
        return Found(last=year[1], rule="months", value=value)
    tense = _tense(scene, i, last)

    def when(day: date) -> Period | None:
        end = _nearest(f"--{second:02d}", tense)(day)
        return None if end is None else Period(month_of(end.start, -((second - first) % 12)).start, end.end)

    return Found(last=last, rule="months", when=when)


def _one_month(scene: Scene, i: int, month: int, last: int, shift: int | None) -> Found:
    value = f"--{month:02d}"
    year = _year_behind(scene, last)
    if year is not None:
        return Found(last=year[1], rule="part of a month", value=iso(year[0], month))
    years = _of_year(scene, last)
    if years is not None:
        return Found(last=years[0], rule="month of that year", when=_in_year(value, years[1]), undated=value)
    if shift is not None:
        return Found(last=last, rule="last, this or next month by name", when=_beside(value, shift), undated=value)
    return Found(last=last, rule="month", when=_nearest(value, _tense(scene, i, last)), undated=value)


def _beside(value: str, shift: int) -> When:
    """Return "last April" (before this month), "this April" (this year), "next April" (after this month)."""

    def when(day: date) -> Period | None:
        around = [p for years in (-1, 0, 1) if (p := period_of(f"{day.year + years:04d}{value[1:]}"))]
        if shift == 0:
            return around[1]
        if shift > 0:
            return next((p for p in around if p.start > day), None)
        return next((p for p in reversed(around) if p.end < day), None)

    return when


def year_alone(scene: Scene, i: int) -> Found | None:
    """in 2019 / late 2024 / the 2025 report / fiscal year 2023 / (2016). None: 2,000 / 2012 cases / 1990 Elm Street."""
    part = scene.hit(i, "part")
    at = part.last if part is not None else i
    at += scene.low(at) == "-" and part is not None
    for word in ("the", "fiscal", "financial", "year"):
        at += scene.low(at) == word and (at > i or word != "the")
    year = year_at(scene.tokens, at)
    if year is None or not 1500 < year[0] <= 2199 or scene.low(at) in {"'", "’"} or _in_a_number(scene, at):
        return None
    value, last = year
    if scene.touches(last) and scene.low(last) in {"s", "%", ":", "/", "m", "km"}:
        return None
    if _is_toll(scene, i):
        return None
    sure = at > i or (scene.low(i - 1) in BEFORE_YEAR and not _counts(scene, last, value))
    if not (sure or _describes(scene, i, last, value) or _begins_years(scene, last, value)):
        return None
    return Found(last=last, rule="part of a year" if part is not None else "year", value=f"{value:04d}")


def _begins_years(scene: Scene, i: int, value: int) -> bool:
    """Tell whether a later year follows: "2014 to 2018"."""
    second = year_at(scene.tokens, i + 1) if scene.low(i) in {"to", "through"} else None
    return second is not None and value < second[0] <= value + 100 and not _counts(scene, second[1], second[0])


def _in_a_number(scene: Scene, i: int) -> bool:
    """Tell whether more digits hang on before: the telephone 138-2010."""
    hanging = [k for k in (i, i - 2) if scene.touches(k) and scene.low(k - 1) in {"-", "–"} and scene.touches(k - 1)]
    return any(scene.low(k - 2).isdigit() and len(scene.low(k - 2)) != 4 for k in hanging)


def _is_toll(scene: Scene, i: int) -> bool:
    """Tell whether the number is what a toll comes to: "the toll rose to 2063"."""
    if scene.low(i - 1) not in {"to", "at"} or scene.low(i - 2) not in _moves(scene):
        return False
    words = [scene.low(k) for k in range(max(0, i - _TOLD), i - 1)]
    return bool(_TOLLS & set(words)) and not _APART & set(words)


def _moves(scene: Scene) -> frozenset[str]:
    return kinds(scene.lexicon.nouns)["change"] | {"stands", "stood"}


def _counts(scene: Scene, i: int, value: int) -> bool:
    """Tell whether a noun that can be counted follows: "of 2012 cases", "in 2000 homes"."""
    if i >= len(scene.tokens):
        return False
    noun = scene.lexicon.units.at(scene.tokens, i) or scene.lexicon.measures.at(scene.tokens, i)
    if noun is not None:
        return scene.low(i - 2) not in {"in", "since", "during"}
    word = scene.low(i)
    if scene.low(i + (word in _OF_COUNTS)) in kinds(scene.lexicon.nouns)["often counted"]:
        return scene.low(i - 2) not in {"in", "since", "during", "of", "by", "until"}
    plural = word.isalpha() and scene.tokens[i].text.islower() and word.endswith("s") and word not in _NOT_COUNTED
    return plural and value % 100 == 0 and not word.endswith("ss") and word not in {"was", "has", "is", "as", "this"}


def _describes(scene: Scene, i: int, last: int, value: int) -> bool:
    """Tell whether a year describes what follows: "the 2016 election", "Japan's 2011 earthquake"."""
    if value % 100 == 0 or scene.low(i - 1) not in {"the", "'s", "a", "its", "their", "his", "her"}:
        return False
    following = scene.tokens[last].text if last < len(scene.tokens) else ""
    plural_noun = following.islower() and following.endswith("s") and not following.endswith("ss")
    return 1900 <= value <= 2050 and following[:1].isalpha() and not plural_noun


def years(scene: Scene, i: int) -> Found | None:
    """1950-53 / 2012-13 / 2014–2018: the years from one to the other, which share no prefix but perhaps the year."""
    first = year_at(scene.tokens, i)
    if (
        first is None
        or (scene.touches(i) and scene.low(i - 1) in {"-", "–", "/"})
        or not scene.touches(i + 1)
        or scene.low(i + 1) not in {"-", "–", "/", "—"}
        or not scene.touches(i + 2)
    ):
        return None
    text = scene.tokens[i + 2].text if i + 2 < len(scene.tokens) else ""
    if not (text.isascii() and text.isdigit() and len(text) in {2, 4}):
        return None
    second = int(text) if len(text) == 4 else first[0] // 100 * 100 + int(text)
    if not (1500 < first[0] < second <= first[0] + 100) or (scene.touches(i + 3) and scene.low(i + 3) in {"-", "–"}):
        return None
    return Found(last=i + 3, rule="years")


def decade(scene: Scene, i: int) -> Found | None:
    """the 1990s / the late '80s / 1990's / the 21st century."""
    part = scene.hit(i, "part")
    at = part.last if part is not None else i
    at += scene.low(at) in {"the", "-"}
    ordinal = (
        scene.low(at).isdigit() and scene.low(at + 1) in {"st", "nd", "rd", "th"} and scene.low(at + 2) == "century"
    )
    if ordinal:
        return Found(last=at + 3, rule="century")
    year = year_at(scene.tokens, at)
    if year is None or year[0] % 10 or scene.low(year[1]) not in {"s", "'s"}:
        return None
    if scene.low(year[1]) == "'s" and not scene.touches(year[1]):
        return None
    return Found(last=year[1] + 1, rule="decade")


_DAY_ROLES, _PART = frozenset({"weekday", "month"}), frozenset({"part"})
WRITTEN = (
    Rule(find=written_date, roles=_DAY_ROLES, words=DAY_WORDS | frozenset(_OF_YEAR), digits=True),
    Rule(find=month_alone, roles=_PART | {"month"}, words=frozenset({"-", "last", "this", "next", "past"})),
    Rule(find=years, words=YEAR_WORDS, digits=True),
    Rule(find=decade, roles=_PART, words=YEAR_WORDS | {"the", "-"}, digits=True),
    Rule(find=year_alone, roles=_PART, words=YEAR_WORDS | {"fiscal", "financial", "year"}, digits=True),
)
