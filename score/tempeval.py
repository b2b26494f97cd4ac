"""TempEval-3 (TimeBank and AQUAINT): the dates of newspaper articles, resolved against the day of publication.

usage: python -m score.tempeval [--errors]     --errors: also list what was missed, wrong, or found beside the set

A date counts as found where its words overlap annotated ones and its value is the same. Compared are days, months and
years (a time of day by its day); weeks, quarters, seasons, decades and "now" have no such value, and whatever is found
on their words counts neither way. The set has both ends of "from May to June", so the ends are asked for apart.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from saidby.mark.dates import find_dates
from saidby.text import lay_out
from score import sets
from score.sets import Row, Tally

PARTS = ("aquaint", "timebank")
_CALENDAR = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T.*)?")


class Time(Struct, frozen=True):
    """Words that name a time; ``value`` is a day, a month or a year, None for anything else."""

    start: int
    end: int
    value: str | None
    text: str = ""


class Aligned(Struct, frozen=True):
    """The times of one article: those annotated with those found on their words, and those found beside them."""

    pairs: tuple[tuple[Time, Time | None], ...]
    beside: tuple[Time, ...]


def articles() -> list[Row]:
    """Return the training articles of both newspapers' parts."""
    return [row for part in PARTS for row in sets.rows("temporal", "tempeval3", f"{part}.jsonl.gz")]


def annotated(row: Row) -> list[Time]:
    """Return the article's annotated times; lengths of time and recurring times have no value here."""
    return [
        Time(t["start"], t["end"], calendar(t["value"]) if t["type"] in {"DATE", "TIME"} else None, t["text"])
        for t in row["timexes"]
    ]


def calendar(value: str | None) -> str | None:
    """Return the day, month or year of a TIMEX value; None for any other value."""
    found = _CALENDAR.fullmatch(value or "")
    return found[1] if found else None


def published(row: Row) -> str:
    """Return the day of publication."""
    return str(row["dct"]["value"])[:10]


def found(row: Row) -> list[Time]:
    """Return the dates that are found in the article, those whose value is told."""
    mentions = find_dates(lay_out(row["text"]), published(row), sets.lexicon(), ends_apart=True)
    return [Time(m.span.start, m.span.end, m.value, m.span.of(row["text"])) for m in mentions if m.value is not None]


def align(wanted: Sequence[Time], got: Sequence[Time]) -> Aligned:
    """Return each annotated date with a found one on its words, the one of the same value first."""
    left = [t for t in got if t.value is not None]
    pairs: list[tuple[Time, Time | None]] = []
    for time in (t for t in wanted if t.value is not None):
        touching = sorted((t for t in left if _overlap(t, time)), key=lambda t: (t.value != time.value, t.start))
        pairs.append((time, touching[0] if touching else None))
        left = [t for t in left if not touching or t is not touching[0]]
    outside = [t for t in wanted if t.value is None]
    return Aligned(tuple(pairs), tuple(t for t in left if not any(_overlap(t, o) for o in outside)))


def _overlap(one: Time, other: Time) -> bool:
    return one.start < other.end and other.start < one.end


def tally(aligned: Iterable[Aligned]) -> Tally:
    """Return how many values are right."""
    all_of_them = list(aligned)
    pairs = [pair for article in all_of_them for pair in article.pairs]
    right = sum(got is not None and got.value == wanted.value for wanted, got in pairs)
    on_words = sum(got is not None for _, got in pairs)
    return Tally(right, on_words + sum(len(a.beside) for a in all_of_them), len(pairs))


def score() -> Tally:
    return tally(align(annotated(row), found(row)) for row in articles())


def errors() -> Iterator[str]:
    """Yield what is wrong, an article at a time."""
    for row in articles():
        aligned = align(annotated(row), found(row))
        for wanted, got in aligned.pairs:
            if got is None or got.value != wanted.value:
                yield f"{row['id']} {published(row)}  {_around(row, wanted)}  {wanted.value} <> {got and got.value}"
        for time in aligned.beside:
            yield f"{row['id']} {published(row)}  {_around(row, time)}  beside: {time.value}"


def _around(row: Row, time: Time) -> str:
    before, after = row["text"][max(0, time.start - 50) : time.start], row["text"][time.end : time.end + 30]
    return f"{before}[{row['text'][time.start : time.end]}]{after}".replace("\n", " ")


def main(*options: str) -> int:
    """Print the scores, and the errors if asked."""
    print(score().line("dates with their value"))
    if "--errors" in options:
        print("\n".join(errors()))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
