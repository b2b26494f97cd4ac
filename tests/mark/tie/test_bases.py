"""Which figure is a part of which, by the rule that tells, and what merely stands near."""

import re
import tomllib
from pathlib import Path

import pytest

from saidby.records import Figure
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
        "Some 88 out of the 275 dead are known. On Sunday families took 78 bodies home. The 10 other bodies are here."
    )
    known, dead, taken, here = figures_in(text)
    assert (known.part_of, taken.part_of, here.part_of, dead.part_of) == (dead.id, known.id, known.id, None)


def test_a_base_told_twice_is_the_same_for_all_its_parts() -> None:
    text = "She climbed all 14 peaks. Eight of the 14 highest peaks lie in Bera. The other six peaks lie in Arta."
    _, eight, again, six = figures_in(text)
    assert (eight.part_of, six.part_of) == (again.id, again.id)
