"""The ledger from the outside: what its commands write, and how they end."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from click.testing import CliRunner, Result

from saidby.ledger import Arrival, Ledger
from saidby.pipeline import update
from saidby.serve.adding import add_all
from saidby.serve.cli import main
from tests.ledger.build import arrival, example

TEXT = "PORT ELLORY, May 6, 2031 - At least {count} people were killed, the Ellory harbour police said on Tuesday.\n"
TEXT_LATER = (
    "PORT ELLORY, May 7, 2031 - At least {count} people were killed, the Ellory harbour police said on Wednesday.\n"
)


def saidby(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger that holds the bundled example."""
    folder = tmp_path_factory.mktemp("desk")
    saidby("demo", "--copy-to", folder / "demo")
    done = saidby("add", folder / "demo", "--ledger", folder / "it.saidby", "--reader", "rules")
    assert done.exit_code == 0, done.output
    return folder / "it.saidby"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a ledger of one article that a test may change."""
    (tmp_path / "ellory.txt").write_text(TEXT.format(count=12))
    saidby("add", tmp_path / "ellory.txt", "--ledger", tmp_path / "it.saidby", "--reader", "rules")
    return tmp_path / "it.saidby"


def test_add_says_what_was_new_and_what_revised_what(book: Path) -> None:
    revised = saidby("revisions", "--ledger", book)
    assert "more than 900" in revised.output
    again = saidby("add", book.parent / "demo", "--ledger", book, "--reader", "rules")
    assert again.output.startswith("0 new articles, 7 known\n  estmark-tribune-0427, ")


@pytest.mark.parametrize("table", ["stories", "statements", "series", "drift", "roots", "revisions"])
def test_each_table_says_the_same_in_every_form(book: Path, table: str) -> None:
    rows = {form: saidby(table, "--ledger", book, "--format", form).output for form in ("csv", "json", "jsonl")}
    as_json = json.loads(rows["json"])
    assert as_json == [json.loads(line) for line in rows["jsonl"].splitlines()]
    as_csv = list(csv.reader(io.StringIO(rows["csv"])))
    assert len(as_csv) == len(as_json) + 1 > 1
    assert as_csv[0] == list(as_json[0])


def test_a_story_of_the_ledger_is_the_story_of_its_files(book: Path) -> None:
    kept = json.loads(saidby("story", "--ledger", book, "--format", "json").output)
    straight = json.loads(saidby("story", book.parent / "demo", "--reader", "rules", "--format", "json").output)
    for part in ("docs", "statements", "drift", "roots", "series", "provenance"):
        assert kept[part] == straight[part]


def test_articles_and_statements_are_found_by_words(book: Path) -> None:
    found = [
        json.loads(line) for line in saidby("search", "dam", "--ledger", book, "--format", "jsonl").output.splitlines()
    ]
    assert {row["what"] for row in found} == {"article", "statement"}
    assert all("[" in row["words"] for row in found)
    assert saidby("search", "xylophone", "--ledger", book).exit_code == 1


def test_a_statement_that_is_found_says_of_which_story_it_is(small: Path) -> None:
    (story,) = json.loads(saidby("stories", "--ledger", small, "--format", "json").output)
    found = json.loads(saidby("search", "ellory", "--ledger", small, "--format", "json").output)
    assert [(row["what"], row["story"]) for row in found] == [
        ("article", story["story"]),
        ("statement", story["story"]),
    ]


def test_an_article_is_shown_with_its_captures_and_its_first_bytes(small: Path) -> None:
    shown = json.loads(saidby("show", "ellory", "--ledger", small, "--format", "json").output)
    assert [c["route"] for c in shown["captures"]] == ["file"]
    assert shown["figures"][0]["text"] == "At least 12"
    assert saidby("show", "ellory", "--ledger", small, "--raw").output == TEXT.format(count=12)


def test_an_article_is_shown_with_who_it_is_from_and_what_was_judged_in_it(small: Path) -> None:
    figure = json.loads(saidby("show", "ellory", "--ledger", small, "--format", "json").output)["figures"][0]
    assert saidby("show", "ellory", "--ledger", small).output.startswith("ellory · 2031-05-06 · 1 figure\n")
    saidby("judge", "accept", figure["key"], "--by", "ana", "--ledger", small)
    assert f"At least 12\theld\tana\t{figure['key']}" in saidby("show", "ellory", "--ledger", small).output
    saidby("judge", "reject", figure["key"], "--by", "ben", "--ledger", small)
    shown = saidby("show", "ellory", "--ledger", small).output
    assert f"At least 12\trejected\tana, ben\t{figure['key']}" in shown
    (row,) = json.loads(saidby("show", "ellory", "--ledger", small, "--format", "json").output)["judged"]
    assert row == {"words": "At least 12", "decided": "rejected", "by": "ana, ben", "key": figure["key"]}


def test_a_decision_stands_until_it_is_undone(small: Path) -> None:
    figure = json.loads(saidby("show", "ellory", "--ledger", small, "--format", "json").output)["figures"][0]
    judge = ("judge", "correct", figure["key"], "--set", "measure=wounded", "--by", "ana", "--ledger", small)
    assert saidby(*judge).exit_code == 0
    shown = json.loads(saidby("show", "ellory", "--ledger", small, "--format", "json").output)["figures"][0]
    assert (figure["measure"], shown["measure"]) == ("killed", "wounded")
    assert "wounded" in saidby("series", "--ledger", small).output
    assert saidby("judge", "undo", "--by", "ana", "--ledger", small).exit_code == 0
    assert "killed" in saidby("series", "--ledger", small).output
    kinds = [e["what"] for e in json.loads(saidby("history", "ana", "--ledger", small, "--format", "json").output)]
    assert kinds == ["judged", "undone"]
    assert saidby("judge", "undo", "--by", "ana", "--ledger", small).exit_code == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("judge", "correct", "KEY", "--by", "ana", "--set", "low=many"), "“many” does not do as “low” (a number, or"),
        (("judge", "correct", "KEY", "--by", "ana", "--set", "bound=banana"), "“banana” does not do as “bound”"),
        (("judge", "correct", "KEY", "--by", "ana", "--set", "high=3"), "lies above"),
        (("judge", "correct", "KEY", "--by", "ana", "--set", "sourc=x"), "no field to correct"),
        (("judge", "accept", "nothing", "--by", "ana"), "no figure of this ledger"),
        (("judge", "reject", "nothing", "--by", "ana"), "no figure of this ledger"),
        (("judge", "merge", "Nobody", "Nix", "--by", "ana", "--about", "source"), "no source of this ledger"),
        (("judge", "reject", "KEY", "--by", " "), "somebody who decides"),
        (("judge", "undo", "--by", "ana"), "nothing of ana's to undo"),
        (("history", "nothing"), "nothing has happened to 'nothing'"),
        (("show", "nothing"), "there is no article 'nothing'"),
        (("statements", "--story", "nothing"), "there is no story 'nothing'"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(small: Path, given: tuple[str, ...], said: str) -> None:
    figure = json.loads(saidby("show", "ellory", "--ledger", small, "--format", "json").output)["figures"][0]
    done = saidby(*(figure["key"] if word == "KEY" else word for word in given), "--ledger", small)
    assert done.exit_code == 1
    assert said in done.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("correct", "KEY"), "needs the fields"),
        (("correct", "KEY", "--set", "measure"), "FIELD=VALUE"),
        (("merge", "KEY"), "needs others"),
        (("accept",), "needs a KEY"),
        (("accept", "KEY", "--set", "low=3"), "takes no --set"),
        (("undo", "KEY"), "takes no KEY"),
    ],
)
def test_a_decision_that_is_written_wrongly_is_told_so_and_changes_nothing(
    small: Path, given: tuple[str, ...], said: str
) -> None:
    figure = json.loads(saidby("show", "ellory", "--ledger", small, "--format", "json").output)["figures"][0]
    words = (figure["key"] if word == "KEY" else word for word in given)
    done = saidby("judge", *words, "--by", "ana", "--ledger", small)
    assert done.exit_code == 2
    assert said in done.stderr
    assert saidby("history", "ana", "--ledger", small).exit_code == 1


def test_the_beginning_of_a_key_is_enough_where_one_figure_alone_has_it(small: Path) -> None:
    figure = json.loads(saidby("show", "ellory", "--ledger", small, "--format", "json").output)["figures"][0]
    assert saidby("judge", "reject", figure["key"][:12], "--by", "ana", "--ledger", small).exit_code == 0
    for words in (("history", figure["key"][:12]), ("judge", "accept", figure["key"][:12], "--by", "ben")):
        assert saidby(*words, "--ledger", small).exit_code == 0  # it is rejected, and there all the same
    assert "no figure" in saidby("judge", "accept", figure["key"][:2], "--by", "ana", "--ledger", small).stderr


def test_what_was_done_can_be_asked_for_as_json(small: Path) -> None:
    figure = json.loads(saidby("show", "ellory", "--ledger", small, "--format", "json").output)["figures"][0]
    copy, log, other = (small.with_name(name) for name in ("copy.saidby", "log.jsonl", "other.saidby"))
    kept = saidby("judge", "accept", figure["key"], "--by", "ana", "--ledger", small, "--format", "json")
    undone = saidby("judge", "undo", "--by", "ana", "--ledger", small, "--format", "json")
    step = json.loads(kept.output)["step"]
    assert json.loads(kept.output) == {"step": step, "verb": "accept", "by": "ana", "keys": [figure["key"]]}
    assert json.loads(undone.output) == {"step": step, "verb": "undo", "by": "ana", "keys": []}
    backed_up = saidby("backup", copy, "--ledger", small, "--format", "json")
    assert json.loads(backed_up.output) == {"file": str(copy), "bytes": copy.stat().st_size}
    saidby("export", log, "--ledger", small)
    taken = json.loads(saidby("import", log, "--ledger", other, "--format", "json").output)
    with Ledger.open(small) as book:
        assert taken["events"] == book.size()[0]


def test_a_sound_ledger_verifies_and_a_backup_of_it_too(small: Path) -> None:
    copy = small.with_name("copy.saidby")
    assert saidby("backup", copy, "--ledger", small).exit_code == 0
    for ledger in (small, copy):
        done = saidby("verify", "--ledger", ledger)
        assert done.exit_code == 0
        assert "all as it was written" in done.output


def test_who_has_a_ledger_verified_can_see_how_far_it_is(small: Path) -> None:
    steps: list[None] = []
    with Ledger.open(small) as book:
        ((contents,),) = book.ask("SELECT count(*) FROM content")
        assert list(book.verify(lambda: steps.append(None))) == []
        assert len(steps) == book.size()[0] + int(str(contents))


def test_a_document_that_cannot_be_read_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT.format(count=12))
    (tmp_path / "bad.json").write_text("{")
    done = saidby("add", tmp_path / "good.txt", tmp_path / "bad.json", "--ledger", tmp_path / "it.saidby")
    assert done.exit_code == 3
    assert "bad.json" in done.output
    assert "1 new article" in done.output


def test_the_doctor_says_what_is_well_and_what_to_do_about_the_rest(small: Path) -> None:
    done = saidby("doctor", "--ledger", small)
    assert done.exit_code == 0
    assert "chain, contents and index" in done.output
    behind = apsw.Connection(str(small))
    behind.execute("UPDATE story SET wanted = wanted + 1")
    behind.execute("DROP TRIGGER event_never_update; UPDATE event SET at = '2999-01-01T00:00:00.000Z' WHERE seq = 3")
    behind.close()
    ill = saidby("doctor", "--ledger", small, "--format", "json")
    assert ill.exit_code == 1
    assert {row["what"] for row in json.loads(ill.output) if not row["well"]} == {
        "clock",
        "stories",
        "chain, contents and index",
    }


def test_what_is_exported_comes_back_by_import(small: Path) -> None:
    log, copy = small.with_name("log.jsonl"), small.with_name("copy.saidby")
    assert saidby("export", log, "--ledger", small).exit_code == 0
    assert saidby("export", log, "--ledger", small).exit_code == 1  # nothing is overwritten
    assert saidby("import", log, "--ledger", copy).exit_code == 0
    for table in ("stories", "statements", "series"):
        assert saidby(table, "--ledger", copy).output == saidby(table, "--ledger", small).output
    assert saidby("export", "-", "--ledger", small).output == log.read_text()


def test_a_log_that_was_altered_is_refused_and_nothing_is_taken_over(small: Path) -> None:
    log, copy = small.with_name("log.jsonl"), small.with_name("copy.saidby")
    saidby("export", log, "--ledger", small)
    log.write_bytes(log.read_bytes().replace(b"ellory", b"elbory", 1))
    done = saidby("import", log, "--ledger", copy)
    assert done.exit_code == 1
    assert "line" in done.output
    assert saidby("stories", "--ledger", copy, "--format", "json").output == "[]\n"


def test_an_article_that_was_changed_is_told_and_the_former_text_stays(small: Path) -> None:
    place = small.with_name("ellory.txt")
    place.write_text(TEXT.format(count=15))
    done = saidby("add", place, "--ledger", small, "--reader", "rules")
    assert "stands where ellory stood: its text has changed" in done.output
    assert saidby("show", "ellory", "--ledger", small, "--raw").output == TEXT.format(count=12)


# --- quarantine --------------------------------------------------------------------------------------------------
def test_what_is_over_a_limit_is_kept_away_listed_counted_and_given_back_as_it_came(small: Path) -> None:
    bad = small.with_name("deep.html")
    bad.write_text("<html><body>" + "<div>" * 600)
    for _ in range(2):  # the same once more changes nothing
        done = saidby("add", bad, small.with_name("ellory.txt"), "--ledger", small, "--reader", "rules")
        assert done.exit_code == 3
        assert "nested more than 512 deep" in done.stderr
    (row,) = json.loads(saidby("quarantine", "--ledger", small, "--format", "json").output)
    assert (row["name"], row["size"], row["route"]) == (str(bad), bad.stat().st_size, "file")
    assert row["why"] == "a page with elements nested more than 512 deep"
    assert saidby("quarantine", row["sha256"][:9], "--ledger", small).output == bad.read_text()
    assert saidby("quarantine", "nothing", "--ledger", small).exit_code == 1
    assert "quarantine: 1 documents" in saidby("doctor", "--ledger", small).output
    assert saidby("verify", "--ledger", small).exit_code == 0
    log, copy = small.with_name("log.jsonl"), small.with_name("copy.saidby")
    saidby("export", log, "--ledger", small)
    saidby("import", log, "--ledger", copy)
    assert saidby("quarantine", "--ledger", copy).output == saidby("quarantine", "--ledger", small).output


def test_what_took_too_long_leaves_quarantine_once_it_could_be_read(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = small.with_name("long.txt")
    long.write_text(TEXT.format(count=12) * 300)
    monkeypatch.setenv("SAIDBY_SECONDS", "0.1")
    assert "took longer than 0.1 s" in saidby("add", long, "--ledger", small, "--reader", "rules").stderr
    assert len(saidby("quarantine", "--ledger", small, "--format", "jsonl").output.splitlines()) == 1
    monkeypatch.delenv("SAIDBY_SECONDS")
    assert saidby("add", long, "--ledger", small, "--reader", "rules").exit_code == 0
    assert saidby("quarantine", "--ledger", small, "--format", "jsonl").output == ""


# --- at the same time --------------------------------------------------------------------------------------------
def test_who_adds_hears_of_what_came_by_him_and_not_of_what_others_added(tmp_path: Path) -> None:
    theirs = [arrival("a.txt", TEXT.format(count=12)), arrival("b.txt", TEXT_LATER.format(count=15))]
    with Ledger.open(tmp_path / "alone.saidby", create=True) as alone:
        expected = add_all(alone, example())
    with Ledger.open(tmp_path / "it.saidby", create=True) as book, Ledger.open(tmp_path / "it.saidby") as other:

        def coming() -> Iterator[Arrival]:
            yield from example()[:3]
            update(other, theirs)  # somebody else's, linked by whoever comes first
            yield from example()[3:]

        added = add_all(book, coming())
        late = add_all(other, [arrival("c.txt", TEXT_LATER.format(count=15) + "More rain fell.\n")])
    assert expected.revisions
    assert added.revisions == expected.revisions
    assert added.stories == expected.stories
    assert len(late.stories) == 1
    assert late.stories.keys().isdisjoint(added.stories)
    assert not late.revisions
