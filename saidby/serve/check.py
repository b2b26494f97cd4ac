"""Is this figure in this document? Compared by value, by bound where one was asked for, and by currency."""

import math
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from saidby.errors import SaidbyError
from saidby.lexicon import Lexicon, load_lexicon
from saidby.mark.numbers import find_numbers
from saidby.records import Figure, Marks, Number
from saidby.text import Layout, lay_out
from saidby.views.forms import figure_form

NEAREST = 3  # figures that a refusal names
_ASIDE = frozenset("\"'“”‘’«»()[].,;:")  # what may stand around a number that was typed or pasted


class NoNumber(SaidbyError):
    """The words asked for are no number, or more than one."""


class Asked(Struct, frozen=True):
    """The number looked for. ``currency`` is None where the words name none."""

    words: str
    number: Number
    currency: str | None = None


class Finding(Struct, frozen=True):
    """What one article has of the number: the figures that say it, or where none does those nearest in value."""

    asked: Asked
    marks: Marks
    figures: tuple[Figure, ...]
    nearest: tuple[Figure, ...]


def ask(words: str, lexicon: Lexicon | None = None) -> Asked:
    """Return the one number that ``words`` are, read as an article's are; raise NoNumber where they are none.

    Digits, words, bounds, shares, money and ranges:  6,000   six thousand   more than 6,000   a third   $2.3bn
    """
    lexicon = lexicon or load_lexicon()
    for text in (words, f"{words} of them"):  # "a third" and "half" are shares of something only
        layout = lay_out(text)
        numbers = find_numbers(layout, lexicon)
        if len(numbers) > 1:
            raise NoNumber(f"{words!r} has more than one number. Ask for one at a time.")
        if numbers:
            return _asked(words, numbers[0], layout, lexicon)
    raise NoNumber(
        f"{words!r} is no number. Write one as an article would: 6,000, 'more than 6,000', 'a third', $2.3bn."
    )


def _asked(words: str, number: Number, layout: Layout, lexicon: Lexicon) -> Asked:
    units = [hit for hit in lexicon.units.find(layout.tokens) if hit.entry.kind == number.kind]
    spans = [number.span, *(hit.span(layout.tokens) for hit in units)]
    inside = layout.tokens_of(layout.sentences[0])
    over = [
        t.text
        for t in inside
        if t.end <= len(words) and t.text not in _ASIDE and not any(s.start <= t.start < s.end for s in spans)
    ]
    if over:
        raise NoNumber(f"{words!r} is more than a number: leave out {' '.join(over)!r}.")
    currency = next((h.entry.name or h.entry.term for h in units), None) if number.kind == "money" else None
    return Asked(words, number, currency)


def check(asked: Asked, marks: Marks) -> Finding:
    """Return the figures of an article that say the number asked for, else those nearest to it."""
    figures = tuple(f for f in marks.figures if _says(f, asked))
    nearest = () if figures else tuple(sorted(marks.figures, key=lambda f: _distance(f, asked.number))[:NEAREST])
    return Finding(asked, marks, figures, nearest)


def _says(figure: Figure, asked: Asked) -> bool:
    number = asked.number
    if not _same_kind(figure, asked):
        return False
    if number.bound != "exact":
        return figure.bound == number.bound and _same(figure.low, number.low) and _same(figure.high, number.high)
    ends = [end for end in (figure.low, figure.high) if end is not None]
    return figure.bound != "vague" and all(_same(end, number.low) for end in ends)


def _same_kind(figure: Figure, asked: Asked) -> bool:
    """Tell whether two numbers can be one: a bare number may be of any unit, $2.3bn only of dollars."""
    if asked.number.kind == "count":
        return figure.kind != "share"
    if figure.kind != asked.number.kind:
        return False
    return asked.currency is None or figure.unit is None or figure.unit.casefold() == asked.currency.casefold()


def _same(one: float | None, other: float | None) -> bool:
    """Compare to a thousandth part, for shares such as a third; whole numbers have to be equal."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, abs_tol=1e-3 if abs(other) < 1 else 0, rel_tol=1e-9)


def _distance(figure: Figure, number: Number) -> tuple[bool, float, int]:
    """Order figures by kind and then by ratio: 5,900 is nearer to 6,000 than 60 is."""
    ends = [end for end in (figure.low, figure.high) if end is not None]
    wanted = [end for end in (number.low, number.high) if end is not None]
    other_kind = (figure.kind == "share") != (number.kind == "share")
    return other_kind, min(_ratio(a, b) for a in ends for b in wanted), figure.span.start


def _ratio(one: float, other: float) -> float:
    if one <= 0 or other <= 0:
        return abs(one - other)
    return abs(math.log(one / other))


def finding_form(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain values, ready for JSON."""
    asked, marks = finding.asked, finding.marks
    return {
        "id": marks.article.id,
        "number": asked.words,
        "kind": asked.number.kind,
        "low": asked.number.low,
        "high": asked.number.high,
        "bound": asked.number.bound,
        "found": bool(finding.figures),
        "figures": list(_with_sentence(finding.figures, marks)),
        "nearest": list(_with_sentence(finding.nearest, marks)),
    }


def _with_sentence(figures: tuple[Figure, ...], marks: Marks) -> Iterator[dict[str, Any]]:
    for figure in figures:
        sentence = next((s for s in marks.sentences if s.start <= figure.span.start < s.end), figure.span)
        yield {**figure_form(figure, marks.article.text), "sentence": sentence.of(marks.article.text)}
