"""Which figure is a part of which, by the rule that tells, and what merely stands near."""

import re
import tomllib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from saidby.lexicon import Lexicon
from saidby.mark.tie.bases import find_bases
from saidby.records import Figure
from saidby.text import Layout, lay_out
from tests.mark.test_growth import PER_DOUBLING, calls, marked
from tests.mark.told import figures_in

TABLE = tomllib.loads(Path(__file__).with_name("bases.toml").read_text(encoding="utf-8"))
EXAMPLES = [(row["rule"], text) for row in TABLE["example"] for text in row["texts"]]
_MARKED = re.compile(r"[\[{](.*?)[\]}]")


def _unmarked(text: str) -> tuple[str, dict[int, bool]]:
    """Return the text without its marks, and where the marked numbers begin: True for a part, False for the base."""
    plain, starts = "", {}
    last = 0
    for found in _MARKED.finditer(text):
        plain += text[last : found.start()]
        starts[len(plain)] = found[0][0] == "["
        plain, last = plain + found[1], found.end()
    return plain + text[last:], starts


def _start(figure: Figure, starts: dict[int, bool]) -> int:
    """Return the marked place in the figure: modifiers before it are left outside the marks."""
    return next((s for s in starts if figure.span.start <= s < figure.span.end), -1)


@pytest.mark.parametrize(("rule", "text"), EXAMPLES)
def test_a_part_points_at_its_base(rule: str, text: str) -> None:
    plain, starts = _unmarked(text)
    figures = figures_in(plain)
    base = next(s for s, part in starts.items() if not part)
    by_id = {f.id: f for f in figures}
    parts = {_start(f, starts): _start(by_id[f.part_of], starts) for f in figures if f.part_of}
    assert parts == {start: base for start, part in starts.items() if part}
    assert rule in {r.rule for f in figures for r in f.because if r.step == "part"}


@pytest.mark.parametrize("text", TABLE["nothing"][0]["texts"])
def test_what_merely_is_smaller_and_near_has_no_base(text: str) -> None:
    assert [f.span.of(text) for f in figures_in(text) if f.part_of is not None] == []


def test_a_part_has_parts_of_its_own() -> None:
    text = (
        "Some 66 out of the 210 dead are known. On Sunday families took 50 bodies home. The 16 other bodies are here."
    )
    known, dead, taken, here = figures_in(text)
    assert (known.part_of, taken.part_of, here.part_of, dead.part_of) == (dead.id, known.id, known.id, None)


def test_a_base_told_twice_is_the_same_for_all_its_parts() -> None:
    text = "She swam all 12 lakes. Seven of the 12 coldest lakes lie in Bera. The other five lakes lie in Arta."
    _, seven, again, five = figures_in(text)
    assert (seven.part_of, five.part_of) == (again.id, again.id)


# Rows whose figures are sums of their neighbours, look for a base far away, or have none at all.
ROWS = (
    "20 died, 40 died, 60 died. ",
    "6 men died, 2 men and 4 men of the 12 men; ",
    "The other three men stayed. ",
    "3 of them fled, ",
    "70 aboard, 61 were saved, ",
    "12 percent were polled, 100 voters were polled ",
)


def _found(layout: Layout, figures: Sequence[Figure], _: str) -> object:
    return find_bases(layout, figures)


@pytest.mark.parametrize("row", ROWS)
def test_twice_the_figures_take_no_more_than_twice_the_effort(row: str, lexicon: Lexicon) -> None:
    efforts = []
    for size in (6_000, 12_000):
        text = (row * (size // len(row) + 1))[:size]
        _, _, figures = marked(text, lexicon)
        efforts.append(calls(text, partial(_found, lay_out(text), figures)))
    assert efforts[1] <= PER_DOUBLING * efforts[0]
