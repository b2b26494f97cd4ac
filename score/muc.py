"""MUC-4: of the people that an old wire counts as killed or wounded, how many stand in our figures.

usage: python -m score.muc [--errors]     --errors: also list what was not found

Taken are the human targets of the dev reports with effect death or injury and a number of two or more that stands in
the text as a numeral or as number words. Such a target is found where a figure of the report has its number and says
killed or wounded; the key does not say where in the text it read the number, so no more can be asked.
"""

import re
import sys
from collections.abc import Iterable, Iterator

from msgspec import Struct

from saidby.records import Figure
from score import sets
from score.sets import Row

MEASURES = {"DEATH": "killed", "INJURY": "wounded"}
_SLOT = re.compile(r'\s*(?:(?P<head>[^:"]*):)?\s*(?P<name>".*)', re.DOTALL)
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_COUNT = re.compile(r"~?(\d+)")


class Target(Struct, frozen=True):
    """So many people killed, or wounded."""

    number: int
    measure: str
    who: str = ""


class Report(Struct, frozen=True):
    """One report's targets, and those of them that the figures have."""

    id: str
    wanted: frozenset[Target]
    found: frozenset[Target]


def reports(name: str = "dev.jsonl.gz") -> Iterator[Report]:
    """Yield the reports that have such targets."""
    for row in sets.rows("events", "muc4", name):
        wanted = {t for t in targets(row) if stands_in(t.number, row["text"])}
        if wanted:
            has = told(sets.figures_of(row["text"]))
            yield Report(row["id"], frozenset(wanted), frozenset(t for t in wanted if (t.number, t.measure) in has))


def targets(row: Row) -> Iterator[Target]:
    """Yield the human targets that are counted and hurt, each number and effect of a report once."""
    seen = set()
    for template in row["templates"]:
        slots = template["slots"]
        numbers = {name: head for head, name in map(_split, slots.get("HUM TGT: NUMBER", []))}
        for effect, name in map(_split, slots.get("HUM TGT: EFFECT OF INCIDENT", [])):
            count = _COUNT.fullmatch(numbers.get(name, ""))
            measure = MEASURES.get(effect.strip("? "))
            if count and measure and int(count[1]) >= 2 and (int(count[1]), measure) not in seen:
                seen.add((int(count[1]), measure))
                yield Target(int(count[1]), measure, name)


def _split(slot: str) -> tuple[str, str]:
    """Return what a slot says ("16", "DEATH"), and of whom."""
    parts = _SLOT.fullmatch(slot)
    return ((parts["head"] or "").strip(), parts["name"].strip()) if parts else (slot.strip(), "")


def stands_in(number: int, text: str) -> bool:
    """Tell whether the text has the number, as a numeral or in words. Told without the program's own reading."""
    pattern = rf"(?<![\w.,])(?:{number}|{number:,}|{spelled(number)})(?!\w|[.,]\d)"
    return re.search(pattern, text, re.IGNORECASE) is not None


def spelled(number: int) -> str:
    """Return a pattern for the number in words, up to ninety-nine; beyond it, for its digits alone."""
    if number < 20:
        return _SMALL[number]
    tens, units = divmod(number, 10)
    if tens > 9:
        return str(number)
    return _TENS[tens - 2] + (rf"[\s-]+{_SMALL[units]}" if units else "")


def told(figures: Iterable[Figure]) -> set[tuple[float, str]]:
    """Return which number of people the figures say were killed, or wounded."""
    return {(end, f.measure) for f in figures for end in (f.low, f.high) if end is not None}


def recall(all_reports: Iterable[Report]) -> tuple[int, int]:
    """Return how many targets were found, of how many."""
    kept = list(all_reports)
    return sum(len(r.found) for r in kept), sum(len(r.wanted) for r in kept)


def main(*options: str) -> int:
    """Print the recall, and what was not found if asked."""
    all_reports = list(reports())
    right, wanted = recall(all_reports)
    print(f"counted people killed or wounded: {right / wanted:.3f} found ({right} of {wanted})")
    if "--errors" in options:
        for report in all_reports:
            for target in sorted(report.wanted - report.found, key=lambda t: t.number):
                print(f"    {report.id}  {target.number} {target.measure}  {target.who[:80]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
