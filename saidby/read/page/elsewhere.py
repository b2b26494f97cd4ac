"""Reads the day of a line that is not in English: "22 de abril de 2022", "18 ноября 2019", "2019年11月20日"."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from saidby.days import iso
from saidby.errors import BadLexicon

_EAST = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")


class Months(Struct, frozen=True):
    """The months of one language, January first, "/" between the forms of one."""

    code: str
    months: tuple[str, ...]
    examples: dict[str, str]


@cache
def languages() -> tuple[Months, ...]:
    """Return the months of each language that is known beside English."""
    raw = (files("saidby") / "lexicons" / "months.toml").read_bytes()
    return msgspec.toml.decode(raw, type=dict[str, tuple[Months, ...]])["language"]


def day_elsewhere(line: str) -> str | None:
    """Return the first whole day that a line gives in another language's words, day first, or in Chinese or Korean."""
    if east := _EAST.search(line):
        return iso(*map(int, east.groups()))
    numbers, written = _written()
    found = written.search(line.casefold())
    return iso(int(found[3]), numbers[found[2]], int(found[1])) if found else None


@cache
def _written() -> tuple[Mapping[str, int], re.Pattern[str]]:
    """Return the number of each month's name, and the pattern of a day with one of them."""
    numbers: dict[str, int] = {}
    for language in languages():
        for number, names in enumerate(language.months, 1):
            for name in names.split("/"):
                if numbers.setdefault(name, number) != number:
                    raise BadLexicon(
                        f"months.toml: {name!r} is another month in {language.code!r}. Leave it out of one."
                    )
    names = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    between = r"[\s,]*(?:\bdel?\b|/|-)?\s*"
    return numbers, re.compile(rf"(?<!\d)(\d{{1,2}})(?:\.|º|er)?{between}\b({names})\b\.?{between}(\d{{4}})(?!\d)")
