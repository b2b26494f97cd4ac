"""What a table is made of: columns that say what they mean, and where their values come from."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, Protocol, get_args

from msgspec import Struct

from saidby.views.export.material import Material, Place

Type = Literal["text", "integer", "number", "boolean", "list", "day", "moment", "address"]
Cell = str | int | float | bool | tuple[str, ...] | None
DAY = r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|--(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)"


class Column(Struct, frozen=True, kw_only=True):
    """One column. ``of`` takes its cell out of what the table has for a row; ``refers`` is "table.column"."""

    name: str
    means: str
    of: Callable[[Any], Cell]
    type: Type = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    unit: str | None = None
    refers: str | None = None


class Table(Struct, frozen=True, kw_only=True):
    """One table: ``told`` yields what a story has for its rows, ``key`` are the columns that tell rows apart."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    told: Callable[[Material], Iterable[Any]]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def rows(self, material: Material) -> Iterable[tuple[Cell, ...]]:
        """Yield the rows of a story, each with a cell for each column."""
        takers = [column.of for column in self.columns]
        return (tuple([of(one) for of in takers]) for one in self.told(material))


class Numbered(Struct, frozen=True):
    """One thing of a story, with its place among its like.

    ``within`` is what it belongs to, ``more`` what else a row needs of it.
    """

    material: Material
    number: int
    it: Any
    within: Any = None
    more: Any = None


class _Valued(Protocol):
    @property
    def bound(self) -> str: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...


def choices(*literals: object) -> tuple[str, ...]:
    """Return the values that a Literal of the records allows."""
    return tuple(value for literal in literals for value in get_args(literal))


def value_columns(
    bounds: Sequence[str], of: Callable[[Any], _Valued | None], *, before: str = "", required: bool = True
) -> tuple[Column, ...]:
    """Return the columns of a value: its bound and both ends."""

    def end(name: str) -> Callable[[Any], Cell]:
        return lambda row: None if (value := of(row)) is None else getattr(value, name)

    unit = "counted things; of a share a part of 1"
    low = "The least that the words leave possible; empty where they are open below."
    high = "The most that the words leave possible; empty where they are open above."
    return (
        Column(
            name=f"{before}bound",
            of=end("bound"),
            choices=tuple(bounds),
            required=required,
            means="How the words bound the value: at_least and more_than are open above; up_to, less_than and nearly "
            "below; exact, about, between and vague are what they say.",
        ),
        Column(name=f"{before}low", type="number", of=end("low"), unit=unit, means=low),
        Column(name=f"{before}high", type="number", of=end("high"), unit=unit, means=high),
    )


def place_columns(
    of: Callable[[Any], Place | None], *, before: str = "", required: bool = True, what: str = "the words"
) -> tuple[Column, ...]:
    """Return the columns of a stretch of an article's text: where it begins and ends, and its words."""

    def part(name: str) -> Callable[[Any], Cell]:
        return lambda row: None if (place := of(row)) is None else getattr(place, name)

    points, units = "Unicode code points from the text's beginning", "UTF-16 code units from the text's beginning"
    told = (
        ("start", points, f"Where {what} begin in the article's stored text."),
        ("end", points, f"Where {what} end; the first character behind them."),
        ("start_utf16", units, "The same as start, as browsers, Java and C# count."),
        ("end_utf16", units, "The same as end, as browsers, Java and C# count."),
    )
    counts = tuple(
        Column(name=before + name, type="integer", of=part(name), required=required, unit=unit, means=means)
        for name, unit, means in told
    )
    means = f"{what[0].upper()}{what[1:]}, exactly as they stand in the stored text from start to end."
    return (*counts, Column(name=f"{before}words", of=part("words"), required=required, means=means))
