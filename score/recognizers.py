"""The hand-written number and date cases of Recognizers-Text, as far as they fall under what is read here.

usage: python -m score.recognizers [--errors]     --errors: also list the cases that come out otherwise

Which cases fall outside, and why, is told by rule in recognizers.toml: by their words and by what is expected of them,
never by what the program answers.
"""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from msgspec import Struct

from saidby.days import Period
from saidby.mark.dates import find_dates
from saidby.mark.numbers import find_numbers
from saidby.text import lay_out
from score import sets
from score.sets import Row

CLASSES = Path(__file__).with_name("recognizers.toml")
_RANGE = re.compile(r"[\[(]([^,]*),([^,]*)[\])]")
_PREFIX = re.compile(r"(?:\d{4}|XXXX)(?:-\d\d(?:-\d\d)?)?")
_JOINED = re.compile(r" (and|to|until|till|through) | ?[-–~] ?")
_DATELESS = frozenset({"time", "timerange", "timezone", "duration", "set"})
_CLOSE = 1e-5  # relative; thirds are written out to six places or more

Bounds = tuple[float | None, float | None]


class Case(Struct, frozen=True, kw_only=True):
    """One case: what was expected and what came out, each in order; ``left_out`` names the class that takes it out."""

    text: str
    expected: tuple[Any, ...]
    got: tuple[Any, ...]
    agrees: bool
    left_out: str | None = None


def number_cases() -> list[Case]:
    """Return the cases for numbers, ranges and shares: both bounds of each number, dates set aside."""
    return cases_of(sets.rows("quantities", "recognizers", "numbers.jsonl.gz"), "numbers")


def date_cases() -> list[Case]:
    """Return the cases for days, months and years: the ISO prefix of each, where the set gives two either of them."""
    return cases_of(sets.rows("temporal", "recognizers", "datetime.jsonl.gz"), "dates")


def cases_of(rows: Sequence[Row], kind: str) -> list[Case]:
    """Return the rows as cases of one kind, "numbers" or "dates"."""
    if kind == "numbers":
        return [_case(row, kind, _number, _numbers_in, _same_bounds) for row in rows]
    return [_case(_with_dates(row), kind, _prefixes, _dates_in, lambda wanted, got: got in wanted) for row in rows]


def agreement(cases: Sequence[Case]) -> float:
    """Return the share of cases that come out as expected, of those that fall under what is read here."""
    kept = [case for case in cases if case.left_out is None]
    return sum(case.agrees for case in kept) / len(kept)


def _case(
    row: Row,
    kind: str,
    read: Callable[[Row], Any],
    find: Callable[[Row], Sequence[Any]],
    same: Callable[[Any, Any], bool],
) -> Case:
    expected = tuple(read(result) for result in row["results"])
    got = tuple(find(row))
    agrees = len(expected) == len(got) and all(same(a, b) for a, b in zip(expected, got, strict=True))
    return Case(text=row["input"], expected=expected, got=got, agrees=agrees, left_out=left_out(row, expected, kind))


# --- what falls outside -------------------------------------------------------------------------------------------


def left_out(row: Row, expected: Sequence[Any], kind: str) -> str | None:
    """Return the class that takes the case out, None where it stays."""
    classes = tomllib.loads(CLASSES.read_text("utf-8"))[kind]
    return next((c["class"] for c in classes if _fits(c, row, expected)), None)


def _fits(rule: Row, row: Row, expected: Sequence[Any]) -> bool:
    return (
        rule.get("model", row["model"]) == row["model"]
        and (not rule.get("empty") or not row["results"])
        and ("pattern" not in rule or re.search(rule["pattern"], row["input"], re.IGNORECASE) is not None)
    )


# --- numbers ------------------------------------------------------------------------------------------------------


def _number(result: Row) -> Bounds | None:
    value = result["Resolution"].get("value")
    if result["TypeName"] == "numberrange":
        ends = _RANGE.fullmatch(value)
        return (float(ends[1]) if ends[1] else None, float(ends[2]) if ends[2] else None) if ends else None
    if value == "null" or result["TypeName"].startswith("ordinal"):
        return None
    one = float(value.rstrip("%")) / (100 if value.endswith("%") else 1)
    return one, one


def _numbers_in(row: Row) -> list[Bounds]:
    layout = lay_out(row["input"])
    dated = [m.span for m in find_dates(layout, None, sets.lexicon()) if not m.duration]
    numbers = find_numbers(layout, sets.lexicon())
    return [(n.low, n.high) for n in numbers if not any(d.start <= n.bare.start and n.bare.end <= d.end for d in dated)]


def _same_bounds(one: Bounds | None, other: Bounds) -> bool:
    return one is not None and all(_close(a, b) for a, b in zip(one, other, strict=True))


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _CLOSE * max(abs(one), abs(other))


# --- dates --------------------------------------------------------------------------------------------------------


def _with_dates(row: Row) -> Row:
    """Return the row with the results that have a date: no clock time, no length, nothing that recurs, and nothing that
    no one prefix holds for. For those words nothing is to be found, and what is found is wrong."""
    dated = [r for r in row["results"] if r["TypeName"].split(".")[-1] not in _DATELESS and _prefixes(r)]
    return {**row, "results": dated}


def _dates_in(row: Row) -> list[str | None]:
    moment = (row["context"] or {}).get("ReferenceDateTime")
    found = find_dates(lay_out(row["input"]), moment[:10] if moment else None, sets.lexicon())
    return [m.value for m in found if m.value is not None and not m.value.startswith("--")]


def _prefixes(result: Row) -> frozenset[str]:
    """Return the prefixes that may be meant; none where no one prefix holds."""
    kind = result["TypeName"].split(".")[-1]
    values = (result["Resolution"] or {}).get("values", [])
    words = result["Text"]  # "between May and June" has June in it here; the set ends before it
    found = {
        _prefix(value, kind, ends_in=inside)
        for value in values
        for inside in (False, _JOINED.search(words) is not None)
    }
    return frozenset(prefix for prefix in found if prefix)


def _prefix(value: Row, kind: str, *, ends_in: bool) -> str | None:
    start, end = value.get("start"), value.get("end")
    if kind in {"date", "datetime"}:
        return _day(value.get("value", ""))
    if kind == "datetimerange":
        return _day(start or end or "")
    timex = value.get("timex", "")
    if _PREFIX.fullmatch(timex) and (value.get("Mod") or start is None or end is None):  # after, before or since it
        year = (start or end or "")[:4] if timex.startswith("XXXX") else timex[:4]
        return year + timex[4:] if year else None
    return _whole(start, end, ends_in=ends_in) if start and end else None


def _day(words: str) -> str | None:
    return words[:10] if re.match(r"\d{4}-\d\d-\d\d", words) else None


def _whole(start: str, end: str, *, ends_in: bool) -> str | None:
    """Return the prefix of a stretch whose end is the first day after it, or its last day with ``ends_in``."""
    try:
        first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10]) - timedelta(days=not ends_in)
    except ValueError:
        return None
    return Period(first, max(first, last)).prefix()


# --- printed ------------------------------------------------------------------------------------------------------


def show(name: str, cases: Sequence[Case]) -> str:
    """Return the agreement, and how many cases each class leaves out for which reason."""
    kept = [case for case in cases if case.left_out is None]
    reasons = {c["class"]: c["reason"] for c in tomllib.loads(CLASSES.read_text("utf-8"))[name]}
    outside = Counter(case.left_out for case in cases)
    agree = Counter(case.left_out for case in cases if case.agrees)
    lines = [
        f"{name}: {agreement(cases):.3f} ({sum(c.agrees for c in kept)} of {len(kept)}; {len(cases)} cases in all)"
    ]
    lines += [
        f"  left out {outside[c]:>3} (of them {agree[c]:>2} agree)  {c}: {reasons[c]}" for c in reasons if outside[c]
    ]
    return "\n".join(lines)


def errors(cases: Sequence[Case]) -> Iterator[str]:
    """Yield the cases that come out otherwise."""
    for case in cases:
        if case.left_out is None and not case.agrees:
            wanted = [sorted(w) if isinstance(w, frozenset) else w for w in case.expected]
            yield f"    {case.text[:100]}  wanted {wanted}  got {list(case.got)}"


def main(*options: str) -> int:
    """Print both tables, and the errors if asked."""
    for name, cases in (("numbers", number_cases()), ("dates", date_cases())):
        print(show(name, cases))
        if "--errors" in options:
            print("\n".join(errors(cases)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
