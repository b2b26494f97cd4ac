"""Whatever an export quotes is what the stored text has at its offsets, in code points and in UTF-16 units (E1)."""

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

from saidby.records import Marks, Span
from saidby.views.export import tables
from saidby.views.export.cells import unsafe
from saidby.views.export.jsonl import lines
from saidby.views.export.jsonld import json_ld
from saidby.views.export.material import Material
from saidby.views.export.rows import csv_lines
from saidby.views.forms import article_form, story_form
from tests.views.export.build import Told, demo, made

PIECES = [
    *"a 0,=+-@'\";\t\n\r\x00\x1b\\<&",
    *("\r\n", "\u2028", "e\u0301", "n\u0303", "😀", "👩\u200d👧", "🇺🇦", "𝔘", "שלום", "عشرة", "\u202e", "中", "\ufeff"),
]
AT_ONCE = 50  # spans in each of two articles: 100 cases in one text
Spot = tuple[str, int, int, int, int, str]  # article, start and end, both again in UTF-16, words


def a_text(chance: random.Random) -> str:
    return "".join(chance.choices(PIECES, k=60))


def spans_of(text: str, chance: random.Random) -> list[Span]:
    cuts = [sorted(chance.sample(range(len(text) + 1), 2)) for _ in range(AT_ONCE)]
    return list(dict.fromkeys(Span(*cut) for cut in cuts))


def check(found: Iterator[Spot], marks: list[Marks]) -> Counter[Span]:
    """Look at each spot; return how often each span was met."""
    texts = {one.article.id: one.article.text for one in marks} | {one.article.key: one.article.text for one in marks}
    units = {name: text.encode("utf-16-le") for name, text in texts.items()}
    met: Counter[Span] = Counter()
    for article, start, end, first, last, words in found:
        assert texts[article][start:end] == words
        assert units[article][2 * first : 2 * last].decode("utf-16-le") == words
        met[Span(start, end)] += 1
    return met


def in_csv(told: Told, *, raw: bool) -> Iterator[Spot]:
    """Yield every spot of every table: each group of columns that ends in ``words``."""
    for _, columns, rows in tables(*told):
        page = "".join(csv_lines(columns, rows, raw=raw))
        for row in csv.DictReader(io.StringIO(page, newline=""), strict=True):
            cells = row if raw else {name: unsafe(cell) for name, cell in row.items()}
            for before in (name.removesuffix("words") for name in cells if name.endswith("words")):
                if cells[f"{before}start"]:
                    places = [int(cells[before + part]) for part in ("start", "end", "start_utf16", "end_utf16")]
                    article = cells.get(f"{before}article", cells.get("article", ""))
                    yield article, places[0], places[1], places[2], places[3], cells[f"{before}words"]


def in_json_ld(told: Told) -> Iterator[Spot]:
    document = json.loads("".join(json_ld([Material(*told)], version="1")))
    for node in document["@graph"]:
        if node.get("type") == "SpecificResource":
            points, units, quoted = node["selector"]
            article = node["source"]["id"].removeprefix("urn:saidby:article:")
            around = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
            text = next(one.article.text for one in told[1] if one.article.key == article)
            begin = points["start"] - len(quoted["prefix"])
            assert text[begin : begin + len(around)] == around
            yield (
                *(article, points["start"], points["end"]),
                *(units["saidby:start"], units["saidby:end"], quoted["exact"]),
            )


def in_json_lines(told: Told) -> Iterator[tuple[str, int, int, str]]:
    """Yield every spot of the lines; what has ``start``, ``end`` and ``text`` is one, however deep."""
    forms = map(article_form, told[1])
    for line in lines(story_form(told[0]), forms):
        record = json.loads(line)
        if record["type"] != "article":
            yield from _spots(record, record.get("in_article"))


def _spots(value: Any, article: str | None) -> Iterator[tuple[str, int, int, str]]:
    if isinstance(value, list):
        for one in value:
            yield from _spots(one, article)
    elif isinstance(value, dict):
        article = value.get("doc", article)
        if {"start", "end", "text"} <= value.keys():
            yield str(article), value["start"], value["end"], value["text"]
        for one in value.values():
            yield from _spots(one, article)


def check_all(told: Told) -> int:
    """Look at every spot of every export; return how many different spans were met in all of them."""
    marks = told[1]
    texts = {one.article.id: one.article.text for one in marks}
    safe, raw, linked = (
        check(spots, marks) for spots in (in_csv(told, raw=False), in_csv(told, raw=True), in_json_ld(told))
    )
    assert safe == raw
    lined: Counter[Span] = Counter()
    for article, start, end, words in in_json_lines(told):
        assert texts[article][start:end] == words
        lined[Span(start, end)] += 1
    wanted = {figure.span for one in marks for figure in one.figures}
    assert wanted <= safe.keys() & linked.keys() & lined.keys()
    return len(wanted) * len(marks)


def test_every_span_of_the_example_is_what_its_text_has() -> None:
    assert check_all(demo()) > 100


def test_ten_thousand_spans_of_hard_texts_are_what_their_texts_have() -> None:
    chance, count = random.Random(7), 0
    while count < 10_000:
        text = a_text(chance)
        count += check_all(made(text, spans_of(text, chance)))
