"""Unit, whom and place of the figures found, against gold: the shares that agree. Printed, without a floor.

usage: python -m score.fields GOLD_DIR PREDICTED.jsonl [--show FIELD]     --show: list what does not agree
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from saidby.likeness import singular
from score import gold

FIELDS = ("unit", "whom", "place")
ALIKE = 0.5  # words that two names must share, as F1 of their words, to overlap
_IDLE = frozenset("the a an of in at on for by to from and or as with 's his her its their other".split())
_SPELLINGS = {"people": "person", "men": "man", "women": "woman", "children": "child", "u.s": "us", "u.k": "uk"}

Row = dict[str, Any]


class Agreement(Struct):
    """How often one field agrees. An empty field agrees with an empty one."""

    figures: int = 0
    exact: int = 0  # the same words, but for case, number and the small ones
    overlap: int = 0  # exact, or half of the words are shared
    gold: int = 0  # figures in which gold has one
    given: int = 0
    shared: int = 0  # of those in which both have one: overlap


def words(name: str | None) -> frozenset[str]:
    """Return the words of a name by which two are compared: folded, in the singular, without the small ones."""
    folded = unicodedata.normalize("NFKD", name or "").replace("’", "'").casefold().replace("'s", " ")
    found = (w.strip(".") for w in re.findall(r"[^\W_]+(?:\.[^\W_]+)*", folded))
    return frozenset(_SPELLINGS.get(w) or singular(w) for w in found if w not in _IDLE)


def alike(one: str | None, other: str | None) -> float:
    """Return the F1 of the words that two names share: 1 where both are empty."""
    a, b = words(one), words(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def agreements(gold_rows: dict[str, Row], predicted: dict[str, Row]) -> tuple[dict[str, Agreement], list[Row]]:
    """Return the agreement of each field over all matched figures, and what does not overlap."""
    kept = {field: Agreement() for field in FIELDS}
    apart: list[Row] = []
    for name, row in gold_rows.items():
        for mine, theirs in _matched(predicted.get(name, {}).get("figures", []), row["figures"]):
            for field, tally in kept.items():
                likeness = alike(mine.get(field), theirs.get(field))
                _count(tally, likeness, bool(theirs.get(field)), given=bool(mine.get(field)))
                if likeness < ALIKE:
                    apart.append({"field": field, "doc": name, "figure": theirs, "given": mine.get(field)})
    return kept, apart


def _count(tally: Agreement, likeness: float, wanted: bool, *, given: bool) -> None:
    tally.figures += 1
    tally.exact += likeness == 1
    tally.overlap += likeness >= ALIKE
    tally.gold += wanted
    tally.given += given
    tally.shared += wanted and given and likeness >= ALIKE


def _matched(mine: list[Row], theirs: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield the figures that overlap, one to one, longest overlap first; physical measures are left out."""
    pairs = [(min(a["end"], b["end"]) - max(a["start"], b["start"]), i, j) for i, a in enumerate(mine)
             for j, b in enumerate(theirs)]  # fmt: skip
    taken: set[tuple[str, int]] = set()
    for length, i, j in sorted(pairs, reverse=True):
        if length <= 0 or {("mine", i), ("gold", j)} & taken:
            continue
        taken |= {("mine", i), ("gold", j)}
        if theirs[j]["kind"] != "measure":
            yield mine[i], theirs[j]


def fields_page(folder: Path, predicted: Path) -> str:
    """Return a line a field: how often it agrees, and precision and recall where there is one."""
    rows = {r["id"]: r for r in map(json.loads, predicted.read_text("utf-8").splitlines())}
    kept, _ = agreements(gold.gold_articles(folder), rows)
    return "".join(_line(field, tally) for field, tally in kept.items())


def _line(field: str, t: Agreement) -> str:
    n = max(1, t.figures)
    found = f"where there is one: P {t.shared / max(1, t.given):.3f} R {t.shared / max(1, t.gold):.3f}"
    return f"{field:10} same words {t.exact / n:.3f}  half of the words {t.overlap / n:.3f}  {found}\n"


def main(folder: str, predicted: str, *options: str) -> None:
    """Print the page, and with ``--show FIELD`` what does not agree in that field."""
    print(fields_page(Path(folder), Path(predicted)), end="")
    rows = {r["id"]: r for r in map(json.loads, Path(predicted).read_text("utf-8").splitlines())}
    articles = gold.gold_articles(Path(folder))
    for miss in agreements(articles, rows)[1] if "--show" in options else []:
        if miss["field"] in options:
            f, text = miss["figure"], articles[miss["doc"]]["text"]
            around = " ".join(text[max(0, f["start"] - 90) : f["end"] + 70].split())
            print(f"{miss['doc']} {f['text']!r}: {miss['given']!r} for {f.get(miss['field'])!r} | {around}")


if __name__ == "__main__":
    main(*sys.argv[1:])
