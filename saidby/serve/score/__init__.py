"""Compares found figures with gold figures: precision, recall and F1 of every field, and of complete records."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from saidby.errors import BadInput
from saidby.serve.score.matching import SCORED_KINDS, Row, expected, match, overlap
from saidby.serve.score.names import same_source

COLUMNS = ("field", "right", "of found", "precision", "recall", "F1")
ALWAYS = ("value", "bound", "kind", "measure", "source", "complete")  # fields that every figure has, if only as "none"
SOMETIMES = (
    "named_source",
    "said_on",
    "as_of",
    "part_of",
    "hedge",
    "via",
    "quote",
    "speaker",
)  # scored where there is one
QUOTE_SHARE = 0.8  # share of the longer quotation that both must have in common
LONGER_HEDGE = 3  # words that a hedge may have more than the gold one


class Tally(Struct):
    """What was right, what was given and what there was to find."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    def f1(self) -> float:
        both = self.precision() + self.recall()
        return 2 * self.precision() * self.recall() / both if both else 0.0


class Scores(Struct):
    """The comparison of one set of articles. ``found`` counts figures, ``fields`` what is right about them."""

    articles: int = 0
    found: Tally = field(default_factory=Tally)
    fields: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in (*ALWAYS, *SOMETIMES)})

    def right_on_found(self, name: str) -> float:
        """Return the share of found figures in which a field is right."""
        return self.fields[name].right / max(1, self.found.right)

    def title(self) -> str:
        return f"{self.articles} articles, {self.found.wanted} gold figures, {self.found.given} found"

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the cells of ``COLUMNS`` for each field, complete records last."""
        yield _row("found", self.found, None)
        for name in (*ALWAYS[:-1], *SOMETIMES, "complete"):
            yield _row(name, self.fields[name], self.right_on_found(name) if name in ALWAYS else None)


def _row(name: str, tally: Tally, on_found: float | None) -> tuple[str, ...]:
    share = "" if on_found is None else f"{on_found:.3f}"
    numbers = (tally.precision(), tally.recall(), tally.f1())
    return (name.replace("_", " "), str(tally.right), share, *(f"{number:.3f}" for number in numbers))


def read_gold(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the gold articles below a folder by their ids; story files are left out."""
    gold: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.rglob("*.json")):
        if path.name == "story.json" or path.name.endswith(".story.json"):
            continue
        try:
            row = json.loads(path.read_bytes())
        except ValueError as error:
            raise BadInput(str(path), f"not JSON ({error})", "Mend it or take it out of the folder.") from error
        if isinstance(row, dict) and row.get("text") and isinstance(row.get("figures"), list):
            gold[row.get("id", path.stem)] = row
    if not gold:
        raise BadInput(
            str(folder), "no annotated article in this folder", "Name a folder of .json articles with their figures."
        )
    return gold


def score_articles(gold: Mapping[str, Row], found: Iterable[Row]) -> Scores:
    """Return how well found articles agree with gold ones. An article that was not read counts as empty."""
    by_id = {row["id"]: row for row in found}
    scores = Scores(articles=len(gold))
    for identifier, article in gold.items():
        _score_article(scores, article, by_id.get(identifier, {}))
    return scores


def _score_article(scores: Scores, gold: Row, found: Row) -> None:
    wanted, given = gold["figures"], found.get("figures", [])
    taken = match(given, wanted)
    scores.found.given += expected(given, wanted, taken)
    for j, figure in enumerate(wanted):
        if figure["kind"] not in SCORED_KINDS:
            continue
        scores.found.wanted += 1
        scores.found.right += j in taken
        guess = given[taken[j]] if j in taken else None
        _score_figure(scores.fields, figure, guess, base=_base(guess, given, wanted, taken))
    _score_quotes(scores.fields, gold["quotes"], found.get("quotes", []))
    for name in ALWAYS:
        scores.fields[name].given = scores.found.given
        scores.fields[name].wanted = scores.found.wanted


def _base(guess: Row | None, given: list[Row], wanted: list[Row], taken: Mapping[int, int]) -> str | None:
    """Return the gold id of the figure of which ``guess`` is said to be a part; "?" where it is no gold figure."""
    if guess is None or not guess.get("part_of"):
        return None
    at = next((i for i in reversed(range(len(given))) if given[i].get("id") == guess["part_of"]), None)
    found = next((j for j, i in taken.items() if i == at), None)
    return "?" if found is None else str(wanted[found]["id"])


def _score_figure(fields: dict[str, Tally], figure: Row, guess: Row | None, *, base: str | None) -> None:
    fields["named_source"].wanted += bool(figure["source"])
    for name in ("said_on", "as_of", "part_of", "hedge"):
        fields[name].wanted += bool(figure.get(name))
    fields["via"].wanted += len(figure.get("via") or [])
    if guess is None:
        return
    right = what_is_right(guess, figure)
    for name, is_right in right.items():
        fields[name].right += is_right
    fields["named_source"].given += bool(guess.get("source"))
    fields["named_source"].right += right["source"] and bool(figure["source"])
    for name, told in (("said_on", guess.get("said_on")), ("as_of", guess.get("as_of")), ("part_of", base)):
        fields[name].given += bool(told)
        fields[name].right += bool(told) and told == figure.get(name)
    _score_hedge(fields["hedge"], _hedge_words(guess), _hedge_words(figure))
    carriers = guess.get("via") or []
    fields["via"].given += len(carriers)
    fields["via"].right += sum(any(same_source(a, b) for b in figure.get("via") or []) for a in carriers)


def what_is_right(guess: Row, figure: Row) -> dict[str, bool]:
    """Return for the fields that every figure has, and for the complete record, whether a guess agrees with gold."""
    value = all(_equal(guess.get(end), figure[end]) for end in ("low", "high"))
    measure = guess.get("measure") == figure["measure"]
    source = same_source(guess.get("source"), figure["source"])
    right = {"value": value, "measure": measure, "source": source, "complete": value and measure and source}
    return right | {name: guess.get(name) == figure[name] for name in ("bound", "kind")}


def _equal(one: float | None, other: float | None) -> bool:
    """Compare ends: shares to a thousandth part, every other number exactly; open only equals open."""
    if one is None or other is None:
        return one is other
    allowed = 1e-3 if abs(other) < 1 else 1e-6
    return abs(one - other) <= 1e-6 + allowed * abs(other)


def _hedge_words(figure: Row) -> set[str]:
    letters = "".join(c if "a" <= c <= "z" else " " for c in " ".join(figure.get("hedge") or []).lower())
    return set(letters.split())


def _score_hedge(tally: Tally, guess: set[str], gold: set[str]) -> None:
    tally.given += bool(guess)
    tally.right += bool(guess & gold) and len(guess) <= len(gold) + LONGER_HEDGE


def _score_quotes(fields: dict[str, Tally], gold: list[Row], found: list[Row]) -> None:
    for name in ("quote", "speaker"):
        fields[name].wanted += len(gold)
        fields[name].given += len(found)
    for quote in gold:
        guess = max(found, key=lambda row: overlap(row, quote), default=None)
        if guess is None:
            continue
        longer = max(quote["end"] - quote["start"], guess["end"] - guess["start"])
        if overlap(guess, quote) >= QUOTE_SHARE * longer:
            fields["quote"].right += 1
            fields["speaker"].right += same_source(guess.get("speaker"), quote.get("speaker"))
