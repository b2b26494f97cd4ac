"""The commands: forms, exit codes, and a quick answer to `--help`."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from saidby.serve.cli import main

ARTICLE = (
    "Weir failure killed at least 40, river board says\n\n"
    "At least 40 people were killed when the weir at Osk failed, the river board said on Monday.\n"
)
HEAVY = (
    "rich",
    "httpcore2",
    "feedparser",
    "py3langid",
    "rapidfuzz",
    "numpy",
    "saidby.pipeline",
    "saidby.records",
    "concurrent.futures",
)


def run(*args: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "osk-1.txt").write_text(ARTICLE)
    row = {"id": "osk-2", "text": ARTICLE.replace("40", "50"), "published": "2026-05-05", "outlet": "Osk Mail"}
    (tmp_path / "two.json").write_text(json.dumps(row))
    return tmp_path


# --- quick -------------------------------------------------------------------------------------------------------


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from saidby.serve.cli import main; main(['--help'], standalone_mode=False); "
        f"print('heavy:', [name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8", timeout=20)
    assert "demo" in done.stdout
    assert done.stdout.splitlines()[-1] == "heavy: []"


@pytest.mark.parametrize("name", ["read", "mark", "link"])
def test_the_verbs_stay_verbs_when_the_folders_of_their_name_are_imported(name: str) -> None:
    code = f"import saidby.read, saidby.mark, saidby.link; import saidby; print(callable(saidby.{name}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "True\n"


# --- read --------------------------------------------------------------------------------------------------------


def test_read_writes_one_figure_a_line_in_a_pipe(folder: Path) -> None:
    lines = [line.split("\t") for line in run("read", folder).stdout.splitlines()]
    assert lines[0][:4] == ["article", "figure", "bound", "value"]
    assert {len(line) for line in lines} == {len(lines[0])}
    assert ["osk-1", "At least 40", "at least", "40", "killed"] in [line[:5] for line in lines]


def test_read_jsonl_is_one_article_a_line_in_the_order_given(folder: Path) -> None:
    result = run("read", folder / "two.json", folder / "osk-1.txt", "--format", "jsonl")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["osk-2", "osk-1"]
    assert rows[0]["published"] == "2026-05-05"
    assert all(row["text"][f["start"] : f["end"]] == f["text"] for row in rows for f in row["figures"])


def test_read_and_explain_show_sums_that_hold_or_fail(tmp_path: Path) -> None:
    path = tmp_path / "road.txt"
    path.write_text("The road to the weir is 40 kilometres (64 miles) long, the river board said on Monday.\n")
    (found,) = json.loads(run("read", path, "--format", "jsonl").stdout)["arithmetic"]
    assert (found["kind"], found["holds"], len(found["figures"])) == ("conversion", False, 2)
    assert "conversion fails: “40” kilometres is 24.9 miles" in " ".join(run("explain", path).stdout.split())


def test_read_json_is_the_same_in_one_array(folder: Path) -> None:
    lines = run("read", folder, "--format", "jsonl").stdout.splitlines()
    assert json.loads(run("read", folder, "--format", "json").stdout) == [json.loads(line) for line in lines]
    assert json.loads(run("read", folder / "none.txt", "--format", "json").stdout) == []


def test_read_csv_has_a_header_and_is_harmless_to_a_spreadsheet(folder: Path) -> None:
    (folder / "=cmd.txt").write_text(ARTICLE)
    rows = list(csv.reader(io.StringIO(run("read", folder, "--format", "csv").stdout)))
    assert rows[0][0] == "article"
    assert "'=cmd" in {row[0] for row in rows}


def test_read_takes_standard_input() -> None:
    result = run("read", "-", "--format", "jsonl", stdin=ARTICLE)
    assert result.exit_code == 0
    assert "At least 40" in [figure["text"] for figure in json.loads(result.stdout)["figures"]]


def test_several_processes_write_the_same(folder: Path) -> None:
    for number in range(40):
        (folder / f"more-{number:02}.txt").write_text(ARTICLE.replace("40", str(100 + number)))
    (folder / "empty.txt").write_text("")
    one, two = (run("read", folder, "--format", "jsonl", "--workers", workers) for workers in ("1", "2"))
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    assert one.exit_code == two.exit_code == 3


# --- what cannot be read -----------------------------------------------------------------------------------------


def test_a_missing_file_costs_one_line_and_the_others_are_read(folder: Path) -> None:
    result = run("read", folder / "none.txt", folder / "osk-1.txt")
    assert result.exit_code == 3
    assert "osk-1" in result.stdout
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{folder / 'none.txt'}: ")
    assert line.endswith(".")


def test_a_story_file_is_passed_over_with_a_note(folder: Path) -> None:
    (folder / "osk.story.json").write_text("{}")
    result = run("read", folder)
    assert "osk.story.json" in result.stderr
    assert result.exit_code == 0


def test_a_second_article_of_one_id_is_named_with_the_first(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "more" / "osk-1.txt"
    other.parent.mkdir()
    other.write_text(ARTICLE)
    result = run("read", folder / "osk-1.txt", other)
    assert result.exit_code == 3
    assert str(other) in result.stderr
    assert str(folder / "osk-1.txt") in result.stderr


def test_a_message_cannot_steer_the_terminal(tmp_path: Path) -> None:
    result = run("read", tmp_path / "a\x1b[31m\nb.txt")
    assert "\x1b" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [["read"], ["story"], ["explain"], ["add", "--ledger", "nowhere/x.saidby"]])
def test_a_reader_that_nobody_brings_is_wrong_usage_at_once(command: list[str], folder: Path) -> None:
    result = run(*command, folder / "nothing.txt", "--reader", "nobody")
    assert result.exit_code == 2
    assert "nothing.txt" not in result.stderr
    assert "no reader of attributions is called 'nobody'. There are: " in result.stderr


@pytest.mark.parametrize("args", [["read"], ["read", "--format", "xml", "x"], ["nothing"], ["score", "nowhere"]])
def test_wrong_usage_ends_in_2(args: list[str]) -> None:
    assert run(*args).exit_code == 2


def test_what_is_refused_ends_in_1(tmp_path: Path) -> None:
    result = run("score", tmp_path)
    assert result.exit_code == 1
    assert "no annotated article" in result.stderr


def test_the_folder_one_is_in_has_a_name_in_messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("read", ".").stderr.startswith(".: no file in this folder")


@pytest.mark.parametrize("command", [["check", "40"]])
def test_what_takes_one_file_takes_no_folder(command: list[str], folder: Path) -> None:
    assert run(*command, folder).exit_code == 2
    assert run(*command, "").exit_code == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_line(folder: Path) -> None:
    command = [sys.executable, "-c", "from saidby.serve.cli import main; main()", "read", str(folder)]
    for unbuffered in ("", "1"):  # with a buffer the disk is found full only at the end
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                command,
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
                encoding="utf-8",
                timeout=60,
                env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            )
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1


# --- the others --------------------------------------------------------------------------------------------------


def test_story_reads_articles_together(folder: Path) -> None:
    story = json.loads(run("story", folder, "--format", "json").stdout)
    assert set(story["docs"]) == {"osk-1", "osk-2"}
    assert run("story", folder).stdout.startswith("2 articles")
    rows = list(csv.reader(io.StringIO(run("story", folder, "--format", "csv").stdout)))
    assert rows[0][:2] == ["statement", "source"]


def test_explain_of_several_articles_shows_what_ties_them_together(folder: Path) -> None:
    page = run("explain", folder).stdout
    assert "Why these reports are one statement, and others are not" in page
    assert "\nS1 " in page
    form = json.loads(run("explain", folder, "--format", "json").stdout)
    assert set(form) == {"statements", "sources", "roots", "provenance", "passages"}


def test_explain_of_one_statement_leaves_out_the_others(folder: Path) -> None:
    page = run("explain", folder, "--statement", "S1").stdout
    assert "\nS1 " in page
    assert "\nS2 " not in page
    form = json.loads(run("explain", folder, "--statement", "S1", "--format", "json").stdout)
    assert [s["id"] for s in form["statements"]] == ["S1"]
    assert all(root["statements"] == ["S1"] for root in form["roots"])


def test_a_statement_that_is_not_there_is_refused(folder: Path) -> None:
    result = run("explain", folder, "--statement", "S999")
    assert result.exit_code == 1
    assert "no statement of these articles is called 'S999'" in result.stderr


@pytest.mark.parametrize("rule", ["acled", "ucdp", "minmax", "latest"])
def test_a_story_by_one_rule_has_that_one_alone(folder: Path, rule: str) -> None:
    form = json.loads(run("story", folder, "--rule", rule, "--format", "json").stdout)
    assert {e["rule"] for r in form["ranges"] for e in r["estimates"]} <= {rule}


FERRY = (
    "Ferry Halda Rose sinks off Brinmoor\n\n"
    "The ferry Halda Rose sank off Brinmoor on Monday and 47 people drowned, the Brinmoor Harbour Board said.\n"
)


def test_articles_on_two_matters_make_two_stories(folder: Path) -> None:
    (folder / "ferry.txt").write_text(FERRY)
    chief = json.loads(run("story", folder, "--format", "json").stdout)
    assert set(chief["docs"]) == {"osk-1", "osk-2"}
    assert [other["docs"] for other in chief["others"]] == [["ferry"]]
    lines = run("story", folder, "--format", "jsonl").stdout.splitlines()
    assert sorted(len(json.loads(line)["docs"]) for line in lines) == [1, 2]
    rows = list(csv.reader(io.StringIO(run("story", folder, "--format", "csv").stdout)))
    assert rows[0][:2] == ["story", "statement"]
    page = run("story", folder).stdout
    assert "STORY 1 OF 2" in page
    assert "STORY 2 OF 2" in page


def test_one_keeps_all_articles_together(folder: Path) -> None:
    (folder / "ferry.txt").write_text(FERRY)
    story = json.loads(run("story", folder, "--one", "--format", "json").stdout)
    assert set(story["docs"]) == {"osk-1", "osk-2", "ferry"}
    assert "others" not in story


def test_explain_shows_sentence_and_rule(folder: Path) -> None:
    page = run("explain", folder / "osk-1.txt").stdout
    assert "“At least 40”" in page
    assert "because" in page
    marks = json.loads(run("explain", folder / "osk-1.txt", "--format", "json").stdout)
    assert marks["figures"][0]["because"]


def test_score_writes_a_line_a_field(folder: Path) -> None:
    gold = {"id": "osk-2", "text": ARTICLE, "figures": [], "quotes": []}
    (folder / "two.json").write_text(json.dumps(gold))
    lines = run("score", folder).stdout.splitlines()
    assert lines[0].split("\t")[0] == "field"
    assert lines[-1].split("\t")[0] == "complete"


def test_demo_needs_no_file() -> None:
    result = run("demo")
    assert result.exit_code == 0
    assert result.stdout.startswith("7 articles")


def test_the_demo_can_be_copied_out(tmp_path: Path) -> None:
    run("demo", "--copy-to", tmp_path / "demo")
    assert len(list((tmp_path / "demo").iterdir())) == 7


def test_copying_the_demo_out_leaves_what_was_changed_alone(tmp_path: Path) -> None:
    run("demo", "--copy-to", tmp_path)
    changed = next(tmp_path.glob("*.txt"))
    changed.write_text("my notes")
    result = run("demo", "--copy-to", tmp_path)
    assert result.exit_code == 1
    assert changed.read_text() == "my notes"
    assert changed.name in result.stderr


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = run("demo", "--copy-to", tmp_path / "file" / "below")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_and_option_is_documented(command: str) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "commands.md").read_text("utf-8")
    section = page.partition(f"## `saidby {command}")[2].partition("\n## ")[0]
    options = [o for p in main.commands[command].params for o in p.opts if o.startswith("--")]
    assert section
    assert [option for option in options if option not in section] == []


@pytest.mark.parametrize("ends", ["| head -n 1", ">&-", ">&- 2>&-"])
@pytest.mark.parametrize("words", ["read PLACE --format jsonl", "story PLACE --format csv", "--help"])
def test_a_reader_who_goes_away_ends_it_without_a_word(words: str, ends: str, folder: Path) -> None:
    for number in range(20):
        (folder / f"{number}.txt").write_text(ARTICLE.replace("40", str(60 + number)))
    given = words.replace("PLACE", str(folder)) + (" --reader rules" if "PLACE" in words else "")
    command = f"{sys.executable} -c 'from saidby.serve.cli import main; main()' {given}"
    done = subprocess.run(
        ["/bin/bash", "-c", f"{command} {ends}; exit ${{PIPESTATUS[0]}}"],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode in {0, 141}
    assert "Traceback" not in done.stderr
