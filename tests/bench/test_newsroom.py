"""The simulated newsroom: the same dice write the same articles, and what is called true of them is."""

import gc
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from bench.newsroom import Item, Truth, newsroom
from bench.newsroom.__main__ import main
from bench.newsroom.records import DriftTruth, FigureTruth
from bench.newsroom.stories import Story
from bench.newsroom.world import make_world
from saidby.lexicon import Lexicon
from saidby.pipeline import mark, read
from saidby.records import DriftKind

ROOT = Path(__file__).resolve().parent.parent.parent
SIZE = 1500


@pytest.fixture(scope="module")
def world() -> list[tuple[Item, Truth]]:
    return list(newsroom(SIZE, seed=11))


@pytest.fixture(scope="module")
def texts(world: list[tuple[Item, Truth]]) -> dict[str, str]:
    return {item.id: item.text for item, _ in world}


def figures(world: list[tuple[Item, Truth]]) -> Iterator[tuple[str, FigureTruth]]:
    return ((item.text, f) for item, truth in world for f in truth.figures)


def drifts(world: list[tuple[Item, Truth]]) -> list[DriftTruth]:
    return [d for _, truth in world for d in truth.drift]


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_a_seed_writes_the_same_bytes_whatever_the_hash_seed(hash_seed: str) -> None:
    command = [sys.executable, "-m", "bench.newsroom", "--articles", "25", "--seed", "4"]
    env = os.environ | {"PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=True)
    here = b"".join(msgspec.json.encode(item) + b"\n" for item, _ in newsroom(25, seed=4))
    assert done.stdout == here


def test_few_articles_are_the_first_of_many(world: list[tuple[Item, Truth]]) -> None:
    assert list(newsroom(40, seed=11)) == world[:40]


def test_another_seed_is_another_world(world: list[tuple[Item, Truth]]) -> None:
    other = [item.text for item, _ in newsroom(40, seed=12)]
    assert not set(other) & {item.text for item, _ in world}


def test_no_two_articles_have_one_id(world: list[tuple[Item, Truth]]) -> None:
    assert len({item.id for item, _ in world}) == SIZE


def test_only_open_stories_are_held() -> None:
    seen = 0
    for seen, _ in enumerate(newsroom(SIZE, seed=11), 1):
        if seen in {SIZE // 3, SIZE - 1}:
            assert sum(isinstance(o, Story) for o in gc.get_objects()) < 30
    assert seen == SIZE


def test_the_spans_of_figures_cut_their_words(world: list[tuple[Item, Truth]]) -> None:
    assert all(text[f.start : f.end] == f.text for text, f in figures(world))


def test_figures_do_not_overlap(world: list[tuple[Item, Truth]]) -> None:
    for _, truth in world:
        assert all(a.end <= b.start for a, b in pairwise(truth.figures))


def test_a_figures_words_tell_its_number(world: list[tuple[Item, Truth]]) -> None:
    for _, f in figures(world):
        digits = "".join(c for c in f.text if c.isdigit())
        number = f.low if f.low is not None else f.high
        if digits and f.kind == "count" and "illion" not in f.text:
            assert number == int(digits)


def test_sources_and_hedges_stand_where_they_are_said_to(world: list[tuple[Item, Truth]]) -> None:
    for text, f in figures(world):
        assert bool(f.source) == bool(f.source_text)
        if f.source_text is not None and f.source_start is not None:
            assert text.startswith(f.source_text, f.source_start)
        if f.hedge_start is not None:
            assert text.startswith(f.hedge[0], f.hedge_start)


def test_spoken_words_stand_where_they_are_said_to(world: list[tuple[Item, Truth]]) -> None:
    spoken = [(item.text, s) for item, truth in world for s in truth.spoken]
    assert spoken
    assert all(text[s.start : s.end] == s.text for text, s in spoken)


def test_quotations_stand_between_marks(world: list[tuple[Item, Truth]]) -> None:
    for item, truth in world:
        for q in truth.quotes:
            assert item.text[q.start : q.end] == q.text
            assert item.text[q.start - 1] in '“"'


def test_a_part_names_a_figure_of_its_article(world: list[tuple[Item, Truth]]) -> None:
    for _, truth in world:
        ids = {f.id for f in truth.figures}
        assert all(f.part_of in ids - {f.id} for f in truth.figures if f.part_of)


def test_every_figure_and_quotation_tells_a_statement_of_its_article(world: list[tuple[Item, Truth]]) -> None:
    for _, truth in world:
        known = {s.id for s in truth.statements}
        told = {f.statement for f in truth.figures} | {q.statement for q in truth.quotes}
        assert told | {s.statement for s in truth.spoken} == known


def test_a_statement_is_the_same_in_all_articles(world: list[tuple[Item, Truth]]) -> None:
    told: dict[str, set[str]] = {}
    for _, truth in world:
        for s in truth.statements:
            told.setdefault(s.id, set()).add(repr(s))
    assert all(len(versions) == 1 for versions in told.values())


def test_a_statement_supersedes_one_of_its_own_source(world: list[tuple[Item, Truth]]) -> None:
    known = {s.id: s for _, truth in world for s in truth.statements}
    later = [s for s in known.values() if s.supersedes in known]
    assert later
    assert all(known[s.supersedes or ""].claimant == s.claimant for s in later)


def test_words_come_from_an_earlier_article_of_the_story(world: list[tuple[Item, Truth]]) -> None:
    story: dict[str, str] = {}
    for _, truth in world:
        for parent in truth.derived_from:
            outside = parent.derived_from.startswith("external:")
            assert outside or story[parent.derived_from] == truth.story
        story[truth.id] = truth.story


def test_all_kinds_of_copies_occur(world: list[tuple[Item, Truth]]) -> None:
    ways = Counter(p.how for _, truth in world for p in truth.derived_from)
    assert set(ways) == {"cites", "verbatim copy", "rewrite", "retelling"}


def test_every_kind_of_drift_occurs(world: list[tuple[Item, Truth]]) -> None:
    assert {d.kind for d in drifts(world)} == set(get_args(DriftKind)) - {"other"}


def test_both_sides_of_a_drift_are_words_of_articles(world: list[tuple[Item, Truth]], texts: dict[str, str]) -> None:
    for d in drifts(world):
        here, there = texts[d.doc][d.start : d.end], texts[d.against.doc][d.against.start : d.against.end]
        assert here.strip()
        assert there.strip()
        assert here != there or d.kind == "said_on_changed"


def test_what_was_copied_with_the_words_was_first_changed_elsewhere(world: list[tuple[Item, Truth]]) -> None:
    for d in drifts(world):
        assert d.inherited == (not d.family.startswith(f"{d.doc}."))


def test_the_unaltered_figures_of_a_claim_agree(world: list[tuple[Item, Truth]]) -> None:
    touched = {d.statement for d in drifts(world)}
    values: dict[str, set[tuple[object, ...]]] = {}
    for _, f in figures(world):
        if f.statement not in touched:
            values.setdefault(f.claim, set()).add(
                (f.low, f.high, f.bound, f.measure, f.hedge and f.hedge[0].casefold())
            )
    assert values
    assert all(len(v) == 1 for v in values.values())


def test_no_name_is_that_of_a_known_place_or_outlet(lexicon: Lexicon) -> None:
    for seed in range(5):
        made = make_world(seed)
        towns = [t for c in made.countries for region, row in c.regions.items() for t in (region, *row)]
        assert not [n for n in [*towns, *(c.name for c in made.countries)] if lexicon.places.find_in(n)]
        named = [o.name for o in made.outlets] + [a.name for a in made.agencies]
        assert not [n for n in named if lexicon.outlets.find_in(n)]


def test_the_reader_takes_what_the_newsroom_writes(world: list[tuple[Item, Truth]]) -> None:
    for item, truth in world[:40]:
        article = read(msgspec.json.encode(item), name=f"{item.id}.json")
        assert (article.id, article.outlet, article.published) == (item.id, truth.outlet, truth.published)


def test_most_figures_are_read(world: list[tuple[Item, Truth]], lexicon: Lexicon) -> None:
    found = total = 0
    for item, truth in world[:60]:
        spans = {
            (f.span.start, f.span.end) for f in mark(read(msgspec.json.encode(item), name="a.json"), lexicon).figures
        }
        found += sum((f.start, f.end) in spans for f in truth.figures)
        total += len(truth.figures)
    assert found >= 0.9 * total


def test_the_command_writes_articles_and_truth(tmp_path: Path) -> None:
    truth, folder = tmp_path / "truth.jsonl", tmp_path / "articles"
    assert main(["--articles", "7", "--seed", "2", "--truth", str(truth), "--folder", str(folder)]) == 0
    rows = [json.loads(line) for line in truth.read_text("utf-8").splitlines()]
    assert sorted(p.stem for p in folder.glob("*.json")) == sorted(row["id"] for row in rows)
    assert len(rows) == 7


def test_the_program_reads_a_folder_of_articles(tmp_path: Path) -> None:
    main(["--articles", "5", "--folder", str(tmp_path)])
    command = [
        sys.executable,
        "-c",
        "from saidby.serve.cli import main; main()",
        "read",
        str(tmp_path),
        "--format",
        "jsonl",
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 5


def test_a_figure_is_dated_only_where_its_sentence_says_as_of(world: list[tuple[Item, Truth]]) -> None:
    dated = [(text, f) for text, f in figures(world) if f.as_of]
    assert dated
    for text, f in dated:
        assert "as of" in text[f.end :].partition("\n")[0]
