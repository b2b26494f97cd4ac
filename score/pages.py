"""Article text, numerals and days of publication on the public sets of web pages.

usage: python -m score.pages [--errors]     --errors: also list the days that come out otherwise

The text by the Zyte benchmark's own measure: runs of four words as a bag, each page with the same weight, precision
and recall averaged over pages. Numerals: those of the annotated bodies that are in the text read, or in the list of
what was left out. Days: on the English pages of trafilatura's evaluation. Of these, pages are set aside whose annotated
day stands nowhere on them, or only in the address of something else, or is what the page itself gives for its last
change beside another day for its publication: by the page alone, never by what the program answers.
"""

import re
import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from saidby.errors import BadInput
from saidby.pipeline import read
from saidby.read.page import Page, read_page
from score import sets
from score.sets import Row

_WORD = re.compile(r"\w+")
_NUMERAL = re.compile(r"\d+(?:[.,:]\d+)*")
_RUN = 4  # words; the benchmark's own choice
_CHANGED = r"(?:dateModified|modified_time|updated_time)\W{1,12}(?:content=\W)?%s|\b(?:Updated|Modified)(?: on|:)?\s+%s"
_ADDRESS = re.compile(r"(?:https?:)?\\?/\\?/[^\s\"'<>]+")
_NOTHING = Page(text="", body="")

Shares = tuple[float, float, float]  # right, too much, missing; together one


class Text(Struct, frozen=True):
    """What is read of the benchmark's pages."""

    precision: float
    recall: float
    numerals: int
    kept: int
    listed: int
    pages: int

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def page_of(row: Row) -> Page:
    try:
        return read_page(row["html"].encode(), row["id"], sets.lexicon())
    except BadInput:
        return _NOTHING


def text_scores(rows: Sequence[Row] | None = None) -> Text:
    rows = sets.rows("boilerplate", "zyte", "pages.jsonl.gz") if rows is None else rows
    shares, numerals, kept, listed = [], 0, 0, 0
    for row in rows:
        gold, page = row["articleBody"], page_of(row)
        shares.append(matched(gold, page.body))
        wanted = Counter(_NUMERAL.findall(gold))
        lost = wanted - Counter(_NUMERAL.findall(page.body))
        unlisted = lost - Counter(n for omission in page.omissions for n in omission.numerals)
        numerals += wanted.total()
        kept += wanted.total() - lost.total()
        listed += lost.total() - unlisted.total()
    return Text(
        precision=statistics.mean(precision(*s) for s in shares if s[0] + s[1] > 0),
        recall=statistics.mean(recall(*s) for s in shares if s[0] + s[2] > 0),
        numerals=numerals,
        kept=kept,
        listed=listed,
        pages=len(rows),
    )


def matched(gold: str, found: str) -> Shares:
    """Return how many runs of words both have, only the text found has, and only the gold has, as shares."""
    wanted, got = _runs(gold), _runs(found)
    counts = ((wanted & got).total(), (got - wanted).total(), (wanted - got).total())
    whole = sum(counts) or 1
    return counts[0] / whole, counts[1] / whole, counts[2] / whole


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(run for i in range(max(1, len(words) - _RUN + 1)) if (run := tuple(words[i : i + _RUN])))


def precision(right: float, more: float, missing: float) -> float:
    return 1.0 if more == missing == 0 else right / (right + more)


def recall(right: float, more: float, missing: float) -> float:
    return 1.0 if more == missing == 0 else right / (right + missing)


# --- days ---------------------------------------------------------------------------------------------------------


class Dated(Struct, frozen=True):
    """A page with an annotated day; ``aside``: why its gold cannot be read as its day of publication."""

    url: str
    gold: str
    found: str | None
    aside: str | None


def dated_pages(rows: Sequence[Row] | None = None) -> list[Dated]:
    rows = sets.rows("boilerplate", "trafilatura_en", "pages.jsonl.gz") if rows is None else rows
    return [
        Dated(
            url=row["url"], gold=row["date"], found=_day_of(row), aside=set_aside(row["html"], row["url"], row["date"])
        )
        for row in rows
        if row["date"]
    ]


def _day_of(row: Row) -> str | None:
    try:
        page = read_page(row["html"].encode(), row["id"], sets.lexicon(), url=row["url"])
    except BadInput:
        return None
    if page.published:
        return page.published[:10]
    try:
        return read(row["html"].encode(), name="page.html", lexicon=sets.lexicon(), address=row["url"]).published
    except BadInput:
        return None


def set_aside(page: str, url: str, gold: str) -> str | None:
    """Return why an annotated day is no day of publication that a reader of the page could find, else None."""
    forms = "(?:" + "|".join(written(date.fromisoformat(gold))) + ")"
    if not re.search(forms, f"{url}\n{page}", re.IGNORECASE):
        return "stands nowhere on the page"
    if not re.search(forms, f"{url}\n{_ADDRESS.sub(' ', page)}", re.IGNORECASE):
        return "stands only in addresses of other pages and pictures"
    published = re.search(r"(?:datePublished|dateCreated|published_time)\W{1,12}(?:content=\W)?([\d/-]{8,10})", page)
    changed = re.search(_CHANGED % (forms, forms), page, re.IGNORECASE)
    if published and changed and not re.match(forms, published[1]):
        return "is that of the last change"
    return None


def written(day: date) -> list[str]:
    """Return the forms in which pages write a day, as patterns."""
    names = (day.strftime("%B"), rf"{day.strftime('%b')}\.?")
    d, m, y = day.day, day.month, day.year
    months = [form for name in names for form in (rf"{name} 0?{d},? {y}", rf"0?{d}(?:st|nd|rd|th|\.)? {name},? {y}")]
    return [*months, rf"{y}[/.-]?0?{m}[/.-]?0?{d}(?!\d)", rf"\b0?{d}[/.-]0?{m}[/.-]{y}", rf"\b0?{m}[/.-]0?{d}[/.-]{y}"]


# --- the page -----------------------------------------------------------------------------------------------------


def scores() -> tuple[str, dict[str, float]]:
    """Return the page that is printed, and what the floors are held against."""
    text, days = text_scores(), dated_pages()
    stands = [d for d in days if d.aside is None]
    right, known = sum(d.found == d.gold for d in stands), (text.kept + text.listed) / text.numerals
    page = (
        f"article text, {text.pages} pages: P {text.precision:.3f}  R {text.recall:.3f}  F1 {text.f1:.3f}\n"
        f"numerals of {text.numerals:,}: {text.kept / text.numerals:.3f} kept, {known:.4f} kept or listed\n"
        f"day of publication: {right} of {len(stands)}; "
        f"with the pages set aside {sum(d.found == d.gold for d in days)} of {len(days)}"
    )
    return page, {"text": text.f1, "numerals": known, "published": right / len(stands)}


def main(*options: str) -> None:
    print(scores()[0])
    if "--errors" in options:
        for day in dated_pages():
            if day.found != day.gold:
                print(f"  {day.gold} {day.found or '-':<10} {day.url}" + (f"  ({day.aside})" if day.aside else ""))


if __name__ == "__main__":
    main(*sys.argv[1:])
