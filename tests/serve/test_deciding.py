"""People decide on the command line about everything that a story tells, and look back in words."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from saidby.ledger import Ledger
from saidby.serve.cli import main
from saidby.serve.rereading import reread

TEXT = "PORT ELLORY, May 6, 2031 - At least {count} people were killed, the Ellory harbour police said on Tuesday.\n"


def saidby(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def rows(table: str, book: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(saidby(table, "--ledger", book, "--format", "json").output)
    return found


def judge(book: Path, *words: str) -> Result:
    done = saidby("judge", *words, "--by", "ana", "--ledger", book)
    assert done.exit_code == 0, done.output
    return done


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger that holds the bundled example; a test leaves it as it was."""
    folder = tmp_path_factory.mktemp("deciding")
    saidby("demo", "--copy-to", folder / "demo")
    assert saidby("add", folder / "demo", "--ledger", folder / "it.saidby", "--reader", "rules").exit_code == 0
    return folder / "it.saidby"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a ledger of one article that a test may change."""
    (tmp_path / "ellory.txt").write_text(TEXT.format(count=12))
    saidby("add", tmp_path / "ellory.txt", "--ledger", tmp_path / "it.saidby", "--reader", "rules")
    return tmp_path / "it.saidby"


@pytest.mark.parametrize("about", ["derivation", "drift", "statement"])
def test_what_somebody_rejects_leaves_its_table_until_that_is_undone(whole: Path, about: str) -> None:
    before = rows(f"{about}s" if about != "drift" else "drift", whole)
    judge(whole, "reject", before[0]["key"], "--about", about)
    after = rows(f"{about}s" if about != "drift" else "drift", whole)
    assert before[0]["key"] not in {row["key"] for row in after}
    judge(whole, "undo")
    assert rows(f"{about}s" if about != "drift" else "drift", whole) == before


def test_what_somebody_accepts_is_sure(whole: Path) -> None:
    key = rows("derivations", whole)[0]["key"]
    judge(whole, "accept", key, "--about", "derivation")
    assert [(r["rule"], r["confidence"]) for r in rows("derivations", whole) if r["key"] == key] == [("judged", 1)]
    judge(whole, "undo")


def test_sources_are_put_together_and_called_by_name(whole: Path) -> None:
    before = rows("sources", whole)
    one, other = (next(row for row in before if row["name"] == name) for name in ("Open Hands", "Jorin Hale"))
    judge(whole, "merge", "open hands", other["key"], "--about", "source")
    judge(whole, "correct", one["key"], "--about", "source", "--set", "name=Open Hands Relief")
    (found,) = (row for row in rows("sources", whole) if row["name"] == "Open Hands Relief")
    assert json.loads(found["names"]) == ["Jorin Hale", "Open Hands"]
    judge(whole, "split", "Open Hands", "Jorin Hale", "--about", "source")
    assert {"Open Hands Relief", "Jorin Hale"} <= {row["name"] for row in rows("sources", whole)}
    for _ in range(3):
        judge(whole, "undo")
    assert rows("sources", whole) == before


def test_history_is_told_in_words_and_kept_as_it_is_for_programs(whole: Path) -> None:
    one, other, *_ = rows("statements", whole)
    judge(whole, "merge", one["key"], other["key"], "--about", "statement", "--why", "one count")
    judge(whole, "undo")
    told = saidby("history", "ana", "--ledger", whole).output
    assert "holds to be one: the statement of “about 640” in lpa-0418, the statement of “more than 900”" in told
    assert "(“one count”)" in told
    assert "undid step" in told
    assert "{" not in told
    article = saidby("history", "lpa-0418", "--ledger", whole).output
    for words in ("article lpa-0418 came in", "met from the file", "reader rules: 10 figures", "became"):
        assert words in article
    kept = json.loads(saidby("history", "ana", "--ledger", whole, "--format", "json").output)
    assert json.loads(kept[-2]["body"])["decisions"][0]["verb"] == "merge"


def test_the_history_of_a_figure_and_of_its_article_has_what_was_decided_and_what_was_undone(small: Path) -> None:
    figure = json.loads(saidby("show", "ellory", "--ledger", small, "--format", "json").output)["figures"][0]
    judge(small, "reject", figure["key"])
    judge(small, "undo")
    saidby("judge", "accept", figure["key"], "--by", "ben", "--ledger", small)
    judge(small, "redo")
    decided = ["rejected “At least 12” in ellory", "undid step", "accepted “At least 12” in ellory", "redid step"]
    for name in (figure["key"], "ellory"):
        told = saidby("history", name, "--ledger", small).output.splitlines()
        places = [
            n
            for words in decided
            for n, line in enumerate(told)
            if words in line and line.split("\t")[3].startswith(words)
        ]
        assert len(places) == 4
        assert places == sorted(places)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("merge", "A", "B", "--about", "drift"), "accept or reject"),
        (("reject", "nothing", "--about", "derivation"), "no derivation of this ledger"),
        (("reject", "nothing", "--about", "drift"), "no drift of this ledger"),
        (("reject", "nothing", "--about", "statement"), "no statement of this ledger"),
        (("reject", "Nobody", "--about", "source"), "no source of this ledger"),
        (("correct", "Ellory harbour police", "--about", "source", "--set", "kind=fish"), "makes no source"),
        (("correct", "Ellory harbour police", "--about", "source", "--set", "low=3"), "no field to correct"),
        (("correct", "KEY", "--set", "statement=nothing"), "no statement of this ledger"),
    ],
)
def test_nonsense_is_refused_in_words(small: Path, given: tuple[str, ...], said: str) -> None:
    figure = json.loads(saidby("show", "ellory", "--ledger", small, "--format", "json").output)["figures"][0]
    words = [figure["key"] if word == "KEY" else word for word in given]
    done = saidby("judge", *words, "--by", "ana", "--ledger", small)
    assert done.exit_code == 1
    assert said in done.output


def test_reading_anew_with_the_same_program_changes_nothing(whole: Path) -> None:
    events = len(rows("statements", whole))
    done = json.loads(saidby("reread", "--ledger", whole, "--workers", "2", "--format", "json").output)
    assert (done["articles"], done["differ"], done["suggestions"]) == (7, 0, 0)
    assert len(rows("statements", whole)) == events
    assert "7 articles read anew, 0 with other findings" in saidby("reread", "--ledger", whole).output


def test_reading_anew_keeps_what_people_decided_and_suggests_what_it_finds(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figure = json.loads(saidby("show", "ellory", "--ledger", small, "--format", "json").output)["figures"][0]
    judge(small, "correct", figure["key"], "--set", "measure=detained")
    from msgspec import structs

    from saidby.pipeline import mark

    def later(article: Any, **how: Any) -> Any:
        marks = mark(article, **how)
        return structs.replace(marks, figures=tuple(structs.replace(f, measure="wounded") for f in marks.figures))

    monkeypatch.setattr("saidby.serve.rereading.mark", later)
    with Ledger.open(small) as book:
        done = reread(book)
    assert (done.articles, done.differ, done.changed, done.found, done.lost, done.suggestions) == (1, 1, 1, 0, 0, 1)
    (suggested,) = rows("suggestions", small)
    assert (suggested["field"], suggested["judged"], suggested["found now"]) == ("measure", "detained", "wounded")
    assert saidby("show", "ellory", "--ledger", small).output.count("detained") == 1
    assert rows("orphans", small) == []


def test_a_judgement_whose_page_has_changed_is_listed_with_its_words(small: Path) -> None:
    figure = json.loads(saidby("show", "ellory", "--ledger", small, "--format", "json").output)["figures"][0]
    judge(small, "reject", figure["key"])
    small.with_name("ellory.txt").write_text("An earlier version was wrong. " + TEXT.format(count=12))
    saidby("add", small.with_name("ellory.txt"), "--ledger", small, "--reader", "rules")
    (orphan,) = rows("orphans", small)
    assert (orphan["words"], orphan["judged"], orphan["by"]) == ("At least 12", "rejected", "ana")
    assert "another text" in orphan["why"]


def test_tables_made_anew_are_the_same_and_sound(whole: Path) -> None:
    before = {table: rows(table, whole) for table in ("stories", "statements", "sources", "series", "drift")}
    done = saidby("rebuild", "--ledger", whole)
    assert (done.exit_code, "all as it was written" in done.output) == (0, True)
    assert {table: rows(table, whole) for table in before} == before
