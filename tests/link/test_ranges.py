"""What the rules of casualty recorders make of several sources' figures."""

from typing import Any

import pytest

from saidby.link.series.rules import RULES, Held
from saidby.records import Bound, Claim, Estimate, Marks, Range, Rule
from tests.link.build import story, told

Row = tuple[str, float, Bound]  # source, number, bound


def claim(source: str, number: float, bound: Bound, *, date: str | None = None) -> Claim:
    low = None if bound in {"up_to", "less_than", "nearly"} else number
    high = None if bound in {"more_than", "at_least", "vague"} else number
    return Claim(statement=source, source=source, date=date, low=low, high=high, bound=bound)


def named(estimate: Estimate) -> tuple[str | None, str | None, str | None]:
    """Return who stands for the lowest, the best and the highest."""
    return tuple(c.source if c else None for c in (estimate.low, estimate.best, estimate.high))  # type: ignore[return-value]


BOARD: Row = ("board", 40, "at_least")
LEAGUE: Row = ("league", 60, "about")
CLINIC: Row = ("clinic", 38, "exact")


@pytest.mark.parametrize(
    ("rule", "rows", "ends"),
    [
        ("acled", [BOARD, LEAGUE, CLINIC], (None, "clinic", None)),
        ("acled", [("board", 24, "vague"), ("league", 20, "exact")], (None, "board", None)),  # "dozens" is 12
        ("acled", [("board", 24, "vague"), ("league", 11, "exact")], (None, "league", None)),
        ("minmax", [BOARD, LEAGUE, CLINIC], ("clinic", None, "league")),
        ("minmax", [("board", 40, "exact"), ("league", 40, "at_least")], ("board", None, "league")),  # open above
        ("minmax", [("board", 40, "exact"), ("league", 40, "up_to")], ("league", None, "board")),  # open below
        ("minmax", [("board", 24, "vague"), LEAGUE, CLINIC], ("clinic", None, "league")),  # "dozens" is no end
        ("minmax", [("board", 24, "vague")], ("board", None, "board")),
        ("ucdp", [BOARD, LEAGUE, CLINIC], ("clinic", "clinic", "league")),
        ("latest", [BOARD], (None, "board", None)),
    ],
)
def test_rules_choose_among_figures_that_were_said(
    rule: Rule, rows: list[Row], ends: tuple[str | None, str | None, str | None]
) -> None:
    for order in (rows, rows[::-1]):
        assert named(RULES[rule]([Held(claim(*row), known=True) for row in order])) == ends


def test_an_end_keeps_its_bound() -> None:
    most = RULES["minmax"]([Held(claim(*CLINIC), known=True), Held(claim(*BOARD), known=True)]).high
    assert most is not None
    assert (most.low, most.high, most.bound) == (40, None, "at_least")


def test_the_best_of_ucdp_is_somebodys_with_a_name() -> None:
    held = [Held(claim(*BOARD), known=True), Held(claim(*CLINIC), known=False)]
    assert named(RULES["ucdp"](held)) == ("clinic", "board", "board")
    assert RULES["ucdp"]([Held(claim(*CLINIC), known=False)]).best is None


def test_the_latest_is_the_one_that_was_said_last() -> None:
    old, new = claim("board", 90, "exact", date="2025-04-02"), claim("league", 70, "exact", date="2025-04-09")
    assert named(RULES["latest"]([Held(old, known=True), Held(new, known=True)])) == (None, "league", None)


def test_two_figures_of_the_last_day_have_no_best() -> None:
    day = "2025-04-09"
    both = [
        Held(claim("board", 90, "exact", date=day), known=True),
        Held(claim("league", 70, "exact", date=day), known=True),
    ]
    assert named(RULES["latest"](both)) == ("league", None, "board")


# --- from articles -------------------------------------------------------------------------------------------------

SAID: dict[str, Any] = {"whom": "villagers", "bound": "exact"}


def article(doc: str, source: str, value: int, day: str, **row: Any) -> Marks:
    return told(doc, f"The {source} said {{{value:,}}} died.", SAID | {"source": source, "said_on": day} | row)


def only(*marks: Marks) -> Range:
    (found,) = story(*marks).ranges
    return found


def estimate(found: Range, rule: Rule) -> Estimate:
    return next(e for e in found.estimates if e.rule == rule)


def numbers(found: Range) -> list[tuple[str | None, float | None]]:
    return [(c.source, c.low) for c in found.claims]


def test_every_source_has_one_voice_however_many_articles_tell_it() -> None:
    copies = [article(f"copy{n}", "Kerrin River Board", 500, "2025-04-02") for n in range(5)]
    found = only(*copies, article("other", "Oska League", 700, "2025-04-03"))
    assert numbers(found) == [("Oska League", 700), ("Kerrin River Board", 500)]
    assert found.independent_roots == 2


def test_what_its_source_has_revised_does_not_count() -> None:
    found = only(
        article("a", "Kerrin River Board", 500, "2025-04-02"),
        article("b", "Kerrin River Board", 650, "2025-04-09"),
        article("c", "Oska League", 700, "2025-04-03"),
    )
    assert numbers(found) == [("Kerrin River Board", 650), ("Oska League", 700)]
    (old,) = found.left_out
    assert old.why == f"superseded in {found.claims[0].statement}"
    lowest = estimate(found, "acled").best
    assert lowest is not None
    assert lowest.low == 650


def test_what_its_source_withdrew_does_not_count() -> None:
    back = told(
        "b",
        "The Kerrin River Board withdrew its figure of {500} dead.",
        SAID | {"source": "Kerrin River Board", "said_on": "2025-04-20"},
    )
    found = only(
        article("a", "Kerrin River Board", 500, "2025-04-02"), back, article("c", "Oska League", 700, "2025-04-03")
    )
    assert numbers(found) == [("Oska League", 700)]
    assert found.left_out[0].why.startswith("withdrawn by its source")


def test_what_comes_on_top_is_not_set_beside_totals() -> None:
    more = told(
        "b",
        "The Oska League said another {60} died.",
        SAID | {"source": "Oska League", "said_on": "2025-04-03"},
    )
    assert numbers(only(article("a", "Kerrin River Board", 500, "2025-04-02"), more)) == [("Kerrin River Board", 500)]


def test_other_people_and_other_places_are_other_ranges() -> None:
    one = article("a", "Kerrin River Board", 500, "2025-04-02", place="Brennick")
    assert len(story(one, article("b", "Oska League", 9, "2025-04-02", whom="soldiers")).ranges) == 2
    assert len(story(one, article("b", "Oska League", 9, "2025-04-02", place="Lissen")).ranges) == 2


def test_a_source_without_a_name_leaves_the_number_of_origins_open() -> None:
    found = only(
        article("a", "Kerrin River Board", 500, "2025-04-02"), article("b", "two officials", 700, "2025-04-02")
    )
    assert found.independent_roots is None


def test_the_order_of_articles_changes_nothing() -> None:
    rows = [
        article("a", "Kerrin River Board", 500, "2025-04-02"),
        article("b", "Oska League", 700, "2025-04-03"),
        article("c", "Harrow Clinic", 420, "2025-04-03"),
    ]
    assert story(*rows).ranges == story(*rows[::-1]).ranges
