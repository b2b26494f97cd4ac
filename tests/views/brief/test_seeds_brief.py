"""A reader who sees only the brief of the seed story can answer what a careful reader of the articles can."""

import re

import pytest

from saidby.pipeline import link, mark, read
from saidby.views.brief import brief, plain
from tests.shared import shared


@pytest.fixture(scope="module")
def page() -> str:
    marks = [mark(read(path.read_bytes(), name=path.name)) for path in sorted(shared("seeds").glob("*.txt"))]
    return " ".join(plain(brief(link(marks), marks)).split())


def told(page: str, heading: str) -> list[str]:
    """Return the sentences of a section, each with its notes behind it."""
    section = page.partition(f" {heading} ")[2]
    section = re.split(r" (?:[A-Z]{2,} ){2,}|$", section, maxsplit=1)[0]
    return re.split(r"(?<=\]) ", section)


def test_how_many_origins_stand_behind_the_figure(page: str) -> None:
    first, second = told(page, "IN SHORT")[:2]
    assert "more than 6,000" in first
    assert "15 June 2025" in first
    assert "“highly likely”" in first
    assert re.search(r"[Tt]hree of the five articles .*\bone origin: the UK Ministry of Defence", second)


def test_what_the_same_source_said_before_and_when(page: str) -> None:
    before = next(s for s in told(page, "IN SHORT") if "same source" in s)
    assert re.search(r"(over|more than) 5,000", before)
    assert "28 March 2025" in before or "April 2025" in before
    assert "upward" in before


def test_who_says_otherwise(page: str) -> None:
    otherwise = next(s for s in told(page, "IN SHORT") if "otherwise" in s)
    assert re.search(r"South Korea's military (about |approximately )?4,000", otherwise)
    assert re.search(r"National Intelligence Service \(South Korea\) (some|around|about) 4,700", otherwise)


def test_which_outlet_altered_a_quotation(page: str) -> None:
    altered = next(s for s in told(page, "WHAT CHANGED ON THE WAY") if "inside quotation marks" in s)
    assert re.search(r"Korea JoongAng Daily has “suffered” where .*have “sustained”", altered)


def test_what_is_unknown_stays_unknown(page: str) -> None:
    unknown = next(s for s in told(page, "WHERE IT COMES FROM") if "not known" in s)
    assert "10,000-12,000" in unknown
    assert "independent" not in page.partition(" NOTES ")[0]


def test_shares_come_with_what_they_are_of(page: str) -> None:
    assert re.search(r"half of the approximately 11,000 \w+ troops", page)


def test_it_is_about_a_page(page: str) -> None:
    assert 250 < len(page.partition(" NOTES ")[0].split()) < 750
