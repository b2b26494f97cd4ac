"""Whole stories: the order changes nothing, years are told from the other articles, gold stories come out."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import msgspec
import pytest

from saidby.lexicon import Lexicon
from saidby.link.years import infer_years
from saidby.pipeline import link, mark, read
from saidby.records import Article, Marks, Story
from saidby.views.forms import article_form, story_form
from score.gold_marks import gold_marks as marks_of
from tests.link.build import told
from tests.shared import shared


@cache
def gold_marks(story: str) -> list[Marks]:
    return [marks_of(json.loads(path.read_bytes())) for path in sorted(shared("gold", "dev").glob(f"{story}-*.json"))]


@pytest.fixture(scope="module")
def kursk(lexicon: Lexicon) -> Story:
    return link(gold_marks("kursk"), lexicon, name="kursk")


def test_the_order_of_articles_changes_nothing(lexicon: Lexicon) -> None:
    marks = gold_marks("kursk")
    orders = [marks, marks[::-1], marks[2:] + marks[:2], sorted(marks, key=lambda m: len(m.article.text))]
    assert len({msgspec.json.encode(link(order, lexicon)) for order in orders}) == 1


def test_a_story_reads_back_as_it_was_written(kursk: Story) -> None:
    assert msgspec.json.decode(msgspec.json.encode(kursk), type=Story) == kursk


def test_nothing_makes_an_empty_story(lexicon: Lexicon) -> None:
    empty = link([], lexicon)
    assert (empty.docs, empty.statements, empty.drift) == ((), (), ())


def test_ids_of_an_earlier_story_are_kept(lexicon: Lexicon) -> None:
    one = told(
        "one", "The Kerrin River Board said {600} died.", {"source": "Kerrin River Board"}, published="2025-06-15"
    )
    before = told("two", "The Oska League said {90} fled.", {"source": "Oska League"}, published="2025-06-01")
    first = link([one], lexicon)
    both = link([one, before], lexicon, earlier=[first])
    kept = {s.key: s.id for s in first.statements}
    assert {s.key: s.id for s in both.statements if s.key in kept} == kept
    assert len({s.id for s in both.statements}) == 2


@pytest.mark.parametrize(
    ("dates", "inferred"),
    [
        (["--06-16", "2025-06-14"], "2025-06-16"),
        (["--12-30", "2026-01-02"], "2025-12-30"),
        (["--06-16", "--06-17"], None),
        (["--06-16", "2025-12-24"], None),  # half a year away: of which year it is cannot be told
        (["--06", "2025-06-14"], None),
    ],
)
def test_a_year_is_told_from_the_other_articles(dates: list[str], inferred: str | None) -> None:
    articles = [Article(id=f"d{n}", key=str(n), text="x", published=day) for n, day in enumerate(dates)]
    assert infer_years(articles).get("d0") == inferred


UNDATED = "OSKA, June 16 (LPA) - The Kerrin dam broke and 610 villagers drowned, the ministry said on Monday."
SAME_MATTER = "The Oska League says that 610 villagers drowned in Oska when the Kerrin dam broke."
OTHER_MATTER = "LUND - The Sundland rail board has opened a tunnel of 14 km below the Velby strait."


@pytest.mark.parametrize(("other", "day"), [(SAME_MATTER, "2025-06-16"), (OTHER_MATTER, None)])
def test_a_year_is_borrowed_within_one_matter_alone(other: str, day: str | None, lexicon: Lexicon) -> None:
    rows = [{"id": "one", "text": UNDATED}, {"id": "two", "text": other, "published": "2025-06-17"}]
    marks = [mark(read(json.dumps(row).encode(), name=f"{row['id']}.json", lexicon=lexicon)) for row in rows]
    said = {s.said_on for s in link(marks, lexicon).statements for r in s.reports if r.doc == "one"}
    assert said == {day}


def test_an_article_with_an_inferred_year_takes_its_place_among_the_others(lexicon: Lexicon) -> None:
    rows = [{"id": "one", "text": UNDATED}, {"id": "two", "text": SAME_MATTER, "published": "2025-06-17"}]
    articles = [read(json.dumps(row).encode(), name=f"{row['id']}.json", lexicon=lexicon) for row in rows]
    assert articles[0].published == "--06-16"
    assert link([mark(article, lexicon) for article in articles], lexicon).docs == ("one", "two")


@pytest.mark.parametrize(("story", "floors"), [("kursk", ["0.99", "1", "0.7"]), ("sukanya", ["0.97", "1", "0.1"])])
def test_gold_marks_make_the_gold_story(story: str, floors: list[str], lexicon: Lexicon, tmp_path: Path) -> None:
    marks = gold_marks(story)
    (tmp_path / "story.json").write_text(json.dumps(story_form(link(marks, lexicon, name=story))))
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(article_form(m)) + "\n" for m in marks))
    command = [
        sys.executable,
        str(shared("score", "score_story.py")),
        str(shared("gold", "dev", f"{story}.story.json")),
    ]
    command += [str(tmp_path / "story.json"), str(shared("gold", "dev")), str(tmp_path / "articles.jsonl")]
    names = ["--min-statements", "--min-roots", "--min-drift"]
    options = [word for pair in zip(names, floors, strict=True) for word in pair]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
