"""The drawing of the package holds: import contracts catch a breach, and modules and functions stay short."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "saidby").rglob("*.py"))
AVOIDED = {"common", "core", "data", "handle", "helpers", "info", "manager", "process", "utils"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.fixture(scope="module")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a package with the layers of ours and nothing in them, under our contracts."""
    root = tmp_path_factory.mktemp("drawing")
    shutil.copy(ROOT / "pyproject.toml", root)
    for name in ("errors", "records", "text", "lexicon", "hooks", "pipeline", "bulk"):
        _write(root / "saidby" / f"{name}.py")
    for name in ("read", "mark", "link", "ledger", "views", "serve"):
        _write(root / "saidby" / name / "__init__.py")
    for name in (
        "mark/numbers",
        "mark/dates",
        "link/copies",
        "link/drift/__init__",
        "link/drift/hedges",
        "views/brief",
        "ledger/store",
    ):
        _write(root / "saidby" / f"{name}.py")
    _write(root / "saidby" / "__init__.py")
    return root


def _write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", "utf-8")


def lint_imports(root: Path, module: str, line: str) -> tuple[int, str]:
    """Return exit code and page of import-linter once ``module`` has ``line`` in it."""
    path = root / "saidby" / module
    path.write_text(line, "utf-8")
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    finally:
        path.write_text("", "utf-8")
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("errors.py", "import saidby.records"),  # layers point one way
        ("text.py", "from saidby import pipeline"),
        ("mark/numbers.py", "from saidby.link import copies"),
        ("lexicon.py", "import saidby.hooks"),
        ("views/brief.py", "import saidby.serve"),
        ("mark/numbers.py", "from saidby.mark.dates import x"),  # steps never import one another
        ("link/drift/hedges.py", "import saidby.link.copies"),
        ("serve/__init__.py", "import apsw"),  # only the ledger touches a database
        ("pipeline.py", "from pyspark import sql"),
        ("mark/dates.py", "import sqlite3"),
        ("ledger/store.py", "import sqlite3"),
        ("undrawn.py", "import saidby.text"),  # a module that the drawing lacks
    ],
)
def test_a_breach_of_the_contracts_is_caught(drawing: Path, module: str, line: str) -> None:
    code, page = lint_imports(drawing, module, line)
    (drawing / "saidby" / "undrawn.py").unlink(missing_ok=True)
    assert code == 1, page
    assert "BROKEN" in page


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("serve/__init__.py", "import saidby.pipeline, saidby.text, saidby.ledger"),
        ("link/drift/__init__.py", "import saidby.link.drift.hedges"),
        ("ledger/store.py", "import apsw"),
        ("bulk.py", "import pyspark, saidby.pipeline"),
    ],
)
def test_what_the_drawing_allows_passes(drawing: Path, module: str, line: str) -> None:
    code, page = lint_imports(drawing, module, line)
    assert code == 0, page


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_short(module: Path) -> None:
    source = module.read_text("utf-8")
    assert sum(bool(line.strip()) for line in source.splitlines()) <= 400
    too_long = [f.name for f in functions(source) if (f.end_lineno or 0) - f.lineno + 1 > 40]
    assert not too_long


def functions(source: str) -> Iterator[Function]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, Function))


def test_modules_functions_and_classes_are_named_for_what_they_do() -> None:
    sources = [ast.walk(ast.parse(module.read_text("utf-8"))) for module in MODULES]
    named = [node.name for nodes in sources for node in nodes if isinstance(node, Function | ast.ClassDef)]
    assert not [name for name in [*named, *(m.stem for m in MODULES)] if AVOIDED & words(name)]


def words(name: str) -> set[str]:
    """Return the words of a name in either style."""
    return set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).casefold().split("_"))


def test_functions_stay_short_on_the_whole() -> None:
    lengths = sorted(
        (f.end_lineno or 0) - f.lineno + 1 for module in MODULES for f in functions(module.read_text("utf-8"))
    )
    assert lengths[len(lengths) // 2] <= 8
