"""Reading, held against the gold articles: nothing told is lost, nothing is refused, and headers agree."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from saidby.pipeline import read
from saidby.records import Article
from tests.shared import shared

TAKEN = ("id", "text", "title", "url", "outlet", "published")
# Articles, of some 300, whose header may differ from the gold; lower them when reading gets better.
ALLOWED = {"title": 2, "published": 2, "wire": 10}


@pytest.fixture(scope="module")
def articles() -> list[tuple[dict[str, Any], Article]]:
    files: list[Path] = sorted([*shared("gold", "train").glob("*.json"), *shared("gold", "dev").glob("*.json")])
    rows = [json.loads(f.read_text()) for f in files if not f.name.endswith(".story.json")]
    return [(r, read(json.dumps({k: r.get(k) for k in TAKEN}).encode(), name=f"{r['id']}.json")) for r in rows]


def test_no_figure_lies_in_what_is_not_told(articles: list[tuple[dict[str, Any], Article]]) -> None:
    lost = [
        (row["id"], figure["text"], item.rule)
        for row, article in articles
        for item in article.furniture
        for figure in row["figures"]
        if not item.told and item.span.start <= figure["start"] < item.span.end
    ]
    assert lost == []


def test_headers_agree(articles: list[tuple[dict[str, Any], Article]]) -> None:
    differ: Counter[str] = Counter()
    for row, article in articles:
        title = article.title.of(article.text) if article.title else article.headline
        differ["title"] += title != row["title"]
        differ["published"] += article.published != row["published"]
        differ["wire"] += not _same_agency(article.wire, row["wire"])
    assert {field: count for field, count in differ.items() if count > ALLOWED[field]} == {}


def _same_agency(found: str | None, gold: str | None) -> bool:
    """Tell whether two names of an agency are one: "Yonhap", "Yonhap News Agency"; "AP", "Associated Press"."""
    if found is None or gold is None:
        return found == gold
    short = gold.casefold().removeprefix("the ").split()[0]
    return short in found.casefold() or short == "".join(w[0] for w in found.casefold().split())
