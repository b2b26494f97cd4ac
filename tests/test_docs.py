"""The documentation cannot drift: what it must name is read off the program."""

import re
import tomllib
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest

from docs import readme
from saidby import records
from saidby.evidence import Telling
from saidby.lexicon import Lexicon
from saidby.serve.cli import main

ROOT = Path(__file__).resolve().parent.parent
RECORDS = {
    name: record
    for name, record in vars(records).items()
    if isinstance(record, type) and issubclass(record, msgspec.Struct) and record is not msgspec.Struct
} | {"Telling": Telling}
CHOICES = {name: get_args(choices) for name, choices in vars(records).items() if get_origin(choices) is Literal}
PROMISED = "R1 R2 R3 R4 R6 R7 R8 R9 R11 R12 I1 I2 I3 E1 E2 E5 E6 H1 H2 H3 H4 H5 H6 H8 H9 S1 O1 O3".split()
PAGES = sorted([*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md")])


def page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text("utf-8")


def section(record: str) -> str:
    """Return what the records page says of one record."""
    return page("records").partition(f"### `{record}`\n")[2].partition("\n#")[0]


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_of_a_record_is_documented(record: str) -> None:
    rows = "\n".join(line for line in section(record).splitlines() if line.startswith("| `"))
    documented = {name for line in rows.splitlines() for name in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert documented == set(RECORDS[record].__struct_fields__)


@pytest.mark.parametrize("name", CHOICES)
def test_every_value_of_a_choice_is_documented(name: str) -> None:
    assert [value for value in CHOICES[name] if f"`{value}`" not in page("records")] == []


def test_the_steps_of_the_pipeline_are_documented() -> None:
    marks = get_type_hints(records.Marks).keys() - {"article", "reader", "sentences"}
    found = re.findall(r"^\| (\w+) \|", page("how-it-works"), re.MULTILINE)
    assert set(found) >= {name.removesuffix("s") + "s" for name in marks - {"attributions", "arithmetic"}} | {
        "attribution",
        "arithmetic",
        "tie",
    }


def test_every_module_beside_the_folders_is_documented() -> None:
    names = {path.name for path in (ROOT / "saidby").glob("*.py")} - {"__init__.py"}
    assert names == set(re.findall(r"^\| `(\w+\.py)` \|", page("how-it-works"), re.MULTILINE))


def test_every_lexicon_file_is_documented() -> None:
    names = [name for name in Lexicon.__struct_fields__ if name != "version"]
    assert [name for name in names if f"| `{name}` |" not in page("lexicons")] == []


def test_every_page_is_reached_from_the_first() -> None:
    names = {path.stem for path in (ROOT / "docs").glob("*.md")} - {"index"}
    toc = page("index").partition(":::{toctree}")[2]
    assert names == {line for line in toc.splitlines() if re.fullmatch(r"[\w-]+", line)}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_each_dependency_earns_its_line_in_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    groups = [project["project"]["dependencies"], *extras, *project["dependency-groups"].values()]
    names = {re.split(r"[\[<>=]", line)[0] for group in groups for line in group}
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [name for name in names if f"**{name}**" not in changelog] == []


def test_the_locks_name_no_registry_and_hash_everything() -> None:
    for path in ROOT.glob("requirements*.lock"):
        lock = path.read_text("utf-8")
        assert "://" not in lock
        pinned = [block for block in re.split(r"\n(?=\S)", lock) if block and not block.startswith("#")]
        assert all("--hash=sha256:" in block for block in pinned)


def test_the_readme_shows_what_the_demo_prints() -> None:
    now = readme.excerpt(readme.demo())
    assert readme.shown(readme.README.read_text("utf-8")) == now, "run: ./dev readme"


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "docs" / "how-it-works.md"], ids=lambda path: path.name)
def test_the_python_on_a_page_runs(path: Path) -> None:
    paths = sorted((ROOT / "saidby" / "demo").iterdir())
    names = {"paths": paths, "path": paths[0], "others": []}
    for block in re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.DOTALL):
        exec(block, names)  # noqa: S102 - it is our own page
    assert names["story"].docs  # type: ignore[attr-defined]


def test_the_commands_on_the_pages_exist() -> None:
    for path in PAGES:
        named = set(re.findall(r"^(?:\.venv/bin/)?saidby (\w+)", path.read_text("utf-8"), re.MULTILINE))
        assert named <= set(main.commands)
    assert [name for name in main.commands if f"saidby {name}" not in page("commands")] == []


def test_the_tasks_on_the_pages_exist() -> None:
    script, makefile = (ROOT / "dev").read_text("utf-8"), (ROOT / "Makefile").read_text("utf-8")
    for path in PAGES:
        text = path.read_text("utf-8")
        assert [
            task
            for task in re.findall(r"\./dev (\w+)", text)
            if not re.search(rf"^[\w |]*\b{task}\b[\w |]*\)", script, re.MULTILINE)
        ] == []
        assert [
            task
            for task in re.findall(r"`make (\w+)|^make (\w+)", text)
            if not any(t and f" {t}" in makefile for t in task)
        ] == []


@pytest.mark.parametrize("promise", PROMISED)
def test_each_promise_of_the_ledger_and_its_doors_has_its_test(promise: str) -> None:
    rows = [line for line in page("promises").splitlines() if line.startswith(f"| {promise} |")]
    assert any("`tests/" in row for row in rows)


def test_the_tests_that_show_the_promises_exist() -> None:
    named = re.findall(r"`(tests/[\w/.]+)`", (ROOT / "docs" / "promises.md").read_text("utf-8"))
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []
